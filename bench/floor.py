"""The floor under a page of the roster: its rows by SQL, its lines joined to a string, and nothing else.

No framework, no sign-in, no rights, no form: what stands around the lines is taken from our page as it was once drawn.
Personal numbers are opened and masked, as they must be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import connection

from bench.installation import Scratch
from gonghui.engine.fields.listing import PAGE_SIZE
from gonghui.ledgers.members.models import Member

_FEW = 500
_HERE = "m.jurisdiction_id = ? AND {place} IN (SELECT id FROM access_organisation WHERE path LIKE ?)"
_COUNT = "SELECT COUNT(*) FROM members_member m WHERE {here} AND m.voided_on IS NULL {asked}"
_KEPT = "SELECT SUM(m.rows) FROM records_rowcount m WHERE {here} AND m.ledger = 'members' AND NOT m.voided"
_IDS = "SELECT m.id FROM members_member m WHERE {here} AND m.voided_on IS NULL {asked} ORDER BY m.sort_key, m.id"
_ROWS = """
    SELECT m.id, m.number, m.name, m.sex, m.id_number, m.phone, o.name, e.name, m.join_date, m.migrant, m.status
    FROM members_member m
    JOIN access_organisation o ON o.id = m.organisation_id LEFT JOIN employers_employer e ON e.id = m.employer_id
    WHERE m.id IN ({shown}) ORDER BY m.sort_key, m.id
"""
_LINES = re.compile(r"(?<=<tbody>).*(?=</tbody>)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """What narrows the rows, in SQL; `walk`: so many fit that the first lie close together in the rows' order; `once`:
    so few that to find them all tells how many they are.
    """

    sql: str = ""
    values: tuple[str, ...] = ()
    walk: bool = True
    once: bool = False


def page(whole: Scratch, asked: Asked, drawn: str) -> Callable[[], str]:
    """An act that makes the page anew; `drawn` is our page of the same rows."""
    before, after = _LINES.split(drawn)
    values = (whole.town.node.jurisdiction_id, f"{whole.town.node.path}%", *asked.values)
    here = _HERE.format(place="m.organisation_id")
    # "+" keeps the database from the index of places: it walks that of the order.
    first = _HERE.format(place="+m.organisation_id") if asked.walk else here
    count = (_COUNT if asked.sql else _KEPT).format(here=here, asked=asked.sql)
    ids = _IDS.format(here=first, asked=asked.sql)
    address = f"/{whole.town.node.code}/ledgers/members/"

    def act() -> str:
        whole.turn_here()
        connection.ensure_connection()
        run = connection.connection.execute
        every = [key for (key,) in run(f"{ids} LIMIT {_FEW if asked.once else PAGE_SIZE}", values)]
        found, shown = len(every) if asked.once else run(count, values).fetchone()[0], every[:PAGE_SIZE]
        rows = run(_ROWS.format(shown=",".join(map(str, shown))))
        return f"{before}{''.join([_line(address, row) for row in rows])}{after}{found}"

    return act


def _line(address: str, row: tuple[Any, ...]) -> str:
    key, number, name, sex, id_number, phone, place, employer, joined, migrant, status = row
    told = (_SEX[sex], _masked("id_number", id_number), _masked("phone", phone), place, employer or "", str(joined))
    cells = "".join([f"<td>{escape(text)}</td>" for text in (*told, "是" if migrant else "否", _STATUS[status])])
    link = f'<a class="opens" href="{address}{key}/">{escape(name)}</a>'
    return f'<tr><th scope="row">{number}</th><td>{link}</td>{cells}</tr>'


def _masked(name: str, token: str) -> str:
    return str(_SEALED[name].from_db_value(token))


_FIELDS: dict[str, Any] = {field.name: field for field in Member._meta.concrete_fields}
_SEALED = {name: _FIELDS[name] for name in ("id_number", "phone")}
_SEX, _STATUS = (dict(_FIELDS[name].flatchoices) for name in ("sex", "status"))
