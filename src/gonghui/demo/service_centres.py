"""The service centres of a town with their rooms, services and social workers.

The first town's pilot stands beside a station that closed last year, a park's centre that is being built, and a second
entry of the pilot that was struck out: each has rooms, services and people that no figure may count.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from gonghui.demo import employers, staff
from gonghui.demo.cast import EmployerCast
from gonghui.demo.days import TODAY, any_day
from gonghui.demo.drawn import spread
from gonghui.demo.identities import make_phone
from gonghui.demo.names import Names
from gonghui.demo.pilot_candidates import chosen
from gonghui.demo.plan import T1, Town
from gonghui.demo.tree import places
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.ledgers.service_centres.choices import TEN_ROOMS, CentreKind, RoomKind, ServiceKind
from gonghui.ledgers.service_centres.ledger import CENTRE_SERVICES, SERVICE_CENTRES, SERVICE_ROOMS, SOCIAL_WORKERS
from gonghui.ledgers.service_centres.models import CentreService, ServiceCentre, ServiceRoom, SocialWorker

OPENING = date(2025, 3, 20)
_READY = date(2025, 3, 14)
_OLD, _OLD_END = date(2016, 5, 3), date(2024, 6, 28)
_AGENCY = "清禾社会工作服务中心"
_SERVICES = {
    ServiceKind.PARTY: "党员先锋岗",
    ServiceKind.MIND: "心理咨询",
    ServiceKind.LEGAL_AID: "法律咨询和援助",
    ServiceKind.HARDSHIP: "困难职工求助登记",
    ServiceKind.HEALTH: "健康小屋",
    ServiceKind.CULTURE: "文体兴趣班指导",
    ServiceKind.EMPLOYMENT: "技能培训报名和岗位推荐",
    ServiceKind.OTHER: "便民理发",
}


@dataclass(frozen=True)
class Room:
    kind: RoomKind
    set_up_on: date | None
    opened_on: date | None = None
    closed_on: date | None = None
    name: str = ""
    void_reason: str = ""


@dataclass(frozen=True)
class Offer:
    """A service that a centre offers."""

    kind: ServiceKind
    name: str
    since: date
    until: date | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class Worker:
    name: str
    qualification: str
    since: date
    until: date | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class Centre:
    """A centre as it is to be entered: in `employer`, else at `village`, else in the town itself."""

    name: str
    kind: CentreKind
    pilot: bool
    opened_on: date | None
    closed_on: date | None = None
    employer: EmployerCast | None = None
    village: int | None = None
    rooms: tuple[Room, ...] = ()
    services: tuple[Offer, ...] = ()
    workers: tuple[Worker, ...] = ()
    void_reason: str = ""


@lru_cache(maxsize=4)
def centres(town: Town) -> tuple[Centre, ...]:
    """Every centre of the town."""
    rng = random.Random(f"service centres {town.seed}")
    return tuple(_of_the_first_town(town, rng) if town is T1 else _drawn(town, rng))


def enter(town: Town) -> None:
    """Write the centres and what belongs to them; strike out single rows entered in error, the centres later."""
    actor, rows = staff.officer(town.code), _rows(town)
    door.create_many(SERVICE_CENTRES, actor=actor, records=rows)
    for turn, (row, centre) in enumerate(zip(rows, centres(town), strict=True)):
        _furnish(actor, row, centre, town.serial * 10_000 + turn * 100)


def by_name(town: Town) -> dict[str, ServiceCentre]:
    """The town's centres in the database."""
    node = Organisation.objects.get(code=town.code)
    found = at_place(ServiceCentre._base_manager.all(), node).select_related("organisation")
    return {centre.name: centre for centre in found}


def void_errors(town: Town) -> None:
    """Strike out the centres entered in error, after all that was entered for them."""
    rows = by_name(town)
    for centre in centres(town):
        if centre.void_reason:
            row, actor = rows[centre.name], staff.officer(town.code)
            door.void(SERVICE_CENTRES, actor=actor, record=row, why=centre.void_reason)


