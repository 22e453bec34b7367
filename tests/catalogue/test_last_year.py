"""A new office brings in last year's records by the registers' own sheets, and its figures compare with them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.factories import Town, make_credit_code, make_id_number

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.engine.web.figure_pages import year_before
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE


@pytest.fixture
def officer(place: Town, client: Client) -> Client:
    client.force_login(place.officer)
    return client


def bring(officer: Client, key: str, row: dict[str, Any]) -> None:
    """Fill the register's blank sheet with one row and confirm it."""
    blank = officer.get(f"/T/ledgers/{key}/sheet.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(blank.streaming_content)))  # type: ignore[attr-defined]
    sheet: Any = book.worksheets[0]
    heads = {str(cell.value).rstrip("*").partition("（")[0]: cell.column for cell in sheet[1]}
    for title, value in row.items():
        sheet.cell(row=2, column=heads[title], value=value)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "去年.xlsx"
    answer = officer.post(f"/T/ledgers/{key}/import/", {"file": file})
    preview = answer.context["preview"]
    assert not preview.errors, [(one.title, one.message) for one in preview.errors]
    assert officer.post(f"/T/ledgers/{key}/import/{answer.context['kept'].pk}/").status_code == 302


def last_and_this(code: str, place: Town) -> tuple[Decimal, Decimal]:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    this = FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))
    return compute(indicator, year_before(this)).value, compute(indicator, this).value


def test_last_years_members_and_money_stand_beside_this_years(place: Town, officer: Client) -> None:
    employer = {
        "单位名称": "青石五金厂",
        "统一社会信用代码": make_credit_code(5),
        "所属组织": "上河村工会联合会",
        "职工数": 20,
    }
    bring(officer, "employers", employer)
    person = {"姓名": "赵春华", "身份证号": make_id_number(1), "单位": "青石五金厂", "所属组织": "上河村工会联合会"}
    bring(officer, "members", {**person, "入会日期": date(2024, 3, 1)})
    for day, amount in ((date(2024, 5, 8), 800), (date(2025, 5, 9), 900)):
        money = {"缴费单位": "青石五金厂", "所属期": f"{day:%Y-%m}", "入库日期": day, "金额": amount}
        bring(officer, "contributions", money)
    assert last_and_this("contributions.received", place) == (Decimal("800.00"), Decimal("900.00"))
    assert last_and_this("members.joined", place) == (Decimal(1), Decimal(0))
