"""`summary UNION PERIOD -o F.docx …`: writes the summary from the records, and the files that go with it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from gonghui.engine.access.models import Organisation
from gonghui.engine.documents.reading import NotADocument
from gonghui.engine.records.refusals import Refusal
from gonghui.plain import clock
from gonghui.site import asking, opening
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import CannotBeDone
from gonghui.summaries import drafting, word
from gonghui.summaries.blocks import GapBlock
from gonghui.summaries.compose import compose
from gonghui.summaries.files import briefs, checking_sheet, cover
from gonghui.summaries.interface import as_json, signed_json
from gonghui.summaries.models import Summary
from gonghui.summaries.outline import Outline
from gonghui.summaries.outlines.kinds import OUTLINES, outline_for
from gonghui.summaries.own_outline.keeping import arranged
from gonghui.summaries.own_outline.past_paper import NoHeadings, read_chapters
from gonghui.summaries.own_outline.proposal import propose
from gonghui.summaries.paper import Paper

# Names by which Word, WPS and the like know a file.
_KNOWN_SUFFIXES = frozenset({".doc", ".docx", ".wps", ".pdf", ".txt", ".json", ".xls", ".xlsx"})
# What only the covering report says.
_OF_THE_COVER = ("number", "signer", "addressee", "copies")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    asking.period_arguments(parser)
    outlines = [outline.key for outline in OUTLINES]
    parser.add_argument("--outline", choices=outlines, help="提纲，不写的按期间选：年度、半年、季度、月度")
    parser.add_argument("-o", dest="output", metavar="文件.docx", required=True, help="写到哪个Word文件")
    parser.add_argument("--like", metavar="文件", help="照这份旧总结（.docx或.txt）的章节和标题写")
    parser.add_argument("--annex", metavar="文件.docx", help="另写核稿单：逐项列出数字、上年同期、台账和口径")
    parser.add_argument("--clean", metavar="文件.docx", help="另写清稿：没有数字标记，用来印发")
    parser.add_argument("--cover", metavar="文件.docx", help="另写报送上级的报告")
    parser.add_argument("--number", default="", metavar="字号", help="报告的发文字号，如青工〔2025〕12号")
    parser.add_argument("--signer", default="", metavar="姓名", help="报告的签发人；不写就是现任主席")
    parser.add_argument("--addressee", default="", metavar="单位", help="报告的主送机关；不写就是上一级工会")
    parser.add_argument("--copies", default="", metavar="单位", help="报告的抄送机关，用逗号隔开")
    parser.add_argument("--spoken", metavar="文件.docx", help="另写汇报稿")
    parser.add_argument("--one-page", metavar="文件.docx", help="另写一页纸")
    parser.add_argument("--chat", metavar="文件.txt", help="另写三百字以内的简讯")
    parser.add_argument("--json", metavar="文件", help="另写一份JSON")


def run(options: argparse.Namespace) -> int:
    """Write the summary; returns the exit status."""
    if not options.cover and (idle := next((word for word in _OF_THE_COVER if getattr(options, word)), None)):
        raise CannotBeDone(f"--{idle}是写在报送报告里的，请同时写--cover 文件.docx。")
    opening.open_present()
    union = asking.union_named(options.union)
    period = asking.period_asked(options)
    outline = drafting.outline_named(options.outline) if options.outline else outline_for(period)
    try:
        drafting.require_period(outline, period)
    except Refusal as refusal:
        raise CannotBeDone(refusal.message) from None
    # The cut-offs that were set with a kept draft go before the as-of day.
    kept = drafting.find(union, period, outline)
    as_of = asking.as_of_asked(options)
    if as_of < period.start:
        raise CannotBeDone(f"截至日期{as_of.isoformat()}早于期间的第一天{period.start.isoformat()}，请改正。")
    chapters = _chapters_like(options.like, outline) if options.like else arranged(union, outline)
    paper = compose(CATALOGUE, chapters, union, period, as_of, drafting.cut_offs_of(kept))
    if not paper.blocks:
        raise CannotBeDone(f"{union}在这个期间还没有台账记录，写不出总结。请核对工会和期间。")
    # All are made before one is written: what cannot be made leaves nothing behind.
    for path, content in _files(options, union, paper, kept).items():
        write_whole(path, content)
    print(f"已写出{options.output}：{len(paper.figures())}个数字，每个都连着出处。")  # noqa: T201
    if gaps := sum(isinstance(block, GapBlock) for block in paper.blocks):
        print(f"正文还有{gaps}处缺内容，用【】标出，请补登台账后重写。")  # noqa: T201
    return 0


def _chapters_like(file: str, outline: Outline) -> Outline:
    """The outline in the chapters of an earlier paper; raises CannotBeDone."""
    try:
        content = Path(file).read_bytes()
    except OSError:
        raise CannotBeDone(f"读不了{file}：请核对文件在不在。") from None
    try:
        return outline.arranged(propose(CATALOGUE, outline, read_chapters(file, content)).chapters)
    except (NotADocument, NoHeadings) as error:
        raise CannotBeDone(f"{file}：{error}") from None


def _files(options: argparse.Namespace, union: Organisation, paper: Paper, kept: Summary | None) -> dict[Path, bytes]:
    """The files asked for, by where they go; raises CannotBeDone for words that cannot stand in one."""
    today = clock.today()
    makers: dict[str, Callable[[], bytes]] = {
        "output": lambda: word.write(paper, dated=today),
        "annex": lambda: checking_sheet.write(CATALOGUE, union, paper, dated=today),
        "clean": lambda: word.write(paper, dated=today, tied=False),
        "cover": lambda: cover.write(paper, _cover_words(options, union), dated=today),
        "spoken": lambda: briefs.write_spoken(paper, dated=today),
        "one_page": lambda: briefs.write_one_page(paper, dated=today),
        "chat": lambda: briefs.chat(paper).encode(),
        "json": lambda: json.dumps(as_json(paper) | signed_json(kept), ensure_ascii=False, indent=1).encode(),
    }
    asked = {option: Path(path) for option in makers if (path := getattr(options, option))}
    for option, path in asked.items():
        _check_suffix(option, path)
        if list(asked.values()).count(path) > 1:
            raise CannotBeDone(f"有两个文件都要写到{path}，请各起一个名字。")
    return {path: makers[option]() for option, path in asked.items()}


def _check_suffix(option: str, path: Path) -> None:
    """Refuse a name by which another program would be asked to open the file, and could not."""
    own = {"chat": ".txt", "json": ".json"}.get(option, ".docx")
    if path.suffix.lower() != own and path.suffix.lower() in _KNOWN_SUFFIXES:
        raise CannotBeDone(f"{path}里写的不是{path.suffix}格式，这样取名打不开，请改成{path.stem}{own}。")


def _cover_words(options: argparse.Namespace, union: Organisation) -> cover.CoverWords:
    try:
        return cover.read_words(
            cover.usual_words(union, clock.today()),
            number=options.number,
            signer=options.signer,
            addressee=options.addressee,
            copies=options.copies,
        )
    except ValueError as error:
        raise CannotBeDone(str(error)) from None


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
