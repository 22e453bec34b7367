"""What a reader would catch is told to whoever writes and signs: parts above their whole, rates above 100%."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import Town
from tests.registers.bargaining import make_agreement
from tests.registers.employers import make_employer
from tests.summaries.test_drafting import draft
from tests.summaries.test_editing import keep, rewrite
from tests.summaries.test_signing import step, without_gaps

from gonghui.ledgers.bargaining.models import Agreement
from gonghui.ledgers.employers.models import Employer
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.models import Summary
from gonghui.summaries.relations import RELATIONS
from gonghui.summaries.today import Today


def questions(recorded: Town, summary: Summary) -> list[str]:
    return Today(CATALOGUE, recorded.town, drafting.paper_of(summary)).contradictions()


@pytest.fixture
def covering(recorded: Town) -> Town:
    """An agreement covers 500 workers; the town has two members."""
    employer = Employer.objects.order_by("pk")[0]
    case = make_agreement(recorded.officer, employer, covered_workers=500)
    Agreement.objects.filter(pk=case.pk).update(signed_on=date(2025, 6, 20))
    return recorded


def test_more_workers_covered_than_members_is_asked_of_the_officer_and_of_the_chair(covering: Town) -> None:
    summary = without_gaps(covering)
    client = Client()
    client.force_login(covering.officer)
    said = "工资集体协商覆盖职工500人，多于会员2人。"
    page = client.get(f"/T/summaries/{summary.pk}/").content.decode()
    assert said in page
    assert "现在报请签发吗" in page
    # It bars nobody.
    step("submit", covering.officer, summary)
    client.force_login(covering.chair)
    assert said in client.get(f"/T/summaries/{summary.pk}/").content.decode()


def test_a_paper_that_tells_neither_figure_is_asked_nothing(recorded: Town) -> None:
    assert questions(recorded, draft(recorded)) == []


def test_the_papers_own_figures_are_set_side_by_side_though_the_records_are_right_by_now(recorded: Town) -> None:
    summary = draft(recorded)

    def wrong(part: object) -> object:
        women = isinstance(part, CitedFigure) and part.code == "members.women"
        return replace(part, value=Decimal(9), text="9人") if women else part  # type: ignore[type-var]

    paper = drafting.paper_of(summary).with_cited(wrong)  # type: ignore[arg-type]
    (said,) = Today(CATALOGUE, recorded.town, paper).contradictions()
    assert said.startswith("截至12月12日，女会员9人，多于会员2人。")


def test_a_rate_above_a_hundred_is_asked_about(recorded: Town) -> None:
    make_employer(recorded.officer, recorded.village, 5, built_date=date(2025, 2, 1))
    summary = draft(recorded)
    put_in = rewrite(summary, "新发展会员", {"新发展会员": "建制率{agreements.coverage_rate}。新发展会员"})
    paper = drafting.paper_of(keep(recorded, summary, put_in))

    def above(part: object) -> object:
        rate = isinstance(part, CitedFigure) and part.unit == "%"
        return replace(part, value=Decimal("103.5"), text="103.5%") if rate else part  # type: ignore[type-var]

    said = Today(CATALOGUE, recorded.town, paper.with_cited(above)).contradictions()  # type: ignore[arg-type]
    assert said == ["工资集体协商建制率是103.5%，超过了100%。分子或者分母登记有误，请核对。"]


def test_every_relation_names_two_indicators_of_one_unit() -> None:
    for one in RELATIONS:
        part, whole = CATALOGUE.indicator(one.part), CATALOGUE.indicator(one.whole)
        assert part is not None, one
        assert whole is not None, one
        assert part.unit == whole.unit, one
        assert "请" in one.ask
    assert len({(one.part, one.whole) for one in RELATIONS}) == len(RELATIONS)
