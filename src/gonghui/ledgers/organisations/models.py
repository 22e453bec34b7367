from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.plain import identity, pinyin


class Union(LedgerRow):
    """The union that stands at a node of the tree: what kind it is, since when, and who chairs it."""

    name = models.CharField("工会名称", max_length=100)
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    kind = models.CharField("类型", max_length=20, choices=UnionKind.choices)
    founded_on = DayField("建会日期", null=True, blank=True)
    approval = models.CharField("批复文号", max_length=60, blank=True)
    chair = models.CharField("主席", max_length=50, blank=True)
    term = CountField("届次", unit="届", null=True, blank=True)
    term_began_on = DayField("本届选举日期", null=True, blank=True)
    term_ends_on = DayField("本届届满", null=True, blank=True, future=True)
    audit_committee = models.BooleanField(
        "经审委员会", default=False, help_text="经费审查委员会或经审委员，已经选出的勾选"
    )
    women_committee = models.BooleanField(
        "女职工委员会", default=False, help_text="女职工委员会或女职工委员，已经选出的勾选"
    )
    legal_person_code = models.CharField("工会法人代码", max_length=18, blank=True)
    certificate_until = DayField("法人证书有效期至", null=True, blank=True, future=True)
    dissolved_on = DayField("撤销日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "工会组织"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation"],
                name="organisations_union_once",
                violation_error_message="这个组织已经登记了工会，请查找并修改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:100]
        # Typed with blanks it is too long for its column; `clean` tells what is wrong.
        with suppress(ValueError):
            self.legal_person_code = identity.check_credit_code(self.legal_person_code or "")

    def clean(self) -> None:
        """The union's own credit code begins with 81 (GB 32100-2015: registered by the unions)."""
        errors: dict[str, str] = {}
        if self.legal_person_code:
            try:
                identity.check_credit_code(self.legal_person_code)
            except ValueError as error:
                errors["legal_person_code"] = str(error)
            else:
                if not self.legal_person_code.startswith("8"):
                    errors["legal_person_code"] = "工会法人代码以8开头；这像是所在单位的代码，请核对证书。"
        if self.founded_on and self.dissolved_on and self.dissolved_on < self.founded_on:
            errors["dissolved_on"] = "撤销日期早于建会日期，请核对。"
        if self.founded_on and self.term_began_on and self.term_began_on < self.founded_on:
            errors["term_began_on"] = "选举日期早于建会日期，请核对。"
        if self.term_began_on and self.term_ends_on and self.term_ends_on <= self.term_began_on:
            errors["term_ends_on"] = "届满日期不晚于本届选举日期，请核对。"
        if self.certificate_until and not self.legal_person_code:
            errors["legal_person_code"] = "填了法人证书的有效期，请补填工会法人代码。"
        if self.founded_on and self.term_ends_on and self.term_ends_on < self.founded_on:
            errors["term_ends_on"] = "届满日期早于建会日期，请核对。"
        if errors:
            raise ValidationError(errors)
