"""Code lists of the meetings (领域资料 2.20)."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    MOBILISATION = "mobilisation", "动员部署"
    PROMOTION = "promotion", "推进会"
    WORK = "work", "工作会议"
    BRIEFING = "briefing", "传达学习"
    TRAINING = "training", "培训"
    TALK = "talk", "座谈会"
    CHAIRS = "chairs", "主席会议"
    COMMITTEE = "committee", "委员会会议"
    AUDIT = "audit", "经审会"
    CONGRESS = "congress", "会员（代表）大会"
    OTHER = "other", "其他会议"


class Host(models.TextChoices):
    """Who called the meeting, seen from the union that enters it."""

    UPPER = "upper", "上级工会"
    OWN = "own", "本级"
    LOWER = "lower", "基层"
