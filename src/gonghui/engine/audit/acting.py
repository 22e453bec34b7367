"""What surrounds the acts that are being logged: the batch that they belong to, and who acts in a person's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from gonghui.engine.access.rights import Actor
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.people.models import Account

_batch: ContextVar[UUID | None] = ContextVar("batch", default=None)
_kind: ContextVar[ActorKind | None] = ContextVar("kind", default=None)


@contextmanager
def batch() -> Iterator[UUID]:
    """All that is logged inside belongs together, under the id given; a batch inside a batch is part of it.

    >>> with batch() as batch_id:
    ...     door.create_many(...)
    ...     door.change_many(...)
    """
    current = _batch.get() or uuid4()
    token = _batch.set(current)
    try:
        yield current
    finally:
        _batch.reset(token)


@contextmanager
def acting_as(kind: ActorKind) -> Iterator[None]:
    """What is logged inside was done by `kind`, in the name of the account that is given as the actor."""
    token = _kind.set(kind)
    try:
        yield
    finally:
        _kind.reset(token)


def current_batch() -> UUID | None:
    """The batch that is under way, if any."""
    return _batch.get()


def kind_of(actor: Actor | None) -> ActorKind:
    """Who acts: what `acting_as` says, else what the actor is; None is the program itself (a job, a timer)."""
    if (said := _kind.get()) is not None:
        return said
    if actor is None:
        return ActorKind.PROGRAM
    return ActorKind.ACCOUNT if isinstance(actor, Account) else ActorKind.COMMAND
