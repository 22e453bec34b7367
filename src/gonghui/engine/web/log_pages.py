"""日志: what the security and the audit administrator read, take away as a workbook, and prove to be whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.audit.models import LogHead
from gonghui.engine.exchange.workbook import CellKind, WorkbookColumn, write_workbook
from gonghui.engine.fields.values import format_moment
from gonghui.engine.web.export_page import TYPE
from gonghui.engine.web.log_listing import KINDS, LEDGER, PAGE_SIZE, LogFilter, lines
from gonghui.engine.web.page import PlacePage
from gonghui.plain import clock
from gonghui.plain.whole import whole_number

_IN_MEMORY = 4 * 1024 * 1024
# A workbook holds a million rows; whoever wants more narrows the days.
MOST_EXPORTED = 100_000
_BATCH = 1000
_COLUMNS = (
    WorkbookColumn("时间", 20, CellKind.MOMENT),
    WorkbookColumn("何人", 16),
    WorkbookColumn("哪里", 28),
    WorkbookColumn("做了什么", 16),
    WorkbookColumn("对什么", 30),
    WorkbookColumn("细节", 60),
    WorkbookColumn("序号", 10, CellKind.NUMBER),
    WorkbookColumn("本条摘要", 70),
)


class LogBase(PlacePage):
    """A page of the log of a place and all below it; for everybody but its readers it does not exist."""

    nav = "log"

    def prepare(self) -> None:
        if self.access.roles_at(self.place).isdisjoint(self.catalogue.auditing):
            raise Http404


class LogPage(LogBase):
    """The log, the newest first; posting checks whether it is whole."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Go through the chains of every jurisdiction that the place touches, and say what was found."""
        verdicts = []
        for head in self._heads():
            broken = chain.broken_at(head.jurisdiction_id)
            verdicts.append((Organisation.objects.get(pk=head.jurisdiction_id), head.sequence, broken))
        broken_count = sum(broken is not None for _, _, broken in verdicts)
        told = f"{broken_count}处断开" if broken_count else "完整"
        with transaction.atomic():
            chain.write(self.account, [Act(self.place, LEDGER, Verb.VERIFY, why=f"核对{len(verdicts)}条链：{told}")])
        return self._page(verdicts)

    def _page(self, verdicts: list[tuple[Organisation, int, int | None]] | None = None) -> HttpResponse:
        asked = LogFilter.asked(self.request.GET, whole_number(self.request.GET.get("before")) or 0)
        entries = asked.page(self.place)
        shown = entries[:PAGE_SIZE]
        return self.show(
            "gonghui/log.html",
            lines=lines(self.catalogue, shown),
            asked=asked,
            kinds=[(key, title) for key, (title, _) in KINDS.items()],
            more=shown[-1].pk if len(entries) > PAGE_SIZE else 0,
            kept=sum(head.sequence for head in self._heads()),
            verdicts=verdicts or [],
        )

    def _heads(self) -> list[LogHead]:
        """The ends of the chains that hold what happened at the place and below."""
        return list(LogHead.objects.within(*self.place.jurisdictions()).order_by("jurisdiction_id"))


class LogExport(LogBase):
    """What the log page shows, all of it, as a workbook; that is logged too."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        asked = LogFilter.asked(request.GET)
        # The response closes it.
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, suffix=".xlsx")  # noqa: SIM115

        def notes(count: int) -> list[str]:
            cut = f"（只导出最近的{MOST_EXPORTED}条，请缩小日期范围）" if count == MOST_EXPORTED else ""
            return [
                f"{self.place}　日志，共{count}条{cut}。",
                f"筛选：{asked.words or '没有筛选'}。",
                f"导出：{format_moment(clock.now())}，{self.account.name}。",
                "改动的内容不在这里，只列出改了哪几项；摘要一环扣一环，删改任何一条都会被核对出来。",
            ]

        count = write_workbook(file, "日志", _COLUMNS, self._values(asked), notes)  # type: ignore[arg-type]
        narrowed = f"，筛选：{asked.words}" if asked.words else ""
        with transaction.atomic():
            act = Act(self.place, LEDGER, Verb.EXPORT, why=f"导出{count}条{narrowed}"[:400])
            chain.write(self.account, [act])
        file.seek(0)
        response = FileResponse(file, content_type=TYPE)
        name = f"{self.place}日志{clock.today():%Y%m%d}.xlsx"
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
        return response

    def _values(self, asked: LogFilter) -> Iterator[list[Any]]:
        entries = asked.rows(self.place)[:MOST_EXPORTED].iterator(_BATCH)
        while some := list(islice(entries, _BATCH)):
            for entry, line in zip(some, lines(self.catalogue, some), strict=True):
                yield [line.at, line.who, line.place, line.act, line.what, line.details, entry.sequence, entry.digest]
