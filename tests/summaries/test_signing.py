"""The chair signs: every figure is frozen with its records, and what moves afterwards is named with them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.registers.petitions import make_petition
from tests.summaries.test_drafting import compared, draft
from tests.unchanged import nothing_written

from gonghui.engine.access.rights import Access
from gonghui.engine.figures.frozen import FrozenComparison
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.people.models import Account
from gonghui.engine.process.queue import waiting
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member
from gonghui.offices.roles import Role
from gonghui.plain import clock
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.blocks import GapBlock
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Made, Summary
from gonghui.summaries.paper import Paper


def step(key: str, actor: Account, summary: Summary, note: str = "") -> Summary:
    return take(SUMMARIES, key, actor=actor, record=summary, taking=Taking(clock.today(), note=note))


def sign(recorded: Town, summary: Summary, actor: Account | None = None) -> Summary:
    return drafting.sign(CATALOGUE, actor=actor or recorded.chair, summary=summary, expected_version=summary.version)


def without_gaps(recorded: Town) -> Summary:
    """A draft with what was missing deleted."""
    summary = draft(recorded)
    paper = drafting.paper_of(summary)
    blocks = tuple(block for block in paper.blocks if not isinstance(block, GapBlock))
    whole = Paper(**{**paper.__dict__, "blocks": blocks})
    return drafting.keep(
        CATALOGUE,
        actor=recorded.officer,
        summary=summary,
        paper=whole,
        made=Made.EDITED,
        expected_version=summary.version,
    )


@pytest.fixture
def submitted(recorded: Town) -> Summary:
    return step("submit", recorded.officer, without_gaps(recorded))


def test_the_chair_signs_and_every_figure_is_frozen_with_its_records(recorded: Town, submitted: Summary) -> None:
    before = FrozenFigure.objects.count()
    signed = sign(recorded, submitted)
    paper = drafting.paper_of(signed)
    assert (signed.state, signed.signed_on) == ("signed", clock.today())
    assert FrozenFigure.objects.count() == before + len(paper.figures())
    joined = next(cited for cited in paper.figures() if cited.code == "members.joined")
    row = FrozenFigure.objects.get(pk=joined.frozen)
    assert set(row.record_keys) == {str(member.pk) for member in Member.objects.all()}
    assert drafting.versions_of(signed)[0].made == Made.SIGNED


def test_afterwards_what_would_differ_is_named_with_the_records(recorded: Town, submitted: Summary) -> None:
    signed = sign(recorded, submitted)
    assert drafting.moved(CATALOGUE, recorded.town, drafting.paper_of(signed)) == []
    gone = Member.objects.order_by("id").first()
    assert gone is not None
    door.void(MEMBERS, actor=recorded.officer, record=gone, why="重复登记")
    come = make_member(recorded.officer, recorded.village, 5, join_date=date(2025, 12, 2))
    late = make_member(recorded.officer, recorded.village, 6, join_date=date(2025, 12, 3))
    changed = Contribution.objects.get(paid_date=date(2025, 3, 5))
    door.save(CONTRIBUTIONS, actor=recorded.officer, record=changed, changes={"amount": 100})
    found = drafting.moved(CATALOGUE, recorded.town, drafting.paper_of(signed))
    moved = {one.cited.code: one for one in found if isinstance(one.cited, CitedFigure)}
    joined = moved["members.joined"]
    assert (joined.cited.text, joined.text) == ("2人", "3人")
    assert compared(recorded, joined) == FrozenComparison((gone.pk,), (come.pk, late.pk), ())
    assert compared(recorded, moved["contributions.received"]) == FrozenComparison((), (), (changed.pk,))
    # What was signed stays as it was.
    assert drafting.paper_of(Summary.objects.get()).figures() == drafting.paper_of(signed).figures()


def test_a_signed_paper_takes_no_edit_for_ever(recorded: Town, submitted: Summary) -> None:
    signed = sign(recorded, submitted)
    make_member(recorded.officer, recorded.village, 11, join_date=date(2025, 12, 2))
    with nothing_written(), pytest.raises(Refusal, match="已签发"):
        draft(recorded)
    with nothing_written(), pytest.raises(Refusal, match="已签发"):
        drafting.refresh(CATALOGUE, actor=recorded.officer, summary=signed, expected_version=signed.version)
    for actor in (recorded.officer, recorded.chair):
        for key in ("withdraw", "return", "submit"):
            with nothing_written(), pytest.raises(Refusal):
                step(key, actor, signed, "想改")


def test_nobody_signs_what_they_submitted_and_only_the_chair_signs(recorded: Town) -> None:
    summary = step("submit", recorded.chair, without_gaps(recorded))
    for actor in (recorded.chair, recorded.officer, recorded.clerk, recorded.stranger, recorded.reviewer):
        with nothing_written(), pytest.raises(NotAllowed):
            sign(recorded, summary, actor)
    # An office with one chair: told what to do, and then it can be done.
    with pytest.raises(NotAllowed, match="由另一位同事重新报一次"):
        sign(recorded, summary)
    second = make_account("唐二", (recorded.town, Role.CHAIR))
    with pytest.raises(NotAllowed, match="能办“签发”的有唐二"):
        sign(recorded, summary)
    back = step("withdraw", recorded.officer, summary)
    assert (back.state, back.withdrawn_on) == ("draft", clock.today())
    again = step("submit", recorded.officer, back)
    assert sign(recorded, again).state == "signed"
    assert second.pk


def test_a_chair_who_once_submitted_signs_what_another_submitted_after_a_return(recorded: Town) -> None:
    summary = step("submit", recorded.chair, without_gaps(recorded))
    vice = make_account("郭副", (recorded.town, Role.VICE_CHAIR))
    back = step("return", vice, summary, "再核对一遍")
    again = step("submit", recorded.officer, back)
    offered = [one.rows for one in waiting(SUMMARIES, recorded.town, Access(recorded.chair)) if one.step.key == "sign"]
    assert [list(rows) for rows in offered] == [[again]]
    assert sign(recorded, again).state == "signed"


def test_who_submitted_the_present_version_is_not_handed_it_to_sign(recorded: Town) -> None:
    summary = step("submit", recorded.officer, without_gaps(recorded))
    back = step("withdraw", recorded.officer, summary)
    step("submit", recorded.chair, back)
    offered = [one.rows for one in waiting(SUMMARIES, recorded.town, Access(recorded.chair)) if one.step.key == "sign"]
    assert [list(rows) for rows in offered] == [[]]


def test_a_withdrawn_summary_is_edited_again_and_its_trail_says_so(recorded: Town, submitted: Summary) -> None:
    client = Client()
    client.force_login(recorded.officer)
    address = f"/T/summaries/{submitted.pk}/"
    assert (
        "已经报请签发，要改请先点“撤回”" in client.post("/T/summaries/", {"year": "2025"}, follow=True).content.decode()
    )
    answer = client.post(f"{address}steps/withdraw/", {"version": str(submitted.version)}, follow=True)
    page = answer.content.decode()
    assert "陈玉兰撤回" in page
    assert "?edit=0" in page


def test_figures_that_moved_and_gaps_are_not_signed(recorded: Town, submitted: Summary) -> None:
    make_member(recorded.officer, recorded.village, 5, join_date=date(2025, 12, 2))
    with nothing_written(), pytest.raises(Refusal, match="新发展会员"):
        sign(recorded, submitted)
    back = step("return", recorded.chair, submitted, "请更新数字")
    back = drafting.refresh(CATALOGUE, actor=recorded.officer, summary=back, expected_version=back.version)
    assert sign(recorded, step("submit", recorded.officer, back)).state == "signed"


def submit(recorded: Town, summary: Summary) -> Summary:
    return drafting.submit(CATALOGUE, actor=recorded.officer, summary=summary, expected_version=summary.version)


def test_a_paper_with_something_missing_is_neither_submitted_nor_signed(recorded: Town) -> None:
    summary = draft(recorded)
    assert {gap.heading for gap in drafting.paper_of(summary).gaps()} == {"存在的不足", "2026年工作打算"}
    with nothing_written(), pytest.raises(Refusal, match="没有报请签发。还缺2处内容"):
        submit(recorded, summary)
    client = Client()
    client.force_login(recorded.officer)
    page = client.get(f"/T/summaries/{summary.pk}/").content.decode()
    assert "还不能报请签发" in page
    assert "还缺2处内容（存在的不足、2026年工作打算）" in page
    with nothing_written():
        answer = client.post(f"/T/summaries/{summary.pk}/steps/submit/", {"version": str(summary.version)})
    assert answer.status_code == 400
    # However it came before the chair.
    summary = step("submit", recorded.officer, summary)
    with nothing_written(), pytest.raises(Refusal, match="还缺2处内容"):
        sign(recorded, summary)


def test_a_paper_whose_figures_moved_is_not_submitted(recorded: Town) -> None:
    summary = without_gaps(recorded)
    make_member(recorded.officer, recorded.village, 5, join_date=date(2025, 12, 2))
    with nothing_written(), pytest.raises(Refusal, match=r"与现在的台账不一致（.*新发展会员"):
        submit(recorded, summary)
    with nothing_written(), pytest.raises(Stale):
        drafting.submit(CATALOGUE, actor=recorded.officer, summary=summary, expected_version=1)
    with nothing_written(), pytest.raises(NotAllowed):
        drafting.submit(CATALOGUE, actor=recorded.clerk, summary=summary, expected_version=None)
    fresh = drafting.refresh(CATALOGUE, actor=recorded.officer, summary=summary, expected_version=summary.version)
    assert submit(recorded, fresh).state == "submitted"


def test_what_stands_in_the_paper_beside_is_not_touched_by_another_towns_rows(
    recorded: Town, submitted: Summary
) -> None:
    signed = sign(recorded, submitted)
    other = make_employer(recorded.stranger, recorded.neighbour_village)
    make_contribution(recorded.stranger, other)
    assert drafting.moved(CATALOGUE, recorded.town, drafting.paper_of(signed)) == []


def test_who_may_not_read_a_register_is_not_shown_which_of_its_records_moved(recorded: Town) -> None:
    make_petition(recorded.officer, recorded.village)
    summary = draft(recorded)
    later = make_petition(recorded.officer, recorded.village, 2)
    auditor = make_account("经审员", (recorded.town, Role.AUDITOR))
    pages = {}
    for reader in (recorded.officer, auditor):
        client = Client()
        client.force_login(reader)
        address = f"/T/summaries/{summary.pk}/"
        page = client.get(address)
        (moved,) = (one.cited.id for one in page.context["moved"] if one.cited.code == "petitions.received")
        assert later.number not in page.content.decode()
        pages[reader.pk] = client.get(address, {"moved": moved}).content.decode()
    assert later.number in pages[recorded.officer.pk]
    assert later.number not in pages[auditor.pk]
    assert "你的岗位不能查看这些记录" in pages[auditor.pk]


def test_a_signature_is_never_handed_back_to_be_sent_again(recorded: Town) -> None:
    """Without the form's mark it might be another site's wish."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(recorded.officer)
    posted = {"why": "核对", "note": "同意"}
    answer = browser.post("/T/summaries/1/steps/sign/", posted, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert "<form" not in answer.content.decode()
