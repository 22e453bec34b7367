"""Who signs in, what each person finds then, and what stays shut."""

import pytest
from playwright.sync_api import expect
from tests.browser.person import Arrival, Person

from gonghui.engine.access.rights import Right
from gonghui.engine.declare import Ledger
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE

AREAS = {area.key: area.title for area in CATALOGUE.areas}
# Nobody else visits with this account: tests run in any order, and its door stays shut for a quarter of an hour.
LOCKED_OUT = "city-reviewer-b"


@pytest.mark.parametrize(
    ("username", "place", "code", "role"),
    [
        ("t1-officer", "青砚镇总工会", "T1", Role.OFFICER),
        ("t1-chair", "青砚镇总工会", "T1", Role.CHAIR),
        ("t1-clerk", "东坪村工会联合会", "T1-V01", Role.CLERK),
        ("city-reviewer", "临澄市总工会", "C", Role.REVIEWER),
    ],
)
def test_each_person_finds_their_registers_and_acts(
    arrive: Arrival, username: str, place: str, code: str, role: Role
) -> None:
    def with_right(right: Right) -> set[str]:
        return {ledger.key for ledger in CATALOGUE.ledgers if role in ledger.roles_with(right)}

    read, enters, exports = (with_right(right) for right in (Right.READ, Right.WRITE, Right.EXPORT))
    person = arrive(username)
    person.open("/")
    person.is_at(f"/{code}/")
    expect(person.title).to_have_text("工作台")
    expect(person.page.get_by_role("banner")).to_contain_text(place)
    nav = person.page.get_by_role("navigation", name="台账与功能")
    told = nav.get_by_role("link", include_hidden=True).all_text_contents()
    assert set(told) - {"查找"} == {"工作台", "指标", "总结", "修改密码", *(title(key) for key in read)}
    entered = person.main.locator("a[href$='/new/']").evaluate_all("all => all.map(one => one.pathname.split('/')[3])")
    assert set(entered) == enters
    for key in ("members", "contributions"):
        register = ledger_named(key)
        if not nav.get_by_role("link", name=register.title, exact=True).is_visible():
            nav.get_by_text(AREAS[register.area], exact=True).click()
        nav.get_by_role("link", name=register.title, exact=True).click()
        expect(person.title).to_have_text(register.title)
        assert person.count
        expect(person.main.get_by_role("link", name="登记", exact=True)).to_have_count(int(key in enters))
        expect(person.main.get_by_role("link", name="导出", exact=True)).to_have_count(int(key in exports))


def ledger_named(key: str) -> Ledger:
    found = CATALOGUE.ledger(key)
    assert found is not None
    return found


def title(key: str) -> str:
    return ledger_named(key).title


def test_another_town_is_as_if_it_did_not_exist(arrive: Arrival) -> None:
    reviewer, officer, clerk = arrive("city-reviewer"), arrive("t1-officer"), arrive("t1-clerk")
    reviewer.open("/T6/ledgers/members/")
    record = (reviewer.rows.first.get_by_role("link").get_attribute("href") or "").rstrip("/").split("/")[-1]
    assert reviewer.open(f"/T6/ledgers/members/{record}/") == 200
    for path in ("/T6/", "/C/", "/T6/figures/", "/T6/ledgers/members/", f"/T1/ledgers/members/{record}/", "/T99/"):
        assert officer.open(path) == 404, path
        expect(officer.title).to_have_text("没有找到这个页面")
    for path in ("/T1/", "/T1-V02/", "/T1/ledgers/contributions/", "/T1/summaries/"):
        assert clerk.open(path) == 404, path
    assert officer.open("/T1/ledgers/members/nothing/") == 404


def test_after_signing_in_comes_the_page_that_was_asked_for(visitor: Person) -> None:
    asked = "/T1/figures/?year=2025&month=3"
    visitor.open(asked)
    expect(visitor.title).to_have_text("登录")
    visitor.sign_in("t1-vice")
    visitor.is_at(asked)
    visitor.page.get_by_role("button", name="退出登录").click()
    visitor.is_at("/sign-in/")
    visitor.open(asked)
    expect(visitor.title).to_have_text("登录")


def test_five_wrong_passwords_shut_the_door(visitor: Person) -> None:
    visitor.open("/sign-in/")
    visitor.press("登录")
    expect(visitor.box("账号")).to_be_focused()  # the browser itself asks for what is empty
    for _ in range(4):
        visitor.sign_in(LOCKED_OUT, "not-the-password")
        expect(visitor.error_at("密码")).to_contain_text("账号或密码不对")
        expect(visitor.box("账号")).to_have_value(LOCKED_OUT)
        expect(visitor.box("密码")).to_have_value("")
    visitor.sign_in(LOCKED_OUT, "not-the-password")
    expect(visitor.alert).to_have_text(
        "密码连续5次不对，这个账号在这台电脑上暂停登录15分钟，请稍后再试，或找系统管理员解除、重设密码。"
    )
    visitor.sign_in(LOCKED_OUT)
    expect(visitor.alert).to_contain_text("暂停登录15分钟")
