"""Django's PostgreSQL backend, with the jurisdiction in the keys of ledger tables.

Django sees ``id`` as the key; the table's primary key is ``(id, jurisdiction_id)``, as spreading the table will ask,
and a local key's constraint holds both columns, so that the database refuses references across jurisdictions.
"""

from __future__ import annotations

from typing import Any

from django.db import NotSupportedError
from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import base, features, schema
from django.db.models import Field, Model

from gonghui.engine.sharding.fields import JurisdictionField, LocalKey, key_of, shard_key


class DatabaseFeatures(features.DatabaseFeatures):
    """PostgreSQL's features, for tables whose primary key has two columns."""

    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        """Say whether grouping by ``id`` alone is enough: not where it is only half of the primary key."""
        return shard_key(model) is None and super().allows_group_by_selected_pks_on_model(model)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Makes and alters tables, in migrations and elsewhere."""

    def create_model(self, model: type[Model]) -> None:
        """Create a table; a ledger table's primary key holds the jurisdiction."""
        super().create_model(model)
        if shard_key(model) is not None:
            columns = _key_columns(model)
            name = self._create_index_name(model._meta.db_table, columns, suffix="_pk")  # type: ignore[attr-defined]
            definition = {
                "table": self.quote_name(model._meta.db_table),
                "name": self.quote_name(name),
                "columns": ", ".join(map(self.quote_name, columns)),
            }
            self.execute(self.sql_create_pk % definition, None)

    def add_field(self, model: type[Model], field: Field[Any, Any]) -> None:
        """Add a column; raises NotSupportedError for the jurisdiction, which a table has from the first."""
        _refuse_change_of_key(field)
        if isinstance(field, LocalKey):
            # a column's own constraint has one column: let Django add the constraint to the table afterwards
            self.sql_create_column_inline_fk = None  # type: ignore[assignment]
        try:
            super().add_field(model, field)
        finally:
            self.__dict__.pop("sql_create_column_inline_fk", None)

    def remove_field(self, model: type[Model], field: Field[Any, Any]) -> None:
        """Remove a column; raises NotSupportedError for the jurisdiction."""
        _refuse_change_of_key(field)
        super().remove_field(model, field)

    def alter_field(
        self, model: type[Model], old_field: Field[Any, Any], new_field: Field[Any, Any], strict: bool = False
    ) -> None:
        """Alter a column; raises NotSupportedError if that would make or unmake the jurisdiction."""
        if isinstance(old_field, JurisdictionField) != isinstance(new_field, JurisdictionField):
            _refuse_change_of_key(old_field, new_field)
        super().alter_field(model, old_field, new_field, strict)

    def _iter_column_sql(self, column_db_type: Any, params: Any, model: type[Model], *rest: Any) -> Any:
        """Leave the primary key of a ledger table to `create_model`."""
        for part in super()._iter_column_sql(column_db_type, params, model, *rest):  # type: ignore[misc]
            if part != "PRIMARY KEY" or shard_key(model) is None:
                yield part

    def _create_fk_sql(self, model: type[Model], field: Field[Any, Any], suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if isinstance(field, LocalKey):
            target = field.related_model
            # references and not text, so that a later renaming in the same migration is followed
            here = [field.column, str(key_of(model).column)]
            statement.parts["column"] = Columns(model._meta.db_table, here, self.quote_name)
            statement.parts["to_column"] = Columns(target._meta.db_table, _key_columns(target), self.quote_name)
        return statement

    def _constraint_names(
        self, model: type[Model], column_names: list[str] | None = None, *rest: Any, **conditions: Any
    ) -> list[str]:
        """Find constraints by their columns, a local key's also by the column that Django knows of."""
        find = super()._constraint_names  # type: ignore[misc]
        names: list[str] = find(model, column_names, *rest, **conditions)
        key = shard_key(model)
        if key is not None and conditions.get("foreign_key") and column_names is not None:
            names += find(model, [*column_names, str(key.column)], *rest, **conditions)
        return names


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures


def _key_columns(model: type[Model]) -> list[str]:
    return [str(model._meta.pk.column), str(key_of(model).column)]


def _refuse_change_of_key(*fields: Field[Any, Any]) -> None:
    if any(isinstance(field, JurisdictionField) for field in fields):
        raise NotSupportedError("台账表的辖区字段要在建表时就有，不能后加、删去或改成别的字段：请另建一张表。")
