"""The chair signs: every figure is frozen with its records, and what moves afterwards is named with them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import Town, make_account, make_contribution, make_employer, make_member, make_petition
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written

from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.people.models import Account
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.ledgers.organisations.choices import Role
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.paper import Cited, Gap, Paper


def step(key: str, actor: Account, summary: Summary, note: str = "") -> Summary:
    return take(SUMMARIES, key, actor=actor, record=summary, taking=Taking(clock.today(), note=note))


def sign(told: Town, summary: Summary, actor: Account | None = None) -> Summary:
    return drafting.sign(CATALOGUE, actor=actor or told.chair, summary=summary, expected_version=summary.version)


def without_gaps(told: Town) -> Summary:
    """A draft with what was missing struck out."""
    summary = draft(told)
    paper = drafting.paper_of(summary)
    blocks = tuple(block for block in paper.blocks if not isinstance(block, Gap))
    whole = Paper(**{**paper.__dict__, "blocks": blocks})
    return drafting.keep(
        CATALOGUE, actor=told.officer, summary=summary, paper=whole, made=Made.EDITED, expected_version=summary.version
    )


@pytest.fixture
def submitted(told: Town) -> Summary:
    return step("submit", told.officer, without_gaps(told))


def test_the_chair_signs_and_every_figure_is_frozen_with_its_records(told: Town, submitted: Summary) -> None:
    before = FrozenFigure.objects.count()
    signed = sign(told, submitted)
    paper = drafting.paper_of(signed)
    assert (signed.state, signed.signed_on) == ("signed", clock.today())
    assert FrozenFigure.objects.count() == before + len(paper.figures())
    joined = next(cited for cited in paper.figures() if cited.code == "members.joined")
    row = FrozenFigure.objects.get(pk=joined.frozen)
    assert set(row.record_keys) == {str(member.pk) for member in Member.objects.all()}
    assert drafting.versions_of(signed)[0].made == Made.SIGNED


def test_afterwards_what_would_differ_is_named_with_the_records(told: Town, submitted: Summary) -> None:
    signed = sign(told, submitted)
    assert drafting.moved(CATALOGUE, told.town, drafting.paper_of(signed)) == []
    gone = Member.objects.order_by("id").first()
    assert gone is not None
    door.void(MEMBERS, actor=told.officer, record=gone, why="重复登记")
    come = make_member(told.officer, told.village, 5, join_date=date(2025, 12, 2))
    late = make_member(told.officer, told.village, 6, join_date=date(2025, 12, 3))
    changed = Contribution.objects.get(paid_date=date(2025, 3, 5))
    door.save(CONTRIBUTIONS, actor=told.officer, record=changed, changes={"amount": 100})
    found = drafting.moved(CATALOGUE, told.town, drafting.paper_of(signed))
    moved = {one.cited.code: one for one in found if isinstance(one.cited, Cited)}
    joined = moved["members.joined"]
    assert (joined.cited.text, joined.text) == ("2人", "3人")
    assert joined.difference is not None
    assert (joined.difference.gone, joined.difference.come) == ((gone,), (come, late))
    received = moved["contributions.received"].difference
    assert received is not None
    assert (received.gone, received.come, received.changed) == ((), (), (changed,))
    # What was signed stays as it was.
    assert drafting.paper_of(Summary.objects.get()).figures() == drafting.paper_of(signed).figures()


def test_a_signed_paper_takes_no_edit_until_the_chair_takes_it_back(told: Town, submitted: Summary) -> None:
    signed = sign(told, submitted)
    make_member(told.officer, told.village, 11, join_date=date(2025, 12, 2))
    with nothing_written(), pytest.raises(Refusal, match="已签发"):
        draft(told)
    with nothing_written(), pytest.raises(Refusal, match="已签发"):
        drafting.refresh(CATALOGUE, actor=told.officer, summary=signed, expected_version=signed.version)
    with nothing_written(), pytest.raises(NotAllowed):
        step("reopen", told.officer, signed, "想改")
    reopened = step("reopen", told.chair, signed, "数字有误")
    fresh = drafting.refresh(CATALOGUE, actor=told.officer, summary=reopened, expected_version=reopened.version)
    assert not drafting.moved(CATALOGUE, told.town, drafting.paper_of(fresh))


def test_nobody_signs_what_they_submitted_and_only_the_chair_signs(told: Town) -> None:
    summary = step("submit", told.chair, without_gaps(told))
    for actor in (told.chair, told.officer, told.clerk, told.stranger, told.reviewer):
        with nothing_written(), pytest.raises(NotAllowed):
            sign(told, summary, actor)


def test_figures_that_moved_and_gaps_are_not_signed(told: Town, submitted: Summary) -> None:
    make_member(told.officer, told.village, 5, join_date=date(2025, 12, 2))
    with nothing_written(), pytest.raises(Refusal, match="新发展会员"):
        sign(told, submitted)
    back = step("return", told.chair, submitted, "请更新数字")
    back = drafting.refresh(CATALOGUE, actor=told.officer, summary=back, expected_version=back.version)
    assert sign(told, step("submit", told.officer, back)).state == "signed"


def test_a_paper_with_something_missing_is_not_signed(told: Town) -> None:
    summary = draft(told)
    assert {gap.heading for gap in drafting.paper_of(summary).gaps()} == {"存在的不足", "下一年工作打算"}
    summary = step("submit", told.officer, summary)
    with nothing_written(), pytest.raises(Refusal, match="还缺内容"):
        sign(told, summary)


def test_what_stands_in_the_paper_beside_is_not_touched_by_another_towns_rows(told: Town, submitted: Summary) -> None:
    signed = sign(told, submitted)
    other = make_employer(told.stranger, told.neighbour_village)
    make_contribution(told.stranger, other)
    assert drafting.moved(CATALOGUE, told.town, drafting.paper_of(signed)) == []


def test_who_may_not_read_a_register_is_not_told_which_of_its_records_moved(told: Town) -> None:
    make_petition(told.officer, told.village)
    summary = draft(told)
    later = make_petition(told.officer, told.village, 2)
    auditor = make_account("经审员", (told.town, Role.AUDITOR))
    pages = {}
    for reader in (told.officer, auditor):
        client = Client()
        client.force_login(reader)
        pages[reader.pk] = client.get(f"/T/summaries/{summary.pk}/").content.decode()
    assert later.number in pages[told.officer.pk]
    assert later.number not in pages[auditor.pk]
    assert "你的岗位不能查看这些记录" in pages[auditor.pk]
