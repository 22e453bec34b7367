"""Asks for the cells of the permission table, and says what each ought to be answered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from tests.factories import Town, make_account
from tests.permissions.table import TABLE, Page, Reply, Scope, Takes
from tests.unchanged import everything

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Right
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger, Relation, Step
from gonghui.engine.exchange.models import Import
from gonghui.engine.fields.values import FieldKind, ledger_field
from gonghui.engine.people.models import Account
from gonghui.engine.records.models import LedgerRow
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Summary, SummaryState

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_REFERENCES = frozenset({FieldKind.RECORD, FieldKind.PLACE})
_WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@dataclass(frozen=True)
class Person:
    """Who asks: signed in, with one post or none; `account` is None for whoever is not signed in."""

    account: Account | None
    role: str = ""
    post: Organisation | None = None

    @cached_property
    def client(self) -> Client:
        """The person's browser; nobody who is signed in once signs in again for each question."""
        client = Client()
        if self.account is not None:
            client.force_login(self.account)
        return client


ANONYMOUS = Person(None)


def person(place: Organisation, role: str) -> Person:
    """Somebody with that post at `place`."""
    return Person(make_account("试岗位", (place, role)), role, place)


@dataclass(frozen=True)
class Cell:
    """One address, asked for with one method by one person at one place."""

    key: str
    method: str
    who: Person
    at: Organisation
    ledger: Ledger | None = None
    row: LedgerRow | Import | None = None
    step: str = ""
    code: str = ""
    kept: int = 0

    @property
    def page(self) -> Page:
        return TABLE[self.key]

    @property
    def reply(self) -> Reply | None:
        return self.page.replies().get(self.method)

    def __str__(self) -> str:
        role = self.who.role or ("signed in" if self.who.account else "anonymous")
        post = f" of {self.who.post.code}" if self.who.post else ""
        return f"{self.method} {self.address} by {role}{post}"

    @property
    def address(self) -> str:
        ledger, fields = self.ledger, self._field()
        filled = {
            "<str:place>": self.at.code,
            "<slug:key>": ledger.key if ledger else "",
            "<int:pk>": self.row.pk if self.row else self.kept,
            "<slug:field>": fields,
            "<slug:step>": self._step(),
            "<slug:kind>": "clean",
            "<slug:outline>": "annual",
            "<str:step>": self._step(),
            "<int:index>": 0,
            "<int:correction>": 1,
            "<str:code>": self.code,
        }
        route = self.key
        for part, value in filled.items():
            route = route.replace(part, str(value))
        return f"/{route}"

    def _step(self) -> str:
        if self.step or self.ledger is None or self.ledger.process is None:
            return self.step or "apply"
        return self.ledger.process.line[0]

    def _field(self) -> str:
        """The field that the address names: one that the page can do something with, where there is one."""
        if self.ledger is None or not self.ledger.form_fields():
            return "name"
        takes = [reply.takes for reply in self.page.replies().values() if reply.takes]
        suited = fields_for(self.ledger, takes[0]) if takes else []
        return (suited or self.ledger.form_fields())[0]

    def ask(self, client: Client) -> Any:
        """The answer; whoever is to be refused sends a form that would be taken, with the version as it is."""
        sent = {}
        if self.method == "POST" and self.reply is not None:
            refused = expected(self) in {302, 403, 404, 405} and not self.reply.writes
            sent = dict(self.reply.sound if refused else self.reply.posted)
            if refused and isinstance(self.row, LedgerRow) and self.who.account is not None:
                sent["version"] = str(self.row.version)
        response = (
            getattr(client, self.method.lower())(self.address, sent)
            if sent
            else getattr(client, self.method.lower())(self.address)
        )
        if response.streaming:
            b"".join(response.streaming_content)  # the file is closed at its end
        return response


