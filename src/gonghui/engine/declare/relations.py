"""Which office decides a step, as a relation in the tree and never as a level; and texts that name it as the tree does.

A text such as `named("{upper}审核通过")` is read anew wherever it is shown: as 县总工会审核通过 on the pages of a place
whose words `speaking_at` gave, and in general terms (上一级工会审核通过) where no place is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from django.utils.functional import lazy

from gonghui.engine.access.models import Organisation


class Relation(StrEnum):
    """The office that decides, seen from a record's place. What a tree does not have is not waited for."""

    HANDLING = "handling"  # the office that keeps the case: the nearest at or above its place
    UPPER = "upper"  # the office directly above that
    HIGHER = "higher"  # the one above that, where it lies below the province
    PROVINCE = "province"


# In general terms, where no place is known.
GENERAL: Mapping[str, str] = {
    Relation.HANDLING: "本级工会",
    Relation.UPPER: "上一级工会",
    Relation.HIGHER: "再上一级工会",
    Relation.PROVINCE: "省级工会",
}

Naming = Callable[[Organisation], Mapping[str, str]]


def no_names(_place: Organisation) -> Mapping[str, str]:
    """The naming of a site that has none: every text speaks in general terms."""
    return {}


class _Speaker:
    """The words of a place, found when a text first asks for them."""

    def __init__(self, place: Organisation, naming: Naming) -> None:
        self._place, self._naming = place, naming
        self._named: Mapping[str, str] | None = None

    def words(self) -> Mapping[str, str]:
        return {**GENERAL, **self._names()}

    def relations(self) -> frozenset[Relation]:
        return frozenset(Relation(name) for name in self._names()) or frozenset(Relation)

    def _names(self) -> Mapping[str, str]:
        if self._named is None:
            self._named = self._naming(self._place)
        return self._named


_speaker: ContextVar[_Speaker | None] = ContextVar("speaker", default=None)


@contextmanager
def speaking_at(place: Organisation, naming: Naming) -> Iterator[None]:
    """Within it, texts name the offices as the tree of `place` does."""
    before = _speaker.set(_Speaker(place, naming))
    try:
        yield
    finally:
        _speaker.reset(before)


@contextmanager
def speaking_generally() -> Iterator[None]:
    """Within it, texts name the offices in general terms."""
    before = _speaker.set(None)
    try:
        yield
    finally:
        _speaker.reset(before)


def speak_of(place: Organisation, naming: Naming) -> None:
    """Let texts name the offices of another place until the present `speaking_at` ends (a record's own place)."""
    _speaker.set(_Speaker(place, naming))


def relations_named() -> frozenset[Relation]:
    """The relations that the tree of the present place has; all where no place is known, or nobody names them."""
    speaker = _speaker.get()
    return frozenset(Relation) if speaker is None else speaker.relations()


def in_words(text: str) -> str:
    """The text with each relation in braces named as the tree of the present place does."""
    speaker = _speaker.get()
    words: Mapping[str, str] = GENERAL if speaker is None else speaker.words()
    for relation in Relation:
        text = text.replace(f"{{{relation}}}", words[relation])
    return text


_lazy: Any = lazy(in_words, str)


def named(text: str) -> str:
    """A text that names relations in braces ({handling}, {upper}, {higher}, {province}), read when it is shown.

    It is a lazy string, as Django's translations are: join or store it as `str(…)`.
    """
    promised: str = _lazy(text)
    return promised
