from __future__ import annotations

from gonghui.engine.declare import Ledger, Section
from gonghui.ledgers.recognition.models import Recognition
from gonghui.offices.grants import ENTERED_BELOW
from gonghui.offices.levels import OFFICES_AND_VILLAGES

RECOGNITION = Ledger(
    key="recognition",
    title="肯定与经验",
    noun="肯定或经验",
    unit="项",
    area="affairs",
    letters="BY",
    model=Recognition,
    heading="fact",
    columns=(
        "number",
        "fact",
        "kind",
        "topic",
        "by_body",
        "by_level",
        "told_on",
        "paper",
        "place_taken",
        "out_of",
        "organisation",
    ),
    wide=frozenset({"paper", "place_taken", "out_of"}),
    search=("number", "fact", "by_body", "paper"),
    filters=("kind", "topic", "by_level", "told_on"),
    order=("-told_on", "-id"),
    form=(
        Section("事实", ("kind", "topic", "fact", "honour", "organisation")),
        Section("出处", ("by_body", "by_level", "told_on", "paper")),
        Section("排名", ("place_taken", "out_of")),
    ),
    grants=ENTERED_BELOW,
    levels=OFFICES_AND_VILLAGES,
    blurb="上级的表扬、考核和排名，对外介绍的经验，企业和职工的好评，每项都要有依据。",
)