def fields_for(ledger: Ledger, takes: Takes) -> list[str]:
    """The fields of a register that a page of that kind means."""
    kinds = {Takes.REFERENCE: _REFERENCES, Takes.SEALED: {FieldKind.SEALED}}.get(takes, frozenset())
    return [name for name in ledger.form_fields() if ledger_field(ledger, name).kind in kinds]


def has(ledger: Ledger, takes: Takes) -> bool:
    """Whether the register has what the page is about."""
    return ledger.process is not None if takes is Takes.PROCESS else bool(fields_for(ledger, takes))


def expected(cell: Cell) -> int:
    """What the cell is to be answered, by the table and the declarations; the first that applies."""
    page, reply = cell.page, cell.reply
    if cell.who.account is None:
        return 403 if cell.method == "POST" and reply is not None and reply.handed else 302
    if cell.who.post is None or not cell.who.post.contains(cell.at) or not knows(page, cell):
        return 404
    if page.needs is not None and not has_right(cell, page.needs):
        return 403
    if page.imports and cell.ledger is not None and cell.ledger.entered_singly:
        return 403
    if page.scope in {Scope.RECORD, Scope.SUMMARY}:
        assert cell.row is not None
        if not cell.at.contains(cell.row.organisation):
            return 404
    if page.scope is Scope.SUMMARY and cell.row and not is_signed(cell) and cell.who.post != cell.row.organisation:
        return 404  # a draft is its own office's
    if page.scope is Scope.IMPORTED and (cell.row is None or not cell.at.contains(cell.row.organisation)):
        return 404
    if page.scope is Scope.UPLOAD:
        return 404  # somebody else's; the owner's is a test of its own
    if (
        page.acts is not None
        and cell.method == "POST"
        and not (reply and reply.step)
        and not has_right(cell, page.acts)
    ):
        return 403
    if reply is None:
        return 200 if cell.method == "OPTIONS" else 405
    return _replied(cell, reply)


def _replied(cell: Cell, reply: Reply) -> int:
    ledger = cell.ledger
    if reply.takes is not None and ledger is not None and not has(ledger, reply.takes):
        return 404
    if reply.needs is not None and not has_right(cell, reply.needs):
        return 403
    if reply.step:
        assert ledger is not None
        assert ledger.process is not None
        assert cell.row is not None
        step = ledger.process.step(cell._step())
        open_now = getattr(cell.row, ledger.process.field) in step.start
        if not open_now and ledger is not SUMMARIES:
            return 409
        if not takes_step(step, cell.row.organisation, cell.who):
            return 403
    return reply.status


def has_right(cell: Cell, right: Right) -> bool:
    """Whether the person's role has the right on the cell's register."""
    return cell.ledger is not None and cell.who.role in cell.ledger.grants.get(right, ())


def is_signed(cell: Cell) -> bool:
    """Whether the cell's summary is signed."""
    return isinstance(cell.row, Summary) and cell.row.state == SummaryState.SIGNED


def knows(page: Page, cell: Cell) -> bool:
    """Whether the page exists for a person of that role at all."""
    if page.scope is Scope.PLACE:
        return True
    if page.scope is Scope.APPOINTING:
        return cell.who.role == Role.SYSTEM_ADMIN
    if page.scope is Scope.AUDITING:
        return cell.who.role in {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    return has_right(cell, Right.READ)


def takes_step(step: Step, place: Organisation, who: Person) -> bool:
    """Whether a person takes a step of a case at `place`: by the role, at the office that the step names."""
    assert who.post is not None
    if step.relation is None:
        return who.role in step.by and who.post.contains(place)
    level = {Relation.HANDLING: Level.TOWN, Relation.UPPER: Level.CITY, Relation.PROVINCE: Level.PROVINCE}
    (decides,) = [node for node in (place, *place.ancestors()) if node.level == level[step.relation]]
    if step.external_by and not Post.objects.filter(organisation=decides, role__in=step.by).exists():
        return who.role in step.external_by and who.post.contains(place)
    return who.role in step.by and who.post == decides


@dataclass
class Findings:
    """What came out otherwise than the table says."""

    wrong: list[str] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)


