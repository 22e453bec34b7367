"""Numbers of records: apart in each town, register and year, without gaps, and never twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice, make_licence, make_payment, make_workshop
from tests.factories import Town, make_account, make_id_number
from tests.unchanged import refused

from gonghui.engine.access.models import create_organisation
from gonghui.engine.records import door
from gonghui.engine.records.models import NumberSeries
from gonghui.engine.records.numbering import numbering_organisation
from gonghui.engine.records.refusals import Refusal
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role


def test_villages_of_a_town_share_a_series_and_towns_do_not(place: Town) -> None:
    here = [make_workshop(place.officer, at) for at in (place.village, place.other_village, place.town)]
    there = make_workshop(place.stranger, place.neighbour_village)
    assert [row.number for row in here] == ["2025-GF-001", "2025-GF-002", "2025-GF-003"]
    assert there.number == "2025-GF-001"
    assert {row.numbered_by for row in here} == {place.town.pk}
    assert there.numbered_by == place.neighbour.pk


def test_each_register_and_each_year_of_the_facts_has_its_series(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    paid = [
        make_payment(place.officer, workshop, n, paid_date=day)
        for n, day in enumerate((date(2024, 5, 1), date(2025, 5, 1), date(2024, 6, 1)))
    ]
    assert [row.number for row in paid] == ["2024-JK-001", "2025-JK-001", "2024-JK-002"]
    assert make_licence(place.officer, workshop, 2).number == "2024-ZZ-001"


def test_a_refused_row_burns_no_number(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_workshop(place.officer, place.village)
    with refused(ValidationError):
        make_workshop(place.officer, place.village, uscc=first.uscc)
    with monkeypatch.context() as patch:
        patch.setattr("tests.engine.toy.workshops.Workshop.validate_constraints", lambda *_, **__: None)
        with refused(Refusal):  # here the number was taken already when the database refused the row
            make_workshop(place.officer, place.village, uscc=first.uscc)
    assert make_workshop(place.officer, place.village, 2).number == "2025-GF-002"


def test_a_voided_row_keeps_its_number(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    door.void(APPRENTICES, actor=place.officer, record=apprentice, why="录错")
    assert make_apprentice(place.officer, place.village, 2).number == "2025-XT-002"


def test_a_row_that_moves_to_another_town_keeps_its_number_and_takes_nobodys(place: Town) -> None:
    actor = make_account("黄文博", (place.city, Role.OFFICER))
    moved, there = make_apprentice(actor, place.village), make_apprentice(actor, place.neighbour_village, 2)
    moved = door.save(APPRENTICES, actor=actor, record=moved, changes={"organisation": place.neighbour_village})
    assert (moved.number, moved.numbered_by) == ("2025-XT-001", place.town.pk)
    assert (there.number, there.numbered_by) == ("2025-XT-001", place.neighbour.pk)
    assert make_apprentice(actor, place.neighbour_village, 3).number == "2025-XT-002"
    assert make_apprentice(actor, place.village, 4).number == "2025-XT-002"


def test_a_batch_takes_its_numbers_in_order_beside_single_rows(place: Town) -> None:
    def apprentices(*sequences: int) -> list[Apprentice]:
        return [
            Apprentice(
                name="李志强",
                id_number=make_id_number(n),
                organisation=place.village if n % 2 else place.neighbour_village,
                join_date=date(2025, 1, 2),
            )
            for n in sequences
        ]

    actor = make_account("黄文博", (place.city, Role.OFFICER))
    make_apprentice(place.officer, place.village, 20)
    saved = door.create_many(APPRENTICES, actor=actor, records=apprentices(1, 2, 3, 4, 5))
    assert [row.number for row in saved] == [f"2025-XT-{n:03d}" for n in (2, 1, 3, 2, 4)]
    assert make_apprentice(place.officer, place.village, 21).number == "2025-XT-005"


def test_numbers_grow_past_three_digits(place: Town) -> None:
    make_workshop(place.officer, place.village)
    NumberSeries.objects.update(last=999)
    assert make_workshop(place.officer, place.village, 2).number == "2025-GF-1000"


@pytest.mark.parametrize("level", [Level.VILLAGE, Level.PRIMARY])
def test_where_there_is_no_town_above_a_place_numbers_its_own(place: Town, level: Level) -> None:
    county = create_organisation(code="K", name="东山县总工会", level=Level.COUNTY, parent=place.city)
    park = create_organisation(code="KP", name="县直园区工会", level=level, parent=county)
    assert numbering_organisation(park) == park
    assert numbering_organisation(county) == county
    assert numbering_organisation(place.village) == place.town


def test_the_year_of_a_number_is_the_year_of_the_money_not_of_today(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    row = make_payment(place.officer, workshop, paid_date=date(2019, 12, 31), amount=Decimal("0.01"))
    assert row.number == "2019-JK-001"
