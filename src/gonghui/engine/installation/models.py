from __future__ import annotations

from datetime import date

from django.db import models


class Installation(models.Model):
    """The one row that tells what this database is."""

    set_up_on = models.DateField("建库日期")
    demo_date = models.DateField("演示日期", null=True, blank=True)
    demo_stage = models.CharField("演示数据进度", max_length=40, blank=True)
    # Tells whether the key file is the one that the rows were sealed with; empty until that has been proved.
    key_check = models.CharField("密钥校验值", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "本套系统"

    def __str__(self) -> str:
        return "演示" if self.demo_date else "正式"

    @classmethod
    def current(cls) -> Installation | None:
        """The row, or None in a database that nobody has set up yet."""
        return cls.objects.first()


def demo_date() -> date | None:
    """The date that a demonstration database carries; None for a real one."""
    # This column alone: the others of an older database may not be there yet.
    return Installation.objects.values_list("demo_date", flat=True).first()
