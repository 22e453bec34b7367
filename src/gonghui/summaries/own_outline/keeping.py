"""Keep an office's own outline, and find it again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.people.models import Account
from gonghui.engine.records import door
from gonghui.engine.records.refusals import Refusal
from gonghui.engine.records.rules import UNSEEN
from gonghui.summaries.ledger import OFFICE_OUTLINES
from gonghui.summaries.models import OfficeOutline
from gonghui.summaries.outline import Outline, OutlineChapter

MOST_CHAPTERS = 20
LONGEST_HEADING = 40
# The words of a heading that change with the period, as people type them.
TYPED_WORDS = {"{本期}": "{period}", "{下期}": "{following}"}


def find(place: Organisation, outline: Outline) -> OfficeOutline | None:
    """The office's own outline for that kind of summary."""
    rows = at_place(OfficeOutline.objects.filter(voided_on=None), place)
    return rows.filter(organisation=place, outline=outline.key).first()


def arranged(place: Organisation, outline: Outline) -> Outline:
    """The outline as the office of that place arranges it, or as it is.

    A section that the outline has no more is passed over; one that came since is written behind the chapters.
    """
    kept = find(place, outline)
    return outline if kept is None else outline.arranged(chapters_of(kept, outline))


def chapters_of(kept: OfficeOutline, outline: Outline) -> tuple[OutlineChapter, ...]:
    """What is stored, as far as the outline has it."""
    known = {section.key for section in outline.sections}
    return tuple(
        OutlineChapter(chapter["heading"], tuple(key for key in chapter["sections"] if key in known))
        for chapter in kept.chapters
    )


def keep(
    *,
    actor: Account,
    place: Organisation,
    outline: Outline,
    chapters: tuple[OutlineChapter, ...],
    source: str = "",
    expected_version: int | None = None,
) -> OfficeOutline:
    """Keep the chapters as the office's own; raises Refusal for what makes no outline, and what `door.save` raises."""
    chapters = tuple(
        replace(chapter, heading=read_heading(number, chapter)) for number, chapter in enumerate(chapters, 1)
    )
    refuse_impossible(outline, chapters)
    kept = find(place, outline)
    changes: dict[str, Any] = {
        "chapters": [{"heading": chapter.heading, "sections": list(chapter.sections)} for chapter in chapters],
        "source": source[:200] or (kept.source if kept else ""),
    }
    record = kept or OfficeOutline(organisation=place, outline=outline.key)
    return door.save(
        OFFICE_OUTLINES,
        actor=actor,
        record=record,
        changes=changes,
        expected_version=expected_version if kept else None,
    )


def drop(*, actor: Account, place: Organisation, outline: Outline) -> None:
    """Go back to the product's own outline; raises Refusal where there is nothing to drop."""
    kept = find(place, outline)
    if kept is None:
        raise Refusal("现在用的就是通用提纲。")
    door.void(OFFICE_OUTLINES, actor=actor, record=kept, why="恢复通用提纲", expected_version=kept.version)


def refuse_impossible(outline: Outline, chapters: tuple[OutlineChapter, ...]) -> None:
    """Raise Refusal for chapters that the outline cannot be arranged in."""
    if len(chapters) > MOST_CHAPTERS:
        raise Refusal(f"有{len(chapters)}章，最多{MOST_CHAPTERS}章，请合并一些。")
    placed = [key for chapter in chapters for key in chapter.sections]
    if not placed:
        raise Refusal("没有一节放进哪一章，写不出总结。请至少给一节选一章。")
    known = {section.key: section.title for section in outline.sections}
    for key in placed:
        if key not in known:
            raise Refusal("有一节已经不在提纲里了，请刷新页面再排。")
        if placed.count(key) > 1:
            raise Refusal(f"“{known[key]}”放进了两章，请只放一章。")


def read_heading(number: int, chapter: OutlineChapter) -> str:
    """The heading as typed, its words as the outline knows them; raises Refusal."""
    heading = " ".join(chapter.heading.split())
    for typed, word in TYPED_WORDS.items():
        heading = heading.replace(typed, word)
    bare = heading
    for word in TYPED_WORDS.values():
        bare = bare.replace(word, "")
    if not heading:
        raise Refusal(f"第{number}章没有标题，请写上，或者把里面的各节移到别的章。")
    if "{" in bare or "}" in bare:
        raise Refusal(f"第{number}章的标题里，花括号只能写成{'、'.join(TYPED_WORDS)}。")
    if len(heading) > LONGEST_HEADING or UNSEEN.search(heading):
        raise Refusal(f"第{number}章的标题最多{LONGEST_HEADING}个字，不能有控制字符，请改短。")
    return heading


def typed_heading(heading: str) -> str:
    """The heading as a person types it."""
    for typed, word in TYPED_WORDS.items():
        heading = heading.replace(word, typed)
    return heading
