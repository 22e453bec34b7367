"""From receipt to the end of a petition; the periods are those of 信访工作条例 (领域资料 2.4.2)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import PastCases, Process, Step
from gonghui.engine.declare import State as ProcessState
from gonghui.ledgers.petitions.choices import HANDLE_DAYS, NOTIFY_DAYS, State
from gonghui.ledgers.petitions.models import Petition
from gonghui.offices.roles import TOWN_STAFF, Role


def goes_to_another(record: Petition, values: dict[str, Any]) -> str | None:
    """A petition is handed over from one officer to another."""
    if values["taken_over_by"] == record.in_charge():
        return f"现在就是{record.in_charge()}在办：请填写接手的另一位同事。"
    return None


def told_by_then(record: Petition, values: dict[str, Any]) -> str | None:
    """Nobody is told before the petition came."""
    return "告知日期早于收到日期，请核对。" if values["notified_on"] < record.received_on else None


def _at(*states: State) -> frozenset[str]:
    return frozenset(states)


def _hand_over(state: State, title: str) -> Step:
    """The officer changes, the stage does not."""
    return Step(
        f"hand_over_{state}",
        title,
        _at(state),
        state,
        by=TOWN_STAFF,
        dates="taken_over_on",
        fields=("taken_over_by",),
        reason=True,
        primary=False,
        guards=(goes_to_another,),
    )


def _tell_upper(key: str, title: str, dates: str) -> tuple[Step, ...]:
    """The upper union is told, before the petition's end or after it; the stage does not change."""
    return tuple(
        Step(f"{key}_{state}", title, _at(state), state, by=TOWN_STAFF, dates=dates, primary=False, beside=True)
        for state in State
    )


HANDLING = Process(
    key="petitions.handling",
    version=1,
    field="state",
    initial=State.RECEIVED,
    states=(
        ProcessState(State.RECEIVED, State.RECEIVED.label),
        ProcessState(State.ACCEPTED, State.ACCEPTED.label),
        ProcessState(State.EXTENDED, State.EXTENDED.label),
        ProcessState(State.CLOSED, State.CLOSED.label, "done"),
        ProcessState(State.FOLLOWED_UP, State.FOLLOWED_UP.label, "done"),
        ProcessState(State.HANDED_ON, State.HANDED_ON.label, "done"),
        ProcessState(State.NOT_ACCEPTED, State.NOT_ACCEPTED.label, "stopped"),
    ),
    steps=(
        Step(
            "accept",
            "受理并告知",
            _at(State.RECEIVED),
            State.ACCEPTED,
            by=TOWN_STAFF,
            dates="accepted_on",
            due="notify_due_on",
            rule=f"收到之日起{NOTIFY_DAYS}日内告知（信访工作条例第二十三条）",
            fields=("notified_on",),
            guards=(told_by_then,),
        ),
        Step(
            "close",
            "办结",
            _at(State.ACCEPTED, State.EXTENDED),
            State.CLOSED,
            by=TOWN_STAFF,
            dates="closed_on",
            due="due_on",
            rule=f"受理之日起{HANDLE_DAYS}日内办结，延期的另加延期的天数（信访工作条例第三十四条）",
            fields=("result", "amount_recovered"),
        ),
        Step(
            "follow_up",
            "回访",
            _at(State.CLOSED),
            State.FOLLOWED_UP,
            by=TOWN_STAFF,
            dates="followed_up_on",
            fields=("satisfaction",),
            primary=False,
        ),
        Step(
            "hand_on",
            "转出（交其他部门办）",
            _at(State.RECEIVED, State.ACCEPTED, State.EXTENDED),
            State.HANDED_ON,
            by=TOWN_STAFF,
            dates="handed_on_on",
            fields=("handed_to",),
            primary=False,
        ),
        Step(
            "extend",
            "延期",
            _at(State.ACCEPTED),
            State.EXTENDED,
            by=TOWN_STAFF,
            dates="extended_on",
            fields=("extended_days",),
            reason=True,
            primary=False,
        ),
        Step(
            "not_accept",
            "不予受理并告知",
            _at(State.RECEIVED),
            State.NOT_ACCEPTED,
            by=TOWN_STAFF,
            dates="not_accepted_on",
            fields=("notified_on",),
            reason=True,
            primary=False,
            guards=(told_by_then,),
        ),
        _hand_over(State.RECEIVED, "受理前交接"),
        _hand_over(State.ACCEPTED, "办理中交接"),
        _hand_over(State.EXTENDED, "延期后交接"),
        *_tell_upper("report", "登记上报", "reported_on"),
        *_tell_upper("reply", "登记回复上级", "replied_on"),
    ),
    line=("accept", "close"),
    editable=_at(State.RECEIVED, State.ACCEPTED, State.EXTENDED),
    past=PastCases(frozenset({Role.OFFICER})),
)
