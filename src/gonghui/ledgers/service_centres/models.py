from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.records.fields import CountField, DayField, MoneyField
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.person import phone_field
from gonghui.engine.sharding.fields import LocalKey
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.service_centres.choices import (
    ActivityKind,
    Aspect,
    CandidateState,
    CentreKind,
    RoomKind,
    ServiceKind,
)
from gonghui.plain import pinyin


class ServiceCentre(LedgerRow):
    """A service centre of the town, a park or an enterprise.

    One that stands in an employer belongs to the employer's place. While it is being built it has no `opened_on`.
    """

    name = models.CharField("名称", max_length=100)
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    kind = models.CharField("类型", max_length=20, choices=CentreKind.choices)
    pilot = models.BooleanField("示范点", default=False)
    employer = LocalKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="所在单位"
    )
    invested_by = models.CharField("投入方", max_length=100, blank=True, help_text="如市总工会、镇政府、企业")
    floor_area = CountField("面积", unit="平方米", null=True, blank=True)
    opening_hours = models.CharField("开放时间", max_length=100, blank=True)
    hardware_done_on = DayField("硬件建设完成日期", null=True, blank=True)
    opened_on = DayField("启用日期", null=True, blank=True)
    closed_on = DayField("停用日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "职工服务中心"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "name"],
                condition=models.Q(voided_on=None),
                name="service_centres_name_once",
                violation_error_message="这里已经登记过同名的服务中心，请查找那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.initials = pinyin.initials(self.name or "")[:100]
        if self.employer is not None:
            self.organisation = self.employer.organisation

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.kind == CentreKind.ENTERPRISE and not self.employer_id:
            errors["employer"] = "企业的服务中心请选择所在单位。"
        errors.update(_closed_after_opening(self.opened_on, self.closed_on, "启用"))
        if errors:
            raise ValidationError(errors)


class ServiceRoom(LedgerRow):
    """A room of a centre. It is planned, then set up, then opened to workers: three different things."""

    centre = LocalKey(ServiceCentre, on_delete=models.PROTECT, related_name="+", verbose_name="服务中心")
    kind = models.CharField("类型", max_length=20, choices=RoomKind.choices)
    name = models.CharField("名称", max_length=50, blank=True, help_text="和类型同名的可以不填")
    set_up_on = DayField("设立日期", null=True, blank=True)
    opened_on = DayField("开放使用日期", null=True, blank=True)
    closed_on = DayField("停用日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "功能室"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "centre", "kind", "name"],
                condition=models.Q(voided_on=None),
                name="service_rooms_once_a_centre",
                violation_error_message="这个服务中心已经登记过同名的功能室，请查找那一间；另有一间的请另取名称。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The room belongs to its centre's place, and bears the name of its kind where it has none of its own."""
        if self.centre_id:
            self.organisation = self.centre.organisation
        if not self.name and self.kind in RoomKind.values and self.kind != RoomKind.OTHER:
            self.name = RoomKind(self.kind).label

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.kind == RoomKind.OTHER and not self.name:
            errors["name"] = "类型是“其他”的，请填写功能室的名称。"
        if self.opened_on and not self.set_up_on:
            errors["set_up_on"] = "填了开放使用日期的，请填设立日期。"
        elif self.opened_on and self.set_up_on and self.opened_on < self.set_up_on:
            errors["opened_on"] = "开放使用日期早于设立日期，请核对。"
        errors.update(_closed_after_opening(self.opened_on or self.set_up_on, self.closed_on, "设立或开放"))
        if errors:
            raise ValidationError(errors)


class CentreService(LedgerRow):
    """A service that a centre offers from a day on, until it ends."""

    centre = LocalKey(ServiceCentre, on_delete=models.PROTECT, related_name="+", verbose_name="服务中心")
    name = models.CharField("服务项目", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=ServiceKind.choices)
    provider = models.CharField("承办", max_length=60, blank=True)
    description = models.CharField("内容和时间", max_length=200, blank=True)
    since = DayField("开办日期")
    until = DayField("停办日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "服务项目"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "centre", "name"],
                condition=models.Q(voided_on=None, until=None),
                name="centre_services_once_a_centre",
                violation_error_message="这个服务中心正在办同名的服务项目，请查找那一条。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The service belongs to its centre's place."""
        if self.centre_id:
            self.organisation = self.centre.organisation

    def clean(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "停办日期早于开办日期，请核对。"})


class SocialWorker(LedgerRow):
    """A social worker's time at a centre."""

    centre = LocalKey(ServiceCentre, on_delete=models.PROTECT, related_name="+", verbose_name="服务中心")
    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50, editable=False)
    phone = phone_field()
    agency = models.CharField("派出机构", max_length=100, blank=True)
    qualification = models.CharField("资质", max_length=60, blank=True)
    since = DayField("到岗日期")
    until = DayField("离岗日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "社工"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "centre", "name"],
                condition=models.Q(voided_on=None, until=None),
                name="social_workers_once_on_post",
                violation_error_message="这个服务中心已有同名的在岗社工，请查找那一条；确是两个人的，请在姓名后加以区别。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The worker's post belongs to the centre's place."""
        self.initials = pinyin.initials(self.name or "")[:50]
        if self.centre_id:
            self.organisation = self.centre.organisation

    def clean(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "离岗日期早于到岗日期，请核对。"})


class PilotCandidate(LedgerRow):
    """An employer that was looked at as the place of a pilot centre, and what was decided."""

    employer = LocalKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    surveyed_on = DayField("调查日期")
    headcount = CountField("调查时职工数", unit="人")
    union_work = models.CharField("工会工作情况", max_length=200, blank=True)
    premises = models.CharField("场地和其他条件", max_length=200, blank=True)
    state = models.CharField("状态", max_length=20, choices=CandidateState.choices, default=CandidateState.CANDIDATE)
    studied_on = DayField("研究日期", null=True, blank=True)
    chosen_on = DayField("选定日期", null=True, blank=True)
    not_chosen_on = DayField("不选日期", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "示范点候选"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "employer"],
                condition=models.Q(voided_on=None, not_chosen_on=None),
                name="pilot_candidates_once",
                violation_error_message="这家单位已经是候选或者已经选定，请查找那一件。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.employer)

    def derive(self) -> None:
        """The candidate belongs to its employer's place."""
        if self.employer_id:
            self.organisation = self.employer.organisation

    def year(self) -> int:
        return int(self.surveyed_on.year)

    def clean(self) -> None:
        for name, act in (("studied_on", "研究"), ("not_chosen_on", "不选")):
            day: date | None = getattr(self, name)
            if day and self.surveyed_on and day < self.surveyed_on:
                raise ValidationError({name: f"{act}的日期早于调查日期，请核对。"})


class Activity(LedgerRow):
    """An activity that was held.

    One that a service centre planned names the centre and what it is for, and belongs to the centre's place.
    `attendance`, `audience` and `volunteers` count how often people took part, not how many different people.
    """

    title = models.CharField("名称", max_length=100)
    initials = models.CharField("拼音首字母", max_length=100, editable=False)
    kind = models.CharField("类型", max_length=20, choices=ActivityKind.choices)
    organiser = models.CharField("主办", max_length=100)
    partners = models.CharField("协办", max_length=100, blank=True)
    centre = LocalKey(
        ServiceCentre,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="服务中心",
        help_text="由服务中心策划的才填",
    )
    aspect = models.CharField("特色活动类别", max_length=20, choices=Aspect.choices, blank=True)
    held_on = DayField("举办日期")
    ended_on = DayField("结束日期", null=True, blank=True, help_text="当天结束的不填")
    place = models.CharField("地点", max_length=100, blank=True)
    attendance = CountField("参与", unit="人次", default=0)
    audience = CountField("观众", unit="人次", default=0)
    volunteers = CountField("志愿者", unit="人次", default=0)
    sessions = CountField("场次", unit="场", default=1)
    items = CountField("节目", unit="个", default=0)
    cost = MoneyField("经费", null=True, blank=True)

    class Meta(LedgerRow.Meta):
        verbose_name = "活动"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *LedgerRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["jurisdiction_id", "organisation", "title", "held_on"],
                condition=models.Q(voided_on=None),
                name="activities_once_a_day",
                violation_error_message="这里已经登记过同一天的同名活动，请查找那一条；一天办几场的请改场次。",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *LedgerRow.Meta.indexes,
            models.Index(fields=["jurisdiction_id", "held_on"], name="activities_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        self.initials = pinyin.initials(self.title or "")[:100]
        if self.centre is not None:
            self.organisation = self.centre.organisation

    def year(self) -> int:
        return int(self.held_on.year)

    def clean(self) -> None:
        errors: dict[str, str] = {}
        if self.centre_id and not self.aspect:
            errors["aspect"] = "服务中心策划的活动，请选择特色活动类别。"
        if self.aspect and not self.centre_id:
            errors["centre"] = "选了特色活动类别，请选择策划的服务中心；不是服务中心策划的，请清空类别。"
        if self.held_on and self.ended_on and self.ended_on < self.held_on:
            errors["ended_on"] = "结束日期早于举办日期，请核对。"
        if self.sessions == 0:
            errors["sessions"] = "场次至少是1，请核对。"
        if (self.cost or 0) < 0:
            errors["cost"] = "经费不能小于0，请核对。"
        if errors:
            raise ValidationError(errors)


def _closed_after_opening(opened: date | None, closed: date | None, act: str) -> dict[str, str]:
    if closed and opened is None:
        return {"closed_on": f"还没有填{act}日期，不能填停用日期。"}
    if closed and opened and closed < opened:
        return {"closed_on": f"停用日期早于{act}日期，请核对。"}
    return {}
