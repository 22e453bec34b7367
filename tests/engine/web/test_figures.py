"""The page of figures and a figure opened: found by words, told with separators, its parts add up to the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.factories import make_apprentice, make_payment, make_workshop
from tests.engine.toy.payments import RECEIVED
from tests.factories import Town

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import Figure
from gonghui.engine.web.figure_pages import FigureShown, grouped_parts
from gonghui.plain.periods import Period

FIGURES = "/T/figures/"


def names(answer: Any) -> set[str]:
    return {shown.figure.indicator.name for area in answer.context["groups"] for shown in area.figures}


@pytest.mark.parametrize("sought", ["收到租金", "租金 收到", "sdzj", "SDZJ"])
def test_a_figure_is_found_by_name_and_initials(place: Town, officer: Client, sought: str) -> None:
    assert names(officer.get(FIGURES, {"q": sought})) == {"收到租金"}


def test_a_figure_is_found_by_its_basis_and_what_is_not_found_says_so(place: Town, officer: Client) -> None:
    assert "月均租金" in names(officer.get(FIGURES, {"q": "除以整月的个数"}))
    text = officer.get(FIGURES, {"q": "没有这个", "year": "2024"}).content.decode()
    assert "没有找到“没有这个”" in text
    assert 'href="?from=2024-01-01&amp;to=2024-12-31' in text


def test_the_page_leads_to_each_area_and_names_every_register_beside(place: Town, officer: Client) -> None:
    text = officer.get(FIGURES).content.decode()
    for area in officer.get(FIGURES).context["groups"]:
        assert f'href="#area-{area.key}"' in text
        assert f'id="area-{area.key}"' in text
    assert text.count("<summary></summary>") == 0


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ({"year": "2025", "part": "half-1"}, "2025-01-01", "2025-06-30"),
        ({"year": "2025", "part": "quarter-3"}, "2025-07-01", "2025-09-30"),
        ({"year": "2025", "part": "statistical-year"}, "2024-10-01", "2025-09-30"),
        ({"year": "2025", "part": "month-2"}, "2025-02-01", "2025-02-28"),
        ({"year": "2025", "month": "2"}, "2025-02-01", "2025-02-28"),
        ({"year": "2025"}, "2025-01-01", "2025-12-31"),
    ],
)
def test_a_part_of_a_year_is_chosen_and_stays_chosen(
    place: Town, officer: Client, asked: dict[str, str], start: str, end: str
) -> None:
    choice = officer.get(FIGURES, asked).context["choice"]
    assert (str(choice.period.start), str(choice.period.end)) == (start, end)
    assert choice.typed["year"] == "2025"
    assert choice.typed["part"] == asked.get("part", "month-2" if "month" in asked else "year")


def test_a_part_that_there_is_not_is_refused(place: Town, officer: Client) -> None:
    answer = officer.get(FIGURES, {"year": "2025", "part": "quarter-5"})
    assert answer.status_code == 400
    assert answer.context["choice"].errors == {"part": "时段认不出来，请从列表里选。"}


def test_the_place_itself_and_the_places_below_add_up_to_the_whole(place: Town, officer: Client) -> None:
    make_apprentice(place.officer, place.town, 1, join_date=date(2025, 3, 1))
    for sequence in (2, 3):
        make_apprentice(place.officer, place.village, sequence, join_date=date(2025, 3, 1))
    code = next(
        shown.figure.indicator.code
        for area in officer.get(FIGURES).context["groups"]
        for shown in area.figures
        if shown.figure.indicator.ledger.key == "apprentices" and shown.figure.records == 3
    )
    page = officer.get(f"/T/figures/{code}/?year=2025")
    assert [(str(part.place or "本级"), part.records) for part in page.context["below"]] == [
        ("本级", 1),
        (place.village.name, 2),
    ]
    text = page.content.decode()
    assert f"<code>{code}</code>" in text
    assert text.index("<h1>") < text.index(code + "</code>")


def test_a_village_without_places_below_has_no_such_table(place: Town, officer: Client) -> None:
    make_payment(place.officer, make_workshop(place.officer, place.village))
    assert not officer.get("/V1/figures/payments.received/?year=2025").context["below"]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("5217", "人", ("5,217", "人")),
        ("13173123.5", "元", ("1,317.31", "万元")),
        ("-4500.5", "元", ("-4,500.5", "元")),
        ("0.5", "%", ("0.5", "%")),
        ("-0.5", "%", ("-0.5", "%")),
    ],
)
def test_numbers_on_pages_have_separators(value: str, unit: str, told: tuple[str, str]) -> None:
    assert grouped_parts(Decimal(value), unit) == told


def test_a_rate_changes_by_percentage_points(place: Town) -> None:
    rate = replace(RECEIVED, unit="%")
    query = FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))
    shown = FigureShown(Figure(rate, query, Decimal("81.5"), 9), Figure(rate, query, Decimal(80), 8), "")
    assert shown.change == "+1.5个百分点"
    assert FigureShown(shown.before, shown.figure, "").change == "-1.5个百分点"
