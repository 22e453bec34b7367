"""Passwords and accounts: who may change, reset, disable and unlock which, and that it is logged."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.catalogue import CATALOGUE
from tests.factories import PASSWORD, Town, make_account
from tests.unchanged import faults, refused

from gonghui.engine.access.models import Post
from gonghui.engine.access.rights import CommandLine
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.people.passwords import one_time_password
from gonghui.engine.records import accounts, sign_ins
from gonghui.engine.records.appointments import appoint, dismiss
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.offices.roles import Role

NEW = "chun-jiang-88"


@pytest.fixture
def admin(place: Town) -> Account:
    """The town's system administrator."""
    return make_account("高德才", (place.town, Role.SYSTEM_ADMIN), username="admin")


def last() -> LogEntry:
    return LogEntry.objects.latest("sequence")


def test_the_owner_changes_the_password_with_the_old_one(place: Town) -> None:
    accounts.change_password(place.officer, old=PASSWORD, new=NEW, again=NEW)
    kept = Account.objects.get(pk=place.officer.pk)
    assert kept.check_password(NEW)
    assert (last().verb, last().actor, last().record_id) == ("change_password", place.officer, place.officer.pk)
    assert NEW not in str(LogEntry.objects.values())


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("a1b2c3", "密码至少8个字符"),
        ("a1" * 60, "密码最多100个字符"),
        ("20251212", "密码里没有字母：日期、电话号码这样的数字容易被猜到"),
        ("2025-12-12", "密码里没有字母"),
        ("heshangdiao", "密码里没有数字"),
        ("password1", "这个密码太常见"),
        ("陈玉兰-2025", "密码里有账号或姓名"),
        ("chenyulan88", "密码里有账号或姓名"),
        ("Officer-2025", "密码里有账号或姓名"),
        (PASSWORD, "新密码和现在的一样"),
        ("", "请填写新密码"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_in_plain_words(place: Town, new: str, said: str) -> None:
    with faults(new=said):
        accounts.change_password(place.officer, old=PASSWORD, new=new, again=new)


def test_without_the_old_password_or_typed_twice_otherwise_nothing_changes(place: Town) -> None:
    with faults(old="现在的密码不对"):
        accounts.change_password(place.officer, old="guess", new=NEW, again=NEW)
    with faults(old="请填写现在的密码"):
        accounts.change_password(place.officer, old="", new=NEW, again=NEW)
    with faults(again="两次输入的新密码不一样"):
        accounts.change_password(place.officer, old=PASSWORD, new=NEW, again=f"{NEW}x")


def test_a_reset_gives_a_password_for_once_that_the_log_does_not_know(place: Town, admin: Account) -> None:
    password = accounts.reset_password(CATALOGUE, actor=admin, account=place.clerk, why="本人忘记")
    kept = Account.objects.get(pk=place.clerk.pk)
    assert kept.check_password(password)
    assert not kept.check_password(PASSWORD)
    assert kept.must_change
    entry = last()
    assert (entry.verb, entry.actor, entry.organisation) == ("reset_password", admin, place.village)
    assert (entry.record_id, entry.changes, entry.why) == (place.clerk.pk, {}, "本人忘记")
    own = accounts.change_password(kept, old=password, new=NEW, again=NEW)
    assert not own.must_change
    assert chain.broken_at(place.city.pk) is None


def test_passwords_for_once_differ_and_are_taken_by_the_rules() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert not any(set(each) & set("0o1il") for each in made)
    assert all(any(c.isdigit() for c in each) and any(c.isalpha() for c in each) for each in made)


def test_a_disabled_account_is_opened_again_with_the_password_that_it_had(place: Town, admin: Account) -> None:
    accounts.disable(CATALOGUE, actor=admin, account=place.clerk, why="已离任")
    assert (last().verb, last().why) == ("disable", "已离任")
    assert not Account.objects.get(pk=place.clerk.pk).is_active
    with refused(Refusal, "郑小满的账号已经是停用的"):
        accounts.disable(CATALOGUE, actor=admin, account=place.clerk)
    accounts.enable(CATALOGUE, actor=admin, account=place.clerk)
    kept = Account.objects.get(pk=place.clerk.pk)
    assert kept.is_active
    assert kept.check_password(PASSWORD)


@pytest.mark.parametrize("act", [accounts.reset_password, accounts.disable, accounts.unlock])
def test_nobody_reaches_an_account_outside_their_place_or_without_the_office(place: Town, admin: Account, act) -> None:  # type: ignore[no-untyped-def]
    for account in (place.stranger, place.reviewer, place.nobody):
        with refused(NotAllowed, "岗位不都在你管的地方"):
            act(CATALOGUE, actor=admin, account=account)
    for actor in (place.officer, place.chair, place.reviewer):
        with refused(NotAllowed):
            act(CATALOGUE, actor=actor, account=place.clerk)
    # One post elsewhere is enough: whoever reset the account would hold that post too.
    Post.objects.create(account=place.clerk, organisation=place.neighbour, role=Role.OFFICER)
    with refused(NotAllowed):
        act(CATALOGUE, actor=admin, account=place.clerk)


@pytest.mark.parametrize("act", [accounts.reset_password, accounts.disable, accounts.unlock])
def test_nobody_spares_themselves_the_old_password(place: Town, admin: Account, act) -> None:  # type: ignore[no-untyped-def]
    with refused(Refusal, "自己的账号不能在这里办"):
        act(CATALOGUE, actor=admin, account=admin)


def test_who_was_dismissed_is_still_looked_after_where_they_worked(place: Town, admin: Account) -> None:
    dismiss(CATALOGUE, actor=admin, post=Post.objects.get(account=place.clerk))
    accounts.disable(CATALOGUE, actor=admin, account=place.clerk)
    assert last().organisation == place.village


def test_what_was_typed_for_an_account_that_is_none_is_kept_nowhere(place: Town) -> None:
    sign_ins.log_refused("wo-de-mi-ma-2025", "192.0.2.7")
    entry = last()
    assert (entry.verb, entry.actor, entry.actor_kind) == ("refuse_sign_in", None, "visitor")
    assert entry.changes == {"address": [None, "192.0.2.7"]}
    assert entry.why.startswith("没有这个账号")
    assert "wo-de" not in str(LogEntry.objects.values())


def test_whoever_has_the_keys_helps_the_only_administrator(place: Town, admin: Account) -> None:
    Account.objects.filter(pk=admin.pk).update(is_active=False)
    password = accounts.reset_by_command(CommandLine(place.city), Account.objects.get(pk=admin.pk))
    kept = Account.objects.get(pk=admin.pk)
    assert kept.check_password(password)
    assert (kept.is_active, kept.must_change) == (True, True)
    assert list(LogEntry.objects.order_by("sequence").values_list("verb", "actor_kind")) == [
        ("enable", "command"),
        ("reset_password", "command"),
    ]


def test_a_new_post_of_a_new_person_bears_the_rules_too(place: Town, admin: Account) -> None:
    with pytest.raises(ValidationError, match="密码里有账号或姓名"):
        appoint(
            CATALOGUE,
            actor=admin,
            place=place.village,
            role=Role.CLERK,
            username="newcomer",
            name="谢雪莲",
            password="newcomer-2025",
        )
