"""Code lists of the contributions and rebates (领域资料 2.11.1; 工会法第四十三条: two per cent of the wage bill)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

# 工会法第四十三条
CONTRIBUTION_RATE = Decimal("0.0200")


class Item(models.TextChoices):
    CONTRIBUTION = "contribution", "工会经费"
    PREPARATORY = "preparatory", "建会筹备金"
    LATE_FEE = "late_fee", "滞纳金"


class Channel(models.TextChoices):
    TAX = "tax", "税务代收"
    TREASURY = "treasury", "财政划拨"
    DIRECT = "direct", "自行拨缴"


class RebateState(models.TextChoices):
    INCOMPLETE = "incomplete", "资料不全"
    COMPLETE = "complete", "已完善"
    SUBMITTED = "submitted", "已提交"
    REBATED = "rebated", "已返还"


# The file is in order from the day its papers are complete, also after it went up and the money came back.
IN_ORDER = frozenset({RebateState.COMPLETE, RebateState.SUBMITTED, RebateState.REBATED})
