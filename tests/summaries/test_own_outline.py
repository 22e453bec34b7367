"""An office arranges its papers as it is used to, by hand or after an earlier paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import Town
from tests.summaries.test_drafting import draft
from tests.unchanged import nothing_written

from gonghui.engine.records.refusals import NotAllowed, Refusal
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.blocks import HeadingBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.models import OfficeOutline
from gonghui.summaries.outline import OutlineChapter
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.own_outline import keeping
from gonghui.summaries.own_outline.past_paper import read_chapters
from gonghui.summaries.own_outline.proposal import propose
from gonghui.summaries.paper import Paper

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
CHAPTERS = (
    OutlineChapter("抓经费、强保障", ("contributions",)),
    OutlineChapter("抓组织、促规范", ("organisation", "standardisation", "subsidies")),
    OutlineChapter("{following}怎么干", ("next_year",)),
)
# An invented paper, whose headings name their subject in other words than the outline's.
LAST_YEAR = """南星镇总工会2024年工作总结
这一年，我们做了下面的工作。
（一）壮大队伍，把职工组织起来
全年新建工会5家，发展会员300人，女会员和农民工会员都有增加。
（二）有诉必应，做职工的贴心人
1、办好来信来访。接待来访12件，市总工会转办30件，及时处理。
2、帮扶困难职工。看望工伤职工，发放慰问金和助学款，帮助困难职工家庭。
（三）管好用好工会经费
缴费单位88家，收到工会经费，返还手续完善的60家。
（四）2025年打算
继续建会，办好服务中心。
"""


def headings(paper: Paper) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in paper.blocks if isinstance(block, HeadingBlock)]


def written(place: Town) -> Paper:
    outline = keeping.arranged(place.town, ANNUAL)
    return compose(CATALOGUE, outline, place.town, YEAR, TODAY)


def keep(place: Town, chapters: tuple[OutlineChapter, ...] = CHAPTERS, version: int | None = None) -> OfficeOutline:
    return keeping.keep(
        actor=place.officer, place=place.town, outline=ANNUAL, chapters=chapters, expected_version=version
    )


# the paper


def test_the_paper_is_written_in_the_offices_chapters(recorded: Town) -> None:
    keep(recorded)
    paper = written(recorded)
    first, *others = headings(paper)
    assert first == (1, "抓经费、强保障")
    assert [heading for heading in others if heading[1] not in {"经费收缴", "经费返还"}] == [
        (1, "抓组织、促规范"),
        (2, "组织建设"),
        (2, "培训补贴"),
        (1, "2026年怎么干"),
    ]
    # Alone in its chapter a section keeps its parts' headings; what stands in no chapter is not written.
    assert (2, "经费收缴") in others
    assert "plan_review" not in {block.section for block in paper.blocks}
    assert {block.heading for block in paper.paragraphs() if block.section == "organisation"} == {"组织建设"}


def test_every_figure_says_the_same_in_any_arrangement(recorded: Town) -> None:
    plain = {(figure.code, figure.text) for figure in written(recorded).figures()}
    keep(recorded)
    own = {(figure.code, figure.text) for figure in written(recorded).figures()}
    assert own
    assert own <= plain


def test_another_place_and_another_kind_keep_their_own(recorded: Town) -> None:
    keep(recorded)
    assert keeping.arranged(recorded.village, ANNUAL) == ANNUAL
    half = drafting.outline_named("half-year")
    assert keeping.arranged(recorded.town, half) == half


def test_a_draft_and_a_draft_anew_go_by_it(recorded: Town) -> None:
    keep(recorded)
    paper = drafting.paper_of(draft(recorded))
    assert headings(paper)[0] == (1, "抓经费、强保障")


def test_sections_that_the_outline_lost_are_passed_over(recorded: Town) -> None:
    keep(recorded)
    fewer = replace(ANNUAL, sections=tuple(one for one in ANNUAL.sections if one.key != "contributions"))
    assert keeping.arranged(recorded.town, fewer).in_chapters()[0].sections == ()
    assert compose(CATALOGUE, keeping.arranged(recorded.town, fewer), recorded.town, YEAR, TODAY).blocks


# keeping


@pytest.mark.parametrize(
    ("chapters", "message"),
    [
        ((), "没有一节放进哪一章"),
        ((OutlineChapter("空章", ()),), "没有一节放进哪一章"),
        ((OutlineChapter("", ("aid",)),), "第1章没有标题"),
        ((OutlineChapter("帮", ("aid",)), OutlineChapter("扶", ("aid",))), "“帮扶慰问”放进了两章"),
        ((OutlineChapter("帮", ("nothing",)),), "已经不在提纲里"),
        ((OutlineChapter("长" * 41, ("aid",)),), "最多40个字"),
        ((OutlineChapter("{members.total}", ("aid",)),), "花括号只能写成{本期}、{下期}"),
        (tuple(OutlineChapter(f"第{n}", ("aid",) if n == 0 else ()) for n in range(21)), "最多20章"),
    ],
)
def test_what_makes_no_outline_is_refused(recorded: Town, chapters: tuple[OutlineChapter, ...], message: str) -> None:
    with nothing_written(), pytest.raises(Refusal) as refused:
        keep(recorded, chapters)
    assert message in refused.value.message


def test_words_of_a_heading_are_typed_in_chinese(recorded: Town) -> None:
    kept = keep(recorded, (OutlineChapter("{下期}打算", ("next_year",)),))
    assert kept.chapters[0]["heading"] == "{following}打算"
    assert keeping.typed_heading(kept.chapters[0]["heading"]) == "{下期}打算"


def test_a_clerk_keeps_none_for_the_town(recorded: Town) -> None:
    with nothing_written(), pytest.raises(NotAllowed):
        keeping.keep(actor=recorded.clerk, place=recorded.town, outline=ANNUAL, chapters=CHAPTERS)


def test_it_can_be_dropped_and_made_again(recorded: Town) -> None:
    keep(recorded)
    keeping.drop(actor=recorded.officer, place=recorded.town, outline=ANNUAL)
    assert keeping.arranged(recorded.town, ANNUAL) == ANNUAL
    with pytest.raises(Refusal):
        keeping.drop(actor=recorded.officer, place=recorded.town, outline=ANNUAL)
    assert keep(recorded).version == 1


# after an earlier paper


def test_chapters_of_an_earlier_paper_get_the_sections_that_they_are_about() -> None:
    proposal = propose(CATALOGUE, ANNUAL, read_chapters("2024.txt", LAST_YEAR.encode()))
    found = {chapter.heading: set(chapter.sections) for chapter in proposal.chapters}
    assert "organisation" in found["壮大队伍，把职工组织起来"]
    assert {"petitions", "aid"} <= found["有诉必应，做职工的贴心人"]
    assert found["管好用好工会经费"] == {"contributions"}
    assert found["{following}打算"] == {"next_year"}


def test_nothing_is_lost_and_nothing_stands_twice() -> None:
    proposal = propose(CATALOGUE, ANNUAL, read_chapters("2024.txt", LAST_YEAR.encode()))
    keys = [key for chapter in proposal.chapters for key in chapter.sections]
    assert sorted(keys) == sorted(section.key for section in ANNUAL.sections)
    # Those stand before the chapter that closes the paper.
    *_, last = proposal.chapters
    assert last.heading == "{following}打算"
    own = {chapter.heading for chapter in proposal.chapters[3:-1]}
    assert {section.heading for section in ANNUAL.sections if section.title in proposal.unplaced} == own


# the page


@pytest.fixture
def officer(recorded: Town, client: Client) -> Client:
    client.force_login(recorded.officer)
    return client


ADDRESS = "/T/summaries/outlines/annual/"


def test_an_earlier_paper_fills_the_form_and_saving_it_keeps_it(recorded: Town, officer: Client) -> None:
    with nothing_written():
        answer = officer.post(ADDRESS, {"act": "read", "paper": SimpleUploadedFile("2024.txt", LAST_YEAR.encode())})
    page = answer.content.decode()
    assert "照着“2024.txt”认出4章，还没有保存" in page
    assert 'value="{下期}打算"' in page
    form = {"act": "keep", "source": "2024.txt"}
    for number, box in enumerate(answer.context["boxes"], start=1):
        form[f"heading.{number}"] = box.heading
    for row in answer.context["rows"]:
        form |= {f"chapter.{row.key}": row.chapter, f"order.{row.key}": row.order}
    assert officer.post(ADDRESS, form).status_code == 302
    kept = OfficeOutline.objects.get(organisation=recorded.town)
    proposal = propose(CATALOGUE, ANNUAL, read_chapters("2024.txt", LAST_YEAR.encode()))
    assert keeping.chapters_of(kept, ANNUAL) == proposal.chapters
    assert kept.source == "2024.txt"


def test_what_was_typed_comes_back_with_a_refusal(officer: Client) -> None:
    form = {"act": "keep", "heading.1": "抓组织", "chapter.organisation": "1", "chapter.aid": "2", "order.aid": "1"}
    with nothing_written():
        answer = officer.post(ADDRESS, form)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "第2章没有标题" in page
    assert 'value="抓组织"' in page
    places = {row.key: row.chapter for row in answer.context["rows"]}
    assert (places["organisation"], places["aid"], places["petitions"]) == (1, 2, 0)


def test_the_order_within_a_chapter_is_the_typed_one(recorded: Town, officer: Client) -> None:
    form = {
        "act": "keep",
        "heading.1": "合在一起",
        **{f"chapter.{key}": "1" for key in ("organisation", "petitions", "aid")},
        "order.organisation": "3",
        "order.petitions": "2",
        "order.aid": "1",
    }
    officer.post(ADDRESS, form)
    assert OfficeOutline.objects.get().chapters == [
        {"heading": "合在一起", "sections": ["aid", "petitions", "organisation"]}
    ]


@pytest.mark.parametrize(
    ("sent", "message"),
    [(None, "还没有选文件"), (("去年.doc", b"x"), "另存为.docx"), (("去年.txt", "没有标题".encode()), "没有认出标题")],
)
def test_a_paper_that_cannot_be_read_leaves_the_form_as_it_was(
    officer: Client, sent: tuple[str, bytes] | None, message: str
) -> None:
    form = {"act": "read"} | ({"paper": SimpleUploadedFile(*sent)} if sent else {})
    with nothing_written():
        answer = officer.post(ADDRESS, form)
    assert answer.status_code == 400
    assert message in answer.content.decode()


def test_two_who_save_at_once_do_not_overwrite_each_other(recorded: Town, officer: Client) -> None:
    kept = keep(recorded)
    keep(recorded, CHAPTERS[:2], kept.version)
    form = {"act": "keep", "version": kept.version, "heading.1": "迟来的", "chapter.aid": "1"}
    with nothing_written():
        answer = officer.post(ADDRESS, form)
    assert answer.status_code == 400
    assert "迟来的" in answer.content.decode()


def test_there_is_no_outline_of_a_name_that_is_none(officer: Client) -> None:
    assert officer.get("/T/summaries/outlines/nothing/").status_code == 404
