"""The door: what it writes, what it refuses, and that a refusal leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES, Bursary, State
from tests.engine.toy.factories import make_apprentice, make_bursary, make_payment, make_workshop
from tests.engine.toy.payments import PAYMENTS, Payment
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town, make_account, make_credit_code, make_id_number
from tests.unchanged import faults, nothing_written, refused

from gonghui.engine.access.models import Organisation, create_organisation
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.records import door, rules
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role


@pytest.fixture
def workshop(place: Town) -> Workshop:
    return make_workshop(place.officer, place.village)


def last_entry() -> LogEntry:
    return LogEntry.objects.order_by("sequence").latest("sequence")


def in_another_city(place: Town) -> Organisation:
    """A village of another city of the province."""
    city = create_organisation(code="C2", name="远山市总工会", level=Level.CITY, parent=place.city.parent)
    town = create_organisation(code="Y", name="远山镇总工会", level=Level.TOWN, parent=city)
    return create_organisation(code="Y1", name="远山村工会联合会", level=Level.VILLAGE, parent=town)


# Creating and changing


def test_a_new_row_has_its_place_number_version_and_log_entry(place: Town, workshop: Workshop) -> None:
    found = Workshop.objects.get(pk=workshop.pk)
    assert (found.organisation, found.jurisdiction_id) == (place.village, place.city.pk)
    assert (found.number, found.numbered_by, found.version) == ("2025-GF-001", place.town.pk, 1)
    assert found.initials == "shd1wjc"
    entry = last_entry()
    assert (entry.verb, entry.ledger, entry.record_id, entry.actor) == ("create", "workshops", found.pk, place.officer)
    assert entry.changes["staff"] == [None, "57"]
    assert all(after not in (None, "") for _before, after in entry.changes.values())
    assert not {"number", "version", "jurisdiction_id", "id"} & entry.changes.keys()


def test_a_change_logs_what_was_there_and_raises_the_version(place: Town, workshop: Workshop) -> None:
    saved = door.save(WORKSHOPS, actor=place.clerk, record=workshop, changes={"staff": 60, "women": 21}, why="年报")
    assert (saved.staff, saved.version, saved.number) == (60, 2, workshop.number)
    entry = last_entry()
    assert (entry.verb, entry.why, entry.changes) == ("change", "年报", {"staff": ["57", "60"]})
    assert workshop.staff == 57


@pytest.mark.parametrize(
    "same", [{}, {"staff": 57}, {"staff": "57", "phone": None}, {"name": "上河第1五金厂", "head": None}]
)
def test_a_save_that_changes_nothing_writes_nothing(place: Town, same: dict[str, Any]) -> None:
    workshop = make_workshop(place.officer, place.village, phone="")
    with nothing_written():
        saved = door.save(WORKSHOPS, actor=place.officer, record=workshop, changes=same)
    assert saved.version == 1


def test_a_sealed_value_typed_again_is_no_change(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, 4)
    with nothing_written():
        door.save(
            APPRENTICES, actor=place.officer, record=apprentice, changes={"id_number": apprentice.id_number.reveal()}
        )


# Who and where


@pytest.mark.parametrize("person", ["chair", "other_clerk", "reviewer", "stranger", "nobody"])
def test_who_has_no_right_to_write_there_writes_nothing(place: Town, workshop: Workshop, person: str) -> None:
    actor = getattr(place, person)
    with refused(NotAllowed, "你的岗位不能在上河村工会联合会登记或修改工坊"):
        make_workshop(actor, place.village, 2)
    with refused(NotAllowed, "你的岗位不能"):
        door.save(WORKSHOPS, actor=actor, record=workshop, changes={"staff": 99})
    with refused(NotAllowed, "你的岗位不能"):
        door.void(WORKSHOPS, actor=actor, record=workshop, why="试试")


def test_a_clerk_enters_only_the_registers_that_villages_enter(place: Town, workshop: Workshop) -> None:
    make_bursary(place.clerk, workshop)
    with refused(NotAllowed):
        make_payment(place.clerk, workshop)


def test_a_row_moves_only_between_places_where_the_person_may_write(place: Town, workshop: Workshop) -> None:
    with refused(NotAllowed, "下河村"):
        door.save(WORKSHOPS, actor=place.clerk, record=workshop, changes={"organisation": place.other_village})
    with refused(NotAllowed, "上河村"):
        door.save(WORKSHOPS, actor=place.other_clerk, record=workshop, changes={"organisation": place.other_village})
    with refused(NotAllowed, "沙洲村"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"organisation": place.neighbour_village})
    moved = door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"organisation": place.other_village})
    assert (moved.organisation, moved.number) == (place.other_village, workshop.number)
    assert last_entry().changes == {"organisation": [str(place.village.pk), str(place.other_village.pk)]}


def test_a_row_does_not_move_to_another_jurisdiction(place: Town, workshop: Workshop) -> None:
    far = in_another_city(place)
    province = make_account("黄文博", (place.city.parent, Role.OFFICER))  # type: ignore[arg-type]
    with refused(Refusal, "不能把记录移到另一个辖区"):
        door.save(WORKSHOPS, actor=province, record=workshop, changes={"organisation": far})


@pytest.mark.parametrize("where", ["city", "primary"])
def test_a_register_stands_only_at_its_levels(place: Town, where: str) -> None:
    at = place.city
    if where == "primary":
        at = create_organisation(code="U1", name="厂工会", level=Level.PRIMARY, parent=place.village)
    actor = make_account("黄文博", (place.city, Role.OFFICER))
    with faults(organisation=f"工坊不能登记在{at}这一级"):
        make_workshop(actor, at)


def test_a_row_without_a_place_says_which_field_would_tell_it(place: Town) -> None:
    with faults(organisation="请选择所属组织"):
        door.save(WORKSHOPS, actor=place.officer, record=Workshop(), changes={"name": "某厂", "uscc": "9", "staff": 1})
    with refused(ValidationError, "workshop") as caught:
        door.save(PAYMENTS, actor=place.officer, record=Payment(), changes={"amount": 1})
    assert "organisation" not in caught.value.message_dict


def test_what_follows_an_workshop_lies_where_it_lies(place: Town, workshop: Workshop) -> None:
    far = make_workshop(place.stranger, place.neighbour_village)
    assert make_payment(place.officer, workshop).organisation == place.village
    with refused(NotAllowed, "沙洲村"):
        make_payment(place.officer, far)


# References


def test_a_reference_to_what_the_person_does_not_see_is_as_if_it_were_not_there(
    place: Town, workshop: Workshop
) -> None:
    far = make_workshop(place.stranger, place.neighbour_village)
    with faults(workshop="所选的工坊已经作废，或者不在你能看到的范围"):
        make_apprentice(place.officer, place.village, workshop=far)
    with faults(workshop="所选的工坊"):
        make_apprentice(place.other_clerk, place.other_village, workshop=workshop)
    with faults(guild_at="所选的行会"):
        make_workshop(place.officer, place.village, 3, guild_at=place.neighbour_village)
    apprentice = make_apprentice(place.officer, place.village, workshop=workshop)
    with faults(workshop="所选的工坊"):
        door.save(APPRENTICES, actor=place.officer, record=apprentice, changes={"workshop": far})


def test_a_reference_that_stands_is_not_asked_again(place: Town) -> None:
    """A clerk may correct a apprentice whose workshop lies in another village of the town."""
    there = make_workshop(place.officer, place.other_village)
    apprentice = make_apprentice(place.officer, place.village, workshop=there)
    assert door.save(APPRENTICES, actor=place.clerk, record=apprentice, changes={"boards": True}).version == 2


def test_a_reference_to_a_voided_row_is_refused(place: Town, workshop: Workshop) -> None:
    kept = make_payment(place.officer, workshop)
    door.void(WORKSHOPS, actor=place.officer, record=workshop, why="重复登记")
    workshop.refresh_from_db()
    with faults(workshop="所选的缴款工坊已经作废"):
        make_payment(place.officer, workshop, 2)
    assert door.save(PAYMENTS, actor=place.officer, record=kept, changes={"voucher": "新票号"}).version == 2


def test_a_reference_to_another_jurisdiction_is_refused_on_every_database(place: Town, workshop: Workshop) -> None:
    far = in_another_city(place)
    province = make_account("黄文博", (place.city.parent, Role.OFFICER))  # type: ignore[arg-type]
    other = make_workshop(province, far)
    apprentice = make_apprentice(place.officer, place.village, workshop=workshop)
    case = make_bursary(place.officer, workshop)
    with faults(workshop="所选的工坊"):
        door.save(APPRENTICES, actor=province, record=apprentice, changes={"workshop": other})
    with faults(workshop="所选的工坊"):
        make_apprentice(province, place.village, 2, workshop=other)
    for reference in ({"workshop_id": other.pk}, {"workshop_id": 10**9}):
        with refused(ValidationError, "重新选择"):
            door.save(APPRENTICES, actor=province, record=apprentice, changes=reference)
        with refused(ValidationError, "重新选择"):
            door.save(BURSARIES, actor=province, record=case, changes=reference)


# Rules


def test_every_fault_is_told_beside_its_field_and_in_chinese(place: Town) -> None:
    with faults(
        name="",
        uscc="统一社会信用代码的校验码不对",
        women="女工不能多于工人数（57人）",
        phone="电话认不出来",
        founded_on="2026年1月1日还没有到（今天是2025年12月12日）",
    ):
        make_workshop(
            place.officer,
            place.village,
            name="",
            uscc=make_credit_code(1)[:17] + ("0" if make_credit_code(1)[17] != "0" else "1"),
            women=58,
            phone="12",
            founded_on=date(2026, 1, 1),
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "name"),
        ({"staff": "五十七"}, "staff"),
        ({"staff": -1, "women": 0, "masters": 0}, "staff"),
        ({"staff": None}, "staff"),
        ({"founded_on": "2025-13-40"}, "founded_on"),
        ({"uscc": None}, "uscc"),
        ({"has_guild": None}, "has_guild"),
        ({"name": "厂" * 101}, "name"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_values_of_any_kind_are_refused_and_never_crash(place: Town, changes: dict[str, Any], field: str) -> None:
    workshop = make_workshop(place.officer, place.village)
    with refused(ValidationError) as caught:
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes=changes)
    assert field in caught.value.message_dict
    assert len(caught.value.message_dict[field]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"period": None, "paid_date": "什么时候", "amount": "一千"},
        {"rate": "百分之二", "base": "x"},
        {"amount": float("nan")},
    ],
    ids=str,
)
def test_money_and_days_that_cannot_be_read_are_refused(
    place: Town, workshop: Workshop, changes: dict[str, Any]
) -> None:
    payment = make_payment(place.officer, workshop)
    with refused(ValidationError) as caught:
        door.save(PAYMENTS, actor=place.officer, record=payment, changes=changes)
    assert caught.value.message_dict.keys() == changes.keys()


def test_a_wrong_id_number_is_told_once_and_not_as_what_follows_from_it(place: Town) -> None:
    with faults(id_number="身份证号应为18位"):
        make_apprentice(place.officer, place.village, id_number="1101011990030700")
    with faults(id_number=""):
        make_apprentice(place.officer, place.village, id_number="")


def test_sex_birth_and_pinyin_follow_from_the_facts_and_cannot_be_set_beside_them(place: Town) -> None:
    number = make_id_number(2, date(1990, 3, 7))
    apprentice = make_apprentice(
        place.officer, place.village, name="单雄", id_number=number, sex="male", birth_date=date(1950, 1, 1)
    )
    assert (apprentice.sex, apprentice.birth_date) == ("female", date(1990, 3, 7))
    assert (apprentice.initials, apprentice.sort_key) == ("sx", "shan xiong")
    changed = door.save(
        APPRENTICES, actor=place.officer, record=apprentice, changes={"id_number": make_id_number(3, date(1991, 4, 8))}
    )
    assert (changed.sex, changed.birth_date) == ("male", date(1991, 4, 8))
    assert {"sex", "birth_date", "id_number"} <= last_entry().changes.keys()


@pytest.mark.parametrize("name", ["id", "jurisdiction_id", "number", "numbered_by", "version", "created_at"])
def test_nobody_sets_what_the_door_keeps(place: Town, workshop: Workshop, name: str) -> None:
    with refused(ValueError, f"{name} .*cannot be written"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={name: 7})


@pytest.mark.parametrize("changes", [{"voided_on": date(2025, 1, 1)}, {"void_reason": "x"}, {"nmae": "错字"}], ids=str)
def test_a_row_is_not_voided_by_the_way_and_no_name_is_lost(
    place: Town, workshop: Workshop, changes: dict[str, Any]
) -> None:
    with refused(ValueError, "cannot be written"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes=changes)


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"state": State.PAID}, "状态"),
        ({"state": State.SURVEYED}, "状态"),
        ({"paid_on": date(2025, 11, 1), "amount": Decimal(100)}, "发放"),
        ({"city_passed_on": date(2025, 11, 1)}, "市审通过日期"),
    ],
    ids=str,
)
def test_only_a_step_writes_what_steps_date(
    place: Town, workshop: Workshop, changes: dict[str, Any], title: str
) -> None:
    case = make_bursary(place.officer, workshop)
    with refused(Refusal, f"“{title}.*只能通过办理流程来改"):
        door.save(BURSARIES, actor=place.officer, record=case, changes=changes)


def test_a_new_row_does_not_bring_a_state_along(place: Town, workshop: Workshop) -> None:
    case = Bursary(
        workshop=workshop,
        name="王桂兰",
        id_number=make_id_number(5),
        course="电工",
        surveyed_on=date(2025, 6, 1),
        state=State.PROVINCE_PASSED,
        province_passed_on=date(2025, 7, 1),
    )
    with refused(Refusal, "只能通过办理流程来改"):
        door.save(BURSARIES, actor=place.officer, record=case, changes={})
    with refused(Refusal, "第1条：.*只能通过办理流程来改"):
        door.create_many(BURSARIES, actor=place.officer, records=[case])


# Uniqueness


@pytest.mark.parametrize("far", [False, True])
def test_what_must_be_unique_is_refused_in_chinese_and_free_again_after_voiding(place: Town, *, far: bool) -> None:
    """Within a jurisdiction, so also against the neighbouring town."""
    code = make_credit_code(9)
    first = make_workshop(
        *((place.stranger, place.neighbour_village) if far else (place.officer, place.village)), uscc=code
    )
    with refused(ValidationError, "这个统一社会信用代码已经登记过，请按代码查找那一家"):
        make_workshop(place.officer, place.village, 2, uscc=code.lower())
    door.void(WORKSHOPS, actor=place.stranger if far else place.officer, record=first, why="登记错了")
    assert make_workshop(place.officer, place.village, 2, uscc=code).uscc == code


def test_a_row_is_no_duplicate_of_itself(place: Town, workshop: Workshop) -> None:
    saved = door.save(
        WORKSHOPS, actor=place.officer, record=workshop, changes={"uscc": f" {workshop.uscc} ", "staff": 58}
    )
    assert saved.uscc == workshop.uscc


def test_a_duplicate_that_only_the_database_sees_is_refused_too(
    place: Town, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people save at once: neither saw the other's row when the rules were asked."""
    monkeypatch.setattr(Workshop, "validate_constraints", lambda *_, **__: None)
    with refused(Refusal, "与已有的一条记录重复，没有保存"):
        make_workshop(place.officer, place.village, 2, uscc=workshop.uscc)


