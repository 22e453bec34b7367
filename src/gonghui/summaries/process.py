"""From draft to signed paper: somebody submits it, the chair signs it, or it is sent back or withdrawn.

What is signed is never altered: a correction stands beside it. Whoever submitted the present version does not sign it.
"""

from __future__ import annotations

from gonghui.engine.declare import Process, Relation, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.offices.roles import LEADERS, TOWN_STAFF, Role
from gonghui.summaries.models import SummaryState
from gonghui.summaries.one_value import one_value_each


def _sign_off(key: str, version: int) -> Process:
    return Process(
        key=key,
        version=version,
        field="state",
        initial=SummaryState.DRAFT,
        states=(
            ProcessState(SummaryState.DRAFT, SummaryState.DRAFT.label),
            ProcessState(SummaryState.SUBMITTED, SummaryState.SUBMITTED.label),
            ProcessState(SummaryState.SIGNED, SummaryState.SIGNED.label, "done"),
        ),
        steps=(
            Step(
                "submit",
                "报请签发",
                frozenset({SummaryState.DRAFT}),
                SummaryState.SUBMITTED,
                by=TOWN_STAFF,
                dates="submitted_on",
                guards=(one_value_each,),
            ),
            Step(
                "sign",
                "签发",
                frozenset({SummaryState.SUBMITTED}),
                SummaryState.SIGNED,
                by=frozenset({Role.CHAIR}),
                relation=Relation.HANDLING,
                dates="signed_on",
                guards=(one_value_each,),
            ),
            Step(
                "return",
                "退回修改",
                frozenset({SummaryState.SUBMITTED}),
                SummaryState.DRAFT,
                by=LEADERS,
                relation=Relation.HANDLING,
                dates="returned_on",
                reason=True,
                primary=False,
            ),
            Step(
                "withdraw",
                "撤回",
                frozenset({SummaryState.SUBMITTED}),
                SummaryState.DRAFT,
                by=TOWN_STAFF,
                dates="withdrawn_on",
                primary=False,
            ),
        ),
        line=("submit", "sign"),
        editable=frozenset({SummaryState.DRAFT}),
        separate=frozenset({"submit", "sign"}),
        rounds=True,
    )


SIGN_OFF = _sign_off("summaries.sign_off", 2)
# A correction goes the way of what it corrects.
CORRECTION_SIGN_OFF = _sign_off("summaries.correction_sign_off", 1)
