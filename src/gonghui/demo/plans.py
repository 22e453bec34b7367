"""What a town planned, where it fell short, and the phrases it may open with; besides those that must not be told."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.demo import staff
from gonghui.demo.days import THIS_YEAR, office_day
from gonghui.demo.plan import CITY, PROVINCE, T1, Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.phrases.models import Phrase
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS
from gonghui.ledgers.plans.models import PlanItem, Shortcoming

# Year, matter, what, indicator and target, how it went, day on which it was put in the plan.
_PLAN: tuple[tuple[int, str, str, str, int, str, date], ...] = (
    (2024, "rights", "推动企业开展工资集体协商", "", 0, "已转入今年重点工作", date(2024, 1, 9)),
    (2024, "finance", "做好经费收缴解释工作", "", 0, "已完成", date(2024, 1, 9)),
    (2025, "rights", "完成工资集体协商100家", "agreements.employers", 100, "", date(2025, 1, 8)),
    (2025, "organisation", "新建基层工会", "unions.founded", 5, "", date(2025, 1, 8)),
    (2025, "service", "建成企业职工服务中心示范点", "service_centres.opened", 1, "", date(2025, 1, 8)),
    (
        2025,
        "finance",
        "督促缴费单位完善返还手续",
        "contributions.papers_in_order",
        180,
        "余下单位列入明年",
        date(2025, 1, 8),
    ),
    (2025, "rights", "信访件件有着落", "", 0, "实行专人跟踪和替补", date(2025, 1, 8)),
    (2025, "publicity", "补做集体协商宣传展板", "", 0, "", date(2025, 12, 2)),
    (2026, "rights", "巩固集体协商成果，督促到期合同续签", "", 0, "", date(2025, 11, 24)),
    (2026, "service", "完善示范点各功能室，逐步全部开放", "", 0, "", date(2025, 11, 24)),
    (2026, "finance", "帮助未完善返还手续的单位补齐资料", "", 0, "", date(2025, 11, 24)),
    (2026, "office", "办好基层工会干部业务培训", "", 0, "", date(2025, 12, 8)),
)
_VOIDED_PLAN = ((2025, "other", "重复录入的计划"), (2026, "other", "重复录入的明年计划"))
# Matter, what, when found and mended.
_SHORT: tuple[tuple[str, str, date, date | None], ...] = (
    ("finance", "部分企业返还资料长期不齐，催办方式单一", date(2025, 7, 15), None),
    ("organisation", "小微企业建会后活动偏少，会员信息更新不及时", date(2025, 9, 9), None),
    ("service", "示范点部分功能室尚未开放，服务时段不够", date(2025, 10, 20), None),
    ("rights", "信访登记表有漏填项", date(2025, 4, 10), date(2025, 5, 16)),
    ("office", "台账归档迟缓", date(2024, 8, 6), None),
)
_PHRASES: tuple[tuple[str, str, date, date | None], ...] = (
    ("把服务职工贯穿工作始终", f"{CITY}总工会2025年工作要点", date(2025, 2, 18), None),
    ("聚焦基层、建强组织", f"{CITY}总工会2025年工作要点", date(2025, 2, 18), None),
    ("夯实基层、竭诚服务", f"{CITY}总工会2024年工作要点", date(2024, 2, 20), date(2025, 2, 17)),
    ("以职工满意为标准", f"{PROVINCE}总工会岁末工作通知", date(2025, 12, 5), None),
)
_DRAWN = (
    "走遍辖区内已建会企业",
    "办好职工技能竞赛",
    "完善困难职工档案",
    "推进规范化建设",
    "组织女职工健康讲座",
    "做好到期换届提醒",
)


_DRAWN_SHORT = (
    "村级工会经办人更替快，业务不熟",
    "个别企业对建会有顾虑，走访次数不够",
    "活动多集中在下半年，安排不均衡",
    "会员手机号变动没有及时更新",
)


def enter(town: Town) -> None:
    """Write the town's plans, shortcomings and phrases."""
    if town is T1:
        _first_town(town)
    else:
        _drawn(town)


def _first_town(town: Town) -> None:
    actor, here = staff.officer(town.code), places(town)[town.code]
    rows = [
        PlanItem(
            organisation=here,
            for_year=year,
            matter=matter,
            text=text,
            indicator=indicator,
            target=Decimal(target) if indicator else None,
            outcome=outcome,
            planned_on=planned,
        )
        for year, matter, text, indicator, target, outcome, planned in _PLAN
    ]
    wrong = [
        PlanItem(organisation=here, for_year=year, matter=matter, text=text, planned_on=date(2025, 1, 8))
        for year, matter, text in _VOIDED_PLAN
    ]
    _and_void(PLANS, actor, rows, wrong, "重复录入")
    _and_void(
        SHORTCOMINGS,
        actor,
        [Shortcoming(organisation=here, matter=m, text=t, found_on=f, mended_on=e) for m, t, f, e in _SHORT],
        [Shortcoming(organisation=here, matter="other", text="录错的一条", found_on=date(2025, 6, 3))],
        "录错",
    )
    _and_void(
        PHRASES,
        actor,
        [_phrase(here, text, document, issued, ended) for text, document, issued, ended in _PHRASES],
        [_phrase(here, "抄录有误的提法", f"{CITY}总工会2025年工作要点", date(2025, 2, 18), None)],
        "与原文不符",
    )


def _drawn(town: Town) -> None:
    rng = random.Random(f"plans {town.seed}")
    actor, here = staff.officer(town.code), places(town)[town.code]
    for year in (THIS_YEAR, THIS_YEAR + 1):
        texts = rng.sample(_DRAWN, rng.randint(0, 4))
        planned = date(THIS_YEAR, 1, 10) if year == THIS_YEAR else date(THIS_YEAR, 11, 20)
        items = [
            PlanItem(organisation=here, for_year=year, matter="other", text=text, planned_on=planned) for text in texts
        ]
        door.create_many(PLANS, actor=actor, records=items)
    found = rng.sample(_DRAWN_SHORT, rng.randint(0, 3))
    rows = [
        Shortcoming(
            organisation=here,
            matter="other",
            text=text,
            found_on=office_day(rng, date(THIS_YEAR, 2, 10), date(THIS_YEAR, 11, 20)),
        )
        for text in found
    ]
    door.create_many(SHORTCOMINGS, actor=actor, records=rows)
    if rng.random() < 0.5:
        text, document, issued, _ = _PHRASES[0]
        door.create_many(PHRASES, actor=actor, records=[_phrase(here, text, document, issued, None)])


def _phrase(here: Any, text: str, document: str, issued: date, ended: date | None) -> Phrase:
    return Phrase(
        organisation=here,
        text=text,
        document=document,
        issued_by=document.partition("总工会")[0] + "总工会",
        issued_on=issued,
        ended_on=ended,
    )


def _and_void(ledger: Any, actor: Any, rows: list[Any], wrong: list[Any], why: str) -> None:
    door.create_many(ledger, actor=actor, records=rows)
    for row in door.create_many(ledger, actor=actor, records=wrong):
        door.void(ledger, actor=actor, record=row, why=why)
