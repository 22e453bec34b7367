"""What keeps a paper from being submitted and signed, what needs a stated reason, and what a person should know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gonghui.summaries.blocks import GapBlock
from gonghui.summaries.one_value import TwoValues, two_values
from gonghui.summaries.paper import Paper
from gonghui.summaries.today import Moved
from gonghui.summaries.untied import Untied, untied_numbers


@dataclass(frozen=True)
class Readiness:
    """`moved`, `gaps` and `two_values` block the submission and the signature; `untied` numbers need a reason from who
    signs; `warnings` are sentences that block nothing.
    """

    moved: tuple[Moved, ...]
    gaps: tuple[GapBlock, ...]
    two_values: tuple[TwoValues, ...]
    untied: tuple[Untied, ...]
    warnings: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[str, ...]:
        """What blocks, each in a sentence that says what to do."""
        said = []
        if self.gaps:
            where = "、".join(dict.fromkeys(gap.heading for gap in self.gaps))
            said.append(f"还缺{len(self.gaps)}处内容（{where}），请补登记录后重新起草，或者自己写上、删去。")
        if self.moved:
            names = "、".join(dict.fromkeys(one.cited.name for one in self.moved))
            said.append(f"有{len(self.moved)}处与现在的台账不一致（{names}），请更新数字。")
        return (*said, *(str(one) for one in self.two_values))

    @property
    def untied_said(self) -> str:
        """The untied numbers in words."""
        return f"{len(self.untied)}个数字没有依据（{'、'.join(one.text for one in self.untied)}）"


def readiness(paper: Paper, moved: Iterable[Moved], warnings: Iterable[str] = ()) -> Readiness:
    """All that is to be said before the paper is handed on; `moved` is what today's records no longer bear out."""
    return Readiness(
        tuple(moved), paper.gaps(), tuple(two_values(paper)), tuple(untied_numbers(paper)), tuple(warnings)
    )
