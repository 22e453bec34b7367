"""The sixth town under many seeds: it loads through the doors, and its summary says nothing that has no record."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import transaction
from tests.demo.invented import drawn_town

from gonghui.demo import load
from gonghui.demo.days import TODAY
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import HeadingBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import CitedFact, CitedFigure
from gonghui.summaries.outline import OutlinePart
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.paper import Paper

pytestmark = pytest.mark.django_db

YEAR = Period.year(2025)
# What a chair would stumble over: words doubled or missing at the joints of sentences, places left open.
STUMBLES = re.compile(r"[{}]|。。|，，|、、|，。|：。|：，|（）|《》|[,;:()]|None|nan|-\d")


@pytest.fixture(autouse=True)
def its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "database_date", lambda: TODAY)


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_summary_of_a_drawn_town_reads_well_and_invents_nothing(seed: int) -> None:
    with transaction.atomic():
        load(lambda _text: None, CATALOGUE.ledgers, members=500, towns=(drawn_town(seed),))
    place = Organisation.objects.get(code="T6")
    paper = compose(CATALOGUE, ANNUAL, place, YEAR, TODAY)
    assert paper.figures()
    _reads_well(paper)
    for cited in paper.figures():
        indicator = CATALOGUE.indicator(cited.code)
        assert indicator is not None
        figure = compute(indicator, FigureQuery(place, YEAR, cited.as_of))
        assert (figure.value, figure.records) == (cited.value, cited.records)
    told = {part.code for part in paper.cited()}
    for indicator in CATALOGUE.indicators:
        if indicator.code in told:
            continue
        # What a sentence tells on no condition and the paper does not tell is nought.
        assert indicator.code not in _alone() or not compute(indicator, FigureQuery(place, YEAR, TODAY)).value


def test_a_seed_is_a_town_and_another_seed_another() -> None:
    again = drawn_town.__wrapped__(3)
    assert repr(drawn_town(3)) == repr(again)
    assert len({repr(drawn_town(seed)) for seed in range(20)}) == 20


def test_drawn_towns_are_poor_and_rich() -> None:
    totals = [float(sum(sum(year) for year in drawn_town(seed).received.values())) for seed in range(40)]
    assert min(totals) < 1_000_000
    assert max(totals) > 100_000_000


def _alone() -> set[str]:
    """The indicators that a sentence tells by themselves, on no condition."""
    return {
        sentence.codes()[0]
        for section in ANNUAL.sections
        for part in section.parts
        if isinstance(part, OutlinePart)
        for paragraph in part.paragraphs
        for sentence in paragraph
        if len(sentence.codes()) == 1
        and not sentence.at_least
        # A fact is told where the rows' field says something.
        and not sentence.placeholders()[0].field
    }


def _reads_well(paper: Paper) -> None:
    for paragraph in paper.paragraphs():
        assert not STUMBLES.search(paragraph.plain), paragraph.plain
        assert paragraph.plain.endswith(("。", "：")), paragraph.plain
        for part in paragraph.parts:
            if isinstance(part, CitedFigure):
                assert part.records > 0, part
                assert part.as_of <= date(2025, 12, 31)
            elif isinstance(part, CitedFact):
                assert part.text, part
    headings = [block for block in paper.blocks if isinstance(block, HeadingBlock)]
    for before, after in zip(paper.blocks, paper.blocks[1:], strict=False):
        # A heading stands over something: another heading only of a lower level.
        if isinstance(before, HeadingBlock) and isinstance(after, HeadingBlock):
            assert after.level > before.level
    assert len({heading.text for heading in headings if heading.level == 1}) == sum(h.level == 1 for h in headings)
