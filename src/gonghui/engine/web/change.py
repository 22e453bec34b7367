"""Enter a new record, and change one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.records.reminders import reminders_of
from gonghui.engine.records.staleness import since_opened
from gonghui.engine.records.submissions import AlreadySubmitted, once
from gonghui.engine.records.unfinished import FormAt
from gonghui.engine.web.form import RecordForm
from gonghui.engine.web.form_snapshot import Posting
from gonghui.engine.web.ledger_page import LedgerPage, RecordBase
from gonghui.engine.web.submission import submitted
from gonghui.engine.web.unfinished_page import resume

TEMPLATE = "gonghui/form.html"
_UNPROCESSABLE, _CONFLICT = 422, 409


class New(LedgerPage):
    """A new record of a register."""

    needs = Right.WRITE
    posting = Posting("登记{noun}")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = RecordForm(self, self.ledger, self._fresh())
        form.repeat(request.session.pop(self._repeated, {}))
        form.prefill(request.GET)
        kept = self._unfinished().kept()
        if kept is not None and request.GET.get("resume"):
            resume(form, kept[1])
        return self._show(form, kept_at=kept[0] if kept and not form.resumed else None)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        record = self._fresh()
        form = RecordForm(self, self.ledger, record)
        values = form.read(request.POST)
        if not form.sound:
            return self._show(form, status=_UNPROCESSABLE)
        try:
            saved = once(self.place, self.ledger.key, submitted(request.POST), lambda: self.enter(record, values))
        except AlreadySubmitted as known:
            return self._again(form, known)
        except ValidationError as error:
            form.refuse(error)
            return self._show(form, status=_UNPROCESSABLE)
        except Refusal as refusal:
            form.notices.append(refusal.message)
            return self._show(form, status=403 if isinstance(refusal, NotAllowed) else _UNPROCESSABLE)
        self._unfinished().forget()
        if request.POST.get("then") == "another":
            request.session[self._repeated] = form.repeatable()
        messages.success(request, f"已登记，编号{saved.number}。{self._asked_of(saved)}")
        return self._onward(saved.pk)

    def _asked_of(self, saved: LedgerRow) -> str:
        """What the record lacks or says oddly, told where the next form and not the record is shown."""
        asked = reminders_of(self.ledger, saved)
        if not asked or self.request.POST.get("then") != "another":
            return ""
        return f"还有{len(asked)}处待补或待核对：{'、'.join(one.title for one in asked)}。"

    def _onward(self, key: int) -> HttpResponse:
        """To the record that was entered, or to the next empty form."""
        if self.request.POST.get("then") == "another":
            return HttpResponseRedirect(self.request.path)
        if self.ledger.apart is not None and not self.rows().filter(pk=key).exists():
            # Entered for another: who wrote it down need not see it again.
            messages.info(self.request, "这一条只有负责人和经办人能看，不在你的列表里。")
            return HttpResponseRedirect(reverse("ledger", args=[self.place.code, self.ledger.key]))
        return HttpResponseRedirect(reverse("record", args=[self.place.code, self.ledger.key, key]))

    def _again(self, form: RecordForm, known: AlreadySubmitted) -> HttpResponse:
        """A form that has made its record: lead to that one, or ask where the content is another now."""
        number = self.rows().filter(pk=known.record_id).values_list("number", flat=True).first()
        if known.same:
            self._unfinished().forget()
            messages.info(self.request, f"这张表已经登记过{f'，编号{number}' if number else ''}，没有再登记一条。")
            return self._onward(known.record_id)
        form.ask_again(number or "一条记录")
        return self._show(form, status=_CONFLICT)

    def enter(self, record: LedgerRow, values: dict[str, Any]) -> LedgerRow:
        """Write the new record; a register whose entry is more than a plain save has a page of its own for it."""
        return door.save(self.ledger, actor=self.account, record=record, changes=values)

    @property
    def _repeated(self) -> str:
        """Where the session keeps what the next form holds too."""
        return f"repeated:{self.place.code}:{self.ledger.key}"

    def _fresh(self) -> LedgerRow:
        record: LedgerRow = self.ledger.model()  # type: ignore[assignment]
        if self.ledger.levels is None or self.place.level in self.ledger.levels:
            record.organisation = self.place
        return record

    def _unfinished(self) -> FormAt:
        return FormAt(self.account, self.place, self.ledger.key)

    def lead(self) -> str:
        """A sentence above the form, where the register has one."""
        return ""

    def _show(self, form: RecordForm, status: int = 200, kept_at: datetime | None = None) -> HttpResponse:
        back = reverse("ledger", args=[self.place.code, self.ledger.key])
        keep = reverse("keep-new", args=[self.place.code, self.ledger.key])
        return self.show(
            TEMPLATE,
            status=status,
            ledger=self.ledger,
            form=form,
            record=None,
            back=back,
            lead=self.lead(),
            keep=keep,
            kept_at=kept_at,
        )


class Change(RecordBase):
    """A record changed: the form holds what is there; a save over somebody else's shows both."""

    needs = Right.WRITE
    posting = Posting("修改{noun}")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.record.voided_on is not None:
            return HttpResponseRedirect(self._address())
        form = RecordForm(self, self.ledger, self.record)
        kept = self._unfinished().kept()
        if kept is not None and request.GET.get("resume"):
            resume(form, kept[1])
        return self._show(form, kept_at=kept[0] if kept and not form.resumed else None)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = RecordForm(self, self.ledger, self.record)
        values = form.read(request.POST)
        if form.version != self.record.version:
            return self._stale(form)
        if not form.sound:
            return self._show(form, status=_UNPROCESSABLE)
        before = self.record.version
        try:
            saved = self.enter(values, form.version)
        except ValidationError as error:
            form.refuse(error)
            return self._show(form, status=_UNPROCESSABLE)
        except Stale:
            self.record = self.rows().select_related("organisation").get(pk=self.record.pk)
            return self._stale(form)
        except Refusal as refusal:
            form.notices.append(refusal.message)
            return self._show(form, status=403 if isinstance(refusal, NotAllowed) else _UNPROCESSABLE)
        self._unfinished().forget()
        messages.success(request, "已保存。" if saved.version != before else "没有改动，原样保留。")
        return HttpResponseRedirect(self._address())

    def enter(self, values: dict[str, Any], version: int | None) -> LedgerRow:
        """Write the changes over the version that the person had before them."""
        return door.save(self.ledger, actor=self.account, record=self.record, changes=values, expected_version=version)

    def _stale(self, form: RecordForm) -> HttpResponse:
        opened = since_opened(self.ledger, self.record, form.version, self.account)
        form.notices.append(
            f"{opened}，还没有保存。你填的都在下面；与现在的记录不同的，旁边写明了现在的内容。"
            "核对以后再点保存，就以你填的为准。"
        )
        form.show_present(self.record)
        return self._show(form, status=_CONFLICT)

    def _address(self) -> str:
        return reverse("record", args=[self.place.code, self.ledger.key, self.record.pk])

    def _unfinished(self) -> FormAt:
        return FormAt(self.account, self.record.organisation, self.ledger.key, self.record.pk)

    def _show(self, form: RecordForm, status: int = 200, kept_at: datetime | None = None) -> HttpResponse:
        return self.show(
            TEMPLATE,
            status=status,
            ledger=self.ledger,
            form=form,
            record=self.record,
            back=self._address(),
            keep=reverse("keep-change", args=[self.place.code, self.ledger.key, self.record.pk]),
            kept_at=kept_at,
        )
