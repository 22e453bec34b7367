from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction

from gonghui.plain import clock

# Rows are spread by county; where a town hangs directly under a city, by the city. Levels are numbered from the
# top (1 the country, 2 province, 3 city, 4 county, 5 town, 6 village, 7 primary, 8 branch).
LOWEST_JURISDICTION_LEVEL = 4
PROVINCE_LEVEL = 2
# No level of the tree: several places that report together. It hangs below the union that made it, bears papers and
# keeps no records.
GROUP_LEVEL = 9
# The lowest level with an office: a town's, a township's, a street's. It keeps the records of all that lies below it,
# numbers them apart so that its numbers have no gaps, and handles their cases.
OFFICE_LEVEL = 5


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def under(self, place: Organisation) -> OrganisationQuerySet:
        """`place` and all below it."""
        return self.filter(path__startswith=place.path)


class Organisation(models.Model):
    """A node of the tree. A reference table: it lies whole on every shard and changes rarely."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    level = models.PositiveSmallIntegerField("层级")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="上级"
    )
    # Codes from the root, each closed with a stroke ("P/C/T1/"), so that a prefix is a subtree.
    path = models.CharField("路径", max_length=400, unique=True, editable=False)
    jurisdiction_id = models.BigIntegerField("辖区", editable=False, default=0)
    # The nearest office at or above it; the root is its own where there is none.
    office = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="经办的工会"
    )
    initials = models.CharField("拼音首字母", max_length=100, blank=True, editable=False)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    # Places whose rows belong to this one's whole without lying below it: paths with the day since when (None: always).
    # The members of a group, and what was merged into this place.
    also = models.JSONField("并入或一起汇报的", default=list, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="并入"
    )
    # Names that it bore before, each with the last day of it, the oldest first.
    former_names = models.JSONField("曾用名", default=list, editable=False)

    objects: ClassVar[models.Manager[Organisation]] = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "组织"
        ordering: ClassVar[list[str]] = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_group(self) -> bool:
        """Whether it is several places that report together, and no node of the tree."""
        return self.level == GROUP_LEVEL

    def paths_on(self, day: date) -> tuple[str, ...]:
        """The beginnings of the paths of all that belongs to its whole on `day`: its own, and those of `also`."""
        return (self.path, *(path for path, since in self.also if since is None or since <= day.isoformat()))

    def name_on(self, day: date) -> str:
        """The name that it bore on `day`."""
        return next((name for name, last in self.former_names if day.isoformat() <= last), self.name)

    def contains(self, other: Organisation) -> bool:
        """Whether `other` is this organisation, lies below it, or was merged into it."""
        own = self.path if self.is_group or not self.also else self.paths_on(clock.today())
        return other.path.startswith(own)

    def ancestors(self) -> list[Organisation]:
        """From the root down to the parent."""
        return list(self._above)

    @cached_property
    def _above(self) -> list[Organisation]:
        # Kept: the frame of a page, each step and the words of a place ask for it.
        codes = self.path.rstrip("/").split("/")[:-1]
        return list(Organisation.objects.filter(code__in=codes).order_by("level", "path")) if codes else []

    def offices(self) -> list[Organisation]:
        """The office that keeps what is recorded here, and the offices above it, from the nearest up."""
        line = [*self.ancestors(), self]
        found = [node for node in reversed(line) if node.level <= OFFICE_LEVEL] or line[:1]
        # What was merged is handled by its successor, which lies under the same union.
        while (successor := found[0].merged_into) is not None:
            found[0] = successor
        return found

    @cached_property
    def below(self) -> models.QuerySet[Organisation]:
        """It and all below it, to restrict rows by; kept, since a page of figures asks for it hundreds of times."""
        return Organisation.objects.filter(lying_at(self.paths_on(clock.today())))

    def jurisdictions(self) -> tuple[int, ...]:
        """The jurisdictions whose rows can lie at or below this place; one for a county or anything below it."""
        if self.level >= LOWEST_JURISDICTION_LEVEL and not self.also:
            return (self.jurisdiction_id,)
        paths = (self.path, *(path for path, _ in self.also))
        found = Organisation.objects.filter(lying_at(paths)).values_list("jurisdiction_id", flat=True)
        return tuple(sorted(set(found)))


def lying_at(paths: Iterable[str]) -> models.Q:
    """Holds for the organisations whose path begins with one of `paths`."""
    found = models.Q()
    for path in paths:
        found |= models.Q(path__startswith=path)
    return found


def create_organisation(
    *, code: str, name: str, level: int, parent: Organisation | None, initials: str = ""
) -> Organisation:
    """Add a node to the tree and return it, with its path and jurisdiction.

    Raises ValueError, in Chinese, for a code with a stroke or that is taken, or a level that is not below its parent's.
    """
    code = code.strip()
    if "/" in code or not code:
        raise ValueError("代码不能为空，也不能含有“/”，请改用字母和数字。")
    # SQLite compares prefixes without regard to case: "t1" would read the rows of "T1".
    if Organisation.objects.filter(code__iexact=code).exists():
        raise ValueError(f"代码“{code}”已经用过（大小写不同也算同一个），请换一个。")
    if parent is not None and level <= parent.level:
        raise ValueError(f"{name}的层级应低于上级{parent.name}，请重选层级或上级。")
    with transaction.atomic():
        node = Organisation(
            code=code,
            name=name,
            level=level,
            parent=parent,
            initials=initials,
            path=f"{parent.path if parent else ''}{code}/",
        )
        if parent is not None and level > LOWEST_JURISDICTION_LEVEL:
            node.jurisdiction_id = parent.jurisdiction_id
        if level > OFFICE_LEVEL and parent is not None:
            node.office_id = parent.office_id
        node.save(force_insert=True)
        node.jurisdiction_id = node.jurisdiction_id or node.pk
        node.office_id = node.office_id or node.pk
        node.save(update_fields=["jurisdiction_id", "office"])
    return node


class Post(models.Model):
    """A role that a person holds at a place, and so over all that lies below it."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts", verbose_name="人员"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts", verbose_name="组织")
    role = models.CharField("岗位", max_length=30)
    since = models.DateField("任职日期", null=True, blank=True)
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation", "role"], name="access_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.role}"

    def held_on(self, day: date) -> bool:
        """Whether the post is held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
