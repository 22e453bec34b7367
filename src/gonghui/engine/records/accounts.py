"""Accounts: the owner changes the password, an administrator resets it, shuts the account and opens it; all logged."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access, Actor, CommandLine
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.declare import Catalogue
from gonghui.engine.people.models import Account
from gonghui.engine.people.passwords import one_time_password
from gonghui.engine.records import attempts
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.engine.records.sign_ins import LEDGER, place_of
from gonghui.plain import clock


def change_password(account: Account, *, old: str, new: str, again: str) -> Account:
    """The owner chooses another password; every other session of the account ends.

    Raises ValidationError by field ("old", "new", "again"); nothing is written then.
    """
    errors: dict[str, list[str]] = {}
    if not account.check_password(old):
        errors["old"] = ["现在的密码不对，请再输一次。" if old else "请填写现在的密码。"]
    if not new:
        errors["new"] = ["请填写新密码。"]
    elif new == old:
        errors["new"] = ["新密码和现在的一样，请换一个。"]
    else:
        try:
            validate_password(new, account)
        except ValidationError as error:
            errors["new"] = list(error.messages)
    if new and again != new:
        errors["again"] = ["两次输入的新密码不一样，请重新输入。" if again else "请再输一次新密码。"]
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        kept = Account.objects.select_for_update().get(pk=account.pk)
        kept.set_password(new)
        kept.must_change = False
        kept.save(update_fields=["password", "must_change"])
        _log(kept, kept, Verb.CHANGE_PASSWORD)
    return kept


def reset_password(catalogue: Catalogue, *, actor: Account, account: Account, why: str = "") -> str:
    """Give the account a one-time password and return it: it is kept nowhere, and every session of the account ends.

    Raises NotAllowed, or Refusal for one's own account.
    """
    require_in_charge(catalogue, actor, account)
    return _reset(actor, account, why)


def reset_by_command(actor: CommandLine, account: Account) -> str:
    """The same for whoever sits at the computer that holds keys and database; a disabled account is enabled too."""
    with transaction.atomic():
        if not account.is_active:
            Account.objects.filter(pk=account.pk).update(is_active=True)
            _log(actor, account, Verb.ENABLE)
        return _reset(actor, account, "")


def _reset(actor: Actor, account: Account, why: str) -> str:
    password = one_time_password()
    with transaction.atomic():
        kept = Account.objects.select_for_update().get(pk=account.pk)
        kept.set_password(password)
        kept.must_change = True
        kept.save(update_fields=["password", "must_change"])
        attempts.forget(kept.username)
        _log(actor, kept, Verb.RESET_PASSWORD, why=why)
    return password


def disable(catalogue: Catalogue, *, actor: Account, account: Account, why: str = "") -> None:
    """Shut the account and end its sessions, for good. Raises as `reset_password` does."""
    _set_active(catalogue, actor, account, Verb.DISABLE, why, active=False)


def enable(catalogue: Catalogue, *, actor: Account, account: Account, why: str = "") -> None:
    """Open a disabled account again, with the password that it had. Raises as `reset_password` does."""
    _set_active(catalogue, actor, account, Verb.ENABLE, why, active=True)


def unlock(catalogue: Catalogue, *, actor: Account, account: Account) -> None:
    """Let the account sign in again after too many wrong passwords. Raises as `reset_password` does."""
    require_in_charge(catalogue, actor, account)
    with transaction.atomic():
        attempts.forget(account.username)
        _log(actor, account, Verb.UNLOCK)


def require_in_charge(catalogue: Catalogue, actor: Account, account: Account) -> None:
    """Raise NotAllowed, or Refusal for one's own account, unless the actor administers the account."""
    if actor.pk == account.pk:
        raise Refusal("自己的账号不能在这里办：改密码请用“修改密码”，别的请另一位系统管理员来办。")
    access = Access(actor)
    places = places_of([account])[account.pk]
    if not places or any(access.roles_at(place).isdisjoint(catalogue.appointing) for place in places):
        raise NotAllowed(f"{account.name}的岗位不都在你管的地方，由管到那里的系统管理员来办。")


def places_of(accounts: list[Account]) -> dict[int, list[Organisation]]:
    """Where each of the accounts holds posts, by the account's id; where it held them, if it holds none any more."""
    today = clock.today()
    present: dict[int, list[Organisation]] = {account.pk: [] for account in accounts}
    past: dict[int, list[Organisation]] = {account.pk: [] for account in accounts}
    for post in Post.objects.filter(account__in=present).select_related("organisation"):
        found = past if post.until is not None and post.until < today else present
        found[post.account_id].append(post.organisation)
    return {key: present[key] or past[key] for key in present}


def _set_active(catalogue: Catalogue, actor: Account, account: Account, verb: Verb, why: str, *, active: bool) -> None:
    require_in_charge(catalogue, actor, account)
    with transaction.atomic():
        kept = Account.objects.select_for_update().get(pk=account.pk)
        if kept.is_active is active:
            raise Refusal(f"{kept.name}的账号已经是{'在用' if active else '停用'}的，没有改动。")
        kept.is_active = active
        kept.save(update_fields=["is_active"])
        if not active:
            _end_sessions(kept)
        _log(actor, kept, verb, why=why)


def _end_sessions(account: Account) -> None:
    """Else a session would live on once the account is enabled again, with the password that it had."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()


def _log(actor: Actor, account: Account, verb: Verb, why: str = "") -> None:
    place = place_of(account)
    assert place is not None
    chain.write(actor, [Act(place, LEDGER, verb, account.pk, {}, why)])
