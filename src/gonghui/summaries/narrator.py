"""Formats one figure or fact of a place for a sentence, and ties it to the records."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureQuery, Indicator
from gonghui.engine.figures import facts
from gonghui.engine.figures.compute import Figure, compute
from gonghui.engine.figures.sets import Figures, compute_cells
from gonghui.ledgers.phrases.choices import Kind as PhraseKind
from gonghui.ledgers.phrases.queries import phrase_in_force
from gonghui.ledgers.plans.indicators import ITEMS
from gonghui.ledgers.plans.models import PlanItem
from gonghui.ledgers.plans.queries import plan_items
from gonghui.plain.occasions import Telling, pick
from gonghui.plain.periods import Period
from gonghui.plain.quantities import format_quantity, round_below
from gonghui.summaries.inlines import Cited, CitedFact, CitedFigure
from gonghui.summaries.outline import CHANGE, ITEM, PHRASE, Placeholder


class Narrator:
    """Computes each figure of one place and period once, and gives what it cites its number (F001-code) in the paper.

    `taken` are the numbers that an existing paper uses already, `chosen` the ways of telling a fact (see
    `CitedFact.what`) that a person chose in it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        place: Organisation,
        period: Period,
        taken: Iterable[str] = (),
        chosen: Mapping[tuple[str, str, str], str] | None = None,
    ) -> None:
        self.catalogue, self.place, self.period = catalogue, place, period
        self._chosen = chosen or {}
        self._ways: dict[tuple[Placeholder, date], tuple[Telling, ...]] = {}
        numbers: dict[str, int] = {"F": 0, "D": 0}
        for name in taken:
            numbers[name[0]] = max(numbers[name[0]], int(name[1:].partition("-")[0]))
        self._serials = {letter: itertools.count(last + 1) for letter, last in numbers.items()}
        self._figures: Figures = {}

    def indicator(self, code: str) -> Indicator:
        """The indicator; raises LookupError where the catalogue has none."""
        found = self.catalogue.indicator(code)
        if found is None:
            raise LookupError(f"The summary cites an unknown indicator: {code}.")
        return found

    def read_ahead(self, wanted: Iterable[tuple[Placeholder, date]]) -> None:
        """Compute what will be cited up to each cut-off in sets, where `figure` asks for each alone.

        Raises LookupError where the catalogue has no such indicator.
        """
        cells = []
        for placeholder, cut_off in wanted:
            indicator = self.indicator(placeholder.code)
            cells.append((indicator, self._query(cut_off)))
            if placeholder.form == CHANGE:
                cells.append((indicator, self._query_last_year(cut_off)))
        unknown = ((indicator, query) for indicator, query in cells if (indicator.code, query) not in self._figures)
        self._figures.update(compute_cells(unknown))

    def read_again(self, parts: Iterable[Cited], beside: Iterable[tuple[Placeholder, date]] = ()) -> None:
        """Compute in sets what `recompute` will need of the parts, and what is asked `beside` them; raises as
        `read_ahead` does.
        """
        cited = (
            (Placeholder(part.code, form=part.form if isinstance(part, CitedFact) else ""), part.as_of)
            for part in parts
        )
        self.read_ahead((*cited, *beside))

    def figure(self, code: str, cut_off: date) -> Figure:
        """The figure up to the cut-off."""
        return self._figure(code, self._query(cut_off))

    def cite(self, code: str, cut_off: date, exactness: str = "exact", *, number: str = "") -> CitedFigure:
        """The figure as a sentence cites it; `number` is the one it had in the paper before."""
        figure = self.figure(code, cut_off)
        indicator = figure.indicator
        shown = figure.value
        if exactness == "at_least":
            below = round_below(figure.value)
            shown, exactness = (figure.value, "exact") if below is None else (below, exactness)
        return CitedFigure(
            id=number or f"F{next(self._serials['F']):03d}-{code}",
            text=format_quantity(shown, indicator.unit, exactness),
            code=code,
            name=indicator.name,
            value=figure.value,
            unit=indicator.unit,
            exactness=exactness,
            start=figure.query.period.start,
            end=figure.query.period.end,
            as_of=figure.query.as_of,
            records=figure.records,
            basis=indicator.basis,
            version=indicator.version,
        )

    def cite_fact(
        self, placeholder: Placeholder, cut_off: date, *, number: str = "", chosen: str = ""
    ) -> CitedFact | None:
        """What a field of the figure's rows says, told as `chosen`, or the phrase in force; None without any."""
        if placeholder.form == PHRASE:
            return self._cite_phrase(placeholder, cut_off, number)
        figure = self.figure(placeholder.code, cut_off)
        chosen = chosen or self._chosen.get((placeholder.code, placeholder.field, placeholder.form), "")
        text = pick(self.ways(placeholder, cut_off), chosen)
        return None if text is None else self._fact(placeholder, figure, text, number, chosen)

    def ways(self, placeholder: Placeholder, cut_off: date) -> tuple[Telling, ...]:
        """The ways of telling a field of the figure's rows, by today's records; the first is the usual one."""
        if (placeholder, cut_off) not in self._ways:
            figure, field, form = self.figure(placeholder.code, cut_off), placeholder.field, placeholder.form
            values = facts.values_of(figure.indicator, figure.query, field, form)
            found = facts.ways(figure.indicator, figure.query, field, form, values, figure.value)
            self._ways[placeholder, cut_off] = found
        return self._ways[placeholder, cut_off]

    def ways_of(self, part: Cited) -> tuple[Telling, ...]:
        """The ways of telling what the text cites; none for a figure, and for a fact that is no field of its rows."""
        if not isinstance(part, CitedFact) or part.form not in facts.FORMS:
            return ()
        return self.ways(Placeholder(*part.what), part.as_of)

    def _cite_phrase(self, placeholder: Placeholder, cut_off: date, number: str) -> CitedFact | None:
        """The place's own phrase of the kind, or that of the nearest union above."""
        phrase = phrase_in_force(self.place, placeholder.field, cut_off)
        if phrase is None:
            return None
        fact = self._fact(placeholder, self.figure(placeholder.code, cut_off), phrase.clause, number)
        above = phrase.organisation.code if phrase.organisation_id != self.place.pk else ""
        name = f"{PhraseKind(phrase.kind).label}，出自《{phrase.document.strip('《》')}》"
        return replace(fact, name=name, records=1, above=above)

    def cite_change(self, code: str, cut_off: date, *, number: str = "") -> CitedFact | None:
        """How the figure differs from last year's up to the same day; None where nothing was recorded then."""
        figure, before = self.figure(code, cut_off), self._figure(code, self._query_last_year(cut_off))
        if not before.records:
            return None
        unit, difference = figure.indicator.unit, figure.value - before.value
        if unit == "%":
            unit = "个百分点"
        if not difference:
            text = "与上年同期持平"
        else:
            word = "增加" if difference > 0 else "减少"
            text = f"比上年同期{word}{format_quantity(abs(difference), unit)}"
        return self._fact(Placeholder(code, form=CHANGE), figure, text, number)

    def cite_plan_item(self, item: PlanItem, cut_off: date, *, number: str = "") -> CitedFact:
        """An item of the place's own plan, with its target."""
        target = ""
        if item.indicator and item.target is not None:
            indicator = self.catalogue.indicator(item.indicator)
            target = f"（目标{format_quantity(item.target, indicator.unit)}）" if indicator else ""
        figure = self.figure(ITEMS.code, cut_off)
        return self._fact(Placeholder(ITEMS.code, str(item.pk), ITEM), figure, f"计划“{item.text}”{target}", number)

    def recompute(self, part: Cited) -> Cited | None:
        """The figure or fact from today's records, under the same number; None where no record is left to cite."""
        if isinstance(part, CitedFigure):
            return self.cite(part.code, part.as_of, part.exactness, number=part.id)
        assert isinstance(part, CitedFact)
        if part.form == CHANGE:
            return self.cite_change(part.code, part.as_of, number=part.id)
        if part.form == ITEM:
            planned = {str(item.pk): item for item in plan_items(self.place, self.period.end.year)}
            return (
                self.cite_plan_item(planned[part.field], part.as_of, number=part.id) if part.field in planned else None
            )
        return self.cite_fact(Placeholder(*part.what), part.as_of, number=part.id, chosen=part.telling)

    def duplicate(self, part: Cited) -> Cited:
        """The same figure or fact under a number of its own, for a second mention in the text."""
        letter, _, name = part.id.partition("-")
        number = f"{letter[0]}{next(self._serials[letter[0]]):03d}-{name}"
        return part.under(number)

    def _query(self, cut_off: date) -> FigureQuery:
        return FigureQuery(self.place, self.period, cut_off)

    def _query_last_year(self, cut_off: date) -> FigureQuery:
        """The same question a year earlier."""
        return FigureQuery(self.place, self.period.last_year(), Period(cut_off, cut_off).last_year().end)

    def _figure(self, code: str, query: FigureQuery) -> Figure:
        if (code, query) not in self._figures:
            self._figures[code, query] = compute(self.indicator(code), query)
        return self._figures[code, query]

    def _fact(self, placeholder: Placeholder, figure: Figure, text: str, number: str, telling: str = "") -> CitedFact:
        return CitedFact(
            id=number or f"D{next(self._serials['D']):03d}-{placeholder.code}",
            text=text,
            code=placeholder.code,
            name=figure.indicator.name,
            field=placeholder.field,
            form=placeholder.form,
            telling=telling,
            start=figure.query.period.start,
            end=figure.query.period.end,
            as_of=figure.query.as_of,
            records=figure.records,
        )