# Two tabs


def test_a_save_over_somebody_elses_is_refused(place: Town, workshop: Workshop) -> None:
    door.save(WORKSHOPS, actor=place.second, record=workshop, changes={"staff": 70}, expected_version=1)
    with refused(Stale, "已被别人改过"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 80}, expected_version=1)
    with refused(Stale, "已被别人改过"):
        door.void(WORKSHOPS, actor=place.officer, record=workshop, why="错", expected_version=1)
    again = door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 80}, expected_version=2)
    assert (again.staff, again.version) == (80, 3)


def test_a_save_over_ones_own_in_another_window_is_told_so(place: Town, workshop: Workshop) -> None:
    def save(actor: Account, staff: int, version: int) -> Workshop:
        changes = {"staff": staff}
        return door.save(WORKSHOPS, actor=actor, record=workshop, changes=changes, expected_version=version)

    save(place.officer, 70, 1)
    with refused(Stale, "你在另一个窗口改过"):
        save(place.officer, 80, 1)
    save(place.second, 90, 2)
    # Part of it is somebody else's.
    with refused(Stale, "已被别人改过"):
        save(place.officer, 80, 1)


@pytest.mark.parametrize("version", [0, 99])
def test_a_version_that_the_record_never_had_is_not_laid_on_somebody(
    place: Town, workshop: Workshop, version: int
) -> None:
    with refused(Stale, "这一页送来的版本号不对"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 80}, expected_version=version)


