"""What a town holds that its data does not tell: drawn from its seed, in the same form as a data file tells it.

A register may be empty, hold a little, or plenty.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, any_day, day_after, office_day
from gonghui.demo.names import Names
from gonghui.demo.stories import Story, book
from gonghui.ledgers.calls.choices import Topic as CallTopic
from gonghui.ledgers.duties.choices import Matter
from gonghui.ledgers.journal.choices import Kind as JournalKind
from gonghui.ledgers.meetings.choices import Host
from gonghui.ledgers.meetings.choices import Kind as MeetingKind
from gonghui.ledgers.outreach.choices import Kind as OutreachKind
from gonghui.ledgers.petitions.choices import Source
from gonghui.ledgers.recognition.choices import Kind as RecognitionKind
from gonghui.ledgers.service_centres.choices import ActivityKind, Aspect, RoomKind, ServiceKind
from gonghui.ledgers.student_aid.choices import Stage
from gonghui.offices.topics import Topic

if TYPE_CHECKING:
    from gonghui.demo.town import Town

_MOST = 60
_EMPTY = 0.25
_YEARS = (LAST_YEAR, THIS_YEAR, THIS_YEAR)
_TOPICS = (Topic.STANDARDISATION, Topic.BARGAINING, Topic.CONTRIBUTIONS, Topic.PETITIONS, Topic.HARDSHIP)
_Story = TypeVar("_Story")
Row = dict[str, Any]


def how_many(rng: random.Random, most: int = _MOST) -> int:
    """The rows of a register: none in one town of four, else 1 to `most`, as often few as many."""
    return 0 if rng.random() < _EMPTY else round(math.exp(rng.uniform(0, math.log(most))))


def some_of(rng: random.Random, stories: Sequence[_Story]) -> list[_Story]:
    """The stories that happen in a town: each may be missing, never all."""
    return [story for story in stories if rng.random() < 0.6] or [rng.choice(stories)]


def drawn(town: Town) -> dict[str, Any]:
    """The facts of each register, by the key under which a data file tells them."""
    found: dict[str, Any] = {
        key: list(draw(random.Random(f"{key} {town.seed}"), town)) for key, draw in _REGISTERS.items()
    }
    rng = random.Random(f"centres {town.seed}")
    found |= _centres(rng, town, any("choose" in step for row in found["pilot_candidates"] for step in row["steps"]))
    found["activities"] = list(_activities(rng, town, found["service_centres"]))
    found["hardship_standards"] = {
        str(year): rng.choice((600, 800, 1000, 1500, 2000)) for year in (LAST_YEAR, THIS_YEAR)
    }
    return found


def _day(rng: random.Random, until: date = TODAY) -> date:
    year = rng.choice(_YEARS)
    return office_day(rng, date(year, 1, 6), min(date(year, 12, 26), until))


def _village(rng: random.Random, town: Town, part: float) -> str:
    return rng.choice(town.villages).name if rng.random() < part else ""


def _of(village: str) -> Row:
    return {"village": village} if village else {}


def _cases(rng: random.Random, stories: Mapping[str, Story]) -> Iterator[Row]:
    count, happening = how_many(rng), some_of(rng, tuple(stories))
    cases = Counter((rng.choice(happening), rng.random() < 0.06) for _ in range(count))
    for (story, in_error), times in cases.items():
        yield {"story": story, "count": times, "in_error": in_error}


def _hardship(rng: random.Random, _town: Town) -> Iterator[Row]:
    return _cases(rng, book().hardship)


def _student_aid(rng: random.Random, _town: Town) -> Iterator[Row]:
    for row in _cases(rng, book().student_aid):
        for stage, times in Counter(rng.choice(list(Stage)) for _ in range(row["count"])).items():
            yield {**row, "stage": stage, "count": times}


def _petitions(rng: random.Random, _town: Town) -> Iterator[Row]:
    count, sources = how_many(rng), some_of(rng, tuple(Source))
    endings = some_of(rng, ("in_time", "closed_late", "under way", "last year"))
    for _ in range(count):
        ending, source = rng.choice(endings), rng.choice(sources)
        if ending == "last year":
            yield {"source": source, "received": [date(LAST_YEAR, 1, 4), date(LAST_YEAR, 8, 30)]}
        elif ending == "under way":
            received = [date(THIS_YEAR, 11, 17), date(THIS_YEAR, 12, 5)]
            yield {"source": source, "received": received, "ending": "accepted"}
        else:
            received = [date(THIS_YEAR, 1, 3), date(THIS_YEAR, 8, 29)]
            yield {"source": source, "received": received, "ending": ending}


def _bargaining(rng: random.Random, town: Town) -> Iterator[Row]:
    # Not more than there are: some of those with a union are too young.
    employers = sum(village.singles for village in town.villages) // 3
    window = [date(THIS_YEAR, 3, 3), date(THIS_YEAR, 10, 31)]
    agreements: tuple[Row, ...] = (
        {"signed": window},
        {"signed": [date(LAST_YEAR, 3, 4), date(LAST_YEAR, 10, 25)], "standing": True},
        {"signed": window, "kind": "women"},
        {"signed": window, "terminated": [date(THIS_YEAR, 11, 24), TODAY]},
        {"signed": window, "void_reason": "同一份协议重复登记"},
        {"offered": date(THIS_YEAR, 9, 15)},
    )
    count, happening = min(how_many(rng), employers), some_of(rng, agreements)
    for _ in range(count):
        yield {"who": "other", "agreements": [rng.choice(happening)]}


def _weeks(rng: random.Random, _town: Town) -> Iterator[Row]:
    if count := min(how_many(rng), 40):
        rounds = rng.choice(("always", "every_other", "never"))
        yield {"first": date(THIS_YEAR, 3, 5), "count": count, "rounds": rounds}


def _candidates(rng: random.Random, town: Town) -> Iterator[Row]:
    count = min(how_many(rng), sum(village.singles for village in town.villages) // 2)
    endings, may_choose = some_of(rng, ((), ("study",), ("turn_down",), ("study", "turn_down"))), rng.random() < 0.6
    for rank in range(1, count + 1):
        day = office_day(rng, date(LAST_YEAR, 3, 1), date(THIS_YEAR, 11, 14))
        row: Row = {"rank": rank, "surveyed": [day, day], "steps": []}
        for step in ("study", "choose") if rank == 1 and may_choose else rng.choice(endings):
            day = office_day(rng, day_after(day), min(TODAY, day + timedelta(days=25)))
            row["steps"].append(f"{step} {day}" + (" 条件较好，列入下一批再考虑" if step == "turn_down" else ""))
        yield row


def _visits(rng: random.Random, _town: Town) -> Iterator[Row]:
    winter, summer = ((1, 13), (1, 24)), ((7, 1), (8, 29))
    goods = {"goods": "凉茶、毛巾", "per_head": 25}
    kinds: tuple[tuple[Row, Any], ...] = (
        ({"to": "person", "festival": "injury", "category": "injured"}, winter),
        (
            {"to": "crowd", "festival": "injury", "category": "injured", "target": "住院工伤职工", "people": [2, 4]},
            winter,
        ),
        ({"to": "hardship", "festival": "spring", "category": "hardship", "fund": "warmth"}, winter),
        ({"to": "employer", "festival": "heat", "category": "frontline", "target": "职工", "people": [9, 60]}, summer),
        ({"to": "person", "festival": "hospital", "category": "frontline"}, summer),
    )
    count, happening = how_many(rng), some_of(rng, kinds)
    for _ in range(count):
        (row, (first, last)), year = rng.choice(happening), rng.choice(_YEARS)
        row = {**row, "on": [date(year, *first), date(year, *last)]}
        row |= goods if "people" in row else {"cash": rng.choice((200, 300, 500, 1000))}
        yield row | ({"void_reason": "同一次慰问重复登记"} if rng.random() < 0.06 else {})


def _inspections(rng: random.Random, town: Town) -> Iterator[Row]:
    count = how_many(rng, 12)
    kinds = some_of(
        rng,
        (
            ("规范化建设自查", "self", "all"),
            ("镇规范化建设检查", "town", "all"),
            ("镇规范化建设抽查", "town", "random"),
            ("市总固本强基抽查", "city", "random"),
            ("省总规范化建设抽查", "province", "random"),
        ),
    )
    for serial in range(1, count + 1):
        title, level, method = rng.choice(kinds)
        village, start = _village(rng, town, 1.0 if level == "self" else 0.0), rng.randint(0, 5)
        first = date(rng.choice(_YEARS), 1, 8)
        yield _of(village) | {
            "title": f"第{serial}次{title}",
            "standard": rng.choice(("foundation", "six_haves")),
            "level": level,
            "method": method,
            "held_on": office_day(rng, first, min(first.replace(month=12), TODAY - timedelta(days=40))),
            "picks": [start, start + rng.randint(1, 4 if village else 9)],
            "failed": rng.randint(0, 1),
            "rectified": rng.randint(0, 2),
            "open": rng.randint(0, 1),
        }


def _journal(rng: random.Random, _town: Town) -> Iterator[Row]:
    count, kinds, topics = how_many(rng), some_of(rng, tuple(JournalKind)), some_of(rng, _TOPICS)
    for _ in range(count):
        kind = rng.choice(kinds)
        row = {"kind": kind, "topic": rng.choice(topics), "year": rng.choice(_YEARS), "first": rng.randint(0, 9)}
        row["about"] = "village" if kind is JournalKind.VILLAGE_GUIDANCE else "employer"
        yield row | ({"partner": rng.choice(("labour", "tax"))} if kind is JournalKind.LIAISON else {})


def _meetings(rng: random.Random, town: Town) -> Iterator[Row]:
    count, kinds = how_many(rng, 40), some_of(rng, tuple(MeetingKind))
    topics, names = some_of(rng, (*_TOPICS[:2], Topic.STUDY, Topic.PETITIONS, Topic.OTHER)), Names(rng)
    for serial in range(1, count + 1):
        kind, topic = rng.choice(kinds), rng.choice(topics)
        upper = kind is MeetingKind.MOBILISATION or rng.random() < 0.2
        yield _of("" if upper else _village(rng, town, 0.2)) | {
            "held_on": _day(rng),
            "title": f"{topic.label}{kind.label}（第{serial}次）",
            "kind": kind,
            "topic": topic,
            "host": Host.UPPER if upper else Host.OWN,
            "convened_by": "上级工会" if upper else "",
            "chair": names.person(woman=rng.random() < 0.4),
            "attended": rng.randint(2, 5) if upper else rng.randint(6, 140),
        }


def _outreach(rng: random.Random, town: Town) -> Iterator[Row]:
    count, kinds = how_many(rng, 40), some_of(rng, tuple(OutreachKind))
    topics = some_of(rng, (Topic.BARGAINING, Topic.CONTRIBUTIONS, Topic.SUBSIDIES, Topic.ORGANISING, Topic.SAFETY))
    for _ in range(count):
        kind, topic = rng.choice(kinds), rng.choice(topics)
        yield {
            "done_on": _day(rng),
            "kind": kind,
            "topic": topic,
            "title": f"{town.name}{topic.label}宣传材料之{rng.choice('一二三四五')}",
            "quantity": rng.randint(1, 900),
            "got_from": "镇人力资源部门" if kind is OutreachKind.LIST_MATCHING else "",
        }


def _recognition(rng: random.Random, _town: Town) -> Iterator[Row]:
    count, kinds = how_many(rng, 12), some_of(rng, tuple(RecognitionKind))
    for serial in range(1, count + 1):
        kind, topic, whole = rng.choice(kinds), rng.choice(_TOPICS), rng.randint(6, 30)
        ranked = {"place_taken": rng.randint(1, whole), "out_of": whole} if kind is RecognitionKind.RANKING else {}
        yield {
            "told_on": _day(rng),
            "kind": kind,
            "topic": topic,
            "fact": f"{topic.label}工作的{kind.label}（之{serial}）",
            "by_body": "市总工会",
            "by_level": "city",
            "paper": f"通报第{serial}号",
            **ranked,
        }


def _calls(rng: random.Random, _town: Town) -> Iterator[Row]:
    count, topics = how_many(rng, 12), some_of(rng, tuple(CallTopic))
    for _ in range(count):
        topic = rng.choice(topics)
        issued = office_day(rng, date(LAST_YEAR, 1, 8), TODAY - timedelta(days=20))
        forwarded = office_day(rng, issued, issued + timedelta(days=14))
        row: Row = {"topic": topic, "title": f"关于做好{topic.label}申报工作的通知", "issuer": "市总工会"}
        row |= {"issued_on": issued, "forwarded_on": forwarded}
        if rng.random() < 0.8:
            row["closes_on"] = forwarded + timedelta(days=rng.randint(14, 60))
        yield row | ({"void_reason": "同一份通知重复登记"} if rng.random() < 0.06 else {})


def _duties(rng: random.Random, _town: Town) -> Iterator[Row]:
    if rng.random() < _EMPTY:
        return
    names = Names(rng)
    for matter in some_of(rng, tuple(Matter)):
        for position in ("a", "b") if rng.random() < 0.6 else ("a",):
            since = office_day(rng, date(LAST_YEAR - 1, 1, 3), date(THIS_YEAR, 10, 31))
            name = names.person(woman=rng.random() < 0.5)
            yield {"name": name, "matter": matter, "position": position, "since": since}


def _plans(rng: random.Random, _town: Town) -> Iterator[Row]:
    texts = (
        "走遍辖区内已建会企业", "办好职工技能竞赛", "完善困难职工档案", "推进规范化建设", "组织女职工健康讲座",
        "做好到期换届提醒",
    )  # fmt: skip
    for year, planned in ((THIS_YEAR, date(THIS_YEAR, 1, 10)), (THIS_YEAR + 1, date(THIS_YEAR, 11, 20))):
        for text in rng.sample(texts, rng.randint(0, 4)):
            outcome = {"outcome": "已按计划完成"} if year == THIS_YEAR else {}
            yield {"for_year": year, "matter": "other", "text": text, "planned_on": planned, **outcome}


def _shortcomings(rng: random.Random, _town: Town) -> Iterator[Row]:
    texts = (
        "村级工会经办人更替快，业务不熟", "个别企业对建会有顾虑，走访次数不够", "活动多集中在下半年，安排不均衡",
        "会员手机号变动没有及时更新",
    )  # fmt: skip
    for text in rng.sample(texts, rng.randint(0, 3)):
        found = office_day(rng, date(THIS_YEAR, 2, 10), date(THIS_YEAR, 11, 20))
        yield {"matter": "other", "text": text, "found_on": found}


def _phrases(rng: random.Random, town: Town) -> Iterator[Row]:
    above = {"document": f"市总工会{THIS_YEAR}年工作要点", "issued_by": "市总工会", "issued_on": date(THIS_YEAR, 2, 18)}
    texts = (
        ("guiding", "习近平新时代中国特色社会主义思想"),
        ("leadership", f"在市总工会和{town.name}党委的领导下"),
        ("theme", "把服务职工贯穿工作始终"),
        ("goal", "努力让职工有更多获得感"),
    )
    for kind, text in some_of(rng, texts):
        yield {"kind": kind, "text": text, **above}


def _practices(rng: random.Random, _town: Town) -> Iterator[Row]:
    texts = (
        ("method", "organising", "上门算清账", "与尚未建会的企业算清建会入会的好处，一家一家做工作"),
        ("effect", "standardisation", "制度上墙", "各基层工会制度、名册、台账基本齐备，查得到、用得上"),
        ("method", "bargaining", "结对指导", "由协商经验多的企业与初次协商的企业结成对子，从要约到签订全程带着走"),
        ("case", "petitions", "一次当场调解", "一名职工反映加班工资少算，工会会同企业当场核对考勤，当日补发到位"),
        ("method", "hardship", "先看再报", "困难申请先由村（社区）工会入户看过再上报，情况有变的随时更新"),
        ("effect", "activities", "人人能参加", "活动放在晚上和周末，一线职工也能参加"),
        ("method", "contributions", "对账到户", "每季度与缴费单位对一次账，返还资料缺什么当面说清"),
    )
    for kind, topic, title, text in some_of(rng, texts):
        day = office_day(rng, date(THIS_YEAR, 1, 6), TODAY)
        yield {"kind": kind, "topic": topic, "title": title, "text": text, "happened_on": day}


def _centres(rng: random.Random, town: Town, chosen: bool) -> dict[str, list[Row]]:
    """Centres with some of the rooms, services and people that there may be; with none while they are being built."""
    found: dict[str, list[Row]] = {"service_centres": [], "service_rooms": [], "centre_services": []}
    found["social_workers"] = []
    if rng.random() < _EMPTY:
        return found
    names, places = Names(rng), [village.name for village in town.villages]
    for turn, village in enumerate(rng.sample(places, rng.randint(1, min(3, len(places))))):
        pilot = turn == 0 and chosen
        name = f"{village}{'先锋号' if pilot else ''}职工服务中心"
        opened = any_day(rng, date(THIS_YEAR, 1, 6), TODAY) if pilot else any_day(rng, date(2019, 1, 1), TODAY)
        where = {"in_chosen_employer": True} if pilot else {"village": village}
        centre: Row = {"name": name, "kind": "enterprise" if pilot else "park", "pilot": pilot, **where}
        found["service_centres"].append(centre)
        if rng.random() < 0.15:
            continue
        centre["opened_on"] = opened
        _furnish(rng, names, found, name, opened)
    return found


def _furnish(rng: random.Random, names: Names, found: dict[str, list[Row]], centre: str, opened: date) -> None:
    furnished, lively = rng.random(), rng.random()

    def since() -> date:
        return any_day(rng, opened, min(TODAY, opened + timedelta(days=200)))

    for room in RoomKind:
        if room is not RoomKind.OTHER and rng.random() < furnished:
            set_up = since()
            opening = {"opened_on": any_day(rng, set_up, TODAY)} if rng.random() < lively else {}
            found["service_rooms"].append({"centre": centre, "kind": room, "set_up_on": set_up, **opening})
    for service in ServiceKind:
        if rng.random() < lively:
            row = {"centre": centre, "kind": service, "name": service.label, "provider": "服务中心", "since": since()}
            found["centre_services"].append(row)
    for name in {names.person(woman=True): None for _ in range(rng.randint(0, 3))}:
        found["social_workers"].append({"centre": centre, "name": name, "since": since()})


def _activities(rng: random.Random, town: Town, centres: Sequence[Row]) -> Iterator[Row]:
    count, kinds, aspects = how_many(rng), some_of(rng, tuple(ActivityKind)), some_of(rng, tuple(Aspect))
    by_centre, volunteers = rng.random(), rng.random()
    open_ones = [row["name"] for row in centres if "opened_on" in row]
    for serial in range(1, count + 1):
        kind = rng.choice(kinds)
        if open_ones and rng.random() < by_centre:
            where = {"centre": rng.choice(open_ones), "aspect": rng.choice(aspects), "organiser": "服务中心"}
        else:
            where = _of(_village(rng, town, 0.5)) | {"organiser": f"{town.name}总工会"}
        yield where | {
            "title": f"职工{kind.label}（第{serial}场）",
            "kind": kind,
            "held_on": any_day(rng, date(LAST_YEAR, 1, 2), TODAY),
            "attendance": int(4 * 1500 ** rng.random()),
            "volunteers": rng.randint(1, 40) if rng.random() < volunteers else 0,
        }


_REGISTERS: dict[str, Callable[[random.Random, Town], Iterator[Row]]] = {
    "hardship": _hardship,
    "student_aid": _student_aid,
    "petitions": _petitions,
    "bargaining": _bargaining,
    "bargaining_weeks": _weeks,
    "pilot_candidates": _candidates,
    "visits": _visits,
    "inspections": _inspections,
    "journal": _journal,
    "meetings": _meetings,
    "outreach": _outreach,
    "practices": _practices,
    "recognition": _recognition,
    "calls": _calls,
    "duties": _duties,
    "plans": _plans,
    "shortcomings": _shortcomings,
    "phrases": _phrases,
}
