"""Code lists of the transport and lost-work subsidies (领域资料 2.9)."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    SURVEYED = "surveyed", "摸底"
    APPLIED = "applied", "已申请"
    TOWN_PASSED = "town_passed", "镇审通过"
    CITY_PASSED = "city_passed", "市审通过"
    PROVINCE_PASSED = "province_passed", "省审通过"
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"
