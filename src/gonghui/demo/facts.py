"""Reads facts out of a data file's tables into frozen dataclasses; what is wrong is told with the file and the key."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

DATA = Path(__file__).parent / "data"
Facts = Mapping[str, Any]
Window = tuple[date, date]
_TITLES = {str: "文字", int: "整数", float: "数", bool: "true或false", date: "日期（如2025-03-01）", Decimal: "数"}


class BadFacts(Exception):
    """A town's data cannot be used; the message, in Chinese, names the file, the key and the remedy."""


def toml(path: Path) -> dict[str, Any]:
    """A data file's tables. Raises BadFacts."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BadFacts(f"{path.name}不是正确的TOML：{problem}。") from None


def read(kind: Any, value: Any, where: str) -> Any:
    """`value` as a `kind`: a dataclass, an enum, a tuple, a mapping, or a plain type; `where` names it in messages.

    A class with a `from_text` reads itself out of a string. Raises BadFacts.
    """
    if is_dataclass(kind) and isinstance(value, str) and hasattr(kind, "from_text"):
        return _written(kind, value, where)
    if is_dataclass(kind):
        return _record(kind, value, where)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        (present,) = [one for one in arguments if one is not types.NoneType]
        return None if value is None else read(present, value, where)
    if origin is tuple:
        return _list(arguments, value, where)
    if origin in {dict, Mapping}:
        table = _table(value, where)
        return {read(arguments[0], key, where): read(arguments[1], one, f"{where}.{key}") for key, one in table.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind, value, where)
    return _plain(kind, value, where)


def merged(facts: Facts, more: Facts) -> dict[str, Any]:
    """The facts with `more` on top: lists are joined, counts added, tables merged, all else is replaced.

    >>> merged({"rows": [1], "counts": {"a": 2}}, {"rows": [2], "counts": {"a": 1, "b": 1}})
    {'rows': [1, 2], 'counts': {'a': 3, 'b': 1}}
    """
    found = dict(facts)
    for key, value in more.items():
        present = found.get(key)
        if isinstance(present, Mapping) and isinstance(value, Mapping):
            found[key] = merged(present, value)
        elif (isinstance(present, list) and isinstance(value, list)) or (type(present) is type(value) is int):
            found[key] = present + value  # type: ignore[operator]
        else:
            found[key] = value
    return found


def _record(kind: Any, value: Any, where: str) -> Any:
    table, hints = _table(value, where), get_type_hints(kind)
    names = {one.name: one for one in fields(kind) if one.init}
    unknown = sorted(set(table) - set(names))
    if unknown:
        raise BadFacts(f"{where}：不认得“{unknown[0]}”，可以写的有：{'、'.join(names)}。")
    missing = [
        name
        for name, one in names.items()
        if name not in table and one.default is MISSING and one.default_factory is MISSING
    ]
    if missing:
        raise BadFacts(f"{where}：缺“{missing[0]}”，请补上。")
    return kind(**{name: read(hints[name], one, f"{where}.{name}") for name, one in table.items()})


def _written(kind: Any, value: str, where: str) -> Any:
    try:
        return kind.from_text(value)
    except ValueError as problem:
        raise BadFacts(f"{where}：{problem}") from None


def _list(arguments: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise BadFacts(f"{where}：应当是列表（[…]），现在是“{value}”。")
    if arguments[-1] is Ellipsis:
        return tuple(read(arguments[0], one, f"{where}第{turn}条") for turn, one in enumerate(value, start=1))
    if len(value) != len(arguments):
        raise BadFacts(f"{where}：应当有{len(arguments)}项，现在有{len(value)}项。")
    return tuple(
        read(one, item, f"{where}第{turn}项")
        for turn, (one, item) in enumerate(zip(arguments, value, strict=True), start=1)
    )


def _table(value: Any, where: str) -> Facts:
    if not isinstance(value, Mapping):
        raise BadFacts(f"{where}：应当是表（{{…}}），现在是“{value}”。")
    return value


def _choice(kind: type[Enum], value: Any, where: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        known = "、".join(str(one.value) for one in kind)
        raise BadFacts(f"{where}：不能是“{value}”，可以是：{known}。") from None


def _plain(kind: Any, value: Any, where: str) -> Any:
    if kind is Any:
        return value
    if kind is Decimal and isinstance(value, int | str) and not isinstance(value, bool):
        try:
            return Decimal(value)
        except InvalidOperation:
            pass
    elif kind is float and type(value) is int:
        return float(value)
    elif type(value) is kind:
        return value
    raise BadFacts(f"{where}：应当是{_TITLES.get(kind, kind)}，现在是“{value}”。")
