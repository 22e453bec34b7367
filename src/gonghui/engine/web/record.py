"""One record: its facts, its process line and next steps, its history; and the acts that a person does to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.engine.fields.boxes import Box
from gonghui.engine.fields.values import FieldKind, LedgerField, ledger_field, read_day, typed
from gonghui.engine.process import steps as process
from gonghui.engine.process.steps import Offer, Taking
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.engine.records.reminders import reminders_of
from gonghui.engine.records.staleness import since_opened
from gonghui.engine.vault.fields import SealedField
from gonghui.engine.web.backlinks import backlinks
from gonghui.engine.web.deadlines import Deadline
from gonghui.engine.web.form import make_box, posted_version
from gonghui.engine.web.form_snapshot import Posting
from gonghui.engine.web.history import history
from gonghui.engine.web.ledger_page import RecordBase
from gonghui.engine.web.line import line
from gonghui.plain import clock

_UNPROCESSABLE, _CONFLICT = 422, 409
_LONG_TEXT = 24


@dataclass(frozen=True)
class ShownField:
    """A field of the record as it is shown; a sealed one is masked, and `revealed` once after a stated reason."""

    field: LedgerField
    text: str
    may_reveal: bool = False
    revealed: str = ""
    address: str = ""
    error: str = ""
    typed: str = ""
    # Where it is the day by which a step is due: how it stands, while the step is open, and the rule that it follows.
    deadline: Deadline | None = None
    rule: str = ""

    @property
    def long(self) -> bool:
        """Whether it takes the whole line."""
        return self.field.kind is FieldKind.LONG or len(self.text) > _LONG_TEXT


@dataclass
class StepForm:
    """A step that stands open, with its boxes; `refusal` says why this person cannot take it."""

    offer: Offer
    boxes: list[Box] = field(default_factory=list)
    decided_on: str = ""
    note: str = ""
    document: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    open: bool = False
    red: bool = False
    # What the record lacks for it, whatever would be filled in.
    lacks: str = ""

    @property
    def key(self) -> str:
        return self.offer.step.key


class RecordPage(RecordBase):
    """A record as it stands, with what can be done next."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.show_record()

    def show_record(
        self,
        *,
        status: int = 200,
        step: StepForm | None = None,
        void: dict[str, str] | None = None,
        revealed: ShownField | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """The record's page; an act that was refused hands in its form, filled as the person left it."""
        ledger, record = self.ledger, self.record
        steps = self._steps(step)
        belonging = backlinks(self, record)
        response = self.show(
            "gonghui/record.html",
            status=status,
            ledger=ledger,
            record=record,
            sections=sections(self, revealed),
            stops=self._line(),
            steps=[each for each in steps if not each.offer.refusal],
            closed_steps=[each for each in steps if each.offer.refusal],
            history=history(self),
            reminders=reminders_of(ledger, record),
            backlinks=belonging,
            hanging=[one for one in belonging if one.count],
            may_change=self.writable and record.voided_on is None and self._is_open(),
            may_void=self.writable and record.voided_on is None,
            void=void or {},
            notice=notice,
            back=reverse("ledger", args=[self.place.code, ledger.key]),
        )
        if revealed is not None:
            response.headers["Cache-Control"] = "no-store"
        return response

    def address(self) -> str:
        """The address of the record's page."""
        return reverse("record", args=[self.place.code, self.ledger.key, self.record.pk])

    def _is_open(self) -> bool:
        """Whether the case has not gone into review, so that its fields may be changed."""
        known = self.ledger.process
        return known is None or known.may_edit(getattr(self.record, known.field))

    def _line(self) -> list[Any]:
        if self.ledger.process is None:
            return []
        taken = process.trail(self.ledger, self.record)
        return line(self.ledger.process, self.record, taken, self.catalogue)

    def _steps(self, filled: StepForm | None) -> list[StepForm]:
        if self.ledger.process is None:
            return []
        shown: list[StepForm] = []
        for offer in process.offers(self.ledger, self.record, self.access):
            if filled is not None and filled.key == offer.step.key:
                shown.append(filled)
                continue
            shown.append(step_form(self, offer))
        takeable = [each for each in shown if each.offer.step.primary and not each.offer.refusal]
        first = next((each for each in takeable if not each.lacks), next(iter(takeable), None))
        if first is not None:
            first.red = True
            first.open = filled is None or filled.key == first.key
        return sorted(shown, key=lambda each: not each.offer.step.primary)


class StepAct(RecordPage):
    """Takes a step of the record's process."""

    posting = Posting("给{noun}办“{step}”：")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address())

    def post(self, request: HttpRequest, step: str, **_kwargs: Any) -> HttpResponse:
        if self.ledger.process is None or not any(each.key == step for each in self.ledger.process.steps):
            raise Http404
        refusal_of_person = process.refusal_of(self.ledger, step, self.record, self.access)
        if refusal_of_person:
            raise PermissionDenied(refusal_of_person)
        offers = process.offers(self.ledger, self.record, self.access)
        offer = next((each for each in offers if each.step.key == step), None)
        if offer is None:
            title = self.ledger.process.step(step).title
            notice = f"“{title}”没有办：这一件已经不在这一步，请看最新的进展。"
            return self.show_record(status=_CONFLICT, notice=notice)
        form = step_form(self, offer)
        form.open = True
        taking = read_step(form, request)
        if taking is None:
            return self.show_record(status=_UNPROCESSABLE, step=form)
        try:
            process.take(
                self.ledger,
                step,
                actor=self.account,
                record=self.record,
                taking=taking,
                expected_version=posted_version(request.POST),
            )
        except ValidationError as error:
            _refuse(form, error)
            return self.show_record(status=_UNPROCESSABLE, step=form)
        except Stale as stale:
            self.prepare()
            form.notices.append(stale.message)
            return self.show_record(status=_CONFLICT, step=form)
        except Refusal as refusal:
            form.notices.append(refusal.message)
            return self.show_record(status=_UNPROCESSABLE, step=form)
        messages.success(request, f"已办“{offer.step.title}”。")
        return HttpResponseRedirect(self.address())


