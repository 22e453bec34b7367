"""What belongs to no area with figures of its own: women, safety, study and the office itself."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection
from gonghui.summaries.outlines.wording import methods, outcome

OTHERS = OutlineSection(
    "recognition",
    "其他工作",
    (
        OutlinePart(
            "",
            tuple((methods(topic), *outcome(topic)) for topic in (Topic.WOMEN, Topic.SAFETY, Topic.STUDY, Topic.OTHER)),
        ),
    ),
)
