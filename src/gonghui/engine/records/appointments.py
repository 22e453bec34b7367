"""Appoint people to posts and dismiss them, with the log: the door for writing who may do what."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access
from gonghui.engine.audit import chain
from gonghui.engine.audit.acts import Act, Verb
from gonghui.engine.declare import Catalogue
from gonghui.engine.people.models import Account
from gonghui.engine.records.door import clean_note
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain import clock

LEDGER = "posts"


def appoint(
    catalogue: Catalogue,
    *,
    actor: Account,
    place: Organisation,
    role: str,
    username: str,
    name: str = "",
    password: str = "",
) -> Post:
    """Give the person with `username` a post at `place`; a new person is entered with name and password, which the
    person has to change at the first sign-in: whoever appoints knows it.

    Raises NotAllowed, Refusal, or ValidationError by field; nothing is written then.
    """
    _require_appointing(catalogue, actor, place)
    username, name = username.strip(), name.strip()
    account = Account.objects.filter(username=username).first()
    errors = _errors_by_field(catalogue, role, username, name, password, account)
    if errors:
        raise ValidationError(errors)
    today = clock.today()
    with transaction.atomic():
        if account is None:
            account = _enter(username, name, password)
        else:
            # Held, so that of two appointments at once the second sees the first.
            _refuse_held(catalogue, Account.objects.select_for_update().get(pk=account.pk), place, role)
        post, _ = Post.objects.update_or_create(
            account=account, organisation=place, role=role, defaults={"since": today, "until": None}
        )
        chain.write(actor, [appointed(post)])
    return post


def appointed(post: Post) -> Act:
    """What the log says of a post that was given."""
    changes: dict[str, list[str | None]] = {"role": [None, post.role], "account": [None, post.account.username]}
    return Act(organisation=post.organisation, ledger=LEDGER, verb=Verb.APPOINT, changes=changes)


def _enter(username: str, name: str, password: str) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create_account(username=username, name=name, password=password, must_change=True)
    except IntegrityError:
        raise Refusal(f"账号“{username}”刚刚由别人建好，没有再建。请核对是不是同一个人，再点一次。") from None


def _refuse_held(catalogue: Catalogue, account: Account, place: Organisation, role: str) -> None:
    today = clock.today()
    held = [post for post in account.posts.select_related("organisation") if post.held_on(today)]
    if any(post.organisation_id == place.pk and post.role == role for post in held):
        raise Refusal(f"{account.name}已经是{place}的{catalogue.roles[role]}。")
    if role in catalogue.apart and any(post.role in catalogue.apart - {role} for post in held):
        raise Refusal("系统、安全、审计三种管理员应由三个人分别担任，请另选一人。")


def dismiss(catalogue: Catalogue, *, actor: Account, post: Post) -> None:
    """End a post from today on. Raises NotAllowed, or Refusal for one's own post."""
    _require_appointing(catalogue, actor, post.organisation)
    if post.account_id == actor.pk and post.role in catalogue.appointing:
        raise Refusal("不能免去自己的系统管理员岗位，请由另一位系统管理员来办。")
    with transaction.atomic():
        post.until = clock.today() - timedelta(days=1)
        post.save(update_fields=["until"])
        changes: dict[str, list[str | None]] = {"role": [post.role, None], "account": [post.account.username, None]}
        chain.write(actor, [Act(organisation=post.organisation, ledger=LEDGER, verb=Verb.DISMISS, changes=changes)])


def _errors_by_field(
    catalogue: Catalogue, role: str, username: str, name: str, password: str, account: Account | None
) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if role not in catalogue.roles:
        errors["role"] = ["请选择岗位。"]
    if not username:
        errors["username"] = ["请填登录账号。"]
    elif account is None:
        if not name:
            errors["name"] = ["这是新账号，请填姓名。"]
        try:
            validate_password(password, Account(username=username, name=name))
        except ValidationError as error:
            errors["password"] = list(error.messages)
    elif name and account.name != name:
        errors["username"] = [f"账号“{username}”已有人用，姓名不是{name}，请换一个账号。"]
    for field, title, text in (("username", "登录账号", username), ("name", "姓名", name)):
        try:
            clean_note(text, Account, field, title)
        except Refusal as error:
            errors[field] = [error.message]
    return errors


def _require_appointing(catalogue: Catalogue, actor: Account, place: Organisation) -> None:
    if Access(actor).roles_at(place).isdisjoint(catalogue.appointing):
        raise NotAllowed("只有系统管理员能安排岗位。")
