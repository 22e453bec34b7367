"""What was typed outlives an expired form, a session that ended, and a form that could not be taken."""

import pytest
from playwright.sync_api import expect
from tests.browser.person import Person, new_id_number


@pytest.fixture
def officer(visitor: Person) -> Person:
    """An officer whose cookies these tests may spoil."""
    visitor.open("/sign-in/")
    visitor.sign_in("t1-officer-b")
    expect(visitor.title).to_have_text("工作台")
    # Of spoilt cookies the forms are to tell; what is kept beside them has a test of its own.
    visitor.page.route("**/unfinished/", lambda route: route.fulfill(status=204))
    return visitor


def type_a_union(person: Person, name: str) -> None:
    """Fill the form of a new union, without sending it."""
    person.open("/T1/ledgers/unions/new/")
    person.fill("工会名称", name)
    person.box("类型").select_option(label="联合基层工会")
    person.fill("建会日期", "2025年12月1日")
    person.fill("主席", "云实")


def test_an_expired_form_keeps_what_was_typed(officer: Person) -> None:
    type_a_union(officer, "晒谷场联合工会委员会")
    officer.page.context.clear_cookies(name="csrftoken")
    officer.press("登记")
    expect(officer.title).to_have_text("页面放得太久，还没有保存")
    officer.sees("晒谷场联合工会委员会", "云实")
    officer.press("重新提交")
    expect(officer.title).to_have_text("晒谷场联合工会委员会")
    expect(officer.fact("主席")).to_contain_text("云实")


def test_a_session_that_ended_meanwhile_offers_the_form_again(officer: Person) -> None:
    type_a_union(officer, "打铁巷联合工会委员会")
    officer.page.context.clear_cookies(name="sessionid")
    officer.press("登记")
    expect(officer.main.get_by_role("status")).to_contain_text("刚才填的内容还在，登录以后再提交")
    officer.sign_in("t1-officer-b", "mistyped-once")
    expect(officer.error_at("密码")).to_contain_text("账号或密码不对")
    officer.sign_in("t1-officer-b")
    expect(officer.title).to_have_text("已登录，刚才填的还没有提交")
    officer.sees("打铁巷联合工会委员会")
    officer.press("重新提交")
    expect(officer.title).to_have_text("打铁巷联合工会委员会")
    expect(officer.fact("建会日期")).to_contain_text("2025年12月1日")


def test_a_number_that_no_page_may_repeat_is_asked_for_again(officer: Person) -> None:
    number = new_id_number()
    officer.open("/T1/ledgers/members/new/")
    for label, text in {"姓名": "竹沥", "身份证号": number, "手机": "15412345678", "入会日期": "12月1日"}.items():
        officer.fill(label, text)
    officer.page.context.clear_cookies(name="sessionid")
    officer.press("登记")
    assert number not in officer.page.content()
    officer.sign_in("t1-officer-b")
    officer.sees("身份证号、手机不在网页里留存")
    officer.press("重新提交")
    expect(officer.error_at("身份证号")).to_contain_text("请填写身份证号")
    expect(officer.box("姓名")).to_have_value("竹沥")
    officer.fill("身份证号", number)
    officer.press("登记")
    expect(officer.title).to_have_text("竹沥")


def test_a_closed_tab_loses_nothing_of_a_half_filled_form(officer: Person) -> None:
    officer.page.unroute("**/unfinished/")
    with officer.page.expect_response("**/ledgers/unions/new/unfinished/") as kept:
        type_a_union(officer, "碾子湾联合工会委员会")
    assert kept.value.status == 204
    officer.open("/T1/")
    officer.open("/T1/ledgers/unions/new/")
    officer.sees("上次没填完的内容还在")
    expect(officer.box("工会名称")).to_have_value("")
    officer.page.get_by_role("link", name="接着填").click()
    expect(officer.box("工会名称")).to_have_value("碾子湾联合工会委员会")
    officer.fill("主席", "云实")
    officer.press("登记")
    expect(officer.title).to_have_text("碾子湾联合工会委员会")
    officer.open("/T1/ledgers/unions/new/")
    expect(officer.main).not_to_contain_text("上次没填完的内容还在")
