"""The permission table: every address of the site, every method it takes, and who is answered what.

An address is written as in the URL table, with the query where that asks for another right. `test_closed.py` fails for
an address or a method that does not stand here, and for one that stands here and is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gonghui.engine.access.rights import Right

AT = "<str:place>/"
REGISTER = f"{AT}ledgers/<slug:key>/"
RECORD = f"{REGISTER}<int:pk>/"
SUMMARY = f"{AT}summaries/<int:pk>/"
UNIONS = f"{AT}ledgers/unions/"


class Scope(StrEnum):
    """Whom an address knows at all; for everybody else it does not exist (404)."""

    SITE = "site"  # at no place; each has a test of its own
    PLACE = "place"  # whoever has a post that reaches the place
    APPOINTING = "appointing"  # whoever gives posts there
    AUDITING = "auditing"  # whoever reads the log there
    INDICATOR = "indicator"  # whoever may read the register that the figure counts
    REGISTER = "register"  # whoever may read the register
    RECORD = "record"  # the same, for a record at the place or below it
    IMPORTED = "imported"  # whoever may read the register, for an import of the place or below it
    UPLOAD = "upload"  # whoever brought the file in
    SUMMARIES = "summaries"  # whoever may read summaries
    SUMMARY = "summary"  # the same, for a summary of the place or below it


class Takes(StrEnum):
    """What a register must have for an address to mean anything; 404 where it has not."""

    REFERENCE = "reference"
    SEALED = "sealed"
    PROCESS = "process"


@dataclass(frozen=True)
class Reply:
    """What a method answers whoever may use it.

    `handed` says that a form sent by somebody who is not signed in is handed on past the sign-in page (403, not 302).
    `needs` is a right that this method takes beyond the page's own; `step` says that the step declares who takes it.
    Who is refused sends `sound`, a form that would have been taken. Who is allowed sends `posted`, which is nothing
    unless the answer is to show that something was done: then `writes`.
    """

    status: int
    needs: Right | None = None
    step: bool = False
    handed: bool = False
    takes: Takes | None = None
    sound: Mapping[str, str] = field(default_factory=dict)
    posted: Mapping[str, str] = field(default_factory=dict)
    writes: bool = False


@dataclass(frozen=True)
class Page:
    """An address: whom it knows, the right that every method of it takes (403 without), and its methods."""

    scope: Scope
    get: Reply | None = None
    post: Reply | None = None
    needs: Right | None = None
    # The right that anything posted here takes (403), whether or not the page takes what is posted.
    acts: Right | None = None
    # A workbook comes in here: refused (403) by a register whose rows are entered one by one.
    imports: bool = False

    def replies(self) -> dict[str, Reply]:
        """The answer of each method that the page takes; all others are answered 405."""
        named = {"GET": self.get, "HEAD": self.get, "POST": self.post}
        return {method: reply for method, reply in named.items() if reply is not None}


SHOWN = Reply(200)
TAKEN_AWAY = Reply(200, writes=True)  # what leaves the system is logged
BACK_TO_THE_RECORD = Reply(302)
NEW = Page(Scope.REGISTER, needs=Right.WRITE, get=SHOWN, post=Reply(422))
CHANGE = Page(Scope.RECORD, needs=Right.WRITE, get=SHOWN, post=Reply(409))
REASON = {"why": "核对登记表"}
DECIDED = {"decided_on": "2025年12月1日", "note": "情况属实", "document": "临总工发2025年第8号"}
PERSON = {"role": "clerk", "username": "xin-ren", "name": "许新人", "password": "qing-shi-2025"}

TABLE: dict[str, Page] = {
    "": Page(Scope.SITE, get=Reply(302)),
    "first-run/": Page(Scope.SITE, get=Reply(404), post=Reply(409)),
    "sign-in/": Page(Scope.SITE, get=Reply(302), post=Reply(422)),
    "sign-out/": Page(Scope.SITE, post=Reply(302)),
    "password/": Page(Scope.SITE, get=SHOWN, post=Reply(422)),
    AT: Page(Scope.PLACE, get=SHOWN),
    f"{AT}waiting/": Page(Scope.PLACE, get=Reply(302)),
    f"{AT}waiting/?group=late": Page(Scope.PLACE, get=SHOWN),
    f"{AT}places/": Page(Scope.PLACE, get=SHOWN),
    f"{AT}imports/": Page(Scope.PLACE, get=SHOWN),
    f"{AT}reading/": Page(Scope.PLACE, get=SHOWN),
    f"{AT}find/": Page(Scope.PLACE, get=SHOWN, post=Reply(302)),
    f"{AT}people/": Page(Scope.APPOINTING, get=SHOWN, post=Reply(400, sound=PERSON)),
    f"{AT}accounts/": Page(Scope.APPOINTING, get=SHOWN, post=Reply(400, sound={"act": "reset", "account": "1"})),
    f"{AT}log/": Page(Scope.AUDITING, get=SHOWN, post=TAKEN_AWAY),
    f"{AT}log/export.xlsx": Page(Scope.AUDITING, get=TAKEN_AWAY),
    f"{AT}figures/": Page(Scope.PLACE, get=SHOWN),
    f"{AT}figures/book/": Page(Scope.PLACE, get=SHOWN),
    f"{AT}figures/<str:code>/": Page(Scope.INDICATOR, get=SHOWN),
    REGISTER: Page(Scope.REGISTER, get=SHOWN, post=Reply(302)),
    f"{REGISTER}print/": Page(Scope.REGISTER, get=SHOWN),
    f"{REGISTER}export.xlsx": Page(Scope.REGISTER, needs=Right.EXPORT, get=TAKEN_AWAY),
    f"{REGISTER}sheet.xlsx": Page(Scope.REGISTER, needs=Right.WRITE, imports=True, get=SHOWN),
    f"{REGISTER}sheet.xlsx?rows=1": Page(
        Scope.REGISTER, needs=Right.WRITE, imports=True, get=Reply(200, needs=Right.EXPORT, writes=True)
    ),
    f"{REGISTER}import/": Page(Scope.REGISTER, needs=Right.WRITE, imports=True, get=SHOWN, post=Reply(422)),
    f"{REGISTER}import/<int:pk>/": Page(Scope.UPLOAD, needs=Right.WRITE, imports=True, get=SHOWN, post=Reply(302)),
    f"{REGISTER}imports/<int:pk>/": Page(Scope.IMPORTED, get=SHOWN),
    f"{REGISTER}imports/<int:pk>/undo/": Page(
        Scope.IMPORTED, needs=Right.WRITE, imports=True, get=Reply(302), post=Reply(409)
    ),
    f"{REGISTER}new/": NEW,
    f"{REGISTER}new/unfinished/": Page(Scope.REGISTER, needs=Right.WRITE, post=Reply(204)),
    f"{REGISTER}choices/<slug:field>/": Page(Scope.REGISTER, needs=Right.WRITE, get=Reply(200, takes=Takes.REFERENCE)),
    RECORD: Page(Scope.RECORD, get=SHOWN),
    f"{RECORD}change/": CHANGE,
    f"{RECORD}change/unfinished/": Page(Scope.RECORD, needs=Right.WRITE, post=Reply(204)),
    f"{RECORD}void/": Page(
        Scope.RECORD, needs=Right.WRITE, get=BACK_TO_THE_RECORD, post=Reply(422, handed=True, sound=REASON)
    ),
    f"{RECORD}reveal/<slug:field>/": Page(
        Scope.RECORD, get=BACK_TO_THE_RECORD, post=Reply(422, needs=Right.REVEAL, takes=Takes.SEALED, sound=REASON)
    ),
    f"{RECORD}steps/<slug:step>/": Page(
        Scope.RECORD,
        get=BACK_TO_THE_RECORD,
        post=Reply(422, step=True, handed=True, takes=Takes.PROCESS, sound=DECIDED),
    ),
    # A union is a node of the tree too, so some of its pages are its own.
    f"{UNIONS}tree/": Page(Scope.REGISTER, needs=Right.WRITE, get=SHOWN, post=Reply(422)),
    f"{UNIONS}<int:pk>/": Page(Scope.RECORD, get=SHOWN),
    f"{UNIONS}new/": NEW,
    f"{UNIONS}<int:pk>/change/": CHANGE,
    f"{AT}summaries/": Page(
        Scope.SUMMARIES,
        acts=Right.WRITE,
        get=SHOWN,
        post=Reply(302, sound={"year": "2024"}, posted={"year": "2024"}, writes=True),
    ),
    f"{AT}summaries/outlines/<slug:outline>/": Page(
        Scope.SUMMARIES, needs=Right.WRITE, get=SHOWN, post=Reply(400, sound={"act": "drop"})
    ),
    SUMMARY: Page(Scope.SUMMARY, acts=Right.WRITE, get=SHOWN, post=Reply(400)),
    f"{SUMMARY}word/": Page(Scope.SUMMARY, acts=Right.WRITE, get=Reply(200, needs=Right.EXPORT, writes=True)),
    f"{SUMMARY}files/": Page(Scope.SUMMARY, acts=Right.WRITE, get=SHOWN),
    f"{SUMMARY}files/<slug:kind>/": Page(
        Scope.SUMMARY, acts=Right.WRITE, get=Reply(200, needs=Right.EXPORT, writes=True)
    ),
    f"{SUMMARY}blocks/<int:index>/": Page(
        Scope.SUMMARY,
        acts=Right.WRITE,
        get=Reply(302),
        post=Reply(400, handed=True, sound={"act": "delete"}, posted={"act": "delete"}),
    ),
    f"{SUMMARY}untied/<int:index>/": Page(Scope.SUMMARY, acts=Right.WRITE, get=Reply(302), post=Reply(400)),
    f"{SUMMARY}corrections/": Page(Scope.SUMMARY, acts=Right.WRITE, get=Reply(302), post=Reply(400)),
    # Of a summary that is not signed there is no correction; those of a signed one have a test of their own.
    f"{SUMMARY}corrections/<int:correction>/": Page(Scope.SUMMARY, get=Reply(404), post=Reply(404)),
    f"{SUMMARY}corrections/<int:correction>/word/": Page(Scope.SUMMARY, get=Reply(404)),
    f"{SUMMARY}corrections/<int:correction>/steps/<str:step>/": Page(Scope.SUMMARY, get=Reply(404), post=Reply(404)),
    f"{SUMMARY}refresh/": Page(Scope.SUMMARY, acts=Right.WRITE, get=SHOWN, post=Reply(400)),
    f"{SUMMARY}steps/<str:step>/": Page(Scope.SUMMARY, get=SHOWN, post=Reply(400, step=True)),
    f"{SUMMARY}versions/": Page(
        Scope.SUMMARY,
        acts=Right.WRITE,
        get=SHOWN,
        post=Reply(400, handed=True, sound={"serial": "1"}, posted={"serial": "1"}),
    ),
}
