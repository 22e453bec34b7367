"""Code lists of the work journal."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    VILLAGE_GUIDANCE = "village_guidance", "下乡指导"
    EMPLOYER_GUIDANCE = "employer_guidance", "企业指导"
    LIAISON = "liaison", "部门联系"
    ADVICE = "advice", "现场咨询"
    PHONE_ADVICE = "phone_advice", "电话咨询"
    TALK = "talk", "谈心走访"


class Partner(models.TextChoices):
    """Which office was spoken with."""

    LABOUR = "labour", "人力资源和社会保障部门"
    JUSTICE = "justice", "司法行政部门和法院"
    CIVIL_AFFAIRS = "civil_affairs", "民政部门"
    TAX = "tax", "税务部门"
    EDUCATION = "education", "教育部门"
    POLICE = "police", "公安部门"
    UPPER_UNION = "upper_union", "上级工会"
    OTHER = "other", "其他单位"
