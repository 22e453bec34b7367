"""Why a write was refused, in words for the person who tried it. A refused write has changed nothing."""

from __future__ import annotations


class Refusal(Exception):
    """The write cannot be done; `message` says why and what would help, in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(Refusal):
    """The person's posts do not reach this register at this place."""


class Stale(Refusal):
    """Somebody saved the record since this person opened it."""
