"""The year's summary: read, each figure opened, a cut-off changed, taken away as a Word file."""

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import expect
from tests.browser.person import Arrival, Person


@pytest.fixture
def reading(officer: Person) -> Person:
    """The officer before the year's summary."""
    officer.open("/T1/summaries/")
    officer.follow("青砚镇总工会2025年工作总结")
    return officer


def redraft(person: Person, contributions_until: str) -> None:
    person.fill("工会经费", contributions_until)
    person.press("重新起草")


def figures(person: Person) -> dict[str, tuple[str, str]]:
    """The figures of the paper, by their mark: the text and where it opens."""
    found: list[list[str]] = person.main.locator("article a.chip:not(.chip--fact)").evaluate_all(
        "chips => chips.map(chip => [chip.id, chip.innerText, chip.getAttribute('href')])"
    )
    return {mark: (text, address) for mark, text, address in found}


def test_each_figure_opens_its_records_with_the_same_value(reading: Person) -> None:
    redraft(reading, "2025-10-31")  # other tests enter records meanwhile
    expect(reading.main.get_by_role("status")).to_contain_text("已按今天的记录重新起草")
    expect(reading.state).to_contain_text("都与现在的记录一致")
    cited = figures(reading)
    assert {"198家", "1317.31万元", "131.73万元", "168家", "30家", "45人", "43人"} <= {
        text for text, _ in cited.values()
    }
    pages = reading.read_figures([address for _, address in cited.values()])
    for (mark, (text, _)), page in zip(cited.items(), pages, strict=True):
        exact = "5217人次" if text == "超过5000人次" else text
        if "中有" not in text and not text.endswith("%"):  # a rate is told shorter than its page has it
            assert f"：{exact}，依据" in page.state.replace(",", ""), mark
            assert f"总结里是{exact}" in page.notice, mark
        assert "现在还是这些记录" in page.notice, mark
        counted = re.search(r"依据(\d+)条记录", page.state)
        assert counted
        assert page.pager.endswith(f"共{counted[1]}条"), mark


def test_a_figure_is_opened_by_a_click(reading: Person) -> None:
    reading.main.get_by_role("article").get_by_role("link", name="1317.31万元").click()
    expect(reading.title).to_have_text("收到工会经费")
    expect(reading.main.locator("tfoot").first).to_contain_text("13,173,118.46")


def test_a_cut_off_changed_changes_the_paper(reading: Person) -> None:
    before = figures(reading)
    redraft(reading, "9月30日")
    expect(reading.main.get_by_role("article")).to_contain_text("截至9月底缴交工会经费")
    after = figures(reading)
    (mark,) = (mark for mark in before if mark.endswith("contributions.received"))
    assert after[mark][0] not in {before[mark][0], ""}
    redraft(reading, "2025年9月31日")
    expect(reading.alert).to_contain_text("截至日期")
    expect(reading.error_at("工会经费")).to_contain_text("9月没有31日")
    expect(reading.box("工会经费")).to_have_value("2025年9月31日")
    redraft(reading, "2025-10-31")
    expect(reading.main.get_by_role("article")).to_contain_text("截至10月底缴交工会经费")
    assert figures(reading).keys() == before.keys()


def test_the_word_file_holds_the_same_figures(reading: Person, tmp_path: Path) -> None:
    cited = {mark: text for mark, (text, _) in figures(reading).items()}
    file = reading.download("导出Word", tmp_path)
    assert file.name == "青砚镇总工会2025年工作总结.docx"
    body = docx.Document(str(file)).element.body
    marked = {}
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None:
            marked[tag.get(qn("w:val"))] = "".join(text.text or "" for text in control.iter(qn("w:t")))
    assert marked == cited
    whole = "".join(text.text or "" for text in body.iter(qn("w:t")))
    assert "一、抓组织、促规范，夯实基层基础" in whole
    assert "附件：2025年工作总结图表" in whole


def test_a_village_clerk_sees_no_summary_of_the_town(arrive: Arrival) -> None:
    clerk, chair = arrive("t1-clerk"), arrive("t1-chair")
    clerk.open("/T1-V01/summaries/")
    expect(clerk.main.get_by_role("button", name=re.compile("起草"))).to_have_count(0)
    chair.open("/T1/summaries/")
    chair.follow("青砚镇总工会2025年工作总结")
    assert figures(chair)
    expect(chair.main.get_by_role("link", name="导出Word")).to_be_visible()


def test_a_paragraph_is_rewritten_with_its_figures_as_chips(reading: Person) -> None:
    article = reading.main.get_by_role("article")
    paragraph = article.locator(".block", has_text="新发展会员")
    before = paragraph.locator("a.chip").all_inner_texts()
    paragraph.hover()
    paragraph.get_by_role("link", name="修改这一段").click()
    writing = article.get_by_role("textbox", name="这一段的文字")
    expect(writing.locator("[data-token]")).to_have_count(len(before))
    # A chip takes no typing, and what is typed stands beside it.
    writing.press("Control+End")
    writing.press_sequentially("队伍不断壮大，另有单位")
    reading.main.get_by_label("插入指标").select_option("employers.unionised")
    reading.press("放进去")
    reading.press("保存")
    changed = article.locator(".block", has_text="队伍不断壮大，另有单位")
    expect(changed).to_contain_text(re.compile(r"队伍不断壮大，另有单位\d+家"))
    assert changed.locator("a.chip").all_inner_texts()[:-1] == before
    reading.main.get_by_role("link", name="历次版本").click()
    expect(reading.main.locator("ins").first).to_contain_text("队伍不断壮大")
    reading.open("/T1/summaries/")
    reading.follow("青砚镇总工会2025年工作总结")
    redraft(reading, "2025-10-31")  # for the other tests
    expect(article).not_to_contain_text("队伍不断壮大")


def test_the_chair_signs_what_the_officer_submitted(arrive: Arrival) -> None:
    officer, chair = arrive("t6-officer"), arrive("t6-chair")
    officer.open("/T6/summaries/")
    officer.follow("泊云镇总工会2025年工作总结")
    for gap in range(officer.main.locator(".gap").count(), 0, -1):
        block = officer.main.locator(".block", has=officer.page.locator(".gap")).first
        block.hover()
        block.get_by_role("link", name="修改这一段").click()
        officer.main.get_by_role("article").get_by_role("textbox", name="这一段的文字").fill("对照职工期待仍有差距。")
        officer.press("保存")
        expect(officer.main.locator(".gap")).to_have_count(gap - 1)
    officer.press("报请签发")
    expect(officer.state).to_contain_text("待签发")
    expect(officer.main.get_by_role("link", name="修改这一段")).to_have_count(0)
    chair.open("/T6/")
    expect(chair.main.get_by_role("link", name="泊云镇总工会2025年工作总结").first).to_be_visible()
    chair.follow("泊云镇总工会2025年工作总结")
    chair.press("签发")
    expect(chair.state).to_contain_text("已签发")
    expect(chair.state).to_contain_text("都与现在的记录一致")
