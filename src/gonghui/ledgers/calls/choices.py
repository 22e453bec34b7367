from __future__ import annotations

from django.db import models


class Topic(models.TextChoices):
    """The scheme that is called for."""

    SUBSIDY = "subsidy", "交通和误工补贴"
    HARDSHIP = "hardship", "困难职工帮扶"
    STUDENT_AID = "student_aid", "金秋助学"
    TRAINING = "training", "职工培训"
    MUTUAL_AID = "mutual_aid", "医疗互助"
    RECUPERATION = "recuperation", "疗休养"
    HONOURS = "honours", "评先评优"
    OTHER = "other", "其他"
