"""`verify`: is the log's chain whole in every jurisdiction?"""

from __future__ import annotations

import argparse

from gonghui.engine.access.models import Organisation
from gonghui.engine.audit import chain
from gonghui.engine.audit.models import LogHead
from gonghui.site import opening


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: none."""


def run(_options: argparse.Namespace) -> int:
    """Print the state of each chain; 0 when all are whole, 1 when one is broken."""
    opening.open_present()
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
