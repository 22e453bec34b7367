"""Sealed values: masked wherever they are printed, and unreadable without their keys and purpose."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_id_number

from gonghui.engine.vault import keys
from gonghui.engine.vault.sealing import (
    UNREADABLE,
    Sealed,
    Unreadable,
    blind_index,
    open_bytes,
    seal_bytes,
    text_of,
)
from gonghui.plain.identity import mask_id_number

NUMBERS = st.builds(make_id_number, st.integers(1, 999), st.dates(date(1930, 1, 1), date(2009, 1, 1)))


def sealed(text: str, purpose: str = "id_number") -> Sealed:
    return Sealed(purpose=purpose, mask=mask_id_number, text=text)


def opened(token: str, purpose: str = "id_number") -> Sealed:
    return Sealed(purpose=purpose, mask=mask_id_number, token=token)


@given(NUMBERS)
def test_every_way_to_print_a_sealed_value_shows_it_masked(number: str) -> None:
    value = sealed(number)
    hidden = number[6:14]
    printed = [
        str(value),
        repr(value),
        format(value, ">30"),
        f"{value} {value!r} {value:^20}",
        "%s %r" % (value, value),  # noqa: UP031
        json.dumps({"id": value}, default=str),
        repr({"record": [value]}),
        logging.makeLogRecord({"msg": "%s", "args": (value,)}).getMessage(),
        value.token,
    ]
    assert all(hidden not in text for text in printed)
    assert str(value) == mask_id_number(number)


@given(NUMBERS)
def test_what_is_pickled_or_copied_holds_only_the_ciphertext(number: str) -> None:
    value = sealed(number)
    assert number.encode() not in pickle.dumps(value)
    for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert twin.reveal() == number
        assert twin.token == value.token


@given(NUMBERS)
def test_the_same_number_sealed_twice_gives_different_ciphertexts_and_equal_values(number: str) -> None:
    one, other = sealed(number), sealed(number)
    assert one.token != other.token
    assert one == other == number == opened(one.token)
    assert len({one, other, number}) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-8],
        lambda token: token[:20] + ("A" if token[20] != "A" else "B") + token[21:],
        lambda _token: "v1:",
        lambda _token: "v1:不是密文",
        lambda _token: make_id_number(1),
    ],
)
def test_a_spoiled_ciphertext_is_refused_in_chinese(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(Unreadable, match=r"解不开.*从备份取回"):
        opened(spoil(sealed(make_id_number(1)).token)).reveal()


def test_what_does_not_open_is_shown_so_and_equals_only_itself() -> None:
    token = sealed(make_id_number(1)).token[:-8]
    spoilt, twin = opened(token), opened(token)
    assert str(spoilt) == f"{spoilt}" == UNREADABLE
    assert repr(spoilt) == f"<Sealed {UNREADABLE}>"
    assert not spoilt.readable
    assert spoilt
    assert (spoilt == twin, len({spoilt, twin})) == (True, 1)
    for other in ("", None, UNREADABLE, make_id_number(1), sealed(make_id_number(1)), opened(token[:-4])):
        assert spoilt != other
        assert other != spoilt
    assert text_of(spoilt) == ""
    assert copy.deepcopy(spoilt).token == token


def test_a_ciphertext_does_not_open_for_another_purpose() -> None:
    number = make_id_number(1)
    with pytest.raises(Unreadable) as refusal:
        opened(sealed(number).token, "phone").reveal()
    assert number not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_ciphertext_does_not_open_with_another_installations_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sealed(make_id_number(1)).token
    other = keys.read(keys.make(tmp_path).parent)
    monkeypatch.setattr(keys, "current", lambda: other)
    with pytest.raises(Unreadable):
        opened(token).reveal()


def test_a_blind_index_is_equal_for_equal_values_only_within_a_purpose_and_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make_id_number(1)
    index = blind_index("id_number", number)
    assert index == blind_index("id_number", number)
    assert index != blind_index("id_number", make_id_number(2))
    assert index != blind_index("phone", number)
    assert number not in index
    other = keys.read(keys.make(tmp_path).parent)
    monkeypatch.setattr(keys, "current", lambda: other)
    assert index != blind_index("id_number", number)


def test_the_text_of_a_field_is_read_however_it_is_there() -> None:
    number = make_id_number(1)
    assert [text_of(value) for value in (sealed(number), number, "", None)] == [number, number, "", ""]


def test_a_file_is_kept_unreadable_and_opens_only_whole_and_for_its_purpose() -> None:
    content = make_id_number(1).encode() * 3
    kept = seal_bytes("import", content)
    assert content[:18] not in kept
    assert kept != seal_bytes("import", content)
    assert open_bytes("import", kept) == content
    for purpose, spoilt in (("export", kept), ("import", kept[:-1]), ("import", b"")):
        with pytest.raises(Unreadable, match=r"解不开.*从备份取回"):
            open_bytes(purpose, spoilt)
