"""What registers keep of a person: each kind of number is checked by its own rule, sealed, and masked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import make_id_number

from gonghui.engine.records import person

ID_NUMBER = make_id_number(1)


# Made here and not taken from a register: what a register declares was made when the program started.
@pytest.mark.parametrize(
    ("make", "title", "purpose", "right", "shown", "wrong"),
    [
        (
            person.id_number_field,
            "身份证号",
            "id_number",
            ID_NUMBER,
            f"{ID_NUMBER[:3]}***********{ID_NUMBER[14:]}",
            ID_NUMBER[:17],
        ),
        (person.phone_field, "手机", "phone", "13800001234", "138****1234", "1380000123"),
        (person.contact_phone_field, "联系电话", "phone", "0769-22001234", "076******1234", "22001234567"),
        (person.bank_card_field, "银行卡号", "bank_card", "6200000000000005", "************0005", "6200000000000006"),
    ],
    ids=["id number", "phone", "contact phone", "bank card"],
)
def test_a_number_is_checked_by_its_rule_and_shown_masked(
    make: Any, title: str, purpose: str, right: str, shown: str, wrong: str
) -> None:
    field = make()
    sealed = field.clean(f" {right} ", None)
    assert (sealed.reveal(), sealed.purpose, str(sealed)) == (right, purpose, shown)
    with pytest.raises(ValidationError) as refusal:
        field.clean(wrong, None)
    assert wrong not in str(refusal.value)
    assert (field.verbose_name, make("证件号").verbose_name) == (title, "证件号")


def test_only_the_identity_number_must_be_filled() -> None:
    optional = (person.phone_field, person.contact_phone_field, person.bank_card_field)
    assert [make().clean("", None) for make in optional] == ["", "", ""]
    with pytest.raises(ValidationError):
        person.id_number_field().clean("", None)
    assert person.id_number_field(blank=True).clean("", None) == ""
