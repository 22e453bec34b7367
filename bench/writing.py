"""What the write door costs a row: its rules, its number, its log entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from bench.installation import Scratch
from bench.roster import kept_by_the_door
from bench.timing import Comparison, compare
from gonghui.engine.records import door
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.plain import clock

BATCH, FEW_ROWS, ROUNDS = 500, 100, 5


def through_the_door(scratch: Scratch, count: int = BATCH) -> object:
    """Enter members as any program does."""
    rows = [scratch.town.member(serial) for serial in scratch.new_serials(count)]
    return door.create_many(MEMBERS, actor=scratch.town.actor, records=rows)


def one_by_one(scratch: Scratch) -> object:
    """Enter members one at a time through the door, as forms do."""
    rows = [scratch.town.member(serial) for serial in scratch.new_serials(FEW_ROWS)]
    return [door.save(MEMBERS, actor=scratch.town.actor, record=row, changes={}) for row in rows]


def without_the_door(scratch: Scratch) -> object:
    """Insert the same rows with Django alone: derived columns and sealing, but no rules and no log."""
    now = clock.now()
    rows = []
    for serial in scratch.new_serials(BATCH):
        row = scratch.town.member(serial)
        row.derive()
        rows.append(kept_by_the_door(scratch.town, row, serial, now=now))
    with transaction.atomic():
        return Member.objects.bulk_create(rows, batch_size=1_000)


def rows(few: Scratch, many: Scratch) -> Iterator[Comparison]:
    """Times of one row."""
    several = partial(through_the_door, count=FEW_ROWS)
    bare, batch, small, single = (few.here(act)[1] for act in (without_the_door, through_the_door, several, one_by_one))
    bare_title, batch_title = "bulk_create", "door.create_many"
    yield compare("写入一行：只插入，经过门", (bare_title, bare), (batch_title, batch), rounds=ROUNDS, of=BATCH)
    yield compare("写入一行：成批，逐条", (batch_title, small), ("door.save", single), rounds=3, of=FEW_ROWS)
    act = through_the_door
    yield compare("写入一行：door.create_many", few.here(act), many.here(act), rounds=ROUNDS, of=BATCH)
