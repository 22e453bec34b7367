"""A summary is composed from what is there: nothing padded, nothing counted past its section's cut-off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.factories import Town
from tests.registers.bargaining import make_agreement
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.petitions import make_petition

from gonghui.ledgers.bargaining.models import Agreement
from gonghui.ledgers.employers.models import Employer
from gonghui.plain.periods import Period
from gonghui.plain.spans import SpanKind
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import ChartBlock, HeadingBlock, ParagraphBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.outline import MonthlyChart, Outline, OutlinePart, OutlineSection, PlanReview, Sentence
from gonghui.summaries.outlines.kinds import ANNUAL, OUTLINES
from gonghui.summaries.paper import Paper

YEAR, OCTOBER, TODAY = Period.year(2025), date(2025, 10, 31), date(2025, 12, 12)


def outline(
    *sentences: Sentence | str, chart: MonthlyChart | None = None, opening: str = "{year}年{union}："
) -> Outline:
    """A plan of one section "money" with the sentences in one paragraph."""
    recorded = tuple(Sentence(each) if isinstance(each, str) else each for each in sentences)
    section = OutlineSection("money", "经费", (OutlinePart("收缴", (recorded,), chart),))
    return Outline("plan", "小结", frozenset(SpanKind), ("{union}", "{year}年小结"), (Sentence(opening),), (section,))


def paper(place: Town, plan: Outline = ANNUAL, period: Period = YEAR, as_of: date = TODAY, **cut_offs: date) -> Paper:
    return compose(CATALOGUE, plan, place.town, period, as_of, cut_offs)


def text(composed: Paper) -> str:
    """The paragraphs after the opening."""
    return "".join(paragraph.plain for paragraph in composed.paragraphs()[1:])


def headings(composed: Paper) -> list[str]:
    return [block.text for block in composed.blocks if isinstance(block, HeadingBlock)]


# What is left out


def test_without_any_record_there_is_nothing_to_tell(place: Town) -> None:
    assert paper(place).blocks == ()


def test_a_sentence_is_left_out_when_one_of_its_figures_has_no_records(recorded: Town) -> None:
    plan = outline(
        "缴费{contributions.payers}",
        "缴费{contributions.payers}，返还{contributions.rebated}",
        "女会员{members.women}",
    )
    assert text(paper(recorded, plan)) == "缴费1家。女会员1人。"


def test_a_share_without_records_leaves_its_sentence_standing(recorded: Town) -> None:
    """A union without women members still tells how many members it has."""
    shares = (Sentence("返还{contributions.rebated}"), Sentence("女会员{members.women}"))
    both = Sentence("缴费{contributions.payers}", among=shares)
    assert text(paper(recorded, outline(both))) == "缴费1家，其中女会员1人。"
    none = Sentence("缴费{contributions.payers}", among=shares[:1])
    assert text(paper(recorded, outline(none))) == "缴费1家。"


WHOLE = "收到信访{petitions.received}"
REFERRED, IN_PERSON = Sentence("上级转办{petitions.referred}"), Sentence("接待来访{petitions.in_person}")


def petitions(place: Town, *sources: str) -> None:
    for sequence, source in enumerate(sources, start=1):
        make_petition(place.officer, place.town, sequence, source=source)


@pytest.mark.parametrize(
    ("sources", "divided", "said"),
    [
        ("RRI", True, "收到信访3件，其中上级转办2件、接待来访1件。"),
        ("RRIP", True, "收到信访4件，其中上级转办2件、接待来访1件、其他1件。"),
        ("RRIP", False, "收到信访4件，其中上级转办2件、接待来访1件。"),
        ("RPP", True, "收到信访3件，其中上级转办1件、其他2件。"),
        ("PPP", True, "收到信访3件。"),
        ("RRR", True, "收到信访3件，均为上级转办。"),
        ("R", True, "收到信访1件，为上级转办。"),
    ],
)
def test_shares_that_divide_a_whole_come_to_it_and_others_have_no_rest(
    place: Town, sources: str, divided: bool, said: str
) -> None:
    petitions(place, *({"R": "referred", "I": "in_person", "P": "phone"}[source] for source in sources))
    sentence = Sentence(WHOLE, among=(REFERRED, IN_PERSON), shares_add_up=divided)
    assert text(paper(place, outline(sentence))) == said


def test_all_of_them_is_said_in_the_shares_own_words_and_kept_true(place: Town) -> None:
    petitions(place, "referred", "referred")
    own = Sentence("{petitions.referred}由上级转办", every="已由{reviewer_short}转办")
    plan = outline(Sentence(WHOLE, among=(own, REFERRED)))
    composed = paper(place, plan)
    assert text(composed) == "收到信访2件，均已由市总工会转办，均为上级转办。"
    make_petition(place.officer, place.town, 3, source="phone")
    narrator = Narrator(CATALOGUE, place.town, YEAR)
    _, every, of_all = composed.cited()
    # Of three petitions, two: what was said of all is said of these, or is named as gone.
    assert narrator.recompute(every) is None
    now = narrator.recompute(of_all)
    assert now is not None
    assert now.text == "其中上级转办2件"


def test_no_share_is_more_than_its_whole(place: Town) -> None:
    petitions(place, "referred", "in_person", "phone")
    wrong = Sentence("接待来访{petitions.in_person}", among=(Sentence("收到{petitions.received}"), IN_PERSON))
    assert text(paper(place, outline(wrong))) == "接待来访1件，为接待来访。"
    twice = Sentence(WHOLE, among=(REFERRED, Sentence("收到{petitions.received}")), shares_add_up=True)
    assert text(paper(place, outline(twice))) == "收到信访3件。"


# Rates


RATE = "建制率{agreements.coverage_rate}"


def unionised(place: Town, count: int, bargained: int) -> None:
    """Employers with a union, of which some have a wage agreement."""
    for sequence in range(1, count + 1):
        employer = make_employer(place.officer, place.village, sequence, built_date=date(2025, 2, 1))
        if sequence <= bargained:
            case = make_agreement(place.officer, employer)
            Agreement.objects.filter(pk=case.pk).update(signed_on=date(2025, 6, 20))


def test_a_rate_of_few_is_told_by_their_number_and_a_rate_of_nothing_is_not_told(place: Town) -> None:
    few = Sentence("已建会单位{agreements.coverage_rate:counts}建制")
    plan = outline(Sentence(RATE, few=few))
    assert text(paper(place, plan)) == ""
    unionised(place, 3, 1)
    (cited,) = paper(place, plan).figures()
    assert text(paper(place, plan)) == "已建会单位3家中有1家建制。"
    assert (cited.value, cited.unit, cited.exactness) == (Decimal("33.33"), "%", "counts")
    # Without words of its own for few, it bears their number.
    assert text(paper(place, outline(RATE))) == "建制率33.3%（3家中有1家）。"
    exact = Sentence(RATE, exactness={"agreements.coverage_rate": "to_two"})
    assert text(paper(place, outline(exact))) == "建制率33.33%（3家中有1家）。"


def test_a_rate_of_fifty_is_a_rate(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gonghui.summaries.narrator.FEW", 3)
    unionised(place, 3, 2)
    few = Sentence("已建会单位{agreements.coverage_rate:counts}建制")
    assert text(paper(place, outline(Sentence(RATE, few=few)))) == "建制率66.7%。"


def test_a_change_of_a_rate_is_in_points_and_of_nothing_is_none(place: Town) -> None:
    change = outline("建制率{agreements.coverage_rate:compared}")
    unionised(place, 3, 1)
    assert text(paper(place, change)) == ""
    Employer.objects.update(built_date=date(2024, 2, 1))
    assert text(paper(place, change)) == "建制率比上年同期增加33.3个百分点。"


def test_parts_and_sections_that_tell_nothing_leave_no_heading(recorded: Town) -> None:
    assert headings(paper(recorded)) == [
        "抓组织、促规范，夯实基层基础", "建会工作", "会员队伍", "抓帮扶、办实事，把关心送到职工身边",
        "抓收缴、强保障，提高自身建设水平", "经费收缴", "经费返还",
        "找差距、明方向，谋划2026年工作", "存在的不足", "2026年工作打算",
    ]  # fmt: skip
    # A part that stands alone in its section has no heading of its own.
    early = paper(recorded, as_of=date(2025, 3, 31))
    assert headings(early) == [
        "抓组织、促规范，夯实基层基础", "抓收缴、强保障，提高自身建设水平", "经费收缴", "经费返还",
        "找差距、明方向，谋划2026年工作", "存在的不足", "2026年工作打算",
    ]  # fmt: skip


def test_what_stands_at_a_day_is_never_said_of_a_whole_year(recorded: Town) -> None:
    both = outline("{during}收到{contributions.received}", "{as_of}共有会员{members.total}")
    assert text(paper(recorded, both, as_of=date(2025, 12, 31))) == "全年收到2.05万元。截至12月底共有会员2人。"


def test_only_members_make_a_paper_of_one_section(place: Town) -> None:
    make_contribution(place.officer, make_employer(place.officer, place.village, has_union=False, built_date=None))
    assert headings(paper(place))[0] == "抓收缴、强保障，提高自身建设水平"
    assert paper(place).blocks[0] == ParagraphBlock(
        "",
        "",
        (
            "2025年，青石镇总工会统筹推进组织建设、维权服务和经费保障等各项工作。文中数据截至12月12日。现将有关情况总结如下：",
        ),
    )


# How it is written


SAYS_THE_DAY = "{year}年{union}，数据{as_of}{exceptions}："


@pytest.mark.parametrize(
    ("period", "as_of", "words"),
    [
        (YEAR, OCTOBER, "今年以来"),
        (YEAR, date(2025, 12, 31), "全年"),
        (YEAR, date(2026, 3, 1), "全年"),
        (Period.months_of(2025, 1, 6), TODAY, "上半年"),
        (Period.months_of(2025, 1, 6), date(2025, 5, 31), "今年以来"),
        (Period.months_of(2025, 7, 12), TODAY, "下半年以来"),
        (Period.quarter(2025, 1), TODAY, "一季度"),
        (Period.quarter(2025, 1), date(2025, 3, 30), "今年以来"),
        (Period.quarter(2025, 4), TODAY, "本季度以来"),
        (Period.month(2025, 3), TODAY, "3月"),
        (Period.month(2025, 11), date(2025, 11, 20), "11月以来"),
        (Period.statistical_year(2025), TODAY, "统计年度内"),
        (Period.statistical_year(2026), TODAY, "本统计年度以来"),
        (Period.months_of(2025, 1, 10), TODAY, "期内"),
        (Period(date(2024, 12, 1), date(2025, 11, 15)), TODAY, "期内"),
    ],
)
def test_a_period_is_named_as_a_whole_only_when_it_is_over_and_has_a_name(
    recorded: Town, period: Period, as_of: date, words: str
) -> None:
    plan = outline("{during}收到{contributions.received}", opening=SAYS_THE_DAY)
    assert text(paper(recorded, plan, period, as_of)).startswith(f"{words}收到")


def test_the_common_day_is_said_once_and_exceptions_where_they_are(recorded: Town) -> None:
    said = outline("{during}收到{contributions.received}", "{as_of}，共有会员{members.total}").sections[0]
    unsaid = outline("{members.total@join_date:month}入会").sections[0]
    sections = (*(replace(said, key=key) for key in ("first", "second", "third")), replace(unsaid, key="fourth"))
    plan = replace(outline(opening=SAYS_THE_DAY), sections=sections)
    common = paper(recorded, plan)
    assert common.paragraphs()[0].plain == "2025年青石镇总工会，数据截至12月12日："
    assert text(common) == "今年以来收到2.05万元。共有会员2人。" * 3 + "3月和11月入会。"
    apart = paper(recorded, plan, second=OCTOBER, fourth=OCTOBER)
    assert apart.paragraphs()[0].plain == "2025年青石镇总工会，数据截至12月12日（另有注明的除外）："
    assert [paragraph.plain for paragraph in apart.paragraphs()[1:]] == [
        "今年以来收到2.05万元。共有会员2人。",
        "截至10月底收到2万元。截至10月底，共有会员1人。",
        "今年以来收到2.05万元。共有会员2人。",
        # No sentence of the section has a word for the day, and it is said all the same.
        "3月入会。以上数据截至10月底。",
    ]


def test_a_day_of_a_time_across_new_year_bears_its_year(recorded: Town) -> None:
    across = Period(date(2024, 12, 20), date(2025, 3, 10))
    assert text(paper(recorded, outline("{as_of}共有会员{members.total}"), across)) == "截至2025年3月10日共有会员1人。"


@pytest.mark.parametrize(
    ("period", "as_of", "words"),
    [
        (YEAR, OCTOBER, "月均收到2000元。"),
        # 500 yuan came in November, which is whole; December's days count neither above nor below the line.
        (YEAR, TODAY, "1—11月月均收到1863.64元。"),
        (YEAR, date(2025, 11, 29), "1—10月月均收到2000元。"),
        (Period(date(2025, 2, 15), date(2025, 12, 31)), TODAY, "3—11月月均收到2277.78元。"),
        (Period.statistical_year(2025), TODAY, "月均收到1000元。"),
        (Period.month(2025, 3), TODAY, ""),
        (Period(date(2025, 2, 15), date(2025, 4, 15)), TODAY, ""),
    ],
)
def test_a_monthly_average_counts_whole_months_and_needs_two(
    recorded: Town, period: Period, as_of: date, words: str
) -> None:
    plan = outline("{average_months}月均收到{contributions.monthly_average}")
    assert text(paper(recorded, plan, period, as_of)) == words


def test_figures_bear_their_measure_words_and_how_exact_they_are(recorded: Town) -> None:
    about = Sentence("约计{contributions.received}", exactness={"contributions.received": "about"})
    composed = paper(recorded, outline("{year}年{union}收到{contributions.received}", about), as_of=OCTOBER)
    assert text(composed) == "2025年青石镇总工会收到2万元。约计约2万元。"
    exact, about_figure = composed.figures()
    assert (exact.id, exact.exactness, exact.value) == ("F001-contributions.received", "exact", Decimal(20000))
    assert (about_figure.id, about_figure.exactness) == ("F002-contributions.received", "about")
    assert (exact.records, exact.start, exact.end, exact.as_of) == (2, YEAR.start, YEAR.end, OCTOBER)
    assert exact.basis == CATALOGUE.indicator("contributions.received").basis  # type: ignore[union-attr]


def test_every_figure_of_the_annual_summary_has_an_id_of_its_own_in_the_order_of_the_text(recorded: Town) -> None:
    composed = paper(recorded)
    assert len(composed.figures()) > 8
    assert [figure.id for figure in composed.figures()] == [
        f"F{n:03d}-{figure.code}" for n, figure in enumerate(composed.figures(), start=1)
    ]
    assert all(figure.text in text(composed) for figure in composed.figures())
    assert "{" not in text(composed)
    assert not re.search(r"[,;:()]", text(composed))


# Cut-offs


def test_a_sections_cut_off_goes_before_the_as_of_day(recorded: Town) -> None:
    composed = paper(recorded, contributions=OCTOBER, subsidies=date(2025, 6, 30))
    assert composed.as_of == TODAY
    cut_offs = {key: composed.cut_offs[key] for key in ("organisation", "subsidies", "contributions")}
    assert cut_offs == {"organisation": TODAY, "subsidies": date(2025, 6, 30), "contributions": OCTOBER}
    figures = {figure.code: figure for figure in composed.figures()}
    assert figures["contributions.received"].value == 20000
    assert figures["members.total"].value == 2
    assert "subsidies.applicants" not in figures


def test_no_cut_off_lies_past_the_period(recorded: Town) -> None:
    composed = paper(recorded, period=Period.months_of(2025, 1, 10), contributions=TODAY)
    assert set(composed.cut_offs.values()) == {composed.as_of} == {OCTOBER}


# The chart


def chart_of(composed: Paper) -> ChartBlock | None:
    return next((block for block in composed.blocks if isinstance(block, ChartBlock)), None)


def bars(recorded: Town, period: Period = YEAR, **cut_offs: date) -> ChartBlock | None:
    plan = outline("收到{contributions.received}", chart=MonthlyChart("contributions.received", "逐月入库"))
    return chart_of(paper(recorded, plan, period, **cut_offs))


def test_a_chart_has_each_month_up_to_the_cut_off_and_adds_up_to_the_figure(recorded: Town) -> None:
    chart = bars(recorded)
    assert chart is not None
    assert [label for label, _ in chart.months] == [f"{n}月" for n in range(1, 13)]
    assert (chart.unit, chart.caption) == ("万元", "2025年逐月入库（单位：万元）")
    assert [value for _, value in chart.months if value] == [Decimal("1.20"), Decimal("0.80"), Decimal("0.05")]
    assert dict(chart.last_year)["3月"] == Decimal("0.09")


def test_a_month_cut_in_the_middle_counts_its_days_only(recorded: Town) -> None:
    chart = bars(recorded, money=date(2025, 10, 30))
    assert chart is not None
    assert chart.months[-1] == ("10月", Decimal("0.00"))
    assert sum(value for _, value in chart.months) == Decimal("1.20")


@pytest.mark.parametrize("period", [Period.month(2025, 10), Period(date(2024, 3, 1), date(2025, 3, 31))])
def test_one_month_is_no_chart_nor_are_months_that_bear_one_name(recorded: Town, period: Period) -> None:
    assert bars(recorded, period) is None


def test_small_sums_are_drawn_in_yuan_and_a_year_without_records_is_not_drawn(place: Town) -> None:
    employer: Employer = make_employer(place.officer, place.village)
    make_contribution(place.officer, employer, paid_date=date(2025, 2, 1), amount=Decimal("99.50"))
    chart = bars(place)
    assert chart is not None
    assert (chart.unit, chart.last_year, chart.months[1]) == ("元", (), ("2月", Decimal("99.50")))


# The plans themselves


@pytest.mark.parametrize("place_name", ["{members.unknown}", "{student-aid.applied}", "{town}", "{}", "{会员}"])
def test_what_no_indicator_answers_is_an_error_and_never_printed(place: Town, place_name: str) -> None:
    with pytest.raises(LookupError, match="unknown indicator"):
        paper(place, outline(f"共{place_name}"))


@pytest.mark.parametrize("plan", OUTLINES, ids=lambda plan: plan.key)
def test_every_plan_cites_known_indicators_and_writes_full_width(plan: Outline) -> None:
    assert len({section.key for section in plan.sections}) == len(plan.sections)
    assert plan.section("nowhere") is None
    for section in plan.sections:
        assert plan.section(section.key) is section
        assert section.codes() or any(isinstance(part, PlanReview) for part in section.parts)
        assert all(CATALOGUE.indicator(code) for code in section.codes())
        for sentence in section.sentences():
            plain = "".join(run for run, _ in sentence.pieces()).replace("世界500强", "")
            assert not re.search(r"[,;:()\d]", plain)
            assert not sentence.text.endswith("。")
            assert set(sentence.exactness) <= set(sentence.codes())


def test_what_holds_of_all_is_written_only_where_two_figures_are_one_number(recorded: Town) -> None:
    otherwise = Sentence("缴费{contributions.payers}")
    same, other = (
        Sentence("缴费{contributions.payers}均已建会", equal=("contributions.payers", code), instead=otherwise)
        for code in ("employers.unionised", "members.total")
    )
    assert text(paper(recorded, outline(same))) == "缴费1家均已建会。"
    assert text(paper(recorded, outline(other))) == "缴费1家。"
