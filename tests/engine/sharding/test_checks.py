"""The system checks: each rule finds what breaks it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks
from django.db import models
from django.db.models.functions import Lower
from django.test.utils import isolate_apps
from tests.engine.sharding.toy.models import MODELS

from gonghui.engine.sharding.checks import check_ledger_tables, check_models
from gonghui.engine.sharding.fields import JurisdictionField, LocalKey, LocalOneToOne
from gonghui.engine.sharding.rows import JurisdictionRow

# each test's models live in a registry of their own
pytestmark = pytest.mark.usefixtures("registry")


@pytest.fixture
def registry() -> Any:
    with isolate_apps():
        yield


def row(name: str = "Row", bases: tuple[type, ...] = (JurisdictionRow,), /, **attributes: Any) -> Any:
    """Make a model; attributes in capitals belong to its Meta."""
    meta = {key.lower(): attributes.pop(key) for key in [*attributes] if key.isupper()}
    namespace = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "sharding_rules", **meta})}
    return type(name, bases, {**namespace, **attributes})


def found(*models_: type[models.Model]) -> list[str]:
    findings = check_models(models_)
    assert all("。" in finding.msg for finding in findings)
    return [finding.id.removeprefix("sharding.") for finding in findings if finding.id]


def test_the_toy_keeps_every_rule() -> None:
    assert found(*MODELS) == []


def test_manage_check_asks_about_every_installed_model() -> None:
    registered: list[Any] = checks.registry.registry.get_checks()
    assert check_ledger_tables in registered
    assert check_ledger_tables(None) == []
    assert check_ledger_tables([]) == []


@pytest.mark.parametrize(
    "options", [{"null": True}, {"db_index": True}, {"unique": True}, {"default": 1}, {"db_column": "county"}]
)
def test_the_key_is_as_the_row_gives_it(options: dict[str, Any]) -> None:
    assert found(row(jurisdiction_id=JurisdictionField(**options))) == ["E001"]


def test_the_key_comes_from_the_row_and_is_one() -> None:
    assert found(row("Own", (models.Model,), jurisdiction_id=JurisdictionField())) == ["E001"]
    assert found(row("Two", other_id=JurisdictionField())) == ["E001", "E001"]
    assert found(row("None_", jurisdiction_id=models.BigIntegerField())) == ["E001"]


def test_a_ledger_row_has_no_child_tables() -> None:
    assert found(row("Child", (row("Parent"),))) == ["E001"]


def test_a_proxy_is_its_models_affair() -> None:
    assert found(row("Proxy", (row(unique=models.IntegerField(unique=True)),), PROXY=True)) == []


@pytest.mark.parametrize("pk", [models.UUIDField(primary_key=True), models.AutoField(primary_key=True)])
def test_ids_are_big_numbers_that_the_database_gives(pk: models.Field[Any, Any]) -> None:
    assert found(row(id=pk)) == ["E002"]


def test_a_plain_key_does_not_point_at_a_ledger() -> None:
    target = row("Target")
    assert found(row("Ledger", to=models.ForeignKey(target, on_delete=models.PROTECT))) == ["E003"]
    reference = row("Reference", (models.Model,), to=models.ForeignKey(target, on_delete=models.PROTECT))
    assert found(reference) == ["E003"]


def test_a_local_key_is_between_ledgers() -> None:
    ledger, reference = row("Ledger"), row("Reference", (models.Model,))
    assert found(row("One", to=LocalKey(reference, on_delete=models.PROTECT))) == ["E004"]
    assert found(row("Two", (models.Model,), to=LocalKey(ledger, on_delete=models.PROTECT))) == ["E004"]


def test_a_local_key_points_at_the_id() -> None:
    target = row("Target", code=models.IntegerField(unique=True))
    assert found(row("Ledger", to=LocalKey(target, to_field="code", on_delete=models.PROTECT))) == ["E004"]


def test_a_plain_key_to_a_reference_table_is_right() -> None:
    reference = row("Reference", (models.Model,), code=models.IntegerField(unique=True))
    assert found(reference, row("Ledger", to=models.ForeignKey(reference, on_delete=models.PROTECT))) == []


def test_a_reference_to_a_model_that_is_not_there_is_left_to_django() -> None:
    assert found(row(to=LocalKey("sharding_rules.Absent", on_delete=models.PROTECT))) == []


def test_nothing_is_unique_alone() -> None:
    assert found(row(code=models.IntegerField(unique=True))) == ["E005"]
    reference = row("Reference", (models.Model,))
    assert found(row("Pair", to=models.OneToOneField(reference, on_delete=models.PROTECT))) == ["E005"]


@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["code"], name="rule"),
        models.UniqueConstraint(Lower("code"), name="rule"),
        models.UniqueConstraint(fields=["code"], condition=models.Q(jurisdiction_id=1), name="rule"),
    ],
)
def test_a_unique_constraint_without_the_jurisdiction(constraint: models.UniqueConstraint) -> None:
    assert found(row(code=models.CharField(max_length=9), CONSTRAINTS=[constraint])) == ["E006"]


@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["jurisdiction_id", "code"], name="rule"),
        models.UniqueConstraint("jurisdiction_id", Lower("code"), name="rule"),
        models.CheckConstraint(condition=models.Q(code__gt=""), name="rule"),
    ],
)
def test_a_constraint_that_may_be(constraint: models.BaseConstraint) -> None:
    assert found(row(code=models.CharField(max_length=9), CONSTRAINTS=[constraint])) == []


def test_unique_together_is_a_constraint_too() -> None:
    assert found(row(one=models.IntegerField(), two=models.IntegerField(), UNIQUE_TOGETHER=[("one", "two")])) == [
        "E006"
    ]


def test_a_one_to_one_has_its_constraint() -> None:
    target = row("Target")
    assert found(row("Bare", to=LocalOneToOne(target, on_delete=models.PROTECT))) == ["E007"]
    sometimes = models.UniqueConstraint(fields=["jurisdiction_id", "to"], condition=models.Q(to__gt=1), name="rule")
    half = row("Half", to=LocalOneToOne(target, on_delete=models.PROTECT), CONSTRAINTS=[sometimes])
    assert found(half) == ["E007"]


def test_many_to_many_goes_through_a_ledger() -> None:
    reference = row("Reference", (models.Model,))
    assert found(row("Bare", to=models.ManyToManyField(reference))) == ["E008"]
    assert found(row("Back", (models.Model,), to=models.ManyToManyField(row("Ledger")))) == ["E008"]
    assert found(row("Apart", (models.Model,), to=models.ManyToManyField(reference))) == []


@pytest.mark.parametrize("on_delete", [models.SET_NULL, models.DO_NOTHING, models.RESTRICT, models.SET_DEFAULT])
def test_a_deletion_protects_or_cascades(on_delete: Any) -> None:
    options = {"null": True, "on_delete": on_delete}
    assert found(row("Ledger", to=LocalKey("self", **options))) == ["E009"]
    reference = row("Reference", (models.Model,))
    assert found(row("Other", to=models.ForeignKey(reference, **options))) == ["E009"]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (models.Index(fields=["code"], name="rule"), ["W010"]),
        (models.Index(fields=["code", "jurisdiction_id"], name="rule"), ["W010"]),
        (models.Index(Lower("code"), name="rule"), ["W010"]),
        (models.Index(fields=["jurisdiction_id", "-code"], name="rule"), []),
        (models.Index(models.F("jurisdiction_id").asc(), Lower("code"), name="rule"), []),
    ],
)
def test_a_list_index_begins_with_the_jurisdiction(index: models.Index, expected: list[str]) -> None:
    assert found(row(code=models.CharField(max_length=9), INDEXES=[index])) == expected
