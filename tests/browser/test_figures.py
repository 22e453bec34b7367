"""Figures: for any place and period, as of a day; each opens as many records as it says, with the same total."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pytest
from playwright.sync_api import expect
from tests.browser.person import Arrival, Person

PUBLISHED = {
    "2025-10-31": {
        "缴交工会经费的单位": "198家",
        "已完善返还手续的单位": "168家",
        "尚未完善返还手续的单位": "30家",
        "收到工会经费": "1317.31万元",
        "月均缴费": "131.73万元",
    },
    "2025-11-30": {"申请交通和误工补贴": "45人", "逐级审核通过待省级审定": "43人"},
}


@dataclass(frozen=True)
class Told:
    """A figure as the table of figures tells it, and where it opens."""

    name: str
    value: str
    records: int
    address: str


def told(person: Person) -> list[Told]:
    """Every figure of the page."""
    lines: list[list[str]] = person.rows.evaluate_all(
        """rows => rows.map(row => [row.querySelector("a").innerText,
                                    row.cells[1].innerText.replaceAll(",", "") + row.cells[2].innerText,
                                    row.cells[5].innerText, row.querySelector("a").getAttribute("href")])"""
    )
    return [
        # A rate of nothing has no unit.
        Told(name.strip(), value.strip().replace("—%", "—（分母是0）"), int(records), href)
        for name, value, records, href in lines
    ]


def check_opened(person: Person, *figures: Told) -> None:
    """Each figure, opened, tells the same value and lists just as many records, with the same total at the foot."""
    for figure, page in zip(figures, person.read_figures([each.address for each in figures]), strict=True):
        assert (page.status, page.title) == (200, figure.name)
        assert f"：{figure.value}，依据{figure.records}条记录" in page.state.replace(",", ""), figure
        assert page.heading == f"计入的{figure.records}条记录"
        assert page.rows == min(figure.records, 50), figure
        assert page.pager.endswith(f"共{figure.records}条") or not figure.records
        total = {"收到工会经费": "金额", "返还工会经费": "返还金额", "发放交通和误工补贴": "发放金额"}.get(figure.name)
        if total and figure.records:
            assert in_words(Decimal(page.foot[total].replace(",", ""))) == figure.value


def in_words(yuan: Decimal) -> str:
    """A sum as papers tell it: in 万元 from ten thousand up, with at most two decimals."""
    number, unit = (yuan / 10000, "万元") if yuan >= 10000 else (yuan, "元")
    text = f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") + unit


@pytest.mark.parametrize("as_of", PUBLISHED)
def test_every_figure_of_the_town_opens_as_many_records_as_it_says(officer: Person, as_of: str) -> None:
    officer.open(f"/T1/figures/?year=2025&as_of={as_of}")
    figures = told(officer)
    assert len(figures) >= 20
    assert {one.name: one.value for one in figures}.items() >= PUBLISHED[as_of].items()
    check_opened(officer, *figures)


def test_a_period_is_chosen_by_year_month_or_days_and_as_of_a_day(officer: Person) -> None:
    officer.open("/T1/figures/")
    whole = {one.name: one.value for one in told(officer)}
    for answers, said, days in (
        ({"年度": "2024年"}, "2024年，", ("2024-01-01", "2024-12-31")),
        ({"年度": "2025年", "时段": "3月"}, "2025年3月，", ("2025-03-01", "2025-03-31")),
        (
            {"年度": "自选日期", "自选": "2025年4月1日", "到": "2025.6.30"},
            "2025年4—6月，",
            ("2025-04-01", "2025-06-30"),
        ),
        ({"年度": "2025年", "截至": "10月31日"}, "2025年1—10月，", ("2025-01-01", "2025-12-31")),
    ):
        officer.open("/T1/figures/")
        choose(officer, answers)
        expect(officer.state).to_contain_text(f"青砚镇总工会，{said}")
        received = next(one for one in told(officer) if one.name == "收到工会经费")
        assert received.value != whole["收到工会经费"]
        assert f"from={days[0]}&to={days[1]}" in received.address
        check_opened(officer, received)


def test_a_village_has_figures_of_its_own(arrive: Arrival, officer: Person) -> None:
    clerk = arrive("t1-clerk")
    clerk.open("/T1-V01/figures/?year=2025&as_of=2025-10-31")
    village = {one.name: one for one in told(clerk)}
    check_opened(clerk, *village.values())
    received = village["收到工会经费"]
    officer.open("/T1/figures/contributions.received/?year=2025&as_of=2025-10-31")
    below = officer.main.get_by_role("region", name="下属各处").locator("tbody").get_by_role("row")
    said = re.search(r"依据(\d+)条记录", officer.state.inner_text())
    assert said
    assert sum(int(text) for text in below.locator("td:last-child").all_inner_texts()) == int(said[1]) > 1000
    expect(below.filter(has_text="东坪村")).to_contain_text(received.value)
    below.filter(has_text="东坪村").get_by_role("link").click()
    expect(officer.state).to_contain_text(f"：{received.value}，依据{received.records}条记录")


def test_a_figure_is_opened_by_a_click_and_its_records_by_another(officer: Person) -> None:
    officer.open("/T1/figures/?year=2025&as_of=2025-11-30")
    officer.follow("逐级审核通过待省级审定")
    expect(officer.state).to_contain_text("：43人，依据")
    listed = officer.main.get_by_role("region", name="计入的")
    listed.get_by_role("row").nth(1).get_by_role("link").click()
    expect(officer.main.get_by_role("list", name="办理过程")).to_contain_text("市总工会审核通过")


def test_a_bar_of_the_chart_leads_to_its_month(officer: Person) -> None:
    officer.open("/T1/figures/contributions.received/?year=2025&as_of=2025-10-31")
    chart = officer.main.get_by_role("region", name="逐月")
    assert chart.locator("svg a").count() == 10
    chart.locator("svg a").nth(2).click()
    expect(officer.state).to_contain_text("2025年3月：")


def test_a_period_that_is_none_is_told_beside_its_box(officer: Person) -> None:
    officer.open("/T1/figures/")
    for answers, wrong, said in (
        ({"年度": "自选日期", "自选": "2025-2-30", "到": "2025-3-31"}, "自选", "2025年2月没有30日"),
        ({"年度": "自选日期", "自选": "2025-5-1", "到": "2025-4-30"}, "到", "结束日期早于开始日期"),
        ({"年度": "自选日期", "自选": "2025-5-1", "到": ""}, "到", "开始和结束两个日期都要填"),
        (
            {"年度": "2025年", "自选": "", "到": "", "截至": "2026年1月1日"},
            "截至",
            "截至日期还没有到，今天是2025年12月12日",
        ),
        ({"年度": "2025年", "自选": "", "到": "", "截至": "年底"}, "截至", "日期的写法认不出来"),
    ):
        choose(officer, answers)
        expect(officer.error_at(wrong)).to_contain_text(said)
        for label, typed in answers.items():
            if label != "年度":
                expect(officer.box(label)).to_have_value(typed)


def test_an_unknown_figure_is_not_found(officer: Person) -> None:
    assert officer.open("/T1/figures/members.unheard-of/") == 404


def choose(person: Person, answers: dict[str, str]) -> None:
    """Fill the form that chooses the period, and send it."""
    form = person.main.get_by_role("form", name="选期间和截至日")
    for label, text in answers.items():
        box = form.get_by_label(re.compile(f"^{label}"))
        if label in {"年度", "时段"}:
            box.select_option(label=text)
        else:
            box.fill(text)
    form.get_by_role("button", name="查看").click()
