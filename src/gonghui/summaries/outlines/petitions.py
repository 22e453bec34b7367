"""Petitions (信访维权)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, outcome


def _in_time(then: str, instead: Sentence, zero: tuple[str, ...] = ()) -> Sentence:
    """How many petitions were dealt with in time, with what follows from it."""
    few = Sentence(f"办理完毕或者到期的信访{{petitions.on_time_rate:counts}}及时处理{then}")
    return Sentence(f"及时处理率{{petitions.on_time_rate}}{then}", zero=zero, few=few, instead=instead)


_MISSED = _in_time("，漏报{petitions.unreported}", _in_time("", Sentence("漏报{petitions.unreported}")))
_LATE = _in_time("，迟报{petitions.reported_late}", _MISSED)
_LATE_AND_MISSED = _in_time("，迟报{petitions.reported_late}、漏报{petitions.unreported}", _LATE)
_ON_TIME = _in_time("，没有迟报、漏报", _LATE_AND_MISSED, zero=("petitions.reported_late", "petitions.unreported"))

PETITIONS = OutlineSection(
    "petitions",
    "信访维权",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "{duties.petition_staff@since:one_month}起，落实{duties.petition_staff}专门跟踪职工诉求"
                        "和群体性劳资纠纷，{duties.petition_staff@position:names}互为替补",
                        # Told only where each has a post of their own, one A and one B.
                        at_least={"duties.petition_staff": 2},
                        instead=Sentence(
                            "{duties.petition_staff@since:one_month}起，落实{duties.petition_staff}专门跟踪职工诉求"
                            "和群体性劳资纠纷",
                            at_least={"duties.petition_staff": 2},
                            instead=Sentence("落实{duties.petition_staff}专门跟踪职工诉求和群体性劳资纠纷"),
                        ),
                    ),
                    methods(Topic.PETITIONS),
                ),
                (
                    Sentence(
                        "{during}收到信访{petitions.received}",
                        among=(
                            Sentence("{reviewer_short}转办{petitions.referred}", every="由{reviewer_short}转办"),
                            Sentence("接待来访{petitions.in_person}", every="为职工来访"),
                        ),
                        shares_add_up=True,
                    ),
                    Sentence("信访量{petitions.received:compared}"),
                    _ON_TIME,
                    Sentence("帮助职工追回{petitions.recovered_amount}"),
                    *outcome(Topic.PETITIONS),
                ),
            ),
        ),
    ),
)
