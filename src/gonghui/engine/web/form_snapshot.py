"""A posted form that could not be taken, handed back so that nothing typed is lost.

It is handed back only by pages that say in words what they do with it (`Posting`), and with everything that will be
sent in sight: a person confirms what stands on the page, not what lies hidden in it. Passwords and sealed values are
never written into a page again; the person is told which to type anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, models
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import Access, Right, at_place
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.vault.fields import SealedField
from gonghui.engine.web import submission

# The field in which the sign-in page carries a form through.
CARRIED = "carried_form"
_SALT = "gonghui.engine.web.form_snapshot"
# Fields of the form that are machinery of this page, or that no page may repeat.
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "password", CARRIED})
_TITLES = {
    submission.FIELD: "表单编号",
    "version": "打开时的版本",
    "placed": "打开时的所属组织",
    "then": "登记以后",
    "why": "原因",
    "decided_on": "日期",
    "note": "意见",
    "document": "文件名称或文号",
}
_WORDS = {"then": {"another": "接着写下一条"}}


@dataclass(frozen=True)
class Posting:
    """What a page does with the form that is posted to it, in words; `{noun}` is the register's, `{step}` a step's.

    `titles` are the names of fields that are no register's, `words` the values of such fields by name.
    """

    act: str
    titles: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SnapshotField:
    """A posted field: its name and value as they will be sent, and both as a person reads them."""

    name: str
    value: str
    title: str
    words: str


@dataclass(frozen=True)
class FormSnapshot:
    """A posted form without what no page may repeat; `left_out` are the titles of what is to be typed anew.

    `act` says what sending it does, and where.
    """

    address: str
    fields: tuple[SnapshotField, ...]
    act: str
    left_out: tuple[str, ...] = ()

    @classmethod
    def capture(cls, request: HttpRequest) -> FormSnapshot | None:
        """The form that `request` posted, or None where nothing was typed that may be handed back."""
        if request.method != "POST":
            return None
        page = _PageOfForm.at(request.path)
        if page is None:
            return None
        pairs: list[tuple[str, str]] = []
        left_out: list[str] = []
        for name, values in request.POST.lists():
            if name in _LEFT_OUT:
                continue
            known = page.field(name)
            if isinstance(known, SealedField):
                if any(values):
                    left_out.append(str(known.verbose_name))
                continue
            pairs.extend((name, str(value)) for value in values)
        return cls._of(page, request, request.get_full_path(), pairs, left_out) if pairs else None

    @classmethod
    def restore(cls, request: HttpRequest) -> FormSnapshot | None:
        """The form that the sign-in page carried through, or None; only what this server wrote there is taken."""
        try:
            address, pairs, left_out = signing.loads(
                request.POST.get(CARRIED, ""), salt=_SALT, max_age=settings.SESSION_COOKIE_AGE
            )
        except (signing.BadSignature, ValueError):
            return None
        if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            return None
        page = _PageOfForm.at(urlsplit(address).path)
        return None if page is None else cls._of(page, request, address, pairs, left_out)

    @classmethod
    def _of(
        cls,
        page: _PageOfForm,
        request: HttpRequest,
        address: str,
        pairs: Iterable[tuple[str, str]],
        left_out: Iterable[str],
    ) -> FormSnapshot:
        fields = tuple(page.told(name, value) for name, value in pairs)
        return cls(address, fields, page.act(getattr(request, "user", None)), tuple(left_out))

    def signed(self) -> str:
        """The form as the sign-in page carries it: whoever changes it on its way through has nothing restored."""
        pairs = [(each.name, each.value) for each in self.fields]
        return signing.dumps([self.address, pairs, self.left_out], salt=_SALT, compress=True)


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request; a request that does not say is foreign.

    >>> sent_from_here(RequestFactory().post("/", headers={"origin": "https://example.org"}))  # doctest: +SKIP
    False
    """
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(said)
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


@dataclass(frozen=True)
class _PageOfForm:
    """The page that a form is posted to, as far as its address tells."""

    match: ResolverMatch
    posting: Posting
    ledger: Ledger | None

    @classmethod
    def at(cls, path: str) -> _PageOfForm | None:
        """The page at `path`, or None where there is none that hands a form back."""
        try:
            match = resolve(path)
        except Resolver404:
            return None
        posting = getattr(getattr(match.func, "view_class", None), "posting", None)
        if not isinstance(posting, Posting):
            return None
        catalogue = match.func.view_initkwargs.get("catalogue")  # type: ignore[attr-defined]
        key = match.kwargs.get("key")
        return cls(match, posting, catalogue.ledger(key) if isinstance(catalogue, Catalogue) and key else None)

    def field(self, name: str) -> models.Field[Any, Any] | None:
        """The register's field of that name."""
        if self.ledger is None:
            return None
        try:
            found = self.ledger.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return found if isinstance(found, models.Field) and found.editable else None

    def told(self, name: str, value: str) -> SnapshotField:
        """A field with its title and its value in words; one that nobody knows bears its bare name."""
        known = self.field(name)
        if known is None:
            title = self.posting.titles.get(name) or _TITLES.get(name, name)
            return SnapshotField(name, value, title, {**_WORDS, **self.posting.words}.get(name, {}).get(value, value))
        words = str(dict(known.flatchoices).get(value, value))
        if isinstance(known, models.BooleanField):
            words = "是"  # a box that is not ticked is not posted
        return SnapshotField(name, value, str(known.verbose_name), words)

    def act(self, user: object) -> str:
        """What sending the form does: where, what, to which record."""
        step = ""
        if self.ledger is not None and self.ledger.process is not None:
            steps = self.ledger.process.steps
            step = next((each.title for each in steps if each.key == self.match.kwargs.get("step")), "")
        noun = self.ledger.noun if self.ledger else ""
        place, record = self._names(user)
        return f"在{place}{self.posting.act.format(noun=noun, step=step)}{record}"

    def _names(self, user: object) -> tuple[str, str]:
        """What the place and the record are called, as far as the person may see them."""
        code, key = self.match.kwargs["place"], self.match.kwargs.get("pk")
        unknown = f"代码为{code}的组织", f"（第{key}号）" if key else ""
        if not isinstance(user, Account):
            return unknown
        try:
            access = Access(user)
            place = Organisation.objects.filter(code=code).first()
            if place is None or not access.sees(place):
                return unknown
            if key is None or self.ledger is None or not access.may(Right.READ, self.ledger, place):
                return str(place), unknown[1]
            rows = at_place(self.ledger.model._default_manager.all(), place).filter(pk=key)
            number = rows.values_list("number", flat=True).first()
        except DatabaseError:
            # The page may tell of just that trouble.
            return unknown
        return str(place), str(number) if number else unknown[1]
