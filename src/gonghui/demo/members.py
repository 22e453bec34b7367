"""The roster: those present, those who left, those who left and came back, and those entered in error."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from gonghui.demo import employers, staff, subsidies
from gonghui.demo.apportion import apportion
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, any_day, day_after
from gonghui.demo.identities import IdNumbers, make_phone
from gonghui.demo.names import Names
from gonghui.demo.town import Town
from gonghui.demo.tree import places
from gonghui.engine.records import door
from gonghui.ledgers.members.choices import JoinedBy, Status
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member

_CHUNK = 2_000
# When members joined: window and how many of a hundred.
_JOINED = (
    ((date(2004, 1, 1), date(2014, 12, 31)), 22),
    ((date(2015, 1, 1), date(2021, 12, 31)), 42),
    ((date(2022, 1, 1), date(LAST_YEAR - 1, 12, 31)), 22),
    ((date(LAST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), 7),
    ((date(THIS_YEAR, 1, 1), date(THIS_YEAR, 11, 30)), 6),
    ((date(THIS_YEAR, 12, 1), TODAY), 1),
)
# How those who left did, of a hundred.
_GONE = {Status.TRANSFERRED: 71, Status.RESIGNED: 23, Status.DIED: 4, Status.EXPELLED: 2}


@dataclass(frozen=True)
class Membership:
    """One row of the roster as it is to be made."""

    name: str
    id_number: str
    phone: str
    employer: EmployerCast
    join_date: date
    joined_by: JoinedBy
    migrant: bool
    status: Status = Status.NORMAL
    left_on: date | None = None
    void_reason: str = ""


def enter(town: Town, members: int, progress: Callable[[str], None]) -> None:
    """Write the town's roster: `members` present ones in the largest town, fewer in the others, and the rest."""
    actor, found, rows = staff.officer(town), places(town), employers.by_code(town)

    def row(member: Membership) -> Member:
        employer = rows[member.employer.uscc]
        assert member.employer.union is not None
        return Member(
            organisation=found[member.employer.union.code],
            employer=employer,
            name=member.name,
            id_number=member.id_number,
            phone=member.phone,
            join_date=member.join_date,
            joined_by=member.joined_by,
            migrant=member.migrant,
            status=member.status,
            left_on=member.left_on,
        )

    made = roster(town, round(members * town.members))
    # Entered in error and voided first, since some were entered anew under the same number.
    wrong = [member for member in made if member.void_reason]
    right = [member for member in made if not member.void_reason]
    for entered, member in zip(
        door.create_many(MEMBERS, actor=actor, records=[row(member) for member in wrong]), wrong, strict=True
    ):
        door.void(MEMBERS, actor=actor, record=entered, why=member.void_reason)
    for start in range(0, len(right), _CHUNK):
        door.create_many(MEMBERS, actor=actor, records=[row(member) for member in right[start : start + _CHUNK]])
        progress(f"{town.name}会员 {min(start + _CHUNK, len(right))}/{len(right)}")


