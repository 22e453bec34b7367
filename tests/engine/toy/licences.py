"""执照: a file of a year, whose plain process asks that its papers be there; nobody reviews anybody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from tests.engine.toy.workshops import Workshop

from gonghui.engine.declare import Ledger, Process, Relation, Section, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.engine.records.fields import DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role

PAPERS = {"plan": "图纸", "photo": "照片", "receipt": "收据"}


class State(models.TextChoices):
    INCOMPLETE = "incomplete", "资料不全"
    COMPLETE = "complete", "资料齐全"
    SUBMITTED = "submitted", "已报送"
    ISSUED = "issued", "已发照"


class Licence(LedgerRow):
    """The papers for a workshop's licence of one year."""

    workshop = LocalKey(Workshop, on_delete=models.PROTECT, related_name="+", verbose_name="办照工坊")
    for_year = models.PositiveSmallIntegerField("年度")
    plan = models.BooleanField("图纸", default=False)
    photo = models.BooleanField("照片", default=False)
    receipt = models.BooleanField("收据", default=False)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.INCOMPLETE)
    completed_on = DayField("齐全日期", null=True, blank=True)
    submitted_on = DayField("报送日期", null=True, blank=True)
    sent_back_on = DayField("退回日期", null=True, blank=True)
    issued_on = DayField("发照日期", null=True, blank=True)
    fee = MoneyField("工本费", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "执照"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "workshop", "for_year"],
                condition=models.Q(voided_on=None),
                name="toy_licence_once_a_year",
                violation_error_message="这家工坊这一年的执照已经登记，请查找那一件。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}{self.for_year}年执照"

    def derive(self) -> None:
        if self.workshop_id:
            self.organisation = self.workshop.organisation

    def year(self) -> int:
        return self.for_year

    def lacking(self) -> list[str]:
        """The titles of the papers that are still missing."""
        return [title for name, title in PAPERS.items() if not getattr(self, name)]

    def clean(self) -> None:
        if self.state != State.INCOMPLETE and self.lacking():
            raise ValidationError(f"资料已经齐全，不能再去掉：{'、'.join(self.lacking())}。")


def papers_are_there(record: Licence, _values: dict[str, Any]) -> str | None:
    return f"还缺：{'、'.join(record.lacking())}。请先补上。" if record.lacking() else None


def _in_town(key: str, title: str, start: set[State], end: State, dates: str, **more: Any) -> Step:
    by = frozenset({Role.OFFICER})
    return Step(key, title, frozenset(start), end, by=by, relation=Relation.HANDLING, dates=dates, **more)


ISSUING = Process(
    key="licences.issuing",
    version=1,
    field="state",
    initial=State.INCOMPLETE,
    states=tuple(ProcessState(each, each.label, "done" if each == State.ISSUED else "waiting") for each in State),
    steps=(
        _in_town(
            "complete", "补齐资料", {State.INCOMPLETE}, State.COMPLETE, "completed_on", guards=(papers_are_there,)
        ),
        _in_town("submit", "报送", {State.COMPLETE}, State.SUBMITTED, "submitted_on"),
        _in_town("issue", "发照", {State.SUBMITTED}, State.ISSUED, "issued_on", fields=("fee",)),
        _in_town(
            "send_back",
            "退回补资料",
            {State.COMPLETE, State.SUBMITTED},
            State.INCOMPLETE,
            "sent_back_on",
            reason=True,
            primary=False,
        ),
    ),
    line=("complete", "submit", "issue"),
    editable=frozenset({State.INCOMPLETE}),
)

LICENCES = Ledger(
    key="licences",
    title="执照",
    noun="执照",
    unit="件",
    area="trade",
    letters="ZZ",
    model=Licence,
    heading="workshop",
    columns=("number", "workshop", "for_year", "state", "completed_on", "submitted_on", "issued_on", "fee"),
    search=("number", "workshop__name", "workshop__initials"),
    filters=("state", "for_year"),
    order=("-for_year", "-id"),
    totals=("fee",),
    form=(Section("工坊和年度", ("workshop", "for_year")), Section("收到的资料", tuple(PAPERS))),
    grants=ENTERED_IN_TOWN,
    levels=frozenset({Level.TOWN, Level.VILLAGE}),
    process=ISSUING,
    blurb="每家工坊每年一件：收齐资料，报送，发照。",
)
