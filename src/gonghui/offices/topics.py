"""业务: the lines of a union's work, by which meetings, journal entries and outreach are told apart."""

from __future__ import annotations

from django.db import models


class Topic(models.TextChoices):
    ORGANISING = "organising", "建会入会"
    STANDARDISATION = "standardisation", "规范化建设"
    BARGAINING = "bargaining", "集体协商"
    PETITIONS = "petitions", "信访维权"
    HARDSHIP = "hardship", "困难帮扶"
    STUDENT_AID = "student_aid", "金秋助学"
    SUBSIDIES = "subsidies", "交通和误工补贴"
    CENTRE = "centre", "职工服务中心"
    ACTIVITIES = "activities", "文体活动"
    CONTRIBUTIONS = "contributions", "工会经费"
    WOMEN = "women", "女职工工作"
    SAFETY = "safety", "劳动保护"
    STUDY = "study", "学习宣传"
    OTHER = "other", "其他"
