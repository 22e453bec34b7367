"""Many rows changed at once: all or none, over the versions that were read, each with its log entry."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.factories import make_apprentice, make_bursary, make_workshop
from tests.engine.toy.workshops import WORKSHOPS
from tests.factories import Town, make_id_number
from tests.unchanged import nothing_written, refused

from gonghui.engine.access.rights import Access, CommandLine, Right
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def change(place: Town, *changes: tuple[Any, dict[str, Any]]) -> list[Any]:
    return door.change_many(APPRENTICES, actor=place.officer, changes=list(changes), why="从Excel导入")


def test_rows_that_differ_are_written_and_logged_one_by_one(place: Town) -> None:
    first, second, third = (make_apprentice(place.officer, place.village, number) for number in (1, 2, 3))
    written = change(
        place, (first, {"name": "赵改名"}), (second, {"name": second.name}), (third, {"phone": "13911112222"})
    )
    assert [row.pk for row in written] == [first.pk, third.pk]
    assert [Apprentice.objects.get(pk=row.pk).version for row in (first, second, third)] == [2, 1, 2]
    again = Apprentice.objects.get(pk=first.pk)
    assert again.sort_key.startswith("zhao")
    entries = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id, verb="change")
    assert {entry.record_id: set(entry.changes) for entry in entries} == {
        first.pk: {"name", "initials", "sort_key"},
        third.pk: {"phone"},
    }
    assert "13911112222" not in str([entry.changes for entry in entries])


def test_one_stale_wrong_or_voided_row_stops_all(place: Town) -> None:
    first, second = (make_apprentice(place.officer, place.village, number) for number in (1, 2))
    old = Apprentice.objects.get(pk=second.pk)
    with refused(ValidationError, "第2条"):
        change(place, (first, {"name": "赵改名"}), (second, {"status": "left"}))
    door.save(APPRENTICES, actor=place.officer, record=second, changes={"name": "钱改名"})
    with refused(Refusal, "第2条：这条记录刚刚被别人改过"):
        change(place, (first, {"name": "赵改名"}), (old, {"name": "孙改名"}))
    voided = door.void(APPRENTICES, actor=place.officer, record=Apprentice.objects.get(pk=second.pk), why="重复")
    with refused(Refusal, "第2条：这条记录已经作废"):
        change(place, (first, {"name": "赵改名"}), (voided, {"name": "孙改名"}))


def test_the_row_that_the_database_refuses_is_named(place: Town) -> None:
    rows = [make_apprentice(place.officer, place.village, number) for number in (1, 2, 3)]
    taken = make_id_number(77)
    make_apprentice(place.officer, place.village, 4, id_number=taken)
    with refused(ValidationError, "第3条：这个身份证号在本市已经是学徒"):
        change(place, (rows[0], {"name": "赵改名"}), (rows[1], {}), (rows[2], {"id_number": taken}))


def test_whoever_may_not_write_there_changes_nothing(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.other_village)
    with refused(NotAllowed):
        door.change_many(APPRENTICES, actor=place.clerk, changes=[(apprentice, {"name": "赵改名"})])


def test_a_change_refers_only_to_what_the_person_sees(place: Town) -> None:
    first, second = (make_apprentice(place.officer, place.village, number) for number in (1, 2))
    here = make_workshop(place.officer, place.village)
    elsewhere = make_workshop(place.stranger, place.neighbour_village)
    with refused(ValidationError, "第2条：所选的工坊已经作废，或者不在你能看到的范围"):
        change(place, (first, {"workshop": here}), (second, {"workshop": elsewhere}))
    assert [row.workshop for row in change(place, (first, {"workshop": here}))] == [here]


def test_a_validation_judges_and_leaves_the_row_alone(place: Town) -> None:
    apprentice, access = make_apprentice(place.officer, place.village), Access(place.officer)
    with nothing_written():
        trial = door.validate(APPRENTICES, access=access, record=apprentice, changes={"name": "赵改名"})
        assert (trial.name, trial.pk) == ("赵改名", apprentice.pk)
        assert apprentice.name != "赵改名"
        with pytest.raises(ValidationError):
            door.validate(APPRENTICES, access=access, record=Apprentice(), changes={"name": "赵新"})
        with pytest.raises(ValueError, match="version"):
            door.validate(APPRENTICES, access=access, record=apprentice, changes={"version": 9})
    case = make_bursary(place.officer, make_workshop(place.officer, place.village))
    with pytest.raises(Refusal, match="只能通过办理流程来改"):
        door.validate(BURSARIES, access=access, record=case, changes={"state": "paid"})


def test_clashes_are_found_with_the_register_and_among_the_rows(place: Town) -> None:
    make_apprentice(place.officer, place.village, 1, id_number=make_id_number(1))
    access = Access(place.officer)

    def trial(sequence: int) -> Apprentice:
        values = {
            "name": "赵新",
            "id_number": make_id_number(sequence),
            "organisation": place.village,
            "join_date": "2025-03-01",
        }
        return door.validate(APPRENTICES, access=access, record=Apprentice(), changes=values)

    rows = [trial(number) for number in (1, 2, 3, 2)]
    with nothing_written():
        assert set(door.clashes(rows, most=9)) == {1, 4}
        assert set(door.clashes(rows, most=1)) == {1}
        assert door.clashes(rows[1:3], most=9) == {}
    assert all(row.pk is None for row in rows)
    assert len(door.create_many(APPRENTICES, actor=place.officer, records=rows[1:3])) == 2


def test_the_command_line_acts_at_its_place_and_below_and_the_log_names_nobody(place: Town) -> None:
    at_hand = CommandLine(place.village)
    access = Access(at_hand)
    assert access.sees(place.village)
    assert access.may(Right.WRITE, APPRENTICES, place.village)
    assert not access.sees(place.town)
    assert not access.may(Right.WRITE, APPRENTICES, place.other_village)
    workshop = make_workshop(place.officer, place.village)
    door.save(WORKSHOPS, actor=at_hand, record=workshop, changes={"staff": 60})
    entry = LogEntry.objects.filter(jurisdiction_id=place.town.jurisdiction_id).latest("sequence")
    assert (entry.verb, entry.actor, entry.actor_kind) == ("change", None, "command")
    elsewhere = make_workshop(place.officer, place.other_village)
    with refused(NotAllowed):
        door.save(WORKSHOPS, actor=at_hand, record=elsewhere, changes={"staff": 60})
