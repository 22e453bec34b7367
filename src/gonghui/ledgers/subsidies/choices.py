"""Code lists of the transport and lost-work subsidies (领域资料 2.9)."""

from __future__ import annotations

from django.db import models

from gonghui.engine.declare import named


class State(models.TextChoices):
    SURVEYED = "surveyed", "摸底"
    APPLIED = "applied", "已申请"
    TOWN_PASSED = "town_passed", named("{handling}审核通过")
    CITY_PASSED = "city_passed", named("{upper}审核通过")
    HIGHER_PASSED = "higher_passed", named("{higher}审核通过")
    PROVINCE_PASSED = "province_passed", named("{province}审核通过")
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REJECTED = "rejected", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"
