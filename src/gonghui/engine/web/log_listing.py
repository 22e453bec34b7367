"""The log as its readers see it: who did what, where and when. Not what stands in the records: a reader of the log has
no right to them, so changed fields are named without their contents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.audit.acts import Verb
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.declare.checks import field_at
from gonghui.engine.fields.values import read_day, typed
from gonghui.engine.people.models import Account
from gonghui.engine.records import appointments, sign_ins
from gonghui.engine.web.history import who_acted
from gonghui.plain.clock import CHINA

PAGE_SIZE = 50
# The name under which an export or a check of the log itself is logged.
LEDGER = "log"
_TITLES = {sign_ins.LEDGER: "账号", appointments.LEDGER: "岗位", LEDGER: "日志", "summaries": "总结"}
_SIGN_INS = (Verb.SIGN_IN, Verb.SIGN_OUT, Verb.REFUSE_SIGN_IN, Verb.LOCK)
_ACCOUNTS = (
    Verb.APPOINT,
    Verb.DISMISS,
    Verb.CHANGE_PASSWORD,
    Verb.RESET_PASSWORD,
    Verb.DISABLE,
    Verb.ENABLE,
    Verb.UNLOCK,
)
_OUT_AND_IN = (Verb.EXPORT, Verb.IMPORT, Verb.VERIFY)
_APART = frozenset({*_SIGN_INS, *_ACCOUNTS, *_OUT_AND_IN, Verb.REVEAL})
# What a reader of the log looks for: a key in the address, a title, the verbs.
KINDS = {
    "sign-ins": ("登录和退出", _SIGN_INS),
    "accounts": ("账号和岗位", _ACCOUNTS),
    "reveals": ("查看完整信息", (Verb.REVEAL,)),
    "files": ("导出、导入和核对", _OUT_AND_IN),
    "records": ("登记、修改和办理", tuple(verb for verb in Verb if verb not in _APART)),
}


_ASKED = ("who", "kind", "place", "start", "end")


@dataclass(frozen=True)
class LogLine:
    """One entry in words."""

    at: datetime
    who: str
    place: str
    act: str
    what: str
    details: str


@dataclass
class LogFilter:
    """What the log is asked for; `errors` by field, in Chinese, where a field then narrows nothing."""

    who: str = ""
    kind: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    before: int = 0

    def __post_init__(self) -> None:
        self.errors: dict[str, str] = {}
        self.first, self.last = self._day("start"), self._day("end")

    @classmethod
    def asked(cls, query: QueryDict, before: int = 0) -> LogFilter:
        """The filter that an address names."""
        who, kind, place, start, end = (typed(query.get(name)) for name in _ASKED)
        return cls(who, kind, place, start, end, before)

    def _day(self, name: str) -> date | None:
        text = getattr(self, name)
        if not text:
            return None
        try:
            return read_day(text)
        except ValueError as error:
            self.errors[name] = str(error)
            return None

    @property
    def query(self) -> str:
        """The filter as the query of an address."""
        asked = {name: getattr(self, name) for name in _ASKED}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def words(self) -> str:
        """What it narrows to, in words; nothing where it narrows to nothing."""
        kind = KINDS[self.kind][0] if self.kind in KINDS else ""
        days = f"{self.start or '最早'}至{self.end or '现在'}" if self.start or self.end else ""
        return "；".join(part for part in (kind, self.who, self.place, days) if part)

    def rows(self, place: Organisation) -> QuerySet[LogEntry]:
        """The entries at `place` and below that fit, the newest first."""
        below = self._place(place)
        rows = at_place(LogEntry.objects.all(), below or place, in_order=True)
        if self.place and below is None:
            self.errors["place"] = f"{place}和下属里没有“{self.place}”，请填名称或代码。"
            rows = rows.none()
        if self.kind in KINDS:
            verbs = Q(verb__in=KINDS[self.kind][1])
            if self.kind == "records":
                # Release 0.2.0 and before wrote some verbs otherwise.
                verbs |= Q(verb__startswith="step:") | Q(verb__startswith="summary:")
            rows = rows.filter(verbs)
        if self.who:
            named = Account.objects.filter(Q(username=self.who) | Q(name=self.who))
            ids = list(named.values_list("pk", flat=True))
            rows = rows.filter(Q(actor__in=ids) | Q(ledger=sign_ins.LEDGER, record_id__in=ids))
        if self.first:
            rows = rows.filter(at__gte=datetime.combine(self.first, time.min, CHINA))
        if self.last:
            rows = rows.filter(at__lt=datetime.combine(self.last + timedelta(days=1), time.min, CHINA))
        return rows.select_related("actor", "organisation").order_by("-id")

    def page(self, place: Organisation) -> list[LogEntry]:
        """The next entries before `before`, and one more where there are more."""
        rows = self.rows(place)
        return list((rows.filter(pk__lt=self.before) if self.before else rows)[: PAGE_SIZE + 1])

    def _place(self, place: Organisation) -> Organisation | None:
        if not self.place:
            return place
        inside = Organisation.objects.filter(path__startswith=place.path)
        return inside.filter(code=self.place).first() or inside.filter(name=self.place).first()


def lines(catalogue: Catalogue, entries: Sequence[LogEntry]) -> list[LogLine]:
    """The entries in words; what they are about is looked up once for each register."""
    numbers = _numbers(catalogue, entries)
    return [
        LogLine(
            entry.at,
            who_acted(entry),
            str(entry.organisation),
            _act(catalogue, entry),
            _what(catalogue, entry, numbers),
            _details(catalogue, entry),
        )
        for entry in entries
    ]


def _act(catalogue: Catalogue, entry: LogEntry) -> str:
    verb, step = entry.act
    if verb is Verb.STEP:
        ledger = catalogue.ledger(entry.ledger)
        steps = ledger.process.steps if ledger is not None and ledger.process is not None else ()
        return f"办“{next((each.title for each in steps if each.key == step), step)}”"
    return verb.label if verb is not None else entry.verb


def _what(catalogue: Catalogue, entry: LogEntry, numbers: dict[tuple[str, int], str]) -> str:
    ledger = catalogue.ledger(entry.ledger)
    title = ledger.title if ledger is not None else _TITLES.get(entry.ledger, entry.ledger)
    number = numbers.get((entry.ledger, entry.record_id or 0), "")
    return f"{title}{number}" if number else title


def _numbers(catalogue: Catalogue, entries: Iterable[LogEntry]) -> dict[tuple[str, int], str]:
    """What the records are numbered, and the accounts called."""
    ids: dict[str, set[int]] = defaultdict(set)
    jurisdictions: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.record_id is not None:
            ids[entry.ledger].add(entry.record_id)
            jurisdictions[entry.ledger].add(entry.jurisdiction_id)
    found: dict[tuple[str, int], str] = {}
    for key, wanted in ids.items():
        if key == sign_ins.LEDGER:
            for account in Account.objects.filter(pk__in=wanted):
                found[key, account.pk] = f"“{account.username}”（{account.name}）"
            continue
        ledger = catalogue.ledger(key)
        if ledger is not None:
            rows = ledger.model._default_manager.filter(jurisdiction_id__in=jurisdictions[key], pk__in=wanted)
            found.update({(key, pk): number for pk, number in rows.values_list("pk", "number")})
    return found


def _details(catalogue: Catalogue, entry: LogEntry) -> str:
    parts = []
    if entry.ledger == sign_ins.LEDGER:
        address = entry.changes.get("address", [None, None])[1]
        parts.append(f"来自{address}" if address else "")
    elif entry.ledger == appointments.LEDGER:
        role = next((text for text in entry.changes.get("role", ()) if text), "")
        account = next((text for text in entry.changes.get("account", ()) if text), "")
        parts.append(f"{account}，{catalogue.roles.get(role, role)}")
    else:
        parts.append(_fields(catalogue.ledger(entry.ledger), entry))
    parts.append(entry.why)
    return "；".join(part for part in parts if part)


def _fields(ledger: Ledger | None, entry: LogEntry) -> str:
    """The titles of the fields that were changed or looked at."""
    if ledger is None or entry.act[0] in {Verb.CREATE, Verb.VOID}:
        return ""
    fields = [field_at(ledger.model, name) for name in entry.changes]
    return "、".join(str(field.verbose_name) for field in fields if field is not None)
