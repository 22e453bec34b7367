"""The accounts of the demonstration: who works where. All share one password; never use it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gonghui.demo.plan import CITY, CITY_CODE, T1, T6, TOWNS, Town
from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.people.models import Account
from gonghui.offices.roles import ROLE_TITLES, Role

PASSWORD = "gonghui-2025"  # noqa: S105 every visitor of the demonstration is told it


class _Worker(NamedTuple):
    username: str
    name: str
    role: Role
    place: str
    title: str = ""


_STAFF = (
    _Worker("t1-officer", "梁若宁", Role.OFFICER, T1.code, "经办（A岗）"),
    _Worker("t1-officer-b", "邱景行", Role.OFFICER, T1.code, "经办（B岗）"),
    _Worker("t1-chair", "方立秋", Role.CHAIR, T1.code),
    _Worker("t1-vice", "贺明岚", Role.VICE_CHAIR, T1.code),
    _Worker("t1-clerk", "沈小满", Role.CLERK, T1.village_code(0)),
    _Worker("t1-admin", "汤知远", Role.SYSTEM_ADMIN, T1.code),
    _Worker("city-reviewer", "陆思衡", Role.REVIEWER, CITY_CODE, "上级审核（A岗）"),
    _Worker("city-reviewer-b", "江以清", Role.REVIEWER, CITY_CODE, "上级审核（B岗）"),
    _Worker("t6-officer", "白云帆", Role.OFFICER, T6.code),
    _Worker("t6-chair", "田嘉禾", Role.CHAIR, T6.code),
)


class SignIn(NamedTuple):
    """One account of the demonstration: user name, person's name, the role's Chinese title, name of the place."""

    username: str
    name: str
    title: str
    place: str


_PLACES = {
    CITY_CODE: f"{CITY}总工会",
    **{town.code: f"{town.name}总工会" for town in TOWNS},
    T1.village_code(0): f"{T1.villages[0].name}工会联合会",
}
SIGN_INS = tuple(
    SignIn(worker.username, worker.name, worker.title or ROLE_TITLES[worker.role], _PLACES[worker.place])
    for worker in _STAFF
)


def hire(towns: Iterable[Town]) -> None:
    """Make the accounts of the city and of these towns, and their posts."""
    codes = {CITY_CODE, *(town.code for town in towns)}
    for worker in _STAFF:
        if worker.place.partition("-")[0] not in codes:
            continue
        account = Account.objects.create_account(username=worker.username, name=worker.name, password=PASSWORD)
        Post.objects.create(account=account, organisation=Organisation.objects.get(code=worker.place), role=worker.role)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def officer(town_code: str) -> Account:
    """The officer who enters a town's records."""
    return account(f"{town_code.lower()}-officer")
