"""The framework's refusals are told in this product's words, with the field, the limit and the remedy."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from tests.engine.toy.factories import make_payment, make_repair, make_workshop
from tests.factories import Town
from tests.unchanged import nothing_written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "said"),
    [("1e20", "金额的数字太大"), ("12.345", "金额最多写2位小数"), ("123456789012345", "金额的数字太大")],
)
def test_an_amount_that_no_column_holds(place: Town, amount: str, said: str) -> None:
    workshop = make_workshop(place.officer, place.village)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        make_payment(place.officer, workshop, amount=Decimal(amount))
    (message,) = refused.value.message_dict["amount"]
    assert message.startswith(said)
    assert message.endswith("。")


def test_a_text_that_is_too_long(place: Town) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        make_repair(place.officer, place.town, subject="长" * 101)
    assert refused.value.message_dict["subject"] == ["事由最多100个字，现在有101个，请写短一些。"]


@pytest.mark.parametrize(("password", "said"), [("123", "密码至少8个字符"), ("password1", "这个密码太常见")])
def test_a_weak_password(password: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        validate_password(password)