def _rows(town: Town) -> list[ServiceCentre]:
    found, known = places(town), employers.by_code(town)
    return [
        ServiceCentre(
            name=centre.name,
            kind=centre.kind,
            pilot=centre.pilot,
            employer=known[centre.employer.uscc] if centre.employer else None,
            organisation=found[town.code if centre.village is None else town.village_code(centre.village)],
            invested_by="市总工会" if centre.pilot else "镇政府",
            floor_area=180 + 11 * len(centre.name) + 30 * len(centre.rooms),
            opening_hours="周一至周五9:00至21:00，周末13:00至21:00" if centre.opened_on else "",
            hardware_done_on=centre.opened_on - timedelta(days=6) if centre.opened_on else None,
            opened_on=centre.opened_on,
            closed_on=centre.closed_on,
        )
        for centre in centres(town)
    ]


def _furnish(actor: Account, row: ServiceCentre, centre: Centre, serial: int) -> None:
    rooms = [
        ServiceRoom(
            centre=row,
            kind=room.kind,
            name=room.name,
            set_up_on=room.set_up_on,
            opened_on=room.opened_on,
            closed_on=room.closed_on,
        )
        for room in centre.rooms
    ]
    services = [
        CentreService(centre=row, kind=one.kind, name=one.name, provider="服务中心", since=one.since, until=one.until)
        for one in centre.services
    ]
    workers = [
        SocialWorker(
            centre=row,
            name=one.name,
            phone=make_phone(70_000_000 + serial + turn),
            agency=_AGENCY,
            qualification=one.qualification,
            since=one.since,
            until=one.until,
        )
        for turn, one in enumerate(centre.workers)
    ]
    for room, planned in zip(door.create_many(SERVICE_ROOMS, actor=actor, records=rooms), centre.rooms, strict=True):
        if planned.void_reason:
            door.void(SERVICE_ROOMS, actor=actor, record=room, why=planned.void_reason)
    entered = door.create_many(CENTRE_SERVICES, actor=actor, records=services)
    for service, offer in zip(entered, centre.services, strict=True):
        if offer.void_reason:
            door.void(CENTRE_SERVICES, actor=actor, record=service, why=offer.void_reason)
    people = door.create_many(SOCIAL_WORKERS, actor=actor, records=workers)
    for person, worker in zip(people, centre.workers, strict=True):
        if worker.void_reason:
            door.void(SOCIAL_WORKERS, actor=actor, record=person, why=worker.void_reason)


