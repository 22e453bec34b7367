"""Code lists of hardship aid (领域资料 2.5.1, 2.5.2)."""

from __future__ import annotations

from django.db import models


class Category(models.TextChoices):
    """How hard it is. A migrant worker in hardship is no class of its own but a mark beside one of these."""

    DEEP = "deep", "深度困难"
    RELATIVE = "relative", "相对困难"
    SUDDEN = "sudden", "意外致困"
    NONE = "none", "不建档"


class Cause(models.TextChoices):
    UNABLE = "unable", "无劳动能力"
    NO_WORK = "no_work", "有劳动能力未就业"
    LAID_OFF = "laid_off", "下岗失业"
    UNINSURED = "uninsured", "未参加社保"
    BENEFIT_UNPAID = "benefit_unpaid", "社保待遇未落实"
    ILLNESS = "illness", "患重特大疾病"
    DISASTER = "disaster", "自然灾害"
    ACCIDENT = "accident", "意外事故"
    SCHOOLING = "schooling", "子女上学"
    OTHER = "other", "其他"
