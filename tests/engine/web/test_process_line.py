"""The process line of a case that skipped steps of it, went back, or came to another end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.engine.toy.catalogue import CATALOGUE
from tests.engine.toy.factories import make_repair
from tests.engine.toy.repairs import REPAIRING, REPAIRS
from tests.factories import Town

from gonghui.engine.process.steps import Taking, take, trail
from gonghui.engine.web.line import line

DAY = date(2025, 6, 12)


def after(place: Town, *keys: str) -> list[tuple[str, str]]:
    """The line of a repair that took the steps: each stop's title and look."""
    record = make_repair(place.officer, place.town)
    for key in keys:
        values = {"price": Decimal(90)} if key == "quote" else {}
        record = take(REPAIRS, key, actor=place.officer, record=record, taking=Taking(DAY, values, "说明"))
    return [(stop.title, stop.look) for stop in line(REPAIRING, record, trail(REPAIRS, record), CATALOGUE)]


def test_a_step_that_skips_some_covers_the_line_up_to_its_end(place: Town) -> None:
    assert after(place, "enter_finished") == [("补录已修好的", "done"), ("交还", "now")]
    ordered = [("答复", "done"), ("直接下单", "done"), ("送修", "now"), ("修好", "next"), ("交还", "next")]
    assert after(place, "answer", "order_directly") == ordered


def test_a_step_that_leads_back_undoes_what_came_after(place: Town) -> None:
    stops = after(place, "answer", "quote", "fail", "resume")
    assert stops[:3] == [("答复", "done"), ("报价", "now"), ("下单", "next")]


@pytest.mark.parametrize(
    ("keys", "stops"),
    [
        (["hand_on"], [("转交", "now")]),
        (
            ["order_directly", "deliver", "wait"],
            [("直接下单", "done"), ("送修", "done"), ("等配件", "now"), ("修好", "next"), ("交还", "next")],
        ),
        (
            ["answer", "quote", "order", "deliver", "wait", "finish"],
            [*((title, "done") for title in ("答复", "报价", "下单", "送修", "修好")), ("交还", "now")],
        ),
        (
            ["answer", "change_hands"],
            [("答复", "done"), ("报价", "now"), *((title, "next") for title in ("下单", "送修", "修好", "交还"))],
        ),
        (
            ["enter_finished", "hand_back", "follow_up"],
            [("补录已修好的", "done"), ("交还", "done"), ("回访", "now")],
        ),
    ],
    ids=lambda value: value[-1] if isinstance(value[-1], str) else "",
)
def test_another_end_promises_no_further_steps(place: Town, keys: list[str], stops: list[tuple[str, str]]) -> None:
    assert after(place, *keys) == stops
