"""`recount`: counts the rows of every register anew, where the kept counts are not what the rows say."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import Ledger
from gonghui.engine.records import counts
from gonghui.engine.records.counts import Difference
from gonghui.site import opening
from gonghui.site.catalogue import COUNTED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: none."""


def run(_options: argparse.Namespace) -> int:
    """Put the counts right and print each that differed; 0, since nothing is left to be done."""
    opening.open_present()
    mended = list(over_all(counts.rebuild))
    for line in mended:
        print(line)  # noqa: T201
    print(f"清点完毕，改正了{len(mended)}处。" if mended else "清点完毕，条数都与记录相符。")  # noqa: T201
    return 0


def over_all(look: Callable[[Ledger, int], list[Difference]]) -> Iterator[str]:
    """What `look` finds in every register of every jurisdiction, a line for each difference."""
    places = {place.pk: place for place in Organisation.objects.order_by("path")}
    for jurisdiction in dict.fromkeys(place.jurisdiction_id for place in places.values()):
        for ledger in COUNTED:
            for one in look(ledger, jurisdiction):
                yield _told(ledger, places[one.where.organisation_id], one)


def _told(ledger: Ledger, place: Organisation, one: Difference) -> str:
    # Whoever altered rows behind the door may have written a state that no process knows.
    titles = {state.key: state.title for state in ledger.process.states} if ledger.process else {}
    state = f"“{titles.get(one.where.state, one.where.state)}”的" if one.where.state else ""
    voided = "已作废的" if one.where.voided else ""
    return f"{place}：{ledger.title}{state}{voided}记为{one.kept}{ledger.unit}，实有{one.found}{ledger.unit}。"
