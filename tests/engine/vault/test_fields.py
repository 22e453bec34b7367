"""Personal numbers in rows, in the log and in messages."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.subsidies import make_subsidy
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.records import door
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.engine.vault.sealing import UNREADABLE, Unreadable
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member

NUMBER = make_id_number(2, date(1990, 3, 7))
PHONE = "13800001234"
ID_NUMBER = Member._meta.get_field("id_number")
INDEX = Member._meta.get_field("id_number_index")


def stored() -> str:
    """All that lies in the tables of members, subsidies, number series and the log, as the database holds it."""
    texts = []
    with connection.cursor() as cursor:
        for table in ("members_member", "subsidies_subsidy", "audit_logentry", "records_numberseries"):
            cursor.execute(f"SELECT * FROM {table}")
            texts.append(repr(cursor.fetchall()))
    return "".join(texts)


def test_neither_the_rows_nor_the_log_hold_a_number_in_clear(place: Town) -> None:
    member = make_member(place.officer, place.village, id_number=NUMBER, phone=PHONE)
    make_subsidy(place.officer, make_employer(place.officer, place.village), id_number=NUMBER, phone=PHONE)
    changed = door.save(
        MEMBERS, actor=place.officer, record=member, changes={"phone": "13900005678", "migrant": True}, why="换号"
    )
    door.reveal(MEMBERS, actor=place.officer, record=changed, field="id_number", why="核对")
    door.void(MEMBERS, actor=place.officer, record=changed, why="录错了")
    held = stored()
    assert LogEntry.objects.count() >= 5
    for secret in (NUMBER, PHONE, "13900005678", NUMBER[6:14]):
        assert secret not in held


def test_the_log_holds_what_was_there_before_as_ciphertext(place: Town) -> None:
    member = make_member(place.officer, place.village, phone=PHONE)
    door.save(MEMBERS, actor=place.officer, record=member, changes={"phone": "13900005678"})
    entry = LogEntry.objects.get(verb="change")
    before, after = entry.changes["phone"]
    field = Member._meta.get_field("phone")
    assert isinstance(field, SealedField)
    assert [field.from_db_value(token).reveal() for token in (before, after)] == [PHONE, "13900005678"]


def test_the_same_number_is_another_ciphertext_in_every_row_and_one_index(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    one, other = (make_subsidy(place.officer, employer, id_number=NUMBER, course=name) for name in ("电工", "焊工"))
    assert one.id_number.token != other.id_number.token
    assert one.id_number_index == other.id_number_index


@pytest.mark.parametrize(
    "typed", [NUMBER, NUMBER.lower(), f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]} ", f"\uff11{NUMBER[1:]}"]
)
def test_a_number_is_found_however_it_is_typed(place: Town, typed: str) -> None:
    member = make_member(place.officer, place.village, id_number=NUMBER)
    assert isinstance(INDEX, BlindIndexField)
    assert Member.objects.get(id_number_index=INDEX.digest(typed)) == member


def test_part_of_a_number_finds_nobody(place: Town) -> None:
    make_member(place.officer, place.village, id_number=NUMBER)
    assert isinstance(INDEX, BlindIndexField)
    assert not Member.objects.filter(id_number_index__in=[INDEX.digest(NUMBER[:17]), INDEX.digest("")]).exists()


def test_a_ciphertext_moved_to_another_column_does_not_open(place: Town) -> None:
    member = make_member(place.officer, place.village)
    Member.objects.filter(pk=member.pk).update(phone=member.id_number.token)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_member SET phone = id_number")
    member.refresh_from_db()
    assert str(member.phone) == UNREADABLE
    with pytest.raises(Unreadable):
        member.phone.reveal()


def test_a_sealed_value_given_to_a_field_of_another_purpose_is_sealed_anew(place: Town) -> None:
    member = make_member(place.officer, place.village)
    assert isinstance(ID_NUMBER, SealedField)
    moved = ID_NUMBER.seal(member.phone)
    assert moved.purpose == "id_number"
    assert moved.reveal() == member.phone.reveal()


@pytest.mark.parametrize("typed", [int(make_id_number(3)), make_id_number(3)[:17], "1.10101198506150e+17", 0])
def test_a_number_of_any_type_is_checked(place: Town, typed: object) -> None:
    wrong = typed + 1 if isinstance(typed, int) else typed
    with nothing_written(), pytest.raises(ValidationError):
        make_member(place.officer, place.village, id_number=wrong)


@given(st.text("0123456789Xx", min_size=8, max_size=24).filter(lambda text: len(text) != 18))
def test_a_refused_number_is_not_repeated_in_the_message(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ID_NUMBER.clean(typed, None)
    assert typed not in f"{refusal.value} {refusal.value!r} {refusal.value.__cause__}"


def test_a_duplicate_is_refused_without_telling_whose_number_it_is(place: Town) -> None:
    make_member(place.officer, place.village, id_number=NUMBER)
    with nothing_written(), pytest.raises(ValidationError) as refusal:
        make_member(place.officer, place.village, 2, id_number=NUMBER)
    assert "这个身份证号在本市已经是会员" in str(refusal.value)
    assert NUMBER not in repr(refusal.value)


def test_migrations_are_told_the_purpose_and_never_the_mask() -> None:
    _name, _path, _args, kwargs = ID_NUMBER.deconstruct()
    assert kwargs["purpose"] == "id_number"
    assert not {"mask", "check"} & kwargs.keys()


def test_a_fixture_holds_the_ciphertext(place: Town) -> None:
    member = make_member(place.officer, place.village)
    assert ID_NUMBER.value_to_string(member) == member.id_number.token
