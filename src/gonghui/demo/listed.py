"""The registers whose rows a town tells one by one: each key is a field, and the register's model is the schema.

Beside the fields a row may tell its `village`, the `centre` that it belongs to by name, that it lies
`in_chosen_employer` (the one chosen for the pilot), and with `void_reason` that it was entered in error.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist, ValidationError

from gonghui.demo import employers, pilot_candidates, staff
from gonghui.demo.facts import BadFacts, Facts
from gonghui.demo.town import Town
from gonghui.demo.tree import places
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.service_centres.models import ServiceCentre

_BESIDE = frozenset({"village", "centre", "in_chosen_employer", "void_reason"})


def key_of(ledger: Ledger) -> str:
    """The key under which a town's data tells the register's rows."""
    return ledger.key.replace("-", "_")


def check(town: Town, ledger: Ledger) -> None:
    """Raises BadFacts, naming file, register, row and key, where a row cannot be entered."""
    centres = {one.get("name") for one in town.facts("service_centres", tuple[dict[str, Any], ...])}
    for where, facts in _rows(town, ledger):
        _values(ledger, facts, where)
        town.check_village(facts.get("village", ""), f"{where}.village")
        if "centre" in facts and facts["centre"] not in centres:
            raise BadFacts(f"{where}.centre：service_centres里没有“{facts['centre']}”。")
        if facts.get("in_chosen_employer") and pilot_candidates.chosen(town) is None:
            raise BadFacts(f"{where}.in_chosen_employer：pilot_candidates里没有选定的单位。")


def enter(town: Town, *ledgers: Ledger) -> None:
    """Write the rows of each register in turn, then void those entered in error, the last register's first."""
    entered = [(ledger, write(town, ledger)) for ledger in ledgers]
    for ledger, rows in reversed(entered):
        void_errors(town, ledger, rows)


def write(town: Town, ledger: Ledger) -> list[LedgerRow]:
    """Write the rows of a register."""
    found, centres = places(town), {centre.name: centre for centre in _centres(town)}
    chosen = pilot_candidates.chosen(town)
    made = []
    for where, facts in _rows(town, ledger):
        values = _values(ledger, facts, where)
        values["organisation"] = found[town.code_of(facts.get("village", ""))]
        if "centre" in facts:
            values["centre"] = centres[facts["centre"]]
            values["organisation"] = values["centre"].organisation
        if facts.get("in_chosen_employer") and chosen is not None:
            values["employer"] = employers.by_code(town)[chosen.uscc]
            values["organisation"] = values["employer"].organisation
        made.append(cast("LedgerRow", ledger.model(**values)))
    return door.create_many(ledger, actor=staff.officer(town), records=made)


def void_errors(town: Town, ledger: Ledger, rows: list[LedgerRow]) -> None:
    """Void the rows that were entered in error."""
    for row, (_, facts) in zip(rows, _rows(town, ledger), strict=True):
        if facts.get("void_reason"):
            door.void(ledger, actor=staff.officer(town), record=row, why=facts["void_reason"])


def _rows(town: Town, ledger: Ledger) -> list[tuple[str, Facts]]:
    key = key_of(ledger)
    rows = town.facts(key, tuple[dict[str, Any], ...])
    return [(f"{town.source}的{key}第{turn}条", facts) for turn, facts in enumerate(rows, start=1)]


def _values(ledger: Ledger, facts: Facts, where: str) -> dict[str, Any]:
    values = {}
    for name, value in facts.items():
        if name in _BESIDE:
            continue
        try:
            field: Any = ledger.model._meta.get_field(name)
            values[name] = field.clean(value, None)
        except FieldDoesNotExist:
            raise BadFacts(f"{where}：{ledger.title}没有“{name}”这一项。") from None
        except ValidationError as problem:
            raise BadFacts(f"{where}.{name}：{'；'.join(problem.messages)}") from None
    return values


def _centres(town: Town) -> list[ServiceCentre]:
    node = Organisation.objects.get(code=town.code)
    return list(at_place(ServiceCentre._base_manager.all(), node).select_related("organisation"))
