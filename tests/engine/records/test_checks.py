"""A column that would take the place of what every row does is refused when the program starts."""

from django.db import models

from gonghui.engine.records.checks import check_columns, taken_names


def test_a_column_named_as_a_method_of_the_row_is_found() -> None:
    columns = [models.IntegerField(name=name) for name in ("for_year", "year", "number", "derive", "organisation")]
    assert taken_names(columns) == ["year", "derive"]


def test_no_register_has_one() -> None:
    assert check_columns() == []
