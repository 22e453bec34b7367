"""Scratch installations in one process: the same town with few members and with many, and the demonstration's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.roster import Town, fill, found_town
from gonghui.ledgers.members.models import Member

FEW, MANY = 2_000, 100_000


class Scratch:
    """A database of its own with a town of `members` members, and a browser that is signed in there."""

    def __init__(self, folder: Path, members: int, found: Callable[[], Town] = found_town) -> None:
        self.members = members
        self._file = folder / f"{found.__name__}-{members}.sqlite3"
        self.turn_here()
        call_command("migrate", verbosity=0, interactive=False)
        self.town: Town = found()
        here = Member.objects.within(*self.town.node.jurisdictions())
        fill(self.town, 0, members - here.filter(organisation__path__startswith=self.town.node.path).count() - 1)
        connection.cursor().execute("ANALYZE")
        self.browser = Client()
        self.browser.force_login(self.town.actor, backend="django.contrib.auth.backends.ModelBackend")
        self._serial = 200_000

    @property
    def label(self) -> str:
        return f"{self.members:,}人"

    def turn_here(self) -> None:
        """Make this database the one that Django speaks to."""
        name = str(self._file)
        if connection.settings_dict["NAME"] != name:
            connection.close()
            connection.settings_dict["NAME"] = name

    def here(self, act: Callable[[Scratch], object]) -> tuple[str, Callable[[], object]]:
        """`act` on this installation, under its label."""

        def run() -> object:
            self.turn_here()
            return act(self)

        return self.label, run

    def new_serials(self, count: int) -> range:
        """Serial numbers that no member has yet."""
        self._serial += count
        return range(self._serial - count, self._serial)
