"""Taking a step: who may, on which day, with what; and that a refused step moves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.bursaries import BURSARIES, Bursary, State
from tests.engine.toy.factories import make_bursary, make_workshop
from tests.factories import Town, make_account
from tests.unchanged import faults, refused

from gonghui.engine.access.models import Post, create_organisation
from gonghui.engine.access.rights import Access
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Relation, Step
from gonghui.engine.people.models import Account
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.steps import Offer, Taking, offers, take, trail
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role

JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)
PAPER = "省总工会审核通知（2025）12号"


@pytest.fixture
def case(place: Town) -> Bursary:
    """A surveyed case of the village, entered by its clerk; 200 yuan are asked for."""
    return make_bursary(place.clerk, make_workshop(place.officer, place.village))


def step(actor: Account, key: str, case: Bursary, day: date = JULY, **said: Any) -> Bursary:
    said.setdefault("document", PAPER)
    return take(BURSARIES, key, actor=actor, record=case, taking=Taking(day, **{"note": "看过材料", **said}))


@pytest.fixture
def applied(place: Town, case: Bursary) -> Bursary:
    return step(place.clerk, "apply", case)


@pytest.fixture
def at_province(place: Town, applied: Bursary) -> Bursary:
    """The clerk applied, the town's officer passed it, the city's reviewer too."""
    return step(place.reviewer, "pass_city", step(place.officer, "pass_town", applied))


def offer(case: Bursary, actor: Account, key: str) -> Offer:
    return next(found for found in offers(BURSARIES, case, Access(actor)) if found.step.key == key)


# A step taken


def test_a_step_writes_its_date_the_state_the_trail_and_the_log(place: Town, case: Bursary) -> None:
    applied = step(place.clerk, "apply", case, note="材料齐全", document="")
    assert (applied.state, applied.applied_on, applied.version) == (State.APPLIED, JULY, 2)
    assert case.state == State.SURVEYED
    taken = trail(BURSARIES, applied)[-1]
    assert (taken.step, taken.start, taken.end, taken.decided_on) == ("apply", "surveyed", "applied", JULY)
    assert (taken.actor, taken.organisation, taken.external, taken.note) == (
        place.clerk,
        place.village,
        False,
        "材料齐全",
    )
    assert taken.process_version == 1
    entry = LogEntry.objects.latest("sequence")
    assert (entry.verb, entry.step, entry.why) == ("step", "apply", "材料齐全")
    assert entry.changes == {"state": ["surveyed", "applied"], "applied_on": [None, "2025-07-01"]}


def test_a_case_goes_the_whole_way_to_payment(place: Town, at_province: Bursary) -> None:
    passed = step(place.officer, "pass_province", at_province)
    paid = step(place.officer, "pay", passed, AUGUST, values={"amount": "180.50"})
    assert (paid.state, paid.paid_on, paid.amount) == (State.PAID, AUGUST, Decimal("180.50"))
    way = [key for key in BURSARIES.process.line if key != "pass_higher"]  # type: ignore[union-attr]
    assert [taken.step for taken in trail(BURSARIES, paid)] == way
    assert offers(BURSARIES, paid, Access(place.officer)) == []
    assert chain.broken_at(place.city.pk) is None


def test_a_register_without_steps_offers_none(place: Town) -> None:
    with pytest.raises(LookupError):
        offers(
            APPRENTICES, make_bursary(place.officer, make_workshop(place.officer, place.town)), Access(place.officer)
        )


# Who


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("pass_town", {"officer", "second", "chair"}),
        ("reject_in_town", {"officer", "second", "chair"}),
        ("withdraw", {"clerk", "officer", "second", "chair"}),
    ],
)
def test_a_step_is_taken_at_its_level_only(place: Town, applied: Bursary, key: str, may: set[str]) -> None:
    people = ("clerk", "other_clerk", "officer", "second", "chair", "reviewer", "stranger", "nobody")
    for person in people:
        actor = getattr(place, person)
        assert (offer(applied, actor, key).refusal is None) == (person in may), person
        if person not in may:
            with refused(NotAllowed):
                step(actor, key, applied)


def test_a_post_above_or_beside_is_not_the_post_at_the_level(place: Town, applied: Bursary) -> None:
    """An officer of the city does not review for the town, nor the chair of another town."""
    for at in (place.city, place.neighbour):
        beside = make_account("高德才", (at, Role.OFFICER))
        with refused(NotAllowed, "由青石镇总工会办理"):
            step(beside, "pass_town", applied)


def test_who_applied_does_not_review_and_who_reviewed_one_level_does_not_review_another(
    place: Town, case: Bursary
) -> None:
    everywhere = make_account("高德才", (place.town, Role.OFFICER), (place.city, Role.REVIEWER))
    applied = step(everywhere, "apply", case)
    with refused(NotAllowed, "回避"):
        step(everywhere, "pass_town", applied)
    passed = step(place.officer, "pass_town", applied)
    with refused(NotAllowed, "回避"):
        step(everywhere, "pass_city", passed)
    assert step(place.reviewer, "pass_city", passed).state == State.CITY_PASSED


def test_who_returned_a_case_reviews_it_again_and_who_applied_resubmits(place: Town, applied: Bursary) -> None:
    returned = step(place.officer, "return_from_town", applied)
    resubmitted = step(place.clerk, "resubmit", returned)
    applicant = make_applicant_officer(place)
    with refused(NotAllowed, "回避"):
        step(applicant, "pass_town", resubmitted)
    passed = step(place.officer, "pass_town", resubmitted)
    again = step(place.clerk, "resubmit", step(place.reviewer, "return_from_city", passed))
    assert step(place.reviewer, "pass_city", step(place.officer, "pass_town", again)).state == State.CITY_PASSED


def make_applicant_officer(place: Town) -> Account:
    """The clerk becomes an officer of the town: the application stays the clerk's own."""
    Post.objects.create(account=place.clerk, organisation=place.town, role=Role.OFFICER)
    return place.clerk


