"""Each union of the chain reviews, one after the other, up to the province; then payment (领域资料 2.9)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import PastCases, Process, Relation, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.ledgers.reviewed_cases.decisions import OFFICER, decisions
from gonghui.ledgers.subsidies.choices import State
from gonghui.ledgers.subsidies.models import Subsidy
from gonghui.offices.roles import ALL_STAFF


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


def _by(relation: Relation, start: frozenset[str], passed: State) -> list[Step]:
    return decisions(relation, start, passed=passed, returned=State.RETURNED, rejected=State.REJECTED)


_DECISIONS = (
    *_by(Relation.HANDLING, _at(State.APPLIED), State.TOWN_PASSED),
    *_by(Relation.UPPER, _at(State.TOWN_PASSED), State.CITY_PASSED),
    *_by(Relation.HIGHER, _at(State.CITY_PASSED), State.HIGHER_PASSED),
    *_by(Relation.PROVINCE, _at(State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED), State.PROVINCE_PASSED),
)

REVIEW = Process(
    key="subsidies.review",
    version=2,
    field="state",
    initial=State.SURVEYED,
    states=(
        ProcessState(State.SURVEYED, State.SURVEYED.label),
        ProcessState(State.APPLIED, State.APPLIED.label),
        ProcessState(State.TOWN_PASSED, State.TOWN_PASSED.label),
        ProcessState(State.CITY_PASSED, State.CITY_PASSED.label),
        ProcessState(State.HIGHER_PASSED, State.HIGHER_PASSED.label),
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
        *_DECISIONS,
        Step(
            "pay",
            "登记发放",
            # Whichever union decides last where the case is kept: the line lets none be skipped.
            _at(State.TOWN_PASSED, State.CITY_PASSED, State.HIGHER_PASSED, State.PROVINCE_PASSED),
            State.PAID,
            by=OFFICER,
            relation=Relation.HANDLING,
            dates="paid_on",
            fields=("amount",),
            guards=(paid_amount_is_covered,),
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
    line=("apply", "pass_town", "pass_city", "pass_higher", "pass_province", "pay"),
    editable=_at(State.SURVEYED, State.RETURNED),
    past=PastCases(OFFICER),
    separate=frozenset({"apply", "resubmit", *(step.key for step in _DECISIONS)}),
)
