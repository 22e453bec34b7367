"""The framework's refusals are told in this product's words, with the field, the limit and the remedy."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.plans import make_plan_item
from tests.unchanged import nothing_written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "said"),
    [("1e20", "金额的数字太大"), ("12.345", "金额最多写2位小数"), ("123456789012345", "金额的数字太大")],
)
def test_an_amount_that_no_column_holds(place: Town, amount: str, said: str) -> None:
    employer = make_employer(place.officer, place.village)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        make_contribution(place.officer, employer, amount=Decimal(amount))
    (message,) = refused.value.message_dict["amount"]
    assert message.startswith(said)
    assert message.endswith("。")


def test_a_text_that_is_too_long(place: Town) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        make_plan_item(place.officer, place.town, text="长" * 201)
    assert refused.value.message_dict["text"] == ["计划内容最多200个字，现在有201个，请写短一些。"]


@pytest.mark.parametrize(("password", "said"), [("123", "密码至少8个字符"), ("password1", "这个密码太常见")])
def test_a_weak_password(password: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        validate_password(password)
