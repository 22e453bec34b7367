from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.outreach.choices import MEASURES, Kind
from gonghui.offices.topics import Topic


class Outreach(LedgerRow):
    """One act of making something known; `quantity` counts what its kind has in `MEASURES`."""

    kind = models.CharField("方式", max_length=20, choices=Kind.choices)
    topic = models.CharField("业务", max_length=20, choices=Topic.choices)
    title = models.CharField("资料或内容的名称", max_length=100)
    done_on = DayField("日期")
    quantity = CountField(
        "数量",
        unit="",
        help_text="资料填份数，海报张数，广告播出次数，短信发到的人次，转发通知的单位数，名单比对的人数，公众号篇数。",
    )
    measure = models.CharField("量词", max_length=10, editable=False)
    employers_reached = CountField("覆盖单位", unit="家", null=True, blank=True)
    got_from = models.CharField("资料或名单来源", max_length=100, blank=True)
    remark = models.CharField("备注", max_length=300, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "宣传发动"

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        """The measure word follows from the kind; a title loses its book marks, so that one handout has one name."""
        self.measure = MEASURES[Kind(self.kind)] if self.kind in Kind.values else ""
        title = (self.title or "").strip()
        whole = title.startswith("《") and title.endswith("》") and title.count("《") == 1
        self.title = title[1:-1].strip() if whole else title

    def year(self) -> int:
        return int(self.done_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.quantity is not None and self.quantity < 1:
            errors["quantity"] = "数量至少是1，请核对。"
        if self.kind == Kind.LIST_MATCHING and not self.got_from:
            errors["got_from"] = "名单比对请写明名单从哪里来。"
        if errors:
            raise ValidationError(errors)
