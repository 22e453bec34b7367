"""The accounts of the demonstration: who works where. All share one password; never use it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from gonghui.demo import county
from gonghui.demo.town import REGION, Desk, Town, towns
from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.people.models import Account
from gonghui.offices.roles import ROLE_TITLES, Role

PASSWORD = "gonghui-2025"  # noqa: S105 every visitor of the demonstration is told it


class DemoAccount(NamedTuple):
    """One account of the demonstration: user name, person's name, the role's Chinese title, name of the place."""

    username: str
    name: str
    title: str
    place: str


def sign_ins() -> tuple[DemoAccount, ...]:
    """Who may sign in to the demonstration."""
    return tuple(
        DemoAccount(desk.username, desk.name, desk.title or ROLE_TITLES[desk.role], place)
        for desk, _, place in _desks(towns())
    ) + tuple(
        DemoAccount(desk.username, desk.name, ROLE_TITLES[desk.role], county.place_name(desk.at))
        for desk in county.COUNTY.desks
    )


def hire(towns: Iterable[Town]) -> None:
    """Make the accounts of the city, of these towns and of the county with its unions, and their posts."""
    # One hash for all, since all share the password that everybody is told: making one takes half a second.
    hashed = make_password(PASSWORD)
    for desk, code, _ in _desks(towns):
        account = Account.objects.create(username=desk.username, name=desk.name, password=hashed)
        Post.objects.create(account=account, organisation=Organisation.objects.get(code=code), role=desk.role)
    county.plant(hashed)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def officer(town: Town) -> Account:
    """The officer who enters a town's records."""
    return account(officers(town)[0])


def officers(town: Town) -> list[str]:
    """The town's officers, the one who enters its records first."""
    return usernames(town, Role.OFFICER)


def usernames(town: Town, role: Role) -> list[str]:
    return [desk.username for desk in town.staff if desk.role is role]


def _desks(towns: Iterable[Town]) -> Iterator[tuple[Desk, str, str]]:
    """Each desk with its place's code and name, the city's after those of the first town."""
    for turn, town in enumerate(towns):
        for desk in town.staff:
            name = f"{desk.village}工会联合会" if desk.village else f"{town.name}总工会"
            yield desk, town.code_of(desk.village), name
        if turn == 0:
            for desk in REGION.staff:
                yield desk, REGION.city.code, f"{REGION.city.name}总工会"
