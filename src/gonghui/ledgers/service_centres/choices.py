"""Code lists of the service centres and of activities (领域资料 2.15, 2.17, 2.18)."""

from __future__ import annotations

from django.db import models

from gonghui.engine.declare import named


class CentreKind(models.TextChoices):
    TOWN = "town", named("{handling}")
    PARK = "park", "园区"
    ENTERPRISE = "enterprise", "企业"


class RoomKind(models.TextChoices):
    PARTY = "party", "职工党员之家"
    CHAIR = "chair", "工会主席工作室"
    MIND = "mind", "心灵驿站"
    HARDSHIP = "hardship", "困难职工帮扶中心"
    CULTURE = "culture", "职工文体活动指导中心"
    MEDIATION = "mediation", "协商调解室"
    READING = "reading", "职工书屋"
    EMPLOYMENT = "employment", "就业指导服务中心"
    WOMEN = "women", "女职工之家"
    VOLUNTEERS = "volunteers", "工会社工志愿者之家"
    NURSING = "nursing", "母婴室"
    OTHER = "other", "其他"


# The ten rooms (十大功能室) that a centre is planned with; the others come on top of them.
TEN_ROOMS = frozenset(set(RoomKind) - {RoomKind.NURSING, RoomKind.OTHER})


class ServiceKind(models.TextChoices):
    PARTY = "party", "党建活动"
    MIND = "mind", "心理咨询"
    LEGAL_AID = "legal_aid", "法律援助"
    HARDSHIP = "hardship", "困难帮扶"
    HEALTH = "health", "医疗健康"
    CULTURE = "culture", "文体指导"
    EMPLOYMENT = "employment", "培训就业"
    OTHER = "other", "其他"


class CandidateState(models.TextChoices):
    CANDIDATE = "candidate", "候选"
    STUDIED = "studied", "已研究"
    CHOSEN = "chosen", "选定"
    NOT_CHOSEN = "not_chosen", "不选"


class ActivityKind(models.TextChoices):
    CONTEST = "contest", "文体竞赛"
    PERFORMANCE = "performance", "文艺演出"
    FESTIVAL = "festival", "节庆联欢"
    LECTURE = "lecture", "讲座"
    TRAINING = "training", "培训"
    READING = "reading", "读书"
    WALK = "walk", "健步"
    CLINIC = "clinic", "义诊咨询"
    VOLUNTEERING = "volunteering", "志愿服务"
    OTHER = "other", "其他"


class Aspect(models.TextChoices):
    """What a service centre's own activity is for."""

    LEISURE = "leisure", "职工业余文化生活"
    WELLBEING = "wellbeing", "职工身心健康服务"
    VOLUNTEERS = "volunteers", "志愿者团队建设"
    OTHER = "other", "其他"
