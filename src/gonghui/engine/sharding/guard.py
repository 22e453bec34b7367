"""For tests: which statements on ledger tables do not say the jurisdiction."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from gonghui.engine.sharding.accessors import KEY
from gonghui.engine.sharding.fields import shard_key

_ASKS = re.compile(r"[\s(]*(?:SELECT|UPDATE|DELETE|WITH|EXPLAIN)\b", re.IGNORECASE)
_NO_ALIAS = (
    "WHERE|SET|ON|USING|INNER|LEFT|RIGHT|FULL|CROSS|NATURAL|JOIN|GROUP|ORDER|HAVING|LIMIT|OFFSET|FETCH|FOR|UNION|"
    "INTERSECT|EXCEPT|WINDOW|RETURNING|TABLESAMPLE|AS"
)
_TABLES = re.compile(
    rf'\b(?:FROM|JOIN|UPDATE)\s+(?:ONLY\s+)?"?(\w+)"?(?:\s+(?:AS\s+)?(?!(?:{_NO_ALIAS})\b)"?(\w+)"?)?', re.IGNORECASE
)
_COLUMN = rf'"?(\w+)"?\."?{KEY}"?'
_LITERAL = re.compile(rf"{_COLUMN}\s*(?:=|IN|=\s*ANY)\s*\(?\s*(?:%s|%\(\w+\)s|\?|\d+)", re.IGNORECASE)
_SAME = re.compile(rf"{_COLUMN}\s*=\s*\(?\s*{_COLUMN}")


@dataclass(frozen=True)
class Unkeyed:
    """A table that a statement reads or writes without saying the jurisdiction; ``sql`` has no values in it."""

    table: str
    alias: str
    sql: str

    def __str__(self) -> str:
        return f"{self.table}（{self.alias}）没有写明辖区：{self.sql}"


class StatementGuard:
    """An execute wrapper that collects, in ``unkeyed``, statements on ledger tables without the jurisdiction.

    Every use of a ledger table must be tied, directly or through other tables of the statement, to a jurisdiction
    that is given as a value: a subquery that finds the jurisdiction is not enough. Inserts always carry it.

    >>> guard = StatementGuard()
    >>> with connection.execute_wrapper(guard):  # doctest: +SKIP
    ...     Member.objects.count()
    >>> guard.unkeyed  # doctest: +SKIP
    [Unkeyed(table='members_member', ...)]
    """

    def __init__(self, models: Iterable[type[Model]] | None = None) -> None:
        ledgers = apps.get_models(include_auto_created=True) if models is None else models
        self.tables = {model._meta.db_table for model in ledgers if shard_key(model) is not None}
        self.unkeyed: list[Unkeyed] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.unkeyed += self.look_at(str(sql))
        return execute(sql, params, many, context)

    def look_at(self, sql: str) -> list[Unkeyed]:
        """Return the uses of ledger tables in a statement that are tied to no jurisdiction."""
        if not _ASKS.match(sql):
            return []
        used = {(alias or table): table for table, alias in _TABLES.findall(sql)}
        tied = _tied_to_a_value(sql)
        return [
            Unkeyed(table, alias, sql) for alias, table in used.items() if table in self.tables and alias not in tied
        ]


@contextmanager
def only_keyed_statements(using: str = DEFAULT_DB_ALIAS) -> Iterator[StatementGuard]:
    """Raise AssertionError at the end of the block if a statement within it did not say the jurisdiction.

    >>> with only_keyed_statements():  # doctest: +SKIP
    ...     client.get("/members/")
    """
    guard = StatementGuard()
    with connections[using].execute_wrapper(guard):
        yield guard
    if guard.unkeyed:
        raise AssertionError("\n".join(dict.fromkeys(map(str, guard.unkeyed))))


def _tied_to_a_value(sql: str) -> set[str]:
    """Return the aliases whose jurisdiction is compared with a value, or with that of such an alias, and so on."""
    same: dict[str, set[str]] = defaultdict(set)
    for one, other in _SAME.findall(sql):
        same[one].add(other)
        same[other].add(one)
    tied: set[str] = set()
    new = set(_LITERAL.findall(sql))
    while new:
        tied |= new
        new = {other for alias in new for other in same[alias]} - tied
    return tied
