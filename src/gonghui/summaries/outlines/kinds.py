"""The outlines by kind of period, put together from the areas of work. The sentences are this product's own."""

from __future__ import annotations

from gonghui.plain.periods import Period
from gonghui.plain.spans import SpanKind, span_of
from gonghui.summaries.outline import Outline, OutlineChapter, Sentence
from gonghui.summaries.outlines.aid import AID
from gonghui.summaries.outlines.bargaining import BARGAINING
from gonghui.summaries.outlines.closing import (
    NEXT_HALF,
    NEXT_IF_PLANNED,
    NEXT_YEAR,
    PLAN,
    SHORTCOMINGS,
    YEARS_PROGRESS,
)
from gonghui.summaries.outlines.contributions import CONTRIBUTIONS
from gonghui.summaries.outlines.organisation import ORGANISATION
from gonghui.summaries.outlines.others import OTHERS
from gonghui.summaries.outlines.petitions import PETITIONS
from gonghui.summaries.outlines.service import ACTIVITIES, SERVICE
from gonghui.summaries.outlines.standardisation import STANDARDISATION
from gonghui.summaries.outlines.subsidies import SUBSIDIES

AREAS = (
    ORGANISATION,
    STANDARDISATION,
    BARGAINING,
    PETITIONS,
    AID,
    SUBSIDIES,
    SERVICE,
    ACTIVITIES,
    CONTRIBUTIONS,
    OTHERS,
)
_TITLE = ("{union}", "{period}工作总结")
_OPENING = (
    Sentence("{period_in_full}，{union}"),
    Sentence("{phrases.in_force@guiding:phrase}，"),
    Sentence("{phrases.in_force@spirit:phrase}，"),
    Sentence("{phrases.in_force@leadership:phrase}，"),
    Sentence("{phrases.in_force@theme:phrase}，"),
    Sentence("{phrases.in_force@goal:phrase}，"),
    Sentence("统筹推进组织建设、维权服务和经费保障等各项工作。文中数据{as_of}{exceptions}。现将有关情况总结如下："),
)


def _chapters(*closing: str) -> tuple[OutlineChapter, ...]:
    """Few headings of the first level, as papers have them; the closing sections stand under the last."""
    return (
        OutlineChapter("抓组织、促规范，夯实基层基础", ("organisation", "standardisation")),
        OutlineChapter("抓协商、重维权，促进劳动关系和谐", ("bargaining", "petitions")),
        OutlineChapter("抓帮扶、办实事，把关心送到职工身边", ("aid", "subsidies")),
        OutlineChapter("抓阵地、兴活动，丰富职工文化生活", ("service", "activities")),
        OutlineChapter("抓收缴、强保障，提高自身建设水平", ("contributions", "recognition")),
        OutlineChapter("找差距、明方向，谋划{following}工作", closing),
    )


# For every kind of period, since an office may want the long form of a shorter one; a form offers the outline that is
# made for the period.
ANNUAL = Outline(
    key="annual",
    name="年度总结",
    periods=frozenset(SpanKind),
    title=_TITLE,
    opening=_OPENING,
    sections=(*AREAS, PLAN, SHORTCOMINGS, NEXT_YEAR),
    chapters=_chapters("plan_review", "shortcomings", "next_year"),
)
HALF_YEAR = Outline(
    key="half-year",
    name="半年总结",
    periods=frozenset({SpanKind.HALF_YEAR}),
    title=_TITLE,
    opening=_OPENING,
    sections=(*AREAS, YEARS_PROGRESS, SHORTCOMINGS, NEXT_HALF),
    chapters=_chapters("plan_review", "shortcomings", "next_half"),
)
QUARTER = Outline(
    key="quarter",
    name="季度小结",
    periods=frozenset({SpanKind.QUARTER}),
    title=("{union}", "{period}工作小结"),
    opening=_OPENING,
    sections=(*AREAS, YEARS_PROGRESS, NEXT_IF_PLANNED),
    chapters=_chapters("plan_review", "next"),
)
MONTH = Outline(
    key="month",
    name="月度小结",
    periods=frozenset({SpanKind.MONTH}),
    title=("{union}", "{period}工作小结"),
    opening=_OPENING,
    sections=(*AREAS, PLAN, NEXT_IF_PLANNED),
    chapters=_chapters("plan_review", "next"),
)

OUTLINES = (ANNUAL, HALF_YEAR, QUARTER, MONTH)


def outline_for(period: Period) -> Outline:
    """The outline that is made for that kind of period; for any two days the annual one."""
    kind = span_of(period).kind
    return next(outline for outline in (HALF_YEAR, QUARTER, MONTH, ANNUAL) if kind in outline.periods)
