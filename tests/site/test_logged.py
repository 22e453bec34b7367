"""What the site itself sets going is logged as what it was, though accounts are named."""

from __future__ import annotations

import argparse

import pytest

from gonghui.demo.load import NotADemonstration
from gonghui.engine.audit.acting import kind_of
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.audit.models import LogEntry
from gonghui.site import first_run, opening
from gonghui.site.commands import demo


def test_the_first_run_is_logged_as_such(db: None) -> None:
    names = {"province": "江东省总工会", "city": "临江市总工会", "county": "", "town": "青石镇总工会"}
    first_run.set_up({**names, "name": "陈玉兰", "username": "officer", "password": "qing-shi-2025"})
    entries = list(LogEntry.objects.order_by("id").select_related("actor"))
    assert [entry.ledger for entry in entries] == ["posts", "posts", "unions"]
    assert [entry.changes["role"][1] for entry in entries[:2]] == ["officer", "system_admin"]
    for entry in entries:
        assert entry.actor is not None
        assert (entry.actor.username, entry.actor_kind) == ("officer", "first_run")


def test_the_demonstration_is_loaded_by_the_command_line(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []

    def load(_progress: object, _ledgers: object) -> None:
        found.append(kind_of(None))
        raise NotADemonstration

    monkeypatch.setattr(opening, "open_or_make", lambda _progress: None)
    monkeypatch.setattr(demo, "load", load)
    with pytest.raises(NotADemonstration):
        demo.run(argparse.Namespace(no_serve=True, port=0))
    assert (found, kind_of(None)) == ([ActorKind.COMMAND], ActorKind.PROGRAM)
