"""Outreach of three years: three handouts on bargaining, however often each was given out, and all the rest."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gonghui.demo import drawn, staff
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.plan import T1, Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.outreach.choices import Kind
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.outreach.models import Outreach
from gonghui.offices.topics import Topic


@dataclass(frozen=True)
class Planned:
    """An act of outreach as it is to be made."""

    done_on: date
    kind: Kind
    topic: Topic
    title: str
    quantity: int
    reached: int | None = None
    got_from: str = ""
    void_reason: str = ""


def _now(month: int, day: int) -> date:
    return date(THIS_YEAR, month, day)


def _then(month: int, day: int) -> date:
    return date(LAST_YEAR, month, day)


_ASKED, _TOLD, _STEPS = "工资集体协商一问一答", "身边的集体协商故事", "集体协商七步走流程图"
_TAX = "税务代收工会经费办理指南"
_CITY = "市总工会"
_LABOUR = "镇人力资源部门"
_BARGAIN, _MONEY, _SUBSIDY = Topic.BARGAINING, Topic.CONTRIBUTIONS, Topic.SUBSIDIES
_PLANS = (
    Planned(date(THIS_YEAR - 2, 9, 6), Kind.HANDOUT, _MONEY, "工会经费缴纳须知", 300, 150),
    Planned(_then(6, 20), Kind.HANDOUT, _BARGAIN, "集体合同示范文本", 260, 120, _CITY),
    Planned(_then(9, 10), Kind.HANDOUT, Topic.ORGANISING, "入会指引", 500, 90),
    Planned(_then(10, 18), Kind.BROADCAST, Topic.ORGANISING, "扫码入会宣传片", 20),
    Planned(_then(10, 24), Kind.LIST_MATCHING, _SUBSIDY, "取证职工名单比对", 88, got_from=_LABOUR),
    Planned(_then(10, 28), Kind.MESSAGE, _SUBSIDY, "补贴申领提醒", 80),
    Planned(_now(3, 14), Kind.HANDOUT, _MONEY, _TAX, 420, 210, _CITY),
    Planned(_now(7, 8), Kind.HANDOUT, _MONEY, _TAX, 180, 96, _CITY),
    Planned(_now(4, 9), Kind.POSTER, _MONEY, "依法缴纳工会经费", 60, 24),
    Planned(_now(5, 27), Kind.HANDOUT, _BARGAIN, _ASKED, 600, 118, _CITY),
    Planned(_now(6, 11), Kind.HANDOUT, _BARGAIN, f"《{_ASKED}》", 350, 88, _CITY),
    Planned(_now(6, 11), Kind.HANDOUT, _BARGAIN, _TOLD, 350, 88, _CITY),
    Planned(_now(7, 2), Kind.HANDOUT, _BARGAIN, _STEPS, 400, 102),
    Planned(_now(8, 20), Kind.HANDOUT, _BARGAIN, _STEPS, 150, 37),
    Planned(_now(6, 16), Kind.POSTER, _BARGAIN, "平等协商共谋发展", 48, 48),
    Planned(_now(6, 5), Kind.HANDOUT, Topic.STUDENT_AID, "金秋助学申请说明", 240, 63),
    Planned(_now(9, 17), Kind.POST, Topic.CENTRE, "职工服务中心开放时间", 1),
    Planned(_now(10, 22), Kind.FORWARDED, _SUBSIDY, "转发补贴申领通知", 24, 24, _CITY),
    Planned(_now(10, 24), Kind.BROADCAST, _SUBSIDY, "补贴申领广告", 42),
    Planned(_now(11, 6), Kind.BROADCAST, Topic.SAFETY, "安全生产公益广告", 14),
    Planned(_now(10, 27), Kind.LIST_MATCHING, _SUBSIDY, "取证职工名单比对", 136, 41, _LABOUR),
    Planned(_now(5, 19), Kind.LIST_MATCHING, Topic.HARDSHIP, "低保家庭名单比对", 29, got_from="镇民政部门"),
    Planned(_now(10, 29), Kind.MESSAGE, _SUBSIDY, "补贴申领提醒", 131),
    Planned(_now(11, 19), Kind.MESSAGE, _SUBSIDY, "补贴申领截止提醒", 86),
    Planned(_now(9, 24), Kind.MESSAGE, Topic.ACTIVITIES, "中秋活动报名", 310),
    Planned(_now(6, 18), Kind.HANDOUT, _BARGAIN, "劳动合同问答", 90, void_reason="资料是人力资源部门派发的，误登记"),
    Planned(_now(4, 16), Kind.HANDOUT, _MONEY, "经费代收手册", 70, void_reason="名称写错，已另登记"),
    Planned(_now(10, 30), Kind.MESSAGE, _SUBSIDY, "补贴提醒", 131, void_reason="重复登记"),
    Planned(_now(10, 28), Kind.LIST_MATCHING, _SUBSIDY, "取证名单", 136, got_from=_LABOUR, void_reason="重复登记"),
    Planned(_now(10, 25), Kind.BROADCAST, _SUBSIDY, "补贴广告", 42, void_reason="重复登记"),
)


def enter(town: Town) -> None:
    """Write the town's outreach, then strike out what was entered in error."""
    rng = random.Random(f"outreach {town.seed}")
    plans = _PLANS if town is T1 else tuple(_drawn(rng, town))
    actor, office = staff.officer(town.code), places(town)[town.code]
    rows = [
        Outreach(
            organisation=office,
            kind=plan.kind,
            topic=plan.topic,
            title=plan.title,
            done_on=plan.done_on,
            quantity=plan.quantity,
            employers_reached=plan.reached,
            got_from=plan.got_from,
        )
        for plan in plans
    ]
    door.create_many(OUTREACH, actor=actor, records=rows)
    for plan, row in zip(plans, rows, strict=True):
        if plan.void_reason:
            door.void(OUTREACH, actor=actor, record=row, why=plan.void_reason)


def _drawn(rng: random.Random, town: Town) -> Iterator[Planned]:
    """The outreach of a town that no text describes."""
    count = drawn.how_many(rng, 40)
    kinds = drawn.some_of(rng, tuple(Kind))
    topics = drawn.some_of(rng, (_BARGAIN, _MONEY, _SUBSIDY, Topic.ORGANISING, Topic.SAFETY))
    for _ in range(count):
        kind, topic = rng.choice(kinds), rng.choice(topics)
        year = rng.choice((LAST_YEAR, THIS_YEAR, THIS_YEAR))
        yield Planned(
            office_day(rng, date(year, 1, 6), min(date(year, 12, 26), TODAY)),
            kind,
            topic,
            f"{town.name}{topic.label}宣传材料之{rng.choice('一二三四五')}",
            rng.randint(1, 900),
            got_from=_LABOUR if kind is Kind.LIST_MATCHING else "",
        )