class VoidAct(RecordPage):
    """Voids a record, with the reason."""

    needs = Right.WRITE
    posting = Posting("作废{noun}")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        why = typed(request.POST.get("why"))
        try:
            door.void(
                self.ledger,
                actor=self.account,
                record=self.record,
                why=why,
                expected_version=posted_version(request.POST),
            )
        except NotAllowed as refusal:
            raise PermissionDenied(refusal.message) from None
        except (Refusal, ValidationError) as refusal:
            said = refusal.message if isinstance(refusal, Refusal) else "；".join(refusal.messages)
            status = _UNPROCESSABLE
            if isinstance(refusal, Stale):
                self.prepare()
                opened = since_opened(self.ledger, self.record, posted_version(request.POST), self.account)
                status, said = _CONFLICT, f"{opened}，没有作废。请看现在的内容，确实要作废再点一次。"
            if self.record.voided_on is not None:
                return self.show_record(status=status, notice=said)
            return self.show_record(status=status, void={"why": why, "error": said})
        messages.success(request, f"{self.record.number}已作废。")
        return HttpResponseRedirect(self.address())


class RevealAct(RecordPage):
    """Shows one sealed value in full, once, for a stated reason that goes into the log."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address())

    def post(self, request: HttpRequest, field: str, **_kwargs: Any) -> HttpResponse:
        if field not in self.ledger.form_fields() or ledger_field(self.ledger, field).kind is not FieldKind.SEALED:
            raise Http404
        why = typed(request.POST.get("why"))
        each = ledger_field(self.ledger, field)
        try:
            text = door.reveal(self.ledger, actor=self.account, record=self.record, field=field, why=why)
        except NotAllowed as refusal:
            raise PermissionDenied(refusal.message) from None
        except Refusal as refusal:
            shown = ShownField(each, each.full_text(self.record), error=refusal.message, typed=why)
            return self.show_record(status=_UNPROCESSABLE, revealed=shown)
        return self.show_record(revealed=ShownField(each, each.full_text(self.record), revealed=text or "没有填"))


def sections(page: RecordPage, revealed: ShownField | None) -> list[tuple[str, list[ShownField]]]:
    """The record's facts, in the order of its form; then what the steps wrote, then how it was entered."""
    ledger, record = page.ledger, page.record
    by_steps = ledger.process.dated_fields() if ledger.process else frozenset()
    form_fields = ledger.form_fields()
    derived = [name for name in ledger.columns if name not in {*form_fields, *by_steps, "number", "organisation"}]
    shown: list[tuple[str, list[ShownField]]] = []
    for place, section in enumerate(ledger.form):
        names = [*section.fields, *(derived if place == 0 else [])]
        shown.append((section.title, [_fact_shown(page, name, revealed) for name in names]))
    if ledger.process is not None:
        outcome = [ledger_field(ledger, name) for step in ledger.process.steps for name in (step.dates, *step.fields)]
        facts = {each.name: ShownField(each, each.full_text(record)) for each in outcome if each.cell(record)}
        if facts:
            shown.append(("办理结果", list(facts.values())))
    own = ["organisation"] if "organisation" not in form_fields else []
    own.append("created_at")
    if record.voided_on is not None:
        own += ["voided_on", "void_reason"]
    shown.append(("登记", [_fact_shown(page, name, revealed) for name in own]))
    return shown


