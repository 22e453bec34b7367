"""Sign-ins, sign-outs and refused sign-ins, in the log: never a password, nor what was typed for an account's name
where there is no such account.
"""

from __future__ import annotations

from django.db import transaction

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.audit import chain
from gonghui.engine.audit.acting import acting_as
from gonghui.engine.audit.acts import Act, ActorKind, Verb
from gonghui.engine.people.models import Account
from gonghui.engine.records import attempts
from gonghui.plain import clock

LEDGER = "accounts"
# Of one address so many refusals are logged within the time that a door stays shut: nobody fills the log by trying.
MOST_LOGGED = 30
_SHOWN_OF_KEY = 8


def log_sign_in(account: Account, address: str) -> None:
    """The person came in."""
    _write(account, Verb.SIGN_IN, account, address)


def log_sign_out(account: Account, address: str) -> None:
    """The person went out by the button."""
    _write(account, Verb.SIGN_OUT, account, address)


def log_refused(username: str, address: str, *, now_shut: bool = False) -> None:
    """Somebody was refused at the door; `now_shut` says that this try shut it."""
    failures = attempts.failures_from(address)
    if failures > MOST_LOGGED and not now_shut:
        return
    account = Account.objects.filter(username=username).first()
    if account is None:
        why = f"没有这个账号（只记特征码{attempts.key_of(username)[:_SHOWN_OF_KEY]}，不记填的内容）"
    else:
        why = "密码不对" if account.is_active else "账号已停用"
    if failures == MOST_LOGGED:
        why += f"；这个地址已{MOST_LOGGED}次，此后一刻钟内不再逐条记"
    with acting_as(ActorKind.VISITOR):
        _write(account, Verb.REFUSE_SIGN_IN, None, address, why)
        if now_shut:
            _write(account, Verb.LOCK, None, address, "密码连续输错，这个地址暂停用这个账号登录")


def place_of(account: Account | None) -> Organisation | None:
    """Where the log keeps what concerns an account: the highest place of its posts, else the top of the tree.

    None where nobody has set up a tree yet.
    """
    if account is not None:
        posts = Post.objects.filter(account=account).select_related("organisation")
        ordered = list(posts.order_by("organisation__level", "organisation__path"))
        today = clock.today()
        held = next((post for post in ordered if post.held_on(today)), None) or next(iter(ordered), None)
        if held is not None:
            return held.organisation
    return Organisation.objects.order_by("level", "path").first()


def _write(account: Account | None, verb: Verb, actor: Account | None, address: str, why: str = "") -> None:
    place = place_of(account)
    if place is None:
        return
    changes: dict[str, list[str | None]] = {"address": [None, address]} if address else {}
    record_id = account.pk if account is not None else None
    with transaction.atomic():
        chain.write(actor, [Act(place, LEDGER, verb, record_id, changes, why)])
