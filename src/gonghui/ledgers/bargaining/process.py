"""From the offer to an agreement in force (领域资料 2.3.2); what the labour authority decides is written down."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import PastCases, Process, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.ledgers.bargaining.choices import (
    ANSWER_DAYS,
    FILING_DAYS,
    REVIEW_DAYS,
    USUAL_FILING_DAYS,
    Kind,
    State,
)
from gonghui.ledgers.bargaining.models import Agreement
from gonghui.offices.roles import ALL_STAFF, Role
from gonghui.plain.periods import format_full_day


def congress_passed_it(_record: Agreement, values: dict[str, Any]) -> str | None:
    """Two thirds are present, and more than half of all vote for it (集体合同规定36条)."""
    members, present, favour = (values[f"congress_{name}"] for name in ("members", "present", "in_favour"))
    if present > members or favour > present:
        return "实到不能多于应到，赞成不能多于实到，请核对人数。"
    if present * 3 < members * 2:
        return f"实到{present}人，不到应到{members}人的三分之二，会议不能表决，请重新召开。"
    if favour * 2 <= members:
        return f"赞成{favour}人，没有超过全体{members}人的半数，草案没有通过，请重新协商。"
    return None


def is_filled(record: Agreement, _values: dict[str, Any]) -> str | None:
    """A signed agreement has a term and covers workers; one on wages says by how much they rise."""
    lacking = []
    if record.starts_on is None:
        lacking.append("期限起止")
    if not record.covered_workers:
        lacking.append("覆盖职工")
    if record.kind == Kind.WAGE and record.raise_percent is None:
        lacking.append("平均增幅")
    return f"还没有填：{'、'.join(lacking)}。请先修改这一件，填好再办。" if lacking else None


def term_is_free(record: Agreement, _values: dict[str, Any]) -> str | None:
    """Two agreements of a kind never run at once, so that nobody is covered twice."""
    if record.starts_on is None or record.ends_on is None:
        return None
    other = record.overlapping()
    if other is None:
        return None
    assert other.ends_on is not None
    return (
        f"这家单位的另一件同类合同（{other.number}）到{format_full_day(other.ends_on)}才期满，期限与这一件重叠："
        "请核对这一件的期限；那一件提前终止的，请先登记终止。"
    )


def _receive(state: State) -> Step:
    """The labour authority's receipt, which may come when the agreement is in force already."""
    return Step(
        f"receive_{state}",
        "登记受理单号",
        _at(state),
        state,
        by=ALL_STAFF,
        dates="receipt_on",
        fields=("receipt_number",),
        beside=True,
        primary=False,
    )


def _at(*states: State) -> frozenset[str]:
    return frozenset(states)


_TALKING = (State.OFFERED, State.ANSWERED, State.PASSED)
_STANDING = (State.SIGNED, State.FILED, State.OBJECTED, State.IN_FORCE, State.PUBLISHED)
_BADGES = {
    State.IN_FORCE: "done",
    State.PUBLISHED: "done",
    State.REFUSED: "stopped",
    State.FAILED: "stopped",
    State.TERMINATED: "stopped",
}

BARGAINING = Process(
    key="agreements.bargaining",
    version=1,
    field="state",
    initial=State.OFFERED,
    states=tuple(ProcessState(state, state.label, _BADGES.get(state, "waiting")) for state in State),
    steps=(
        Step(
            "answer",
            "应约",
            _at(State.OFFERED, State.REFUSED),
            State.ANSWERED,
            by=ALL_STAFF,
            dates="answered_on",
            due="answer_due_on",
            rule=f"收到要约之日起{ANSWER_DAYS}日内书面回应（集体合同规定第三十二条）",
        ),
        Step(
            "pass_congress",
            "职代会审议通过",
            _at(State.ANSWERED),
            State.PASSED,
            by=ALL_STAFF,
            dates="congress_passed_on",
            fields=("congress_members", "congress_present", "congress_in_favour"),
            guards=(congress_passed_it,),
        ),
        Step(
            "sign",
            "签订",
            _at(State.PASSED),
            State.SIGNED,
            by=ALL_STAFF,
            dates="signed_on",
            guards=(is_filled, term_is_free),
        ),
        # Where nobody wrote down an answer or a congress. A step of its own, so that a case waits before one step only.
        Step(
            "sign_directly",
            "直接签订",
            _at(State.OFFERED, State.ANSWERED),
            State.SIGNED,
            by=ALL_STAFF,
            dates="signed_on",
            primary=False,
            guards=(is_filled, term_is_free),
        ),
        Step(
            "file",
            "报送审查",
            _at(State.SIGNED, State.OBJECTED),
            State.FILED,
            by=ALL_STAFF,
            dates="filed_on",
            due="filing_due_on",
            rule=f"签订之日起{USUAL_FILING_DAYS}日内报送审查（集体合同规定第四十二条），"
            f"工资专项{FILING_DAYS[Kind.WAGE]}日内",
            guards=(is_filled, term_is_free),
        ),
        Step(
            "take_effect",
            "生效",
            _at(State.FILED),
            State.IN_FORCE,
            by=ALL_STAFF,
            dates="effective_on",
            due="effective_due_on",
            rule=f"收到之日起{REVIEW_DAYS}日内没有异议的即行生效（劳动合同法第五十四条）",
        ),
        Step(
            "publish",
            "公布",
            _at(State.IN_FORCE),
            State.PUBLISHED,
            by=ALL_STAFF,
            dates="published_on",
            routine=True,
        ),
        # An agreement that stands already when the register is begun: one page, not five.
        Step(
            "enter_standing",
            "补录已生效的合同",
            _at(State.OFFERED),
            State.IN_FORCE,
            by=ALL_STAFF,
            dates="effective_on",
            fields=("signed_on", "filed_on"),
            primary=False,
            guards=(is_filled, term_is_free),
        ),
        Step(
            "object",
            "审查有异议",
            _at(State.FILED),
            State.OBJECTED,
            by=ALL_STAFF,
            dates="objected_on",
            reason=True,
            primary=False,
        ),
        Step(
            "refuse",
            "拒绝应约",
            _at(State.OFFERED),
            State.REFUSED,
            by=ALL_STAFF,
            dates="refused_on",
            reason=True,
            primary=False,
        ),
        Step(
            "fail",
            "协商未成",
            _at(State.ANSWERED, State.PASSED),
            State.FAILED,
            by=ALL_STAFF,
            dates="failed_on",
            reason=True,
            primary=False,
        ),
        Step(
            "resume",
            "重新协商",
            _at(State.FAILED),
            State.ANSWERED,
            by=ALL_STAFF,
            dates="resumed_on",
            primary=False,
        ),
        Step(
            "terminate",
            "终止",
            _at(*_STANDING),
            State.TERMINATED,
            by=ALL_STAFF,
            dates="terminated_on",
            reason=True,
            primary=False,
        ),
        *(_receive(state) for state in (State.FILED, State.IN_FORCE, State.PUBLISHED)),
    ),
    line=("answer", "pass_congress", "sign", "file", "take_effect", "publish"),
    editable=_at(*_TALKING, State.OBJECTED, State.REFUSED, State.FAILED),
    past=PastCases(frozenset({Role.OFFICER})),
)
