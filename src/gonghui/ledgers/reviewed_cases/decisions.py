"""The decisions of the unions that review a case one after the other, each found in the tree from where it is kept."""

from __future__ import annotations

from collections.abc import Collection

from gonghui.engine.declare import Relation, Step, named
from gonghui.offices.roles import TOWN_STAFF, Role

OFFICER = frozenset({Role.OFFICER})
REVIEWER = frozenset({Role.REVIEWER})

# The codes speak of a town, a city and a province, as the first trees had them; other programs know them.
_CODES = {
    Relation.HANDLING: "town",
    Relation.UPPER: "city",
    Relation.HIGHER: "higher",
    Relation.PROVINCE: "province",
}


def decisions(relation: Relation, start: Collection[str], *, passed: str, returned: str, rejected: str) -> list[Step]:
    """The union passes a case, returns it or rejects it; it does so from any of `start`.

    The union that keeps the case decides by its staff. Above it a reviewer decides; where the union is not on the
    system, the officer of the union that keeps the case writes its decision down.
    """
    code, who = _CODES[relation], f"{{{relation}}}"
    keeper = relation is Relation.HANDLING

    def step(key: str, title: str, end: str, dates: str, *, against: bool) -> Step:
        return Step(
            key,
            named(title),
            frozenset(start),
            end,
            by=TOWN_STAFF if keeper else REVIEWER,
            relation=relation,
            external_by=frozenset() if keeper else OFFICER,
            dates=dates,
            reason=against,
            primary=not against,
        )

    return [
        step(f"pass_{code}", f"{who}审核通过", passed, f"{code}_passed_on", against=False),
        step(f"return_from_{code}", f"{who}退回补正", returned, "returned_on", against=True),
        step(f"reject_in_{code}", f"{who}审核不通过", rejected, "rejected_on", against=True),
    ]
