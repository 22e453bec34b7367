"""Compose a summary from the records: what has no records is left out, never padded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Catalogue, FigureKind, FigureQuery
from gonghui.engine.figures.sets import compute_many
from gonghui.ledgers.plans.models import PlanItem
from gonghui.offices.place_words import words_of
from gonghui.plain.periods import Period, format_as_of, format_period
from gonghui.plain.quantities import COUNTS
from gonghui.plain.spans import STATISTICAL_YEAR, WHOLE_YEAR, SpanKind, named_part, span_of
from gonghui.summaries.blocks import Block, ChartBlock, GapBlock, HeadingBlock, ParagraphBlock
from gonghui.summaries.inlines import Inline, joined, text_of
from gonghui.summaries.narrator import IS, Narrator
from gonghui.summaries.one_value import with_days
from gonghui.summaries.outline import (
    CHANGES,
    MonthlyChart,
    Outline,
    OutlineChapter,
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
            **words_of(place, period.end).words(),
            "year": str(period.end.year),
            "period": self.span.title,
            "period_in_full": self.span.title
            + (f"（{format_period(period)}）" if self.span.kind is SpanKind.STATISTICAL_YEAR else ""),
            "following": self.span.following,
        }
        self.as_of = min(as_of, period.end)
        self.cut_offs = {
            section.key: min(cut_offs.get(section.key, self.as_of), period.end) for section in outline.sections
        }
        # The day that most sections go by, which the opening says for them.
        counts = Counter(self.cut_offs.values())
        self.common = max(counts, key=lambda day: (counts[day], day == self.as_of, day)) if counts else self.as_of
        self.opening_says_it = any("as_of" in sentence.words() for sentence in outline.opening)
        # The sections that have said up to which day they count.
        self.said: set[str] = set()

    def paper(self) -> Paper:
        self.narrator.read_ahead(self._wanted())
        blocks: list[Block] = []
        for chapter in self.outline.in_chapters():
            blocks.extend(self._chapter(chapter))
        if any(block.substance for block in blocks):
            blocks.insert(0, ParagraphBlock("", "", self._opening()))
        else:
            blocks = []
        return Paper(
            union=self.place.code,
            union_name=self.words["union"],
            title=tuple(line.format(**self.words) for line in self.outline.title),
            start=self.period.start,
            end=self.period.end,
            as_of=self.as_of,
            cut_offs=self.cut_offs,
            blocks=tuple(blocks),
        )

    def _wanted(self) -> Iterator[tuple[Placeholder, date]]:
        """What the outline cites, up to which day."""
        cited = [(self.common, self.outline.opening)]
        cited += [(self.cut_offs[section.key], section.sentences()) for section in self.outline.sections]
        for cut_off, sentences in cited:
            for sentence in sentences:
                yield from ((placeholder, cut_off) for placeholder in sentence.placeholders())
                yield from ((Placeholder(code), cut_off) for code in (*sentence.zero, *sentence.equal))

    def _opening(self) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        for sentence in self.outline.opening:
            parts.extend(self._sentence(sentence, self.common, opening=True) or ())
        return joined(parts)

    def _chapter(self, chapter: OutlineChapter) -> list[Block]:
        """A chapter with what its sections say; nothing where they say nothing."""
        sections = [section for key in chapter.sections if (section := self.outline.section(key)) is not None]
        told = [(section, blocks) for section in sections if (blocks := self._section(section))]
        if not told:
            return []
        # A heading that promises what comes next holds for several sections; one alone is called what it is.
        alone = len(told) == 1 and len(sections) > 1 and "{following}" in chapter.heading
        heading = HeadingBlock(1, self._worded(told[0][0].heading if alone else chapter.heading))
        if len(told) == 1:
            return [heading, *_under(heading.text, told[0][1])]
        return [heading, *(block for section, blocks in told for block in self._under_its_heading(section, blocks))]

    def _under_its_heading(self, section: OutlineSection, blocks: list[Block]) -> list[Block]:
        """A section among others: under a heading of the second level, which leaves none for its parts."""
        title = self._worded(section.heading)
        return [HeadingBlock(2, title), *(block.under(title) for block in blocks if not block.opens)]

    def _section(self, section: OutlineSection) -> list[Block]:
        """What the section says, with its parts' headings."""
        parts = [blocks for part in section.parts if (blocks := self._part(section, part))]
        if not parts:
            return []
        if len(parts) == 1:
            # One part alone needs no heading of its own under the section's.
            parts = [[block for block in parts[0] if not block.opens]]
        return self._with_cut_off(section, [block for blocks in parts for block in blocks])

    def _with_cut_off(self, section: OutlineSection, blocks: list[Block]) -> list[Block]:
        """The blocks; where the section goes by a day of its own and no sentence says so, its last paragraph does."""
        cut_off = self.cut_offs[section.key]
        if cut_off == self.common or section.key in self.said:
            return blocks
        places = [place for place, block in enumerate(blocks) if isinstance(block, ParagraphBlock)]
        if places:
            last = blocks[places[-1]]
            assert isinstance(last, ParagraphBlock)
            note = f"以上数据{self._as_of_words(cut_off)}。"
            blocks[places[-1]] = ParagraphBlock(last.section, last.heading, joined([*last.parts, note]))
        return blocks

    def _worded(self, text: str) -> str:
        """A heading, or what is said to be missing, with its words."""
        return text.format(**self.words)

    def _part(self, section: OutlineSection, part: OutlinePart | PlanReview) -> list[Block]:
        if isinstance(part, PlanReview):
            return self._plan(section, part)
        title = self._worded(part.heading or section.heading)
        paragraphs: list[Block] = [
            ParagraphBlock(section.key, title, parts)
            for sentences in part.paragraphs
            if (parts := self._paragraph(section, sentences))
        ]
        if not paragraphs and not part.missing:
            return []
        chart = self._chart(section, part.chart) if part.chart and paragraphs else None
        heading: list[Block] = [HeadingBlock(2, part.heading)] if part.heading else []
        gap: list[Block] = [] if paragraphs else [GapBlock(section.key, title, self._worded(part.missing))]
        return [*heading, *paragraphs, *gap, *([chart] if chart else [])]

    def _paragraph(self, section: OutlineSection, sentences: Iterable[Sentence]) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        cut_off = self.cut_offs[section.key]
        for sentence in sentences:
            chosen: Sentence | None = sentence
            while chosen is not None:
                written = self._sentence(chosen, cut_off)
                if written is not None:
                    if chosen.words() & {"as_of", "during"}:
                        self.said.add(section.key)
                    parts.extend(written)
                    parts.extend(self._shares(chosen, cut_off))
                    parts.append("。")
                    break
                chosen = chosen.instead
        return joined(parts)

    def _shares(self, sentence: Sentence, cut_off: date) -> Iterable[Inline]:
        """The sentence's shares: ，其中女会员4人、农民工会员3人; or of all: ，均为女会员."""
        borne_out = [share for share in sentence.among if self._borne_out(share, cut_off)]
        if not borne_out:
            return
        code = sentence.placeholders()[-1].code
        whole = self.narrator.figure(code, cut_off)
        figures = [self.narrator.figure(share.placeholders()[0].code, cut_off) for share in borne_out]
        alike = [figure for figure in figures if figure.indicator.unit == whole.indicator.unit]
        if sentence.shares_add_up and sum(figure.value for figure in alike) > whole.value:
            return
        some: list[Sentence] = []
        for share, figure in zip(borne_out, figures, strict=True):
            every = self._every(share, code, cut_off) if figure in alike and figure.value == whole.value else None
            if every is not None:
                yield from ("，", every)
            elif figure not in alike or figure.value <= whole.value:
                some.append(share)
        told = [parts for share in some if (parts := self._sentence(share, cut_off)) is not None]
        if sentence.shares_add_up and told:
            codes = [share.placeholders()[0].code for share in sentence.among]
            rest = self.narrator.cite_rest(code, codes, cut_off)
            told += [["其他", rest]] if rest else []
        for index, parts in enumerate(told):
            yield "、" if index else "，其中"
            yield from parts

    def _every(self, share: Sentence, whole: str, cut_off: date) -> Inline | None:
        """What is said of all, where the share is the whole: its own words, or 为女会员 where it is told as 女会员 and
        a number; None where no words say it.
        """
        words = text_of(self._sentence(Sentence(share.every), cut_off) or ()) if share.every else self._named(share)
        return self.narrator.cite_every(share.placeholders()[0].code, whole, words, cut_off) if words else None

    def _named(self, share: Sentence) -> str:
        """What a share is in words, where its one figure ends it."""
        *pieces, last = share.pieces()
        words = "".join(text + self.words.get(name or "", "") for text, name in pieces)
        return IS + words if words and last == ("", None) and len(share.placeholders()) == 1 else ""

    def _sentence(self, sentence: Sentence, cut_off: date, *, opening: bool = False) -> list[Inline] | None:
        """The sentence's text and figures; None where a record that it speaks of is not there."""
        if not self._borne_out(sentence, cut_off):
            return None
        if sentence.few and any(self.narrator.is_few(code, cut_off) for code in sentence.codes()):
            return self._sentence(sentence.few, cut_off, opening=opening)
        if "average_months" in sentence.words() and not all(
            self.narrator.was_kept(code, cut_off) for code in sentence.codes()
        ):
            return None
        words = {**self.words, **self._dated_words(cut_off, opening=opening)}
        parts: list[Inline] = []
        unsaid, numbers = False, dict(self.narrator.numbers)
        for text, name in sentence.pieces():
            # A word that says nothing takes its comma along.
            parts.append(text.removeprefix("，") if unsaid else text)
            if name is None:
                continue
            part = words[name] if name in words else self._cite(sentence, Placeholder.read(name), cut_off)
            if part is None:
                # What was cited before it is not written either.
                self.narrator.numbers = numbers
                return None
            unsaid = part == ""
            parts.append(part)
        return parts

    def _dated_words(self, cut_off: date, *, opening: bool) -> dict[str, str | None]:
        """The words that a cut-off decides; None where a sentence with that word is not to be written."""
        common = self.opening_says_it and cut_off == self.common
        over = cut_off >= self.period.end
        during = self.span.during if over else self.span.so_far
        return {
            "as_of": "" if common and not opening else self._as_of_words(cut_off),
            "during": during if common or over else self._as_of_words(cut_off),
            "exceptions": "（另有注明的除外）" if len(set(self.cut_offs.values())) > 1 else "",
            "average_months": self._average_months(cut_off),
        }

    def _as_of_words(self, cut_off: date) -> str:
        """截至10月底; with its year where the period lies in two."""
        said = format_as_of(cut_off)
        years = {self.period.start.year, self.period.end.year}
        return said if len(years) == 1 else said.replace("截至", f"截至{cut_off.year}年", 1)

    def _average_months(self, cut_off: date) -> str | None:
        """The whole months up to the cut-off where they are not all of the time; None where there is no second one."""
        until = self.period.until(cut_off)
        whole = until.whole_months if until else None
        if until is None or whole is None or len(whole.months) < 2:
            return None
        return "" if whole == until else format_period(whole).removeprefix(f"{self.period.end.year}年")

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
        if len({self.narrator.figure(code, cut_off).value for code in sentence.equal}) > 1:
            return False
        enough = ((self.narrator.figure(code, cut_off).value, least) for code, least in sentence.at_least.items())
        return all(value >= least for value, least in enough)

    def _cite(self, sentence: Sentence, placeholder: Placeholder, cut_off: date) -> Inline | None:
        if placeholder.form in CHANGES:
            return self.narrator.cite_change(placeholder.code, cut_off, form=placeholder.form)
        if placeholder.form == COUNTS:
            return self.narrator.cite(placeholder.code, cut_off, COUNTS)
        if placeholder.form:
            return self.narrator.cite_fact(placeholder, cut_off)
        return self.narrator.cite(placeholder.code, cut_off, sentence.exactness.get(placeholder.code, "exact"))

    def _cut_off_of(self, code: str, otherwise: date) -> date:
        """The cut-off of the section that cites the figure, so that one paper has one value of it."""
        sections = (section for section in self.outline.sections if code in section.codes())
        return next((self.cut_offs[section.key] for section in sections), otherwise)

    def _plan(self, section: OutlineSection, part: PlanReview) -> list[Block]:
        """What was planned, and what the records or a person's words say of it, an item a sentence.

        What a person ought to have written and has not is named as missing.
        """
        title, otherwise = part.heading or section.heading, self.cut_offs[section.key]
        items = self._planned(part, otherwise)
        for item, cut_off in items:
            if self._measured(item):
                self.narrator.read_ahead([(Placeholder(item.indicator), cut_off)], item.term)
        told = [sentence for item, cut_off in items if (sentence := self._plan_sentence(item, cut_off))]
        blocks: list[Block] = []
        if told:
            blocks.append(ParagraphBlock(section.key, title, joined(part for sentence in told for part in sentence)))
        blocks += [
            GapBlock(
                section.key,
                title,
                f"计划“{item.text}”还没有完成情况。请在“工作计划”台账补填后重新起草，或者删去这一条。",
            )
            for item, _ in items
            if self._is_due(item) and not self._measured(item) and not item.outcome
        ]
        heading: list[Block] = [HeadingBlock(2, part.heading)] if part.heading else []
        return [*heading, *blocks] if blocks else []

    def _planned(self, part: PlanReview, otherwise: date) -> list[tuple[PlanItem, date]]:
        """The items to tell of, each with its cut-off: of the period first, then of the longer times around it."""
        found = []
        for item in self.narrator.planned.values():
            cut_off = self._cut_off_of(item.indicator, otherwise) if self._measured(item) else otherwise
            around = item.term.start <= self.period.start and self.period.end <= item.term.end
            longer = around and span_of(item.term).kind in part.also
            if item.planned_on <= cut_off and (self._is_due(item) or longer or self._of_its_year(item)):
                found.append((item, cut_off))
        return sorted(found, key=lambda one: not self._is_due(one[0]))

    def _is_due(self, item: PlanItem) -> bool:
        """Whether the item was planned for the very period."""
        return item.term == self.period

    def _of_its_year(self, item: PlanItem) -> bool:
        """Whether no plan is made for such a period, and the item is of the plan of the year in which it ends."""
        part = named_part(self.period)
        return part in {None, STATISTICAL_YEAR} and item.term == WHOLE_YEAR.of(self.period.end.year)

    def _measured(self, item: PlanItem) -> bool:
        return item.target is not None and self.narrator.catalogue.indicator(item.indicator) is not None

    def _plan_sentence(self, item: PlanItem, cut_off: date) -> list[Inline]:
        """新建基层工会17个，超额完成年初计划的5个; nothing for an item of which nobody says anything."""
        if not self._measured(item):
            # What a person wrote bears no day: it is told when the item's time is over with the paper's, not before.
            told = item.outcome and item.term.end <= self.period.end
            return [self.narrator.cite_result(item, cut_off), "。"] if told else []
        if not self._is_due(item) and not self.narrator.figure(item.indicator, cut_off, item.term).value:
            return []
        indicator = self.narrator.indicator(item.indicator)
        figure = self.narrator.cite(item.indicator, cut_off, period=item.term)
        since = ""
        if cut_off != self.common or not self.opening_says_it:
            since = self._as_of_words(cut_off)
        elif indicator.kind is FigureKind.FLOW and item.term.start != self.period.start:
            # It counts from the beginning of its own time, and not of the paper's.
            span = span_of(item.term)
            since = span.during if cut_off >= item.term.end else span.so_far
        return [f"{since}{indicator.name}", figure, "，", self.narrator.cite_result(item, cut_off), "。"]

    def _chart(self, section: OutlineSection, plan: MonthlyChart) -> ChartBlock | None:
        """The indicator's value in each month that had begun by the cut-off; whole months last year."""
        indicator = self.narrator.catalogue.indicator(plan.code)
        until = self.period.until(self.cut_offs[section.key])
        # The bars bear months without their year, so that more than twelve would be read as one year's.
        if indicator is None or until is None or not 2 <= len(until.months) <= MOST_MONTHS:
            return None
        # Months of which nothing was kept would be drawn as months in which nothing came in.
        if not self.narrator.was_kept(plan.code, until.end):
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


def _under(title: str, blocks: list[Block]) -> list[Block]:
    """The blocks below a heading, each under the nearest one."""
    found = []
    for block in blocks:
        title = block.opens or title
        found.append(block if block.opens else block.under(title))
    return found
