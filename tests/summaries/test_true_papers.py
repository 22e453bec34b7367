"""Whatever a small town recorded, whatever the period and the cut-offs: no paper says what its records do not bear.

The towns are invented from a seed, and what a paper says of them is counted again here, from what was invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.petitions import make_petition
from tests.registers.visits import make_visit

from gonghui.plain import occasions
from gonghui.plain.periods import Period
from gonghui.plain.spans import span_of
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import CitedFact, CitedFigure
from gonghui.summaries.one_value import two_values
from gonghui.summaries.outlines.kinds import OUTLINES
from gonghui.summaries.paper import Paper

TODAY = date(2025, 12, 12)
PERIODS = (
    Period.year(2025),
    Period.months_of(2025, 1, 6),
    Period.quarter(2025, 3),
    Period.month(2025, 11),
    Period.statistical_year(2025),
    Period(date(2025, 2, 10), date(2025, 11, 15)),
)
SOURCES = ("referred", "in_person", "phone", "online")


@dataclass(frozen=True)
class Fact:
    """One invented row: of which register, on which day, with what else."""

    register: str
    day: date
    kind: str = ""
    amount: int = 0


@dataclass(frozen=True)
class Asked:
    """A paper that was asked for, and what was invented for it."""

    facts: tuple[Fact, ...]
    paper: Paper


def invented(chance: random.Random) -> Iterator[Fact]:
    """A few rows of each register, bunched in a month or scattered over two years, some just before a cut-off."""
    for register, kinds in (("petition", SOURCES), ("visit", ("",)), ("contribution", ("",)), ("member", ("",))):
        bunch = date(2025, chance.randint(1, 11), 1)
        for _ in range(chance.choice((0, 2, 4, 7, 9))):
            day = chance.choice((bunch, bunch, date(2024, 10, 1))) + timedelta(chance.choice((0, 5, 12, 29, 200, 400)))
            kind = chance.choice(kinds)
            yield Fact(register, min(day, TODAY), kind, chance.randint(1, 40) * 50)


def entered(town: Town, facts: Iterable[Fact]) -> None:
    employer = make_employer(town.officer, town.village, built_date=date(2024, 5, 8))
    for at, fact in enumerate(facts, start=1):
        if fact.register == "petition":
            make_petition(town.officer, town.town, at, source=fact.kind, received_on=fact.day)
        elif fact.register == "visit":
            make_visit(town.officer, town.town, at, date=fact.day, cash=Decimal(fact.amount))
        elif fact.register == "contribution":
            make_contribution(town.officer, employer, at, paid_date=fact.day, amount=Decimal(fact.amount))
        else:
            make_member(town.officer, town.village, at, join_date=fact.day)


@pytest.fixture(params=range(8))
def asked(place: Town, request: pytest.FixtureRequest) -> Asked:
    """A town, a period and cut-offs, all from one seed."""
    chance = random.Random(request.param)
    facts = tuple(invented(chance))
    entered(place, facts)
    period = PERIODS[request.param % len(PERIODS)]
    outline = next(each for each in OUTLINES if span_of(period).kind in each.periods)
    last = min(period.end, TODAY)
    cut_offs = {
        section.key: max(period.start, last - timedelta(chance.choice((0, 0, 9, 40)))) for section in outline.sections
    }
    return Asked(facts, compose(CATALOGUE, outline, place.town, period, last, cut_offs))


def counted(asked: Asked, register: str, kind: str = "") -> Callable[[CitedFigure], list[Fact]]:
    """The invented rows of the register in the period of a figure, up to its cut-off."""

    def of(figure: CitedFigure) -> list[Fact]:
        return [
            fact
            for fact in asked.facts
            if fact.register == register
            and (not kind or fact.kind == kind)
            and figure.start <= fact.day <= min(figure.end, figure.as_of)
        ]

    return of


def each_figure_is_what_its_rows_come_to(asked: Asked) -> None:
    recounted: dict[str, Callable[[CitedFigure], int]] = {
        "petitions.received": lambda figure: len(counted(asked, "petition")(figure)),
        "petitions.referred": lambda figure: len(counted(asked, "petition", "referred")(figure)),
        "petitions.in_person": lambda figure: len(counted(asked, "petition", "in_person")(figure)),
        "visits.injured": lambda figure: len(counted(asked, "visit")(figure)),
        "visits.injured_amount": lambda figure: sum(fact.amount for fact in counted(asked, "visit")(figure)),
        "contributions.received": lambda figure: sum(fact.amount for fact in counted(asked, "contribution")(figure)),
        "members.joined": lambda figure: len(counted(asked, "member")(figure)),
    }
    for figure in asked.paper.figures():
        if figure.code in recounted:
            assert figure.value == recounted[figure.code](figure), figure
            number = re.sub(r"[^\d.]", "", figure.text)
            scale = 10000 if "万元" in figure.text else 1
            assert abs(Decimal(number) * scale - figure.value) < scale * Decimal("0.01"), figure
        assert figure.value or figure.unit == "%", figure


def no_share_is_more_than_its_whole_and_those_that_divide_it_come_to_it(asked: Asked) -> None:
    for paragraph in asked.paper.paragraphs():
        parts = [part for part in paragraph.parts if not isinstance(part, str)]
        for whole in parts:
            if not isinstance(whole, CitedFigure) or whole.code != "petitions.received":
                continue
            sources = [part for part in parts if part.code in {"petitions.referred", "petitions.in_person"}]
            rest = [part for part in parts if isinstance(part, CitedFact) and part.form == "rest"]
            shares = sum(int(re.sub(r"\D", "", part.text)) for part in (*sources, *rest) if re.search(r"\d", part.text))
            every = any(isinstance(part, CitedFact) and part.form == "every" for part in parts)
            assert shares == (0 if every or not sources else whole.value), paragraph.plain


def no_sentence_names_a_month_outside_its_period_or_without_a_row(asked: Asked) -> None:
    for fact in asked.paper.cited():
        if isinstance(fact, CitedFact) and fact.form in occasions.FORMS and fact.code == "visits.injured":
            days = [
                each.day
                for each in asked.facts
                if each.register == "visit" and fact.start <= each.day <= min(fact.end, fact.as_of)
            ]
            assert days, fact
            assert fact.text in {
                way.text for way in occasions.tellings(days, fact.form, min(fact.end, fact.as_of).year)
            }


def no_indicator_stands_there_twice_with_two_values_and_no_day(asked: Asked) -> None:
    assert two_values(asked.paper) == []
    assert "{" not in "".join(paragraph.plain for paragraph in asked.paper.paragraphs())
    assert not re.search(r"(?<![\d.万])0(人|件|家|元)", "".join(each.plain for each in asked.paper.paragraphs()))


CLAIMS = (
    each_figure_is_what_its_rows_come_to,
    no_share_is_more_than_its_whole_and_those_that_divide_it_come_to_it,
    no_sentence_names_a_month_outside_its_period_or_without_a_row,
    no_indicator_stands_there_twice_with_two_values_and_no_day,
)


def test_no_paper_says_what_its_records_do_not_bear(asked: Asked) -> None:
    for claim in CLAIMS:
        claim(asked)
