"""`verify` names counts that are not what the rows say, `recount` puts them right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.factories import Town, make_town
from tests.registers.employers import make_employer
from tests.registers.subsidies import make_subsidy

from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records.models import RowCount
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.site import opening
from gonghui.site.command_line import main


@pytest.fixture
def town(home: Path) -> Town:
    """A town with two employers and a case that was applied for."""
    opening.open_or_make(lambda _text: None)
    found = make_town()
    case = make_subsidy(found.clerk, make_employer(found.officer, found.village, 1))
    take(SUBSIDIES, "apply", actor=found.clerk, record=case, taking=Taking(date(2025, 7, 1)))
    make_employer(found.officer, found.village, 2)
    return found


def test_whole_counts_are_passed_over(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert "各处的条数都与记录相符。" in capsys.readouterr().out.splitlines()
    assert main(["recount"]) == 0
    assert capsys.readouterr().out == "清点完毕，条数都与记录相符。\n"


def test_what_differs_is_named_and_put_right(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    RowCount.objects.filter(ledger="employers").update(rows=5)
    RowCount.objects.filter(ledger="subsidies", rows=1).update(rows=0)
    assert main(["verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    wrong = [line for line in said if "实有" in line]
    assert wrong == [
        "上河村工会联合会：用人单位记为5家，实有2家。",
        "上河村工会联合会：交通和误工补贴“已申请”的记为0件，实有1件。",
    ]
    assert "条数有2处与记录不符：列表上的条数会不对，记录本身没有动。请运行“python3 run.py recount”改正。" in said
    assert main(["recount"]) == 0
    assert capsys.readouterr().out.splitlines() == [*wrong, "清点完毕，改正了2处。"]
    assert main(["verify"]) == 0


def test_a_state_that_no_process_knows_is_told_as_it_is(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    RowCount.objects.filter(ledger="subsidies", rows=1).update(state="lost")
    assert main(["verify"]) == 1
    assert "“lost”的记为1件，实有0件" in capsys.readouterr().out
