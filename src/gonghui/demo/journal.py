"""The work journal of both years: visits, liaison and advice, each with what a careless basis would count too."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gonghui.demo import drawn, employers, staff
from gonghui.demo.cast import cast
from gonghui.demo.days import LAST_YEAR, THIS_YEAR, TODAY, office_day
from gonghui.demo.names import Names
from gonghui.demo.plan import T1, Town
from gonghui.demo.tree import places
from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.journal.choices import Kind, Partner
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.journal.models import JournalEntry
from gonghui.offices.topics import Topic


@dataclass(frozen=True)
class Story:
    """A kind of entry: how often in which year, and whether it is about an employer, a village or the town.

    Employers are taken in turn from `first` of the shuffled list on, `of` different ones.
    """

    kind: Kind
    topic: Topic
    year: int
    times: int
    about: str = "employer"
    first: int = 0
    of: int = 6
    partner: Partner | None = None
    voided: bool = False


_STANDARD, _BARGAIN, _MONEY = Topic.STANDARDISATION, Topic.BARGAINING, Topic.CONTRIBUTIONS
_STORIES = (
    Story(Kind.VILLAGE_GUIDANCE, _STANDARD, THIS_YEAR, 16, "village"),
    Story(Kind.VILLAGE_GUIDANCE, _STANDARD, LAST_YEAR, 7, "village"),
    Story(Kind.EMPLOYER_GUIDANCE, _STANDARD, THIS_YEAR, 14, first=0, of=11),
    Story(Kind.EMPLOYER_GUIDANCE, _BARGAIN, THIS_YEAR, 12, first=8, of=10),
    Story(Kind.EMPLOYER_GUIDANCE, _STANDARD, LAST_YEAR, 8, first=30, of=7),
    Story(Kind.EMPLOYER_GUIDANCE, _STANDARD, THIS_YEAR, 1, first=40, voided=True),
    Story(Kind.LIAISON, _BARGAIN, THIS_YEAR, 3, "town", partner=Partner.LABOUR),
    Story(Kind.LIAISON, _BARGAIN, THIS_YEAR, 4, first=50, partner=Partner.LABOUR),
    Story(Kind.LIAISON, _BARGAIN, THIS_YEAR, 1, "town", partner=Partner.UPPER_UNION),
    Story(Kind.LIAISON, Topic.PETITIONS, THIS_YEAR, 3, first=55, partner=Partner.LABOUR),
    Story(Kind.LIAISON, Topic.SUBSIDIES, THIS_YEAR, 2, "town", partner=Partner.LABOUR),
    Story(Kind.LIAISON, _BARGAIN, THIS_YEAR, 1, "town", partner=Partner.LABOUR, voided=True),
    Story(Kind.LIAISON, _BARGAIN, LAST_YEAR, 2, first=52, partner=Partner.LABOUR),
    Story(Kind.ADVICE, _MONEY, THIS_YEAR, 5, first=60),
    Story(Kind.PHONE_ADVICE, _MONEY, THIS_YEAR, 9, first=63),
    Story(Kind.PHONE_ADVICE, Topic.ORGANISING, THIS_YEAR, 6, "village"),
    Story(Kind.ADVICE, Topic.PETITIONS, THIS_YEAR, 4, "town"),
    Story(Kind.PHONE_ADVICE, _MONEY, THIS_YEAR, 1, first=70, voided=True),
    Story(Kind.ADVICE, _MONEY, LAST_YEAR, 6, first=66),
    Story(Kind.TALK, _MONEY, THIS_YEAR, 3, first=75),
    Story(Kind.TALK, Topic.HARDSHIP, THIS_YEAR, 4, first=80),
)
_DONE = {
    Kind.VILLAGE_GUIDANCE: ("查看台账和制度上墙情况，逐项指导", "商定补齐资料的时间"),
    Kind.EMPLOYER_GUIDANCE: ("到企业查看工会资料，现场指导", "企业明确专人补齐资料"),
    Kind.LIAISON: ("沟通办理流程，核对材料", "对方同意按流程受理"),
    Kind.ADVICE: ("现场解答办理条件和手续", "当场答复"),
    Kind.PHONE_ADVICE: ("电话解答办理条件和手续", "当场答复"),
    Kind.TALK: ("与工会主席谈心，了解困难和意见", "记下意见，逐件答复"),
}


def enter(town: Town) -> None:
    """Write the town's journal, then strike out what was entered in error."""
    rng = random.Random(f"journal {town.seed}")
    stories = _STORIES if town is T1 else tuple(_drawn(rng))
    actor, found = staff.officer(town.code), places(town)
    villages = [found[town.village_code(index)] for index in range(len(town.villages))]
    pool, names = _pool(rng, town), Names(rng)
    crew = [names.person(woman=turn % 2 == 1) for turn in range(4)]
    made = [(story, row) for story in stories for row in _entries(rng, story, pool, villages, found[town.code], crew)]
    made.sort(key=lambda pair: pair[1].done_on)
    door.create_many(JOURNAL, actor=actor, records=[row for _, row in made])
    for story, row in made:
        if story.voided:
            door.void(JOURNAL, actor=actor, record=row, why="当天没有去，改期后另记")


def _pool(rng: random.Random, town: Town) -> list[Employer]:
    rows = employers.by_code(town)
    standing = [each for each in cast(town).employers if each.built_on and each.built_on.year < LAST_YEAR]
    rng.shuffle(standing)
    return [row for each in standing if (row := rows[each.uscc]).voided_on is None]


def _entries(
    rng: random.Random,
    story: Story,
    pool: Sequence[Employer],
    villages: Sequence[Organisation],
    town: Organisation,
    crew: Sequence[str],
) -> Iterator[JournalEntry]:
    content, outcome = _DONE[story.kind]
    for turn in range(story.times):
        employer = pool[(story.first + turn % story.of) % len(pool)] if story.about == "employer" else None
        yield JournalEntry(
            organisation=villages[turn % len(villages)] if story.about == "village" else town,
            employer=employer,
            done_on=office_day(rng, date(story.year, 1, 6), min(date(story.year, 12, 20), TODAY)),
            kind=story.kind,
            topic=story.topic,
            partner_kind=story.partner or "",
            partner=story.partner.label if story.partner else "",
            visitors="、".join(rng.sample(list(crew), 2)),
            content=f"{story.topic.label}：{content}",
            outcome=outcome,
        )


def _drawn(rng: random.Random) -> Iterator[Story]:
    """The entries of a town that no text describes."""
    count = drawn.how_many(rng)
    kinds = drawn.some_of(rng, tuple(Kind))
    topics = drawn.some_of(rng, (_STANDARD, _BARGAIN, _MONEY, Topic.PETITIONS, Topic.HARDSHIP))
    for _ in range(count):
        kind = rng.choice(kinds)
        yield Story(
            kind,
            rng.choice(topics),
            rng.choice((LAST_YEAR, THIS_YEAR, THIS_YEAR)),
            1,
            "village" if kind is Kind.VILLAGE_GUIDANCE else "employer",
            first=rng.randint(0, 9),
            partner=rng.choice((Partner.LABOUR, Partner.TAX)) if kind is Kind.LIAISON else None,
        )
