"""Numbers of records: apart in each town, register and year, without gaps, and never twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_account, make_id_number
from tests.registers.contributions import make_contribution, make_rebate_file
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.unchanged import refused

from gonghui.engine.access.models import create_organisation
from gonghui.engine.records import door
from gonghui.engine.records.models import NumberSeries
from gonghui.engine.records.numbering import numbering_organisation
from gonghui.engine.records.refusals import Refusal
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role


def test_villages_of_a_town_share_a_series_and_towns_do_not(place: Town) -> None:
    here = [make_employer(place.officer, at) for at in (place.village, place.other_village, place.town)]
    there = make_employer(place.stranger, place.neighbour_village)
    assert [row.number for row in here] == ["2025-DW-001", "2025-DW-002", "2025-DW-003"]
    assert there.number == "2025-DW-001"
    assert {row.numbered_by for row in here} == {place.town.pk}
    assert there.numbered_by == place.neighbour.pk


def test_each_register_and_each_year_of_the_facts_has_its_series(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    paid = [
        make_contribution(place.officer, employer, n, paid_date=day)
        for n, day in enumerate((date(2024, 5, 1), date(2025, 5, 1), date(2024, 6, 1)))
    ]
    assert [row.number for row in paid] == ["2024-JF-001", "2025-JF-001", "2024-JF-002"]
    assert make_rebate_file(place.officer, employer, 2).number == "2024-FH-001"


def test_a_refused_row_burns_no_number(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_employer(place.officer, place.village)
    with refused(ValidationError):
        make_employer(place.officer, place.village, uscc=first.uscc)
    with monkeypatch.context() as patch:
        patch.setattr("gonghui.ledgers.employers.models.Employer.validate_constraints", lambda *_, **__: None)
        with refused(Refusal):  # here the number was taken already when the database refused the row
            make_employer(place.officer, place.village, uscc=first.uscc)
    assert make_employer(place.officer, place.village, 2).number == "2025-DW-002"


def test_a_voided_row_keeps_its_number(place: Town) -> None:
    member = make_member(place.officer, place.village)
    door.void(MEMBERS, actor=place.officer, record=member, why="录错")
    assert make_member(place.officer, place.village, 2).number == "2025-HY-002"


def test_a_row_that_moves_to_another_town_keeps_its_number_and_takes_nobodys(place: Town) -> None:
    actor = make_account("黄文博", (place.city, Role.OFFICER))
    moved, there = make_member(actor, place.village), make_member(actor, place.neighbour_village, 2)
    moved = door.save(MEMBERS, actor=actor, record=moved, changes={"organisation": place.neighbour_village})
    assert (moved.number, moved.numbered_by) == ("2025-HY-001", place.town.pk)
    assert (there.number, there.numbered_by) == ("2025-HY-001", place.neighbour.pk)
    assert make_member(actor, place.neighbour_village, 3).number == "2025-HY-002"
    assert make_member(actor, place.village, 4).number == "2025-HY-002"


def test_a_batch_takes_its_numbers_in_order_beside_single_rows(place: Town) -> None:
    def members(*sequences: int) -> list[Member]:
        return [
            Member(
                name="李志强",
                id_number=make_id_number(n),
                organisation=place.village if n % 2 else place.neighbour_village,
                join_date=date(2025, 1, 2),
            )
            for n in sequences
        ]

    actor = make_account("黄文博", (place.city, Role.OFFICER))
    make_member(place.officer, place.village, 20)
    saved = door.create_many(MEMBERS, actor=actor, records=members(1, 2, 3, 4, 5))
    assert [row.number for row in saved] == [f"2025-HY-{n:03d}" for n in (2, 1, 3, 2, 4)]
    assert make_member(place.officer, place.village, 21).number == "2025-HY-005"


def test_numbers_grow_past_three_digits(place: Town) -> None:
    make_employer(place.officer, place.village)
    NumberSeries.objects.update(last=999)
    assert make_employer(place.officer, place.village, 2).number == "2025-DW-1000"


@pytest.mark.parametrize("level", [Level.VILLAGE, Level.PRIMARY])
def test_where_there_is_no_town_above_a_place_numbers_its_own(place: Town, level: Level) -> None:
    county = create_organisation(code="K", name="东山县总工会", level=Level.COUNTY, parent=place.city)
    park = create_organisation(code="KP", name="县直园区工会", level=level, parent=county)
    assert numbering_organisation(park) == park
    assert numbering_organisation(county) == county
    assert numbering_organisation(place.village) == place.town


def test_the_year_of_a_number_is_the_year_of_the_money_not_of_today(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    row = make_contribution(place.officer, employer, paid_date=date(2019, 12, 31), amount=Decimal("0.01"))
    assert row.number == "2019-JF-001"
