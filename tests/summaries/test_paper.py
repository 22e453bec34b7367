"""A paper as stored and as handed to other programs: nothing lost, every figure where it says."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import Town

from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import ChartBlock, HeadingBlock, ParagraphBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.interface import as_json
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.paper import Paper, from_json, to_json

WORDS = st.text("青石镇总工会收到元，。12\U00020000", max_size=12)
DAYS = st.dates(date(2024, 1, 1), date(2026, 1, 1))
VALUES = st.decimals(-(10**9), 10**9, places=2)
CITED = st.builds(
    CitedFigure,
    id=WORDS,
    text=WORDS,
    code=WORDS,
    name=WORDS,
    value=VALUES,
    unit=WORDS,
    exactness=WORDS,
    start=DAYS,
    end=DAYS,
    as_of=DAYS,
    records=st.integers(0, 10**6),
    basis=WORDS,
    version=st.integers(1, 9),
    frozen=WORDS,
)
MONTHS = st.lists(st.tuples(WORDS, VALUES), max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(HeadingBlock, st.integers(1, 2), WORDS),
    st.builds(ParagraphBlock, WORDS, WORDS, st.lists(st.one_of(WORDS, CITED), max_size=5).map(tuple)),
    st.builds(ChartBlock, WORDS, WORDS, WORDS, MONTHS, MONTHS),
)
PAPERS = st.builds(
    Paper,
    union=WORDS,
    union_name=WORDS,
    title=st.lists(WORDS, max_size=2).map(tuple),
    start=DAYS,
    end=DAYS,
    as_of=DAYS,
    cut_offs=st.dictionaries(WORDS, DAYS, max_size=2),
    blocks=st.lists(BLOCKS, max_size=5).map(tuple),
)


@given(PAPERS)
def test_a_stored_paper_comes_back_whole(paper: Paper) -> None:
    assert from_json(json.loads(json.dumps(to_json(paper)))) == paper


@given(PAPERS)
def test_each_figure_stands_where_it_says(paper: Paper) -> None:
    given_out = json.loads(json.dumps(as_json(paper)))
    texts = [paragraph["text"] for paragraph in given_out["paragraphs"]]
    assert [figure["id"] for figure in given_out["figures"]] == [figure.id for figure in paper.figures()]
    for figure in given_out["figures"]:
        assert texts[figure["paragraph"]][figure["start"] : figure["end"]] == figure["text"]


def test_other_programs_read_the_keys_of_the_contract(recorded: Town) -> None:
    composed = compose(CATALOGUE, ANNUAL, recorded.town, Period.year(2025), date(2025, 12, 12))
    given_out = as_json(composed)
    assert list(given_out) == ["union", "from", "to", "as_of", "paragraphs", "figures", "untied"]
    assert [given_out[key] for key in ("union", "from", "to", "as_of")] == [
        "T", "2025-01-01", "2025-12-31", "2025-12-12",
    ]  # fmt: skip
    assert {tuple(paragraph) for paragraph in given_out["paragraphs"]} == {("heading", "text")}
    figure = next(each for each in given_out["figures"] if each["code"] == "contributions.received")
    assert figure == {
        "id": figure["id"],
        "paragraph": figure["paragraph"],
        "start": figure["start"],
        "end": figure["end"],
        "text": "2.05万元",
        "code": "contributions.received",
        "value": 20500,
        "unit": "元",
        "as_of": "2025-12-12",
        "records": 3,
    }
    average = next(each for each in given_out["figures"] if each["code"] == "contributions.monthly_average")
    assert (average["value"], isinstance(figure["value"], int)) == (1863.64, True)
    assert Decimal(str(average["value"])) == Decimal("1863.64")
