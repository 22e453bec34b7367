"""Small towns for tests: the tree, people with posts, and records entered through the door.

All names are invented. ID numbers bear the area code 110101 and right check digits; credit codes are right too.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.engine.access.models import Organisation, Post, plant
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.contributions.models import Contribution, RebateFile
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.inspections.models import Inspection, InspectionResult
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.meetings.models import Meeting
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.organisations.choices import Level, Role
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.outreach.models import Outreach
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.models import Recognition
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.plain import identity, pinyin

PASSWORD = "qing-shi-2025"
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = (
    "桂兰",
    "建军",
    "秀英",
    "志强",
    "海燕",
    "文博",
    "晓梅",
    "国栋",
    "玉珍",
    "立新",
    "春华",
    "明辉",
    "雪莲",
    "德才",
    "宝珠",
)
_counter = itertools.count(1)


def make_id_number(sequence: int = 1, birth: date = date(1985, 6, 15)) -> str:
    """A valid ID number of the area 110101; an odd `sequence` (1 to 999) is a man's."""
    first = f"110101{birth:%Y%m%d}{sequence % 1000:03d}"
    return first + identity.id_number_check_digit(first)


def make_credit_code(sequence: int = 1) -> str:
    """A valid unified social credit code of an enterprise; `sequence` up to 999999."""
    body = f"MA{sequence % 1_000_000:06d}"
    first = f"91110101{body}{identity.organisation_check_character(body)}"
    return first + identity.credit_code_check_character(first)


