"""Recognition from above (上级肯定与经验交流)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

RECOGNITION = OutlineSection(
    "recognition",
    "上级肯定与经验交流",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence("受到上级肯定{recognition.received}"),
                    Sentence("应上级要求介绍经验{recognition.experience_shared}"),
                ),
            ),
        ),
    ),
)
