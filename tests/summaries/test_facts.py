"""A summary tells dates, names, and changes from the very rows that its figures count."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town
from tests.registers.phrases import make_phrase
from tests.registers.plans import make_plan_item, make_shortcoming
from tests.summaries.test_compose import outline, paper, text

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures import facts
from gonghui.engine.records import door
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.plans.indicators import SHORTCOMINGS_OPEN
from gonghui.ledgers.plans.ledger import SHORTCOMINGS
from gonghui.plain.periods import Period
from gonghui.plain.spans import SpanKind
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.annual import ANNUAL
from gonghui.summaries.blocks import Drawing, HeadingBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.drafting import moved
from gonghui.summaries.inlines import CitedFact
from gonghui.summaries.outline import Outline, OutlinePart, OutlineSection, PlanReview, Sentence

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def test_the_day_and_the_names_are_those_of_the_rows_counted(recorded: Town) -> None:
    make_shortcoming(recorded.officer, recorded.town, 1, found_on=date(2025, 6, 3), text="走访不够。")
    make_shortcoming(recorded.officer, recorded.town, 2, found_on=date(2024, 6, 3), text="去年的事")
    wrong = make_shortcoming(recorded.officer, recorded.town, 3, found_on=date(2025, 7, 1), text="误登记")
    door.void(SHORTCOMINGS, actor=recorded.officer, record=wrong, why="误登记")
    said = outline("{shortcomings.open@found_on:day}发现：{shortcomings.open@text:points}")
    assert text(paper(recorded, said)) == "6月3日发现：走访不够。"
    make_shortcoming(recorded.officer, recorded.town, 4, found_on=date(2025, 9, 3), text="材料不齐")
    assert text(paper(recorded, said)) == "6月3日和9月3日发现：一是走访不够；二是材料不齐。"


def test_a_sentence_whose_fact_is_not_there_is_not_written(recorded: Town) -> None:
    make_shortcoming(recorded.officer, recorded.town, 1)
    assert text(paper(recorded, outline("由{shortcomings.open@responsible:names}负责"))) == ""


def test_names_of_choices_and_titles_of_papers(recorded: Town) -> None:
    make_shortcoming(recorded.officer, recorded.town, 1, matter="aid")
    make_shortcoming(recorded.officer, recorded.town, 3, matter="finance")
    make_phrase(recorded.officer, recorded.town, document="《工作要点》")
    said = outline("涉及{shortcomings.open@matter:names}", "见{phrases.in_force@document:titles}")
    assert text(paper(recorded, said)) == "涉及帮扶慰问、工会经费。见《工作要点》。"
    # Three are counted and two named: the names are left out.
    make_shortcoming(recorded.officer, recorded.town, 2, matter="aid")
    assert text(paper(recorded, said)) == "见《工作要点》。"


def test_a_field_or_form_that_does_not_exist_is_an_error_of_the_plan(recorded: Town) -> None:
    query = FigureQuery(recorded.town, YEAR, TODAY)
    with pytest.raises(LookupError):
        facts.format_fact(SHORTCOMINGS_OPEN, query, "nothing", "day")
    with pytest.raises(ValueError, match="form"):
        facts.format_fact(SHORTCOMINGS_OPEN, query, "found_on", "yearly")


def test_the_change_on_last_year_is_written_only_where_last_year_has_records(recorded: Town) -> None:
    said = outline("入库{contributions.received}，{contributions.received:change}")
    assert text(paper(recorded, said)) == "入库2.05万元，比上年同期增加1.96万元。"
    said = outline("新建会{employers.newly_unionised}", "家数{employers.newly_unionised:change}")
    assert text(paper(recorded, said)) == "新建会1家。"


def test_what_must_be_zero_is_said_only_while_it_is(recorded: Town) -> None:
    said = outline(Sentence("入库{contributions.received}，没有遗留问题", zero=("shortcomings.open",)))
    assert text(paper(recorded, said)) == "入库2.05万元，没有遗留问题。"
    make_shortcoming(recorded.officer, recorded.town)
    assert text(paper(recorded, said)) == ""


def test_the_opening_takes_its_phrase_from_the_register_and_invents_none(recorded: Town) -> None:
    assert "坚持" not in paper(recorded).paragraphs()[0].plain
    make_phrase(recorded.officer, recorded.town, text="竭诚服务职工")
    make_phrase(recorded.officer, recorded.town, 2, text="旧提法", ended_on=date(2025, 3, 1))
    assert "坚持竭诚服务职工，" in paper(recorded).paragraphs()[0].plain


def test_what_is_missing_is_marked_and_what_was_planned_is_set_against_the_records(recorded: Town) -> None:
    plan = Outline(
        "plan",
        "小结",
        frozenset(SpanKind),
        ("{union}",),
        (Sentence("{year}年"),),
        (
            OutlineSection("money", "经费", (OutlinePart("收缴", ((Sentence("入库{contributions.received}"),),)),)),
            OutlineSection(
                "plan", "计划", (PlanReview("年初计划"), OutlinePart("不足", (), missing="请登记问题不足。"))
            ),
        ),
    )
    composed = paper(recorded, plan)
    assert [gap.text for gap in composed.gaps()] == ["请登记问题不足。"]
    assert not any(isinstance(block, HeadingBlock) and block.text == "年初计划" for block in composed.blocks)
    make_plan_item(
        recorded.officer, recorded.town, 1, text="收好经费", indicator="contributions.received", target=20000
    )
    make_plan_item(recorded.officer, recorded.town, 2, text="发展会员", indicator="members.joined", target=5)
    make_plan_item(recorded.officer, recorded.town, 3, text="办好实事", outcome="办成三件。")
    make_plan_item(recorded.officer, recorded.town, 4, text="走遍企业")
    make_plan_item(recorded.officer, recorded.town, 5, text="明年的事", for_year=2026)
    said = paper(recorded, plan, as_of=date(2025, 12, 31)).paragraphs()
    assert any("截至12月底实际2人，没有达到目标" in paragraph.plain for paragraph in said)
    lines = [paragraph.plain for paragraph in paper(recorded, plan).paragraphs() if paragraph.section == "plan"]
    assert lines == [
        "计划“收好经费”（目标2万元）：截至12月12日实际2.05万元，已经完成。",
        "计划“发展会员”（目标5人）：截至12月12日实际2人，还在推进。",
        "计划“办好实事”：办成三件。",
        "计划“走遍企业”：尚无完成情况的记录。",
    ]


def test_only_gaps_are_no_summary(place: Town) -> None:
    assert paper(place, ANNUAL).blocks == ()


def test_an_opening_has_one_clause_of_each_kind_in_their_order(recorded: Town) -> None:
    make_phrase(recorded.officer, recorded.town, 1, kind="goal", text="努力建好职工之家")
    make_phrase(recorded.officer, recorded.town, 2, kind="leadership", text="市总工会")
    make_phrase(recorded.officer, recorded.town, 3, kind="guiding", text="某某思想", document="《工作要点》")
    opening = paper(recorded).blocks[0]
    assert opening.plain == (
        "2025年，青石镇总工会以某某思想为指导，在市总工会的领导下，努力建好职工之家，扎实推进工会各项工作。"
        "现将全年工作情况总结如下："
    )
    fact = next(part for part in opening.inlines if isinstance(part, CitedFact))
    assert (fact.hint, fact.above) == ("指导思想，出自《工作要点》，1条记录。取自这些记录的字段", "")


def test_a_village_opens_with_its_towns_phrases_and_does_not_link_to_them(recorded: Town) -> None:
    make_phrase(recorded.officer, recorded.town, kind="theme", text="服务职工")
    opening = compose(CATALOGUE, ANNUAL, recorded.village, YEAR, TODAY).blocks[0]
    assert "坚持服务职工，" in opening.plain
    pieces = [piece for piece in opening.context(Drawing(recorded.village.code, set()))["pieces"] if "cited" in piece]
    assert [(piece["text"], piece["address"]) for piece in pieces] == [("坚持服务职工", "")]


def test_what_a_phrase_said_is_missed_once_it_is_voided(recorded: Town) -> None:
    row = make_phrase(recorded.officer, recorded.town, kind="theme", text="服务职工")
    kept = paper(recorded)
    assert moved(CATALOGUE, recorded.town, kept) == []
    door.void(PHRASES, actor=recorded.officer, record=row, why="与原文不符")
    assert [one.text for one in moved(CATALOGUE, recorded.town, kept)] == ["没有记录了"]


def test_a_city_tells_its_own_shortcomings_and_not_its_towns(recorded: Town) -> None:
    make_shortcoming(recorded.officer, recorded.town, 1)
    query = FigureQuery(recorded.city, YEAR, TODAY)
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "points") is None


def test_a_few_examples_are_quoted_and_many_are_told_by_some(recorded: Town) -> None:
    query = FigureQuery(recorded.town, YEAR, TODAY)
    for sequence in range(1, 3):
        make_shortcoming(recorded.officer, recorded.town, sequence, text=f"第{sequence}“处”")
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "examples") == "“第1‘处’”“第2‘处’”"
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "number") == "二"
    for sequence in range(3, 8):
        make_shortcoming(recorded.officer, recorded.town, sequence, text=f"第{sequence}处")
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "examples") == "“第1‘处’”“第3处”“第5处”“第7处”等"
