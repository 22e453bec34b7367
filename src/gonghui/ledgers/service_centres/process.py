"""A pilot centre's place: employers are surveyed, studied, and one is chosen (领域资料 2.17)."""

from __future__ import annotations

from typing import Any

from gonghui.engine.declare import PastCases, Process, Relation, State, Step
from gonghui.ledgers.service_centres.choices import CandidateState
from gonghui.ledgers.service_centres.models import PilotCandidate
from gonghui.offices.roles import TOWN_STAFF, Role


def survey_is_written_up(record: PilotCandidate, _values: dict[str, Any]) -> str | None:
    """What is studied is the union's work and the premises."""
    lacking = [
        str(getattr(record._meta.get_field(name), "verbose_name", name))
        for name in ("union_work", "premises")
        if not getattr(record, name)
    ]
    return f"还没有填{'、'.join(lacking)}：请先修改这一件，填好再研究。" if lacking else None


CHOICE = Process(
    key="pilot-candidates.choice",
    version=1,
    field="state",
    initial=CandidateState.CANDIDATE,
    states=(
        State(CandidateState.CANDIDATE, CandidateState.CANDIDATE.label),
        State(CandidateState.STUDIED, CandidateState.STUDIED.label),
        State(CandidateState.CHOSEN, CandidateState.CHOSEN.label, "done"),
        State(CandidateState.NOT_CHOSEN, CandidateState.NOT_CHOSEN.label, "stopped"),
    ),
    steps=(
        Step(
            "study",
            "研究",
            frozenset({CandidateState.CANDIDATE}),
            CandidateState.STUDIED,
            by=frozenset({Role.OFFICER}),
            relation=Relation.HANDLING,
            dates="studied_on",
            guards=(survey_is_written_up,),
        ),
        Step(
            "choose",
            "选定为示范点",
            frozenset({CandidateState.STUDIED}),
            CandidateState.CHOSEN,
            by=TOWN_STAFF,
            relation=Relation.HANDLING,
            dates="chosen_on",
        ),
        Step(
            "turn_down",
            "不选",
            frozenset({CandidateState.CANDIDATE, CandidateState.STUDIED}),
            CandidateState.NOT_CHOSEN,
            by=TOWN_STAFF,
            relation=Relation.HANDLING,
            dates="not_chosen_on",
            reason=True,
            primary=False,
        ),
    ),
    line=("study", "choose"),
    editable=frozenset({CandidateState.CANDIDATE}),
    past=PastCases(frozenset({Role.OFFICER})),
)
