"""A sentence speaks of one cohort: money of this year that answers last year's applications says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories import Town
from tests.registers.cohorts import LAST_YEAR, THIS_YEAR, make_paid
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.registers.student_aid import make_student_aid
from tests.registers.subsidies import make_subsidy
from tests.summaries.test_compose import paper, text

from gonghui.plain.periods import Period
from gonghui.summaries.outlines.kinds import outline_for

YEAR, MONTH = Period.year(2025), Period.month(2025, 9)


@pytest.mark.parametrize(
    ("make", "new", "both", "later"),
    [
        (
            make_subsidy,
            "今年以来申请的职工中，补贴已到账2人，金额203元。",
            "另有2024年11月申请的1人补贴到账，金额103元。",
            "。2024年11月和2025年7月申请的3人补贴到账，金额306元。",
        ),
        (
            make_hardship_file,
            "审核通过的2人均已领到帮扶款，共203元。",
            "审核通过3人。今年以来申请的职工中，2人领到帮扶款，共203元。另有2024年11月申请的1人领到帮扶款，共103元。",
            "2024年11月和2025年7月申请的3人领到帮扶款，共306元。",
        ),
        (
            make_student_aid,
            "发放助学款203元，惠及2人。",
            "今年以来申请的学生中，2人领到助学款，共203元。另有2024年11月申请的1人领到助学款，共103元。",
            "2024年11月和2025年7月申请的3人领到助学款，共306元。",
        ),
    ],
    ids=["subsidies", "hardship", "student aid"],
)
def test_money_for_earlier_applications_is_a_sentence_of_its_own(
    place: Town, make: Callable[..., Any], new: str, both: str, later: str
) -> None:
    employer = make_employer(place.officer, place.village)
    for sequence in (1, 2):
        make_paid(make, place.officer, employer, sequence, applied_on=THIS_YEAR)
    told = text(paper(place))
    assert new in told
    assert "2024年11月申请" not in told
    make_paid(make, place.officer, employer, 3, applied_on=LAST_YEAR)
    assert both in text(paper(place))
    # In a paper of September all three answer what was applied for before.
    september = text(paper(place, outline_for(MONTH), MONTH))
    assert later.lstrip("。") in september
    assert "9月申请的" not in september
    assert "另有" not in september
