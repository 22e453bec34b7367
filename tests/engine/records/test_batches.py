"""Many rows at once: all or none, and a fault names its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice, make_payment, make_workshop
from tests.engine.toy.payments import PAYMENTS, Payment
from tests.engine.toy.workshops import Workshop
from tests.factories import Town, make_account, make_id_number
from tests.unchanged import refused

from gonghui.engine.access.models import create_organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.records import door, rules
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role


def apprentice(place: Town, sequence: int, **values: Any) -> Apprentice:
    given = {
        "name": "李志强",
        "id_number": make_id_number(sequence),
        "organisation": place.village,
        "join_date": date(2025, 1, 2),
    }
    return Apprentice(**{**given, **values})


def many(place: Town, *records: Apprentice) -> list[Apprentice]:
    return door.create_many(APPRENTICES, actor=place.officer, records=records, why="集中入门")


@pytest.fixture
def workshop(place: Town) -> Workshop:
    return make_workshop(place.officer, place.village)


def paid(workshop: Workshop, **values: Any) -> Payment:
    given = {"workshop": workshop, "period": "2025-01", "paid_date": date(2025, 2, 1), "amount": Decimal("10.00")}
    return Payment(**{**given, **values})


def test_each_row_of_a_batch_is_entered_as_if_alone(place: Town, workshop: Workshop) -> None:
    saved = many(place, apprentice(place, 1, phone="138 0000 1234"), apprentice(place, 2, workshop=workshop))
    single = make_apprentice(place.officer, place.village, 3)
    found = Apprentice.objects.get(pk=saved[0].pk)
    assert (found.version, found.jurisdiction_id, found.sex) == (1, place.city.pk, single.sex)
    assert found.phone.reveal() == "13800001234"
    assert all((found.phone_index, found.id_number_index, found.created_at, found.initials))
    entries = list(LogEntry.objects.filter(ledger="apprentices").order_by("sequence"))
    assert [(entry.verb, entry.record_id) for entry in entries] == [("create", row.pk) for row in (*saved, single)]
    assert entries[0].why == "集中入门"
    first, second, alone = (entry.batch for entry in entries)
    assert first == second
    assert (first is None, alone) == (False, None)
    assert entries[0].changes.keys() == entries[2].changes.keys()
    assert chain.broken_at(place.city.pk) is None


def test_an_empty_batch_is_nothing(place: Town) -> None:
    assert many(place) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"id_number": "110101199003070021"}, "第2条：身份证号的校验码不对"),
        ({"join_date": date(2026, 1, 1)}, "第2条：2026年1月1日还没有到"),
        ({"join_date": None}, "第2条："),
        ({"name": ""}, "第2条："),
        ({"status": "left"}, "第2条："),
        ({"left_on": date(2025, 3, 1)}, "第2条：填了离开日期，请把在学状态改为"),
    ],
    ids=str,
)
def test_a_bad_row_is_named_and_none_is_written(place: Town, values: dict[str, Any], said: str) -> None:
    with refused(ValidationError, said):
        many(place, apprentice(place, 1), apprentice(place, 2, **values), apprentice(place, 3))


def test_a_row_without_a_place_or_at_a_wrong_level_is_named(place: Town) -> None:
    homeless = apprentice(place, 2)
    homeless.organisation_id = None  # type: ignore[assignment]
    with refused(ValidationError, "第2条：请选择所属组织"):
        many(place, apprentice(place, 1), homeless)
    actor = make_account("黄文博", (place.city, Role.OFFICER))
    with refused(ValidationError, "第1条：学徒不能登记在临江市总工会这一级"):
        door.create_many(APPRENTICES, actor=actor, records=[apprentice(place, 1, organisation=place.city)])


def test_one_row_out_of_reach_refuses_the_batch(place: Town) -> None:
    with refused(NotAllowed, "你的岗位不能在沙洲村工会联合会"):
        many(place, apprentice(place, 1), apprentice(place, 2, organisation=place.neighbour_village))


@pytest.mark.parametrize("first", [1, 7])
def test_a_duplicate_is_named_whether_it_stands_in_the_batch_or_before_it(place: Town, first: int) -> None:
    make_apprentice(place.officer, place.village, id_number=make_id_number(7))
    batch = [apprentice(place, first), apprentice(place, 2), apprentice(place, 1 if first == 1 else 3)]
    said = "第3条：这个身份证号在本市已经是学徒" if first == 1 else "第1条：这个身份证号在本市已经是学徒"
    with refused(ValidationError, said):
        many(place, *batch)
    batch[2 if first == 1 else 0].id_number = make_id_number(9)
    assert len(many(place, *batch)) == 3


def test_what_a_check_constraint_forbids_is_told_in_its_own_words(place: Town, workshop: Workshop) -> None:
    rows = [paid(workshop), paid(workshop, refund=True)]
    with refused(ValidationError, "第2条：收入的金额大于0；退款请勾选“退款”"):
        door.create_many(PAYMENTS, actor=place.officer, records=rows)


def test_a_duplicate_that_no_rule_tells_is_still_refused(
    place: Town, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_payment(place.officer, workshop, voucher="A1")
    monkeypatch.setattr(Payment, "validate_constraints", lambda *_, **__: None)
    with refused(Refusal, "第2条：与已有的一条记录重复"):
        door.create_many(PAYMENTS, actor=place.officer, records=[paid(workshop), paid(workshop, voucher="A1")])


def test_references_of_a_batch_keep_to_what_the_person_sees(place: Town, workshop: Workshop) -> None:
    far = make_workshop(place.stranger, place.neighbour_village)
    with refused(ValidationError, "第2条：所选的工坊已经作废，或者不在你能看到的范围"):
        many(place, apprentice(place, 1, workshop=workshop), apprentice(place, 2, workshop=far))


def test_references_of_a_batch_keep_to_the_jurisdiction(place: Town, workshop: Workshop) -> None:
    city = create_organisation(code="C2", name="远山市总工会", level=Level.CITY, parent=place.city.parent)
    town = create_organisation(code="Y", name="远山镇总工会", level=Level.TOWN, parent=city)
    province = make_account("黄文博", (place.city.parent, Role.OFFICER))  # type: ignore[arg-type]
    far = make_workshop(province, town)
    with refused(ValidationError, "第1条：所选的工坊"):
        door.create_many(APPRENTICES, actor=province, records=[apprentice(place, 1, workshop=far)])
    gone = apprentice(place, 2)
    gone.workshop_id = far.pk
    with refused(ValidationError, "重新选择"):
        door.create_many(APPRENTICES, actor=province, records=[gone])


def test_the_last_look_at_references_stands_by_itself(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite nothing behind the door would refuse a reference to another jurisdiction."""
    monkeypatch.setattr(rules, "_may_refer", lambda *_: True)
    gone = apprentice(place, 1)
    gone.workshop_id = 10**9
    with refused(ValidationError, "“工坊”所选的记录不在本辖区，或者已不存在"):
        many(place, gone)


def test_a_batch_over_two_towns_and_jurisdictions_is_logged_in_each_chain(place: Town) -> None:
    city = create_organisation(code="C2", name="远山市总工会", level=Level.CITY, parent=place.city.parent)
    town = create_organisation(code="Y", name="远山镇总工会", level=Level.TOWN, parent=city)
    province = make_account("黄文博", (place.city.parent, Role.OFFICER))  # type: ignore[arg-type]
    rows = [apprentice(place, n, organisation=at) for n, at in enumerate((town, place.village, town), start=1)]
    door.create_many(APPRENTICES, actor=province, records=rows)
    for jurisdiction, count in ((city.pk, 2), (place.city.pk, 1)):
        assert LogEntry.objects.filter(jurisdiction_id=jurisdiction).count() == count
        assert chain.broken_at(jurisdiction) is None
