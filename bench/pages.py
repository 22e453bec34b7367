"""Pages of a register and of the figures, at a town with few members and with many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bench.installation import Scratch
from bench.roster import TOWN, names
from bench.timing import Comparison, compare
from gonghui.engine.access.rights import at_place
from gonghui.engine.fields.listing import Listing
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member

LIST = f"/{TOWN}/ledgers/{MEMBERS.key}/"
FIGURES = f"/{TOWN}/figures/"
ROUNDS = 5


class Unexpected(Exception):
    """A page did not answer as a person would need; the measurement would mean nothing."""


def opened(address: str, **query: str) -> Callable[[Scratch], object]:
    """An act that opens a page to its last byte."""

    def act(scratch: Scratch) -> object:
        return _whole(scratch.browser.get(address, query), 200)

    return act


def search_by_id_number(scratch: Scratch) -> object:
    """Look for one person by the whole number, as the search box does."""
    text = scratch.town.member(1_234).id_number
    return _whole(scratch.browser.post(LIST, {"q": text}), 302)


def foot(scratch: Scratch) -> object:
    """Count all rows of the list and sum its totals, without drawing the page."""
    found = Listing(MEMBERS, at_place(Member.objects.all(), scratch.town.node), {})
    return found.count, found.totals


def register(few: Scratch, many: Scratch) -> Iterator[Comparison]:
    """The register's list, searches, totals and workbook."""
    name, initials, _ = names()[77]
    acts: list[tuple[str, Callable[[Scratch], object], int]] = [
        ("会员列表第一页", opened(LIST), ROUNDS),
        ("会员列表第30页", opened(LIST, page="30"), ROUNDS),
        ("按姓名查找", opened(LIST, q=name), ROUNDS),
        ("按拼音首字母查找", opened(LIST, q=initials), ROUNDS),
        ("按身份证号查找", search_by_id_number, ROUNDS),
        ("条数和合计", foot, ROUNDS),
        ("导出Excel", opened(f"{LIST}export.xlsx"), 1),
    ]
    for title, act, rounds in acts:
        yield compare(title, few.here(act), many.here(act), rounds=rounds)


def figures(few: Scratch, many: Scratch) -> Iterator[Comparison]:
    """All figures of the town for the year, and one of them opened."""
    for title, address in (
        ("镇的全部指标", FIGURES),
        ("打开指标“会员”", f"{FIGURES}members.total/"),
        ("打开指标“收到工会经费”", f"{FIGURES}contributions.received/"),
    ):
        act = opened(address, year="2025")
        yield compare(title, few.here(act), many.here(act), rounds=3)


def _whole(response: Any, status: int) -> int:
    """The size of an answer, read to its end; raises Unexpected for another status."""
    if response.status_code != status:
        raise Unexpected(f"{response.request['PATH_INFO']}: {response.status_code}")
    parts = response.streaming_content if response.streaming else [response.content]
    return sum(len(part) for part in parts)
