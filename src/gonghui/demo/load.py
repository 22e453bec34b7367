"""Load the demonstration, stage by stage; what an interruption left undone, the next run goes on with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from gonghui.demo import (
    bargaining,
    contributions,
    county,
    employers,
    hardship,
    inspections,
    journal,
    listed,
    members,
    petitions,
    pilot_candidates,
    rebates,
    staff,
    student_aid,
    subsidies,
    tree,
    visits,
)
from gonghui.demo.days import TODAY
from gonghui.demo.facts import BadFacts
from gonghui.demo.town import Town
from gonghui.demo.town import towns as towns_of_the_data
from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.installation.models import Installation
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.service_centres.ledger import PILOT_CANDIDATES
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.plain import clock

Progress = Callable[[str], None]
DONE = "done"
MEMBERS_IN_FULL = 20_000


class NotADemonstration(Exception):
    """The database holds real work; the message, in Chinese, says so. Nothing was written."""


@dataclass(frozen=True)
class Loaded:
    """What stands loaded: whether this run did it, the first town, and its rows by register (voided ones too)."""

    fresh: bool
    town: Organisation
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Stage:
    """A part that is loaded whole or not at all. `keys` of a town's data are its, which `check` reads."""

    key: str
    title: str
    run: Callable[[Town, int, Progress], None]
    ledgers: tuple[Ledger, ...]
    check: Callable[[Town], object] = lambda _town: None
    keys: tuple[str, ...] = ()


def _rebates_and_errors(town: Town) -> None:
    rebates.enter(town)
    employers.void_errors(town)


def _by_town(enter: Callable[[Town], None]) -> Callable[[Town, int, Progress], None]:
    return lambda town, _members, _progress: enter(town)


def _listed(ledgers: Sequence[Ledger]) -> Stage:
    """The stage of registers of one folder whose rows the towns tell one by one."""

    def check(town: Town) -> None:
        for ledger in ledgers:
            listed.check(town, ledger)

    return Stage(
        ledgers[0].model._meta.app_label,
        "、".join(ledger.title for ledger in ledgers),
        _by_town(lambda town: listed.enter(town, *ledgers)),
        tuple(ledgers),
        check,
        tuple(listed.key_of(ledger) for ledger in ledgers),
    )


def _check_bargaining(town: Town) -> None:
    bargaining.bargains(town)
    bargaining.weeks(town)


# The registers whose rows are more than told one by one.
_OF_THEIR_OWN = (
    Stage("unions", "工会组织", _by_town(tree.register_unions), (UNIONS,)),
    Stage("employers", "用人单位", _by_town(employers.register), (EMPLOYERS,)),
    Stage("contributions", "经费收缴", _by_town(contributions.enter), (CONTRIBUTIONS,), contributions.sums),
    # Before the employers entered in error are voided: a voided one could be named no more.
    Stage(
        "bargaining",
        "集体协商",
        _by_town(bargaining.enter),
        (AGREEMENTS, BARGAINING_WEEKS),
        _check_bargaining,
        ("bargaining", "bargaining_weeks"),
    ),
    Stage("rebates", "返还手续", _by_town(_rebates_and_errors), (REBATES,), rebates.check),
    Stage("subsidies", "交通和误工补贴", _by_town(subsidies.enter), (SUBSIDIES,), subsidies.planned, ("subsidies",)),
    Stage(
        "pilot_candidates",
        "示范点候选",
        _by_town(pilot_candidates.enter),
        (PILOT_CANDIDATES,),
        pilot_candidates.candidates,
        ("pilot_candidates",),
    ),
    Stage(
        "petitions",
        "信访",
        _by_town(petitions.enter),
        (PETITIONS,),
        lambda town: (petitions.planned(town), petitions.paired_since(town)),
        ("petitions", "petitions_paired_since"),
    ),
    Stage(
        "hardship",
        "困难职工帮扶",
        _by_town(hardship.enter),
        (HARDSHIP,),
        lambda town: (hardship.planned(town), hardship.standards(town)),
        ("hardship", "hardship_standards"),
    ),
    Stage(
        "student_aid", "金秋助学", _by_town(student_aid.enter), (STUDENT_AID,), student_aid.planned, ("student_aid",)
    ),
    Stage("visits", "走访慰问", _by_town(visits.enter), (VISITS,), visits.planned, ("visits",)),
    Stage(
        "inspections",
        "规范化检查",
        _by_town(inspections.enter),
        (INSPECTIONS, RESULTS),
        inspections.planned,
        ("inspections",),
    ),
    Stage("journal", "工作日志", _by_town(journal.enter), (JOURNAL,), journal.planned, ("journal",)),
)
# The longest comes last.
_MEMBERS = Stage("members", "会员", members.enter, (MEMBERS,))
_TREE = "tree"


