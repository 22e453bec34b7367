"""How sentences of several areas are worded."""

from __future__ import annotations

from gonghui.summaries.outline import Sentence


def counted_by_name(said: str, code: str, telling: str) -> Sentence:
    """A count with the names of what it counts; the count alone where they are not as many."""
    counted = f"{said}{{{code}}}"
    return Sentence(f"{counted}：{{{code}@{telling}}}", instead=Sentence(counted))
