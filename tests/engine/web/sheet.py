"""Sheets of apprentices for the tests of importing: filled, sent, confirmed, and what is wrong in them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.test import Client
from tests.factories import make_id_number
from tests.unchanged import nothing_written

HEADS = ["姓名*", "身份证号*", "手机", "住宿", "所属组织", "工坊", "入门日期*", "入门方式", "在学状态", "离开日期"]


def book(*rows: Sequence[Any], heads: Sequence[Any] = HEADS, title: str = "学徒") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def new_row(sequence: int = 1, **changes: Any) -> list[Any]:
    cells = dict.fromkeys(HEADS)
    cells |= {"姓名*": f"王新{sequence}", "身份证号*": make_id_number(sequence), "入门日期*": "2025年3月1日", **changes}
    return list(cells.values())


def upload(client: Client, content: bytes, *, ledger: str = "apprentices", place: str = "T") -> Any:
    file = io.BytesIO(content)
    file.name = "表.xlsx"
    return client.post(f"/{place}/ledgers/{ledger}/import/", {"file": file})


def confirm(client: Client, response: Any, *, ledger: str = "apprentices", place: str = "T") -> Any:
    return client.post(f"/{place}/ledgers/{ledger}/import/{response.context['kept'].pk}/")


def refused(client: Client, content: bytes, said: str, **more: Any) -> str:
    """The file is not taken: the page says so, and nothing is written or kept."""
    with nothing_written():
        response = upload(client, content, **more)
    assert response.status_code == 422
    page = str(response.content.decode())
    assert said in page, re.findall(r"role=.alert.[^<]*<?[^<]*", page)
    return page


def errors(client: Client, content: bytes, **more: Any) -> list[tuple[int, str, str]]:
    """What is wrong: row, column letter, message; nothing is written or kept."""
    with nothing_written():
        response = upload(client, content, **more)
    assert response.status_code == 422
    return [(one.row, one.letter, one.message) for one in response.context["preview"].errors]


def error(client: Client, content: bytes, **more: Any) -> tuple[int, str, str]:
    (only,) = errors(client, content, **more)
    return only


def download(client: Client, address: str) -> Any:
    content = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(made: Any) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def heads_of(sheet: Any) -> dict[str, int]:
    return {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
