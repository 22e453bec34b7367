"""Small towns for tests: the tree, people with posts, and records entered through the door.

All names are invented. ID numbers bear the area code 110101 and right check digits; credit codes are right too.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gonghui.engine.access.models import Organisation, Post, plant
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.bargaining.models import Agreement, BargainingWeek
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.ledgers.calls.models import Call
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.contributions.models import Contribution, RebateFile
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.duties.models import Duty
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.inspections.models import Inspection, InspectionResult
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.meetings.models import Meeting
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.outreach.models import Outreach
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.petitions.models import Petition
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.phrases.models import Phrase
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS
from gonghui.ledgers.plans.models import PlanItem, Shortcoming
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.recognition.models import Recognition
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)
from gonghui.ledgers.service_centres.models import (
    Activity,
    CentreService,
    PilotCandidate,
    ServiceCentre,
    ServiceRoom,
    SocialWorker,
)
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.student_aid.models import StudentAid
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.ledgers.visits.models import Visit
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
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


def make_hardship_file(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> HardshipFile:
    """A worker's file for the hardship aid of 2025, surveyed and visited, not yet applied for."""
    values: dict[str, Any] = {
        "name": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1979, 9, 4)),
        "phone": f"135{sequence:08d}",
        "employer": employer,
        "for_year": 2025,
        "category": "relative",
        "cause": "illness",
        "cause_note": "术后长期服药",
        "household_size": 3,
        "monthly_income": Decimal(3100 + sequence),
        "surveyed_on": date(2025, 3, 5),
        "visited_on": date(2025, 3, 6),
        "visitor": "郑小满",
        "second_visitor": "傅清和",
        "bank_card": "6200000000000005",
        **changes,
    }
    return door.save(HARDSHIP, actor=actor, record=HardshipFile(), changes=values)


def make_student_aid(actor: Account, employer: Employer, sequence: int = 1, **changes: Any) -> StudentAid:
    """The aid of 2025 for a worker's child at a high school, surveyed and not yet applied for."""
    values: dict[str, Any] = {
        "student": make_name(sequence + 17),
        "student_id_number": make_id_number(sequence, date(2008, 5, 2)),
        "parent": make_name(sequence + 23),
        "parent_id_number": make_id_number(sequence, date(1978, 2, 11)),
        "phone": f"134{sequence:08d}",
        "employer": employer,
        "school": "临江市第二中学",
        "stage": "high",
        "for_year": 2025,
        "tuition": Decimal(1600 + sequence),
        "surveyed_on": date(2025, 6, 5),
        "bank_card": "6200000000000005",
        **changes,
    }
    return door.save(STUDENT_AID, actor=actor, record=StudentAid(), changes=values)


