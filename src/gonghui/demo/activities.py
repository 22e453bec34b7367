"""The activities of a town: those that its service centre planned, and those of the town and its villages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import service_centres, staff
from gonghui.demo.days import TODAY, any_day
from gonghui.demo.drawn import how_many, spread
from gonghui.demo.plan import T1, Town
from gonghui.demo.service_centres import Centre
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.service_centres.choices import ActivityKind, Aspect
from gonghui.ledgers.service_centres.ledger import ACTIVITIES
from gonghui.ledgers.service_centres.models import Activity

_CONTEST, _SHOW, _FESTIVAL = ActivityKind.CONTEST, ActivityKind.PERFORMANCE, ActivityKind.FESTIVAL
_LECTURE, _TRAINING, _WALK = ActivityKind.LECTURE, ActivityKind.TRAINING, ActivityKind.WALK
_READING, _CLINIC, _HELPING = ActivityKind.READING, ActivityKind.CLINIC, ActivityKind.VOLUNTEERING
_LEISURE, _WELLBEING, _VOLUNTEERS = Aspect.LEISURE, Aspect.WELLBEING, Aspect.VOLUNTEERS


@dataclass(frozen=True)
class Event:
    """An activity as it is to be entered, by a centre, a village or the town itself."""

    title: str
    kind: ActivityKind
    held_on: date
    attendance: int
    volunteers: int = 0
    aspect: Aspect | str = ""
    centre: Centre | None = None
    village: int | None = None
    cost: Decimal | None = None
    void_reason: str = ""


# What the first town's centre planned since it opened: title, kind, aspect, month and day, attendance, volunteers.
_OF_THE_CENTRE = (
    ("“车间好声音”歌手赛", _CONTEST, _LEISURE, (3, 29), 420, 12),
    ("春季拔河赛", _CONTEST, _LEISURE, (4, 12), 260, 8),
    ("情绪减压沙龙", _LECTURE, _WELLBEING, (4, 26), 96, 4),
    ("康乃馨手作课", _FESTIVAL, _LEISURE, (5, 10), 156, 6),
    ("颈肩义诊日", _CLINIC, _WELLBEING, (5, 24), 310, 10),
    ("端午包粽子", _FESTIVAL, _LEISURE, (5, 30), 380, 11),
    ("防暑降温课堂", _LECTURE, _WELLBEING, (6, 21), 240, 6),
    ("职工志愿队组队培训", _TRAINING, _VOLUNTEERS, (7, 5), 68, 10),
    ("暑期亲子观影夜", _SHOW, _LEISURE, (7, 26), 520, 12),
    ("志愿服务技能练兵", _TRAINING, _VOLUNTEERS, (8, 16), 74, 9),
    ("三人篮球赛", _CONTEST, _LEISURE, (9, 6), 610, 10),
    ("中秋游园灯会", _FESTIVAL, _LEISURE, (9, 28), 860, 16),
    ("睡眠健康讲座", _LECTURE, _WELLBEING, (10, 18), 185, 5),
    ("志愿者秋季拓展", _TRAINING, _VOLUNTEERS, (10, 25), 82, 7),
    ("体检报告解读日", _CLINIC, _WELLBEING, (11, 15), 262, 6),
    ("冬日饺子宴", _FESTIVAL, _LEISURE, (12, 6), 694, 6),
)
# What the town held itself (no village) and what villages held.
_OF_THE_TOWN = (
    ("新春送春联", _FESTIVAL, date(2025, 1, 17), 640, 22, None),
    ("女职工健步走", _WALK, date(2025, 3, 8), 380, 15, None),
    ("“五一”职工文艺汇演", _SHOW, date(2025, 4, 29), 290, 18, None),
    ("读书分享会", _READING, date(2025, 4, 23), 75, 0, 0),
    ("村企篮球邀请赛", _CONTEST, date(2025, 5, 17), 144, 9, 2),
    ("社区羽毛球赛", _CONTEST, date(2025, 6, 14), 96, 5, 13),
    ("园区安全知识竞赛", _CONTEST, date(2025, 6, 27), 210, 0, 19),
    ("职工消夏文艺晚会", _SHOW, date(2025, 8, 22), 180, 20, None),
    ("园区趣味运动会", _CONTEST, date(2025, 10, 18), 450, 24, 20),
    ("国庆书画展", ActivityKind.OTHER, date(2025, 9, 29), 320, 6, None),
    ("职工乒乓球赛", _CONTEST, date(2025, 11, 8), 128, 8, None),
    ("新春送春联", _FESTIVAL, date(2024, 2, 2), 580, 20, None),
    ("“五一”职工文艺汇演", _SHOW, date(2024, 4, 28), 310, 16, None),
    ("社区羽毛球赛", _CONTEST, date(2024, 6, 15), 88, 4, 13),
    ("职工消夏文艺晚会", _SHOW, date(2024, 8, 23), 165, 12, None),
    ("园区趣味运动会", _CONTEST, date(2024, 10, 19), 420, 21, 20),
    ("职工乒乓球赛", _CONTEST, date(2024, 11, 9), 120, 8, None),
)
_TITLES = {
    _CONTEST: ("职工篮球赛", "职工拔河赛", "职工象棋赛", "趣味运动会"),
    _SHOW: ("职工文艺汇演", "电影放映"),
    _FESTIVAL: ("迎春联欢", "中秋游园"),
    _LECTURE: ("健康讲座", "普法讲座"),
    _TRAINING: ("急救培训", "志愿者培训"),
    _WALK: ("职工健步走",),
    _READING: ("读书会",),
    _CLINIC: ("义诊",),
    _HELPING: ("爱心义剪", "清河志愿行"),
}


@lru_cache(maxsize=4)
def events(town: Town) -> tuple[Event, ...]:
    """Every activity of the town, by its day."""
    rng = random.Random(f"activities {town.seed}")
    found = list(_of_the_first_town(town) if town is T1 else _drawn(town, rng))
    return tuple(sorted(found, key=lambda event: event.held_on))


def enter(town: Town) -> None:
    """Write the activities, strike out what was not held, and then the centres entered in error."""
    actor, found, known = staff.officer(town.code), places(town), service_centres.by_name(town)
    rows = [
        Activity(
            title=event.title,
            kind=event.kind,
            organisation=found[town.code if event.village is None else town.village_code(event.village)],
            organiser="服务中心" if event.centre else f"{town.name}总工会",
            centre=known[event.centre.name] if event.centre else None,
            aspect=event.aspect,
            held_on=event.held_on,
            attendance=event.attendance,
            volunteers=event.volunteers,
            cost=event.cost,
        )
        for event in events(town)
    ]
    entered = door.create_many(ACTIVITIES, actor=actor, records=rows)
    for row, event in zip(entered, events(town), strict=True):
        if event.void_reason:
            door.void(ACTIVITIES, actor=actor, record=row, why=event.void_reason)
    service_centres.void_errors(town)


def _of_the_first_town(town: Town) -> Iterator[Event]:
    pilot, _station, _park, double = service_centres.centres(town)
    for title, kind, aspect, (month, day), attendance, volunteers in _OF_THE_CENTRE:
        cost = Decimal(attendance * 7 + 320)
        yield Event(title, kind, date(2025, month, day), attendance, volunteers, aspect, pilot, cost=cost)
    for title, kind, held_on, attendance, volunteers, village in _OF_THE_TOWN:
        yield Event(title, kind, held_on, attendance, volunteers, village=village, cost=Decimal(attendance * 9 + 500))
    # Planned by the centre while it was being built.
    yield Event("服务需求征集日", _FESTIVAL, date(2024, 12, 21), 110, 4, _LEISURE, pilot)
    yield Event("志愿者招募见面会", _HELPING, date(2025, 3, 8), 45, 15, _VOLUNTEERS, pilot)
    void_reason = "下雨改期，没有办成"
    yield Event("志愿者郊野清洁", _HELPING, date(2025, 4, 19), 52, 30, _VOLUNTEERS, pilot, void_reason=void_reason)
    yield Event("志愿者茶话会", _HELPING, date(2025, 4, 18), 60, 5, _VOLUNTEERS, double)


def _drawn(town: Town, rng: random.Random) -> Iterator[Event]:
    count = how_many(rng)
    kinds = [kind for kind in _TITLES if rng.random() < 0.6] or [_CONTEST]
    aspects = [aspect for aspect in Aspect if rng.random() < 0.7] or [_LEISURE]
    by_centre, volunteers = rng.random(), rng.random()
    open_centres = [centre for centre in service_centres.centres(town) if centre.opened_on]
    taken = set()
    for _ in range(count):
        kind, day = rng.choice(kinds), any_day(rng, date(2024, 1, 2), TODAY)
        title = rng.choice(_TITLES[kind])
        centre = rng.choice(open_centres) if open_centres and rng.random() < by_centre else None
        village = rng.randrange(len(town.villages)) if rng.random() < 0.5 and centre is None else None
        helpers = rng.randint(1, 40) if rng.random() < volunteers else 0
        aspect = rng.choice(aspects) if centre else ""
        if (title, day) not in taken:
            taken.add((title, day))
            yield Event(title, kind, day, spread(rng, 4, 6000), helpers, aspect, centre, village)
