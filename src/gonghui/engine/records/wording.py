"""The framework's refusals of a field, in this product's words: what is wrong and what would be right."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


def in_words(field: models.Field[Any, Any], error: ValidationError) -> ValidationError:
    """The same refusal with the framework's own messages reworded; others stay as they are."""
    return ValidationError([_reworded(field, each) for each in error.error_list])


def _reworded(field: models.Field[Any, Any], error: ValidationError) -> ValidationError:
    message = _MESSAGES.get(str(error.code))
    params = error.params if isinstance(error.params, dict) else {}
    if message is None or not ("max" in params or "limit_value" in params):
        return error
    title, limit = str(field.verbose_name), params.get("max", params.get("limit_value"))
    typed = params.get("show_value", "")
    return ValidationError(message.format(title=title, limit=limit, typed=typed), code=error.code)


_MESSAGES = {
    "max_digits": "{title}的数字太大，最多{limit}位，请核对。",
    "max_whole_digits": "{title}的数字太大，小数点前最多{limit}位，请核对。",
    "max_decimal_places": "{title}最多写{limit}位小数，请改正。",
    "max_length": "{title}最多{limit}个字，现在有{typed}个，请写短一些。",
}
