"""What a plan's item or a shortcoming is about: the areas of a union's work."""

from __future__ import annotations

from django.db import models

from gonghui.plain.spans import PARTS_OF_YEAR, STATISTICAL_YEAR

# The times for which an office plans.
PARTS = tuple((part.key, part.name) for part in PARTS_OF_YEAR if part is not STATISTICAL_YEAR)


class Matter(models.TextChoices):
    ORGANISATION = "organisation", "组织建设"
    RIGHTS = "rights", "维权协商"
    AID = "aid", "帮扶慰问"
    SERVICE = "service", "职工服务"
    FINANCE = "finance", "工会经费"
    PUBLICITY = "publicity", "宣传教育"
    OFFICE = "office", "自身建设"
    OTHER = "other", "其他"
