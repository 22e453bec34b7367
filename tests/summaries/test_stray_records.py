"""One record that is not like the others makes no sentence false: of another topic, too early, of no pilot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.duties import make_duty
from tests.registers.employers import make_employer
from tests.registers.meetings import make_meeting
from tests.registers.outreach import make_outreach
from tests.registers.phrases import make_phrase
from tests.registers.plans import make_plan_item
from tests.registers.service_centres import make_centre_service, make_service_centre
from tests.summaries.test_told_words import paper, section

from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import ChartBlock, HeadingBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.outlines.kinds import ANNUAL, QUARTER

TODAY = date(2025, 12, 12)


def test_the_subsidies_tell_their_own_broadcasts(place: Town) -> None:
    make_outreach(place.officer, place.town, 1, kind="broadcast", topic="organising", quantity=20)
    assert section(paper(place), "subsidies") == ""
    make_outreach(place.officer, place.town, 2, kind="broadcast", topic="subsidies", quantity=7)
    assert section(paper(place), "subsidies") == "播放电视广告7次。"


def test_a_centre_that_is_no_pilot_is_never_told_as_the_first_one(place: Town) -> None:
    make_service_centre(place.officer, place.village, 1, name="村级小站", pilot=False, opened_on=date(2025, 11, 20))
    assert section(paper(place), "service").startswith("11月，“村级小站”建成启用。")
    make_service_centre(place.officer, place.village, 2, name="先行中心", pilot=True, opened_on=date(2025, 3, 20))
    told = section(paper(place), "service")
    assert "3月，我镇首个企业示范点“先行中心”建成启用。11月，“村级小站”建成启用。" in told


def test_a_pilot_of_an_earlier_year_is_not_this_years_first(place: Town) -> None:
    make_service_centre(place.officer, place.village, 1, name="村级小站", pilot=False, opened_on=date(2025, 11, 20))
    make_service_centre(place.officer, place.village, 2, name="先行中心", pilot=True, opened_on=date(2024, 3, 20))
    told = section(paper(place), "service")
    assert "11月，“村级小站”建成启用。" in told
    assert "首个" not in told


def test_posts_stand_in_for_each_other_only_where_there_is_one_of_each(place: Town) -> None:
    make_duty(place.officer, place.town, 1, name="甲", position="a", since=date(2025, 5, 6))
    make_duty(place.officer, place.town, 2, name="乙", position="b", since=date(2025, 5, 6))
    told = section(paper(place), "petitions")
    assert "5月起，落实2人专门跟踪职工诉求和群体性劳资纠纷，A岗、B岗互为替补。" in told
    make_duty(place.officer, place.town, 3, name="丙", position="a", since=date(2025, 5, 20))
    assert "5月起，落实3人专门跟踪职工诉求和群体性劳资纠纷。" in section(paper(place), "petitions")


def test_a_meeting_before_the_mobilisation_does_not_follow_it(place: Town) -> None:
    upper = {"host": "upper", "kind": "mobilisation", "convened_by": "安平市总工会"}
    make_meeting(place.officer, place.town, 1, held_on=date(2025, 5, 14), **upper)
    make_meeting(place.officer, place.town, 2, held_on=date(2025, 5, 27))
    assert "动员部署后，镇总工会召开推进会1场贯彻落实。" in section(paper(place), "bargaining")
    make_meeting(place.officer, place.town, 3, held_on=date(2025, 2, 11))
    told = section(paper(place), "bargaining")
    assert "部署后" not in told
    assert "作出动员部署；镇总工会召开工资集体协商推进会2场。" in told


def test_who_leads_the_town_does_not_lead_its_village(recorded: Town) -> None:
    make_phrase(recorded.officer, recorded.town, 1, kind="leadership", text="在市总工会和镇党委的领导下")
    make_phrase(recorded.officer, recorded.town, 2, kind="theme", text="围绕建会")
    town, village = (paper(recorded, at).paragraphs()[0].plain for at in ("town", "village"))
    assert "镇党委" in town
    assert "镇党委" not in village
    assert "围绕建会" in village


def test_where_no_agreement_is_kept_nothing_is_said_of_those_who_have_none(place: Town) -> None:
    make_employer(place.officer, place.village, global_500=True, built_date=date(2025, 5, 8))
    assert section(paper(place), "bargaining") == ""


def test_months_before_the_register_are_neither_averaged_nor_drawn(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    for month in range(1, 10):
        make_contribution(place.officer, employer, month, paid_date=date(2025, month, 3), amount=Decimal(900))
    late = compose(CATALOGUE, ANNUAL, place.town, Period(date(2024, 5, 1), date(2025, 4, 30)), TODAY)
    assert "收缴3600元。" in section(late, "contributions")
    assert "月均" not in section(late, "contributions")
    assert not any(isinstance(block, ChartBlock) for block in late.blocks)
    kept = compose(CATALOGUE, ANNUAL, place.town, Period.months_of(2025, 1, 6), TODAY)
    assert "月均收缴900元。" in section(kept, "contributions")
    assert any(isinstance(block, ChartBlock) for block in kept.blocks)


def test_what_has_no_name_closes_the_list_of_names(place: Town) -> None:
    centre = make_service_centre(place.officer, place.village, 1, opened_on=date(2025, 3, 20))
    make_centre_service(place.officer, centre, 1, kind="legal_aid", since=date(2025, 4, 1))
    make_centre_service(place.officer, centre, 2, kind="other", since=date(2025, 4, 1))
    told = section(paper(place), "service")
    assert "面向职工提供服务2项：法律援助等。" in told


def test_a_chapter_without_plans_does_not_promise_them(recorded: Town) -> None:
    make_plan_item(
        recorded.officer,
        recorded.town,
        1,
        indicator="contributions.payers",
        target=Decimal(3),
        planned_on=date(2025, 1, 3),
    )
    written = compose(CATALOGUE, QUARTER, recorded.town, Period.quarter(2025, 4), TODAY)
    headings = [block.text for block in written.blocks if isinstance(block, HeadingBlock) and block.level == 1]
    assert headings[-1] == "计划进展情况"
