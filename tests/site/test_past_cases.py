"""A new office brings in what ended last year with the registers' own sheets, and its papers compare."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.factories import Town, make_id_number
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.summaries.test_compose import outline, paper, text
from tests.unchanged import nothing_written

from gonghui.engine.declare import FigureQuery, Ledger
from gonghui.engine.exchange.models import Import
from gonghui.engine.figures.compute import compute
from gonghui.engine.process.models import StepTaken
from gonghui.engine.process.steps import Taking, take
from gonghui.ledgers.bargaining.ledger import AGREEMENTS
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.hardship.models import HardshipFile
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import main

FILE = {
    "姓名": "王往年",
    "单位": "",
    "年度": 2024,
    "困难类别": "相对困难",
    "主要致困原因": "患重特大疾病",
    "家庭人口": 3,
    "家庭月收入": 3200,
    "摸底日期": "2024.1.3",
    "入户调查日期": "2024.1.5",
    "调查人": "郑小满",
    "第二调查人": "傅清和",
    "申请日期": "2024.1.10",
    "镇总工会审核日期": "2024.2.1",
    "市总工会审核日期": "2024.3.2",
    "发放日期": "2024.3.6",
    "发放金额": 800,
    "发放单位": "上级工会",
}
CASE = {
    "姓名": "李往年",
    "培训项目": "电工技能提升班",
    "申请交通补贴": 200,
    "摸底日期": "2024-5-1",
    "申请日期": "2024-6-1",
    "镇总工会审核日期": "2024-6-10",
    "市总工会审核日期": "2024-7-2",
    "省总工会审核日期": "2024-7-20",
    "发放日期": "2024-8-6",
    "发放金额": 200,
    "所属组织": "上河村工会联合会",
}


@pytest.fixture(autouse=True)
def _opened(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "database_date", clock.database_date)


@pytest.fixture
def employer(place: Town) -> Employer:
    return make_employer(place.officer, place.village)


def book(rows: Sequence[dict[str, Any]]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    heads = list(dict.fromkeys(head for row in rows for head in row))
    sheet.append(["身份证号", *heads])
    for at, row in enumerate(rows, start=1):
        sheet.append([make_id_number(at), *(row.get(head) for head in heads)])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def bring(place: Town, ledger: Ledger, *rows: dict[str, Any]) -> None:
    """Upload and confirm as the officer of the town does."""
    client = Client()
    client.force_login(place.officer)
    file = io.BytesIO(book(rows))
    file.name = "去年.xlsx"
    shown = client.post(f"/T/ledgers/{ledger.key}/import/", {"file": file})
    assert shown.status_code == 200, [one.message for one in shown.context["preview"].errors]
    assert client.post(f"/T/ledgers/{ledger.key}/import/{shown.context['kept'].pk}/").status_code == 302


def value(place: Town, code: str, year: int) -> Any:
    indicator = CATALOGUE.indicator(code)
    assert indicator is not None
    return compute(indicator, FigureQuery(place.town, Period.year(year), date(2025, 12, 12))).value


def test_last_years_figures_are_true_and_this_years_paper_compares(place: Town, employer: Employer) -> None:
    case = make_hardship_file(place.officer, employer, 50)
    for key, actor, given in (
        ("apply", place.clerk, {}),
        ("pass_town", place.officer, {}),
        ("pass_city", place.reviewer, {}),
        ("pay", place.officer, {"amount": 3000, "payer": "upper"}),
    ):
        case = take(HARDSHIP, key, actor=actor, record=case, taking=Taking(date(2025, 6, 1), given))
    other = {"姓名": "赵往年", "发放日期": "2024.5.7", "发放金额": 1200}
    bring(place, HARDSHIP, {**FILE, "单位": employer.name}, {**FILE, "单位": employer.name, **other})
    bring(place, SUBSIDIES, CASE, {**CASE, "姓名": "赵往年", "发放金额": 150})
    assert (value(place, "hardship.paid_workers", 2024), value(place, "hardship.paid_amount", 2024)) == (2, 2000)
    assert (value(place, "subsidies.paid_workers", 2024), value(place, "subsidies.paid_amount", 2024)) == (2, 350)
    assert value(place, "hardship.paid_amount", 2025) == 3000
    told = text(paper(place, outline("发放{hardship.paid_amount}，{hardship.paid_amount:compared}")))
    assert told == "发放3000元，比上年同期增加1000元，增长50%。"


def test_a_file_of_this_year_is_none_of_last_year_whatever_its_days(
    place: Town, employer: Employer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([{**FILE, "单位": employer.name, "年度": 2025}]))
    with nothing_written():
        assert main(["import", "hardship", str(path), "--union", "T", "--commit"]) == 1
    assert "2025年度不是往年" in capsys.readouterr().out


def test_the_command_brings_in_previews_and_takes_back(
    employer: Employer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([{**FILE, "单位": employer.name}]))
    command = ["import", "hardship", str(path), "--union", "T"]
    with nothing_written():
        assert main([*command, "--json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["past"] == [{"row": 2, "state": "paid"}]
    assert sheet["rows"][0]["paid_on"] == "2024-03-06"
    assert main([*command, "--commit"]) == 0
    assert "新增1件（1件是照旧资料补录：已发放1件）" in capsys.readouterr().out
    steps = StepTaken.objects.filter(ledger="hardship")
    assert {(one.actor, one.taker, one.brought_in) for one in steps} == {(None, "命令行", True)}
    assert main(["undo", str(Import.objects.get().pk)]) == 0
    assert HardshipFile.objects.get().voided_on is not None


def test_the_heads_of_the_command_lines_own_export_are_known(
    employer: Employer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    general = {"镇总工会审核日期": "本级工会审核日期", "市总工会审核日期": "上一级工会审核日期"}
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([{general.get(head, head): cell for head, cell in {**FILE, "单位": employer.name}.items()}]))
    assert main(["import", "hardship", str(path), "--union", "T"]) == 0
    assert "已发放1件" in capsys.readouterr().out


def test_cases_of_another_office_are_brought_in_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([CASE]))
    with nothing_written():
        assert main(["import", "subsidies", str(path), "--union", "C", "--commit"]) == 1
    assert "这一件归青石镇总工会办理，照旧资料补录请到青石镇总工会导入" in capsys.readouterr().out
    assert Subsidy.objects.count() == 0


def test_what_no_other_union_reviews_may_stand_where_last_years_days_left_it(place: Town) -> None:
    petition = {"来源": "镇总工会接访", "事由": "欠薪", "诉求类别": "欠薪", "经办人": "陈玉兰"}
    petition |= {"收到日期": "2024-3-1", "受理日期": "2024-3-5", "告知日期": "2024-3-6", "所属组织": "上河村工会联合会"}
    closed = {"办结日期": "2024-4-1", "结果": "化解", "追回金额": 900, "上报日期": "2024-3-20"}
    bring(place, PETITIONS, {**petition, **closed}, petition)
    states = PETITIONS.model._default_manager.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["closed", "accepted"]
    kinds = StepTaken.objects.filter(ledger="petitions").values_list("step", flat=True)
    assert list(kinds) == ["accept", "report_accepted", "close", "accept"]


def test_agreements_come_in_as_signed_and_filed_and_two_of_one_sheet_never_run_at_once(
    place: Town, employer: Employer
) -> None:
    signed = {"单位": employer.name, "期限起": "2024-3-1", "期限止": "2026-2-28", "覆盖职工": 30, "平均增幅": 5}
    signed |= {"签订日期": "2024-2-20", "报审日期": "2024-2-25", "生效日期": "2024-3-12"}
    again = {**signed, "期限起": "2025-3-1", "期限止": "2027-2-28"}
    with pytest.raises(AssertionError, match="409"):
        bring(place, AGREEMENTS, signed, again)
    assert StepTaken.objects.count() == AGREEMENTS.model._default_manager.count() == 0
    bring(place, AGREEMENTS, signed)
    steps = StepTaken.objects.values_list("step", "end")
    assert list(steps) == [("sign_directly", "signed"), ("file", "filed"), ("take_effect", "in_force")]
