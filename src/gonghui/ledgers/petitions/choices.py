"""Code lists and periods of the petitions (领域资料 2.4.1, 2.4.2)."""

from __future__ import annotations

from django.db import models

from gonghui.engine.declare import named


class Source(models.TextChoices):
    """How a petition came: exactly one of these, so that the counts by source add up to the whole."""

    REFERRED = "referred", "上级工会转办"
    PETITION_OFFICE = "petition_office", "上级信访部门转送交办"
    IN_PERSON = "in_person", named("{handling}接访")
    LETTER = "letter", "来信"
    PHONE = "phone", "来电（含12351）"
    ONLINE = "online", "网上信访"
    GOVERNMENT = "government", "党委政府转办"
    CONGRESS = "congress", "人大政协"
    ROUND = "round", "巡查发现"


class Nature(models.TextChoices):
    CLAIM = "claim", "申诉求决"
    SUGGESTION = "suggestion", "意见建议"
    ACCUSATION = "accusation", "检举控告"
    QUESTION = "question", "咨询"


class Category(models.TextChoices):
    UNPAID_WAGES = "unpaid_wages", "欠薪"
    OVERTIME = "overtime", "加班工资"
    INSURANCE = "insurance", "社保公积金"
    SEVERANCE = "severance", "经济补偿、解除合同"
    INJURY = "injury", "工伤职业病"
    CONTRACT = "contract", "劳动合同"
    HOURS = "hours", "工时休假"
    WOMEN = "women", "女职工保护"
    SAFETY = "safety", "安全卫生"
    UNION = "union", "工会组建"
    HARDSHIP = "hardship", "困难求助"
    OTHER = "other", "其他"


class HandedTo(models.TextChoices):
    LABOUR = "labour", "人社（监察、仲裁）"
    VILLAGE = "village", "村（社区）"
    LEGAL_AID = "legal_aid", "法律援助"
    GOVERNMENT = "government", "党政其他部门"


class Result(models.TextChoices):
    SETTLED = "settled", "化解"
    MEDIATED = "mediated", "调解成功"
    LITIGATION = "litigation", "导入仲裁、诉讼"
    ENDED = "ended", "终结"


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class State(models.TextChoices):
    RECEIVED = "received", "已登记"
    ACCEPTED = "accepted", "已受理"
    EXTENDED = "extended", "已延期"
    CLOSED = "closed", "已办结"
    FOLLOWED_UP = "followed_up", "已回访"
    HANDED_ON = "handed_on", "已转出"
    NOT_ACCEPTED = "not_accepted", "不予受理"


# 《信访工作条例》, natural days.
NOTIFY_DAYS = 15  # 第23条: from receipt, to tell the petitioner
HANDLE_DAYS = 60  # 第34条: from acceptance
GROUP = 5  # 第20条: more than so many choose representatives; from so many on offices count a group
LONGEST_EXTENSION = 30  # 第34条