def roster(town: Town, present: int) -> list[Membership]:
    """Every membership of the town: `present` in force today, and in proportion those that ended or were voided."""
    draw = _Draw(town)
    standing = [employer for employer in cast(town).employers if employer.members]
    settled = [employer for employer in standing if _founded(employer).year < LAST_YEAR - 1]
    came_back = max(6, present // 1500)
    return_trips = [trip for _ in range(came_back) for trip in draw.came_back(draw.anywhere(settled))]
    applicants = [draw.applicant(worker) for worker in subsidies.workers(town)[: present // 3]]
    counts = apportion(present - came_back - len(applicants), [employer.members for employer in standing])
    found = list(applicants) + return_trips
    for employer, count in zip(standing, counts, strict=True):
        found += [draw.present(employer) for _ in range(count)]
    for year, part in _LEFT:
        found += [draw.gone(draw.anywhere(settled), year) for _ in range(max(3, present * part // 10_000))]
    found += list(draw.errors(found, settled, town.members_in_error))
    return sorted(found, key=lambda member: member.employer.union.code if member.employer.union else "")


# Of ten thousand present ones, how many left in a year.
_LEFT = ((THIS_YEAR, 105), (LAST_YEAR, 82), (LAST_YEAR - 1, 30))


class _Draw:
    """Draws memberships out of one random source."""

    def __init__(self, town: Town) -> None:
        self.rng = random.Random(f"members {town.code}")
        self.names = Names(self.rng)
        self.numbers = IdNumbers.of(town.serial, "members")
        self.serial = town.serial * 1_000_000
        self.windows = [window for window, _ in _JOINED]
        self.parts = [part for _, part in _JOINED]

    def anywhere(self, standing: list[EmployerCast]) -> EmployerCast:
        return self.rng.choices(standing, weights=[employer.members for employer in standing])[0]

    def present(self, employer: EmployerCast) -> Membership:
        """A membership in force, or kept by the union of somebody who lost the job."""
        first, last = self.rng.choices(self.windows, weights=self.parts)[0]
        founded = _founded(employer)
        first, last = max(first, founded), max(last, founded)
        member = self._person(employer, any_day(self.rng, first, last))
        return replace(member, status=Status.KEPT) if self.rng.random() < 0.002 else member

    def applicant(self, worker: subsidies.Worker) -> Membership:
        """The membership of a worker who asked for a subsidy."""
        first = max(_founded(worker.employer), date(2021, 1, 1))
        return Membership(
            name=worker.name,
            id_number=worker.id_number,
            phone=worker.phone,
            employer=worker.employer,
            join_date=any_day(self.rng, first, max(first, date(LAST_YEAR, 6, 30))),
            joined_by=JoinedBy.APPLIED,
            migrant=self.rng.random() < 0.5,
        )

    def gone(self, employer: EmployerCast, year: int) -> Membership:
        """A membership that ended in `year`; a few had begun in it."""
        rng = self.rng
        left = any_day(rng, date(year, 1, 2), min(date(year, 12, 30), TODAY))
        first = date(year, 1, 1) if rng.random() < 0.1 else date(2008, 1, 1)
        member = self._person(employer, any_day(rng, first, left))
        return replace(member, left_on=left, status=rng.choices(list(_GONE), weights=list(_GONE.values()))[0])

    def came_back(self, employer: EmployerCast) -> tuple[Membership, ...]:
        """Joined this year, left, joined again, left again, joined again: one person in three rows."""
        rng = self.rng
        days = sorted(rng.sample(range((date(THIS_YEAR, 11, 20) - date(THIS_YEAR, 1, 6)).days), 5))
        first, left, again, left_again, present = (
            date.fromordinal(date(THIS_YEAR, 1, 6).toordinal() + days) for days in days
        )
        member = self._person(employer, first)
        return (
            replace(member, left_on=left, status=Status.TRANSFERRED),
            replace(member, join_date=again, left_on=left_again, status=Status.RESIGNED),
            replace(member, join_date=present, joined_by=JoinedBy.TRANSFERRED),
        )

    def errors(self, found: list[Membership], standing: list[EmployerCast], count: int) -> Iterator[Membership]:
        """Rows that were voided: some entered anew under the same number, most of people who never joined."""
        for member in self.rng.sample([member for member in found if member.left_on is None], count // 4):
            yield replace(member, employer=self.anywhere(standing), void_reason="登记错工会，已在正确的工会重新登记")
        for turn in range(count):
            employer = self.anywhere(standing)
            joined = any_day(self.rng, date(THIS_YEAR, 1, 8), date(THIS_YEAR, 10, 30))
            member = replace(self._person(employer, joined), void_reason="本人未入会，误登记")
            if turn % 3 == 0:
                left = any_day(self.rng, day_after(joined), date(THIS_YEAR, 11, 28))
                member = replace(member, left_on=left, status=Status.TRANSFERRED)
            yield member

    def _person(self, employer: EmployerCast, joined: date) -> Membership:
        """Somebody of 18 to 59 years who joined on a day."""
        rng = self.rng
        woman = rng.random() < employer.women / employer.staff
        oldest = min(45, 58 - (TODAY.year - joined.year))
        number = None
        while number is None:
            year = joined.year - rng.randint(18, oldest)
            number = self.numbers.give(any_day(rng, date(year, 1, 1), date(year, 12, 31)), woman=woman)
        self.serial += 1
        return Membership(
            name=self.names.person(woman=woman),
            id_number=number,
            phone=make_phone(self.serial) if rng.random() < 0.93 else "",
            employer=employer,
            join_date=joined,
            joined_by=rng.choice((JoinedBy.APPLIED, JoinedBy.TOGETHER, JoinedBy.SCANNED)),
            migrant=rng.random() < employer.migrant / employer.staff,
        )


def _founded(employer: EmployerCast) -> date:
    return employer.built_on or date(2004, 1, 1)
