"""A field that names an indicator: chosen by its name among those that the catalogue offers."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.payments import RECEIVED

from gonghui.engine.figures import fields
from gonghui.engine.figures.fields import IndicatorField


@pytest.fixture
def field(monkeypatch: pytest.MonkeyPatch) -> IndicatorField:
    monkeypatch.setattr(fields, "offered", lambda: [RECEIVED])
    return IndicatorField("指标", blank=True)


def test_an_indicator_is_chosen_by_name_and_unit_and_may_be_left_out(field: IndicatorField) -> None:
    assert field.get_choices() == [("", "---------"), ("payments.received", "收到租金（元）")]
    assert [field.clean(code, None) for code in ("payments.received", "")] == ["payments.received", ""]


def test_what_the_catalogue_does_not_offer_is_refused(field: IndicatorField) -> None:
    with pytest.raises(ValidationError):
        field.clean("payments.paid", None)


def test_another_catalogue_is_no_change_of_the_table(field: IndicatorField) -> None:
    assert field.deconstruct()[3] == {"blank": True, "max_length": 80, "verbose_name": "指标"}