def make_name(sequence: int) -> str:
    """An invented name; 450 of them differ."""
    return _FAMILY[sequence % len(_FAMILY)] + _GIVEN[(sequence // len(_FAMILY) + sequence) % len(_GIVEN)]


def make_account(name: str, *posts: tuple[Organisation, str], username: str = "") -> Account:
    """A person with posts, who can sign in with PASSWORD."""
    account = Account.objects.create_account(username=username or f"user{next(_counter)}", name=name, password=PASSWORD)
    for place, role in posts:
        Post.objects.create(account=account, organisation=place, role=role)
    return account


@dataclass(frozen=True)
class Town:
    """A city C with its town T and the neighbour town N, villages, and the people who work there."""

    city: Organisation
    town: Organisation
    village: Organisation
    other_village: Organisation
    neighbour: Organisation
    neighbour_village: Organisation
    officer: Account
    second: Account
    chair: Account
    clerk: Account
    other_clerk: Account
    reviewer: Account
    stranger: Account
    nobody: Account


def make_town() -> Town:
    """The tree (province P, city C, towns T and N, villages V1, V2 and M1) and its people."""

    def node(code: str, name: str, level: Level, parent: Organisation | None) -> Organisation:
        return plant(code=code, name=name, level=level, parent=parent, initials=pinyin.initials(name))

    province = node("P", "江东省总工会", Level.PROVINCE, None)
    city = node("C", "临江市总工会", Level.CITY, province)
    town = node("T", "青石镇总工会", Level.TOWN, city)
    village = node("V1", "上河村工会联合会", Level.VILLAGE, town)
    other_village = node("V2", "下河村工会联合会", Level.VILLAGE, town)
    neighbour = node("N", "白沙镇总工会", Level.TOWN, city)
    neighbour_village = node("M1", "沙洲村工会联合会", Level.VILLAGE, neighbour)
    return Town(
        city=city,
        town=town,
        village=village,
        other_village=other_village,
        neighbour=neighbour,
        neighbour_village=neighbour_village,
        officer=make_account("陈玉兰", (town, Role.OFFICER), username="officer"),
        second=make_account("周海明", (town, Role.OFFICER), username="second"),
        chair=make_account("何秀英", (town, Role.CHAIR), username="chair"),
        clerk=make_account("郑小满", (village, Role.CLERK), username="clerk"),
        other_clerk=make_account("冯立冬", (other_village, Role.CLERK), username="other_clerk"),
        reviewer=make_account("许建国", (city, Role.REVIEWER), username="reviewer"),
        stranger=make_account("孙白沙", (neighbour, Role.OFFICER), username="stranger"),
        nobody=make_account("吴岗位", username="nobody"),
    )


def make_employer(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Employer:
    """An employer at `place`, unionised, with 57 workers."""
    values: dict[str, Any] = {
        "name": f"{place.name[:2]}第{sequence}五金厂",
        "uscc": make_credit_code(sequence + 1000 * place.pk),
        "organisation": place,
        "staff": 57,
        "women": 21,
        "has_union": True,
        "built_date": date(2019, 5, 8),
        "members": 40,
        "phone": f"138{sequence:04d}{place.pk % 10_000:04d}",
        **changes,
    }
    return door.save(EMPLOYERS, actor=actor, record=Employer(), changes=values)


def make_member(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Member:
    """A member whose membership lies with `place`."""
    birth = date(1970 + place.pk % 25, 1 + sequence % 12, 1 + sequence // 1000 % 28)
    values: dict[str, Any] = {
        "name": make_name(sequence),
        "id_number": make_id_number(sequence, birth),
        "phone": f"139{sequence:04d}{place.pk % 10_000:04d}",
        "organisation": place,
        "join_date": date(2025, 1 + sequence % 11, 1 + sequence % 27),
        **changes,
    }
    return door.save(MEMBERS, actor=actor, record=Member(), changes=values)


def make_subsidy(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> Subsidy:
    """A worker's case, surveyed and not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 7),
        "id_number": make_id_number(sequence, date(1990, 3, 7)),
        "phone": f"137{sequence:08d}",
        "employer": employer,
        "course": "电工技能提升班",
        "transport_amount": Decimal(200),
        "surveyed_on": date(2025, 6, 3),
        **changes,
    }
    return door.save(SUBSIDIES, actor=actor, record=Subsidy(), changes=values)


def make_contribution(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> Contribution:
    """A month's contribution of an employer."""
    values: dict[str, Any] = {
        "employer": employer,
        "period": f"2025-{1 + sequence % 11:02d}",
        "paid_date": date(2025, 1 + sequence % 11, 15),
        "base": Decimal(60000),
        "amount": Decimal("1200.50"),
        "voucher": f"SP{employer.pk:05d}{sequence:05d}",
        **changes,
    }
    return door.save(CONTRIBUTIONS, actor=actor, record=Contribution(), changes=values)


def make_rebate_file(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> RebateFile:
    """An employer's rebate papers of a year, with two of the five there; `sequence` 1 is 2025, 2 is 2024."""
    values: dict[str, Any] = {
        "employer": employer,
        "for_year": 2026 - sequence,
        "legal_certificate": True,
        "bank_account": True,
        "opened_on": date(2025, 3, 3) if sequence == 1 else date(2026 - sequence, 3, 3),
        **changes,
    }
    return door.save(REBATES, actor=actor, record=RebateFile(), changes=values)


def make_union(actor: Account, place: Organisation, **changes: Any) -> Union:
    """The union that stands at `place`."""
    values: dict[str, Any] = {
        "name": place.name,
        "kind": "federation",
        "organisation": place,
        "founded_on": date(2012, 4, 1),
        "chair": "罗国栋",
        **changes,
    }
    return door.save(UNIONS, actor=actor, record=Union(), changes=values)


def make_inspection(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Inspection:
    """A random inspection by the city's union."""
    values: dict[str, Any] = {
        "title": f"第{sequence}次规范化抽查",
        "organisation": place,
        "level": "city",
        "method": "random",
        "inspecting_body": "临江市总工会",
        "held_on": date(2025, 9, 1 + sequence % 28),
        **changes,
    }
    return door.save(INSPECTIONS, actor=actor, record=Inspection(), changes=values)


def make_inspection_result(
    actor: Account, inspection: Inspection, employer: Employer, **changes: Any
) -> InspectionResult:
    """What the inspection found at an employer: 86 points, nothing to put right."""
    values: dict[str, Any] = {"inspection": inspection, "employer": employer, "score": Decimal(86), **changes}
    return door.save(RESULTS, actor=actor, record=InspectionResult(), changes=values)


def make_meeting(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Meeting:
    """A meeting that the place itself called, on bargaining."""
    values: dict[str, Any] = {
        "title": f"第{sequence}次集体协商推进会",
        "kind": "promotion",
        "topic": "bargaining",
        "organisation": place,
        "held_on": date(2025, 5, 1 + sequence % 28),
        "expected": 60,
        "attended": 50 + sequence % 10,
        **changes,
    }
    return door.save(MEETINGS, actor=actor, record=Meeting(), changes=values)


def make_journal_entry(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> JournalEntry:
    """A talk with the labour office about bargaining."""
    values: dict[str, Any] = {
        "done_on": date(2025, 4, 1 + sequence % 28),
        "kind": "liaison",
        "topic": "bargaining",
        "partner_kind": "labour",
        "organisation": place,
        "visitors": "陈玉兰、周海明",
        "content": f"第{sequence}次沟通合同审查流程",
        **changes,
    }
    return door.save(JOURNAL, actor=actor, record=JournalEntry(), changes=values)


def make_outreach(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Outreach:
    """Copies of a handout on bargaining given out."""
    values: dict[str, Any] = {
        "kind": "handout",
        "topic": "bargaining",
        "title": f"协商手册第{sequence}册",
        "organisation": place,
        "done_on": date(2025, 6, 1 + sequence % 28),
        "quantity": 100 + sequence,
        **changes,
    }
    return door.save(OUTREACH, actor=actor, record=Outreach(), changes=values)


def make_recognition(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Recognition:
    """Praise by the city's union."""
    values: dict[str, Any] = {
        "kind": "praise",
        "topic": "petitions",
        "fact": f"第{sequence}次受到通报表扬",
        "organisation": place,
        "by_body": "临江市总工会",
        "by_level": "city",
        "told_on": date(2025, 8, 1 + sequence % 28),
        "paper": f"临江工通报第{sequence}期",
        **changes,
    }
    return door.save(RECOGNITION, actor=actor, record=Recognition(), changes=values)
