"""Every main page on a phone, a tablet and a PC; and the way through with the keyboard alone."""

from playwright.sync_api import Page, expect
from tests.browser.person import Person

from gonghui.demo.staff import PASSWORD

WIDTHS = (390, 768, 1280)
PAGES = [
    "/T1/",
    "/T1/places/",
    "/T1/find/?q=wj",
    *(f"/T1/ledgers/{key}/" for key in ("unions", "employers", "members", "subsidies", "contributions", "rebates")),
    "/T1/ledgers/members/?q=zz",
    "/T1/ledgers/members/new/",
    "/T1/ledgers/subsidies/new/",
    "/T1/ledgers/contributions/new/",
    "/T1/figures/",
    "/T1/figures/contributions.received/?year=2025&as_of=2025-10-31",
    "/T1/figures/subsidies.awaiting_province/?year=2025&as_of=2025-11-30",
    "/T1/summaries/",
    "/T6/",
]
OPENED = ["/T1/ledgers/subsidies/", "/T1/ledgers/rebates/", "/T1/ledgers/members/", "/T1/summaries/"]
"""Lists whose first entry is looked at too."""


def fits(page: Page) -> None:
    """Nothing on the page makes it scroll sideways, at any width, and the title is in view."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        wide: list[str] = page.evaluate(
            """width => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
                 .filter(each => each.getBoundingClientRect().right > width + 1)
                 .map(each => each.outerHTML.slice(0, 80))""",
            width,
        )
        assert not wide, (page.url, width, wide[:3])


def test_no_page_scrolls_sideways(officer: Person) -> None:
    for path in PAGES:
        officer.open(path)
        fits(officer.page)


def test_no_record_or_form_scrolls_sideways(officer: Person) -> None:
    for path in OPENED:
        officer.page.set_viewport_size({"width": 1280, "height": 844})
        officer.open(path)
        officer.main.locator("tbody").get_by_role("link").first.click()
        expect(officer.page).not_to_have_url(officer.address + path)
        fits(officer.page)


def test_the_sign_in_page_fits(visitor: Person) -> None:
    visitor.open("/sign-in/")
    fits(visitor.page)


def test_on_a_phone_the_registers_are_a_drawer_and_rows_are_cards(officer: Person) -> None:
    officer.page.set_viewport_size({"width": 390, "height": 844})
    officer.open("/T1/ledgers/members/")
    drawer = officer.page.get_by_role("navigation", name="台账与功能")
    expect(drawer).to_be_hidden()
    officer.page.get_by_role("button", name="目录").click()
    expect(drawer).to_be_visible()
    drawer.get_by_text("经费", exact=True).click()
    drawer.get_by_role("link", name="经费收缴").click()
    expect(officer.title).to_have_text("经费收缴")
    expect(officer.main.get_by_role("link", name="登记", exact=True)).to_be_in_viewport()
    card = officer.rows.first.bounding_box()
    assert card
    assert card["height"] > 60
    for label in ("登记", "导出"):
        target = officer.main.get_by_role("link", name=label, exact=True).bounding_box()
        assert target
        assert target["height"] >= 44


def test_the_keyboard_alone_signs_in_searches_and_opens(visitor: Person) -> None:
    page, keys = visitor.page, visitor.page.keyboard
    visitor.open("/sign-in/")
    expect(visitor.box("账号")).to_be_focused()
    keys.type("t1-vice")
    keys.press("Tab")
    expect(visitor.box("密码")).to_be_focused()
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(visitor.title).to_have_text("工作台")
    visitor.open("/T1/ledgers/subsidies/")
    keys.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    keys.press("Enter")
    expect(page).to_have_url(visitor.address + "/T1/ledgers/subsidies/#main")
    searchbox = visitor.main.get_by_role("searchbox")
    tab_to(visitor, searchbox.get_attribute("name") or "")
    keys.type("2025-BT-0")
    keys.press("Enter")
    expect(visitor.state).to_contain_text("查找“2025-BT-0”")
    number, name = visitor.column("编号")[0], visitor.column("姓名")[0]
    visitor.rows.first.get_by_role("link").focus()
    keys.press("Enter")
    expect(visitor.title).to_have_text(name)
    visitor.sees(number)


def tab_to(person: Person, name: str) -> None:
    """Press Tab until the box of that name in the page proper has the focus."""
    for _ in range(15):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(
            "name => document.activeElement.name === name && !!document.activeElement.closest('main')", name
        ):
            return
    raise AssertionError("The search box is not reached by Tab.")
