"""A catalogue that names what does not exist is refused at start-up, with the register's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from django.db.models import Aggregate, Q

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Area, Catalogue, FigureQuery, Ledger, Section
from gonghui.engine.declare.checks import check_catalogue
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.registers import REGISTERS


def test_the_catalogue_names_only_what_exists() -> None:
    assert check_catalogue(CATALOGUE) == []


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_has_its_migration(name: str) -> None:
    folder = Path(import_module(f"gonghui.ledgers.{name}").__path__[0])
    assert (folder / "migrations" / "0001_initial.py").exists(), (
        f"{name} has no table: run makemigrations {name} (docs/how-to/add-a-register.md, step 6)."
    )


def problems(ledger: Ledger) -> list[tuple[str | None, str]]:
    catalogue = Catalogue(
        areas=(Area("organisation", "组织"), Area("aid", "帮扶")),
        ledgers=(ledger,),
        indicators=(),
        roles=CATALOGUE.roles,
        levels=CATALOGUE.levels,
    )
    return [(error.id, error.msg) for error in check_catalogue(catalogue)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"columns": ("number", "name", "id_numbr")}, "declare.E001"),
        ({"columns": ("number",)}, "declare.E001"),
        ({"filters": ("stauts",)}, "declare.E001"),
        ({"order": ("-sort",)}, "declare.E001"),
        ({"search": ("employer__nam",)}, "declare.E001"),
        ({"totals": ("nothing",)}, "declare.E001"),
        ({"form": (Section("会员", ("name", "sex")),)}, "declare.E001"),
        ({"form": (Section("会员", ("name", "name")),)}, "declare.E001"),
        ({"area": "nowhere"}, "declare.E003"),
        ({"grants": {Right.READ: frozenset({"boss"})}}, "declare.E004"),
        ({"grants": {Right.READ: frozenset({"clerk"}), Right.WRITE: frozenset({"officer"})}}, "declare.E004"),
        ({"search": ("join_date",)}, "declare.E006"),
        ({"search": ("employer__phone",)}, "declare.E006"),
        ({"filters": ("name",)}, "declare.E007"),
        ({"totals": ("name",)}, "declare.E008"),
    ],
)
def test_a_wrong_name_is_reported_with_its_register(change: dict[str, Any], code: str) -> None:
    found = problems(replace(MEMBERS, **change))
    assert code in [error for error, _ in found]
    assert all(told.startswith("members: ") for _, told in found)


def test_a_wrong_process_is_told() -> None:
    process = SUBSIDIES.process
    assert process is not None
    wrong = [
        replace(process, line=("aply",)),
        replace(process, initial="nowhere"),
        replace(process, steps=(replace(process.steps[0], end="nowhere"), *process.steps[1:])),
        replace(process, steps=process.steps[:-1]),
    ]
    for each in wrong:
        assert "declare.E005" in [code for code, _ in problems(replace(SUBSIDIES, process=each))]
    stranger = replace(process, steps=(replace(process.steps[0], by=frozenset({"boss"})), *process.steps[1:]))
    assert "declare.E004" in [code for code, _ in problems(replace(SUBSIDIES, process=stranger))]
    missing = replace(process, steps=(replace(process.steps[0], dates="aplied_on"), *process.steps[1:]))
    assert "declare.E001" in [code for code, _ in problems(replace(SUBSIDIES, process=missing))]
    asked = replace(SUBSIDIES, form=(*SUBSIDIES.form, Section("办理", ("amount",))))
    assert "declare.E005" in [code for code, _ in problems(asked)]


def test_the_same_key_twice_and_an_indicator_of_no_register_are_told() -> None:
    twice = replace(CATALOGUE, ledgers=(*CATALOGUE.ledgers, MEMBERS))
    assert {error.id for error in check_catalogue(twice)} == {"declare.E002"}
    clash = replace(
        CATALOGUE, ledgers=(MEMBERS, replace(SUBSIDIES, letters=MEMBERS.letters)), indicators=(), sources=()
    )
    assert [error.msg for error in check_catalogue(clash)] == [
        f"letters {MEMBERS.letters!r}: declared by members and by subsidies: choose another for one of them."
    ]
    without = replace(CATALOGUE, ledgers=tuple(each for each in CATALOGUE.ledgers if each is not MEMBERS))
    assert {error.id for error in check_catalogue(without)} == {"declare.E009"}


@pytest.mark.django_db
def test_what_an_indicator_asks_follows_from_the_query_alone(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """Neither the clock, the database nor the place but its jurisdictions: statements of sets are kept and shared."""

    def refuse() -> date:
        raise AssertionError("An indicator asked the clock.")

    class Jurisdictions:
        def jurisdictions(self) -> tuple[int, ...]:
            return (1, 2)

    monkeypatch.setattr(clock, "today", refuse)
    query = FigureQuery(cast("Organisation", Jurisdictions()), Period.year(2025), date(2025, 10, 31))
    with django_assert_num_queries(0):
        for indicator in CATALOGUE.indicators:
            assert isinstance(indicator.measure.aggregate(query), Aggregate)
            assert all(isinstance(condition.test(query), Q) for condition in indicator.conditions), indicator.code
