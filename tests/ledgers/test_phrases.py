"""Phrases: one clause of each kind, word for word, the latest of the union itself or of the nearest above."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town
from tests.registers.phrases import make_phrase

from gonghui.engine.access.models import Organisation
from gonghui.engine.records import door
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.phrases.models import Phrase
from gonghui.ledgers.phrases.queries import phrase_in_force


@pytest.mark.parametrize(
    ("kind", "text", "clause"),
    [
        ("guiding", "某某思想", "以某某思想为指导"),
        ("guiding", "以某某思想为指导，", "以某某思想为指导"),
        ("guiding", "某某思想为指导", "以某某思想为指导"),
        ("spirit", "某次全会精神", "认真贯彻某次全会精神"),
        ("spirit", "深入学习某次全会精神", "深入学习某次全会精神"),
        ("leadership", "市总工会和镇党委的领导下", "在市总工会和镇党委的领导下"),
        ("leadership", "在市总工会的正确领导下", "在市总工会的正确领导下"),
        ("theme", "服务职工", "坚持服务职工"),
        ("theme", "围绕中心、服务大局。", "围绕中心、服务大局"),
        ("goal", "职工满意", "努力实现职工满意"),
    ],
)
def test_a_phrase_is_a_clause_whether_or_not_it_was_typed_as_one(kind: str, text: str, clause: str) -> None:
    assert Phrase(kind=kind, text=text).clause == clause


def found(place: Organisation, day: date = date(2025, 12, 12), kind: str = "theme") -> str | None:
    phrase = phrase_in_force(place, kind, day)
    return phrase.text if phrase else None


def test_the_latest_in_force_on_the_day_is_taken(place: Town) -> None:
    make_phrase(place.officer, place.town, 1, text="旧的", issued_on=date(2024, 2, 1), ended_on=date(2025, 2, 9))
    make_phrase(place.officer, place.town, 2, text="今年的", issued_on=date(2025, 2, 10))
    make_phrase(place.officer, place.town, 3, text="年底的", issued_on=date(2025, 12, 5))
    make_phrase(place.officer, place.town, 4, text="另一类", kind="goal", issued_on=date(2025, 12, 6))
    wrong = make_phrase(place.officer, place.town, 5, text="录错的", issued_on=date(2025, 12, 7))
    door.void(PHRASES, actor=place.officer, record=wrong, why="与原文不符")
    assert found(place.town) == "年底的"
    assert found(place.town, date(2025, 11, 30)) == "今年的"
    assert found(place.town, date(2025, 2, 9)) is None
    assert found(place.town, date(2025, 2, 8)) == "旧的"


def test_a_village_opens_with_its_towns_phrase_and_no_town_with_its_neighbours(place: Town) -> None:
    make_phrase(place.officer, place.town, text="镇里的")
    assert found(place.village) == "镇里的"
    assert found(place.city) is None
    assert found(place.neighbour) is None
