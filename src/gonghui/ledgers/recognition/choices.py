"""Code lists of the recognition."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    EXPERIENCE = "experience", "经验介绍"
    PRAISE = "praise", "通报表扬"
    ASSESSMENT = "assessment", "考核结果"
    RANKING = "ranking", "排名"
    AWARD = "award", "授牌获奖"
    FEEDBACK = "feedback", "好评"


class Source(models.TextChoices):
    """Whose word it is."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡镇（街道）级"
    OUTSIDE = "outside", "企业、职工或媒体"
