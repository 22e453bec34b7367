"""Each register: find, filter, sort, turn pages, open a record and read its history, sum up, take away to Excel."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.person import Person, read_workbook

from gonghui.demo import towns
from gonghui.demo.subsidies import applications
from gonghui.plain import pinyin

PAGE = 50


@dataclass(frozen=True)
class Register:
    """A register as its list is tried: `heading` names the records, `totals` stand at the foot."""

    key: str
    heading: str
    picks: tuple[str, str]
    sorts: str
    totals: tuple[str, ...] = ()


REGISTERS = [
    Register("unions", "工会名称", ("类型", "工会联合会"), "建会日期"),
    Register("employers", "单位名称", ("已建会", "否"), "职工数", ("职工数", "申报会员数")),
    Register("members", "姓名", ("性别", "女"), "入会日期"),
    Register("subsidies", "姓名", ("状态", "市总工会审核通过"), "申请日期", ("发放金额",)),
    Register("contributions", "缴费单位", ("退款", "是"), "入库日期", ("金额",)),
    Register("rebates", "缴费单位", ("状态", "已返还"), "返还金额", ("返还金额",)),
]
registers = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)


def full_name(officer: Person) -> str:
    """The first record's name, in full even where its cell cuts it off."""
    return officer.rows.first.get_by_role("link").inner_text().strip()


@registers
def test_finds_by_name_initials_and_number_and_opens_with_its_history(officer: Person, register: Register) -> None:
    officer.open(f"/T1/ledgers/{register.key}/")
    everything = officer.count
    name, number = full_name(officer), officer.column("编号")[0]
    for text in (name, pinyin.initials(name)):
        officer.search(text)
        expect(officer.page).to_have_url(re.compile(r"\?q="))
        assert number in officer.column("编号")
        assert 0 < officer.count < everything
    assert any(pinyin.initials(found).startswith(pinyin.initials(name)) for found in officer.column(register.heading))
    officer.search(number)
    expect(officer.rows).to_have_count(1)
    officer.follow(name)
    expect(officer.title).to_contain_text(name)
    officer.sees(number)
    expect(officer.history.last).to_contain_text("登记。")


@registers
def test_sorts_turns_pages_filters_sums_up_and_goes_to_excel(
    officer: Person, register: Register, tmp_path: Path
) -> None:
    officer.open(f"/T1/ledgers/{register.key}/")
    everything, (title, option) = officer.count, register.picks
    head = officer.main.get_by_role("columnheader", name=register.sorts).get_by_role("link")
    head.click()
    expect(officer.page).to_have_url(re.compile(r"\?sort="))
    ascending = column_values(officer, register.sorts)
    assert ascending == sorted(ascending)
    head.click()
    expect(officer.page).to_have_url(re.compile(r"\?sort=-"))
    descending = column_values(officer, register.sorts)
    assert descending == sorted(descending, reverse=True)
    officer.follow("下一页")
    officer.sees(f"第{PAGE + 1}—{min(2 * PAGE, everything)}条，共{everything}条")
    if title == "状态":
        officer.main.get_by_role("navigation", name="按状态").get_by_role("link", name=option).click()
    else:
        officer.search(**{title: option})
    expect(officer.state).to_contain_text("筛出")
    told = officer.count
    assert 0 < told < everything
    expect(officer.main.get_by_role("navigation", name="翻页")).to_contain_text(f"共{told}条")
    assert set(officer.column(title)) == {option}

    foot, numbers = officer.foot(), officer.column("编号")
    rows = read_workbook(officer.download("导出", tmp_path))
    assert len(rows) == told
    assert [str(row["编号"]) for row in rows][:PAGE] == numbers
    assert {str(row[title]) for row in rows} == {option}
    for name in register.totals:
        column = next(head for head in rows[0] if head.split("（")[0] == name)
        summed = sum((Decimal(str(row[column] or 0)) for row in rows), Decimal(0))
        assert foot[name] == (f"{summed:,.2f}" if "元" in column else f"{summed:,.0f}")
    assert not any(re.search(r"110101\d{8}", str(value)) for row in rows for value in row.values())


@pytest.mark.parametrize("key", ["members", "subsidies"])
def test_a_whole_id_number_finds_its_owner_and_stands_in_no_address(officer: Person, key: str) -> None:
    known = {case.worker.id_number: case.worker for case in applications(towns()[0]) if not case.void_reason}
    number, worker = next(iter(known.items()))
    officer.open(f"/T1/ledgers/{key}/")
    officer.search(f"{number[:6]} {number[6:14]} {number[14:]}")
    expect(officer.main).to_contain_text(worker.name)
    expect(officer.main).to_contain_text(f"{number[:3]}***********{number[-4:]}")
    assert number[6:14] not in officer.path
    stranger = number[:6] + "1931" + number[10:]
    officer.open(f"/T1/ledgers/{key}/")
    officer.search(stranger)
    officer.sees("没有符合的")
    expect(officer.main.get_by_role("searchbox")).to_have_value(stranger)
    assert officer.path == f"/T1/ledgers/{key}/"


def test_one_search_finds_in_every_register(officer: Person) -> None:
    case = next(case for case in applications(towns()[0]) if case.acts)
    box = officer.page.get_by_role("banner").get_by_role("searchbox")
    for text in (case.worker.name, case.worker.id_number):
        officer.open("/T1/")
        box.fill(text)
        box.press("Enter")
        expect(officer.title).to_have_text("查找")
        for register in ("会员", "交通和误工补贴"):
            expect(officer.main.get_by_role("region", name=register)).to_contain_text(case.worker.name)
        assert case.worker.id_number not in officer.path


def test_a_wrong_date_in_a_filter_is_told_and_kept(officer: Person) -> None:
    officer.open("/T1/ledgers/contributions/")
    everything = officer.count
    officer.search(入库日期从="2025年10月1日", 入库日期到="2025-2-30")
    officer.sees("2025年2月没有30日")
    expect(officer.box("入库日期到")).to_have_value("2025-2-30")
    officer.search(入库日期从="2025年10月1日", 入库日期到="2025.10.31")
    expect(officer.state).to_contain_text("入库日期2025年10月31日止")
    assert 0 < officer.count < everything


def column_values(person: Person, title: str) -> list[Decimal | str]:
    """A column's values as they sort: numbers as numbers, days as they are written; empty cells left out."""
    texts = [text.replace(",", "") for text in person.column(title) if text]
    return [Decimal(text) if re.fullmatch(r"-?[\d.]+", text) else text for text in texts]


def test_a_click_in_a_row_opens_it_and_a_selected_cell_does_not(officer: Person) -> None:
    officer.open("/T1/ledgers/petitions/")
    cell = officer.rows.first.get_by_role("cell").nth(1)
    cell.evaluate("each => getSelection().selectAllChildren(each)")
    cell.dispatch_event("click")
    expect(officer.page).to_have_url(re.compile(r"/petitions/$"))
    officer.page.evaluate("getSelection().removeAllRanges()")
    cell.click()
    expect(officer.page).to_have_url(re.compile(r"/petitions/\d+/$"))
