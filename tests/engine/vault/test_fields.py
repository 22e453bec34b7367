"""Personal numbers in rows, in the log and in messages."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.factories import make_apprentice, make_bursary, make_workshop
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written

from gonghui.engine.audit.models import LogEntry
from gonghui.engine.records import door
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.engine.vault.sealing import UNREADABLE, Unreadable
from gonghui.plain.identity import mask_id_number

NUMBER = make_id_number(2, date(1990, 3, 7))
PHONE = "13800001234"
ID_NUMBER = Apprentice._meta.get_field("id_number")
INDEX = Apprentice._meta.get_field("id_number_index")


def stored() -> str:
    """All that lies in the tables of apprentices, bursaries, number series and the log, as the database holds it."""
    texts = []
    with connection.cursor() as cursor:
        for table in ("toy_apprentice", "toy_bursary", "audit_logentry", "records_numberseries"):
            cursor.execute(f"SELECT * FROM {table}")
            texts.append(repr(cursor.fetchall()))
    return "".join(texts)


def test_neither_the_rows_nor_the_log_hold_a_number_in_clear(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, id_number=NUMBER, phone=PHONE)
    make_bursary(place.officer, make_workshop(place.officer, place.village), id_number=NUMBER, phone=PHONE)
    changed = door.save(
        APPRENTICES,
        actor=place.officer,
        record=apprentice,
        changes={"phone": "13900005678", "boards": True},
        why="换号",
    )
    door.reveal(APPRENTICES, actor=place.officer, record=changed, field="id_number", why="核对")
    door.void(APPRENTICES, actor=place.officer, record=changed, why="录错了")
    held = stored()
    assert LogEntry.objects.count() >= 5
    for secret in (NUMBER, PHONE, "13900005678", NUMBER[6:14]):
        assert secret not in held


def test_the_log_holds_what_was_there_before_as_ciphertext(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, phone=PHONE)
    door.save(APPRENTICES, actor=place.officer, record=apprentice, changes={"phone": "13900005678"})
    entry = LogEntry.objects.get(verb="change")
    before, after = entry.changes["phone"]
    field = Apprentice._meta.get_field("phone")
    assert isinstance(field, SealedField)
    assert [field.from_db_value(token).reveal() for token in (before, after)] == [PHONE, "13900005678"]


def test_the_same_number_is_another_ciphertext_in_every_row_and_one_index(place: Town) -> None:
    workshop = make_workshop(place.officer, place.village)
    one, other = (make_bursary(place.officer, workshop, id_number=NUMBER, course=name) for name in ("电工", "焊工"))
    assert one.id_number.token != other.id_number.token
    assert one.id_number_index == other.id_number_index


@pytest.mark.parametrize(
    "typed", [NUMBER, NUMBER.lower(), f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]} ", f"\uff11{NUMBER[1:]}"]
)
def test_a_number_is_found_however_it_is_typed(place: Town, typed: str) -> None:
    apprentice = make_apprentice(place.officer, place.village, id_number=NUMBER)
    assert isinstance(INDEX, BlindIndexField)
    assert Apprentice.objects.get(id_number_index=INDEX.digest(typed)) == apprentice


def test_part_of_a_number_finds_nobody(place: Town) -> None:
    make_apprentice(place.officer, place.village, id_number=NUMBER)
    assert isinstance(INDEX, BlindIndexField)
    assert not Apprentice.objects.filter(id_number_index__in=[INDEX.digest(NUMBER[:17]), INDEX.digest("")]).exists()


def test_a_ciphertext_moved_to_another_column_does_not_open(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    Apprentice.objects.filter(pk=apprentice.pk).update(phone=apprentice.id_number.token)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE toy_apprentice SET phone = id_number")
    apprentice.refresh_from_db()
    assert str(apprentice.phone) == UNREADABLE
    with pytest.raises(Unreadable):
        apprentice.phone.reveal()


def test_a_sealed_value_given_to_a_field_of_another_purpose_is_sealed_anew(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    assert isinstance(ID_NUMBER, SealedField)
    moved = ID_NUMBER.seal(apprentice.phone)
    assert moved.purpose == "id_number"
    assert moved.reveal() == apprentice.phone.reveal()


def test_a_number_is_masked_before_it_is_saved_too() -> None:
    assert isinstance(ID_NUMBER, SealedField)
    assert str(ID_NUMBER.seal(NUMBER)) == mask_id_number(NUMBER)


def test_what_has_no_mask_of_its_own_shows_nothing_but_its_length() -> None:
    assert str(SealedField(purpose="password").seal("秘密口令")) == "****"


def test_a_row_saved_beside_a_number_that_does_not_open_is_still_found_by_it(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, id_number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE toy_apprentice SET id_number = phone")
    spoilt = apprentice.phone.token
    apprentice.refresh_from_db()
    door.save(APPRENTICES, actor=place.officer, record=apprentice, changes={"boards": True})
    assert isinstance(INDEX, BlindIndexField)
    found = Apprentice.objects.get(id_number_index=INDEX.digest(NUMBER))
    assert (found.id_number.token, found.boards) == (spoilt, True)


def test_a_row_without_a_number_has_an_empty_index() -> None:
    """Also where the column is added to rows that are there: it takes no null."""
    assert BlindIndexField(of="id_number").get_default() == Apprentice().id_number_index == ""


@pytest.mark.parametrize("typed", [int(make_id_number(3)), make_id_number(3)[:17], "1.10101198506150e+17", 0])
def test_a_number_of_any_type_is_checked(place: Town, typed: object) -> None:
    wrong = typed + 1 if isinstance(typed, int) else typed
    with nothing_written(), pytest.raises(ValidationError):
        make_apprentice(place.officer, place.village, id_number=wrong)


@given(st.text("0123456789Xx", min_size=8, max_size=24).filter(lambda text: len(text) != 18))
def test_a_refused_number_is_not_repeated_in_the_message(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ID_NUMBER.clean(typed, None)
    assert typed not in f"{refusal.value} {refusal.value!r} {refusal.value.__cause__}"


def test_a_duplicate_is_refused_without_telling_whose_number_it_is(place: Town) -> None:
    make_apprentice(place.officer, place.village, id_number=NUMBER)
    with nothing_written(), pytest.raises(ValidationError) as refusal:
        make_apprentice(place.officer, place.village, 2, id_number=NUMBER)
    assert "这个身份证号在本市已经是学徒" in str(refusal.value)
    assert NUMBER not in repr(refusal.value)


def test_migrations_are_told_the_purpose_and_never_the_mask() -> None:
    _name, _path, _args, kwargs = ID_NUMBER.deconstruct()
    assert kwargs["purpose"] == "id_number"
    assert not {"mask", "check"} & kwargs.keys()


def test_migrations_are_told_what_an_index_is_of_and_nothing_that_is_always_so() -> None:
    assert INDEX.deconstruct()[3] == {"of": "id_number"}
    assert INDEX.clone().deconstruct()[1:] == INDEX.deconstruct()[1:]


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_an_empty_field_is_empty_and_holds_no_ciphertext(nothing: str | None) -> None:
    assert isinstance(ID_NUMBER, SealedField)
    assert not ID_NUMBER.seal(nothing)
    assert not ID_NUMBER.from_db_value(ID_NUMBER.get_prep_value(nothing))


def test_a_fixture_holds_the_ciphertext(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    assert ID_NUMBER.value_to_string(apprentice) == apprentice.id_number.token
