"""What stands around every page at a place: the top bar, the registers at the left, the place switch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, ResolverMatch

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Area, Catalogue, Ledger
from gonghui.engine.web.addresses import at_places, before_register
from gonghui.plain import clock
from gonghui.plain.periods import format_full_day

# More places than this are not offered in the top bar; the page of places lists them all.
PLACES_IN_SWITCH = 40
# Up to so many registers, every area of the left column stands open.
OPEN_REGISTERS = 12


@dataclass(frozen=True)
class Way:
    """A place that a person can turn to, and the address of the same page there."""

    place: Organisation
    address: str


@dataclass(frozen=True)
class AreaShown:
    """An area of the left column with the registers that the person may read here."""

    area: Area
    ledgers: tuple[Ledger, ...]
    open: bool


def frame(
    *, catalogue: Catalogue, access: Access, place: Organisation, nav: str, match: ResolverMatch | None
) -> dict[str, Any]:
    """The context of `gonghui/frame.html`."""
    today = clock.today()
    above = [node for node in place.ancestors() if access.sees(node)] if access.sees_above(place) else []
    below = list(place.children.filter(closed_on=None).order_by("path")[: PLACES_IN_SWITCH + 1])
    roles = access.roles_at(place)
    there = same_page(match)
    quoted = place.name.replace("\\", "").replace("'", "’")
    return {
        "catalogue": catalogue,
        "access": access,
        "place": place,
        "level_title": catalogue.levels.get(place.level, ""),
        "ancestors": above,
        "ways_up": [Way(node, there(node)) for node in above],
        "ways_down": [Way(node, there(node)) for node in below[:PLACES_IN_SWITCH]],
        "more_places": len(below) > PLACES_IN_SWITCH,
        "elsewhere": [
            Way(post.organisation, there(post.organisation))
            for post in access.posts
            if not post.organisation.contains(place) and not place.contains(post.organisation)
        ],
        "areas": areas(catalogue, access, place, nav),
        "before_register": before_register(place),
        "may_appoint": not roles.isdisjoint(catalogue.appointing),
        "may_read_summaries": (papers := catalogue.summaries) is not None and access.may(Right.READ, papers, place),
        "may_audit": not roles.isdisjoint(catalogue.auditing),
        "person": access.account,
        "role_titles": [title for role, title in catalogue.roles.items() if role in roles],
        "today": today,
        "nav": nav,
        "foot": f"{quoted}　{format_full_day(today)}",
    }


def areas(catalogue: Catalogue, access: Access, place: Organisation, nav: str) -> list[AreaShown]:
    """The areas that hold a register which the person may read at `place`."""
    readable = [ledger for ledger in catalogue.ledgers if access.may(Right.READ, ledger, place)]
    shown = []
    for area in catalogue.areas:
        inside = tuple(ledger for ledger in readable if ledger.area == area.key)
        if inside:
            here = nav in {ledger.key for ledger in inside}
            shown.append(AreaShown(area, inside, here or len(readable) <= OPEN_REGISTERS))
    return shown


def same_page(match: ResolverMatch | None) -> Callable[[Organisation], str]:
    """The address of the present page at another place: the register of a record, or where the day begins there."""
    if match is not None and match.url_name:
        kwargs = {key: value for key, value in match.kwargs.items() if key != "place"}
        if "key" in kwargs:
            return at_places("ledger", kwargs["key"])
        if not kwargs:
            return at_places(match.url_name)
    return _beginnings()


def beginning(place: Organisation) -> str:
    """Where the day begins at `place`: the desk, or the list of places where the site has no desk."""
    return _beginnings()(place)


def _beginnings() -> Callable[[Organisation], str]:
    try:
        return at_places("desk")
    except NoReverseMatch:
        return at_places("places")
