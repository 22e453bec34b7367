"""Code lists of the inspections (领域资料 2.2)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from gonghui.engine.declare import named


class Standard(models.TextChoices):
    SIX_HAVES = "six_haves", "六有"
    FOUNDATION = "foundation", "固本强基"
    NINE_SIX = "nine_six", "九有六好"
    BOOKS = "books", "七簿三档三册"
    OTHER = "other", "其他标准"


class Tier(models.TextChoices):
    """Who inspects."""

    SELF = "self", "自查"
    TOWN = "town", named("{handling}查")
    CITY = "city", named("{upper}查")
    PROVINCE = "province", "省抽查"


class Method(models.TextChoices):
    ALL = "all", "全覆盖"
    RANDOM = "random", "随机"
    FOCUSED = "focused", "重点"


class Grade(models.TextChoices):
    EXCELLENT = "excellent", "优"
    GOOD = "good", "良"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


FULL_SCORE = Decimal(100)
PASSING_SCORE = Decimal(60)
# From which score on.
_GRADES = ((Decimal(90), Grade.EXCELLENT), (Decimal(80), Grade.GOOD), (PASSING_SCORE, Grade.PASSED))


def grade_of(score: Decimal) -> Grade:
    """The grade that a score of 0 to 100 earns: 优 from 90, 良 from 80, 合格 from 60."""
    return next((grade for least, grade in _GRADES if score >= least), Grade.FAILED)