def check(cells: Iterable[Cell]) -> int:
    """Ask for every cell and return how many there were; raises AssertionError naming each that is wrong.

    Every table is compared before and after: only an answer that the table says writes may leave anything, and it is
    asked last.
    """
    cells = list(cells)
    clients: dict[int | None, Client] = {None: Client()}
    found = Findings()

    def ask(cell: Cell) -> None:
        key = cell.who.account.pk if cell.who.account else None
        client = clients[key]
        answer, ought = cell.ask(client), expected(cell)
        if answer.status_code != ought:
            found.wrong.append(f"{cell}: {answer.status_code}, not {ought}")
        elif not is_told(cell, answer):
            found.wrong.append(f"{cell}: {ought} does not say what to do")

    lasting = [cell for cell in cells if leaves_something(cell)]
    kept = [cell for cell in cells if not leaves_something(cell)]
    for each in {cell.who.account.pk: cell.who for cell in cells if cell.who.account}.values():
        assert each.account is not None
        clients[each.account.pk] = each.client
    before = everything()
    for cell in kept:
        with connection.execute_wrapper(_Watch(cell, found.wrote)):
            ask(cell)
    if everything() != before:
        raise AssertionError("\n".join(["Something was written. These sent statements that write:", *found.wrote]))
    for cell in lasting:
        logged = LogEntry.objects.count()
        ask(cell)
        if LogEntry.objects.count() == logged:
            found.wrong.append(f"{cell}: left nothing in the log")
    assert not found.wrong, "\n".join(found.wrong)
    return len(cells)


def leaves_something(cell: Cell) -> bool:
    """Whether the cell is to be answered with something that is written down."""
    return cell.reply is not None and cell.reply.writes and expected(cell) == cell.reply.status and bool(cell.who.post)


def is_told(cell: Cell, answer: Any) -> bool:
    """Whether a refusal says what a person needs: where to sign in, or that the post does not allow it."""
    if cell.who.account is None and answer.status_code == 302:
        back = cell.address if cell.method in {"GET", "HEAD"} else cell.address.partition("?")[0]
        return str(answer["Location"]) == f"/sign-in/?{urlencode({'next': back})}"
    if answer.status_code == 403 and cell.who.account is not None and cell.method != "HEAD":
        text = answer.content.decode()
        return "岗位不能" in text or "不能从Excel导入" in text
    return True


@dataclass(frozen=True)
class _Watch:
    """Notes the cells that send a statement that writes."""

    cell: Cell
    wrote: list[str]

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        table = _WRITING.match(sql)
        if table and not table[1].startswith(("django_session", "axes_")):
            self.wrote.append(f"{self.cell}: {table[1]}")
        return execute(sql, params, many, context)


def around(place: Town) -> dict[str, Organisation]:
    """Where a person with a post in the town T may ask: at home, below, above, beside, and below a neighbour."""
    return {
        "own": place.town,
        "below": place.village,
        "above": place.city,
        "beside": place.neighbour,
        "stranger's": place.neighbour_village,
    }


def every_method(cell: Cell) -> list[Cell]:
    """The cell asked for with each method."""
    return [replace(cell, method=method) for method in METHODS]


def methods_taken(cell: Cell) -> list[Cell]:
    """The cell asked for with each method that the page takes."""
    return [one for one in every_method(cell) if one.method != "HEAD" and one.reply is not None]


def role_classes(ledger: Ledger) -> list[str]:
    """One role of each set of rights that a role can have on the register."""
    by_rights: dict[frozenset[Right], str] = {}
    for role in CATALOGUE.roles:
        rights = frozenset(right for right in Right if role in ledger.grants.get(right, ()))
        by_rights.setdefault(rights, role)
    return list(by_rights.values())
