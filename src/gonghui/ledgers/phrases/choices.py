"""What a phrase is for: the clauses of an opening, in the order in which it tells them."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    GUIDING = "guiding", "指导思想"
    SPIRIT = "spirit", "会议精神"
    LEADERSHIP = "leadership", "领导关系"
    THEME = "theme", "工作主线"
    GOAL = "goal", "奋斗目标"
