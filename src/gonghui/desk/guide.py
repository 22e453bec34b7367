"""Where to begin: what a place still lacks before work runs, for whoever can do something about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access, Right
from gonghui.engine.declare import Catalogue
from gonghui.engine.people.models import Account
from gonghui.engine.records import attempts
from gonghui.engine.records.models import RowCount
from gonghui.offices.roles import ADMINISTRATORS, Role
from gonghui.plain import clock

# A place has its own union from the start.
_THERE_FROM_THE_START = "unions"


@dataclass(frozen=True)
class Task:
    """Something to set up: whether it is done, and where it is done."""

    words: str
    why: str
    address: str
    done: bool


@dataclass(frozen=True)
class Guide:
    """What is still to set up. `fresh` says that nothing at all has been entered yet."""

    tasks: tuple[Task, ...]
    notices: tuple[Task, ...]
    fresh: bool

    @property
    def open(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if not task.done)


def guide_of(catalogue: Catalogue, access: Access, place: Organisation, *, anything_waits: bool) -> Guide | None:
    """The guide for this person at this place; None where nothing of it is theirs or all is done."""
    appoints = not access.roles_at(place).isdisjoint(catalogue.appointing)
    enters = any(access.may(Right.WRITE, ledger, place) for ledger in catalogue.ledgers)
    fresh = enters and not anything_waits and not _has_rows(place)
    tasks = (*(_people(place) if appoints else ()), *(_records(catalogue, access, place) if fresh else ()))
    notices = _doors(place) if appoints else ()
    guide = Guide(tasks, notices, fresh)
    return guide if guide.open or notices else None


def _has_rows(place: Organisation) -> bool:
    counts = RowCount.objects.within(*place.jurisdictions()).filter(organisation__in=place.below, voided=False)
    return counts.filter(rows__gt=0).exclude(ledger=_THERE_FROM_THE_START).exists()


def _people(place: Organisation) -> tuple[Task, ...]:
    """The posts that a union needs filled: of those who work at the place or below, of administrators above it too."""
    codes = place.path.rstrip("/").split("/")
    posts = Post.objects.filter(
        Q(organisation__code__in=codes) | Q(organisation__path__startswith=place.path), account__is_active=True
    )
    today = clock.today()
    held = [post for post in posts.select_related("organisation") if post.held_on(today)]
    here = [post for post in held if place.contains(post.organisation)]
    roles = {post.role for post in held}
    working = {post.account_id for post in here if post.role not in ADMINISTRATORS}
    address = reverse("people", args=[place.code])
    return (
        Task("再安排一位同事", "申请和审核不能由一个人办，至少要有两个人。", address, len(working) > 1),
        Task("安排主席", "总结由主席签发。", address, any(post.role == Role.CHAIR for post in here)),
        Task(
            "安排安全管理员和审计管理员",
            "他们看日志，和系统管理员是三个不同的人。",
            address,
            {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} <= roles,
        ),
    )


def _records(catalogue: Catalogue, access: Access, place: Organisation) -> tuple[Task, ...]:
    """The registers that the others rest on, in the order in which they are filled."""
    asked = (
        ("unions", "new", "登记下属工会", "村、社区、企业的工会，其他记录都挂在它们下面。"),
        ("employers", "import", "导入用人单位", "手里有Excel表的，照空白表整理好一次导入。"),
        ("members", "import", "导入会员", "先有单位和工会，会员才归得到位。"),
    )
    tasks = []
    for key, page, words, why in asked:
        ledger = catalogue.ledger(key)
        if ledger is not None and access.may(Right.WRITE, ledger, place):
            done = key == _THERE_FROM_THE_START and place.children.exists()
            tasks.append(Task(words, why, reverse(page, args=[place.code, key]), done))
    return tuple(tasks)


def _doors(place: Organisation) -> tuple[Task, ...]:
    """Accounts that somebody may be waiting for."""
    here = Account.objects.filter(posts__organisation__path__startswith=place.path, is_active=True).distinct()
    names = dict(here.values_list("username", "name"))
    address = reverse("accounts", args=[place.code])
    shut = attempts.shut(names)
    if not shut:
        return ()
    said = "、".join(sorted(names[username] for username in shut))
    return (Task(f"{said}输错密码太多，暂停登录", "问清是不是本人，再解除或重设密码。", address, done=False),)
