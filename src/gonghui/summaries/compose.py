"""Compose a summary from the records: what has no records is left out, never padded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ask, Catalogue
from gonghui.engine.figures.compute import Figure, compute
from gonghui.plain.periods import Period, tell_as_of
from gonghui.plain.quantities import tell_quantity
from gonghui.summaries.outline import MonthlyChart, Outline, OutlineSection, Part, Sentence
from gonghui.summaries.paper import Block, Chart, Cited, Heading, Paper, Paragraph

TEN_THOUSAND = Decimal(10000)


def compose(
    catalogue: Catalogue,
    outline: Outline,
    place: Organisation,
    period: Period,
    as_of: date,
    cut_offs: Mapping[str, date] | None = None,
) -> Paper:
    """The summary of `place` for `period`; `cut_offs` by section go before `as_of`.

    Raises LookupError when the outline cites an indicator that the catalogue does not have.
    """
    composer = _Composer(catalogue, outline, place, period, as_of, dict(cut_offs or {}))
    return composer.paper()


class _Composer:
    """The work of composing one paper; each figure is computed once for its section's cut-off."""

    def __init__(
        self,
        catalogue: Catalogue,
        outline: Outline,
        place: Organisation,
        period: Period,
        as_of: date,
        cut_offs: dict[str, date],
    ) -> None:
        self.catalogue, self.outline, self.place, self.period = catalogue, outline, place, period
        self.as_of = min(as_of, period.end)
        self.cut_offs = {
            section.key: min(cut_offs.get(section.key, self.as_of), period.end) for section in outline.sections
        }
        self._computed: dict[tuple[str, date], Figure] = {}
        self._count = 0

    def paper(self) -> Paper:
        words = {"union": self.place.name, "year": str(self.period.end.year)}
        blocks: list[Block] = []
        for section in self.outline.sections:
            blocks.extend(self._section(section))
        if blocks:
            blocks.insert(0, Paragraph("", "", (self.outline.opening.format(**words),)))
        return Paper(
            union=self.place.code,
            union_name=self.place.name,
            title=tuple(line.format(**words) for line in self.outline.title),
            start=self.period.start,
            end=self.period.end,
            as_of=self.as_of,
            cut_offs=self.cut_offs,
            blocks=tuple(blocks),
        )

    def _section(self, section: OutlineSection) -> list[Block]:
        parts = [blocks for part in section.parts if (blocks := self._part(section, part))]
        if not parts:
            return []
        return [Heading(1, section.heading), *(block for blocks in parts for block in blocks)]

    def _part(self, section: OutlineSection, part: Part) -> list[Block]:
        told = [
            Paragraph(section.key, part.heading, parts)
            for sentences in part.paragraphs
            if (parts := self._paragraph(section, sentences))
        ]
        if not told:
            return []
        chart = self._chart(section, part.chart) if part.chart else None
        return [Heading(2, part.heading), *told, *([chart] if chart else [])]

    def _paragraph(self, section: OutlineSection, sentences: Iterable[Sentence]) -> tuple[str | Cited, ...]:
        parts: list[str | Cited] = []
        for sentence in sentences:
            if self._has_records(section, sentence):
                parts.extend(self._sentence(section, sentence))
                parts.extend(self._shares(section, sentence))
                parts.append("。")
        return _joined(parts)

    def _shares(self, section: OutlineSection, sentence: Sentence) -> Iterable[str | Cited]:
        """What the sentence's shares tell: ，其中女会员4人、农民工会员3人."""
        told = [share for share in sentence.among if self._has_records(section, share)]
        for place, share in enumerate(told):
            yield "、" if place else "，其中"
            yield from self._sentence(section, share)

    def _has_records(self, section: OutlineSection, sentence: Sentence) -> bool:
        return all(
            self._figure(section, code).records > 0 for code in sentence.codes() if code not in sentence.may_be_zero
        )

    def _sentence(self, section: OutlineSection, sentence: Sentence) -> Iterable[str | Cited]:
        cut_off = self.cut_offs[section.key]
        words = {
            "as_of": self._told_as_of(cut_off),
            "year": str(self.period.end.year),
            "union": self.place.name,
        }
        for text, name in sentence.pieces():
            yield text
            if name is not None:
                yield words[name] if name in words else self._cited(section, sentence, name)

    def _told_as_of(self, cut_off: date) -> str:
        whole_year = self.period == Period.year(self.period.end.year)
        return "全年" if whole_year and cut_off >= self.period.end else tell_as_of(cut_off)

    def _cited(self, section: OutlineSection, sentence: Sentence, code: str) -> Cited:
        figure = self._figure(section, code)
        indicator = figure.indicator
        exactness = sentence.exactness.get(code, "exact")
        self._count += 1
        return Cited(
            id=f"F{self._count:03d}-{code}",
            text=tell_quantity(figure.value, indicator.unit, exactness),
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

    def _figure(self, section: OutlineSection, code: str) -> Figure:
        cut_off = self.cut_offs[section.key]
        if (code, cut_off) not in self._computed:
            indicator = self.catalogue.indicator(code)
            if indicator is None:
                raise LookupError(f"The outline {self.outline.key} cites an unknown indicator: {code}.")
            self._computed[code, cut_off] = compute(indicator, Ask(self.place, self.period, cut_off))
        return self._computed[code, cut_off]

    def _chart(self, section: OutlineSection, plan: MonthlyChart) -> Chart | None:
        """The indicator's value in each month that had begun by the cut-off; whole months last year."""
        indicator = self.catalogue.indicator(plan.code)
        until = self.period.until(self.cut_offs[section.key])
        if indicator is None or until is None or len(until.months) < 2:
            return None
        this_year, last_year = [], []
        for month in until.months:
            label = f"{month.start.month}月"
            this_year.append((label, compute(indicator, Ask(self.place, month, month.end)).value))
            before = month.last_year()
            last_year.append((label, compute(indicator, Ask(self.place, before, before.end)).value))
        unit = indicator.unit
        if unit == "元" and max(abs(value) for _, value in (*this_year, *last_year)) >= TEN_THOUSAND:
            unit = "万元"
            this_year, last_year = _in_ten_thousands(this_year), _in_ten_thousands(last_year)
        has_last_year = any(value for _, value in last_year)
        return Chart(
            section.key,
            f"{self.period.end.year}年{plan.caption}（单位：{unit}）",
            unit,
            tuple(this_year),
            tuple(last_year) if has_last_year else (),
        )


def _in_ten_thousands(values: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    return [(label, (value / TEN_THOUSAND).quantize(Decimal("0.01"))) for label, value in values]


def _joined(parts: Iterable[str | Cited]) -> tuple[str | Cited, ...]:
    """Neighbouring runs of text as one, so that a paragraph is text and figures in turn."""
    joined: list[str | Cited] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def with_frozen(paper: Paper, ids: Mapping[str, str]) -> Paper:
    """The paper with each figure's id of its frozen row."""

    def tied(part: str | Cited) -> str | Cited:
        return part if isinstance(part, str) else replace(part, frozen=ids[part.id])

    blocks = tuple(
        replace(block, parts=tuple(tied(part) for part in block.parts)) if isinstance(block, Paragraph) else block
        for block in paper.blocks
    )
    return replace(paper, blocks=blocks)
