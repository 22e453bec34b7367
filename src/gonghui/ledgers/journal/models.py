from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.journal.choices import Kind, Partner
from gonghui.offices.topics import Topic


class JournalEntry(LedgerRow):
    """Who of the union went to whom, or spoke with whom, about what.

    An entry about an employer belongs to the employer's place; the others to the place where they are entered.
    """

    done_on = DayField("日期")
    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    employer = LocalKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    partner_kind = models.CharField("联系的部门", max_length=20, choices=Partner.choices, blank=True)
    partner = models.CharField("部门名称", max_length=100, blank=True)
    visitors = models.CharField("经办人员", max_length=100)
    content = models.CharField("内容", max_length=500)
    outcome = models.CharField("结果", max_length=500, blank=True)
    next_step = models.CharField("下一步", max_length=300, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "工作日志"

    def __str__(self) -> str:
        return self.content

    def derive(self) -> None:
        if self.employer is not None:
            self.organisation = self.employer.organisation

    def year(self) -> int:
        return int(self.done_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.kind == Kind.EMPLOYER_GUIDANCE and not self.employer_id:
            errors["employer"] = "企业指导请选是哪家单位；到村（社区）、园区的选“下乡指导”。"
        if self.kind == Kind.LIAISON and not self.partner_kind:
            errors["partner_kind"] = "部门联系请选联系的是哪个部门。"
        if self.kind != Kind.LIAISON and (self.partner_kind or self.partner):
            errors["partner_kind"] = "填了联系的部门，类型请选“部门联系”；不是的请清空部门。"
        if errors:
            raise ValidationError(errors)
