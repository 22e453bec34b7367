from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import contact_phone_field, id_number_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.petitions.choices import (
    HANDLE_DAYS,
    LONGEST_EXTENSION,
    NOTIFY_DAYS,
    Category,
    HandedTo,
    Nature,
    Result,
    Satisfaction,
    Source,
    State,
)
from gonghui.plain.periods import format_full_day

# The days that answer a petition, and those that end it; each is written once.
_ANSWERS = ("accepted_on", "notified_on", "handed_on_on", "not_accepted_on")
_ENDS = ("closed_on", "handed_on_on", "not_accepted_on")

_AFTERWARDS = (
    *("accepted_on", "notified_on", "handed_on_on", "not_accepted_on", "taken_over_on"),
    *("reply_due_on", "replied_on", "report_due_on", "reported_on"),
)


class Petition(LedgerRow):
    """A petition, from its receipt to its end.

    Where it concerns an employer it belongs to the employer's place, else to where it was received. What is due when,
    the day of the first answer and the day of the end are derived, so that nobody types that it was in time.
    """

    received_on = DayField("收到日期")
    source = models.CharField("来源", max_length=20, choices=Source.choices)
    hotline_number = models.CharField("12351工单号", max_length=40, blank=True)
    subject = models.CharField("事由", max_length=100)
    nature = models.CharField("性质", max_length=20, choices=Nature.choices, default=Nature.CLAIM)
    category = models.CharField("诉求类别", max_length=20, choices=Category.choices)
    people = CountField("人数", unit="人", default=1, help_text="一起来的人数；来几批的，各批相加")
    group = models.BooleanField("集体信访", default=False, help_text="5人以上为同一件事一起来的")
    batches = CountField("批次", unit="批", default=1, help_text="同一件事来了几批")
    employer = LocalKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="涉及单位"
    )
    amount_claimed = MoneyField("涉及金额", null=True, blank=True)
    petitioner = SealedField("信访人", purpose="name", blank=True)
    petitioner_index = BlindIndexField(of="petitioner")
    id_number = id_number_field(blank=True)
    id_number_index = BlindIndexField(of="id_number")
    phone = contact_phone_field()
    phone_index = BlindIndexField(of="phone")
    handler = models.CharField("经办人", max_length=50, help_text="A岗")
    stand_in = models.CharField("替补人", max_length=50, blank=True, help_text="B岗，经办人不在时接手")
    reply_number = models.CharField("答复书号", max_length=60, blank=True, help_text="书面答复的，办结前填好")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    slip_number = models.CharField("上级来文号", max_length=60, blank=True, help_text="转办单、交办单的文号")
    reply_due_on = DayField("要求回复日期", null=True, blank=True, future=True, help_text="转办单上要求回复的日期")
    replied_on = DayField("回复上级日期", null=True, blank=True)
    report_due_on = DayField("应上报日期", null=True, blank=True, future=True, help_text="要向上级工会报告的才填")
    reported_on = DayField("上报日期", null=True, blank=True)
    notify_due_on = DayField("告知期限", future=True, editable=False)
    accepted_on = DayField("受理日期", null=True, blank=True)
    notified_on = DayField("告知日期", null=True, blank=True)
    taken_over_on = DayField("交接日期", null=True, blank=True)
    taken_over_by = models.CharField("接手人", max_length=50, blank=True)
    due_on = DayField("办结期限", null=True, blank=True, future=True, editable=False)
    extended_on = DayField("延期日期", null=True, blank=True)
    extended_days = CountField("延期天数", unit="天", null=True, blank=True)
    closed_on = DayField("办结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=20, choices=Result.choices, blank=True)
    amount_recovered = MoneyField("追回金额", null=True, blank=True, help_text="没有追回的填0")
    handed_on_on = DayField("转出日期", null=True, blank=True)
    handed_to = models.CharField("转往", max_length=20, choices=HandedTo.choices, blank=True)
    not_accepted_on = DayField("不予受理日期", null=True, blank=True)
    followed_up_on = DayField("回访日期", null=True, blank=True)
    satisfaction = models.CharField("满意度", max_length=20, choices=Satisfaction.choices, blank=True)
    answered_on = DayField("首次答复日期", null=True, blank=True, editable=False)
    done_on = DayField("处理完毕日期", null=True, blank=True, editable=False)

    class Meta(LedgerRow.Meta):
        verbose_name = "信访"
        constraints: ClassVar[list[models.BaseConstraint]] = [*LedgerRow.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "received_on"], name="petitions_by_day"),
            models.Index(fields=["jurisdiction_id", "id_number_index"], name="petitions_id_number"),
            models.Index(fields=["jurisdiction_id", "phone_index"], name="petitions_phone"),
            models.Index(fields=["jurisdiction_id", "petitioner_index"], name="petitions_petitioner"),
        ]

    def __str__(self) -> str:
        return self.subject

    def derive(self) -> None:
        """The place of the employer concerned, what is due when, and when it was answered and ended."""
        if self.employer is not None:
            self.organisation = self.employer.organisation
        # What was typed wrong is still text here; the field's own rule tells it.
        if isinstance(self.received_on, date):
            self.notify_due_on = self.received_on + timedelta(days=NOTIFY_DAYS)
        if isinstance(self.accepted_on, date):
            self.due_on = self.accepted_on + timedelta(days=HANDLE_DAYS + (self.extended_days or 0))
        self.answered_on = min((day for name in _ANSWERS if (day := getattr(self, name))), default=None)
        self.done_on = next((day for name in _ENDS if (day := getattr(self, name))), None)

    def year(self) -> int:
        return int(self.received_on.year)

    def in_charge(self) -> str:
        """Who handles it now: the officer who took it over last, else the one who had it first."""
        return self.taken_over_by or self.handler

    def clean(self) -> None:
        errors = self._faults_of_days()
        if self.people == 0:
            errors["people"] = "人数至少1人，请核对。"
        if self.batches == 0:
            errors["batches"] = "批次至少1批，请核对。"
        if self.stand_in and self.stand_in == self.handler:
            errors["stand_in"] = "A岗、B岗要是两个人，请另填替补。"
        for name in ("amount_claimed", "amount_recovered"):
            amount: Decimal | None = getattr(self, name)
            if amount is not None and amount < 0:
                errors[name] = "金额不能小于0，请核对。"
        errors |= self._faults_of_extension()
        if errors:
            raise ValidationError(errors)

    def _faults_of_days(self) -> dict[str, str]:
        """The days of what came of it that lie before it came."""
        received: date | None = self.received_on
        if not received:
            return {}
        early = [name for name in _AFTERWARDS if (day := getattr(self, name)) and day < received]
        return dict.fromkeys(early, f"不能早于收到日期（{format_full_day(received)}），请核对。")

    def _faults_of_extension(self) -> dict[str, str]:
        if not self.extended_on or not self.accepted_on:
            return {}
        found, first_due = {}, self.accepted_on + timedelta(days=HANDLE_DAYS)
        if self.extended_on > first_due:
            found["extended_on"] = f"延期要在原期限（{format_full_day(first_due)}）以前办，现在已经超期。"
        if self.extended_days is not None and not 1 <= self.extended_days <= LONGEST_EXTENSION:
            found["extended_days"] = f"延期1至{LONGEST_EXTENSION}天，请核对。"
        return found
