"""A town to measure on: villages, employers with their contributions, and members, all invented."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import load as load_stages
from gonghui.demo.identities import AREA, make_credit_code, make_id_number, make_phone
from gonghui.demo.names import Names
from gonghui.engine.access.models import Organisation, Post, create_organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.people.models import Account
from gonghui.engine.records import counts, door
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.members.choices import Sex
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.plain import clock, pinyin
from gonghui.site.catalogue import CATALOGUE

TOWN = "T1"
VILLAGES, EMPLOYED_AT, NAMES, FEWEST = 10, 200, 3_000, 600
# Older than anybody in the demonstration, whose numbers would clash.
FIRST_BIRTH, PER_DAY = date(1950, 1, 1), 400
_BATCH = 2_000


@dataclass(frozen=True)
class Town:
    """What the measurements write and ask for."""

    node: Organisation
    actor: Account
    employers: list[Employer]

    def member(self, serial: int) -> Member:
        """The member with that serial number, not saved; each serial has an ID number of its own."""
        birth = FIRST_BIRTH + timedelta(days=serial // PER_DAY)
        employer = self.employers[serial % len(self.employers)]
        return Member(
            organisation=employer.organisation,
            employer=employer,
            name=names()[serial % NAMES][0],
            id_number=make_id_number(AREA, birth, serial % PER_DAY + 1),
            phone=make_phone(serial),
            join_date=date(2008, 1, 1) + timedelta(days=serial % 6_500),
            migrant=serial % 3 == 0,
        )


@lru_cache(maxsize=1)
def names() -> list[tuple[str, str, str]]:
    """Invented names with their pinyin initials and sort key."""
    given = Names(random.Random("bench"))
    told = (given.person(woman=turn % 2 == 0) for turn in range(NAMES))
    return [(name, pinyin.initials(name), pinyin.sort_key(name)) for name in told]


def found_town() -> Town:
    """Plant a small tree and enter the town's employers with a year of contributions, through the door."""
    province = create_organisation(code="P", name="示例省总工会", level=Level.PROVINCE, parent=None)
    city = create_organisation(code="C", name="示例市总工会", level=Level.CITY, parent=province)
    node = create_organisation(code=TOWN, name="示例镇总工会", level=Level.TOWN, parent=city)
    villages = [
        create_organisation(
            code=f"{TOWN}-V{turn:02d}", name=f"示例{turn + 1}村工会联合会", level=Level.VILLAGE, parent=node
        )
        for turn in range(VILLAGES)
    ]
    actor = Account.objects.create_account(username="bench", name="测量员", password="not-used-to-sign-in")
    Post.objects.create(account=actor, organisation=node, role=Role.OFFICER)
    employers = door.create_many(
        EMPLOYERS,
        actor=actor,
        records=[
            Employer(
                organisation=villages[turn % VILLAGES],
                name=f"示例{turn + 1}号制造有限公司",
                uscc=make_credit_code(turn),
                staff=600,
                has_union=True,
                built_date=date(2010, 1, 1) + timedelta(days=turn),
            )
            for turn in range(EMPLOYED_AT)
        ],
    )
    door.create_many(CONTRIBUTIONS, actor=actor, records=list(_contributions(employers)))
    return Town(node, actor, employers)


def load_demonstration() -> Town:
    """The first town of the demonstration with all its registers, and few members yet."""
    load_stages(lambda _text: None, CATALOGUE.ledgers, members=FEWEST)
    node = Organisation.objects.get(code=TOWN)
    actor = Account.objects.filter(posts__organisation=node, posts__role=Role.OFFICER).order_by("pk")[0]
    inside = at_place(Employer.objects.filter(voided_on=None), node)
    return Town(node, actor, list(inside.select_related("organisation").order_by("pk")))


def _contributions(employers: Iterable[Employer]) -> Iterator[Contribution]:
    for turn, employer in enumerate(employers):
        for month in range(1, 12):
            yield Contribution(
                employer=employer,
                period=f"2025-{month:02d}",
                paid_date=date(2025, month, 10 + turn % 15),
                amount=Decimal(3_000 + turn),
            )


def fill(town: Town, first: int, last: int) -> None:
    """Insert the members with serials `first` to `last` as the door would leave them, but without their log."""
    now = clock.now()
    for start in range(first, last + 1, _BATCH):
        rows = []
        for serial in range(start, min(start + _BATCH, last + 1)):
            row = town.member(serial)
            # what `derive` would find, without reading 100,000 names in pinyin again
            _, row.initials, row.sort_key = names()[serial % NAMES]
            row.sex = Sex.MALE if serial % PER_DAY % 2 == 0 else Sex.FEMALE
            row.birth_date = FIRST_BIRTH + timedelta(days=serial // PER_DAY)
            rows.append(kept_by_the_door(town, row, serial, now=now))
        Member.objects.bulk_create(rows, batch_size=1_000)
    counts.rebuild(MEMBERS, town.node.jurisdiction_id)


def kept_by_the_door(town: Town, row: Member, serial: int, *, now: object) -> Member:
    """Set the columns that the door sets, in a series that it does not use."""
    row.jurisdiction_id = town.node.jurisdiction_id
    row.numbered_by = town.node.pk
    row.number = f"{MEMBERS.letters}-{serial:07d}"
    row.created_at = now  # type: ignore[assignment]
    return row