def test_what_is_no_review_is_not_barred_to_who_applied(place: Town, case: Bursary) -> None:
    applied = step(place.officer, "apply", case)
    assert step(place.officer, "withdraw", applied).state == State.WITHDRAWN


# A level that is not on this system


def test_the_town_writes_down_what_a_level_that_is_not_here_decided(place: Town, at_province: Bursary) -> None:
    found = offer(at_province, place.officer, "pass_province")
    assert (found.external, found.decides.level, found.refusal) == (True, Level.PROVINCE, None)
    with faults(document="江东省总工会没有人在本系统上审核，请写明它作出决定的文件名称或文号"):
        step(place.officer, "pass_province", at_province, document=" ")
    passed = step(place.officer, "pass_province", at_province)  # though the officer reviewed for the town
    taken = trail(BURSARIES, passed)[-1]
    assert (taken.external, taken.document, taken.organisation.code) == (True, PAPER, "P")


@pytest.mark.parametrize("person", ["clerk", "chair", "reviewer", "stranger", "nobody"])
def test_only_the_towns_officer_writes_it_down(place: Town, at_province: Bursary, person: str) -> None:
    with refused(NotAllowed, "由江东省总工会办理，你的岗位不能办"):
        step(getattr(place, person), "pass_province", at_province)


@pytest.mark.parametrize("present", [True, False])
def test_it_is_written_down_only_while_nobody_serves_that_level(
    place: Town, at_province: Bursary, *, present: bool
) -> None:
    reviewer = make_account("高德才", (at_province.organisation.ancestors()[0], Role.REVIEWER))
    if not present:
        Post.objects.filter(account=reviewer).update(until=date(2025, 12, 11))
    assert offer(at_province, place.officer, "pass_province").external != present
    if present:
        with refused(NotAllowed, "由江东省总工会办理"):
            step(place.officer, "pass_province", at_province)
        assert not trail(BURSARIES, step(reviewer, "pass_province", at_province))[-1].external