def stages(ledgers: Sequence[Ledger]) -> tuple[Stage, ...]:
    """What is loaded, in order: the registers with a loader of their own, then all others of `ledgers`, by folder."""
    folders: dict[str, list[Ledger]] = defaultdict(list)
    for ledger in ledgers:
        if not _has_loader(ledger):
            folders[ledger.model._meta.app_label].append(ledger)
    return (*_OF_THEIR_OWN, *(_listed(together) for together in folders.values()), _MEMBERS)


def is_demonstrated(ledger: Ledger, town: Town) -> bool:
    """Whether the town's data makes rows of the register."""
    return _has_loader(ledger) or listed.key_of(ledger) in town.further


def _has_loader(ledger: Ledger) -> bool:
    return any(ledger in stage.ledgers for stage in (*_OF_THEIR_OWN, _MEMBERS))


def load(
    progress: Progress, ledgers: Sequence[Ledger], *, members: int = MEMBERS_IN_FULL, towns: tuple[Town, ...] = ()
) -> Loaded:
    """Make the demonstration in an empty, migrated database, or finish it; does nothing where it is complete.

    From here on the clock stands at the demonstration's day. `progress` is given, in Chinese, what is being made.
    `ledgers` are the catalogue's. `members` is the number of present members of the first town; no other figure
    depends on it. `towns` stand in for those of the data folder.
    Raises BadFacts where a town's data is wrong, NotADemonstration where the database holds anything else; nothing is
    written then.
    """
    towns = towns or towns_of_the_data()
    for town in towns:
        check(town, ledgers)
    installation = _installation()
    clock.database_date = _today
    fresh = installation.demo_stage != DONE
    if not installation.demo_stage:
        progress("组织树和账号")
        with transaction.atomic():
            tree.grow(towns)
            staff.hire(towns)
            _mark(installation, _TREE)
    in_order = stages(ledgers)
    keys = [_TREE, *(stage.key for stage in in_order)]
    if fresh:
        for stage in in_order[keys.index(installation.demo_stage) :]:
            with transaction.atomic():
                for town in towns:
                    progress(f"{town.name}{stage.title}")
                    stage.run(town, members, progress)
                _mark(installation, stage.key)
        with transaction.atomic():
            progress("岚谷县")
            county.enter()
            _mark(installation, DONE)
        with connection.cursor() as cursor:
            # The database's statistics know nothing yet of so many new rows, and it plans its queries by them.
            cursor.execute("ANALYZE")
    return _loaded(towns[0], in_order, fresh=fresh)


def check(town: Town, ledgers: Sequence[Ledger]) -> None:
    """Raises BadFacts, naming file and key, where the town's data is wrong."""
    in_order = stages(ledgers)
    known = {key for stage in in_order for key in stage.keys}
    unknown = sorted(set(town.further) - known)
    if unknown:
        raise BadFacts(f"{town.source}：不认得“{unknown[0]}”，请核对写法或删去。")
    for stage in in_order:
        stage.check(town)


def _today() -> date:
    return TODAY


def _installation() -> Installation:
    """The row of this demonstration, made where the database is empty."""
    found = Installation.current()
    if found is not None and found.demo_date is not None:
        return found
    if Organisation.objects.exists():
        raise NotADemonstration("这里已经有正式的数据，不能载入演示。请另设一个文件夹：GONGHUI_HOME=演示文件夹。")
    if found is None:
        return Installation.objects.create(set_up_on=TODAY, demo_date=TODAY)
    found.demo_date = TODAY
    found.save(update_fields=["demo_date"])
    return found


def _mark(installation: Installation, stage: str) -> None:
    installation.demo_stage = stage
    installation.save(update_fields=["demo_stage"])


def _loaded(first: Town, in_order: Sequence[Stage], *, fresh: bool) -> Loaded:
    town = Organisation.objects.get(code=first.code)
    counts = {
        ledger.title: at_place(ledger.model._default_manager.all(), town).count()
        for stage in in_order
        for ledger in stage.ledgers
    }
    return Loaded(fresh, town, counts)
