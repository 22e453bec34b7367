"""Compose a summary from the records: what has no records is left out, never padded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureKind, FigureQuery
from gonghui.engine.figures.sets import compute_many
from gonghui.ledgers.plans.queries import plan_items
from gonghui.offices.place_words import words_of
from gonghui.plain.periods import Period, format_as_of
from gonghui.plain.spans import SpanKind, span_of
from gonghui.summaries.blocks import Block, ChartBlock, GapBlock, HeadingBlock, ParagraphBlock
from gonghui.summaries.inlines import Inline, joined
from gonghui.summaries.narrator import Narrator
from gonghui.summaries.one_value import with_days
from gonghui.summaries.outline import (
    CHANGE,
    MonthlyChart,
    Outline,
    OutlinePart,
    OutlineSection,
    Placeholder,
    PlanReview,
    Sentence,
)
from gonghui.summaries.paper import Paper

TEN_THOUSAND = Decimal(10000)
MOST_MONTHS = 12


def compose(
    catalogue: Catalogue,
    outline: Outline,
    place: Organisation,
    period: Period,
    as_of: date,
    cut_offs: Mapping[str, date] | None = None,
    tellings: Mapping[tuple[str, str, str], str] | None = None,
) -> Paper:
    """The summary of `place` for `period`; `cut_offs` by section go before `as_of`.

    `tellings` are the ways of telling facts that a person chose (`Paper.tellings`).

    Raises LookupError when the outline cites an indicator that the catalogue does not have.
    """
    narrator = Narrator(catalogue, place, period, chosen=tellings)
    return with_days(_Composer(narrator, outline, as_of, dict(cut_offs or {})).paper())


class _Composer:
    """The work of composing one paper; each figure is computed once for its section's cut-off."""

    def __init__(self, narrator: Narrator, outline: Outline, as_of: date, cut_offs: dict[str, date]) -> None:
        self.narrator, self.outline = narrator, outline
        self.place, self.period = place, period = narrator.place, narrator.period
        self.span = span_of(period)
        self.words = {
            **words_of(place).words(),
            "year": str(period.end.year),
            "period": self.span.title,
            "whole": self.span.whole,
        }
        self.as_of = min(as_of, period.end)
        self.cut_offs = {
            section.key: min(cut_offs.get(section.key, self.as_of), period.end) for section in outline.sections
        }

    def paper(self) -> Paper:
        self.narrator.read_ahead(self._wanted())
        blocks: list[Block] = []
        for section in self.outline.sections:
            blocks.extend(self._section(section))
        if any(block.substance for block in blocks):
            blocks.insert(0, ParagraphBlock("", "", self._opening()))
        else:
            blocks = []
        return Paper(
            union=self.place.code,
            union_name=self.place.name,
            title=tuple(line.format(**self.words) for line in self.outline.title),
            start=self.period.start,
            end=self.period.end,
            as_of=self.as_of,
            cut_offs=self.cut_offs,
            blocks=tuple(blocks),
        )

    def _wanted(self) -> Iterator[tuple[Placeholder, date]]:
        """What the outline cites, up to which day."""
        cited = [(self.as_of, self.outline.opening)]
        cited += [(self.cut_offs[section.key], section.sentences()) for section in self.outline.sections]
        for cut_off, sentences in cited:
            for sentence in sentences:
                yield from ((placeholder, cut_off) for placeholder in sentence.placeholders())
                yield from ((Placeholder(code), cut_off) for code in sentence.zero)

    def _opening(self) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        for sentence in self.outline.opening:
            parts.extend(self._sentence(sentence, self.as_of) or ())
        return joined(parts)

    def _section(self, section: OutlineSection) -> list[Block]:
        parts = [blocks for part in section.parts if (blocks := self._part(section, part))]
        if not parts:
            return []
        if len(parts) == 1:
            # One part alone needs no heading of its own under the section's.
            parts = [[block for block in parts[0] if not block.opens]]
        return [HeadingBlock(1, section.heading), *(block for blocks in parts for block in blocks)]

    def _part(self, section: OutlineSection, part: OutlinePart | PlanReview) -> list[Block]:
        if isinstance(part, PlanReview):
            return self._plan(section, part)
        paragraphs: list[Block] = [
            ParagraphBlock(section.key, part.heading or section.heading, parts)
            for sentences in part.paragraphs
            if (parts := self._paragraph(sentences, self.cut_offs[section.key]))
        ]
        if not paragraphs and not part.missing:
            return []
        chart = self._chart(section, part.chart) if part.chart and paragraphs else None
        heading: list[Block] = [HeadingBlock(2, part.heading)] if part.heading else []
        gap: list[Block] = [] if paragraphs else [GapBlock(section.key, part.heading or section.heading, part.missing)]
        return [*heading, *paragraphs, *gap, *([chart] if chart else [])]

    def _paragraph(self, sentences: Iterable[Sentence], cut_off: date) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        for sentence in sentences:
            chosen: Sentence | None = sentence
            while chosen is not None:
                written = self._sentence(chosen, cut_off)
                if written is not None:
                    parts.extend(written)
                    parts.extend(self._shares(chosen, cut_off))
                    parts.append("。")
                    break
                chosen = chosen.instead
        return joined(parts)

    def _shares(self, sentence: Sentence, cut_off: date) -> Iterable[Inline]:
        """The sentence's shares: ，其中女会员4人、农民工会员3人."""
        shares = [share for each in sentence.among if (share := self._sentence(each, cut_off)) is not None]
        if sentence.shares_add_up and not self._add_up(sentence, cut_off):
            return
        for index, share in enumerate(shares):
            yield "、" if index else "，其中"
            yield from share

    def _add_up(self, sentence: Sentence, cut_off: date) -> bool:
        """Whether the shares come to the sentence's last figure."""
        value = self.narrator.figure(sentence.placeholders()[-1].code, cut_off).value
        return value == sum(
            self.narrator.figure(share.placeholders()[0].code, cut_off).value for share in sentence.among
        )

    def _sentence(self, sentence: Sentence, cut_off: date) -> list[Inline] | None:
        """The sentence's text and figures; None where a record that it speaks of is not there."""
        if not self._borne_out(sentence, cut_off):
            return None
        words = {**self.words, "as_of": self._as_of_words(cut_off, sentence)}
        parts: list[Inline] = []
        for text, name in sentence.pieces():
            parts.append(text)
            if name is None:
                continue
            part = words[name] if name in words else self._cite(sentence, Placeholder.read(name), cut_off)
            if part is None:
                return None
            parts.append(part)
        return parts

    def _borne_out(self, sentence: Sentence, cut_off: date) -> bool:
        """Whether the records bear the sentence out."""
        for code in sentence.codes():
            figure = self.narrator.figure(code, cut_off)
            counts = figure.records and (figure.value or figure.indicator.unit == "%")
            if code in sentence.zero:
                if figure.value:
                    return False
            elif not counts:
                return False
        enough = ((self.narrator.figure(code, cut_off).value, least) for code, least in sentence.at_least.items())
        return all(value >= least for value, least in enough)

    def _cite(self, sentence: Sentence, placeholder: Placeholder, cut_off: date) -> Inline | None:
        if placeholder.form == CHANGE:
            return self.narrator.cite_change(placeholder.code, cut_off)
        if placeholder.form:
            return self.narrator.cite_fact(placeholder, cut_off)
        return self.narrator.cite(placeholder.code, cut_off, sentence.exactness.get(placeholder.code, "exact"))

    def _as_of_words(self, cut_off: date, sentence: Sentence) -> str:
        """全年 for what happened in a whole year, 上半年 in a half; what stands at a day is said as of that day."""
        kinds = {self.narrator.indicator(placeholder.code).kind for placeholder in sentence.placeholders()}
        over = self.span.kind is not SpanKind.DAYS and cut_off >= self.period.end
        return self.span.whole if over and kinds <= {FigureKind.FLOW} else format_as_of(cut_off)

    def _cut_off_of(self, code: str, otherwise: date) -> date:
        """The cut-off of the section that cites the figure, so that one paper has one value of it."""
        sections = (section for section in self.outline.sections if code in section.codes())
        return next((self.cut_offs[section.key] for section in sections), otherwise)

    def _plan(self, section: OutlineSection, part: PlanReview) -> list[Block]:
        """Each item that was planned for the year, with what the records say of it."""
        paragraphs: list[Block] = []
        items = plan_items(self.place, self.period.end.year)
        targets = [item.indicator for item in items if self.narrator.catalogue.indicator(item.indicator) is not None]
        self.narrator.read_ahead(
            (Placeholder(code), self._cut_off_of(code, self.cut_offs[section.key])) for code in targets
        )
        for item in items:
            parts: list[Inline] = [self.narrator.cite_plan_item(item, self.cut_offs[section.key]), "："]
            indicator = self.narrator.catalogue.indicator(item.indicator) if item.indicator else None
            if indicator is not None and item.target is not None:
                cut_off = self._cut_off_of(indicator.code, self.cut_offs[section.key])
                parts += [f"{format_as_of(cut_off)}实际", self.narrator.cite(indicator.code, cut_off)]
                short = item.target - self.narrator.figure(indicator.code, cut_off).value
                if short <= 0:
                    parts.append("，已经完成")
                elif cut_off >= self.period.end:
                    parts.append("，没有达到目标")
                else:
                    parts.append("，还在推进")
                parts.append(f"；{item.outcome.rstrip('。')}" if item.outcome else "")
            else:
                parts.append(item.outcome.rstrip("。") or "尚无完成情况的记录")
            paragraphs.append(ParagraphBlock(section.key, part.heading or section.heading, joined([*parts, "。"])))
        heading: list[Block] = [HeadingBlock(2, part.heading)] if part.heading else []
        return [*heading, *paragraphs] if paragraphs else []

    def _chart(self, section: OutlineSection, plan: MonthlyChart) -> ChartBlock | None:
        """The indicator's value in each month that had begun by the cut-off; whole months last year."""
        indicator = self.narrator.catalogue.indicator(plan.code)
        until = self.period.until(self.cut_offs[section.key])
        # The bars bear months without their year, so that more than twelve would be read as one year's.
        if indicator is None or until is None or not 2 <= len(until.months) <= MOST_MONTHS:
            return None
        months = [FigureQuery(self.place, month, month.end) for month in until.months]
        lasts = [FigureQuery(self.place, last, last.end) for last in (month.last_year() for month in until.months)]
        figures = compute_many([indicator], (*months, *lasts))
        labels = [f"{month.start.month}月" for month in until.months]
        this_year = [(label, figures[plan.code, each].value) for label, each in zip(labels, months, strict=True)]
        last_year = [(label, figures[plan.code, each].value) for label, each in zip(labels, lasts, strict=True)]
        unit = indicator.unit
        if unit == "元" and max(abs(value) for _, value in (*this_year, *last_year)) >= TEN_THOUSAND:
            unit = "万元"
            this_year, last_year = _in_ten_thousands(this_year), _in_ten_thousands(last_year)
        has_last_year = any(value for _, value in last_year)
        return ChartBlock(
            section.key,
            f"{self.span.title}{plan.caption}（单位：{unit}）",
            unit,
            tuple(this_year),
            tuple(last_year) if has_last_year else (),
        )


def _in_ten_thousands(values: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    return [(label, (value / TEN_THOUSAND).quantize(Decimal("0.01"))) for label, value in values]
