"""A county beside the towns: a city, its county, a town and a township, with a few cases on their way (county.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.demo.facts import DATA, read, toml
from gonghui.demo.identities import AREA, make_bank_card, make_credit_code, make_id_number, make_phone
from gonghui.engine.access.models import Organisation, Post, create_organisation
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.organisations.actions import kind_named
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.plain import pinyin

# Serials of codes and telephones that no town draws.
_SERIAL = 990_000
_BORN = date(1980, 2, 29)


@dataclass(frozen=True)
class UnionFacts:
    code: str
    name: str
    level: str
    above: str


@dataclass(frozen=True)
class DeskFacts:
    username: str
    name: str
    role: Role
    at: str


@dataclass(frozen=True)
class EmployerFacts:
    at: str
    name: str
    staff: int
    women: int
    members: int


@dataclass(frozen=True)
class CaseFacts:
    """A case of an employer (its place in the list), with its steps: key, user name, day, and the amount paid."""

    employer: int
    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class County:
    unions: tuple[UnionFacts, ...]
    desks: tuple[DeskFacts, ...]
    employers: tuple[EmployerFacts, ...]
    hardship: tuple[CaseFacts, ...]
    subsidies: tuple[CaseFacts, ...]


COUNTY: County = read(County, toml(DATA / "county.toml"), "county.toml")


def place_name(code: str) -> str:
    """The name of the county's union with that code."""
    return next(union.name for union in COUNTY.unions if union.code == code)


def plant(hashed: str) -> None:
    """Plant the county's unions under the province, and give its people their posts; all share one password."""
    nodes: dict[str, Organisation] = {}
    for union in COUNTY.unions:
        above = nodes.get(union.above) or Organisation.objects.get(code=union.above)
        nodes[union.code] = create_organisation(
            code=union.code,
            name=union.name,
            level=Level[union.level.upper()],
            parent=above,
            initials=pinyin.initials(union.name)[:100],
        )
    for desk in COUNTY.desks:
        account = Account.objects.create(username=desk.username, name=desk.name, password=hashed)
        Post.objects.create(account=account, organisation=nodes[desk.at], role=desk.role)


def enter() -> None:
    """Enter the county's few records, each by whoever would."""
    people = {
        one.username: one for one in Account.objects.filter(username__in=[desk.username for desk in COUNTY.desks])
    }
    officers = {desk.at: people[desk.username] for desk in reversed(COUNTY.desks) if desk.role is Role.OFFICER}
    nodes = {one.code: one for one in Organisation.objects.filter(code__in=[union.code for union in COUNTY.unions])}
    for union in COUNTY.unions:
        # The city's union is kept by the city, which has nobody here to enter it.
        office = union.code if union.level != "village" else union.above
        if office in officers:
            values = {"name": union.name, "kind": kind_named(union.name), "founded_on": date(2006, 4, 18)}
            door.save(UNIONS, actor=officers[office], record=Union(organisation=nodes[union.code]), changes=values)
    employers = [
        _employer(officers[nodes[one.at].offices()[0].code], nodes[one.at], one, serial)
        for serial, one in enumerate(COUNTY.employers)
    ]
    for serial, case in enumerate(COUNTY.hardship):
        _follow(HARDSHIP, HardshipFile(), _hardship_file(employers[case.employer], case, serial), case, people)
    for serial, case in enumerate(COUNTY.subsidies, len(COUNTY.hardship)):
        _follow(SUBSIDIES, Subsidy(), _subsidy(employers[case.employer], case, serial), case, people)


def _employer(actor: Account, place: Organisation, facts: EmployerFacts, serial: int) -> Employer:
    values = {
        "name": facts.name,
        "uscc": make_credit_code(_SERIAL + serial),
        "organisation": place,
        "kind": "private",
        "industry": "C",
        "staff": facts.staff,
        "women": facts.women,
        "has_union": True,
        "built_date": date(2016, 9, 1),
        "members": facts.members,
        "phone": make_phone(_SERIAL + serial),
    }
    return door.save(EMPLOYERS, actor=actor, record=Employer(), changes=values)


def _hardship_file(employer: Employer, case: CaseFacts, serial: int) -> dict[str, Any]:
    return {
        "name": case.name,
        "id_number": make_id_number(AREA, _BORN, 901 + serial),
        "phone": make_phone(_SERIAL + 10 + serial),
        "employer": employer,
        "for_year": 2025,
        "category": "relative",
        "cause": "illness",
        "cause_note": "家人长期服药",
        "household_size": 3,
        "monthly_income": Decimal(2900 + 10 * serial),
        "surveyed_on": date(2025, 3, 5),
        "visited_on": date(2025, 3, 11),
        "visitor": "关雪松",
        "second_visitor": "谷满仓",
        "bank_card": make_bank_card(_SERIAL + serial),
    }


def _subsidy(employer: Employer, case: CaseFacts, serial: int) -> dict[str, Any]:
    return {
        "name": case.name,
        "id_number": make_id_number(AREA, _BORN, 901 + serial),
        "phone": make_phone(_SERIAL + 10 + serial),
        "employer": employer,
        "course": "茶叶加工技能班",
        "transport_amount": Decimal(180),
        "surveyed_on": date(2025, 9, 22),
    }


def _follow(
    ledger: Ledger, record: LedgerRow, values: dict[str, Any], case: CaseFacts, people: dict[str, Account]
) -> None:
    """Enter a case, and take its steps."""
    steps = [step.split() for step in case.steps]
    entered: LedgerRow = door.save(ledger, actor=people[steps[0][1]], record=record, changes=values)
    for key, username, day, *amount in steps:
        paid = {"amount": Decimal(amount[0]), "payer": "upper"} if amount else {}
        taking = Taking(date.fromisoformat(day), paid, "材料齐全" if key != "apply" else "")
        entered = take(ledger, key, actor=people[username], record=entered, taking=taking)
