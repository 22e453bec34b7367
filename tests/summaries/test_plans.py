"""What was planned is judged when its time is over, in words of work; what nobody says anything of is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import Town
from tests.registers.employers import make_employer
from tests.registers.plans import make_plan_item
from tests.summaries.test_compose import paper

from gonghui.engine.records import door
from gonghui.ledgers.plans.ledger import PLANS
from gonghui.ledgers.plans.models import PlanItem
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.inlines import CitedFact
from gonghui.summaries.judgement import judge_target
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.outlines.kinds import ANNUAL, HALF_YEAR, MONTH, QUARTER
from gonghui.summaries.paper import Paper

YEAR, TODAY, YEARS_END = Period.year(2025), date(2025, 12, 12), date(2025, 12, 31)


def item(target: str, part: str = "year", planned_on: date = date(2025, 1, 6)) -> PlanItem:
    return PlanItem(for_year=2025, part=part, target=Decimal(target), planned_on=planned_on, text="建会")


@pytest.mark.parametrize(
    ("planned", "value", "unit", "over", "said"),
    [
        (item("5"), "17", "个", True, "超额完成年初计划的5个"),
        (item("5"), "5", "个", True, "完成年初计划的5个"),
        (item("180"), "168", "家", True, "距年初计划的180家还差12家"),
        (item("5"), "0", "个", True, "距年初计划的5个还差5个"),
        (item("90"), "86.5", "%", True, "距年初计划的90%还差3.5个百分点"),
        (item("20000"), "12345.5", "元", True, "距年初计划的2万元还差7654.5元"),
        # Before the year's end nothing is missed yet, and how much of the year has gone by is not judged.
        (item("5"), "17", "个", False, "已超额完成年初计划的5个"),
        (item("5"), "5", "个", False, "已完成年初计划的5个"),
        (item("100"), "36", "家", False, "完成年度目标的36%（目标100家）"),
        (item("3"), "2", "家", False, "完成年度目标的66.6%（目标3家）"),
        (item("30000"), "29999.9", "元", False, "完成年度目标的99.9%（目标3万元）"),
        (item("30000"), "1", "元", False, "年度目标为3万元"),
        (item("5"), "0", "个", False, "年度目标为5个"),
        (item("90"), "86.5", "%", False, "年度目标为90%"),
        (item("0"), "0", "件", True, "与年初计划一致"),
        (item("0"), "2", "件", True, "年初计划为0件"),
        # Plans of shorter times, and of what was added late.
        (item("5", "half-1"), "6", "个", True, "超额完成上半年计划的5个"),
        (item("5", "quarter-3", date(2025, 7, 3)), "4", "个", False, "完成三季度目标的80%（目标5个）"),
        (item("5", "month-10", date(2025, 10, 3)), "4", "个", True, "距10月计划的5个还差1个"),
        (item("5", planned_on=date(2025, 12, 2)), "6", "个", True, "超额完成12月增列计划的5个"),
    ],
)
def test_a_target_is_judged_only_at_the_end_of_its_time(
    planned: PlanItem, value: str, unit: str, over: bool, said: str
) -> None:
    assert judge_target(planned, Decimal(value), unit, over=over) == said


def told(composed: Paper) -> str:
    return "".join(paragraph.plain for paragraph in composed.paragraphs() if paragraph.section == "plan_review")


def missing(composed: Paper) -> list[str]:
    return [gap.text for gap in composed.gaps() if gap.section == "plan_review"]


@pytest.fixture
def planned(recorded: Town) -> Town:
    """A plan of the year with each kind of item; the town's one employer joined in May."""
    officer, town = recorded.officer, recorded.town
    make_plan_item(officer, town, 1, indicator="employers.newly_unionised", target=2)
    make_plan_item(officer, town, 2, text="办好实事", outcome="办成三件。")
    make_plan_item(officer, town, 3, text="走遍企业")
    make_plan_item(officer, town, 4, text="补做展板", planned_on=date(2025, 12, 2), outcome="已布置")
    make_plan_item(officer, town, 5, text="明年的事", for_year=2026, outcome="不在今年")
    make_plan_item(officer, town, 6, text="上半年的事", part="half-1", outcome="办了两场培训")
    make_plan_item(officer, town, 7, text="三月的事", part="month-3")
    return recorded


