"""A paper tells methods, effects, cases and recognition in their own section, and each occasion's visits by itself."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town
from tests.registers.practices import make_practice
from tests.registers.recognition import make_recognition
from tests.registers.service_centres import make_service_centre
from tests.registers.visits import make_visit

from gonghui.offices.topics import Topic
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.blocks import HeadingBlock, ParagraphBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import CitedFact
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.paper import Paper

YEAR, TODAY = Period.year(2025), date(2025, 12, 12)


def paper(place: Town, at: str = "town") -> Paper:
    return compose(CATALOGUE, ANNUAL, getattr(place, at), YEAR, TODAY)


def section(composed: Paper, key: str) -> str:
    return "".join(
        block.plain for block in composed.blocks if isinstance(block, ParagraphBlock) and block.section == key
    )


def test_a_section_tells_how_before_what_and_closes_with_what_came_of_it(recorded: Town) -> None:
    officer, town = recorded.officer, recorded.town
    make_practice(officer, town, 1, topic="contributions", text="把政策讲到财务人员")
    make_practice(officer, town, 2, topic="contributions", kind="effect", text="企业缴得明白")
    make_practice(officer, town, 3, topic="contributions", kind="case", text="某厂当天补齐手续。")
    make_recognition(
        officer, town, topic="contributions", kind="ranking", fact="经费收缴排名", place_taken=3, out_of=28
    )
    told = section(paper(recorded), "contributions")
    order = [
        "把政策讲到财务人员。",
        "收缴2.05万元",
        "企业缴得明白。某厂当天补齐手续。",
        "经费收缴在28个参评单位中列第3位",
    ]
    assert [told.find(words) for words in order] == sorted(told.find(words) for words in order)
    assert told.find(order[0]) == 0
    cited = [part for part in paper(recorded).cited() if isinstance(part, CitedFact) and part.field == "method"]
    assert [(part.code, part.text, part.records) for part in cited] == [
        ("practices.contributions", "把政策讲到财务人员", 3)
    ]


@pytest.mark.parametrize("topic", list(Topic))
def test_nothing_typed_is_lost_whatever_the_line_of_work(place: Town, topic: Topic) -> None:
    """Each topic has a section that tells all that may be typed of it."""
    for sequence, kind in enumerate(("method", "effect", "case"), start=1):
        make_practice(place.officer, place.town, sequence, topic=topic, kind=kind, text=f"说到{kind}")
    make_recognition(place.officer, place.town, topic=topic, fact="得到好评")
    told = "".join(block.plain for block in paper(place).blocks)
    assert [told.count(words) for words in ("说到method。", "说到effect。", "说到case。", "得到好评（")] == [1, 1, 1, 1]


def test_visits_are_told_by_the_occasion_and_never_added_up(place: Town) -> None:
    make_visit(
        place.officer, place.village, 1, festival="spring", category="hardship", cash=500, goods=120, households=1
    )
    crowd = {"id_number": "", "category": "outdoor", "festival": "heat", "cash": 0, "target": "环卫工人"}
    make_visit(place.officer, place.village, 2, people=318, goods=7950, date=date(2025, 7, 8), **crowd)
    make_visit(place.officer, place.village, 3, festival="autumn", category="retired", cash=0, date=date(2025, 9, 28))
    told = section(paper(place), "aid")
    assert "元旦、春节送温暖慰问1户、1人次，款物合计620元。" in told
    assert "高温季节送清凉到一线，慰问318人次，款物合计7950元。" in told
    assert "中秋慰问1人次。" in told
    assert "320" not in told


def test_the_first_pilot_is_told_as_the_first_and_a_second_with_how_many_there_are(place: Town) -> None:
    make_service_centre(place.officer, place.village, 1, name="先行服务中心", pilot=True, opened_on=date(2025, 3, 20))
    assert "3月，我镇首个企业示范点“先行服务中心”建成启用。" in section(paper(place), "service")
    make_service_centre(place.officer, place.village, 2, name="早先的中心", pilot=True, opened_on=date(2024, 3, 20))
    told = section(paper(place), "service")
    assert "首个" not in told
    assert "“先行服务中心”建成启用，全镇示范点累计2个。" in told


def test_a_paper_has_few_headings_of_the_first_level_and_none_without_text(recorded: Town) -> None:
    composed = paper(recorded)
    headings = [block.text for block in composed.blocks if isinstance(block, HeadingBlock) and block.level == 1]
    assert 2 <= len(headings) <= 6
    for before, after in zip(composed.blocks, composed.blocks[1:], strict=False):
        assert not (
            isinstance(before, HeadingBlock) and isinstance(after, HeadingBlock) and after.level <= before.level
        )
