"""The files of rebate papers of both years, each with its dated steps."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gonghui.demo import contributions, employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, day_after, office_day
from gonghui.demo.plan import Money, Papers, Town, each
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.contributions.ledger import REBATES
from gonghui.ledgers.contributions.models import PAPERS, RebateFile
from gonghui.ledgers.employers.models import Employer

# How much of what an employer pays comes back to the union that stands there (各省标准不一，演示取六成).
_REBATED_PART = Decimal("0.6")
_FEN = Decimal("0.01")
_BACK = ("申请表的开户行与账户信息不符", "缴费凭证缺两个月", "收款收据未盖财务章", "法人资格证书已过期，请换新证")
# Papers that an employer brings last.
_LATE_PAPERS = ("receipt", "legal_certificate", "tax_vouchers", "bank_account")

# The windows in which steps fall: first and last day.
Window = tuple[date, date]


def _this_year(first_month: int, first_day: int, last_month: int, last_day: int) -> Window:
    return date(THIS_YEAR, first_month, first_day), date(THIS_YEAR, last_month, last_day)


_OPENED = _this_year(2, 10, 6, 27)
_SPRING = _this_year(3, 3, 7, 31)
_BY_CUT_OFF = _this_year(3, 3, 10, 30)
_SUMMER = _this_year(8, 1, 9, 26)
_AUTUMN = _this_year(9, 28, 10, 30)
_AFTER = _this_year(11, 3, 12, 11)

_SCRIPTS: Mapping[Papers, tuple[tuple[str, Window], ...]] = {
    Papers.COMPLETE: (("complete", _BY_CUT_OFF),),
    Papers.SUBMITTED: (("complete", _SPRING), ("submit", (_SUMMER[0], _AUTUMN[1]))),
    Papers.REBATED: (("complete", _SPRING), ("submit", _SUMMER), ("rebate", _AUTUMN)),
    Papers.REBATED_LATER: (("complete", _SPRING), ("submit", _SUMMER), ("rebate", _AFTER)),
    Papers.RECOMPLETED: (("complete", _SPRING), ("send_back", _SUMMER), ("complete", _AUTUMN)),
    Papers.SENT_BACK_LATER: (("complete", (_SPRING[0], _SUMMER[1])), ("submit", _AUTUMN), ("send_back", _AFTER)),
    Papers.REFILED: (("complete", _BY_CUT_OFF),),
    Papers.NO_FILE: (),
    Papers.INCOMPLETE: (),
    Papers.COMPLETED_LATER: (("complete", _AFTER),),
    Papers.SENT_BACK: (("complete", _SPRING), ("send_back", _SUMMER), ("complete", _AFTER)),
    Papers.FILE_VOIDED: (("complete", _BY_CUT_OFF),),
}
_LAST_YEAR_SCRIPTS: Mapping[str, tuple[tuple[str, Window], ...]] = {
    "rebated_early": (
        ("complete", (date(LAST_YEAR, 3, 1), date(LAST_YEAR, 8, 30))),
        ("submit", (date(LAST_YEAR, 9, 2), date(LAST_YEAR, 10, 25))),
        ("rebate", (date(LAST_YEAR, 11, 4), date(LAST_YEAR, 12, 27))),
    ),
    "rebated": (
        ("complete", (date(LAST_YEAR, 3, 1), date(LAST_YEAR, 11, 29))),
        ("submit", (date(LAST_YEAR, 12, 2), date(LAST_YEAR, 12, 30))),
        ("rebate", _this_year(1, 6, 3, 28)),
    ),
    "rebated_late": (
        ("complete", (date(LAST_YEAR, 3, 1), date(LAST_YEAR, 12, 20))),
        ("submit", _this_year(1, 6, 8, 29)),
        ("rebate", _AFTER),
    ),
    "submitted": (
        ("complete", (date(LAST_YEAR, 3, 1), date(LAST_YEAR, 12, 20))),
        ("submit", _this_year(1, 6, 2, 28)),
    ),
    "complete": (("complete", (date(LAST_YEAR, 4, 1), date(LAST_YEAR, 12, 20))),),
    "lacking": (),
}


@dataclass(frozen=True)
class Paperwork:
    """A file as it is to be made: who, which year, opened when, which papers are missing at first, and its steps."""

    employer: EmployerCast
    year: int
    opened_on: date
    missing: tuple[str, ...]
    steps: tuple[tuple[str, date, str], ...]  # step, day, note
    void_reason: str = ""


def files(town: Town) -> list[Paperwork]:
    """Every file of the town, last year's first; a voided first file before the one that took its place."""
    return [*_last_year(town), *_of_this_year(town)]


def enter(town: Town) -> None:
    """Write the files, take their steps, strike out what was entered in error."""
    actor, rows = staff.officer(town.code), employers.by_code(town)
    net = {year: contributions.net_of(town, year) for year in (LAST_YEAR, THIS_YEAR)}
    made = files(town)
    # What is voided goes first, since an employer has one file a year.
    for batch in ([file for file in made if file.void_reason], [file for file in made if not file.void_reason]):
        entered = door.create_many(REBATES, actor=actor, records=[_row(file, rows) for file in batch])
        for row, file in zip(entered, batch, strict=True):
            _work(actor, row, file, net[file.year].get(file.employer.uscc, 0))


