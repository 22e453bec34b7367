"""Formats one figure or fact of a place for a sentence, and ties it to the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureKind, FigureQuery, Indicator
from gonghui.engine.figures import facts
from gonghui.engine.figures.compute import Figure, compute
from gonghui.engine.figures.measures import Share
from gonghui.engine.figures.sets import Figures, compute_cells
from gonghui.ledgers.phrases.choices import Kind as PhraseKind
from gonghui.ledgers.phrases.queries import phrase_in_force
from gonghui.ledgers.plans.indicators import ITEMS
from gonghui.ledgers.plans.models import PlanItem
from gonghui.ledgers.plans.queries import plan_items
from gonghui.plain.money import format_decimal
from gonghui.plain.occasions import Telling, pick
from gonghui.plain.periods import Period
from gonghui.plain.quantities import COUNTS, TO_TWO, format_quantity, format_share, round_below, round_rate
from gonghui.plain.spans import span_of
from gonghui.summaries.inlines import Cited, CitedFact, CitedFigure
from gonghui.summaries.judgement import judge_target, tell_outcome
from gonghui.summaries.outline import CHANGES, COMPARED, EVERY, FIRST, ITEM, PHRASE, REST, RESULT, Placeholder

# A rate of fewer is told by number (one of three, where 33.3% would sound like a finding), and of fewer the per cent
# of a change says more than there is.
FEW = 50
# How the words begin that say what something is.
IS = "为"
# Tenfold and more is no growth: there was next to nothing before.
_MOST = 1000
_TENTH = Decimal("0.1")
_MONEY = frozenset({"元", "元/月"})


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
        # The last number given out, of figures and of facts; who drops what was cited sets them back.
        self.numbers = {"F": 0, "D": 0}
        for name in taken:
            self.numbers[name[0]] = max(self.numbers[name[0]], int(name[1:].partition("-")[0]))
        self._figures: Figures = {}
        self._planned: dict[str, PlanItem] | None = None

    @property
    def planned(self) -> dict[str, PlanItem]:
        """The items that the place itself planned, of all years, by their keys, in the order of entry."""
        if self._planned is None:
            self._planned = {str(item.pk): item for item in plan_items(self.place)}
        return self._planned

    def indicator(self, code: str) -> Indicator:
        """The indicator; raises LookupError where the catalogue has none."""
        found = self.catalogue.indicator(code)
        if found is None:
            raise LookupError(f"The summary cites an unknown indicator: {code}.")
        return found

    def read_ahead(self, wanted: Iterable[tuple[Placeholder, date]], period: Period | None = None) -> None:
        """Compute what will be cited up to each cut-off in sets, where `figure` asks for each alone.

        `period` is another than the paper's. Raises LookupError where the catalogue has no such indicator.
        """
        cells = []
        for placeholder, cut_off in wanted:
            indicator = self.indicator(placeholder.code)
            cells.append((indicator, self._query(cut_off, period)))
            if placeholder.form in CHANGES:
                cells.append((indicator, self._query_last_year(cut_off)))
            if placeholder.form == COMPARED:
                cells.append((indicator, _query_begun(self._query_last_year(cut_off))))
        unknown = ((indicator, query) for indicator, query in cells if (indicator.code, query) not in self._figures)
        self._figures.update(compute_cells(unknown))

    def read_again(self, parts: Iterable[Cited], beside: Iterable[tuple[Placeholder, date]] = ()) -> None:
        """Compute in sets what `recompute` will need of the parts, and what is asked `beside` them; raises as
        `read_ahead` does.
        """
        by_period: dict[Period, list[tuple[Placeholder, date]]] = {self.period: list(beside)}
        for part in parts:
            asked = Placeholder(part.code, form=part.form if isinstance(part, CitedFact) else "")
            if asked.form == RESULT:
                assert isinstance(part, CitedFact)
                item = self.planned.get(part.field)
                if item is not None and self.catalogue.indicator(item.indicator) is not None:
                    asked = Placeholder(item.indicator)
            of_period = by_period.setdefault(Period(part.start, part.end), [])
            of_period += [(each, part.as_of) for each in (asked, *map(Placeholder, _rests_on(part)))]
        for period, wanted in by_period.items():
            self.read_ahead(wanted, period)

    def figure(self, code: str, cut_off: date, period: Period | None = None) -> Figure:
        """The figure up to the cut-off, of the paper's period or another."""
        return self._figure(code, self._query(cut_off, period))

    def cite(
        self, code: str, cut_off: date, exactness: str = "exact", *, number: str = "", period: Period | None = None
    ) -> CitedFigure:
        """The figure as a sentence cites it; `number` is the one it had in the paper before."""
        figure = self.figure(code, cut_off, period)
        indicator = figure.indicator
        text, exactness = _worded(figure, exactness)
        return CitedFigure(
            id=number or self._number("F", code),
            text=text,
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
        if placeholder.form == FIRST:
            return self._fact(placeholder, figure, "首个", number) if figure.value == 1 else None
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

    def cite_change(self, code: str, cut_off: date, *, form: str = COMPARED, number: str = "") -> CitedFact | None:
        """How the figure differs from last year's up to the same day; None where nothing was recorded then, or
        recording began in the midst of that time.

        CHANGE is the form of papers written before 0.4.0, which signed ones keep.
        """
        figure, before = self.figure(code, cut_off), self._figure(code, self._query_last_year(cut_off))
        if not before.records or figure.empty:
            return None
        unit, difference = figure.indicator.unit, figure.value - before.value
        same, per_cent = "上年同期", ""
        if form == COMPARED:
            compared = self._query_last_year(cut_off)
            if figure.indicator.kind is FigureKind.FLOW and not self._was_kept(code, compared):
                return None
            same, per_cent = self._same_before(cut_off), _per_cent(before.value, difference, unit)
        if unit == "%":
            unit = "个百分点"
            difference = round_rate(figure.value) - round_rate(before.value)
        if not difference:
            text = f"与{same}持平"
        else:
            word = "增加" if difference > 0 else "减少"
            text = f"比{same}{word}{format_quantity(abs(difference), unit)}{per_cent}"
        return self._fact(Placeholder(code, form=form), figure, text, number)

    def _same_before(self, cut_off: date) -> str:
        """What the time is called with which the period is compared, as far as it has gone."""
        span = span_of(self.period)
        return span.whole_before if cut_off >= self.period.end else span.same_before

    def cite_result(self, item: PlanItem, cut_off: date, *, number: str = "") -> CitedFact:
        """What came of a plan item: its figure beside its target, or what a person wrote."""
        indicator = self.catalogue.indicator(item.indicator) if item.indicator else None
        if indicator is None or item.target is None:
            figure, text = self.figure(ITEMS.code, cut_off, item.term), tell_outcome(item)
        else:
            figure = self.figure(indicator.code, cut_off, item.term)
            text = judge_target(item, figure.value, indicator.unit, over=cut_off >= item.term.end)
            if item.outcome and item.term.end <= self.period.end:
                text += f"；{item.outcome.rstrip('。；;. ')}"
        return self._fact(Placeholder(ITEMS.code, str(item.pk), RESULT), figure, text, number)

    def cite_rest(self, code: str, parts: Sequence[str], cut_off: date, *, number: str = "") -> CitedFact | None:
        """What is left of the figure without its `parts`, in its unit; None where nothing is."""
        figure = self.figure(code, cut_off)
        rest = figure.value - sum(self.figure(part, cut_off).value for part in parts)
        if rest <= 0:
            return None
        text = format_quantity(rest, figure.indicator.unit)
        return self._fact(Placeholder(code, " ".join(parts), REST), figure, text, number)

    def cite_every(self, code: str, whole: str, words: str, cut_off: date, *, number: str = "") -> CitedFact | None:
        """That what is said in `words` (为女会员) holds of all that the figure `whole` counts: 均为女会员.

        Where it holds of some only, words of what they are (为…) tell how many, and of others there is nothing to cite.
        """
        figure, all_of_them = self.figure(code, cut_off), self.figure(whole, cut_off)
        if figure.value and figure.value == all_of_them.value:
            text = ("均" if figure.value > 1 else "") + words
        elif figure.value and words.startswith(IS):
            text = f"其中{words.removeprefix(IS)}{format_quantity(figure.value, figure.indicator.unit)}"
        else:
            return None
        return self._fact(Placeholder(code, f"{whole} {words}", EVERY), figure, text, number)

    def is_few(self, code: str, cut_off: date) -> bool:
        """Whether it is a rate of so few that a text tells them by number."""
        return _is_few(self.figure(code, cut_off))

    def cite_plan_item(self, item: PlanItem, cut_off: date, *, number: str = "") -> CitedFact:
        """An item of the place's own plan, with its target, as papers told it that were written before 0.4.0."""
        target = ""
        if item.indicator and item.target is not None:
            indicator = self.catalogue.indicator(item.indicator)
            target = f"（目标{format_quantity(item.target, indicator.unit)}）" if indicator else ""
        figure = self.figure(ITEMS.code, cut_off)
        return self._fact(Placeholder(ITEMS.code, str(item.pk), ITEM), figure, f"计划“{item.text}”{target}", number)

    def recompute(self, part: Cited) -> Cited | None:
        """The figure or fact from today's records, under the same number; None where no record is left to cite."""
        if isinstance(part, CitedFigure):
            period = Period(part.start, part.end)
            if self.figure(part.code, part.as_of, period).empty:
                return None
            return self.cite(part.code, part.as_of, part.exactness, number=part.id, period=period)
        assert isinstance(part, CitedFact)
        if part.form in CHANGES:
            return self.cite_change(part.code, part.as_of, form=part.form, number=part.id)
        if part.form in {ITEM, RESULT}:
            item = self.planned.get(part.field)
            if item is None:
                return None
            cite = self.cite_result if part.form == RESULT else self.cite_plan_item
            return cite(item, part.as_of, number=part.id)
        if part.form == REST:
            return self.cite_rest(part.code, part.field.split(), part.as_of, number=part.id)
        if part.form == EVERY:
            whole, _, words = part.field.partition(" ")
            return self.cite_every(part.code, whole, words, part.as_of, number=part.id)
        return self.cite_fact(Placeholder(*part.what), part.as_of, number=part.id, chosen=part.telling)

    def duplicate(self, part: Cited) -> Cited:
        """The same figure or fact under a number of its own, for a second mention in the text."""
        letter, _, name = part.id.partition("-")
        return part.under(self._number(letter[0], name))

    def _number(self, letter: str, code: str) -> str:
        self.numbers[letter] += 1
        return f"{letter}{self.numbers[letter]:03d}-{code}"

    def _query(self, cut_off: date, period: Period | None = None) -> FigureQuery:
        return FigureQuery(self.place, period or self.period, cut_off)

    def _query_last_year(self, cut_off: date) -> FigureQuery:
        """The same question a year earlier."""
        return FigureQuery(self.place, self.period.last_year(), Period(cut_off, cut_off).last_year().end)

    def was_kept(self, code: str, cut_off: date) -> bool:
        """Whether the figure's register was kept from the beginning of the period: an average over months before it
        was would be too small.
        """
        return self._was_kept(code, self._query(cut_off))

    def _was_kept(self, code: str, query: FigureQuery) -> bool:
        return bool(self._figure(code, _query_begun(query)).records)

    def _figure(self, code: str, query: FigureQuery) -> Figure:
        if (code, query) not in self._figures:
            self._figures[code, query] = compute(self.indicator(code), query)
        return self._figures[code, query]

    def _fact(self, placeholder: Placeholder, figure: Figure, text: str, number: str, telling: str = "") -> CitedFact:
        return CitedFact(
            id=number or self._number("D", placeholder.code),
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


def _query_begun(query: FigureQuery) -> FigureQuery:
    """What was recorded in the first quarter of the time asked for, or in the year before it: where nothing was, the
    register was not kept from the beginning, and what it counts is a part.
    """
    counted = query.counted
    start = counted.start.replace(year=counted.start.year - 1, day=min(counted.start.day, 28))
    end = counted.start + timedelta(days=counted.days // 4)
    return FigureQuery(query.place, Period(start, end), end)


def _per_cent(before: Decimal, difference: Decimal, unit: str) -> str:
    """The change in per cent, behind the change itself; nothing for a rate, nor on a base too small for a rate."""
    if not difference or unit == "%" or before <= 0 or (unit not in _MONEY and before < FEW):
        return ""
    share = (abs(difference) * 100 / before).quantize(_TENTH, ROUND_HALF_UP)
    return f"，{'增长' if difference > 0 else '下降'}{format_decimal(share)}%" if 0 < share < _MOST else ""


def _rests_on(part: Cited) -> list[str]:
    """The other figures on which a fact rests: the parts that leave a rest, the whole of which all is said."""
    if isinstance(part, CitedFact) and part.form == REST:
        return part.field.split()
    return [part.field.partition(" ")[0]] if isinstance(part, CitedFact) and part.form == EVERY else []


def _is_few(figure: Figure) -> bool:
    return isinstance(figure.indicator.measure, Share) and 0 < figure.records < FEW


def _worded(figure: Figure, exactness: str) -> tuple[str, str]:
    """The figure as a sentence words it, and how exact that is."""
    indicator, value = figure.indicator, figure.value
    if exactness == COUNTS and isinstance(indicator.measure, Share):
        return _in_numbers(figure, indicator.measure), exactness
    if exactness == "at_least":
        below = round_below(value)
        value, exactness = (value, "exact") if below is None else (below, exactness)
    elif indicator.unit == "%" and exactness != TO_TWO:
        value = round_rate(value)
    text = format_quantity(value, indicator.unit, exactness)
    if _is_few(figure):
        assert isinstance(indicator.measure, Share)
        text += f"（{_in_numbers(figure, indicator.measure)}）"
    return text, exactness


def _in_numbers(figure: Figure, measure: Share) -> str:
    return format_share(measure.part(figure.value, figure.records), figure.records, measure.unit)
