"""The work journal: visits, liaison and advice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gonghui.demo import employers, staff
from gonghui.demo.days import TODAY, office_day
from gonghui.demo.names import Names
from gonghui.demo.town import Town
from gonghui.demo.tree import places
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.journal.choices import Kind, Partner
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.offices.topics import Topic

_DONE = {
    Kind.VILLAGE_GUIDANCE: ("查看台账和制度上墙情况，逐项指导", "商定补齐资料的时间"),
    Kind.EMPLOYER_GUIDANCE: ("到企业查看工会资料，现场指导", "企业明确专人补齐资料"),
    Kind.LIAISON: ("沟通办理流程，核对材料", "对方同意按流程受理"),
    Kind.ADVICE: ("现场解答办理条件和手续", "当场答复"),
    Kind.PHONE_ADVICE: ("电话解答办理条件和手续", "当场答复"),
    Kind.TALK: ("与工会主席谈心，了解困难和意见", "记下意见，逐件答复"),
}


class About(StrEnum):
    """Whose page of the journal it is."""

    EMPLOYER = "employer"
    VILLAGE = "village"
    TOWN = "town"


@dataclass(frozen=True)
class Entries:
    """So many entries of a kind in a year; employers are taken in turn from `first` of a shuffled list, `of` many."""

    kind: Kind
    topic: Topic
    year: int
    count: int = 1
    about: About = About.EMPLOYER
    first: int = 0
    of: int = 6
    partner: Partner | None = None
    void_reason: str = ""


def planned(town: Town) -> tuple[Entries, ...]:
    """The town's groups of entries. Raises BadFacts."""
    found: tuple[Entries, ...] = town.facts("journal", tuple[Entries, ...])
    return found


def enter(town: Town) -> None:
    """Write the town's journal, then void what was entered in error."""
    rng, actor, found = random.Random(f"journal {town.seed}"), staff.officer(town), places(town)
    villages = [found[town.village_code(index)] for index in range(len(town.villages))]
    pool, names = employers.standing(town, rng), Names(rng)
    crew = [names.person(woman=turn % 2 == 1) for turn in range(4)]
    made = [
        (group, row) for group in planned(town) for row in _entries(rng, group, pool, villages, found[town.code], crew)
    ]
    made.sort(key=lambda pair: pair[1].done_on)
    door.create_many(JOURNAL, actor=actor, records=[row for _, row in made])
    for group, row in made:
        if group.void_reason:
            door.void(JOURNAL, actor=actor, record=row, why=group.void_reason)


def _entries(
    rng: random.Random,
    group: Entries,
    pool: Sequence[Employer],
    villages: Sequence[Organisation],
    town: Organisation,
    crew: Sequence[str],
) -> Iterator[JournalEntry]:
    content, outcome = _DONE[group.kind]
    for turn in range(group.count):
        of_employer = group.about is About.EMPLOYER
        employer = pool[(group.first + turn % group.of) % len(pool)] if of_employer else None
        yield JournalEntry(
            organisation=villages[turn % len(villages)] if group.about is About.VILLAGE else town,
            employer=employer,
            done_on=office_day(rng, date(group.year, 1, 6), min(date(group.year, 12, 20), TODAY)),
            kind=group.kind,
            topic=group.topic,
            partner_kind=group.partner or "",
            partner=group.partner.label if group.partner else "",
            visitors="、".join(rng.sample(list(crew), 2)),
            content=f"{group.topic.label}：{content}",
            outcome=outcome,
        )
