"""How sentences of several areas are worded."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import Sentence


def counted_by_name(said: str, code: str, telling: str) -> Sentence:
    """A count with the names of what it counts; the count alone where they are not as many."""
    counted = f"{said}{{{code}}}"
    return Sentence(f"{counted}：{{{code}@{telling}}}", instead=Sentence(counted))


def methods(topic: Topic) -> Sentence:
    """How the work was done, in the words of whoever did it."""
    return Sentence(f"{{practices.{topic}@method:sentences}}")


def effects(topic: Topic) -> Sentence:
    """What came of it."""
    return Sentence(f"{{practices.{topic}@effect:sentences}}")


def cases(topic: Topic) -> Sentence:
    """The cases that show it."""
    return Sentence(f"{{practices.{topic}@case:sentences}}")


def recognition(topic: Topic) -> Sentence:
    """What was said of it, by whom, in which paper, at which place of how many."""
    return Sentence(f"{{recognition.{topic}@told:sentences}}")


def outcome(topic: Topic) -> tuple[Sentence, ...]:
    """What closes an area of work: effects, cases, recognition."""
    return effects(topic), cases(topic), recognition(topic)


def of_earlier(said: str, *, beside: str) -> Sentence:
    """What answers applications made before the period; 另有 where the paper speaks of the period's own (`beside`)."""
    return Sentence(f"另有{said}", at_least={beside: 1}, instead=Sentence(said))