def make_visit(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Visit:
    """A visit to an injured worker with 300 yuan."""
    values: dict[str, Any] = {
        "date": date(2025, 1, 15),
        "festival": "injury",
        "target": make_name(sequence + 29),
        "id_number": make_id_number(sequence, date(1987, 7, 21)),
        "category": "injured",
        "cash": Decimal(300),
        "organisation": place,
        **changes,
    }
    return door.save(VISITS, actor=actor, record=Visit(), changes=values)


def make_call(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Call:
    """A call for applications for the subsidy, handed on in October and open until the end of November."""
    values: dict[str, Any] = {
        "topic": "subsidy",
        "title": f"第{sequence}批交通和误工补贴申报通知",
        "issuer": "临江市总工会",
        "paper_number": f"临总工办\u30142025\u3015{sequence}号",
        "issued_on": date(2025, 10, 16),
        "forwarded_on": date(2025, 10, 22),
        "closes_on": date(2025, 11, 30),
        "organisation": place,
        **changes,
    }
    return door.save(CALLS, actor=actor, record=Call(), changes=values)


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


def make_agreement(actor: Account, employer: Employer, **changes: Any) -> Agreement:
    """A case of bargaining over wages, offered and filled, for the year from 1 July 2025."""
    values: dict[str, Any] = {
        "employer": employer,
        "offered_on": date(2025, 5, 12),
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2026, 6, 30),
        "covered_workers": 52,
        "raise_percent": Decimal("5.5"),
        **changes,
    }
    return door.save(AGREEMENTS, actor=actor, record=Agreement(), changes=values)


def make_bargaining_week(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> BargainingWeek:
    """A town's report of the drive for bargaining; `sequence` 1 is the week of 13 January 2025."""
    monday = date(2025, 1, 6) + timedelta(weeks=sequence)
    values: dict[str, Any] = {
        "organisation": place,
        "reported_on": monday,
        "supervised_on": monday + timedelta(days=2),
        **changes,
    }
    return door.save(BARGAINING_WEEKS, actor=actor, record=BargainingWeek(), changes=values)


def make_petition(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Petition:
    """A petition over wages that a worker brought in person on 3 March 2025; it lies with its employer, if any."""
    values: dict[str, Any] = {
        "organisation": place,
        "received_on": date(2025, 3, 3),
        "source": "in_person",
        "subject": f"反映拖欠工资之{sequence}",
        "category": "unpaid_wages",
        "people": 1 + sequence % 12,
        "amount_claimed": Decimal(12_000 + sequence),
        "petitioner": make_name(sequence + 11),
        "id_number": make_id_number(sequence, date(1988, 8, 9)),
        "phone": f"135{sequence:08d}",
        "handler": "陈玉兰",
        "stand_in": "周海明",
        **changes,
    }
    return door.save(PETITIONS, actor=actor, record=Petition(), changes=values)


def make_duty(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Duty:
    """A person in the first position for petitions since May 2025."""
    values: dict[str, Any] = {
        "organisation": place,
        "name": make_name(sequence + 3),
        "matter": "petitions",
        "since": date(2025, 5, 6),
        **changes,
    }
    return door.save(DUTIES, actor=actor, record=Duty(), changes=values)


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


def make_plan_item(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> PlanItem:
    """Something planned for 2025, not measured by a figure."""
    values: dict[str, Any] = {
        "for_year": 2025,
        "matter": "service",
        "text": f"办好第{sequence}件职工实事",
        "organisation": place,
        "planned_on": date(2025, 1, 6),
        **changes,
    }
    return door.save(PLANS, actor=actor, record=PlanItem(), changes=values)


def make_shortcoming(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Shortcoming:
    """Something that fell short in 2025 and is not mended."""
    values: dict[str, Any] = {
        "matter": "office",
        "text": f"第{sequence}处台账更新不及时",
        "organisation": place,
        "found_on": date(2025, 6, 3),
        **changes,
    }
    return door.save(SHORTCOMINGS, actor=actor, record=Shortcoming(), changes=values)


def make_phrase(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Phrase:
    """A phrase in force since February 2025."""
    values: dict[str, Any] = {
        "text": f"服务大局、服务职工的第{sequence}项要求",
        "document": "年度工作要点",
        "issued_by": "临江市总工会",
        "organisation": place,
        "issued_on": date(2025, 2, 10),
        **changes,
    }
    return door.save(PHRASES, actor=actor, record=Phrase(), changes=values)


def make_service_centre(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> ServiceCentre:
    """A town's service centre at `place`, open since March."""
    values: dict[str, Any] = {
        "name": f"{place.name[:2]}第{sequence}职工服务中心",
        "kind": "town",
        "organisation": place,
        "floor_area": 300 + sequence,
        "opened_on": date(2025, 3, 20),
        **changes,
    }
    return door.save(SERVICE_CENTRES, actor=actor, record=ServiceCentre(), changes=values)


def make_service_room(actor: Account, centre: ServiceCentre, **changes: Any) -> ServiceRoom:
    """A counselling room that is open."""
    values: dict[str, Any] = {
        "centre": centre,
        "kind": "mind",
        "set_up_on": date(2025, 3, 14),
        "opened_on": date(2025, 3, 20),
        **changes,
    }
    return door.save(SERVICE_ROOMS, actor=actor, record=ServiceRoom(), changes=values)


def make_centre_service(actor: Account, centre: ServiceCentre, sequence: int = 1, **changes: Any) -> CentreService:
    """Legal advice at a centre."""
    values: dict[str, Any] = {
        "centre": centre,
        "kind": "legal_aid",
        "name": f"第{sequence}法律咨询",
        "since": date(2025, 3, 20),
        **changes,
    }
    return door.save(CENTRE_SERVICES, actor=actor, record=CentreService(), changes=values)


def make_social_worker(actor: Account, centre: ServiceCentre, sequence: int = 1, **changes: Any) -> SocialWorker:
    """A social worker on post at a centre."""
    values: dict[str, Any] = {
        "centre": centre,
        "name": make_name(sequence + 11),
        "phone": f"135{sequence:08d}",
        "agency": "清和社会工作服务中心",
        "since": date(2025, 3, 20),
        **changes,
    }
    return door.save(SOCIAL_WORKERS, actor=actor, record=SocialWorker(), changes=values)


def make_pilot_candidate(actor: Account, employer: Employer, **changes: Any) -> PilotCandidate:
    """An employer surveyed as the place of a pilot, with the survey written up."""
    values: dict[str, Any] = {
        "employer": employer,
        "surveyed_on": date(2025, 1, 7),
        "headcount": 860,
        "union_work": "工会有专人",
        "premises": "厂区可腾出一层楼",
        **changes,
    }
    return door.save(PILOT_CANDIDATES, actor=actor, record=PilotCandidate(), changes=values)


def make_activity(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Activity:
    """A contest at `place`, with no service centre."""
    values: dict[str, Any] = {
        "title": f"第{sequence}届职工拔河赛",
        "kind": "contest",
        "organisation": place,
        "organiser": place.name,
        "held_on": date(2025, 4, 12),
        "attendance": 80 + sequence,
        "volunteers": 6,
        **changes,
    }
    return door.save(ACTIVITIES, actor=actor, record=Activity(), changes=values)


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
