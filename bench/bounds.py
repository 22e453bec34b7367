"""Pages of a 100,000-member town beside Django's admin and their floor, its figures, its summary in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bench.admin import MemberAdmin
from bench.floor import Asked, page
from bench.installation import Scratch
from bench.pages import FIGURES, LIST, Unexpected, opened
from bench.roster import TOWN, names
from bench.timing import Bound, hold, hold_beside
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import FigureQuery
from gonghui.engine.fields.listing import Listing
from gonghui.engine.figures.compute import compute
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting, word
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import Cited, CitedFigure
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.outlines.kinds import OUTLINES

ADMIN = "/django-admin/members/member/"
YEAR = 2025
_QUARTER = "AND m.join_date BETWEEN '2020-01-01' AND '2020-03-31'"
FIRST_PAGE = 0.015
TIMES, PAGE, FIGURES_LIMIT, WORD_LIMIT, DRAFT_LIMIT, SUMMARY_LIMIT = 5.0, 0.060, 0.5, 1.0, 1.0, 0.5
MOVED = 20
ROUNDS, FEWER_ROUNDS = 40, 20

Query = dict[str, str]


def pages(whole: Scratch) -> Iterator[Bound]:
    """Each page of the roster beside the admin's, in turn; then the figures and the summary."""
    MemberAdmin.place = whole.town.node.path
    initials = names()[77][1]
    of_a_day = {"join_date__gte": "2020-01-01", "join_date__lt": "2020-04-01"}
    wide, narrow = Asked("AND m.status = 'normal' AND m.migrant"), Asked(_QUARTER, walk=False)
    sought = Asked("AND (m.name LIKE ? OR m.initials LIKE ?)", (f"%{initials}%", f"{initials}%"), walk=False, once=True)
    asked: tuple[tuple[str, Query, Query, Asked], ...] = (
        ("会员列表第一页", {}, {}, Asked()),
        ("筛选：正常会籍的农民工", {"status": "normal", "migrant": "yes"}, {"status": "normal", "migrant": "1"}, wide),
        ("筛选：2020年一季度入会", {"join_date_from": "2020-01-01", "join_date_to": "2020-03-31"}, of_a_day, narrow),
        ("按拼音首字母查找", {"q": initials}, {"q": initials}, sought),
    )
    for name, ours, admins, bare in asked:
        _check_same_rows(whole, ours, admins)
        sides = (
            ("本系统", _opened(whole, LIST, ours)),
            ("Django后台", _opened(whole, ADMIN, admins)),
            ("下限", _floor(whole, ours, bare)),
        )
        usual = None if ours else FIRST_PAGE
        yield hold_beside(name, *sides, limit=PAGE, times=TIMES, rounds=ROUNDS, usual=usual)
    for name, act, limit in (
        (f"全部{len(CATALOGUE.indicators)}个指标：计算", lambda: _compute(whole), FIGURES_LIMIT),
        ("全部指标：页面（连同上年）", _opened(whole, FIGURES, {"year": str(YEAR)}), FIGURES_LIMIT),
        ("总结：起草全年", lambda: _draft(whole, Period.year(YEAR)), DRAFT_LIMIT),
        ("总结：由记录写成Word", lambda: _written(whole), WORD_LIMIT),
        ("总结：下载已起草的Word", _opened(whole, _drafted(whole), {}), WORD_LIMIT),
    ):
        yield hold(name, act, limit=limit, rounds=FEWER_ROUNDS)
    moved, unmoved = (_opened(whole, of(whole), {}) for of in (_moved, _unmoved))
    both = ((f"{MOVED}处变动", moved), ("没有变动", unmoved))
    yield hold_beside("总结：页面", *both, limit=SUMMARY_LIMIT, times=0, rounds=FEWER_ROUNDS)


def _check_same_rows(whole: Scratch, ours: Query, admins: Query) -> None:
    """Raise Unexpected where the two pages do not show the same rows in the same order: they would not compare."""
    whole.turn_here()
    listing = Listing(MEMBERS, at_place(Member.objects.all(), whole.town.node), ours)
    answer: Any = whole.browser.get(ADMIN, admins)
    changes = answer.context_data["cl"]
    if changes.result_count != listing.count or [row.pk for row in changes.result_list] != [
        row.pk for row in listing.page_rows
    ]:
        raise Unexpected(f"{ours}: {listing.count}, {changes.result_count}")


def _floor(whole: Scratch, ours: Query, bare: Asked) -> Callable[[], object]:
    """The same page without a framework; raises Unexpected where it does not show the same rows as ours."""
    whole.turn_here()
    drawn = whole.browser.get(LIST, ours).content.decode()
    act = page(whole, bare, drawn)
    shown, floor = (re.findall(r'<a class="opens" href="([^"]+)"', text) for text in (drawn, act()))
    if shown != floor or not shown:
        raise Unexpected(f"{ours}: {shown[:3]}, {floor[:3]}")
    return act


def _opened(whole: Scratch, address: str, query: Query) -> Callable[[], object]:
    return whole.here(opened(address, **query))[1]


def _compute(whole: Scratch) -> object:
    query = FigureQuery(whole.town.node, Period.year(YEAR), clock.today())
    return [compute(indicator, query) for indicator in CATALOGUE.indicators]


def _written(whole: Scratch) -> object:
    today: date = clock.today()
    paper = compose(CATALOGUE, OUTLINES[0], whole.town.node, Period.year(YEAR), today)
    return word.write(paper, dated=today)


def _drafted(whole: Scratch) -> str:
    """The address of the Word file of a summary drafted here."""
    return f"{_page_of(_draft(whole, Period.year(YEAR)))}word/"


def _moved(whole: Scratch) -> str:
    """The address of a summary whose first figures are not what the records say."""
    summary = _draft(whole, Period.year(YEAR))
    paper = drafting.paper_of(summary)
    moved = {figure.id for figure in paper.figures()[:MOVED]}
    assert len(moved) == MOVED

    def changed(part: Cited) -> Cited:
        if not isinstance(part, CitedFigure) or part.id not in moved:
            return part
        return replace(part, text=f"约{part.text}", value=part.value + 1)

    paper = paper.with_cited(changed)
    kept = drafting.keep(
        CATALOGUE, actor=whole.town.actor, summary=summary, paper=paper, made=Made.EDITED, expected_version=None
    )
    return _page_of(kept)


def _unmoved(whole: Scratch) -> str:
    return _page_of(_draft(whole, Period.months_of(YEAR, 1, 10)))


def _draft(whole: Scratch, period: Period) -> Summary:
    whole.turn_here()
    return drafting.draft(CATALOGUE, actor=whole.town.actor, place=whole.town.node, period=period, outline=OUTLINES[0])


def _page_of(summary: Summary) -> str:
    return f"/{TOWN}/summaries/{summary.pk}/"
