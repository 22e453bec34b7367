"""The files of rebate papers of both years, each with its dated steps."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gonghui.demo import contributions, employers, staff
from gonghui.demo.cast import EmployerCast, cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, office_day
from gonghui.demo.stories import Act, FileStory, act_on, book, known_stories
from gonghui.demo.town import Money, Town, each
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.ledgers.contributions.ledger import REBATES
from gonghui.ledgers.contributions.models import PAPERS, RebateFile
from gonghui.ledgers.employers.models import Employer

# How much of what an employer pays comes back to the union that stands there (各省标准不一，演示取六成).
_REBATED_PART = Decimal("0.6")
_FEN = Decimal("0.01")
# Papers that an employer brings last.
_LATE_PAPERS = ("receipt", "legal_certificate", "tax_vouchers", "bank_account")
_OPENED = {
    THIS_YEAR: (date(THIS_YEAR, 2, 10), date(THIS_YEAR, 6, 27)),
    LAST_YEAR: (date(LAST_YEAR, 1, 8), date(LAST_YEAR, 2, 29)),
}


@dataclass(frozen=True)
class Paperwork:
    """A file as it is to be made: who, which year, opened when, which papers are missing at first, and its steps."""

    employer: EmployerCast
    year: int
    opened_on: date
    missing: tuple[str, ...]
    steps: tuple[Act, ...]
    void_reason: str = ""


def check(town: Town) -> None:
    """Raises BadFacts where a story of papers is not in the book."""
    known_stories(town, "papers", book().rebates, town.papers)
    known_stories(town, "last_year_files", book().last_year_rebates, town.last_year_files)


def files(town: Town) -> list[Paperwork]:
    """Every file of the town, last year's first; a voided first file before the one that took its place."""
    return [*_last_year(town), *_of_this_year(town)]


def enter(town: Town) -> None:
    """Write the files, take their steps, void what was entered in error."""
    actor, rows = staff.officer(town), employers.by_code(town)
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


def _of_this_year(town: Town) -> Iterator[Paperwork]:
    rng = random.Random(f"rebates {town.code} {THIS_YEAR}")
    for employer in cast(town).employers:
        if employer.papers:
            yield from (_file(rng, employer, THIS_YEAR, story) for story in book().rebates[employer.papers])
    # Files in order of employers that are not among the payers: papers alone do not make a payer.
    (complete,) = book().rebates["complete"]
    for money, count in town.outsiders_papers.items():
        yield from (_file(rng, employer, THIS_YEAR, complete) for employer in cast(town).playing(money)[:count])


def _last_year(town: Town) -> Iterator[Paperwork]:
    rng = random.Random(f"rebates {town.code} {LAST_YEAR}")
    payers = [
        employer
        for employer in cast(town).employers
        if employer.money in {Money.REGULAR, Money.LAST_YEAR_ONLY} and employer.since[0] < THIS_YEAR
    ]
    stories = list(each(town.last_year_files))
    rng.shuffle(stories)
    # Those without a file this year, and those who paid last year only, had their papers in order then.
    payers.sort(key=lambda employer: bool(employer.papers and book().rebates[employer.papers]))
    for employer, story in zip(payers, stories, strict=False):
        yield from (_file(rng, employer, LAST_YEAR, one) for one in book().last_year_rebates[story])
    # Rebated this year, and entered twice.
    (rebated,) = book().last_year_rebates["rebated"]
    for employer in payers[: town.rebates_in_error]:
        yield _file(rng, employer, LAST_YEAR, replace(rebated, void_reason="返还重复登记"))


def _file(rng: random.Random, employer: EmployerCast, year: int, story: FileStory) -> Paperwork:
    """A file with its steps on ascending office days, each within its window."""
    first, last = _OPENED[year]
    if employer.since[0] == year:
        first = max(first, date(year, employer.since[1], 24))
    if story.steps:
        last = min(last, story.steps[0].last)
    opened = office_day(rng, first, last)
    lacking = tuple(rng.sample(_LATE_PAPERS, rng.randint(*story.missing)))
    return Paperwork(employer, year, opened, lacking, act_on(rng, story.steps, after=opened), story.void_reason)
