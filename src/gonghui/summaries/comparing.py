"""Two texts of a summary side by side, and what a person changed since it was drafted."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from gonghui.summaries.models import Made, Summary, SummaryVersion
from gonghui.summaries.paper import Paper, from_json

_PIECES = re.compile(r"\d[\d.,]*|.", re.DOTALL)
Runs = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class ComparedBlock:
    """One block of two texts side by side; runs of text, each said to differ or not. `kind` is same or changed."""

    kind: str
    left: Runs
    right: Runs

    @property
    def what(self) -> str:
        """What was done to it, in words."""
        if not self.left:
            return "新加"
        return "改写" if self.right else "删去"


def side_by_side(left: Paper, right: Paper) -> list[ComparedBlock]:
    """The blocks of two papers in step: same, changed (with the runs that differ), only left, only right."""
    ours, theirs = [block.plain for block in left.blocks], [block.plain for block in right.blocks]
    lines: list[ComparedBlock] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [ComparedBlock("same", ((text, False),), ((text, False),)) for text in ours[a:b]]
            continue
        for turn in range(max(b - a, d - c)):
            before = ours[a + turn] if a + turn < b else ""
            after = theirs[c + turn] if c + turn < d else ""
            lines.append(ComparedBlock("changed", *runs(before, after)))
    return lines


def runs(before: str, after: str) -> tuple[Runs, Runs]:
    """Two texts in runs, each run said to differ or not."""
    left, right = [], []
    # A number is one: of 2373 and 2372 not only the last digit differs.
    ours, theirs = _PIECES.findall(before), _PIECES.findall(after)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if b > a:
            left.append(("".join(ours[a:b]), tag != "equal"))
        if d > c:
            right.append(("".join(theirs[c:d]), tag != "equal"))
    return tuple(left), tuple(right)


def changed_since_draft(summary: Summary, paper: Paper) -> list[ComparedBlock]:
    """What a person changed since the text was last drafted: the changed blocks only, as drafted and as they are.

    A figure that was written anew from the records is no person's change.
    """
    if not summary.edited:
        return []
    versions = SummaryVersion.objects.within(summary.jurisdiction_id).filter(summary=summary, made=Made.DRAFTED)
    drafted = versions.order_by("-serial").first()
    if drafted is None:
        return []
    now = {part.id: part for part in paper.cited()}
    before = from_json(drafted.content).with_cited(lambda part: now.get(part.id, part))
    return [line for line in side_by_side(before, paper) if line.kind == "changed"]