def _fact_shown(page: RecordPage, name: str, revealed: ShownField | None) -> ShownField:
    ledger, record = page.ledger, page.record
    each = ledger_field(ledger, name)
    text = each.full_text(record)
    if each.kind is FieldKind.RECORD and text:
        return ShownField(each, text, address=_address_of(page, each))
    if not isinstance(each.model_field, SealedField) or not text:
        return ShownField(each, text, **_due(page, each))
    may = page.may(Right.REVEAL) and each.of(record).readable
    same = revealed if revealed is not None and revealed.field.name == name else ShownField(each, text)
    return ShownField(each, text, may, same.revealed, typed=same.typed, error=same.error)


def _due(page: RecordPage, each: LedgerField) -> dict[str, Any]:
    """What is said beside the day by which a step is due; the light burns while the step is open."""
    process_of, day = page.ledger.process, each.of(page.record)
    steps = process_of.steps if process_of is not None else ()
    due = next((step for step in steps if step.due == each.name), None)
    if process_of is None or due is None or not isinstance(day, date):
        return {}
    is_open = getattr(page.record, process_of.field) in due.start and page.record.voided_on is None
    return {"deadline": Deadline(day) if is_open else None, "rule": due.rule}


def _address_of(page: RecordPage, each: LedgerField) -> str:
    """The address of the record that a field names, where the person may open it from here."""
    row = each.of(page.record)
    related = page.catalogue.ledger_of(type(row))
    if related is None or not page.access.may(Right.READ, related, page.place):
        return ""
    if not page.place.contains(row.organisation):
        return ""
    return reverse("record", args=[page.place.code, related.key, row.pk])


def step_form(page: RecordPage, offer: Offer) -> StepForm:
    """An empty form for a step that stands open; its day is today until the person says otherwise."""
    boxes = [] if offer.refusal else [_step_box(page, page.ledger, offer, name) for name in offer.step.fields]
    return StepForm(
        offer,
        boxes,
        decided_on="" if offer.external else _written_day(clock.today()),
        lacks="" if offer.refusal else process.lacking(offer.step, page.record) or "",
    )


def _step_box(page: RecordPage, ledger: Ledger, offer: Offer, name: str) -> Box:
    box = make_box(page, ledger, name, prefix=f"{offer.step.key}-")
    box.required = True
    value = ledger_field(ledger, name).of(page.record)
    if value is not None:
        box.fill(value)
    return box


def read_step(form: StepForm, request: HttpRequest) -> Taking | None:
    """Read what was posted into `form`; None where something is wrong with it, which the form then says."""
    form.decided_on = typed(request.POST.get("decided_on"))
    form.note = typed(request.POST.get("note"))
    form.document = typed(request.POST.get("document"))
    day = clock.today()
    if not form.decided_on:
        form.errors["decided_on"] = ["请填写日期。"]
    else:
        try:
            day = read_day(form.decided_on)
        except ValueError as error:
            form.errors["decided_on"] = [str(error)]
    values: dict[str, Any] = {}
    for box in form.boxes:
        box.take(request.POST.get(box.name))
        try:
            values[box.name] = box.value()
        except ValidationError as error:
            box.errors.extend(error.messages)
    if form.errors or any(box.errors for box in form.boxes):
        return None
    return Taking(day, values, form.note, form.document)


def _refuse(form: StepForm, error: ValidationError) -> None:
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    boxes = {box.name: box for box in form.boxes}
    for name, told in found.items():
        if name in boxes:
            boxes[name].errors.extend(told)
        elif name in {"decided_on", "note", "document"}:
            form.errors.setdefault(name, []).extend(told)
        else:
            form.notices.extend(told)


def _written_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
