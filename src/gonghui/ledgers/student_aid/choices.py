"""Code lists of student aid (领域资料 2.7)."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    PRIMARY = "primary", "小学"
    MIDDLE = "middle", "初中"
    HIGH = "high", "高中"
    VOCATIONAL = "vocational", "中职中专"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    GRADUATE = "graduate", "研究生"


# What a summary calls 大学.
HIGHER = frozenset({Stage.COLLEGE, Stage.BACHELOR, Stage.GRADUATE})


class Relation(models.TextChoices):
    CHILD = "child", "子女"
    WARD = "ward", "被监护人"
    SELF = "self", "本人"
    OTHER = "other", "其他"
