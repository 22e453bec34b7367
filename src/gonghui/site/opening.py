"""Open the installation: its keys, its database, and its clock."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gonghui.engine.installation.models import Installation, demo_date
from gonghui.engine.vault import keys
from gonghui.plain import clock
from gonghui.site.command_line import CannotBeDone


def open_present() -> None:
    """Open the database that is there, for a command that only reads; raises CannotBeDone where there is none."""
    if not _has_tables():
        raise CannotBeDone("还没有数据库，请先运行“python3 run.py demo”或“python3 run.py serve”。")
    keys.current()
    set_clock()


def open_or_make(progress: Callable[[str], None]) -> None:
    """Open the database, or make it; bring its tables up to date.

    Raises KeysMissing when there is a database whose key file is gone: new keys could not read it.
    """
    keys.home().mkdir(parents=True, exist_ok=True)
    if not _has_tables():
        progress("建立数据库和密钥……")
        keys.make(keys.home())
        keys.current.cache_clear()
    keys.current()
    settings.SECRET_KEY = keys.session_secret()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        progress("整理数据库的表……")
        call_command("migrate", verbosity=0, interactive=False)
    if Installation.current() is None:
        Installation.objects.create(set_up_on=clock.today())
    set_clock()


def set_clock() -> None:
    """A demonstration's database carries its own date."""
    day = demo_date()
    clock.database_date = lambda: day


def _has_tables() -> bool:
    if connection.vendor == "sqlite" and not (keys.home() / "gonghui.sqlite3").exists():
        # Asking SQLite would make an empty file.
        return False
    return "installation_installation" in connection.introspection.table_names()
