"""The review of hardship files: who was found not to qualify does not apply, nor who was never visited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q

from gonghui.engine.declare import Step
from gonghui.ledgers.hardship.choices import Category
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.reviewed_cases.review import State, review
from gonghui.offices.roles import TOWN_STAFF


def worker_qualifies(record: HardshipFile, _values: dict[str, Any]) -> str | None:
    if record.category == Category.NONE:
        return "困难类别是“不建档”的不能申请：情况有变的，请先修改这一件的困难类别。"
    return None


def facts_are_known(record: HardshipFile, _values: dict[str, Any]) -> str | None:
    lacking = record.lacking()
    return f"还没有填：{'、'.join(lacking)}。请先修改这一件，填好再申请。" if lacking else None


def household_was_visited(record: HardshipFile, _values: dict[str, Any]) -> str | None:
    if record.visited_on is None:
        return "还没有登记入户调查：请先修改这一件，填好调查日期和两位调查人再申请。"
    return None


_REVIEW = review(
    "hardship.review",
    before_applying=(worker_qualifies, facts_are_known, household_was_visited),
    may_apply=~Q(category=Category.NONE),
)
_LIFT = Step(
    "lift",
    "登记脱困",
    frozenset({State.PAID}),
    State.PAID,
    by=TOWN_STAFF,
    dates="lifted_on",
    reason=True,
    primary=False,
)
REVIEW = replace(_REVIEW, steps=(*_REVIEW.steps, _LIFT))
