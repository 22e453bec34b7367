"""Petitions (信访维权)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

_RATE = "及时处理率{petitions.on_time_rate}"
_ON_TIME = Sentence(
    f"{_RATE}，没有迟报、漏报",
    zero=("petitions.late", "petitions.missed"),
    instead=Sentence(
        f"{_RATE}，迟报{{petitions.late}}、漏报{{petitions.missed}}",
        instead=Sentence(
            f"{_RATE}，迟报{{petitions.late}}",
            instead=Sentence(
                f"{_RATE}，漏报{{petitions.missed}}",
                instead=Sentence(_RATE, instead=Sentence("漏报{petitions.missed}")),
            ),
        ),
    ),
)

PETITIONS = OutlineSection(
    "petitions",
    "信访维权",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "自{duties.petition_staff@since:one_month}起，安排{duties.petition_staff}专门跟踪职工诉求"
                        "和群体性劳资纠纷，A、B岗互相替补",
                        at_least={"duties.petition_staff": 2},
                        instead=Sentence("安排{duties.petition_staff}专门跟踪职工诉求和群体性劳资纠纷"),
                    ),
                ),
                (
                    Sentence(
                        "{during}收到信访{petitions.received}",
                        among=(
                            Sentence("{reviewer_short}转办{petitions.referred}"),
                            Sentence("接待来访{petitions.in_person}"),
                        ),
                    ),
                    Sentence("信访件数{petitions.received:compared}"),
                    _ON_TIME,
                    Sentence("为职工追回{petitions.recovered_amount}"),
                ),
            ),
        ),
    ),
)
