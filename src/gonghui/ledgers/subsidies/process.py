"""Three levels of review, one after the other: town, city, province; then payment (领域资料 2.9)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import Process, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.ledgers.subsidies.choices import State
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.offices.levels import Level
from gonghui.offices.roles import ALL_STAFF, TOWN_STAFF, Role

OFFICER = frozenset({Role.OFFICER})
REVIEWER = frozenset({Role.REVIEWER})


def something_is_asked_for(record: Subsidy, _values: dict[str, Any]) -> str | None:
    """An application names an amount."""
    if record.transport_amount + record.lost_amount <= 0:
        return "还没有填申请的补贴金额：请先修改这一件，填好交通或误工补贴再申请。"
    return None


def paid_amount_is_covered(record: Subsidy, values: dict[str, Any]) -> str | None:
    """No more is paid than was asked for and passed, and something is paid."""
    asked = record.transport_amount + record.lost_amount
    if values["amount"] <= 0:
        return "发放金额应大于0，请核对。"
    if values["amount"] > asked:
        return f"发放金额多于申请的{asked.normalize():f}元，请核对。"
    return None


def _at(*states: State) -> frozenset[str]:
    return frozenset(states)


REVIEW = Process(
    key="subsidies.review",
    version=1,
    field="state",
    initial=State.SURVEYED,
    states=(
        ProcessState(State.SURVEYED, State.SURVEYED.label),
        ProcessState(State.APPLIED, State.APPLIED.label),
        ProcessState(State.TOWN_PASSED, State.TOWN_PASSED.label),
        ProcessState(State.CITY_PASSED, State.CITY_PASSED.label),
        ProcessState(State.PROVINCE_PASSED, State.PROVINCE_PASSED.label),
        ProcessState(State.PAID, State.PAID.label, "done"),
        ProcessState(State.RETURNED, State.RETURNED.label),
        ProcessState(State.REJECTED, State.REJECTED.label, "stopped"),
        ProcessState(State.WITHDRAWN, State.WITHDRAWN.label, "stopped"),
    ),
    steps=(
        Step(
            "apply",
            "申请",
            _at(State.SURVEYED),
            State.APPLIED,
            by=ALL_STAFF,
            dates="applied_on",
            guards=(something_is_asked_for,),
        ),
        Step(
            "resubmit",
            "补正重报",
            _at(State.RETURNED),
            State.APPLIED,
            by=ALL_STAFF,
            dates="resubmitted_on",
            guards=(something_is_asked_for,),
        ),
        Step(
            "pass_town",
            "镇审通过",
            _at(State.APPLIED),
            State.TOWN_PASSED,
            by=TOWN_STAFF,
            level=Level.TOWN,
            dates="town_passed_on",
        ),
        Step(
            "pass_city",
            "市审通过",
            _at(State.TOWN_PASSED),
            State.CITY_PASSED,
            by=REVIEWER,
            level=Level.CITY,
            external_by=OFFICER,
            dates="city_passed_on",
        ),
        Step(
            "pass_province",
            "省审通过",
            _at(State.CITY_PASSED),
            State.PROVINCE_PASSED,
            by=REVIEWER,
            level=Level.PROVINCE,
            external_by=OFFICER,
            dates="province_passed_on",
        ),
        Step(
            "pay",
            "登记发放",
            _at(State.PROVINCE_PASSED),
            State.PAID,
            by=OFFICER,
            level=Level.TOWN,
            dates="paid_on",
            fields=("amount",),
            guards=(paid_amount_is_covered,),
        ),
        Step(
            "return_from_town",
            "镇级退回补正",
            _at(State.APPLIED),
            State.RETURNED,
            by=TOWN_STAFF,
            level=Level.TOWN,
            dates="returned_on",
            reason=True,
            primary=False,
        ),
        Step(
            "return_from_city",
            "市级退回补正",
            _at(State.TOWN_PASSED),
            State.RETURNED,
            by=REVIEWER,
            level=Level.CITY,
            external_by=OFFICER,
            dates="returned_on",
            reason=True,
            primary=False,
        ),
        Step(
            "return_from_province",
            "省级退回补正",
            _at(State.CITY_PASSED),
            State.RETURNED,
            by=REVIEWER,
            level=Level.PROVINCE,
            external_by=OFFICER,
            dates="returned_on",
            reason=True,
            primary=False,
        ),
        Step(
            "reject_in_town",
            "镇审不通过",
            _at(State.APPLIED),
            State.REJECTED,
            by=TOWN_STAFF,
            level=Level.TOWN,
            dates="rejected_on",
            reason=True,
            primary=False,
        ),
        Step(
            "reject_in_city",
            "市审不通过",
            _at(State.TOWN_PASSED),
            State.REJECTED,
            by=REVIEWER,
            level=Level.CITY,
            external_by=OFFICER,
            dates="rejected_on",
            reason=True,
            primary=False,
        ),
        Step(
            "reject_in_province",
            "省审不通过",
            _at(State.CITY_PASSED),
            State.REJECTED,
            by=REVIEWER,
            level=Level.PROVINCE,
            external_by=OFFICER,
            dates="rejected_on",
            reason=True,
            primary=False,
        ),
        Step(
            "withdraw",
            "撤回",
            _at(State.SURVEYED, State.APPLIED, State.RETURNED),
            State.WITHDRAWN,
            by=ALL_STAFF,
            dates="withdrawn_on",
            reason=True,
            primary=False,
        ),
    ),
    line=("apply", "pass_town", "pass_city", "pass_province", "pay"),
    editable=_at(State.SURVEYED, State.RETURNED),
    separate=frozenset(
        {
            "apply",
            "resubmit",
            "pass_town",
            "return_from_town",
            "reject_in_town",
            "pass_city",
            "return_from_city",
            "reject_in_city",
            "pass_province",
            "return_from_province",
            "reject_in_province",
        }
    ),
)