def test_a_save_that_overtakes_another_between_reading_and_writing_is_refused(
    place: Town, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_it = rules.authorise_place

    def overtaken(*arguments: Any, **options: Any) -> None:
        place_it(*arguments, **options)
        Workshop.objects.filter(pk=workshop.pk).update(version=models.F("version") + 1)

    monkeypatch.setattr(rules, "authorise_place", overtaken)
    with pytest.raises(Stale, match="刚刚被别人改过"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 80})
    assert Workshop.objects.get(pk=workshop.pk).staff == 57


def test_a_row_that_is_gone_is_told_so(place: Town, workshop: Workshop) -> None:
    Workshop.objects.filter(pk=workshop.pk).delete()
    with refused(Refusal, "已经不在了"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 60})


# Voiding and revealing


def test_a_voided_row_keeps_its_facts_and_takes_no_more(place: Town, workshop: Workshop) -> None:
    voided = door.void(WORKSHOPS, actor=place.officer, record=workshop, why="  重复登记  ")
    assert (voided.voided_on, voided.void_reason, voided.staff) == (date(2025, 12, 12), "重复登记", 57)
    entry = last_entry()
    assert (entry.verb, entry.why) == ("void", "重复登记")
    with refused(Refusal, "已经作废，不能再改"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 60})
    with refused(Refusal, "已经作废，不能再改"):
        door.void(WORKSHOPS, actor=place.officer, record=workshop, why="再来")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("", "请写明作废原因"),
        (" \n", "请写明作废原因"),
        ("长" * 201, "^作废原因最多200个字，现在有201个，请写短一些。$"),
    ],
)
def test_voiding_takes_a_reason_that_is_kept_whole(place: Town, workshop: Workshop, why: str, said: str) -> None:
    with refused(Refusal, said):
        door.void(WORKSHOPS, actor=place.officer, record=workshop, why=why)


