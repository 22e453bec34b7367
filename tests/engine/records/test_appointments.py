"""Giving people their posts and taking them back: who may, what stays apart, and that it is logged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.catalogue import CATALOGUE
from tests.factories import Town, make_account
from tests.unchanged import refused

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.records.appointments import appoint, dismiss
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.offices.roles import Role


@pytest.fixture
def admin(place: Town) -> Account:
    """The town's system administrator."""
    return make_account("高德才", (place.town, Role.SYSTEM_ADMIN), username="admin")


def given(actor: Account, at: Organisation, role: str = Role.CLERK, **person: Any) -> Post:
    person = {"username": "newcomer", "name": "谢雪莲", "password": "qing-shi-2026", **person}
    return appoint(CATALOGUE, actor=actor, place=at, role=role, **person)


def people() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Account, Post)]


def test_a_new_person_signs_in_with_the_post_from_today(place: Town, admin: Account) -> None:
    post = given(admin, place.village)
    assert post.account.check_password("qing-shi-2026")
    assert (post.since, post.until) == (date(2025, 12, 12), None)
    assert Access(post.account).roles_exactly_at(place.village) == {Role.CLERK}
    entry = LogEntry.objects.latest("sequence")
    assert (entry.verb, entry.actor, entry.organisation) == ("appoint", admin, place.village)
    assert entry.changes == {"role": [None, "clerk"], "account": [None, "newcomer"]}
    assert chain.broken_at(place.city.pk) is None


@pytest.mark.parametrize("person", ["officer", "chair", "reviewer", "stranger", "nobody"])
def test_only_the_system_administrator_gives_and_takes_posts(place: Town, admin: Account, person: str) -> None:
    before = people()
    post = Post.objects.get(account=place.clerk)
    with refused(NotAllowed, "只有系统管理员能安排岗位"):
        given(getattr(place, person), place.village)
    with refused(NotAllowed, "只有系统管理员能安排岗位"):
        dismiss(CATALOGUE, actor=getattr(place, person), post=post)
    assert people() == before


def test_an_administrator_reaches_only_what_lies_below(place: Town, admin: Account) -> None:
    for at in (place.neighbour, place.city):
        with refused(NotAllowed):
            given(admin, at)
    with refused(NotAllowed):
        dismiss(CATALOGUE, actor=admin, post=Post.objects.get(account=place.stranger))


@pytest.mark.parametrize(
    ("person", "field", "said"),
    [
        ({"username": " "}, "username", "请填登录账号"),
        ({"username": "x" * 61}, "username", "登录账号最多60个字"),
        ({"name": ""}, "name", "这是新账号，请填姓名"),
        ({"name": "长" * 51}, "name", "姓名最多50个字"),
        ({"password": "short"}, "password", ""),
        ({"password": ""}, "password", ""),
        ({"role": "king"}, "role", "请选择岗位"),
        ({"username": "clerk", "name": "别人"}, "username", "账号“clerk”已有人用，姓名不是别人"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_beside_its_field(
    place: Town, admin: Account, person: dict[str, str], field: str, said: str
) -> None:
    before = people()
    with refused(ValidationError) as caught:
        given(admin, place.village, **person)
    assert caught.value.message_dict.keys() == {field}
    assert caught.value.message_dict[field][0].startswith(said)
    assert people() == before


def test_a_person_who_is_known_needs_no_name_or_password_and_keeps_theirs(place: Town, admin: Account) -> None:
    post = given(admin, place.other_village, username="clerk", name="", password="another-2026")
    assert post.account == place.clerk
    assert not Account.objects.get(pk=place.clerk.pk).check_password("another-2026")
    with refused(Refusal, "郑小满已经是下河村工会联合会的村企经办"):
        given(admin, place.other_village, username="clerk", name="")


def test_the_three_administrators_are_three_people(place: Town, admin: Account) -> None:
    with refused(Refusal, "^系统、安全、审计三种管理员应由三个人分别担任，请另选一人。$"):
        given(admin, place.village, Role.AUDIT_ADMIN, username="admin", name="")
    given(admin, place.town, Role.AUDIT_ADMIN)
    with refused(Refusal, "^系统、安全、审计三种管理员应由三个人分别担任，请另选一人。$"):
        given(admin, place.town, Role.SECURITY_ADMIN)


def test_who_is_dismissed_sees_nothing_more_and_may_come_back(place: Town, admin: Account) -> None:
    post = Post.objects.get(account=place.clerk)
    dismiss(CATALOGUE, actor=admin, post=post)
    assert not Access(place.clerk).sees(place.village)
    assert LogEntry.objects.latest("sequence").changes == {"role": ["clerk", None], "account": ["clerk", None]}
    again = given(admin, place.village, username="clerk", name="郑小满")
    assert again.pk == post.pk
    assert Access(place.clerk).sees(place.village)


def test_nobody_takes_their_own_key_away(place: Town, admin: Account) -> None:
    with refused(Refusal, "不能免去自己的系统管理员岗位"):
        dismiss(CATALOGUE, actor=admin, post=Post.objects.get(account=admin))


def test_an_account_that_somebody_else_makes_at_that_moment_is_not_made_twice(
    place: Town, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(admin, place.village)
    before = people()
    # The other appointment was not there yet when this one looked for the account.
    found = Account.objects.filter
    monkeypatch.setattr(type(Account.objects), "filter", lambda _self, **_named: found(pk=0))
    with refused(Refusal, "刚刚由别人建好"):
        given(admin, place.village, username="newcomer")
    assert people() == before
