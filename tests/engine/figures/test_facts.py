"""What the rows of a figure tell besides a number: days, names, titles and points, and nothing that contradicts it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import IN_A_GUILD
from tests.factories import Town

from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.facts import NAMES, POINTS, TITLES, format_fact
from gonghui.plain import occasions
from gonghui.plain.periods import Period


@pytest.fixture
def asked(place: Town) -> FigureQuery:
    return FigureQuery(place.town, Period.year(2025), date(2025, 12, 12))


def tell(asked: FigureQuery, field: str, form: str) -> str | None:
    return format_fact(IN_A_GUILD, asked, field, form)


def enter(place: Town, *values: dict[str, object]) -> None:
    """Workshops with these values."""
    for sequence, each in enumerate(values, start=1):
        make_workshop(place.officer, place.village, sequence, **each)


def test_days_are_told_of_the_rows_counted_alone(place: Town, asked: FigureQuery) -> None:
    enter(
        place,
        {"founded_on": date(2025, 9, 27)},
        {"founded_on": date(2025, 6, 3)},
        {"founded_on": None, "has_guild": False},
    )
    make_workshop(place.stranger, place.neighbour_village, 9, founded_on=date(2025, 1, 1))
    assert tell(asked, "founded_on", occasions.DAY) == "6月3日和9月27日"
    assert tell(asked, "founded_on", occasions.ONE_DAY) is None


def test_names_stand_in_the_order_of_entry(place: Town, asked: FigureQuery) -> None:
    enter(place, {"name": "永丰五金厂"}, {"name": "安顺木器社"})
    assert tell(asked, "name", NAMES) == "永丰五金厂、安顺木器社"


@pytest.mark.parametrize("form", [NAMES, TITLES])
def test_names_are_told_only_where_there_are_as_many_as_the_figure_says(
    place: Town, asked: FigureQuery, form: str
) -> None:
    enter(place, {"head": "陈玉兰"}, {"head": "陈玉兰"}, {"head": ""})
    assert tell(asked, "head", form) is None


def test_titles_bear_one_pair_of_marks(place: Town, asked: FigureQuery) -> None:
    enter(place, {"head": "安全手册"}, {"head": "《学徒守则》"})
    assert tell(asked, "head", TITLES) == "《安全手册》、《学徒守则》"


def test_points_are_numbered_where_there_are_several_and_each_is_told_once(place: Town, asked: FigureQuery) -> None:
    enter(place, {"head": "人手不足。"})
    assert tell(asked, "head", POINTS) == "人手不足"
    for sequence, head in ((2, "机床老旧；"), (3, "人手不足。"), (4, "")):
        make_workshop(place.officer, place.village, sequence, head=head)
    assert tell(asked, "head", POINTS) == "一是人手不足；二是机床老旧"


def test_a_choice_is_told_by_its_title(place: Town, asked: FigureQuery) -> None:
    enter(place, {"staff": 57})
    assert tell(asked, "size", NAMES) == "小型"


@pytest.mark.parametrize(("field", "form"), [("founded_on", occasions.MONTH), ("name", NAMES), ("head", POINTS)])
def test_of_no_rows_nothing_is_told(asked: FigureQuery, field: str, form: str) -> None:
    assert tell(asked, field, form) is None


def test_an_unknown_form_or_field_is_a_mistake_of_the_caller(asked: FigureQuery) -> None:
    with pytest.raises(ValueError, match="yearly"):
        tell(asked, "founded_on", "yearly")
    with pytest.raises(LookupError, match="nothing"):
        tell(asked, "nothing", NAMES)
