"""The engine's tests stand on the toy product alone, and the toy keeps the rules that hold the product."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from tests.engine.toy.catalogue import CATALOGUE

from gonghui.engine.declare.checks import check_catalogue
from gonghui.engine.fields.values import FieldKind, ledger_field

HERE = Path(__file__).parent
# What is to change a lot, and what stands on it.
PRODUCT = (
    *("gonghui.ledgers", "gonghui.summaries", "gonghui.desk", "gonghui.demo", "gonghui.site"),
    *("tests.registers", "tests.catalogue", "tests.ledgers", "tests.demo", "tests.site"),
)


def named_modules(source: str) -> Iterator[tuple[int, str]]:
    """Each module that a test imports, or names in a string as `monkeypatch.setattr` does, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def of_the_product(source: str) -> list[tuple[int, str]]:
    return [
        (line, name)
        for line, name in named_modules(source)
        if f"{name}.".startswith(tuple(f"{each}." for each in PRODUCT))
    ]


def test_the_tests_of_the_engine_know_no_register_of_the_product() -> None:
    found = [
        f"{path.relative_to(HERE)}:{line} names {name}"
        for path in sorted(HERE.rglob("*.py"))
        if path != Path(__file__)
        for line, name in of_the_product(path.read_text(encoding="utf-8"))
    ]
    assert not found, (
        "Test the engine on the registers of tests/engine/toy (their rows: tests/engine/toy/factories.py). What is "
        "about a register of the product belongs to tests/ledgers, what holds for every register to tests/catalogue.\n"
        + "\n".join(found)
    )


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from gonghui.ledgers.members.models import Member", [1]),
        ("\nimport gonghui.site.catalogue", [2]),
        ("from gonghui import desk", [1]),
        ("def test():\n    from tests.registers.members import make_member", [2]),
        ("patch('gonghui.site.first_run.is_empty', fail)", [1]),
        ("from gonghui.engine.records import door\nfrom tests.engine.toy.factories import make_workshop", []),
        ("'gonghui.sitemap'", []),
    ],
)
def test_an_import_of_the_product_is_seen_wherever_it_stands(source: str, lines: list[int]) -> None:
    assert [line for line, _name in of_the_product(source)] == lines


def test_the_toy_keeps_the_rules_of_tables_and_catalogues() -> None:
    found = checks.run_checks(app_configs=[apps.get_app_config("toy")])
    assert [each for each in found if not each.is_silenced()] == []
    assert check_catalogue(CATALOGUE) == []


def test_the_toys_tables_are_as_its_models_say(db: None) -> None:
    call_command("makemigrations", "toy", check_changes=True, dry_run=True, verbosity=0)


def test_the_toy_has_a_field_of_every_kind() -> None:
    fields = [ledger_field(ledger, name) for ledger in CATALOGUE.ledgers for name in ledger.form_fields()]
    assert {field.kind for field in fields} == set(FieldKind)