def _of_the_first_town(town: Town, rng: random.Random) -> Iterator[Centre]:
    found, names = chosen(town), Names(rng)
    assert found is not None, "the first town has chosen its pilot"
    employer, _ = found
    in_park = next(index for index, village in enumerate(town.villages) if village.name == "北岭产业园")
    opened = {RoomKind.MIND: OPENING, RoomKind.MEDIATION: OPENING}
    yield Centre(
        f"{employer.name}先锋号职工服务中心",
        CentreKind.ENTERPRISE,
        True,
        OPENING,
        employer=employer,
        rooms=(
            *(Room(kind, _READY, opened.get(kind)) for kind in RoomKind if kind in TEN_ROOMS),
            Room(RoomKind.NURSING, _READY, date(2025, 5, 12)),
            Room(RoomKind.OTHER, _READY, OPENING, date(2025, 8, 29), "职工议事角"),
            Room(
                RoomKind.READING, date(2025, 4, 23), date(2025, 4, 23), None, "读书角", "与职工书屋是同一间，重复登记"
            ),
        ),
        services=(
            *(
                Offer(kind, name, date(2025, 12, 2) if kind is ServiceKind.EMPLOYMENT else OPENING)
                for kind, name in _SERVICES.items()
                if kind is not ServiceKind.OTHER
            ),
            Offer(ServiceKind.LEGAL_AID, "律师电话预约", date(2025, 5, 6)),
            Offer(ServiceKind.MIND, "心理热线", date(2025, 6, 3)),
            Offer(ServiceKind.OTHER, "代办居住证", OPENING, date(2025, 6, 30)),
            Offer(ServiceKind.OTHER, "便民理发", date(2025, 4, 7), None, "只办过一次活动，不是长期项目"),
        ),
        workers=(
            Worker(names.person(woman=True), "助理社会工作师", OPENING),
            Worker(names.person(woman=False), "社会工作师", OPENING, date(2025, 10, 31)),
            Worker(names.person(woman=True), "社会工作师", date(2025, 12, 1)),
            Worker(names.person(woman=True), "", date(2025, 7, 1), None, "是实习学生，误登记为社工"),
        ),
    )
    yield Centre(
        f"{town.name}职工服务站",
        CentreKind.TOWN,
        False,
        _OLD,
        _OLD_END,
        # Some were given an end of their own with the station's, some were not.
        rooms=(Room(RoomKind.READING, _OLD, _OLD, _OLD_END), Room(RoomKind.HARDSHIP, _OLD, _OLD)),
        services=(Offer(ServiceKind.OTHER, "报刊借阅", _OLD), Offer(ServiceKind.HARDSHIP, "来访接待", _OLD, _OLD_END)),
        workers=(Worker(names.person(woman=True), "", date(2019, 9, 2)),),
    )
    yield Centre(f"{town.villages[in_park].name}职工服务中心", CentreKind.PARK, True, None, village=in_park)
    yield Centre(
        f"{employer.name}职工服务站",
        CentreKind.ENTERPRISE,
        True,
        OPENING,
        employer=employer,
        rooms=(Room(RoomKind.EMPLOYMENT, _READY, OPENING),),
        services=(Offer(ServiceKind.OTHER, "便民理发", OPENING),),
        workers=(Worker(names.person(woman=False), "", OPENING),),
        void_reason="与先锋号职工服务中心是同一个，重复登记",
    )


def _drawn(town: Town, rng: random.Random) -> Iterator[Centre]:
    if rng.random() < 0.25:
        return
    found, names = chosen(town), Names(rng)
    if found is not None:
        employer, day = found
        opened = day + timedelta(days=rng.randint(40, 160))
        built = opened if opened <= TODAY else None
        kind, name = CentreKind.ENTERPRISE, f"{employer.name}先锋号职工服务中心"
        yield _furnished(rng, names, Centre(name, kind, True, built, employer=employer))
    villages = list(range(len(town.villages)))
    for village in rng.sample(villages, min(len(villages), spread(rng, 1, 4)) - (found is not None)):
        opened_on = any_day(rng, date(2019, 1, 1), TODAY) if rng.random() < 0.85 else None
        name = f"{town.villages[village].name}职工服务中心"
        yield _furnished(rng, names, Centre(name, CentreKind.PARK, False, opened_on, village=village))


def _furnished(rng: random.Random, names: Names, centre: Centre) -> Centre:
    """The centre with some of the rooms, services and people that there may be; with none while it is being built."""
    start = centre.opened_on
    if start is None:
        return centre
    furnished, lively = rng.random(), rng.random()

    def since() -> date:
        return any_day(rng, start, min(TODAY, start + timedelta(days=200)))

    rooms = []
    for kind in RoomKind:
        if kind is not RoomKind.OTHER and rng.random() < furnished:
            set_up = since()
            rooms.append(Room(kind, set_up, any_day(rng, set_up, TODAY) if rng.random() < lively else None))
    services = [Offer(kind, name, since()) for kind, name in _SERVICES.items() if rng.random() < lively]
    workers = [Worker(names.person(woman=rng.random() < 0.6), "", since()) for _ in range(rng.randint(0, 3))]
    return replace(
        centre,
        rooms=tuple(rooms),
        services=tuple(services),
        workers=tuple({worker.name: worker for worker in workers}.values()),
    )