def test_an_office_that_the_tree_lacks_is_not_waited_for(place: Town) -> None:
    alone = create_organisation(code="S", name="独立镇总工会", level=Level.TOWN, parent=None)
    officer, other = (make_account(name, (alone, Role.OFFICER)) for name in ("高德才", "谢雪莲"))
    case = make_bursary(officer, make_workshop(officer, alone))
    passed = step(other, "pass_town", step(officer, "apply", case))
    assert [each.step.key for each in offers(BURSARIES, passed, Access(officer))] == ["pay"]
    with refused(NotAllowed, "没有办“市审通过”的工会"):
        step(officer, "pass_city", passed)


# When and with what


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("apply", date(2025, 12, 13), "2025年12月13日还没有到"),
        ("apply", date(2025, 6, 2), None),
        ("withdraw", date(2025, 6, 2), None),
    ],
)
def test_a_case_is_not_applied_for_before_it_was_surveyed_nor_tomorrow(
    place: Town, case: Bursary, key: str, day: date, said: str | None
) -> None:
    with refused(ValidationError, said or "摸底日期晚于") as caught:
        step(place.clerk, key, case, day)
    assert caught.value.message_dict.keys() == {"decided_on" if said else "__all__"}


def test_a_step_is_not_dated_before_the_one_that_it_follows(place: Town, applied: Bursary) -> None:
    with faults(decided_on="填的是2025年6月30日，不能早于上一步的日期（2025年7月1日）"):
        step(place.officer, "pass_town", applied, date(2025, 6, 30))
    assert step(place.officer, "pass_town", applied, JULY).town_passed_on == JULY


@pytest.mark.parametrize("key", ["return_from_town", "reject_in_town", "withdraw"])
def test_a_step_back_or_out_takes_a_reason(place: Town, applied: Bursary, key: str) -> None:
    with faults(note="请写明“"):
        step(place.officer, key, applied, note="  ")


@pytest.mark.parametrize("name", ["note", "document"])
def test_what_was_written_is_kept_whole_or_refused(place: Town, applied: Bursary, name: str) -> None:
    longest = getattr(StepTaken._meta.get_field(name), "max_length", 0)
    said: dict[str, Any] = {name: "长" * longest}
    returned = step(place.officer, "return_from_town", applied, **said)
    assert getattr(trail(BURSARIES, returned)[-1], name) == "长" * longest
    said[name] += "长"
    with refused(ValidationError, f"最多{longest}个字"):
        step(place.clerk, "resubmit", returned, **said)


@pytest.mark.parametrize(
    ("amount", "trouble", "said"),
    [
        (None, ValidationError, "请填写发放金额"),
        ("", ValidationError, "请填写发放金额"),
        ("二百", ValidationError, "十进制"),
        ("1.234", ValidationError, "小数"),
        ("0", Refusal, "发放金额应大于0"),
        (Decimal(-5), Refusal, "发放金额应大于0"),
        ("200.01", Refusal, "发放金额多于申请的200元"),
    ],
)
def test_no_more_is_paid_than_was_passed_and_something_is(
    place: Town, at_province: Bursary, amount: object, trouble: type[Exception], said: str
) -> None:
    passed = step(place.officer, "pass_province", at_province)
    with refused(trouble, said):
        step(place.officer, "pay", passed, values={"amount": amount})


def test_nothing_is_applied_for_that_names_no_amount(place: Town) -> None:
    case = make_bursary(place.clerk, make_workshop(place.officer, place.village), asked_amount=0)
    with refused(Refusal, "还没有填申请的补助金额"):
        step(place.clerk, "apply", case)


