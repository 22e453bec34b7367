"""The process line of a case that skipped steps of it, went back, or came to another end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import Town
from tests.registers.bargaining import make_agreement
from tests.registers.employers import make_employer
from tests.registers.petitions import make_petition

from gonghui.engine.declare import Ledger
from gonghui.engine.process.steps import Taking, take, trail
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.web.line import line
from gonghui.ledgers.bargaining.ledger import AGREEMENTS
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.site.catalogue import CATALOGUE

DAY = date(2025, 6, 12)
CLOSING = {"result": "settled", "amount_recovered": Decimal(0)}


def told(ledger: Ledger, record: LedgerRow) -> list[tuple[str, str]]:
    process = ledger.process
    assert process is not None
    return [(stop.title, stop.look) for stop in line(process, record, trail(ledger, record), CATALOGUE)]


def after(place: Town, ledger: Ledger, record: LedgerRow, *keys: str | tuple[str, dict[str, Any]]) -> Any:
    for each in keys:
        key, values = (each, {}) if isinstance(each, str) else each
        taking = Taking(DAY, values, "说明")
        record = take(ledger, key, actor=place.officer, record=record, taking=taking)
    return told(ledger, record)


def test_a_step_that_skips_some_covers_the_line_up_to_its_end(place: Town) -> None:
    employer = make_employer(place.officer, place.village)
    standing = ("enter_standing", {"signed_on": DAY, "filed_on": DAY})
    first = make_agreement(place.clerk, employer)
    assert after(place, AGREEMENTS, first, standing) == [("补录已生效的合同", "done"), ("公布", "now")]
    second = make_agreement(place.clerk, employer, kind="women")
    signed = [("应约", "done"), ("直接签订", "done"), ("报送审查", "now"), ("生效", "next"), ("公布", "next")]
    assert after(place, AGREEMENTS, second, "answer", "sign_directly") == signed


def test_a_step_that_leads_back_undoes_what_came_after(place: Town) -> None:
    case = make_agreement(place.clerk, make_employer(place.officer, place.village))
    votes = {"congress_members": 9, "congress_present": 9, "congress_in_favour": 9}
    stops = after(place, AGREEMENTS, case, "answer", ("pass_congress", votes), "fail", "resume")
    assert stops[:3] == [("应约", "done"), ("职代会审议通过", "now"), ("签订", "next")]


@pytest.mark.parametrize(
    ("keys", "stops"),
    [
        ([("hand_on", {"handed_to": "labour"})], [("转办", "now")]),
        (
            [("accept", {"notified_on": DAY}), ("extend", {"extended_days": 9})],
            [("受理并告知", "done"), ("延期", "now"), ("办结", "next")],
        ),
        (
            [("accept", {"notified_on": DAY}), ("hand_over_accepted", {"taken_over_by": "周海明"})],
            [("受理并告知", "done"), ("办结", "now")],
        ),
        (
            [("accept", {"notified_on": DAY}), ("close", CLOSING), ("follow_up", {"satisfaction": "fairly"})],
            [("受理并告知", "done"), ("办结", "done"), ("回访", "now")],
        ),
    ],
)
def test_another_end_promises_no_further_steps(
    place: Town, keys: list[tuple[str, dict[str, Any]]], stops: list[tuple[str, str]]
) -> None:
    case = make_petition(place.officer, place.town, received_on=date(2025, 6, 2))
    assert after(place, PETITIONS, case, *keys) == stops
