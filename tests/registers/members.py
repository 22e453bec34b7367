from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import Town, make_id_number, make_name

from gonghui.engine.access.models import Organisation
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.models import LedgerRow
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member


def make_member(actor: Account, place: Organisation, sequence: int = 1, **changes: Any) -> Member:
    """A member whose membership lies with `place`."""
    birth = date(1970 + place.pk % 25, 1 + sequence % 12, 1 + sequence // 1000 % 28)
    values: dict[str, Any] = {
        "name": make_name(sequence),
        "id_number": make_id_number(sequence, birth),
        "phone": f"139{sequence:04d}{place.pk % 10_000:04d}",
        "organisation": place,
        "join_date": date(2025, 1 + sequence % 11, 1 + sequence % 27),
        **changes,
    }
    return door.save(MEMBERS, actor=actor, record=Member(), changes=values)


# One row each in the village V1 of the town, for the tests that run over the whole catalogue.
MAKERS: dict[str, Callable[[Town, int], LedgerRow]] = {
    "members": lambda place, sequence: make_member(place.officer, place.village, sequence),
}


# What was there before is tried on the demonstration.
FIGURES = frozenset({"members.net", "members.platform", "members.real_name_rate"})


def make_decoys(place: Town) -> None:
    """A rider who counts, one in the neighbouring town, and what each condition leaves out."""
    early, late, gone = date(2024, 4, 1), date(2025, 12, 3), {"status": "resigned", "left_on": date(2024, 8, 1)}
    rider = {"employment": "platform", "group": "rider"}
    make_member(place.officer, place.village, 1, **rider, join_date=date(2025, 3, 1))
    make_member(place.officer, place.village, 2, join_date=date(2025, 3, 2), phone="")
    make_member(place.stranger, place.neighbour_village, 3, **rider, join_date=date(2025, 3, 3))
    make_member(place.officer, place.village, 4, **rider, join_date=late)
    make_member(place.officer, place.village, 5, **rider, join_date=early, **gone)
    wrong = make_member(place.officer, place.village, 6, **rider, join_date=date(2025, 3, 4))
    door.void(MEMBERS, actor=place.officer, record=wrong, why="本人未入会，误登记")
