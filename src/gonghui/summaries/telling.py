"""Tell one figure or fact of a place: the text for a sentence, and what ties it to the records."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ask, Catalogue, Indicator
from gonghui.engine.figures import facts
from gonghui.engine.figures.compute import Figure, compute
from gonghui.ledgers.plans.indicators import ITEMS
from gonghui.ledgers.plans.models import PlanItem
from gonghui.ledgers.plans.queries import plan_items
from gonghui.plain.periods import Period
from gonghui.plain.quantities import round_below, tell_quantity
from gonghui.summaries.outline import CHANGE, ITEM, Place
from gonghui.summaries.paper import Cited, Fact, Told


class Teller:
    """Computes each figure of one place and period once, and gives what it tells its number (F001-code) in the paper.

    `taken` are the numbers that an existing paper uses already.
    """

    def __init__(self, catalogue: Catalogue, place: Organisation, period: Period, taken: Iterable[str] = ()) -> None:
        self.catalogue, self.place, self.period = catalogue, place, period
        numbers: dict[str, int] = {"F": 0, "D": 0}
        for name in taken:
            numbers[name[0]] = max(numbers[name[0]], int(name[1:].partition("-")[0]))
        self._serials = {letter: itertools.count(last + 1) for letter, last in numbers.items()}
        self._computed: dict[tuple[str, date], Figure] = {}
        self._before: dict[tuple[str, date], Figure] = {}

    def indicator(self, code: str) -> Indicator:
        """The indicator; raises LookupError where the catalogue has none."""
        found = self.catalogue.indicator(code)
        if found is None:
            raise LookupError(f"The summary cites an unknown indicator: {code}.")
        return found

    def figure(self, code: str, cut_off: date) -> Figure:
        """The figure up to the cut-off."""
        if (code, cut_off) not in self._computed:
            self._computed[code, cut_off] = compute(self.indicator(code), Ask(self.place, self.period, cut_off))
        return self._computed[code, cut_off]

    def cited(self, code: str, cut_off: date, exactness: str = "exact", *, keep: str = "") -> Cited:
        """The figure as a sentence cites it; `keep` is the number it had in the paper before."""
        figure = self.figure(code, cut_off)
        indicator = figure.indicator
        told = figure.value
        if exactness == "at_least":
            below = round_below(figure.value)
            told, exactness = (figure.value, "exact") if below is None else (below, exactness)
        return Cited(
            id=keep or f"F{next(self._serials['F']):03d}-{code}",
            text=tell_quantity(told, indicator.unit, exactness),
            code=code,
            name=indicator.name,
            value=figure.value,
            unit=indicator.unit,
            exactness=exactness,
            start=figure.ask.period.start,
            end=figure.ask.period.end,
            as_of=figure.ask.as_of,
            records=figure.records,
            basis=indicator.basis,
            version=indicator.version,
        )

    def fact(self, place: Place, cut_off: date, *, keep: str = "") -> Fact | None:
        """What a field of the figure's rows tells; None where no row tells it."""
        figure = self.figure(place.code, cut_off)
        text = facts.tell(figure.indicator, figure.ask, place.field, place.form)
        return None if text is None else self._fact(place, figure, text, keep)

    def change(self, code: str, cut_off: date, *, keep: str = "") -> Fact | None:
        """How the figure differs from last year's up to the same day; None where nothing was recorded then."""
        figure, before = self.figure(code, cut_off), self._last_year(code, cut_off)
        if not before.records:
            return None
        unit, difference = figure.indicator.unit, figure.value - before.value
        if unit == "%":
            unit = "个百分点"
        if not difference:
            text = "与上年同期持平"
        else:
            word = "增加" if difference > 0 else "减少"
            text = f"比上年同期{word}{tell_quantity(abs(difference), unit)}"
        return self._fact(Place(code, form=CHANGE), figure, text, keep)

    def item(self, item: PlanItem, cut_off: date, *, keep: str = "") -> Fact:
        """An item of the place's own plan, with its target."""
        target = ""
        if item.indicator and item.target is not None:
            indicator = self.catalogue.indicator(item.indicator)
            target = f"（目标{tell_quantity(item.target, indicator.unit)}）" if indicator else ""
        figure = self.figure(ITEMS.code, cut_off)
        return self._fact(Place(ITEMS.code, str(item.pk), ITEM), figure, f"计划“{item.text}”{target}", keep)

    def again(self, part: Cited | Fact) -> Cited | Fact | None:
        """The same telling from today's records, with its number; None where there is nothing to tell any more."""
        if isinstance(part, Cited):
            return self.cited(part.code, part.as_of, part.exactness, keep=part.id)
        if part.form == CHANGE:
            return self.change(part.code, part.as_of, keep=part.id)
        if part.form == ITEM:
            planned = {str(item.pk): item for item in plan_items(self.place, self.period.end.year)}
            return self.item(planned[part.field], part.as_of, keep=part.id) if part.field in planned else None
        return self.fact(Place(part.code, part.field, part.form), part.as_of, keep=part.id)

    def twin(self, part: Cited | Fact) -> Cited | Fact:
        """The same telling under a number of its own, for a second place in the text."""
        letter, _, name = part.id.partition("-")
        number = f"{letter[0]}{next(self._serials[letter[0]]):03d}-{name}"
        return replace(part, id=number, frozen="") if isinstance(part, Cited) else replace(part, id=number)

    def _last_year(self, code: str, cut_off: date) -> Figure:
        if (code, cut_off) not in self._before:
            before = Period(cut_off, cut_off).last_year().end
            asked = Ask(self.place, self.period.last_year(), before)
            self._before[code, cut_off] = compute(self.indicator(code), asked)
        return self._before[code, cut_off]

    def _fact(self, place: Place, figure: Figure, text: str, keep: str) -> Fact:
        return Fact(
            id=keep or f"D{next(self._serials['D']):03d}-{place.code}",
            text=text,
            code=place.code,
            name=figure.indicator.name,
            field=place.field,
            form=place.form,
            start=figure.ask.period.start,
            end=figure.ask.period.end,
            as_of=figure.ask.as_of,
            records=figure.records,
        )


def joined(parts: Iterable[Told]) -> tuple[Told, ...]:
    """Neighbouring runs of text as one, so that a paragraph is text and figures in turn."""
    found: list[Told] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)
