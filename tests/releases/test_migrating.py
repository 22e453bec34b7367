"""What an earlier release left opens today: rows, sealed values, the log, a signed summary."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.counting import Counted, counted, kept
from tests.factories import make_id_number
from tests.registers.members import make_member

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.declare import Ledger
from gonghui.engine.people.models import Account
from gonghui.engine.process.models import StepTaken
from gonghui.engine.records import counts
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.site.catalogue import CATALOGUE, COUNTED
from gonghui.summaries import drafting
from gonghui.summaries.models import Summary

# Registers that this release did not have yet.
LATER = {"practices"}

pytestmark = [pytest.mark.usefixtures("migrated", "today"), pytest.mark.django_db]


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(Account.objects.get(username="officer"))
    return client


def _town() -> Organisation:
    return Organisation.objects.get(code="T")


def test_the_log_is_whole_and_a_new_entry_continues_it() -> None:
    town = _town()
    before = LogEntry.objects.filter(jurisdiction_id=town.jurisdiction_id).count()
    assert before > 100
    assert chain.broken_at(town.jurisdiction_id) is None
    make_member(Account.objects.get(username="officer"), Organisation.objects.get(code="V1"), 900)
    assert LogEntry.objects.filter(jurisdiction_id=town.jurisdiction_id).count() == before + 1
    assert chain.broken_at(town.jurisdiction_id) is None


def test_an_old_entry_that_is_altered_is_still_found() -> None:
    town = _town()
    LogEntry.objects.filter(jurisdiction_id=town.jurisdiction_id, sequence=7).update(why="别的事由")
    assert chain.broken_at(town.jurisdiction_id) == 7


@pytest.mark.parametrize("ledger", CATALOGUE.ledgers, ids=lambda ledger: ledger.key)
def test_every_register_lists_and_opens_its_rows(officer: Client, ledger: Ledger) -> None:
    rows: list[Any] = list(ledger.model._default_manager.filter(jurisdiction_id=_town().jurisdiction_id))
    listed = officer.get(reverse("ledger", args=["T", ledger.key])).content.decode()
    assert bool(rows) != (ledger.key in LATER)
    if not rows:
        assert f"还没有{ledger.noun}" in listed
        return
    assert any(row.number in listed for row in rows)
    assert officer.get(reverse("record", args=["T", ledger.key, rows[0].pk])).status_code == 200


def test_the_rows_of_before_are_counted() -> None:
    found = sum((counted(ledger) for ledger in COUNTED), Counted())
    assert [ledger.key for ledger in COUNTED if kept(ledger) != counted(ledger)] == []
    assert {voided for *_, voided in found} == {False, True}
    assert len({state for _, _, state, _ in counted(SUBSIDIES)}) > 1
    assert all(counts.differences(ledger, _town().jurisdiction_id) == [] for ledger in COUNTED)


def test_sealed_values_are_read_and_found_by_their_index(officer: Client) -> None:
    number = make_id_number(601)
    imported, *none = (row for row in Member.objects.all() if row.id_number.reveal() == number)
    assert none == []
    found = officer.get("/T/ledgers/members/", {"q": number}).content.decode()
    assert [row.number in found for row in Member.objects.all()].count(True) == 1
    assert imported.number in found


def test_a_case_keeps_its_steps() -> None:
    steps = StepTaken.objects.filter(ledger="subsidies").order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["apply", "pass_town"]


def test_what_was_written_in_the_words_of_then_reads_well_in_the_history(officer: Client) -> None:
    def said(address: str) -> list[str]:
        return [line.text + line.source for line in officer.get(address).context["history"]]

    case = StepTaken.objects.filter(ledger="subsidies").latest("pk")
    passed, applied, _ = said(f"/T/ledgers/subsidies/{case.record_id}/")
    assert passed.startswith("周海明办理“")
    assert passed.endswith("；意见：材料齐全。")
    assert applied.startswith("郑小满办理“")
    numbers = {make_id_number(sequence): sequence for sequence in (601, 603)}
    brought_in = {numbers.get(row.id_number.reveal()): row for row in Member.objects.all()}
    assert said(f"/T/ledgers/members/{brought_in[601].pk}/") == ["陈玉兰登记，从Excel导入（第1号导入）。"]
    assert said(f"/T/ledgers/members/{brought_in[603].pk}/") == ["程序登记，从Excel导入（第2号导入）。"]
    old = officer.get("/T/ledgers/members/imports/1/").content.decode()
    assert "新增2人" in old
    assert "没有记下写入了哪些记录" in old


def test_the_signed_summary_opens_with_its_figures_unmoved(officer: Client) -> None:
    summary = Summary.objects.get()
    assert summary.state == "signed"
    paper = drafting.paper_of(summary)
    assert paper.figures()
    assert all(figure.frozen for figure in paper.figures())
    assert officer.get(f"/T/summaries/{summary.pk}/").status_code == 200
