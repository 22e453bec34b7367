"""Code lists of who is charged with what."""

from __future__ import annotations

from django.db import models


class Matter(models.TextChoices):
    PETITIONS = "petitions", "信访和劳资纠纷"
    ORGANISING = "organising", "组建和会员"
    BARGAINING = "bargaining", "集体协商"
    HARDSHIP = "hardship", "困难帮扶"
    FINANCE = "finance", "经费"
    ACTIVITIES = "activities", "活动和宣传"
    OTHER = "other", "其他"


class Position(models.TextChoices):
    FIRST = "a", "A岗"
    SECOND = "b", "B岗"