def test_the_years_plan_is_told_in_words_of_work_and_what_nobody_says_is_missing(planned: Town) -> None:
    assert told(paper(planned)) == (
        "新建会单位1家，完成年度目标的50%（目标2家）。办好实事，办成三件。12月增列：补做展板，已布置。"
    )
    (gap,) = missing(paper(planned))
    assert "“走遍企业”还没有完成情况" in gap
    make_employer(planned.officer, planned.village, 2, built_date=date(2025, 6, 8))
    assert "新建会单位2家，完成年初计划的2家。" in told(paper(planned, as_of=YEARS_END))


def test_what_was_added_later_is_no_plan_of_an_earlier_paper(planned: Town) -> None:
    assert "展板" not in told(paper(planned, as_of=date(2025, 11, 30)))


@pytest.mark.parametrize(
    ("outline", "period", "as_of", "said", "gaps"),
    [
        # The year's item counts from January, whatever the paper's own time; the half-year's is judged.
        (
            HALF_YEAR,
            Period.months_of(2025, 1, 6),
            TODAY,
            "上半年的事，办了两场培训。新建会单位1家，完成年度目标的50%",
            0,
        ),
        (QUARTER, Period.quarter(2025, 3), TODAY, "今年以来新建会单位1家，完成年度目标的50%（目标2家）。", 0),
        (MONTH, Period.month(2025, 3), TODAY, "", 1),
        (MONTH, Period.month(2025, 10), TODAY, "", 0),
        (ANNUAL, Period.statistical_year(2025), TODAY, "今年以来新建会单位1家，完成年度目标的50%（目标2家）。", 0),
        # Nothing has come of it yet, and no paper of five weeks owes an account of the year.
        (ANNUAL, Period(date(2025, 3, 5), date(2025, 4, 9)), TODAY, "", 0),
        (
            QUARTER,
            Period.quarter(2025, 4),
            TODAY,
            "今年以来新建会单位1家，完成年度目标的50%（目标2家）。办好实事，办成三件。",
            0,
        ),
    ],
    ids=["half-year", "quarter", "month", "another month", "statistical year", "any days", "last quarter"],
)
def test_a_shorter_time_tells_how_far_the_year_has_come_and_judges_its_own_plan(
    planned: Town, outline: object, period: Period, as_of: date, said: str, gaps: int
) -> None:
    composed = paper(planned, outline, period, as_of)  # type: ignore[arg-type]
    assert told(composed).startswith(said)
    assert bool(told(composed)) == bool(said)
    assert len(missing(composed)) == gaps
    assert "没有达到" not in told(composed)


def test_what_came_of_an_item_moves_with_its_figure_its_target_and_its_words(planned: Town) -> None:
    composed = paper(planned)
    narrator = Narrator(CATALOGUE, planned.town, YEAR)
    facts = [part for part in composed.cited() if isinstance(part, CitedFact) and part.form == "result"]
    assert [narrator.recompute(fact) for fact in facts] == facts
    measured, done, _ = facts
    door.save(PLANS, actor=planned.officer, record=PlanItem.objects.get(pk=measured.field), changes={"target": 4})
    door.save(PLANS, actor=planned.officer, record=PlanItem.objects.get(pk=done.field), changes={"outcome": "办成四件"})
    narrator = Narrator(CATALOGUE, planned.town, YEAR)
    now = [narrator.recompute(fact) for fact in (measured, done)]
    assert [fact.text for fact in now if fact] == ["完成年度目标的25%（目标4家）", "办好实事，办成四件"]
    door.void(PLANS, actor=planned.officer, record=PlanItem.objects.get(pk=done.field), why="重复登记")
    assert Narrator(CATALOGUE, planned.town, YEAR).recompute(done) is None


def test_a_paper_of_an_earlier_release_keeps_its_items_as_it_told_them(planned: Town) -> None:
    narrator = Narrator(CATALOGUE, planned.town, YEAR)
    first = next(iter(narrator.planned.values()))
    old = narrator.cite_plan_item(first, TODAY)
    assert old.text == "计划“办好第1件职工实事”（目标2家）"
    assert Narrator(CATALOGUE, planned.town, YEAR).recompute(old) == old
