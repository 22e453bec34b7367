"""Two reference-like and six ledger tables, with every kind of reference."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from gonghui.engine.sharding.fields import LocalKey, LocalOneToOne
from gonghui.engine.sharding.rows import JurisdictionRow

LABEL = "sharding_toy"


class Officer(models.Model):
    """A reference table."""

    name = models.CharField(max_length=20)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        app_label = LABEL

    def __str__(self) -> str:
        return self.name


class Person(JurisdictionRow):
    name = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    introduced_by = LocalKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="introduced")
    # for mypy, which knows the reverse sides of installed apps only
    requests: ClassVar[Any]

    class Meta:
        app_label = LABEL
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "number"], name="toy_person_number")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["jurisdiction_id", "name"], name="toy_person")]


class Request(JurisdictionRow):
    person = LocalKey(Person, on_delete=models.PROTECT, related_name="requests", verbose_name="申请人")
    title = models.CharField(max_length=20)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    remarks: ClassVar[Any]
    payment: ClassVar[Any]
    helpers: models.ManyToManyField[Any, Any] = models.ManyToManyField(Officer, through="Help", related_name="+")

    class Meta:
        app_label = LABEL


class Help(JurisdictionRow):
    request = LocalKey(Request, on_delete=models.CASCADE, related_name="help")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = LABEL


class Remark(JurisdictionRow):
    request = LocalKey(Request, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField(max_length=20)

    class Meta:
        app_label = LABEL


class Reply(JurisdictionRow):
    remark = LocalKey(Remark, on_delete=models.CASCADE, related_name="replies")

    class Meta:
        app_label = LABEL


class Payment(JurisdictionRow):
    request = LocalOneToOne(Request, on_delete=models.PROTECT, related_name="payment")
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        app_label = LABEL
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["jurisdiction_id", "request"], name="toy_one_payment")
        ]


MODELS: list[type[models.Model]] = [Officer, Person, Request, Help, Remark, Reply, Payment]
