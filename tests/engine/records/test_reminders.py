"""What a record may lack: read alike of a row in memory and by the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import F, Q
from tests.engine.toy.factories import make_workshop
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town

from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import lacks, looks_odd
from gonghui.engine.records import door
from gonghui.engine.records.reminders import holds, reminded, reminders_of

CONDITIONS = {
    "empty day": Q(founded_on__isnull=True),
    "empty day, plainly": Q(founded_on=None),
    "empty text": Q(head=""),
    "one column over another": Q(masters__gt=F("staff")),
    "at most": Q(staff__lte=57),
    "an empty day is before nothing": Q(founded_on__lt=date(2020, 1, 1)),
    "among": Q(size__in=["large"]),
    "both": Q(has_guild=True) & Q(staff__gte=100),
    "either": Q(has_guild=False) | Q(staff__gte=100),
    "either within both": Q(has_guild=False) & (Q(head="") | Q(staff__gte=100)),
    "a place": Q(guild_at__isnull=True),
}


@pytest.fixture
def workshops(place: Town) -> list[Workshop]:
    def made(sequence: int, **changes: object) -> Workshop:
        return make_workshop(place.officer, place.village, sequence, **changes)

    return [
        made(1),
        made(2, masters=58),
        made(3, staff=230, head="何人"),
        made(4, staff=230),
        made(5, has_guild=False, founded_on=None, guild_at=None),
        made(6, founded_on=date(2024, 5, 8), guild_at=place.village),
    ]


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_row_in_memory_is_judged_as_the_database_judges_it(
    place: Town, workshops: list[Workshop], condition: Q
) -> None:
    found = set(at_place(Workshop.objects.all(), place.town).filter(condition).values_list("pk", flat=True))
    assert {row.pk for row in workshops if holds(condition, row)} == found
    assert 0 < len(found) < len(workshops)


def test_what_a_record_lacks_is_told_and_found(place: Town, workshops: list[Workshop]) -> None:
    asked = {row.name[-5:]: [one.title for one in reminders_of(WORKSHOPS, row)] for row in workshops}
    assert [name for name, titles in asked.items() if titles] == [workshops[1].name[-5:], workshops[3].name[-5:]]
    assert asked[workshops[1].name[-5:]] == ["师傅多于工人"]
    assert asked[workshops[3].name[-5:]] == ["缺坊主"]
    rows = at_place(Workshop.objects.all(), place.town)
    assert set(rows.filter(reminded(WORKSHOPS))) == {workshops[1], workshops[3]}
    assert set(rows.filter(reminded(WORKSHOPS, "lacks_head"))) == {workshops[3]}


def test_nothing_is_asked_of_a_voided_row(place: Town, workshops: list[Workshop]) -> None:
    gone = door.void(WORKSHOPS, actor=place.officer, record=workshops[3], why="误登记")
    assert reminders_of(WORKSHOPS, gone) == []
    assert gone not in at_place(Workshop.objects.all(), place.town).filter(reminded(WORKSHOPS))


def test_a_register_without_reminders_asks_for_nothing(place: Town, workshops: list[Workshop]) -> None:
    assert not at_place(Workshop.objects.all(), place.town).filter(reminded(replace(WORKSHOPS, reminders=())))


def test_the_phone_that_nothing_indexes_cannot_be_missed() -> None:
    with pytest.raises(StopIteration):
        lacks(Workshop, "phone")


def test_what_only_a_database_can_judge_is_refused() -> None:
    for condition in (~Q(head=""), Q(name__icontains="厂")):
        odd = looks_odd("odd", "怪", "name", "请核对。", condition)
        with pytest.raises(ValueError, match="reminder"):
            holds(odd.where(date(2025, 1, 1)), Workshop(name="一厂"))
