"""Drafts that are kept: with their figures frozen, their cut-offs, and a word on what moved since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import Town
from tests.registers.contributions import make_contribution
from tests.registers.employers import make_employer
from tests.registers.members import make_member
from tests.unchanged import refused

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogEntry
from gonghui.engine.figures.frozen import FrozenComparison, compare
from gonghui.engine.figures.models import FrozenFigure
from gonghui.engine.records import door
from gonghui.engine.records.refusals import NotAllowed, Refusal, Stale
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS
from gonghui.ledgers.contributions.models import Contribution
from gonghui.ledgers.employers.models import Employer
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.compose import compose
from gonghui.summaries.inlines import CitedFigure
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Summary
from gonghui.summaries.outlines.kinds import ANNUAL
from gonghui.summaries.today import Moved

YEAR, OCTOBER, TODAY = Period.year(2025), date(2025, 10, 31), date(2025, 12, 12)


def draft(
    town: Town, person: str = "officer", period: Period = YEAR, at: Organisation | None = None, **options: Any
) -> Summary:
    where, actor = at or town.town, getattr(town, person)
    return drafting.draft(CATALOGUE, actor=actor, place=where, period=period, outline=ANNUAL, **options)


def compared(town: Town, moved: Moved) -> FrozenComparison:
    """The records that moved a figure."""
    indicator, frozen = CATALOGUE.indicator(moved.cited.code), drafting.frozen_row(town.town, moved.cited)
    assert indicator is not None
    assert frozen is not None
    return compare(indicator, frozen)


def test_a_draft_is_numbered_logged_and_its_figures_are_frozen(recorded: Town) -> None:
    summary = draft(recorded)
    assert (summary.number, summary.version, str(summary)) == ("2025-ZJ-001", 1, "青石镇总工会2025年工作总结")
    assert LogEntry.objects.latest("sequence").verb == "draft"
    paper = drafting.paper_of(Summary.objects.get(pk=summary.pk))
    for cited in paper.figures():
        frozen = FrozenFigure.objects.get(pk=int(cited.frozen))
        assert (frozen.code, frozen.value, frozen.as_of) == (cited.code, cited.value, cited.as_of)
        assert len(frozen.record_keys) == cited.records
    assert chain.broken_at(recorded.city.pk) is None


def test_a_draft_anew_keeps_its_number_and_the_cut_offs_and_raises_the_version(recorded: Town) -> None:
    first = draft(recorded, cut_offs={"contributions": OCTOBER})
    again = draft(recorded, "chair", expected_version=1, cut_offs={"subsidies": date(2025, 11, 30)})
    assert (again.pk, again.number, again.version) == (first.pk, first.number, 2)
    kept = drafting.cut_offs_of(again)
    assert (kept["organisation"], kept["subsidies"], kept["contributions"]) == (TODAY, date(2025, 11, 30), OCTOBER)
    received = next(each for each in drafting.paper_of(again).figures() if each.code == "contributions.received")
    assert (received.value, received.as_of) == (Decimal(20000), OCTOBER)
    assert Summary.objects.count() == 1


def test_who_drafts_over_somebody_elses_draft_is_named(recorded: Town) -> None:
    draft(recorded)
    draft(recorded, "chair")
    with refused(Stale, "已被别人改过"):
        draft(recorded, expected_version=1)


@pytest.mark.parametrize("person", ["clerk", "reviewer", "stranger", "nobody"])
def test_who_only_reads_drafts_nothing(recorded: Town, person: str) -> None:
    with refused(NotAllowed, "总结"):
        draft(recorded, person)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"period": Period.year(2026)}, "还没有到"),
        ({"period": Period(date(2025, 12, 13), date(2025, 12, 31))}, "还没有到"),
        ({"period": Period.year(2019)}, "没有这个期间的记录"),
        ({"cut_offs": {"contributions": date(2025, 12, 13)}}, "截至日期应在2025-01-01和今天（2025-12-12）之间"),
        ({"cut_offs": {"contributions": date(2024, 12, 31)}}, "截至日期应在"),
        ({"as_of": date(2025, 12, 13)}, "截至日期应在"),
        ({"as_of": date(2024, 6, 1)}, "截至日期应在"),
    ],
    ids=str,
)
def test_what_cannot_be_written_is_refused_and_nothing_is_kept(
    recorded: Town, options: dict[str, Any], said: str
) -> None:
    with refused(Refusal, said):
        draft(recorded, **options)


def test_a_place_without_records_has_no_summary(recorded: Town) -> None:
    with refused(Refusal, "起草不出总结"):
        draft(recorded, "stranger", at=recorded.neighbour)


def test_a_ledger_that_changes_while_a_draft_is_written_stops_it(
    recorded: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the text tells and what is frozen with it are the same, or nothing is kept."""

    def overtaken(*arguments: Any) -> Any:
        paper = compose(*arguments)
        make_contribution(recorded.second, Employer.objects.get(), 9, paid_date=date(2025, 4, 1))
        return paper

    monkeypatch.setattr(drafting, "compose", overtaken)
    with pytest.raises(Refusal, match="起草的时候有人改了台账"):
        draft(recorded)
    assert not Summary.objects.exists()
    assert not FrozenFigure.objects.exists()


