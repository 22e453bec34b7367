"""`summary UNION PERIOD -o F.docx [--json F]`: writes the summary from the records."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gonghui.engine.records.refusals import Refusal
from gonghui.plain import clock
from gonghui.site import asking, opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone
from gonghui.summaries import drafting, word
from gonghui.summaries.annual import OUTLINES
from gonghui.summaries.compose import compose
from gonghui.summaries.interface import as_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    asking.period_arguments(parser)
    parser.add_argument("--outline", choices=[outline.key for outline in OUTLINES], default="annual", help="提纲")
    parser.add_argument("-o", dest="output", metavar="文件.docx", required=True, help="写到哪个Word文件")
    parser.add_argument("--json", metavar="文件", help="另写一份JSON")


def run(options: argparse.Namespace) -> int:
    """Write the summary; returns the exit status."""
    opening.open_present()
    union = asking.union_named(options.union)
    period = asking.period_asked(options)
    outline = drafting.outline_named(options.outline)
    try:
        drafting.require_period(outline, period)
    except Refusal as refusal:
        raise CannotBeDone(refusal.message) from None
    # The cut-offs that were set with a kept draft go before the as-of day.
    kept = drafting.find(union, period, outline)
    paper = compose(CATALOGUE, outline, union, period, asking.as_of_asked(options), drafting.cut_offs_of(kept))
    if not paper.blocks:
        raise CannotBeDone(f"{union}在这个期间还没有台账记录，写不出总结。请核对工会和期间。")
    write_whole(Path(options.output), word.write(paper, dated=clock.today()))
    if options.json:
        text = json.dumps(as_json(paper), ensure_ascii=False, indent=1)
        write_whole(Path(options.json), text.encode())
    print(f"已写出{options.output}：{len(paper.figures())}个数字，每个都列明口径和记录数。")  # noqa: T201
    return 0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file all or not at all; raises CannotBeDone where it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise CannotBeDone(f"写不了{path}：请核对文件夹可以写入，并且这个文件没有在Word或WPS里打开。") from None
