"""A summary tells dates, names, and changes from the very rows that its figures count."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.phrases import make_phrase
from tests.registers.plans import make_shortcoming
from tests.summaries.test_compose import outline, paper, text

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures import facts
from gonghui.engine.records import door
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.plans.indicators import SHORTCOMINGS_OPEN
from gonghui.ledgers.plans.ledger import SHORTCOMINGS
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import Drawing
from gonghui.summaries.compose import compose
from gonghui.summaries.drafting import moved
from gonghui.summaries.inlines import CitedFact
from gonghui.summaries.outline import Sentence
from gonghui.summaries.outlines.kinds import ANNUAL

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
    said = outline("收缴{contributions.received}，{contributions.received:compared}")
    # More than tenfold is no growth that a chair would sign.
    assert text(paper(recorded, said)) == "收缴2.05万元，比上年同期增加1.96万元。"
    said = outline("新建会{employers.newly_unionised}", "家数{employers.newly_unionised:compared}")
    assert text(paper(recorded, said)) == "新建会1家。"


@pytest.mark.parametrize(
    ("period", "as_of", "said"),
    [
        (YEAR, TODAY, "比上年同期增加500元，增长5%"),
        (YEAR, date(2025, 12, 31), "比上年增加500元，增长5%"),
        (Period.months_of(2025, 1, 6), TODAY, "比上年同期减少100元，下降1%"),
        (Period.month(2025, 3), TODAY, "比上年同期减少100元，下降1%"),
        (Period.statistical_year(2025), TODAY, "比上一统计年度增加500元，增长5%"),
        (Period(date(2025, 2, 1), date(2025, 4, 30)), date(2025, 4, 1), "比上年同期减少100元，下降1%"),
        (Period.months_of(2025, 7, 12), TODAY, ""),
    ],
)
def test_a_change_names_the_time_that_it_is_compared_with_and_has_its_per_cent(
    place: Town, period: Period, as_of: date, said: str
) -> None:
    employer = make_employer(place.officer, place.village)
    for sequence, (day, amount) in enumerate(
        ((date(2023, 6, 1), 70), (date(2024, 3, 5), 10000), (date(2025, 3, 5), 9900), (date(2025, 8, 5), 600))
    ):
        make_contribution(place.officer, employer, sequence, paid_date=day, amount=amount)
    assert text(paper(place, outline("{contributions.received:compared}"), period, as_of)).rstrip("。") == said


def test_a_change_from_few_has_no_per_cent_and_none_is_no_change(recorded: Town) -> None:
    """From one to two is no doubling to be told."""
    make_member(recorded.officer, recorded.village, 3, join_date=date(2024, 2, 1))
    said = outline("会员{members.joined:compared}")
    assert text(paper(recorded, said)) == "会员比上年同期增加1人。"
    make_member(recorded.officer, recorded.village, 4, join_date=date(2024, 6, 1))
    assert text(paper(recorded, said)) == "会员与上年同期持平。"


@pytest.mark.parametrize(("begun", "said"), [(date(2024, 4, 1), "比上年增加100元，增长20%。"), (date(2024, 4, 2), "")])
def test_no_change_is_told_from_a_time_in_which_recording_only_began(place: Town, begun: date, said: str) -> None:
    """The register was kept from April on: a whole year beside three quarters of one is no growth."""
    employer = make_employer(place.officer, place.village)
    for sequence, (day, amount) in enumerate(((begun, 200), (date(2024, 9, 5), 300), (date(2025, 3, 5), 600))):
        make_contribution(place.officer, employer, sequence, paid_date=day, amount=amount)
    assert text(paper(place, outline("{contributions.received:compared}"), as_of=date(2025, 12, 31))) == said


def test_papers_of_earlier_releases_keep_the_change_as_they_told_it(recorded: Town) -> None:
    """Or each signed one would be said not to agree with the records any more."""
    said = outline("收缴{contributions.received:change}")
    assert text(paper(recorded, said, as_of=date(2025, 12, 31))) == "收缴比上年同期增加1.96万元。"


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


def test_only_gaps_are_no_summary(place: Town) -> None:
    assert paper(place, ANNUAL).blocks == ()


def test_an_opening_has_one_clause_of_each_kind_in_their_order(recorded: Town) -> None:
    make_phrase(recorded.officer, recorded.town, 1, kind="goal", text="努力建好职工之家")
    make_phrase(recorded.officer, recorded.town, 2, kind="leadership", text="市总工会")
    make_phrase(recorded.officer, recorded.town, 3, kind="guiding", text="某某思想", document="《工作要点》")
    opening = paper(recorded).blocks[0]
    assert opening.plain == (
        "2025年，青石镇总工会以某某思想为指导，在市总工会的领导下，努力建好职工之家，统筹推进组织建设、维权服务和经费保障等"
        "各项工作。文中数据截至12月12日。现将有关情况总结如下："
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
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "number") == "两"
    for sequence in range(3, 8):
        make_shortcoming(recorded.officer, recorded.town, sequence, text=f"第{sequence}处")
    assert facts.format_fact(SHORTCOMINGS_OPEN, query, "text", "examples") == "“第1‘处’”“第3处”“第5处”“第7处”等"
