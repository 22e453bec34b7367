"""Kinds of union (领域资料 2.1.1)."""

from __future__ import annotations

from django.db import models


class UnionKind(models.TextChoices):
    GENERAL = "general", "总工会"
    FEDERATION = "federation", "工会联合会"
    SINGLE = "single", "单独基层工会"
    JOINT = "joint", "联合基层工会"
    TRADE = "trade", "行业工会联合会"
    COMMITTEE = "committee", "工会工作委员会"