def test_each_place_and_period_has_its_own_summary_and_a_voided_one_makes_room(recorded: Town) -> None:
    year = draft(recorded)
    part = draft(recorded, period=Period.months_of(2025, 1, 10))
    village = draft(recorded, at=recorded.village)
    assert len({year.pk, part.pk, village.pk}) == 3
    assert drafting.find(recorded.town, YEAR, ANNUAL) == year
    assert drafting.find(recorded.city, YEAR, ANNUAL) is None
    door.void(SUMMARIES, actor=recorded.officer, record=year, why="重写")
    assert drafting.find(recorded.town, YEAR, ANNUAL) is None
    assert draft(recorded).number == "2025-ZJ-004"


# Frozen figures are kept as long as a text cites them


def frozen_keys() -> set[str]:
    return {str(key) for key in FrozenFigure.objects.values_list("pk", flat=True)}


def test_a_draft_anew_freezes_only_what_changed_and_drops_what_no_version_cites(recorded: Town) -> None:
    first = drafting.paper_of(draft(recorded)).frozen_ids()
    assert drafting.paper_of(draft(recorded)).frozen_ids() == first == frozen_keys()
    make_contribution(recorded.officer, Employer.objects.get(), 9, paid_date=date(2025, 4, 1))
    second = drafting.paper_of(draft(recorded)).frozen_ids()
    assert second & first
    assert second - first
    assert frozen_keys() == second


def test_a_record_that_changed_without_moving_the_figure_is_frozen_anew(recorded: Town) -> None:
    """What is compared later begins with what the text was drafted from."""
    first = drafting.paper_of(draft(recorded))
    row = Contribution.objects.get(paid_date=date(2025, 3, 5))
    door.save(CONTRIBUTIONS, actor=recorded.officer, record=row, changes={"paid_date": date(2025, 3, 6)})
    again = drafting.paper_of(draft(recorded))
    kept = {figure.code: figure.frozen for figure in first.figures()}
    moved = {figure.code for figure in again.figures() if kept[figure.code] != figure.frozen}
    assert "contributions.received" in moved
    assert "members.total" not in moved


def test_another_persons_or_a_later_draft_leaves_the_frozen_figures_of_the_version_before(
    recorded: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drafting.paper_of(draft(recorded)).frozen_ids()
    make_contribution(recorded.officer, Employer.objects.get(), 9, paid_date=date(2025, 4, 1))
    draft(recorded, "chair")
    # In the same sitting; the members' figures so replaced are still those of the first version.
    make_member(recorded.officer, recorded.village, 5, join_date=date(2025, 12, 2))
    second = drafting.paper_of(draft(recorded, "chair")).frozen_ids()
    assert frozen_keys() == first | second
    make_contribution(recorded.officer, Employer.objects.get(), 10, paid_date=date(2025, 4, 2))
    later = clock.now() + drafting.ONE_SITTING
    monkeypatch.setattr(clock, "now", lambda: later)
    summary = draft(recorded, "chair")
    versions = drafting.versions_of(summary)
    assert [version.serial for version in versions] == [3, 2, 1]
    assert frozen_keys() == first | second | drafting.paper_of(summary).frozen_ids()


# What moved


def test_nothing_has_moved_right_after_drafting_nor_by_what_lies_past_the_cut_off(recorded: Town) -> None:
    paper = drafting.paper_of(draft(recorded, cut_offs={"contributions": OCTOBER}))
    assert drafting.moved(CATALOGUE, recorded.town, paper) == []
    make_contribution(recorded.officer, Employer.objects.get(), 9, paid_date=date(2025, 11, 30))
    make_contribution(
        recorded.stranger, make_employer(recorded.stranger, recorded.neighbour_village), paid_date=date(2025, 4, 1)
    )
    assert drafting.moved(CATALOGUE, recorded.town, paper) == []


def test_a_voided_record_moves_the_figures_that_counted_it(recorded: Town) -> None:
    paper = drafting.paper_of(draft(recorded))
    row = Contribution.objects.get(paid_date=date(2025, 3, 5))
    door.void(CONTRIBUTIONS, actor=recorded.officer, record=row, why="重复登记")
    found = drafting.moved(CATALOGUE, recorded.town, paper)
    moved = {each.cited.code: each for each in found if isinstance(each.cited, CitedFigure)}
    assert moved.keys() == {"contributions.received", "contributions.monthly_average"}
    received = moved["contributions.received"]
    assert (received.cited.text, received.text) == ("2.05万元", "8500元")
    assert compared(recorded, received).gone == (row.pk,)


def test_what_an_earlier_release_froze_is_set_beside_by_the_log(recorded: Town) -> None:
    paper = drafting.paper_of(draft(recorded))
    FrozenFigure.objects.update(record_versions=None)
    row = Contribution.objects.get(paid_date=date(2025, 3, 5))
    door.save(CONTRIBUTIONS, actor=recorded.officer, record=row, changes={"amount": 1})
    (received,) = (
        each
        for each in drafting.moved(CATALOGUE, recorded.town, paper)
        if each.cited.code == "contributions.received" and isinstance(each.cited, CitedFigure)
    )
    assert compared(recorded, received) == FrozenComparison((), (), (row.pk,))


def test_a_figure_that_the_catalogue_no_longer_has_is_passed_over(recorded: Town) -> None:
    paper = drafting.paper_of(draft(recorded))
    assert drafting.moved(type(CATALOGUE)(CATALOGUE.areas, (), (), {}, {}), recorded.town, paper) == []


def test_plans_are_found_by_name() -> None:
    assert drafting.outline_named("annual") is ANNUAL
    with pytest.raises(LookupError, match="没有“weekly”这种提纲，可用的是：annual"):
        drafting.outline_named("weekly")
