"""The money that came in, month by month: regular payers share the month's batch, the others have their stories."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.apportion import apportion
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.facts import BadFacts
from gonghui.demo.town import Money, Town
from gonghui.engine.records import door
from gonghui.ledgers.contributions.choices import CONTRIBUTION_RATE, Channel, Item
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.employers.models import Employer

_QUARTER_STARTS = frozenset({1, 4, 7, 10})
_LEAST = 8_000  # fen: even the smallest employer's month
_FEN = Decimal("0.01")
# The months in which single stories happen.
_WRONG_EMPLOYER_PAID = (THIS_YEAR, 5)
_REFUNDED, _REFUND = (THIS_YEAR, 3), (THIS_YEAR, 6)
_REFUNDED_LATER, _REFUND_LATER = (THIS_YEAR, 5), (THIS_YEAR, 11)


@dataclass(frozen=True)
class PlannedPayment:
    """One sum as it is to be entered; `fen` is negative for a refund. `void_reason` says that it was voided."""

    employer: EmployerCast
    item: Item
    paid_on: date
    fen: int
    voucher: str
    void_reason: str = ""

    @property
    def period(self) -> str:
        """The month that the wages belong to: the tax office collects in the month after."""
        year, month = (
            (self.paid_on.year, self.paid_on.month - 1) if self.paid_on.month > 1 else (self.paid_on.year - 1, 12)
        )
        return f"{year}-{month:02d}"


@lru_cache(maxsize=4)
def sums(town: Town) -> tuple[PlannedPayment, ...]:
    """Every sum of both years, by the day it came in."""
    return tuple(_Ledger(town).write())


def net_of(town: Town, year: int) -> dict[str, int]:
    """What each employer paid in a year in fen, by credit code; refunds netted, voided rows left out."""
    net: dict[str, int] = defaultdict(int)
    for entry in sums(town):
        if entry.paid_on.year == year and entry.item is Item.CONTRIBUTION and not entry.void_reason:
            net[entry.employer.uscc] += entry.fen
    return net


def enter(town: Town) -> None:
    """Write the sums month by month; what was typed wrong is voided before the right one takes its voucher."""
    actor, rows = staff.officer(town), employers.by_code(town)
    months: dict[tuple[int, int], list[PlannedPayment]] = defaultdict(list)
    for entry in sums(town):
        months[entry.paid_on.year, entry.paid_on.month].append(entry)
    for month in sorted(months):
        wrong = [entry for entry in months[month] if entry.void_reason]
        right = [entry for entry in months[month] if not entry.void_reason]
        entered = door.create_many(CONTRIBUTIONS, actor=actor, records=[_row(entry, rows) for entry in wrong])
        for row, entry in zip(entered, wrong, strict=True):
            door.void(CONTRIBUTIONS, actor=actor, record=row, why=entry.void_reason)
        door.create_many(CONTRIBUTIONS, actor=actor, records=[_row(entry, rows) for entry in right])


def _row(entry: PlannedPayment, rows: dict[str, Employer]) -> Contribution:
    employer = rows[entry.employer.uscc]
    amount = Decimal(entry.fen) * _FEN
    return Contribution(
        organisation=employer.organisation,
        employer=employer,
        item=entry.item,
        period=entry.period,
        paid_date=entry.paid_on,
        base=None if entry.item is Item.LATE_FEE or entry.fen < 0 else (amount / CONTRIBUTION_RATE).quantize(_FEN),
        amount=amount,
        refund=entry.fen < 0,
        channel=Channel.TAX if entry.employer.tax_collect else Channel.DIRECT,
        voucher=entry.voucher,
    )


class _Ledger:
    """Draws a town's sums in the order of time."""

    def __init__(self, town: Town) -> None:
        self.town, self.players = town, cast(town)
        self.rng = random.Random(f"contributions {town.code}")
        self.vouchers = 0
        self.found: list[PlannedPayment] = []
        regular = self.players.playing(Money.REGULAR)
        standing = [employer for employer in regular if employer.since[0] < THIS_YEAR]
        # One of this year's payers has its only payment refunded after the cut-off: on that day it had paid.
        self.refunded_later = next((employer for employer in regular if employer.since[0] == THIS_YEAR), None)
        self.part_refunds = self.rng.sample(standing, min(town.part_refunds, len(standing)))
        self.late_fees = self.rng.sample(standing, min(town.late_fees, len(standing)))
        self.last_paid: dict[str, int] = {}

    def write(self) -> list[PlannedPayment]:
        months = [
            (int(year), month, amount)
            for year, amounts in self.town.received.items()
            for month, amount in enumerate(amounts, start=1)
        ]
        for year, month, amount in sorted(months):
            first = len(self.found)
            self._month(year, month, int(amount / _FEN))
            self.found[first:] = sorted(self.found[first:], key=lambda entry: (entry.paid_on, entry.voucher))
        self._duplicates()
        return self.found

    def _month(self, year: int, month: int, batch: int) -> None:
        """A month: the stories' own sums first, then the regular payers share what the batch has left."""
        left = batch - self._stories(year, month) - self._refunds(year, month)
        payers = [employer for employer in self.players.employers if self._pays(employer, year, month)]
        if not payers:
            # A drawn town may have a month in which nobody pays.
            self._other_items(year, month)
            return
        weights = [
            employer.weight * (3 if employer.quarterly else 1) * self.rng.uniform(0.82, 1.18) for employer in payers
        ]
        if left < _LEAST * len(payers):
            raise BadFacts(f"{self.town.source}的received.{year}：{month}月的数太小，{len(payers)}家缴费单位分不过来。")
        for employer, fen in zip(payers, apportion(left, weights, least=_LEAST), strict=True):
            self.last_paid[employer.uscc] = fen
            self._add(employer, year, month, fen)
        self._other_items(year, month)

    def _pays(self, employer: EmployerCast, year: int, month: int) -> bool:
        if employer is self.refunded_later or employer.since > (year, month):
            return False
        if employer.money is Money.AFTER_ONLY:
            return (year, month) in {(THIS_YEAR, 11), (THIS_YEAR, 12)}
        if employer.money is Money.LAST_YEAR_ONLY:
            return year == LAST_YEAR
        if employer.money is not Money.REGULAR:
            return False
        return not employer.quarterly or month in _QUARTER_STARTS

    def _stories(self, year: int, month: int) -> int:
        """Sums that belong to a story and count in the batch; returns what they come to."""
        total = 0
        for employer in self.players.playing(Money.VOIDED_EMPLOYER):
            if (year, month) == _WRONG_EMPLOYER_PAID:
                total += self._add(employer, year, month, self._small())
        for employer in self.players.playing(Money.REFUNDED):
            if (year, month) == _REFUNDED:
                self.last_paid[employer.uscc] = self._add(employer, year, month, self._small())
                total += self.last_paid[employer.uscc]
            if (year, month) == _REFUND:
                total += self._add(employer, year, month, -self.last_paid[employer.uscc])
        later = self.refunded_later
        if later is not None and (year, month) == _REFUNDED_LATER:
            self.last_paid[later.uscc] = self._add(later, year, month, self._small())
            total += self.last_paid[later.uscc]
        if later is not None and (year, month) == _REFUND_LATER:
            total += self._add(later, year, month, -self.last_paid[later.uscc])
        return total

    def _refunds(self, year: int, month: int) -> int:
        """Parts of a payment that were paid back, one a month from February of this year; returns their sum."""
        place = month - 2
        if year != THIS_YEAR or not 0 <= place < len(self.part_refunds):
            return 0
        employer = self.part_refunds[place]
        part = round(self.last_paid[employer.uscc] * self.rng.uniform(0.08, 0.35))
        return self._add(employer, year, month, -part)

    def _other_items(self, year: int, month: int) -> None:
        """Preparatory funds and late fees, and payments typed for the wrong employer: all outside the batch."""
        for employer in self.players.playing(Money.PREPARATORY):
            if month in _QUARTER_STARTS:
                self._add(employer, year, month, self._small(), Item.PREPARATORY)
        for employer in self.players.playing(Money.LATE_FEE):
            if (year, month) == (THIS_YEAR, 7):
                self._add(employer, year, month, self._small() // 40, Item.LATE_FEE)
        for place, employer in enumerate(self.late_fees):
            if month == place % 12 + 1 and (year, month) <= (THIS_YEAR, 11):
                self._add(employer, year, month, self._small() // 40, Item.LATE_FEE)
        for employer in self.players.playing(Money.VOIDED):
            if (year, month) == (THIS_YEAR, 8):
                self._add(employer, year, month, self._small(), void_reason="录错单位，款项不是这一家缴的")

    def _duplicates(self) -> None:
        """The same voucher typed twice, one of them voided."""
        real = [i for i, entry in enumerate(self.found) if entry.item is Item.CONTRIBUTION and not entry.void_reason]
        paid = [i for i in real if self.found[i].fen > 0]
        chosen = self.rng.sample(paid, min(self.town.duplicates, len(paid)))
        for i in sorted(chosen, reverse=True):
            self.found.insert(i, replace(self.found[i], void_reason="税票重复录入"))

    def _small(self) -> int:
        return self.rng.randint(60_000, 380_000)

    def _add(
        self,
        employer: EmployerCast,
        year: int,
        month: int,
        fen: int,
        item: Item = Item.CONTRIBUTION,
        *,
        void_reason: str = "",
    ) -> int:
        """One sum on a day of the tax office's month (refunds late in it); returns its fen."""
        first, last = (20, 28) if fen < 0 else (5, 23)
        until = min(date(year, month, last), TODAY)
        day = office_day(self.rng, date(year, month, first), until)
        self.vouchers += 1
        voucher = f"000{self.town.serial}{year % 100:02d}{month:02d}{self.vouchers:07d}"
        self.found.append(PlannedPayment(employer, item, day, fen, voucher, void_reason))
        return fen