def test_a_reason_too_long_for_the_log_is_refused_and_not_cut(place: Town, workshop: Workshop) -> None:
    with refused(Refusal, "说明最多400个字，现在有401个"):
        door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 60}, why="长" * 401)


def test_a_full_number_is_shown_for_a_reason_that_is_logged(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, id_number=make_id_number(7))
    assert door.reveal(
        APPRENTICES, actor=place.chair, record=apprentice, field="id_number", why="核对社保"
    ) == make_id_number(7)
    entry = last_entry()
    assert (entry.verb, entry.actor, entry.record_id, entry.why) == ("reveal", place.chair, apprentice.pk, "核对社保")
    assert entry.changes == {"id_number": [None, None]}


@pytest.mark.parametrize("person", ["clerk", "reviewer", "stranger", "nobody"])
def test_a_full_number_is_not_shown_to_others(place: Town, person: str) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    with refused(NotAllowed, "不能查看完整的个人信息"):
        door.reveal(APPRENTICES, actor=getattr(place, person), record=apprentice, field="id_number", why="想看")


@pytest.mark.parametrize(("why", "said"), [(" ", "请写明查看的理由"), ("长" * 401, "^查看的理由最多400个字")])
def test_a_full_number_takes_a_reason(place: Town, why: str, said: str) -> None:
    apprentice = make_apprentice(place.officer, place.village)
    with refused(Refusal, said):
        door.reveal(APPRENTICES, actor=place.officer, record=apprentice, field="id_number", why=why)


def test_only_sealed_fields_are_revealed(place: Town) -> None:
    apprentice = make_apprentice(place.officer, place.village, phone="")
    with refused(TypeError):
        door.reveal(APPRENTICES, actor=place.officer, record=apprentice, field="name", why="看")
    assert door.reveal(APPRENTICES, actor=place.officer, record=apprentice, field="phone", why="看") == ""


def test_a_row_and_its_log_entry_stand_or_fall_together(
    place: Town, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("磁盘满了")

    monkeypatch.setattr("gonghui.engine.audit.chain.write", broken)
    newcomer = Apprentice(
        name="李志强", id_number=make_id_number(11), organisation=place.village, join_date=date(2025, 1, 2)
    )
    acts: tuple[Callable[[], object], ...] = (
        lambda: door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"staff": 60}),
        lambda: make_workshop(place.officer, place.village, 2),
        lambda: door.create_many(APPRENTICES, actor=place.officer, records=[newcomer]),
        lambda: door.void(WORKSHOPS, actor=place.officer, record=workshop, why="错"),
    )
    for act in acts:
        with refused(RuntimeError, "磁盘满了"):
            act()
