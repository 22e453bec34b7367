"""Open the installation: its folder, its keys, its database, and its clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gonghui.engine.installation.models import Installation, demo_date
from gonghui.engine.vault import keys, permissions
from gonghui.engine.vault.keys import KeysDiffer
from gonghui.plain import clock
from gonghui.site.command_line import CannotBeDone
from gonghui.site.key_proof import prove


def open_present() -> None:
    """Open the database that is there, for a command that makes none.

    Raises CannotBeDone where there is none or its tables are an older program's, KeysMissing or KeysDiffer where the
    key file is not the one that belongs to it.
    """
    if not has_tables():
        raise CannotBeDone("还没有数据库，请先运行“python3 run.py demo”或“python3 run.py serve”。")
    keep_private()
    keys.current()
    if not is_up_to_date():
        raise CannotBeDone(
            "这个数据库是旧版本的程序建的。请先备份（python3 run.py backup），"
            "再运行一次“python3 run.py serve”，数据库会自动整理好。"
        )
    check_keys()
    set_clock()


def open_as_it_is() -> None:
    """Open the database that is there in whatever form its tables are, to copy it; raises as `open_present` does."""
    if not has_tables():
        raise CannotBeDone("还没有数据库，没有可以备份的。")
    keep_private()
    check_keys(up_to_date=is_up_to_date())
    set_clock()


def open_or_make(progress: Callable[[str], None]) -> None:
    """Open the database, or make it; bring its tables up to date.

    Raises KeysMissing when there is a database whose key file is gone (new keys could not read it), KeysDiffer when
    the key file is another installation's.
    """
    keys.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    keep_private()
    if not has_tables():
        progress("建立数据库和密钥……")
        keys.make(keys.home())
        keys.current.cache_clear()
    keys.current()
    settings.SECRET_KEY = keys.session_secret()
    if not is_up_to_date():
        check_keys(up_to_date=False)
        progress("整理数据库的表……")
        call_command("migrate", verbosity=0, interactive=False)
    if Installation.current() is None:
        Installation.objects.create(set_up_on=clock.today())
    check_keys()
    set_clock()


def check_keys(*, up_to_date: bool = True) -> None:
    """Hold the key file to the database, before anything is read or written with it; raises KeysDiffer.

    A database that keeps no check value yet gets the present keys' once they have opened what lies in it, and its
    tables are `up_to_date`.
    """
    value, kept = keys.current().check_value, kept_check_value()
    if kept:
        if kept != value:
            raise keys_differ()
        return
    if has_tables() and not prove(up_to_date=up_to_date).fits:
        raise keys_differ()
    if up_to_date:
        Installation.objects.filter(key_check="").update(key_check=value)


def kept_check_value() -> str:
    """The check value in the database; "" where there is none yet."""
    if not has_tables():
        return ""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Installation._meta.db_table)
    if "key_check" not in {column.name for column in columns}:
        return ""
    return Installation.objects.values_list("key_check", flat=True).first() or ""


def keys_differ() -> KeysDiffer:
    """What is said of a key file that does not belong to the database."""
    path = keys.home() / keys.FILE_NAME
    return KeysDiffer(
        f"密钥文件{path}和数据库不是一套：数据库里的号码不是用它加密的。什么都没有改动。"
        f"请从备份取回和这个数据库一起用的{keys.FILE_NAME}，放到{path.parent}，再试一次。"
    )


def keep_private() -> None:
    """Shut others out of the data folder, and say so where it was open until now."""
    try:
        changed = permissions.tighten(keys.home())
    except PermissionError as error:
        print(f"注意：{error}", file=sys.stderr)  # noqa: T201
        return
    if changed:
        names = "、".join(path.name for path in changed[:5])
        more = f"等{len(changed)}个" if len(changed) > 5 else ""
        print(f"已收紧权限，只有本账户能读写：{names}{more}。", file=sys.stderr)  # noqa: T201


def set_clock() -> None:
    """A demonstration's database carries its own date."""
    day = demo_date()
    clock.database_date = lambda: day


def has_tables() -> bool:
    """Whether there is a database with our tables in it."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        if not name.startswith("file:") and not Path(name).exists():
            # Asking SQLite would make an empty file.
            return False
    return "installation_installation" in connection.introspection.table_names()


def is_up_to_date() -> bool:
    """Whether the tables have the form that this program gives them."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