def test_the_database_too_refuses_money_paid_without_approval(place: Town, applied: Bursary) -> None:
    rows = Bursary.objects.filter(pk=applied.pk)
    for wrong in (
        {"paid_on": JULY, "amount": Decimal(100)},
        {"amount": Decimal(100)},
        {"paid_on": JULY, "amount": Decimal(0), "province_passed_on": JULY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


# The state of things


def test_a_step_out_of_turn_is_refused(place: Town, case: Bursary, applied: Bursary) -> None:
    for key in ("apply", "pay", "resubmit"):
        with refused(Refusal, "这一件现在是“已申请”，不能办"):
            step(place.officer, key, applied)


def test_whoever_may_not_take_a_step_is_told_that_first(place: Town, case: Bursary, applied: Bursary) -> None:
    """Before the state and before the version: `case` is the row as it was before the application."""
    with refused(NotAllowed, "“市审通过”由临江市总工会办理"):
        take(
            BURSARIES,
            "pass_city",
            actor=place.officer,
            record=case,
            taking=Taking(JULY),
            expected_version=case.version - 1,
        )


def test_a_page_that_shows_an_earlier_state_moves_nothing(place: Town, case: Bursary, applied: Bursary) -> None:
    """Whether the page told its version or not: `case` is the row as it was before the application."""
    passed = step(place.officer, "pass_town", applied)
    with refused(Refusal, "现在是“镇审通过”，不能办“镇级退回补正”"):
        step(place.second, "return_from_town", applied)
    with refused(Stale, "已被别人改过"):
        take(
            BURSARIES,
            "pass_city",
            actor=place.reviewer,
            record=passed,
            taking=Taking(JULY),
            expected_version=applied.version,
        )


def test_a_voided_case_takes_no_step(place: Town, applied: Bursary) -> None:
    voided = door.void(BURSARIES, actor=place.officer, record=applied, why="重复")
    assert offers(BURSARIES, voided, Access(place.officer)) == []
    for record in (applied, voided):
        with refused(Refusal, "已经作废"):
            step(place.officer, "pass_town", record)


def test_the_row_the_trail_and_the_log_move_together_or_not_at_all(
    place: Town, applied: Bursary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("磁盘满了")

    monkeypatch.setattr(StepTaken.objects, "create", broken)
    with refused(RuntimeError, "磁盘满了"):
        step(place.officer, "pass_town", applied)
    assert chain.broken_at(place.city.pk) is None


def test_offers_come_in_the_declared_order_with_a_word_to_who_may_not(place: Town, applied: Bursary) -> None:
    found = offers(BURSARIES, applied, Access(place.clerk))
    assert [each.step.key for each in found] == ["pass_town", "return_from_town", "reject_in_town", "withdraw"]
    assert [each.refusal is None for each in found] == [False, False, False, True]
    assert all(each.refusal is None or each.refusal.endswith("。") for each in found)


def test_a_case_in_review_is_not_altered_behind_the_review(place: Town, applied: Bursary) -> None:
    """What the reviewer read is what was applied for; a return opens the case again."""
    more = {"asked_amount": Decimal(999)}
    with refused(Refusal, "先办退回"):
        door.save(BURSARIES, actor=place.clerk, record=applied, changes=more)
    returned = step(place.officer, "return_from_town", applied)
    assert door.save(BURSARIES, actor=place.clerk, record=returned, changes=more).asked_amount == Decimal(999)


def test_a_state_is_not_reached_by_a_step_that_stays_in_it() -> None:
    process = BURSARIES.process
    assert process is not None
    there = State.HIGHER_PASSED
    staying = Step("add", "补记", frozenset({there}), there, by=frozenset({Role.OFFICER}), dates="resubmitted_on")
    with_it = replace(process, steps=(*process.steps, staying))
    present = frozenset(Relation) - {Relation.HIGHER}
    assert process.absent(present) == with_it.absent(present) == {there, "higher_passed_on"}
    assert with_it.absent(frozenset(Relation)) == set()
