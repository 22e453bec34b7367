"""The review of hardship files: who was found not to qualify does not apply, nor who was never visited."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gonghui.ledgers.hardship.choices import Category
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.reviewed_cases.review import review


def worker_qualifies(record: HardshipFile, _values: dict[str, Any]) -> str | None:
    if record.category == Category.NONE:
        return "困难类别是“不建档”的不能申请：情况有变的，请先修改这一件的困难类别。"
    return None


def household_was_visited(record: HardshipFile, _values: dict[str, Any]) -> str | None:
    if record.visited_on is None:
        return "还没有登记入户调查：请先修改这一件，填好调查日期和两位调查人再申请。"
    return None


REVIEW = review(
    "hardship.review",
    before_applying=(worker_qualifies, household_was_visited),
    may_apply=~Q(category=Category.NONE),
)
