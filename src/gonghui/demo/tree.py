"""The tree: a province, a city directly above its towns (no county), villages and parks, primary unions."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

from gonghui.demo import staff
from gonghui.demo.cast import TownCast, UnionCast, cast
from gonghui.demo.days import THIS_YEAR, office_day
from gonghui.demo.names import Names, paper_number
from gonghui.demo.town import REGION, Town
from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.records import door
from gonghui.ledgers.organisations.choices import UnionKind
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.levels import Level
from gonghui.plain import pinyin


def grow(towns: Iterable[Town]) -> None:
    """Plant every node of the tree."""
    province = _plant(REGION.province.code, f"{REGION.province.name}总工会", Level.PROVINCE, None)
    city = _plant(REGION.city.code, f"{REGION.city.name}总工会", Level.CITY, province)
    for town in towns:
        node = _plant(town.code, f"{town.name}总工会", Level.TOWN, city)
        villages = [
            _plant(town.village_code(index), f"{village.name}工会联合会", Level.VILLAGE, node)
            for index, village in enumerate(town.villages)
        ]
        for union in cast(town).unions:
            _plant(union.code, union.name, Level.PRIMARY, villages[union.village])


def places(town: Town) -> dict[str, Organisation]:
    """The nodes of a town by code, itself included."""
    node = Organisation.objects.get(code=town.code)
    return {place.code: place for place in Organisation.objects.filter(path__startswith=node.path)}


def register_unions(town: Town) -> None:
    """Write the register of unions: the town's, the villages' federations, the primary unions."""
    rng = random.Random(f"unions {town.code}")
    found, players = places(town), cast(town)
    actor = staff.officer(town)
    general = _union(
        found[town.code],
        UnionKind.GENERAL,
        date(2001, 5, 18),
        rng,
        paper_number(f"{REGION.city.name[:1]}总工", 2001, rng.randint(3, 40)),
    )
    federations = []
    for index in range(len(town.villages)):
        # The last park's federation is new this year; it is no primary union and counts in no figure of them.
        newest = index == len(town.villages) - 1
        since = date(THIS_YEAR, 3, 3) if newest else date(2002, 3, 1)
        founded = office_day(rng, since, date(THIS_YEAR, 5, 30) if newest else date(2012, 12, 20))
        approval = paper_number(f"{town.name[:2]}工", founded.year, rng.randint(2, 96))
        federations.append(_union(found[town.village_code(index)], UnionKind.FEDERATION, founded, rng, approval))
    primary = {union.code: _primary(found[union.code], union) for union in players.unions}
    door.create_many(UNIONS, actor=actor, records=[general, *federations, *primary.values()])
    _void_errors(town, players, primary)


def _void_errors(town: Town, players: TownCast, rows: dict[str, Union]) -> None:
    for union in players.unions:
        if union.fate == "voided":
            door.void(UNIONS, actor=staff.officer(town), record=rows[union.code], why="筹备未成，误登记为已建会")


def _union(place: Organisation, kind: UnionKind, founded: date, rng: random.Random, approval: str) -> Union:
    return Union(
        organisation=place,
        name=place.name,
        kind=kind,
        founded_on=founded,
        approval=approval,
        chair=Names(rng).person(woman=rng.random() < 0.35),
        term_ends_on=date(THIS_YEAR + rng.randint(1, 4), rng.randint(1, 12), rng.randint(1, 28)),
    )


def _primary(place: Organisation, union: UnionCast) -> Union:
    return Union(
        organisation=place,
        name=union.name,
        kind=union.kind,
        founded_on=union.founded_on,
        approval=union.approval,
        chair=union.chair,
        term_ends_on=union.term_ends_on,
        term_began_on=max(union.founded_on, union.term_began_on) if union.founded_on and union.term_began_on else None,
        legal_person_code=union.legal_person_code,
        certificate_until=union.term_ends_on if union.legal_person_code else None,
        audit_committee=union.audit_committee,
        women_committee=union.women_committee,
        dissolved_on=union.dissolved_on,
    )


def _plant(code: str, name: str, level: Level, parent: Organisation | None) -> Organisation:
    return create_organisation(code=code, name=name, level=level, parent=parent, initials=pinyin.initials(name)[:100])
