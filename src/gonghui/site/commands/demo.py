"""`demo`: loads the demo town, writes its summary, compares the published figures, prints sign-ins, serves."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from gonghui.demo import PASSWORD, BadFacts, compare, load, sign_ins, staff, towns
from gonghui.demo.published import published_of
from gonghui.engine.access.models import Organisation
from gonghui.engine.audit.acting import acting_as
from gonghui.engine.audit.acts import ActorKind
from gonghui.engine.installation.models import Installation
from gonghui.engine.people.models import Account
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site import opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone
from gonghui.site.commands.serve import listen
from gonghui.site.commands.summary import write_whole
from gonghui.site.table import print_table
from gonghui.summaries import drafting, word
from gonghui.summaries.outlines.kinds import ANNUAL

YEAR = Period.year(2025)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--no-serve", action="store_true", help="只载入和核对，不启动")
    parser.add_argument("--port", type=int, default=8000, help="端口")


def run(options: argparse.Namespace) -> int:
    """Load what is missing, print the comparison; 1 when a published figure differs."""
    began = time.monotonic()

    def progress(text: str) -> None:
        print(f"[{time.monotonic() - began:5.1f}秒] {text}", flush=True)  # noqa: T201

    opening.open_or_make(progress)
    present = Installation.current()
    if present and present.demo_date is None and Organisation.objects.exists():
        raise CannotBeDone("这里已经有正式的数据，不能载入演示。请另设一个文件夹：GONGHUI_HOME=演示文件夹。")
    # The log is not to say that these people sat at a page.
    with acting_as(ActorKind.COMMAND):
        try:
            load(progress, CATALOGUE.ledgers)
        except BadFacts as problem:
            raise CannotBeDone(str(problem)) from None
        opening.set_clock()
        places = [Organisation.objects.get(code=town.code) for town in towns()]
        for town, place in zip(towns(), places, strict=True):
            _write_summary(place, staff.officer(town), progress)
    agreeing = [_compare(place) for place in places]  # all are printed
    print(f"\n登录账号（演示专用，密码都是 {PASSWORD}）")  # noqa: T201
    print_table(
        ("账号", "姓名", "岗位", "地方"), [(one.username, one.name, one.title, one.place) for one in sign_ins()]
    )
    print()  # noqa: T201
    if not options.no_serve:
        listen("127.0.0.1", options.port)
    return 0 if all(agreeing) else 1


def _compare(town: Organisation) -> bool:
    """Print the figures published of the town beside the recomputed ones; whether all agree."""
    rows = compare.rows(CATALOGUE, town)
    if rows:
        print(f"\n{town}2025年：公布的数字与台账重算的数字")  # noqa: T201
        print_table(
            ("指标", "截至", "公布", "重算", "记录", "是否一致"),
            [
                (row.name, row.as_of.isoformat(), row.published, row.recomputed, str(row.records), row.verdict)
                for row in rows
            ],
            right={2, 3, 4},
        )
    return all(row.agrees for row in rows)


def _write_summary(town: Organisation, actor: Account, progress: Callable[[str], None]) -> None:
    """Draft the year's summary where there is none, and write it as a Word file."""
    summary = drafting.find(town, YEAR, ANNUAL)
    if summary is None:
        progress(f"起草{town}2025年工作总结……")
        cut_offs = published_of(town.code).cut_offs
        summary = drafting.draft(CATALOGUE, actor=actor, place=town, period=YEAR, outline=ANNUAL, cut_offs=cut_offs)
    output = Path("out") / f"{town.code}-2025.docx"
    write_whole(output, word.write(drafting.paper_of(summary), dated=clock.today()))
    progress(f"总结已写到{output}")
