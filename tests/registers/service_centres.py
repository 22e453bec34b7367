from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town, make_name
from tests.registers.employers import make_employer

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)
from gonghui.ledgers.service_centres.models import (
    Activity,
    CentreService,
    PilotCandidate,
    ServiceCentre,
    ServiceRoom,
    SocialWorker,
)


def make_service_centre(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> ServiceCentre:
    """A town's service centre at `place`, open since March."""
    values: dict[str, Any] = {
        "name": f"{place.name[:2]}第{sequence}职工服务中心",
        "kind": "town",
        "organisation": place,
        "floor_area": 300 + sequence,
        "opened_on": date(2025, 3, 20),
        **changes,
    }
    return door.save(SERVICE_CENTRES, actor=actor, record=ServiceCentre(), changes=values)


def make_service_room(actor: Account, centre: ServiceCentre, **changes: Any) -> ServiceRoom:
    """A counselling room that is open."""
    values: dict[str, Any] = {
        "centre": centre,
        "kind": "mind",
        "set_up_on": date(2025, 3, 14),
        "opened_on": date(2025, 3, 20),
        **changes,
    }
    return door.save(SERVICE_ROOMS, actor=actor, record=ServiceRoom(), changes=values)


def make_centre_service(actor: Account, centre: ServiceCentre, sequence: int = 1, **changes: Any) -> CentreService:
    """Legal advice at a centre."""
    values: dict[str, Any] = {
        "centre": centre,
        "kind": "legal_aid",
        "name": f"第{sequence}法律咨询",
        "since": date(2025, 3, 20),
        **changes,
    }
    return door.save(CENTRE_SERVICES, actor=actor, record=CentreService(), changes=values)


def make_social_worker(actor: Account, centre: ServiceCentre, sequence: int = 1, **changes: Any) -> SocialWorker:
    """A social worker on post at a centre."""
    values: dict[str, Any] = {
        "centre": centre,
        "name": make_name(sequence + 11),
        "phone": f"135{sequence:08d}",
        "agency": "清和社会工作服务中心",
        "since": date(2025, 3, 20),
        **changes,
    }
    return door.save(SOCIAL_WORKERS, actor=actor, record=SocialWorker(), changes=values)


def make_pilot_candidate(actor: Account, employer: Employer, **changes: Any) -> PilotCandidate:
    """An employer surveyed as the place of a pilot, with the survey written up."""
    values: dict[str, Any] = {
        "employer": employer,
        "surveyed_on": date(2025, 1, 7),
        "headcount": 860,
        "union_work": "工会有专人",
        "premises": "厂区可腾出一层楼",
        **changes,
    }
    return door.save(PILOT_CANDIDATES, actor=actor, record=PilotCandidate(), changes=values)


def make_activity(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Activity:
    """A contest at `place`, with no service centre."""
    values: dict[str, Any] = {
        "title": f"第{sequence}届职工拔河赛",
        "kind": "contest",
        "organisation": place,
        "organiser": place.name,
        "held_on": date(2025, 4, 12),
        "attendance": 80 + sequence,
        "volunteers": 6,
        **changes,
    }
    return door.save(ACTIVITIES, actor=actor, record=Activity(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "service-centres": lambda place, sequence: make_service_centre(place.officer, place.village, sequence),
    "service-rooms": lambda place, sequence: make_service_room(
        place.officer, make_service_centre(place.officer, place.village, sequence)
    ),
    "centre-services": lambda place, sequence: make_centre_service(
        place.officer, make_service_centre(place.officer, place.village, sequence)
    ),
    "social-workers": lambda place, sequence: make_social_worker(
        place.officer, make_service_centre(place.officer, place.village, sequence), sequence
    ),
    "pilot-candidates": lambda place, sequence: make_pilot_candidate(
        place.officer, make_employer(place.officer, place.village, sequence)
    ),
    "activities": lambda place, sequence: make_activity(place.officer, place.village, sequence),
}
