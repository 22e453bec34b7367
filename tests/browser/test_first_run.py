"""An empty installation, from the first page to a village clerk who sees only the village."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.person import Person, window
from tests.browser.program import serving

PASSWORD = "ziran-cun-2025"


@pytest.fixture
def newcomer(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """The first person at an installation that nobody has set up."""
    with (
        serving(tmp_path_factory.mktemp("empty")) as installation,
        window(chromium, installation.address) as person,
    ):
        yield person


OWN_PASSWORD = "chun-jiang-88"


def test_from_an_empty_installation_to_a_clerk_of_a_village(newcomer: Person) -> None:
    person = newcomer
    for path in ("/", "/sign-in/", "/SXZ/ledgers/members/"):
        person.open(path)
        person.is_at("/first-run/")
    person.press("建立")
    expect(person.error_at("省级工会")).to_contain_text("请填写省级工会")
    answers = {
        "省级工会": "岫云省总工会",
        "市级工会": "栖霞市总工会",
        "镇级工会": "松溪镇总工会",
        "你的姓名": "钟灵",
        "登录账号": "zhongling",
    }
    for label, text in answers.items():
        person.fill(label, text)
    person.fill("密码", PASSWORD)
    person.fill("再输一次密码", "another-2025")
    person.press("建立")
    expect(person.error_at("再输一次密码")).to_contain_text("两次输入的密码不一样")
    for label, text in answers.items():
        expect(person.box(label)).to_have_value(text)
    person.fill("密码", PASSWORD)
    person.fill("再输一次密码", PASSWORD)
    person.press("建立")
    expect(person.title).to_have_text("登录")
    assert person.open("/first-run/") == 404
    person.open("/sign-in/")
    person.sign_in("zhongling", PASSWORD)
    expect(person.title).to_have_text("工作台")
    expect(person.page.get_by_role("banner")).to_contain_text("松溪镇总工会")

    person.page.get_by_role("main").get_by_role("link", name="工会", exact=True).click()
    person.fill("工会名称", "青石村工会联合会")
    person.box("类型").select_option(label="工会联合会")
    person.fill("建会日期", "2019年5月1日")
    person.press("登记")
    expect(person.title).to_have_text("青石村工会联合会")

    person.page.get_by_role("navigation", name="台账与功能").get_by_role("link", name="人员").click()
    appoint(person, "mulan", "")
    expect(person.alert).to_contain_text("请填姓名")
    expect(person.box("登录账号")).to_have_value("mulan")
    appoint(person, "mulan", "木兰")
    expect(person.main.get_by_role("status")).to_contain_text("木兰已是青石村工会联合会的村企经办")
    expect(person.rows.filter(has_text="木兰")).to_contain_text("村企经办")
    person.page.get_by_role("button", name="退出登录").click()

    person.sign_in("mulan", PASSWORD)
    expect(person.title).to_have_text("修改密码")
    person.fill("现在的密码", PASSWORD)
    for label in ("新密码", "再输一次新密码"):
        person.fill(label, OWN_PASSWORD)
    person.press("改密码")
    expect(person.title).to_have_text("工作台")
    expect(person.page.get_by_role("banner")).to_contain_text("青石村工会联合会")
    village = person.path
    assert person.open(f"{village}ledgers/members/") == 200
    expect(person.main.get_by_role("link", name="登记", exact=True)).to_be_visible()
    for path in ("/SXZ/", "/SXZ/ledgers/members/", "/SXZ/people/", f"{village}people/", "/C/"):
        assert person.open(path) == 404, path
    person.open(village)
    person.page.get_by_role("button", name="退出登录").click()

    person.sign_in("zhongling", PASSWORD)
    expect(person.title).to_have_text("工作台")
    person.open("/SXZ/people/")
    dismiss(person, "木兰", sure=False)
    expect(person.rows.filter(has_text="木兰")).to_have_count(1)
    dismiss(person, "木兰", sure=True)
    expect(person.main.get_by_role("status")).to_contain_text("已免去木兰的岗位")
    expect(person.rows.filter(has_text="木兰")).to_have_count(0)
    dismiss(person, "系统管理员", sure=True)
    expect(person.alert).to_contain_text("不能免去自己的系统管理员岗位")


def dismiss(person: Person, whose: str, *, sure: bool) -> None:
    """Press the button that ends a post, and answer whether that is meant."""
    person.page.once("dialog", lambda dialog: dialog.accept() if sure else dialog.dismiss())
    person.rows.filter(has_text=whose).get_by_role("button", name="免去").click()


def appoint(person: Person, username: str, name: str) -> None:
    """Fill the form that gives a clerk's post in the village, and send it."""
    person.box("岗位").select_option(label="村企经办")
    for label, text in {
        "在哪里": "青石村工会联合会",
        "登录账号": username,
        "姓名": name,
        "初始密码": PASSWORD,
    }.items():
        person.fill(label, text)
    person.press("安排岗位")
