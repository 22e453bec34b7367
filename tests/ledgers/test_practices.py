"""Practices: typed once, in words for papers, with nobody's number in them; told by whom they are for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories import Town, make_id_number
from tests.registers.practices import make_practice
from tests.unchanged import faults, refused

from gonghui.engine.declare import FigureQuery, Indicator
from gonghui.engine.figures.compute import rows
from gonghui.engine.figures.facts import format_fact
from gonghui.engine.records import door
from gonghui.ledgers.practices.ledger import PRACTICES
from gonghui.ledgers.practices.sources import SOURCES
from gonghui.plain.periods import Period

AS_OF = date(2025, 11, 30)


def source(topic: str) -> Indicator:
    return next(one for one in SOURCES if one.code == f"practices.{topic}")


def told(place: Town, field: str, *, at: str = "town", topic: str = "bargaining") -> str | None:
    query = FigureQuery(getattr(place, at), Period.year(2025), AS_OF)
    return format_fact(source(topic), query, field, "sentences")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": f"帮助职工（{make_id_number(7)}）讨回工资"}, {"text": "内容里写了身份证号"}),
        ({"text": "联系电话13812345678，随时可打"}, {"text": "内容里写了手机号码"}),
        ({"title": "13812345678来电"}, {"title": "标题里写了手机号码"}),
        ({"text": "谈" * 401}, {"text": "内容有401个字，最多400个字"}),
        ({"text": "谈成{agreements.employers}"}, {"text": "内容里不能有花括号"}),
        ({"text": ""}, {"text": ""}),
        ({"happened_on": date(2026, 1, 5)}, {"happened_on": "2026年1月5日还没有到"}),
    ],
    ids=["id", "phone", "title", "long", "braces", "empty", "future"],
)
def test_what_is_no_text_for_a_paper_is_refused(place: Town, values: dict[str, Any], said: dict[str, str]) -> None:
    with faults(**said):
        make_practice(place.officer, place.town, **values)


def test_long_numbers_that_are_nobodys_are_let_in(place: Town) -> None:
    row = make_practice(place.officer, place.town, text="追回工资1381234567.80元，编号2025138123456789012")
    assert row.text.startswith("追回")


def test_the_same_title_on_a_day_is_entered_once(place: Town) -> None:
    row = make_practice(place.officer, place.town)
    with refused(ValidationError, "已经登记过同一天的同名事项"):
        make_practice(place.officer, place.town)
    door.void(PRACTICES, actor=place.officer, record=row, why="录错")
    make_practice(place.officer, place.town)


def test_methods_effects_and_cases_are_told_each_by_themselves(place: Town) -> None:
    make_practice(place.officer, place.town, 1, text="上门讲清程序。")
    make_practice(place.officer, place.town, 2, text="编好清单")
    make_practice(place.officer, place.town, 3, kind="effect", text="谈得更顺；")
    make_practice(place.officer, place.town, 4, kind="case", text="某厂三天谈成")
    assert told(place, "method") == "上门讲清程序。编好清单"
    assert told(place, "effect") == "谈得更顺"
    assert told(place, "case") == "某厂三天谈成"


def test_only_this_years_of_the_topic_that_are_meant_for_papers_are_told(place: Town) -> None:
    make_practice(place.officer, place.town, 1, happened_on=date(2024, 6, 3))
    make_practice(place.officer, place.town, 2, happened_on=date(2025, 12, 1))
    make_practice(place.officer, place.town, 3, topic="petitions")
    make_practice(place.officer, place.town, 4, reach="none")
    wrong = make_practice(place.officer, place.town, 5)
    door.void(PRACTICES, actor=place.officer, record=wrong, why="录错")
    assert told(place, "method") is None
    make_practice(place.officer, place.town, 6, text="只此一条")
    assert told(place, "method") == "只此一条"
    asked = FigureQuery(place.town, Period.year(2025), AS_OF)
    assert [row.title for row in rows(source("bargaining"), asked)] == ["第6条做法"]


def test_a_town_tells_a_villages_only_where_it_is_offered_to_it(place: Town) -> None:
    make_practice(place.officer, place.village, 1, text="村里自己的做法")
    assert told(place, "method") is None
    assert told(place, "method", at="village") == "村里自己的做法"
    make_practice(place.clerk, place.village, 2, text="可供镇里用的做法", reach="upper")
    assert told(place, "method") == "可供镇里用的做法"


def test_a_paper_tells_five_of_a_kind_at_most(place: Town) -> None:
    for sequence in range(1, 8):
        make_practice(place.officer, place.town, sequence, text=f"第{sequence}条")
    assert told(place, "method") == "第1条。第2条。第3条。第4条。第5条"
