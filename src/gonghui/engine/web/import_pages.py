"""导入: the sheet to download, the file that comes back, the preview, and the confirmation."""

from __future__ import annotations

import tempfile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.encoding import escape_uri_path

from gonghui.engine.access.rights import Right
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.exchange.models import Import, digest, keep
from gonghui.engine.exchange.reading import MOST_BYTES, NotReadable
from gonghui.engine.exchange.sheets.blank import write_sheet
from gonghui.engine.exchange.sheets.columns import form_columns
from gonghui.engine.exchange.sheets.matching import MOST_ROWS
from gonghui.engine.exchange.sheets.preview import ImportPreview, SheetRow
from gonghui.engine.exchange.sheets.writing import NotOpen, write
from gonghui.engine.process.past import NAME as PAST_CASES
from gonghui.engine.process.past import PastCaseCheck
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.web.export_page import TYPE
from gonghui.engine.web.ledger_page import LedgerPage
from gonghui.plain import clock
from gonghui.plain.whole import whole_number

_IN_MEMORY = 4 * 1024 * 1024
_UNPROCESSABLE, _CONFLICT = 422, 409
# What a page shows of each; the counts tell of all.
_BAD_SHOWN, _ROWS_SHOWN, _COLUMNS_SHOWN = 200, 50, 5


class ImportBase(LedgerPage):
    """A page that brings rows into a register."""

    needs = Right.WRITE

    def prepare(self) -> None:
        super().prepare()
        if not self.importable:
            raise PermissionDenied(f"{self.ledger.title}要逐{self.ledger.unit}登记，不能从Excel导入。")

    def preview(self, content: bytes) -> ImportPreview:
        """What the file would do here; raises NotReadable."""
        return ImportPreview(
            content, ledger=self.ledger, catalogue=self.catalogue, access=self.access, place=self.place
        )

    def show_preview(
        self, preview: ImportPreview, kept: Import | None, *, notice: str = "", status: int = 200
    ) -> HttpResponse:
        """The preview: what would be written, or everything that is wrong."""
        asked = [column.field for column in form_columns(self.ledger) if column.name != self.ledger.heading]
        shown = asked[:_COLUMNS_SHOWN]
        return self.show(
            "gonghui/import_preview.html",
            status=status,
            ledger=self.ledger,
            preview=preview,
            kept=kept,
            notice=notice,
            bad=preview.bad[:_BAD_SHOWN],
            columns=shown,
            added=[
                (
                    line.row,
                    line.outcome,
                    [(each, each.cell(line.outcome)) for each in shown],
                    self._state(line) + (f"（{PAST_CASES}）" if line.past is not None else ""),
                )
                for line in preview.added[:_ROWS_SHOWN]
                if line.outcome is not None
            ],
            changed=preview.changed[:_ROWS_SHOWN],
            reminded=preview.reminded[:_ROWS_SHOWN] if not preview.errors else [],
            several=len(preview.sheets) > 1,
            past=preview.past,
        )

    def _state(self, line: SheetRow) -> str:
        """The state that a new record will have."""
        process = self.ledger.process
        if process is None or line.outcome is None:
            return ""
        return str(process.state(getattr(line.outcome, process.field)).title)

    def may_bring_past(self) -> bool:
        """Whether the person may bring in cases of the past here."""
        process = self.ledger.process
        if process is None or process.past is None:
            return False
        return PastCaseCheck(self.ledger, self.access, self.place).refusal() is None


