"""The journal: an entry lies with its employer, names the office spoken with, and counts as what it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import Town
from tests.registers.employers import make_employer
from tests.registers.journal import make_journal_entry
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import compute
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed
from gonghui.ledgers.journal.indicators import (
    ADVICE,
    BARGAINING_LIAISON,
    CONTRIBUTION_ADVICE,
    GUIDANCE,
    GUIDED_EMPLOYERS,
    LIAISON,
)
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.plain.periods import Period

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
NO_PARTNER = {"partner_kind": ""}


def value(place: Town, indicator: Indicator) -> Decimal:
    return compute(indicator, FigureQuery(place.town, YEAR, TODAY)).value


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "employer_guidance", **NO_PARTNER}, {"employer": "企业指导请选是哪家单位"}),
        (NO_PARTNER, {"partner_kind": "部门联系请选联系的是哪个部门"}),
        ({"kind": "advice"}, {"partner_kind": "填了联系的部门，类型请选“部门联系”"}),
        ({"kind": "talk", **NO_PARTNER, "partner": "镇税务分局"}, {"partner_kind": "填了联系的部门"}),
        ({"done_on": date(2026, 1, 5)}, {"done_on": "2026年1月5日还没有到"}),
        ({"content": ""}, {"content": ""}),
        ({"visitors": ""}, {"visitors": ""}),
    ],
    ids=str,
)
def test_what_cannot_be_is_told(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_journal_entry(place.officer, place.town, **values)


def test_an_entry_lies_where_its_employer_lies_and_else_where_it_was_put(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    row = make_journal_entry(place.officer, place.town, employer=employer)
    assert row.organisation == place.village
    assert make_journal_entry(place.officer, place.town, 2).organisation == place.town
    moved = make_employer(place.officer, place.other_village)
    row = door.save(JOURNAL, actor=place.officer, record=row, changes={"employer": moved})
    assert row.organisation == place.other_village


def test_a_village_writes_of_its_own_employers_only(place: Town) -> None:
    elsewhere = make_employer(place.officer, place.other_village)
    with refused(NotAllowed):
        make_journal_entry(place.clerk, place.village, employer=elsewhere)
    make_journal_entry(place.clerk, place.village)


def test_visits_are_counted_by_time_and_employers_once(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    guided = {"kind": "employer_guidance", "employer": employer, **NO_PARTNER}
    make_journal_entry(place.officer, place.town, 1, **guided)
    make_journal_entry(place.officer, place.town, 2, **guided)
    make_journal_entry(place.officer, place.town, 3, kind="village_guidance", **NO_PARTNER)
    make_journal_entry(place.officer, place.town, 4, kind="talk", employer=employer, **NO_PARTNER)
    assert value(place, GUIDANCE) == 3
    assert value(place, GUIDED_EMPLOYERS) == 1


def test_liaison_on_bargaining_is_with_the_labour_office(place: Town) -> None:
    make_journal_entry(place.officer, place.town, 1)
    make_journal_entry(place.officer, place.town, 2, partner_kind="tax")
    make_journal_entry(place.officer, place.town, 3, topic="petitions")
    assert value(place, LIAISON) == 3
    assert value(place, BARGAINING_LIAISON) == 1


def test_advice_is_given_on_the_spot_and_by_telephone(place: Town) -> None:
    for sequence, kind in enumerate(("advice", "phone_advice", "talk"), start=1):
        make_journal_entry(place.officer, place.town, sequence, kind=kind, topic="contributions", **NO_PARTNER)
    make_journal_entry(place.officer, place.town, 4, kind="advice", topic="petitions", **NO_PARTNER)
    assert value(place, ADVICE) == 3
    assert value(place, CONTRIBUTION_ADVICE) == 2
