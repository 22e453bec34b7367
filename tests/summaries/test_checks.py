"""An outline that names what is not there stops the start, and says which outline and which sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gonghui.plain.spans import SpanKind
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.checks import check_outlines
from gonghui.summaries.outline import MonthlyChart, Outline, OutlinePart, OutlineSection, PlanReview, Sentence
from gonghui.summaries.outlines.kinds import OUTLINES


def plan(*sentences: Sentence, chart: MonthlyChart | None = None, title: str = "{union}", **options: object) -> Outline:
    section = OutlineSection("money", "经费", (OutlinePart("收缴", (sentences,), chart),))
    whole = Outline("weekly", "周报", frozenset(SpanKind), (title,), (Sentence("{period}，{union}"),), (section,))
    return replace(whole, **options)  # type: ignore[arg-type]


def errors(*outlines: Outline) -> list[tuple[str, str]]:
    return [(str(error.id).rpartition(".")[2], error.msg) for error in check_outlines(outlines, CATALOGUE)]


def test_the_products_own_outlines_have_none() -> None:
    assert errors(*OUTLINES) == []
    assert errors(plan(Sentence("收到{contributions.received}，{contributions.received:compared}"))) == []


PAID = Sentence("收到{contributions.received}")


@pytest.mark.parametrize(
    ("sentence", "code", "said"),
    [
        (Sentence("收到{contributions.nothing}"), "E003", "no indicator 'contributions.nothing'"),
        (Sentence("收到{会费}"), "E003", "no indicator '会费'"),
        (Sentence("某", instead=Sentence("收到{contributions.nothing}")), "E003", "sentence “收到"),
        (replace(PAID, among=(Sentence("其中{contributions.nothing}"),)), "E003", "sentence “其中"),
        (replace(PAID, zero=("petitions.lost",)), "E003", "no indicator 'petitions.lost'"),
        (replace(PAID, at_least={"petitions.lost": 2}), "E003", "no indicator 'petitions.lost'"),
        (Sentence("收到{}"), "E002", "a placeholder names nothing"),
        (Sentence("收到{@paid_date:day}"), "E002", "a placeholder names nothing"),
        (Sentence("收到{contributions.received"), "E002", "a brace stands alone"),
        (Sentence("收到contributions.received}"), "E002", "a brace stands alone"),
        (Sentence("{contributions.received@paid_on:day}收到"), "E005", "names no field of the register contributions"),
        (Sentence("{contributions.received@paid_date:daily}收到"), "E005", "names no form"),
        (Sentence("{contributions.received@paid_date}收到"), "E005", "names no form"),
        (Sentence("{contributions.received:day}收到"), "E005", "names no field"),
        (Sentence("{contributions.received@paid_date:names}收到"), "E005", "does not fit the field"),
        (replace(PAID, exactness={"members.total": "about"}), "E006", "does not cite it"),
        (replace(PAID, exactness={"contributions.received": "roughly"}), "E006", "'roughly' is no exactness"),
        (replace(PAID, shares_add_up=True), "E006", "should add up"),
        (replace(PAID, every="均已{members.total}"), "E006", "cites a figure"),
        (replace(PAID, few=Sentence("{contributions.received:counts}缴费")), "E005", "names no field"),
    ],
)
def test_a_sentence_that_names_what_is_not_there_is_named(sentence: Sentence, code: str, said: str) -> None:
    found = errors(plan(sentence))
    assert [each for each, _ in found] == [code]
    message = found[0][1]
    assert said in message
    assert message.startswith("outline weekly, section money, sentence “")


@pytest.mark.parametrize(
    ("outline", "code", "said"),
    [
        (plan(PAID, chart=MonthlyChart("contributions.nothing", "图")), "E003", "section money, chart: there is no"),
        (plan(PAID, title="{town}总结"), "E002", "outline weekly, title: "),
        (plan(PAID, title="{as_of}总结"), "E002", "outline weekly, title: "),
        (plan(PAID, title="{during}总结"), "E002", "outline weekly, title: "),
        (
            plan(PAID, sections=(replace(plan(PAID).sections[0], heading="{as_of}经费"),)),
            "E002",
            "section money, heading: 'as_of' is no word",
        ),
        (plan(Sentence("{during}共有会员{members.total}")), "E008", "'members.total' stands at a day"),
        (plan(PAID, opening=(Sentence("坚持{phrases.nothing}"),)), "E003", "outline weekly, opening, sentence “坚持"),
        (plan(PAID, PAID), "E001", "section money: the sentence '收到{contributions.received}' stands there 2 times"),
        (plan(PAID, sections=plan(PAID).sections * 2), "E001", "outline weekly: the section 'money' stands there 2"),
        (plan(PAID, periods=frozenset()), "E007", "no kind of period"),
    ],
)
def test_what_is_wrong_with_an_outline_itself_is_named(outline: Outline, code: str, said: str) -> None:
    found = errors(outline)
    assert [each for each, _ in found] == [code]
    assert said in found[0][1]


def test_two_outlines_have_two_keys() -> None:
    assert errors(plan(PAID), plan(PAID)) == [("E001", "the outlines: the outline 'weekly' stands there 2 times.")]


def test_a_register_that_the_catalogue_lacks_is_named() -> None:
    """The indicator is declared and its register is not."""
    lacking = replace(CATALOGUE, ledgers=tuple(each for each in CATALOGUE.ledgers if each.key != "contributions"))
    (error,) = check_outlines([plan(PAID)], lacking)
    assert (error.id, "counts the register 'contributions'" in error.msg) == ("summaries.E004", True)
    review = plan(PAID, sections=(OutlineSection("plan", "计划", (PlanReview(""),)),))
    no_plans = replace(CATALOGUE, sources=tuple(each for each in CATALOGUE.sources if each.code != "plans.items"))
    (error,) = check_outlines([review], no_plans)
    assert (error.id, "section plan, plan review" in error.msg) == ("summaries.E003", True)
