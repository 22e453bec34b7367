"""Code lists of the practices."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    METHOD = "method", "做法"
    EFFECT = "effect", "成效"
    CASE = "case", "典型事例"


class Reach(models.TextChoices):
    """Whose papers tell it."""

    OWN = "own", "本级总结"
    UPPER = "upper", "本级总结，也供上级选用"
    NONE = "none", "只存档，不写进总结"
