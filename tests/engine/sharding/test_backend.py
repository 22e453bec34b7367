"""The tables that migrations make: composite keys on PostgreSQL, and nothing unique alone on either database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, NotSupportedError, connection, models, transaction
from django.db.migrations import AddField, AlterField, CreateModel, RemoveField, RenameField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from tests.engine.sharding.toy.models import LABEL, Officer, Payment, Person, Remark

from gonghui.engine.sharding.fields import JurisdictionField, LocalKey, LocalOneToOne, key_of

needs_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 没有两列的键")
APP = "sharding_built"


class Built:
    """An app built step by step by migration operations."""

    def __init__(self) -> None:
        self.state = ProjectState()

    def run(self, *operations: Operation) -> None:
        """Apply operations as one migration."""
        with connection.schema_editor(atomic=True) as editor:
            for operation in operations:
                before, self.state = self.state, self.state.clone()
                operation.state_forwards(APP, self.state)
                operation.database_forwards(APP, editor, before, self.state)

    def model(self, name: str) -> Any:
        return self.state.apps.get_model(APP, name)

    def references(self, table: str) -> dict[tuple[str, ...], tuple[str, str]]:
        """The foreign keys of a table: its columns, and the table and first column that they point at."""
        return {
            tuple(found["columns"]): found["foreign_key"]
            for found in constraints(table).values()
            if found["foreign_key"]
        }


def constraints(table: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def table(name: str, *fields: tuple[str, models.Field[Any, Any]]) -> CreateModel:
    own_id: models.Field[Any, Any] = models.BigAutoField(primary_key=True)
    return CreateModel(name, [("id", own_id), ("jurisdiction_id", JurisdictionField()), *fields])


@pytest.fixture
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    """Two ledger tables, a and b, with a row each in jurisdiction 1 and one of a in jurisdiction 2."""
    with django_db_blocker.unblock():
        app = Built()
        app.run(table("A"), table("B", ("text", models.CharField(max_length=9))))
        app.model("A").objects.bulk_create([app.model("A")(jurisdiction_id=number) for number in (1, 2)])
        app.model("B").objects.create(jurisdiction_id=1, text="甲")
        yield app
        with connection.schema_editor() as editor:
            for model in ("B", "A"):
                editor.delete_model(app.model(model))


def key_to_a(**options: Any) -> LocalKey[Any, Any]:
    return LocalKey(f"{APP}.A", on_delete=models.PROTECT, **options)


def local_reference() -> dict[tuple[str, ...], tuple[str, str]]:
    columns = ("to_id", "jurisdiction_id") if connection.vendor == "postgresql" else ("to_id",)
    return {columns: (f"{APP}_a", "id")}


@needs_postgresql
@pytest.mark.parametrize("model", [Person, Payment])
def test_the_primary_key_has_both_columns(model: type[models.Model], toy: None, db: None) -> None:
    [key] = [found["columns"] for found in constraints(model._meta.db_table).values() if found["primary_key"]]
    assert key == ["id", "jurisdiction_id"]


@needs_postgresql
def test_a_reference_tables_key_is_its_id(toy: None, db: None) -> None:
    [key] = [found["columns"] for found in constraints(Officer._meta.db_table).values() if found["primary_key"]]
    assert key == ["id"]


@needs_postgresql
def test_a_local_keys_constraint_has_both_columns(toy: None, db: None) -> None:
    [key] = [found for found in constraints(Remark._meta.db_table).values() if found["foreign_key"]]
    assert (key["columns"], key["foreign_key"]) == (["request_id", "jurisdiction_id"], (f"{LABEL}_request", "id"))


def test_nothing_is_unique_without_the_jurisdiction(toy: None, db: None) -> None:
    unique = [found for found in constraints(Payment._meta.db_table).values() if found["unique"]]
    alone = [found["columns"] for found in unique if not found["primary_key"]]
    assert alone == [["jurisdiction_id", "request_id"]]


def test_a_local_key_can_be_added_later(built: Built) -> None:
    built.run(AddField("B", "to", key_to_a(null=True)))
    assert built.references(f"{APP}_b") == local_reference()
    rows = built.model("B").objects.filter(jurisdiction_id=1)
    rows.update(to=built.model("A").objects.get(jurisdiction_id=1))
    assert rows.get().to.jurisdiction_id == 1


@needs_postgresql
def test_what_was_added_later_refuses_other_jurisdictions(built: Built) -> None:
    built.run(AddField("B", "to", key_to_a(null=True)))
    with pytest.raises(IntegrityError), transaction.atomic():
        built.model("B").objects.update(to=built.model("A").objects.get(jurisdiction_id=2))


def test_a_local_key_can_be_altered_and_renamed_and_removed(built: Built) -> None:
    built.run(AddField("B", "to", key_to_a(null=True)))
    built.model("B").objects.update(to=built.model("A").objects.get(jurisdiction_id=1))
    built.run(AlterField("B", "to", key_to_a(null=False)))
    assert built.references(f"{APP}_b") == local_reference()
    built.run(AlterField("B", "to", key_to_a(null=False, db_constraint=False)))
    assert built.references(f"{APP}_b") == {}
    built.run(AlterField("B", "to", key_to_a(null=False)), RenameField("B", "to", "whom"))
    assert set(built.references(f"{APP}_b").values()) == {(f"{APP}_a", "id")}
    built.run(RemoveField("B", "whom"))
    assert built.references(f"{APP}_b") == {}


def test_added_and_renamed_in_one_migration(built: Built) -> None:
    built.run(AddField("B", "other", key_to_a(null=True)), RenameField("B", "other", "to"))
    assert built.references(f"{APP}_b") == local_reference()


def test_a_reference_can_become_one_to_one(built: Built) -> None:
    built.run(AddField("B", "to", key_to_a(null=True)))
    built.run(AlterField("B", "to", LocalOneToOne(f"{APP}.A", null=True, on_delete=models.PROTECT)))
    assert built.references(f"{APP}_b") == local_reference()
    unique = [found["columns"] for found in constraints(f"{APP}_b").values() if found["unique"]]
    assert ["to_id"] not in unique


def test_other_columns_of_a_ledger_change_as_ever(built: Built) -> None:
    built.run(
        AlterField("B", "text", models.CharField(max_length=20, db_index=True)),
        AlterField("B", "text", models.CharField(max_length=20)),
        AddField("B", "count", models.IntegerField(default=3)),
        AlterField("B", "jurisdiction_id", JurisdictionField(verbose_name="辖区")),
    )
    assert built.model("B").objects.filter(jurisdiction_id=1).get().count == 3


@needs_postgresql
@pytest.mark.parametrize(
    "operation",
    [
        AddField("C", "jurisdiction_id", JurisdictionField(default=1)),
        RemoveField("A", "jurisdiction_id"),
        AlterField("A", "jurisdiction_id", models.BigIntegerField()),
    ],
)
def test_the_key_is_there_from_the_first_and_stays(built: Built, operation: Operation) -> None:
    before = built.state
    plain = CreateModel("C", [("id", models.BigAutoField(primary_key=True))])
    with pytest.raises(NotSupportedError, match="要在建表时就有"):
        built.run(plain, operation)
    built.state = before


def test_a_reference_table_has_no_key() -> None:
    assert key_of(Person).attname == "jurisdiction_id"
    with pytest.raises(TypeError, match="不是台账表"):
        key_of(Officer)
