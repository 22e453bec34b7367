"""Service centres and what belongs to them, the choice of a pilot, and activities: their own rules and figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town
from tests.registers.employers import make_employer
from tests.registers.service_centres import (
    make_activity,
    make_centre_service,
    make_pilot_candidate,
    make_service_centre,
    make_service_room,
    make_social_worker,
)
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SOCIAL_WORKERS,
)
from gonghui.ledgers.service_centres.models import PilotCandidate, ServiceCentre
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

TODAY = date(2025, 12, 12)
BEFORE_OPENING = date(2025, 3, 19)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


@pytest.fixture
def centre(place: Town) -> ServiceCentre:
    return make_service_centre(place.officer, place.village)


def value(place: Town, code: str, as_of: date = TODAY) -> Decimal:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    return compute(indicator, FigureQuery(place.town, Period.year(2025), as_of)).value


def step(place: Town, candidate: PilotCandidate, key: str, day: date, note: str = "没有场地") -> PilotCandidate:
    return take(PILOT_CANDIDATES, key, actor=place.officer, record=candidate, taking=Taking(day, {}, note))


# The centres


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "enterprise"}, {"employer": "企业的服务中心请选择所在单位"}),
        ({"closed_on": BEFORE_OPENING}, {"closed_on": "停用日期早于启用日期"}),
        ({"opened_on": None, "closed_on": TODAY}, {"closed_on": "还没有填启用日期"}),
        ({"opened_on": date(2025, 12, 13)}, {"opened_on": "2025年12月13日还没有到"}),
        ({"floor_area": -1}, {"floor_area": "不能小于0"}),
    ],
    ids=str,
)
def test_a_centre_that_cannot_be_is_told_beside_its_field(
    place: Town, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_service_centre(place.officer, place.village, **values)


def test_a_centre_lies_where_its_employer_lies(place: Town, employer: Employer) -> None:
    made = make_service_centre(place.officer, place.town, kind="enterprise", employer=employer)
    assert made.organisation == place.village


def test_a_place_has_a_centre_of_a_name_once(place: Town, centre: ServiceCentre) -> None:
    with refused(ValidationError, "这里已经登记过同名的服务中心"):
        make_service_centre(place.officer, place.village)
    door.void(SERVICE_CENTRES, actor=place.officer, record=centre, why="录错")
    assert make_service_centre(place.officer, place.village).pk


def test_the_first_pilot_makes_one_and_a_centre_being_built_none(place: Town) -> None:
    make_service_centre(place.officer, place.village, 1)
    make_service_centre(place.officer, place.village, 2, pilot=True, opened_on=None)
    assert value(place, "service_centres.pilots") == 0
    make_service_centre(place.officer, place.village, 3, pilot=True, closed_on=date(2025, 9, 1))
    told = [value(place, f"service_centres.{name}") for name in ("pilots", "opened", "standing")]
    assert told == [1, 2, 1]


# Rooms, services, social workers


def test_a_room_bears_the_name_of_its_kind_and_lies_with_its_centre(place: Town, centre: ServiceCentre) -> None:
    room = make_service_room(place.clerk, centre)
    assert (room.name, room.organisation) == ("心灵驿站", place.village)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "other"}, {"name": "类型是“其他”的，请填写功能室的名称"}),
        ({"set_up_on": None}, {"set_up_on": "填了开放使用日期的，请填设立日期"}),
        ({"opened_on": date(2025, 3, 13)}, {"opened_on": "开放使用日期早于设立日期"}),
        ({"closed_on": BEFORE_OPENING}, {"closed_on": "停用日期早于设立或开放日期"}),
        ({"set_up_on": None, "opened_on": None, "closed_on": TODAY}, {"closed_on": "还没有填设立或开放日期"}),
    ],
    ids=str,
)
def test_a_room_that_cannot_be_is_told_beside_its_field(
    place: Town, centre: ServiceCentre, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_service_room(place.officer, centre, **values)


def test_a_centre_has_a_room_once_unless_it_has_another_name(place: Town, centre: ServiceCentre) -> None:
    make_service_room(place.officer, centre)
    with refused(ValidationError, "这个服务中心已经登记过同名的功能室"):
        make_service_room(place.officer, centre)
    assert make_service_room(place.officer, centre, name="心灵驿站二室").pk


def test_planned_set_up_and_open_rooms_are_told_apart(place: Town, centre: ServiceCentre) -> None:
    make_service_room(place.officer, centre, kind="party", set_up_on=None, opened_on=None)
    make_service_room(place.officer, centre, kind="chair", opened_on=None)
    make_service_room(place.officer, centre)
    make_service_room(place.officer, centre, kind="nursing")  # open, and none of the ten
    assert [value(place, f"service_rooms.{name}") for name in ("set_up", "opened")] == [2, 2]


@pytest.mark.parametrize(("make", "name"), [(make_centre_service, "停办"), (make_social_worker, "离岗")])
def test_an_end_before_the_beginning_is_refused(place: Town, centre: ServiceCentre, make: Any, name: str) -> None:
    with faults(until=f"{name}日期早于"):
        make(place.officer, centre, until=BEFORE_OPENING)


@pytest.mark.parametrize(
    ("make", "ledger", "said"),
    [
        (make_centre_service, CENTRE_SERVICES, "正在办同名的服务项目"),
        (make_social_worker, SOCIAL_WORKERS, "已有同名的在岗社工"),
    ],
    ids=["service", "social worker"],
)
def test_what_goes_on_is_entered_once_until_it_ends(
    place: Town, centre: ServiceCentre, make: Any, ledger: Any, said: str
) -> None:
    row = make(place.officer, centre)
    with refused(ValidationError, said):
        make(place.officer, centre)
    door.save(ledger, actor=place.officer, record=row, changes={"until": date(2025, 6, 30)})
    assert make(place.officer, centre, since=date(2025, 7, 1)).pk


def test_two_services_of_a_kind_are_one(place: Town, centre: ServiceCentre) -> None:
    make_centre_service(place.officer, centre, 1)
    make_centre_service(place.officer, centre, 2)
    make_centre_service(place.officer, centre, 3, kind="mind")
    assert value(place, "centre_services.offered") == 2


def test_a_social_workers_phone_is_masked(place: Town, centre: ServiceCentre) -> None:
    worker = make_social_worker(place.officer, centre, phone="13500001234")
    assert "13500001234" not in f"{worker} {worker.phone}"
    with faults(phone=""):
        make_social_worker(place.officer, centre, 2, phone="123")


@pytest.mark.parametrize("ended", ["closed", "voided"])
def test_what_belongs_to_a_centre_that_is_no_more_counts_no_more(
    place: Town, centre: ServiceCentre, ended: str
) -> None:
    make_service_room(place.officer, centre)
    make_centre_service(place.officer, centre)
    make_social_worker(place.officer, centre)
    codes = ("service_rooms.opened", "centre_services.offered", "social_workers.on_post")
    assert [value(place, code) for code in codes] == [1, 1, 1]
    if ended == "closed":
        door.save(SERVICE_CENTRES, actor=place.officer, record=centre, changes={"closed_on": date(2025, 12, 1)})
        assert [value(place, code, date(2025, 11, 30)) for code in codes] == [1, 1, 1]
    else:
        door.void(SERVICE_CENTRES, actor=place.officer, record=centre, why="录错")
    assert [value(place, code) for code in codes] == [0, 0, 0]
    # It was set up all the same, unless the centre was no centre.
    assert value(place, "service_rooms.set_up") == (1 if ended == "closed" else 0)


def test_a_voided_centre_takes_no_new_rooms(place: Town, centre: ServiceCentre) -> None:
    voided = door.void(SERVICE_CENTRES, actor=place.officer, record=centre, why="录错")
    with faults(centre="所选的服务中心已经作废"):
        make_service_room(place.officer, voided)


def test_a_village_clerk_enters_rooms_and_no_centres(place: Town, centre: ServiceCentre) -> None:
    assert make_service_room(place.clerk, centre).pk
    with refused(NotAllowed):
        make_service_centre(place.clerk, place.village, 2)
    with refused(NotAllowed):
        make_service_room(place.other_clerk, centre, kind="party")


# The choice of a pilot


def test_a_candidate_is_studied_and_chosen_on_dated_steps(place: Town, employer: Employer) -> None:
    candidate = make_pilot_candidate(place.officer, employer)
    assert candidate.organisation == place.village
    candidate = step(place, candidate, "study", date(2025, 1, 15))
    candidate = take(
        PILOT_CANDIDATES, "choose", actor=place.chair, record=candidate, taking=Taking(date(2025, 1, 20), {})
    )
    assert (candidate.state, candidate.studied_on, candidate.chosen_on) == (
        "chosen",
        date(2025, 1, 15),
        date(2025, 1, 20),
    )
    assert [value(place, f"pilot_candidates.{name}") for name in ("surveyed", "studied", "chosen")] == [1, 1, 1]
    assert value(place, "pilot_candidates.chosen", date(2025, 1, 19)) == 0


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"union_work": ""}, "还没有填工会工作情况："),
        ({"premises": ""}, "还没有填场地和其他条件："),
        ({"union_work": "", "premises": ""}, "还没有填工会工作情况、场地和其他条件："),
    ],
    ids=["union work", "premises", "both"],
)
def test_a_survey_is_written_up_before_it_is_studied(
    place: Town, employer: Employer, lacking: dict[str, str], said: str
) -> None:
    candidate = make_pilot_candidate(place.officer, employer, **lacking)
    with refused(Refusal, said):
        step(place, candidate, "study", date(2025, 1, 15))


@pytest.mark.parametrize("key", ["study", "turn_down"])
def test_nothing_is_decided_before_the_survey(place: Town, employer: Employer, key: str) -> None:
    candidate = make_pilot_candidate(place.officer, employer)
    with refused(ValidationError, "日期早于调查日期"):
        step(place, candidate, key, date(2025, 1, 6))


def test_turning_down_says_why_and_ends_the_candidacy(place: Town, employer: Employer) -> None:
    candidate = make_pilot_candidate(place.officer, employer)
    with faults(note="请写明“不选”的原因"):
        step(place, candidate, "turn_down", date(2025, 1, 15), note="")
    with refused(ValidationError, "这家单位已经是候选或者已经选定"):
        make_pilot_candidate(place.officer, employer)
    step(place, candidate, "turn_down", date(2025, 1, 15))
    make_pilot_candidate(place.officer, employer, surveyed_on=date(2025, 10, 14))
    assert value(place, "pilot_candidates.surveyed") == 1


def test_a_studied_survey_is_not_altered_and_a_clerk_decides_nothing(place: Town, employer: Employer) -> None:
    candidate = make_pilot_candidate(place.officer, employer)
    with refused(NotAllowed, "你的岗位不能办"):
        taking = Taking(date(2025, 1, 15), {})
        take(PILOT_CANDIDATES, "study", actor=place.clerk, record=candidate, taking=taking)
    candidate = step(place, candidate, "study", date(2025, 1, 15))
    with refused(Refusal, "内容不能再改"):
        door.save(PILOT_CANDIDATES, actor=place.officer, record=candidate, changes={"headcount": 900})


# Activities


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"aspect": "leisure"}, {"centre": "选了特色活动类别，请选择策划的服务中心"}),
        ({"ended_on": date(2025, 4, 11)}, {"ended_on": "结束日期早于举办日期"}),
        ({"held_on": date(2026, 4, 12)}, {"held_on": "2026年4月12日还没有到"}),
        ({"sessions": 0}, {"sessions": "场次至少是1"}),
        ({"cost": Decimal(-1)}, {"cost": "经费不能小于0"}),
        ({"attendance": -1}, {"attendance": "不能小于0"}),
    ],
    ids=str,
)
def test_an_activity_that_cannot_be_is_told_beside_its_field(
    place: Town, values: dict[str, Any], said: dict[str, str]
) -> None:
    with faults(**said):
        make_activity(place.officer, place.town, **values)


def test_a_centres_activity_says_what_it_is_for_and_lies_with_the_centre(place: Town, centre: ServiceCentre) -> None:
    with faults(aspect="服务中心策划的活动，请选择特色活动类别"):
        make_activity(place.officer, place.town, centre=centre)
    made = make_activity(place.officer, place.town, centre=centre, aspect="leisure")
    assert (made.organisation, made.number) == (place.village, "2025-HD-001")


def test_an_activity_is_entered_once_a_day(place: Town) -> None:
    first = make_activity(place.officer, place.town)
    with refused(ValidationError, "这里已经登记过同一天的同名活动"):
        make_activity(place.officer, place.town)
    make_activity(place.officer, place.town, held_on=date(2025, 4, 13))
    door.void(ACTIVITIES, actor=place.officer, record=first, why="录错")
    assert make_activity(place.officer, place.town).pk


def test_a_centres_activities_count_from_its_opening_and_the_towns_beside_them(
    place: Town, centre: ServiceCentre
) -> None:
    make_activity(place.officer, place.town, 1, attendance=1000)
    for turn, (day, aspect) in enumerate(
        [(BEFORE_OPENING, "volunteers"), (date(2025, 3, 20), "leisure"), (date(2025, 5, 9), "leisure")], start=2
    ):
        make_activity(
            place.clerk, place.village, turn, centre=centre, aspect=aspect, held_on=day, attendance=100, volunteers=7
        )
    codes = ("held", "total_attendance", "centre", "centre_kinds", "volunteers", "attendance")
    assert [value(place, f"activities.{code}") for code in codes] == [4, 1300, 2, 1, 14, 200]
