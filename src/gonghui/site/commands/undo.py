"""`undo IMPORT_ID`: takes an import back, while nothing rests on it."""

from __future__ import annotations

import argparse

from django.core.exceptions import ValidationError

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import CommandLine
from gonghui.engine.exchange.models import Import
from gonghui.engine.exchange.undoing import undo
from gonghui.engine.records.refusals import Refusal
from gonghui.plain.whole import whole_number
from gonghui.site import opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("number", metavar="导入号", help="import写入以后说的号（--json里的import_id）")


def run(options: argparse.Namespace) -> int:
    """Take the import back and tell what that did; returns the exit status."""
    opening.open_present()
    done = _import_numbered(options.number)
    ledger = CATALOGUE.ledger(done.ledger)
    if ledger is None:
        raise CannotBeDone(f"第{done.pk}号导入的台账“{done.ledger}”已经没有了，不能撤回。")
    try:
        undone = undo(done, ledger=ledger, catalogue=CATALOGUE, actor=CommandLine(done.organisation))
    except Refusal as refusal:
        raise CannotBeDone(refusal.message) from None
    except ValidationError as error:
        raise CannotBeDone(f"不能撤回，什么都没有改动：{'；'.join(error.messages)}") from None
    told = f"已撤回第{done.pk}号导入（{done.organisation}{ledger.title}）"
    print(f"{told}：作废{undone.voided}{ledger.unit}，恢复{undone.restored}{ledger.unit}。")  # noqa: T201
    return 0


def _import_numbered(text: str) -> Import:
    number = whole_number(text)
    everywhere = Organisation.objects.order_by().values_list("jurisdiction_id", flat=True).distinct()
    found = (
        Import.objects.within(*everywhere)
        .filter(pk=number)
        .exclude(committed_at=None)
        .select_related("organisation")
        .first()
        if number
        else None
    )
    if found is None:
        raise CannotBeDone(f"没有找到“{text}”号导入，请核对号码。")
    return found