def _work(actor: Account, row: RebateFile, file: Paperwork, net: int) -> None:
    if file.missing and file.steps:
        row = door.save(REBATES, actor=actor, record=row, changes=dict.fromkeys(file.missing, True), why="资料补齐")
    for step, day, note in file.steps:
        values = {"rebate_amount": _rebate(net)} if step == "rebate" else {}
        row = take(REBATES, step, actor=actor, record=row, taking=Taking(day, values, note))
    if file.void_reason:
        door.void(REBATES, actor=actor, record=row, why=file.void_reason)


def _rebate(net: int) -> Decimal:
    return (max(net, 5_000) * _FEN * _REBATED_PART).quantize(_FEN)


def _row(file: Paperwork, rows: Mapping[str, Employer]) -> RebateFile:
    employer = rows[file.employer.uscc]
    papers = {name: name not in file.missing for name in PAPERS}
    return RebateFile(
        organisation=employer.organisation,
        employer=employer,
        for_year=file.year,
        opened_on=file.opened_on,
        **papers,
    )


def _of_this_year(town: Town) -> list[Paperwork]:
    rng = random.Random(f"rebates {town.code} {THIS_YEAR}")
    found: list[Paperwork] = []
    for employer in cast(town).employers:
        if employer.papers is not None and employer.papers is not Papers.NO_FILE:
            found += _story(rng, employer, employer.papers)
    # Files in order of employers that are not among the payers, so that papers alone do not make a payer.
    for money, count in ((Money.AFTER_ONLY, 2), (Money.PREPARATORY, 1), (Money.REFUNDED, 1), (Money.VOIDED, 1)):
        found += [_file(rng, e, THIS_YEAR, _SCRIPTS[Papers.COMPLETE]) for e in cast(town).playing(money)[:count]]
    # One of the employers entered in error has its papers in order, the others have none.
    errors = cast(town).playing(Money.VOIDED_EMPLOYER)[:1]
    return found + [_file(rng, employer, THIS_YEAR, _SCRIPTS[Papers.COMPLETE]) for employer in errors]


def _story(rng: random.Random, employer: EmployerCast, papers: Papers) -> list[Paperwork]:
    script = _SCRIPTS[papers]
    if papers is Papers.INCOMPLETE:
        return [_file(rng, employer, THIS_YEAR, script, missing=rng.randint(1, 3))]
    if papers is Papers.COMPLETED_LATER:
        return [_file(rng, employer, THIS_YEAR, script, missing=rng.randint(1, 2))]
    if papers is Papers.FILE_VOIDED:
        return [_file(rng, employer, THIS_YEAR, script, void_reason="资料是另一家单位的，建档有误")]
    if papers is Papers.REFILED:
        wrong = _file(rng, employer, THIS_YEAR, (), missing=2, void_reason="重复建档")
        return [wrong, _file(rng, employer, THIS_YEAR, script)]
    return [_file(rng, employer, THIS_YEAR, script)]


def _last_year(town: Town) -> list[Paperwork]:
    rng = random.Random(f"rebates {town.code} {LAST_YEAR}")
    payers = [
        employer
        for employer in cast(town).employers
        if employer.money in {Money.REGULAR, Money.LAST_YEAR_ONLY} and employer.since[0] < THIS_YEAR
    ]
    stories = list(each(town.last_year_files))
    rng.shuffle(stories)
    found = []
    # Those without a file this year, and those who paid last year only, had their papers in order then.
    payers.sort(key=lambda e: e.papers not in {Papers.NO_FILE, None})
    for employer, story in zip(payers, stories, strict=False):
        script = _LAST_YEAR_SCRIPTS[story]
        found.append(_file(rng, employer, LAST_YEAR, script, missing=2 if story == "lacking" else 0))
    rebated = [file for file in found if file.steps and file.steps[-1][0] == "rebate"][:2]
    if not rebated:
        return found
    # Rebated this year and voided: the money that came back must leave it out.
    wrong = _file(rng, rebated[0].employer, LAST_YEAR, _LAST_YEAR_SCRIPTS["rebated"], void_reason="返还重复登记")
    return [wrong, *found]


def _file(
    rng: random.Random,
    employer: EmployerCast,
    year: int,
    script: tuple[tuple[str, Window], ...],
    *,
    missing: int = 0,
    void_reason: str = "",
) -> Paperwork:
    """A file with its steps on ascending office days, each within its window."""
    first, last = _OPENED if year == THIS_YEAR else (date(LAST_YEAR, 1, 8), date(LAST_YEAR, 2, 29))
    if employer.since[0] == year:
        first = max(first, date(year, employer.since[1], 24))
    if script:
        last = min(last, script[0][1][1])
    opened = day = office_day(rng, first, last)
    steps = []
    for step, (from_day, to_day) in script:
        day = office_day(rng, max(day_after(day), from_day), to_day)
        steps.append((step, day, rng.choice(_BACK) if step == "send_back" else ""))
    lacking = tuple(rng.sample(_LATE_PAPERS, missing))
    return Paperwork(employer, year, opened, lacking, tuple(steps), void_reason)
