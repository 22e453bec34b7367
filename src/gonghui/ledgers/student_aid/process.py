"""The review of student aid: each union of the chain, then payment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gonghui.engine.declare import Step
from gonghui.ledgers.reviewed_cases.review import State, review
from gonghui.ledgers.student_aid.models import StudentAid
from gonghui.offices.roles import ALL_STAFF


def school_is_known(record: StudentAid, _values: dict[str, Any]) -> str | None:
    return None if record.school else "还没有登记学校：请先办“登记录取学校”，再登记发放。"


def _admit(state: State) -> Step:
    """The school is known at last: in June, when the survey is made, who finishes school has none yet."""
    return Step(
        f"admit_{state}",
        "登记录取学校",
        frozenset({state}),
        state,
        by=ALL_STAFF,
        dates="admitted_on",
        fields=("admitted_to",),
        beside=True,
        primary=False,
    )


# Consent for children is a rule of the record itself, since it depends on the day of the application.
_REVIEW = review("student_aid.review", before_applying=(), before_paying=(school_is_known,))
_IN_REVIEW = (State.APPLIED, State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED)
REVIEW = replace(_REVIEW, steps=(*_REVIEW.steps, *(_admit(state) for state in _IN_REVIEW)))
