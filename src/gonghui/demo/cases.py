"""Cases that are reviewed: the people who take their steps, and the employers that their workers come from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from gonghui.demo import staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.names import paper_number
from gonghui.demo.stories import Act
from gonghui.demo.town import REGION, Money, Town
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records.models import LedgerRow
from gonghui.offices.roles import Role

_Row = TypeVar("_Row", bound=LedgerRow)


class Crew:
    """Who takes which step: never the same person on two sides of one case."""

    def __init__(self, town: Town) -> None:
        self.officer, *others = staff.officers(town)
        self.reviewers = others + staff.usernames(town, Role.VICE_CHAIR) or staff.usernames(town, Role.CHAIR)
        self.clerks = {
            index: desk.username
            for index, village in enumerate(town.villages)
            for desk in town.staff
            if desk.role is Role.CLERK and desk.village == village.name
        }
        self.city = [desk.username for desk in REGION.staff if desk.role is Role.REVIEWER]
        names = {self.officer, *self.clerks.values(), *self.reviewers, *self.city}
        self._accounts = {name: staff.account(name) for name in names}

    def account(self, username: str) -> Account:
        return self._accounts[username]

    def hand(self, step: str, village: int, hands: Sequence[str]) -> str:
        """The person for a step, by where the worker works; if there is one, who had no hand in the case yet."""
        if step.endswith("_city"):
            return next((name for name in self.city if name not in hands), self.city[0])
        if step.endswith("_town"):
            return next((name for name in self.reviewers if name not in hands), self.reviewers[0])
        return self.clerks.get(village, self.officer) if step == "apply" else self.officer

    def document(self, step: str, day: date) -> str:
        """The paper of the province, whose union is not on the system."""
        if not step.endswith("_province"):
            return ""
        province = REGION.province.name
        number = paper_number(f"{province[:1]}工办", day.year, day.timetuple().tm_yday % 60 + 20)
        return f"{province}总工会《关于交通和误工补贴审核结果的通知》（{number}）"

    def work(self, ledger: Ledger, row: _Row, village: int, acts: Sequence[Act], paid: dict[str, Any]) -> _Row:
        """Take a case's steps; `paid` is what is written at the payment."""
        hands: list[str] = []
        for step, day, note in acts:
            hands.append(self.hand(step, village, hands))
            taking = Taking(day, paid if step == "pay" else {}, note, self.document(step, day))
            row = take(ledger, step, actor=self.account(hands[-1]), record=row, taking=taking)
        return row


def clerks_villages(town: Town) -> list[int]:
    """The villages where a clerk of their own applies."""
    served = {desk.village for desk in town.staff if desk.role is Role.CLERK}
    return [index for index, village in enumerate(town.villages) if village.name in served]


def employing(town: Town, rng: random.Random) -> Iterator[EmployerCast]:
    """Employers of the town without end, its villages in turn; those entered in error do not play."""
    by_village: dict[int, list[EmployerCast]] = {}
    for employer in cast(town).employers:
        if employer.money is not Money.VOIDED_EMPLOYER:
            by_village.setdefault(employer.village, []).append(employer)
    while True:
        villages = sorted(by_village)
        rng.shuffle(villages)
        for village in villages:
            yield rng.choice(by_village[village])
