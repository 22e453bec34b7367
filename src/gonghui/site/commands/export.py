"""`export LEDGER --union U -o F.xlsx [--where field=value …]`: a register as a workbook, personal data masked."""

from __future__ import annotations

import argparse
from pathlib import Path

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import CommandLine, at_place
from gonghui.engine.declare import Ledger
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.exchange.export import export
from gonghui.engine.fields.columns import candidates
from gonghui.engine.fields.listing import Listing
from gonghui.engine.fields.values import FieldKind, ledger_field
from gonghui.engine.web.register import parameters
from gonghui.site import asking, opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone

# Not conditions on a row but on how a page shows it.
_OF_THE_PAGE = frozenset({"page", "sort", "found"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("ledger", metavar="台账", help="、".join(ledger.key for ledger in CATALOGUE.ledgers))
    parser.add_argument("--union", required=True, metavar="工会", help="工会代码，如T1")
    parser.add_argument("-o", dest="output", metavar="文件.xlsx", required=True, help="写到哪个Excel文件")
    parser.add_argument(
        "--where", action="append", default=[], metavar="字段=值", help="只要这样的记录，可以写几次；q=张三 是查找"
    )


def run(options: argparse.Namespace) -> int:
    """Write the workbook; returns the exit status."""
    opening.open_present()
    ledger = CATALOGUE.ledger(options.ledger)
    if ledger is None:
        known = "、".join(f"{one.key}（{one.title}）" for one in CATALOGUE.ledgers)
        raise CannotBeDone(f"没有“{options.ledger}”这个台账，可以是：{known}。")
    place = asking.union_named(options.union)
    with speaking_at(place, CATALOGUE.naming):
        return _export(options, ledger, place)


def _export(options: argparse.Namespace, ledger: Ledger, place: Organisation) -> int:
    listing = Listing(
        ledger,
        at_place(ledger.model._default_manager.all(), place),
        dict(_condition(ledger, text) for text in options.where),
        chosen=[each.name for each in candidates(ledger)],
    )
    if listing.errors:
        raise CannotBeDone("；".join(listing.errors.values()))
    path = Path(options.output)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        count = export(listing, part, place=place, actor=CommandLine(place))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise CannotBeDone(f"写不了{path}：请核对文件夹可以写入，并且这个文件没有在Excel或WPS里打开。") from None
    print(f"已写出{path}：{ledger.title}{count}{ledger.unit}，证件号和手机号已遮盖。")  # noqa: T201
    return 0


def _condition(ledger: Ledger, text: str) -> tuple[str, str]:
    """`field=value` as the list's own parameter: a choice by its label or code, 是 and 否 for a flag."""
    name, equals, value = (part.strip() for part in text.partition("="))
    known = sorted(parameters(ledger) - _OF_THE_PAGE)
    if not equals or name not in known:
        raise CannotBeDone(f"条件“{text}”认不出来，请写成 字段=值；{ledger.title}可用的字段是：{'、'.join(known)}。")
    if name in {field.name for field in ledger.model._meta.concrete_fields}:
        each = ledger_field(ledger, name)
        if each.kind is FieldKind.FLAG:
            value = {"是": "yes", "否": "no", "true": "yes", "false": "no"}.get(value.lower(), value)
        elif each.kind is FieldKind.CHOICE:
            key = each.key_of(value)
            if key is None:
                labels = "、".join(str(label) for _, label in each.model_field.flatchoices)
                raise CannotBeDone(f"{each.title}没有“{value}”这一项，可以是：{labels}。")
            value = key
    return name, value