class Importing(ImportBase):
    """The first page: how it goes, the sheets to download, the file to choose."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._ask()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Judge the file; one that may be written is kept, encrypted, until it is confirmed."""
        uploaded = request.FILES.get("file")
        if uploaded is None:
            length = whole_number(request.META.get("CONTENT_LENGTH")) or 0
            if length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
                return self._ask(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请去掉里面的图片，或者分成几个文件导入。")
            return self._ask("请先选择填好的.xlsx文件。")
        content = uploaded.read()
        try:
            preview = self.preview(content)
        except NotReadable as error:
            return self._ask(str(error))
        if preview.errors:
            return self.show_preview(preview, None, status=_UNPROCESSABLE)
        if not preview.added and not preview.changed:
            return self.show_preview(preview, None)
        kept = keep(self.place, self.account, self.ledger.key, content, preview.fingerprint_text())
        return self.show_preview(preview, kept)

    def _ask(self, error: str = "") -> HttpResponse:
        return self.show(
            "gonghui/import.html",
            status=_UNPROCESSABLE if error else 200,
            ledger=self.ledger,
            error=error,
            most_rows=MOST_ROWS,
            most_megabytes=MOST_BYTES // 1024 // 1024,
            may_export=self.may(Right.EXPORT),
            may_bring_past=self.may_bring_past(),
        )


class PreviewPage(ImportBase):
    """A file that waits to be confirmed; only the person who uploaded it finds it."""

    def prepare(self) -> None:
        super().prepare()
        found = (
            Import.objects.within(self.place.jurisdiction_id)
            .filter(pk=self.kwargs["pk"], account=self.account, organisation=self.place, ledger=self.ledger.key)
            .first()
        )
        self.newer: Import | None = None
        if found is None:
            found = self.newer = self._newer()
        if found is None:
            raise Http404
        self.kept = found

    def _newer(self) -> Import | None:
        """What the same person brought in here after the preview that the address names, which is gone for it."""
        mine = Import.objects.within(self.place.jurisdiction_id).filter(
            account=self.account, organisation=self.place, ledger=self.ledger.key
        )
        return mine.filter(pk__gt=self.kwargs["pk"]).order_by("-pk").first()

    def _replaced(self, newer: Import) -> HttpResponse:
        if newer.committed_at is not None:
            messages.warning(self.request, "那份预览已经被你后来上传的代替，没有写入；后来的那份已经导入。")
            return HttpResponseRedirect(self._list())
        messages.warning(self.request, "那份预览已经被你后来上传的代替，没有写入。下面是后来的这一份，请核对它。")
        return HttpResponseRedirect(reverse("preview", args=[self.place.code, self.ledger.key, newer.pk]))

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.newer is not None:
            return self._replaced(self.newer)
        if not self.kept.open:
            return self._over()
        return self._again()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Judge the file anew and write it, where it still does just what the preview told."""
        if self.newer is not None:
            return self._replaced(self.newer)
        if not self.kept.open:
            return self._over()
        preview = self.preview(self.kept.content())
        if preview.errors or digest(preview.fingerprint_text()) != self.kept.shown:
            return self._again("预览以后台账有变动，还没有写入。下面是现在的情形，请再核对一遍。", _CONFLICT)
        try:
            written = write(preview, actor=self.account, kept=self.kept)
        except NotOpen:
            self.prepare()
            newer: Import | None = self.newer  # found where a later upload took its place
            return self._over() if newer is None else self._replaced(newer)
        except (Refusal, ValidationError) as error:
            said = error.message if isinstance(error, Refusal) else "；".join(error.messages)
            return self._again(f"没有写入：{said}", _CONFLICT)
        messages.success(
            request,
            f"已导入：新增{written.added}{self.ledger.unit}，修改{written.changed}{self.ledger.unit}，"
            f"没有变化{written.unchanged}{self.ledger.unit}。",
        )
        return HttpResponseRedirect(self._list())

    def _again(self, notice: str = "", status: int = 200) -> HttpResponse:
        preview = self.preview(self.kept.content())
        if preview.errors:
            return self.show_preview(preview, None, notice=notice, status=status)
        Import.objects.within(self.place.jurisdiction_id).filter(pk=self.kept.pk).update(
            shown=digest(preview.fingerprint_text())
        )
        return self.show_preview(preview, self.kept, notice=notice, status=status)

    def _over(self) -> HttpResponse:
        if self.kept.committed_at is not None:
            messages.info(self.request, "这个文件已经导入过了，没有再写一遍。")
            return HttpResponseRedirect(self._list())
        messages.warning(self.request, "预览放得太久，文件已经删去，请重新上传。")
        return HttpResponseRedirect(reverse("import", args=[self.place.code, self.ledger.key]))

    def _list(self) -> str:
        return reverse("ledger", args=[self.place.code, self.ledger.key])


class SheetFile(ImportBase):
    """The sheet to fill in; with `?rows=1` it holds the records that are there, which takes the right to export.

    With `?past=1` it has the columns of the steps, for cases of the past.
    """

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        filled, past = bool(request.GET.get("rows")), bool(request.GET.get("past"))
        if filled and not self.may(Right.EXPORT):
            raise PermissionDenied(f"你的岗位不能导出{self.ledger.title}，什么都没有改动。")
        if past and not self.may_bring_past():
            raise PermissionDenied(f"你的岗位不能在{self.place}办{PAST_CASES}，什么都没有改动。")
        rows = self.rows().filter(voided_on=None).order_by(*self.ledger.order) if filled else None
        # The response closes it.
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, suffix=".xlsx")  # noqa: SIM115
        count = write_sheet(
            file,  # type: ignore[arg-type]
            ledger=self.ledger,
            catalogue=self.catalogue,
            access=self.access,
            place=self.place,
            rows=rows,
            past=past,
        )
        if filled:
            with transaction.atomic():
                act = Act(
                    organisation=self.place, ledger=self.ledger.key, verb=Verb.EXPORT, why=f"导出{count}行，用于修改"
                )
                chain.write(self.account, [act])
        file.seek(0)
        what = f"{clock.today():%Y%m%d}" if filled else f"{PAST_CASES}表" if past else "空白表"
        name = f"{self.place}{self.ledger.title}{what}.xlsx"
        response = FileResponse(file, content_type=TYPE)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
        return response
