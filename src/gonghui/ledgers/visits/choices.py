"""Code lists of the visits (领域资料 2.5.4, 2.6)."""

from __future__ import annotations

from django.db import models

from gonghui.engine.declare import named


class Festival(models.TextChoices):
    """On what occasion."""

    SPRING = "spring", "元旦春节送温暖"
    MAY = "may", "五一"
    HEAT = "heat", "高温送清凉"
    AUTUMN = "autumn", "中秋"
    NATIONAL = "national", "国庆"
    INJURY = "injury", "工伤慰问"
    HOSPITAL = "hospital", "住院慰问"
    LIFE = "life", "生育、结婚、退休、去世"
    MODEL = "model", "劳模慰问"
    SUDDEN = "sudden", "突发慰问"
    OTHER = "other", "其他"


class Category(models.TextChoices):
    """Who is visited."""

    INJURED = "injured", "工伤职工"
    HARDSHIP = "hardship", "困难职工"
    SEVERE = "severe", "特困职工"
    RETIRED = "retired", "退休职工"
    MODEL = "model", "劳模"
    FRONTLINE = "frontline", "一线职工"
    OUTDOOR = "outdoor", "户外劳动者"
    UNPAID = "unpaid", "停发欠薪企业职工"
    BEREAVED = "bereaved", "因公牺牲职工家属"
    OTHER = "other", "其他"


class Organiser(models.TextChoices):
    TOWN = "town", named("{handling}")
    WITH_UPPER = "with_upper", "会同上级工会"
    BELOW = "below", "基层工会"


class Fund(models.TextChoices):
    """Where the money comes from. Subsistence allowances are the civil affairs' money and no visit's."""

    CENTRAL = "central", "中央财政专项帮扶资金"
    LOCAL = "local", "地方财政资金"
    UNION = "union", "工会经费"
    WARMTH = "warmth", "送温暖资金"
    CHARITY = "charity", "慈善、社会捐赠"
    OFFICE = "office", "行政资金"
    MUTUAL = "mutual", "互助保障金"
