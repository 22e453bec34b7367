"""A member entered, mended, changed and looked up; two windows over one record; leaving with changes."""

import pytest
from playwright.sync_api import Dialog, expect
from tests.browser.person import Arrival, Person, new_id_number

NEW = "/T1/ledgers/members/new/"


@pytest.fixture
def member(officer: Person) -> str:
    """The path of a member whom this test alone knows, as the officer has entered them."""
    enter(officer, "蒲公英", new_id_number())
    expect(officer.title).to_have_text("蒲公英")
    return officer.path


def enter(person: Person, name: str, id_number: str) -> None:
    """Fill the form of a new member and send it."""
    person.open(NEW)
    person.fill("姓名", name)
    person.fill("身份证号", id_number)
    person.fill("入会日期", "12月1日")
    person.press("登记")


def test_a_wrong_check_digit_is_told_beside_its_box_and_mended(officer: Person) -> None:
    right = new_id_number()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    enter(officer, "苏木兰", wrong)
    expect(officer.alert).to_contain_text("还没有保存，有1处要改")
    expect(officer.error_at("身份证号")).to_contain_text("校验")
    expect(officer.box("身份证号")).to_be_focused()
    for label, typed in (("姓名", "苏木兰"), ("身份证号", wrong), ("入会日期", "12月1日")):
        expect(officer.box(label)).to_have_value(typed)
    officer.fill("身份证号", right)
    officer.press("登记")
    expect(officer.title).to_have_text("苏木兰")
    expect(officer.main.get_by_role("status")).to_contain_text("已登记，编号2025-HY-")
    expect(officer.fact("性别")).to_contain_text("男" if int(right[16]) % 2 else "女")
    expect(officer.fact("入会日期")).to_contain_text("2025年12月1日")
    # The same number again is somebody who is a member already.
    enter(officer, "苏木兰", right)
    expect(officer.alert).to_contain_text("这个身份证号在本市已经是会员")
    expect(officer.box("姓名")).to_have_value("苏木兰")


def test_a_member_entered_is_changed_and_the_history_tells(officer: Person, member: str) -> None:
    officer.follow("修改")
    officer.fill("姓名", "蒲英")
    officer.fill("入会日期", "昨天")
    officer.box("农民工").check()
    officer.press("保存")
    officer.is_at(member)
    expect(officer.title).to_have_text("蒲英")
    told = officer.history.first
    for change in ("修改：姓名由蒲公英改为蒲英", "农民工由否改为是", "由2025年12月1日改为2025年12月11日"):
        expect(told).to_contain_text(change)
    expect(officer.history.last).to_contain_text("梁若宁登记。")
    officer.follow("修改")
    officer.fill("入会日期", "2026-1-1")
    officer.press("保存")
    expect(officer.error_at("入会日期")).to_contain_text("还没有到")
    expect(officer.box("入会日期")).to_have_value("2026-1-1")


def test_a_masked_number_is_shown_once_for_a_reason(officer: Person, arrive: Arrival) -> None:
    number = new_id_number()
    enter(officer, "文竹", number)
    fact = officer.fact("身份证号")
    expect(fact).to_contain_text(f"{number[:3]}***********{number[-4:]}")
    fact.locator("summary").click()
    fact.get_by_role("button", name="查看").click()
    expect(fact).to_contain_text("理由")
    expect(fact.get_by_label("查看的理由")).to_have_attribute("aria-invalid", "true")
    fact.get_by_label("查看的理由").fill("核对参保信息")
    fact.get_by_role("button", name="查看").click()
    expect(fact).to_contain_text(number)
    expect(officer.history.first).to_contain_text("梁若宁查看了完整的身份证号，理由：核对参保信息。")
    officer.open(officer.path.partition("reveal/")[0])
    expect(fact).not_to_contain_text(number)
    clerk = arrive("t1-clerk")
    clerk.open("/T1-V01/ledgers/members/")
    clerk.rows.first.get_by_role("link").click()
    expect(clerk.fact("身份证号")).to_contain_text("***********")
    expect(clerk.fact("身份证号").locator("summary")).to_have_count(0)


def test_a_second_window_does_not_save_over_the_first(officer: Person, member: str) -> None:
    officer.follow("修改")
    second = officer.second_window()
    second.open(f"{member}change/")
    second.fill("姓名", "蒲苇")
    second.press("保存")
    expect(second.title).to_have_text("蒲苇")
    officer.fill("姓名", "蒲草")
    officer.fill("入会日期", "2025.11.30")
    officer.press("保存")
    expect(officer.alert).to_contain_text("你在另一个窗口改过")
    expect(officer.box("姓名")).to_have_value("蒲草")
    expect(officer.box("入会日期")).to_have_value("2025.11.30")
    officer.sees("记录里现在是：蒲苇", "记录里现在是：2025年12月1日")
    second.open(member)
    expect(second.title).to_have_text("蒲苇")
    officer.press("保存")  # having seen both
    expect(officer.title).to_have_text("蒲草")


def test_a_record_is_voided_only_with_a_reason(officer: Person, member: str) -> None:
    officer.take("登记错了，作废这一条", 作废原因="重复登记", press="作废")
    expect(officer.title).to_have_text("蒲公英")
    expect(officer.state).to_contain_text("已作废，2025年12月12日，原因：重复登记")
    expect(officer.main.get_by_role("link", name="修改")).to_have_count(0)
    expect(officer.history.first).to_contain_text("梁若宁把它作废，原因：重复登记。")


def test_leaving_with_changes_asks_first(officer: Person) -> None:
    writing = officer.second_window()
    writing.open(NEW)
    writing.fill("姓名", "未写完")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    writing.page.on("dialog", stay)
    writing.page.get_by_role("link", name="指标", exact=True).click()
    expect(writing.box("姓名")).to_have_value("未写完")
    assert asked == ["beforeunload"]
    assert writing.path == NEW


def test_names_are_offered_while_typing_and_taken_with_the_keys(officer: Person) -> None:
    officer.open(NEW)
    box = officer.main.get_by_role("combobox", name="所属组织")
    box.fill("dpc")
    offered = officer.main.get_by_role("listbox", name="所属组织").get_by_role("option")
    expect(offered.first).to_contain_text("东坪村")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("东坪村工会联合会（T1-V01）")
    expect(offered.first).to_be_hidden()
    assert officer.path == NEW
