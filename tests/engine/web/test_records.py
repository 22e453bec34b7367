"""A record's page: its facts, its process line, what may be done next, and its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.bursaries import BURSARIES, Bursary, State
from tests.engine.toy.factories import make_apprentice, make_bursary, make_licence, make_workshop
from tests.engine.toy.licences import PAPERS
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town
from tests.unchanged import nothing_written

from gonghui.engine.access.rights import CommandLine
from gonghui.engine.audit.acting import acting_as
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.people.models import Account
from gonghui.engine.process import steps
from gonghui.engine.process.steps import Taking
from gonghui.engine.records import door

PAPER = "江工发〔2025〕31号"


@pytest.fixture
def case(place: Town, workshop: Workshop) -> Bursary:
    return make_bursary(place.clerk, workshop)


def address(row: Any, key: str = "bursaries", rest: str = "", at: str = "T") -> str:
    return f"/{at}/ledgers/{key}/{row.pk}/{rest}"


def step(case: Bursary, key: str, actor: Account, day: date, **more: Any) -> Bursary:
    return steps.take(BURSARIES, key, actor=actor, record=case, taking=Taking(day, **more))


def fresh(case: Bursary) -> Bursary:
    return Bursary.objects.get(pk=case.pk, jurisdiction_id=case.jurisdiction_id)


def at_version(version: int, **typed: str) -> dict[str, str]:
    """What a form posts that was filled over that version of the case."""
    return {**typed, "version": str(version)}


def looks(page: Any) -> list[tuple[str, str]]:
    return [(stop.title, stop.look) for stop in page.context["stops"]]


# Steps


def test_what_a_step_would_refuse_is_said_before_the_click(place: Town, officer: Client, workshop: Workshop) -> None:
    lacking = make_licence(place.officer, workshop)
    page = officer.get(address(lacking, "licences")).content.decode()
    assert "现在还不能办：还缺：" in page
    assert "/steps/complete/" not in page
    whole = make_licence(place.officer, workshop, 2, **dict.fromkeys(PAPERS, True))
    assert "/steps/complete/" in officer.get(address(whole, "licences")).content.decode()


def test_a_step_is_taken_from_the_page_and_the_line_moves_on(place: Town, clerk: Client, case: Bursary) -> None:
    page = clerk.get(address(case, at="V1"))
    assert looks(page)[0] == ("申请", "now")
    assert [form.key for form in page.context["steps"]] == ["apply", "withdraw"]
    assert page.content.decode().count("button--primary") == 1
    answer = clerk.post(
        address(case, rest="steps/apply/", at="V1"), {"decided_on": "12月1日", "version": "1"}, follow=True
    )
    assert "已办“申请”。" in answer.content.decode()
    assert looks(answer)[:2] == [("申请", "done"), ("镇审通过", "now")]
    assert "2025年12月1日，郑小满" in answer.content.decode()
    assert (fresh(case).state, fresh(case).applied_on) == (State.APPLIED, date(2025, 12, 1))


def test_a_step_that_is_another_persons_is_shown_as_theirs_and_refused(
    place: Town, clerk: Client, officer: Client, case: Bursary
) -> None:
    step(case, "apply", place.officer, date(2025, 12, 1))
    page = clerk.get(address(case, at="V1"))
    assert "“镇审通过”由青石镇总工会办理，你的岗位不能办。" in page.content.decode()
    with nothing_written():
        answers = [
            browser.post(address(case, rest="steps/pass_town/", at=at), {"decided_on": "今天"})
            for browser, at in ((clerk, "V1"), (officer, "T"))
        ]
    assert {answer.status_code for answer in answers} == {403}
    assert "按回避规定要由另一位同事来办" in answers[1].content.decode()


def test_a_decision_made_elsewhere_needs_its_date_and_paper(place: Town, officer: Client, case: Bursary) -> None:
    step(case, "apply", place.clerk, date(2025, 10, 8))
    step(fresh(case), "pass_town", place.second, date(2025, 10, 9))
    step(fresh(case), "pass_city", place.reviewer, date(2025, 10, 20))
    page = officer.get(address(case))
    assert "江东省总工会没有人在本系统上审核，照它的文件录入。" in page.content.decode()
    where = address(case, rest="steps/pass_province/")
    with nothing_written():
        empty = officer.post(where, at_version(4, decided_on="", document="", note="已电话核实"))
        without = officer.post(where, at_version(4, decided_on="11月3日", document=""))
        early = officer.post(where, at_version(4, decided_on="10月1日", document=PAPER))
    assert "请填写日期。" in empty.content.decode()
    assert "已电话核实" in empty.content.decode()
    assert "请写明它作出决定的文件名称或文号" in without.content.decode()
    assert "不能早于上一步的日期" in early.content.decode()
    assert f'value="{PAPER}"' in early.content.decode()
    done = officer.post(where, at_version(4, decided_on="11月3日", document=PAPER), follow=True)
    assert ("省审通过", "done") in looks(done)
    assert "2025年11月3日，江东省总工会" in done.content.decode()
    assert f"陈玉兰代录；{PAPER}" in done.content.decode()


def test_a_step_with_its_own_field_reads_it_and_keeps_it_when_refused(
    place: Town, officer: Client, case: Bursary
) -> None:
    step(case, "apply", place.clerk, date(2025, 10, 8))
    step(fresh(case), "pass_town", place.second, date(2025, 10, 9))
    step(fresh(case), "pass_city", place.reviewer, date(2025, 10, 20))
    step(fresh(case), "pass_province", place.officer, date(2025, 11, 3), document=PAPER)
    where = address(case, rest="steps/pay/")
    with nothing_written():
        empty = officer.post(where, at_version(5, decided_on="12月2日"))
        much = officer.post(where, at_version(5, decided_on="12月2日", amount="360元"))
    assert "请填写发放金额。" in empty.content.decode()
    assert "发放金额多于申请的200元" in much.content.decode()
    assert 'value="360元"' in much.content.decode()
    officer.post(where, at_version(5, decided_on="12月2日", amount="200"))
    assert (fresh(case).state, fresh(case).amount) == (State.PAID, Decimal(200))
    page = officer.get(address(case))
    assert {look for _, look in looks(page)} == {"done"}
    assert page.context["steps"] == []


def test_a_return_needs_its_reason_and_the_line_shows_where_the_case_lies(
    place: Town, signed_in: Callable[[Account], Client], case: Bursary
) -> None:
    step(case, "apply", place.clerk, date(2025, 10, 8))
    second = signed_in(place.second)
    where = address(case, rest="steps/return_from_town/")
    with nothing_written():
        answer = second.post(where, at_version(2, decided_on="10月9日", note=""))
    assert "请写明“镇级退回补正”的原因。" in answer.content.decode()
    page = second.post(where, at_version(2, decided_on="10月9日", note="缺证书复印件"), follow=True)
    assert looks(page)[:3] == [("申请", "done"), ("镇级退回补正", "now"), ("镇审通过", "next")]
    assert "缺证书复印件" in page.content.decode()
    step(fresh(case), "resubmit", place.clerk, date(2025, 10, 20))
    assert looks(second.get(address(case)))[:2] == [("申请", "done"), ("镇审通过", "now")]
    step(fresh(case), "reject_in_town", place.second, date(2025, 10, 22), note="不在补助范围")
    assert looks(second.get(address(case))) == [("申请", "done"), ("镇审不通过", "now")]


def test_a_step_of_a_case_that_moved_on_meanwhile_changes_nothing(place: Town, clerk: Client, case: Bursary) -> None:
    step(case, "apply", place.officer, date(2025, 12, 1))
    with nothing_written():
        answer = clerk.post(address(case, rest="steps/apply/", at="V1"), {"decided_on": "今天", "version": "1"})
    assert answer.status_code == 409
    assert "已经不在这一步" in answer.content.decode()
    with nothing_written():
        stale = clerk.post(
            address(case, rest="steps/withdraw/", at="V1"), {"decided_on": "今天", "note": "算了", "version": "1"}
        )
    assert stale.status_code == 409
    assert "算了" in stale.content.decode()
    assert clerk.post(address(case, rest="steps/nothing/", at="V1")).status_code == 404


def test_a_register_without_a_process_has_no_steps(place: Town, officer: Client, workshop: Workshop) -> None:
    assert officer.post(address(workshop, "workshops", "steps/apply/")).status_code == 404
    assert officer.get(address(workshop, "workshops")).context["stops"] == []


# Voiding


def test_voiding_needs_a_reason_and_leaves_the_record_readable(place: Town, officer: Client, case: Bursary) -> None:
    where = address(case, rest="void/")
    with nothing_written():
        answer = officer.post(where, {"why": " "})
    assert answer.status_code == 422
    assert "请写明作废原因。" in answer.content.decode()
    page = officer.post(where, {"why": "登记重复", "version": "1"}, follow=True)
    text = page.content.decode()
    assert f"{case.number}已作废。" in text
    assert "原因：登记重复" in text
    assert page.context["steps"] == []
    assert page.context["may_change"] is False
    with nothing_written():
        assert "已经作废" in officer.post(where, {"why": "再来一次"}).content.decode()


def test_voiding_a_record_that_somebody_changed_is_stopped(place: Town, officer: Client, case: Bursary) -> None:
    door.save(BURSARIES, actor=place.second, record=case, changes={"course": "焊工班"})
    with nothing_written():
        answer = officer.post(address(case, rest="void/"), {"why": "登记重复", "version": "1"})
    assert answer.status_code == 409
    assert 'value="登记重复"' in answer.content.decode()


# Sealed values


def test_a_sealed_value_is_shown_once_for_a_reason_that_is_logged(place: Town, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    where = address(row, "apprentices", "reveal/id_number/")
    number = row.id_number.reveal()
    assert number not in officer.get(address(row, "apprentices")).content.decode()
    with nothing_written():
        without = officer.post(where, {"why": ""})
    assert without.status_code == 422
    assert "请写明查看的理由。" in without.content.decode()
    shown = officer.post(where, {"why": "核对证件"})
    assert number in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert "陈玉兰查看了完整的身份证号，理由：核对证件。" in shown.content.decode()
    assert number not in officer.get(address(row, "apprentices")).content.decode()
    entry = LogEntry.objects.filter(jurisdiction_id=row.jurisdiction_id).latest("sequence")
    assert (entry.verb, entry.why) == ("reveal", "核对证件")
    assert number not in str(entry.changes)


def test_only_those_with_the_right_are_offered_to_see(place: Town, clerk: Client, officer: Client) -> None:
    row = make_apprentice(place.officer, place.village)
    assert "查看完整的身份证号" in officer.get(address(row, "apprentices")).content.decode()
    assert "查看完整的身份证号" not in clerk.get(address(row, "apprentices", at="V1")).content.decode()
    assert officer.post(address(row, "apprentices", "reveal/name/"), {"why": "看"}).status_code == 404


# History and facts


def test_history_tells_each_change_in_a_sentence(place: Town, officer: Client, workshop: Workshop) -> None:
    row = make_apprentice(place.clerk, place.village, name="赵春华", workshop=workshop)
    other = make_workshop(place.officer, place.village, 2)
    door.save(
        APPRENTICES,
        actor=place.officer,
        record=row,
        changes={
            "name": "赵春花",
            "boards": True,
            "workshop": other,
            "phone": "13911112222",
            "join_date": date(2025, 3, 1),
        },
        why="学徒来电更正",
    )
    said = [sentence.text for sentence in officer.get(address(row, "apprentices")).context["history"]]
    assert said[1] == "郑小满登记。"
    for part in (
        "姓名由赵春华改为赵春花",
        "住宿由否改为是",
        f"工坊由{workshop.name}改为{other.name}",
        "手机改过，不显示内容",
        "改为2025年3月1日",
        "原因：学徒来电更正",
    ):
        assert part in said[0]
    assert "13911112222" not in said[0]
    assert "拼音" not in said[0]


def test_history_tells_what_was_filled_and_cleared(place: Town, officer: Client, workshop: Workshop) -> None:
    first = door.save(WORKSHOPS, actor=place.officer, record=workshop, changes={"head": "罗国栋", "staff": 60})
    door.save(WORKSHOPS, actor=place.officer, record=first, changes={"head": ""})
    said = [sentence.text for sentence in officer.get(address(workshop, "workshops")).context["history"]]
    assert said[0] == "陈玉兰修改：坊主清空了，原来是罗国栋。"
    assert "坊主填为罗国栋" in said[1]
    assert "工人数由57人改为60人" in said[1]


def test_history_of_steps_names_the_step(place: Town, officer: Client, case: Bursary) -> None:
    step(case, "apply", place.clerk, date(2025, 10, 8))
    step(fresh(case), "pass_town", place.second, date(2025, 10, 9), note="材料齐全")
    said = [sentence.text for sentence in officer.get(address(case)).context["history"]]
    assert said[0] == "周海明办理“镇审通过”：镇审通过日期填为2025年10月9日；意见：材料齐全。"


def test_history_says_what_kind_of_actor_it_was(place: Town, officer: Client, workshop: Workshop) -> None:
    changed = door.save(WORKSHOPS, actor=CommandLine(place.town), record=workshop, changes={"staff": 60})
    with acting_as(ActorKind.COMMAND):
        door.save(WORKSHOPS, actor=place.officer, record=changed, changes={"staff": 61})
    said = [sentence.text for sentence in officer.get(address(workshop, "workshops")).context["history"]]
    assert said == [
        "陈玉兰（命令行）修改：工人数由60人改为61人。",
        "命令行修改：工人数由57人改为60人。",
        "陈玉兰登记。",
    ]


def test_a_record_leads_to_what_it_names(place: Town, officer: Client, case: Bursary, workshop: Workshop) -> None:
    text = officer.get(address(case)).content.decode()
    assert f'<a href="/T/ledgers/workshops/{workshop.pk}/">{workshop.name}</a>' in text
    assert "200.00元" in text
    assert "2025年6月3日" in text
