"""An employer's rebate papers: complete them, hand them up, and receive the money (领域资料 2.11.1)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import PastCases, Process, Relation, State, Step
from gonghui.ledgers.contributions.choices import RebateState
from gonghui.ledgers.contributions.models import RebateFile
from gonghui.offices.roles import Role

OFFICER = frozenset({Role.OFFICER})


def papers_are_all_there(record: RebateFile, _values: dict[str, Any]) -> str | None:
    """A file is in order when each of its five papers is there."""
    lacking = record.lacking()
    return f"还缺：{'、'.join(lacking)}。请先修改这一件，勾选收到的资料。" if lacking else None


def something_came_back(_record: RebateFile, values: dict[str, Any]) -> str | None:
    return "返还金额应大于0，请核对。" if values["rebate_amount"] <= 0 else None


REBATE = Process(
    key="rebates.papers",
    version=1,
    field="state",
    initial=RebateState.INCOMPLETE,
    states=(
        State(RebateState.INCOMPLETE, RebateState.INCOMPLETE.label),
        State(RebateState.COMPLETE, RebateState.COMPLETE.label),
        State(RebateState.SUBMITTED, RebateState.SUBMITTED.label),
        State(RebateState.REBATED, RebateState.REBATED.label, "done"),
    ),
    steps=(
        Step(
            "complete",
            "完善手续",
            frozenset({RebateState.INCOMPLETE}),
            RebateState.COMPLETE,
            by=OFFICER,
            relation=Relation.HANDLING,
            dates="completed_on",
            guards=(papers_are_all_there,),
        ),
        Step(
            "submit",
            "提交上级",
            frozenset({RebateState.COMPLETE}),
            RebateState.SUBMITTED,
            by=OFFICER,
            relation=Relation.HANDLING,
            dates="submitted_on",
        ),
        Step(
            "rebate",
            "登记返还",
            frozenset({RebateState.SUBMITTED}),
            RebateState.REBATED,
            by=OFFICER,
            relation=Relation.HANDLING,
            dates="rebated_on",
            fields=("rebate_amount",),
            guards=(something_came_back,),
        ),
        Step(
            "send_back",
            "退回补资料",
            frozenset({RebateState.COMPLETE, RebateState.SUBMITTED}),
            RebateState.INCOMPLETE,
            by=OFFICER,
            relation=Relation.HANDLING,
            dates="sent_back_on",
            reason=True,
            primary=False,
        ),
    ),
    line=("complete", "submit", "rebate"),
    editable=frozenset({RebateState.INCOMPLETE}),
    past=PastCases(OFFICER),
)
