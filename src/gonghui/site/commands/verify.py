"""`verify`: are the log's chains whole, can all that is kept be read, and are the kept counts what the rows say?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.db import DatabaseError, connection

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogHead
from gonghui.engine.records import counts
from gonghui.engine.vault import keys, permissions
from gonghui.site import opening
from gonghui.site.commands import recount
from gonghui.site.key_proof import jurisdictions, sealed_fields

_LISTED = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: none."""


def run(_options: argparse.Namespace) -> int:
    """Print what was checked and what was found; returns the exit status."""
    opening.open_present()
    return check()


def check() -> int:
    """Check the open installation and print what was looked at; 0 when all is whole, 1 when something is not."""
    print(f"密钥文件{keys.home() / keys.FILE_NAME}和数据库是一套。")  # noqa: T201
    # All of them, also after one has found something.
    return max([_database(), _log(), _sealed(), _counts(), _files()])


def _database() -> int:
    if connection.vendor != "sqlite":
        return 0
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            sound = cursor.fetchone() == ("ok",)
    except DatabaseError:
        sound = False
    print("数据库文件完整。" if sound else "数据库文件已损坏，请停止录入，保留现场，从备份恢复。")  # noqa: T201
    return 0 if sound else 1


def _log() -> int:
    broken = False
    for organisation in Organisation.objects.order_by("path"):
        if organisation.jurisdiction_id != organisation.pk:
            continue
        at = chain.broken_at(organisation.pk)
        head = LogHead.objects.filter(jurisdiction_id=organisation.pk).first()
        if at is not None:
            broken = True
            print(f"{organisation}：日志链在第{at}条断开，请保留现场并报告审计管理员。")  # noqa: T201
        elif head is not None:
            print(f"{organisation}：日志链完整，共{head.sequence}条。")  # noqa: T201
    return 1 if broken else 0


def _sealed() -> int:
    count, unreadable = 0, []
    for where in _each_sealed():
        count += 1
        if where:
            unreadable.append(where)
    if not unreadable:
        print(f"加密的内容{count}项，都能解开。")  # noqa: T201
        return 0
    more = f"等{len(unreadable)}项" if len(unreadable) > _LISTED else ""
    print(  # noqa: T201
        f"加密的内容{count}项，其中{len(unreadable)}项无法读取：{'；'.join(unreadable[:_LISTED])}{more}。"
        "请对照原件重新填写，或从备份取回。"
    )
    return 1


def _each_sealed() -> Iterator[str]:
    """For each value that is kept encrypted: where it stands if it does not open, else nothing."""
    for jurisdiction in jurisdictions():
        for model, field in sealed_fields():
            rows = model._default_manager.filter(jurisdiction_id=jurisdiction).exclude(**{field.name: ""})
            for number, value in rows.order_by("pk").values_list("number", field.name).iterator(2000):
                yield "" if value.readable else f"{model._meta.verbose_name}{number}的{field.verbose_name}"


def _counts() -> int:
    wrong = list(recount.over_all(counts.differences))
    if not wrong:
        print("各处的条数都与记录相符。")  # noqa: T201
        return 0
    for line in wrong[:_LISTED]:
        print(line)  # noqa: T201
    print(  # noqa: T201
        f"条数有{len(wrong)}处与记录不符：列表上的条数会不对，记录本身没有动。请运行“python3 run.py recount”改正。"
    )
    return 1


def _files() -> int:
    home = keys.home()
    found = [path for path in permissions.files(home) if path.is_file() and path.parent != home]
    unreadable = []
    for path in found:
        try:
            with path.open("rb") as file:
                file.read(1)
        except OSError:
            unreadable.append(path.relative_to(home).as_posix())
    if unreadable:
        print(f"附件{len(found)}个，其中{len(unreadable)}个读不出来：{'、'.join(unreadable[:_LISTED])}。")  # noqa: T201
        return 1
    if found:
        print(f"附件{len(found)}个，都能读。")  # noqa: T201
    return 0
