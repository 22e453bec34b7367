"""A document with everything in it, and the means to look inside a .docx."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

from lxml import etree

from gonghui.engine.documents.content import (
    LANDSCAPE_WIDTH_MM,
    Appendix,
    Block,
    FigureMark,
    Heading,
    Imprint,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
    WorkingSheet,
)
from gonghui.engine.documents.markup import NAMESPACES, W
from gonghui.engine.documents.official import write

LONG = "F003-contributions.received_by_the_village_unions_within_the_y"
LONGER = "F004-contributions.received_by_the_village_unions_within_the_year"[:64]


def png(width: int = 4, height: int = 2, shade: int = 128) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def mark(identity: str, text: str, title: str = "指标") -> FigureMark:
    return FigureMark(identity, text, title)


FULL = OfficialDocument(
    title=("海棠市南星镇总工会", "2025年工作总结"),
    blocks=(
        Heading(1, "工作情况"),
        Heading(2, "会员发展"),
        Paragraph(("全年新发展会员", mark("F001-members.joined", "1280人"), ",比上年多。")),
        Heading(3, "困难职工"),
        Heading(4, "生活补贴"),
        Heading(4, "助学补贴"),
        Heading(3, "经费收缴"),
        Heading(4, "拨缴"),
        Paragraph(("收缴经费", mark("F002-contributions.received", "1317.31万元"), "。")),
        Picture(png(), "图1 收缴情况", 150, "收缴额按月<逐月>“上升”"),
        Heading(2, "权益维护"),
        Heading(3, "调解"),
        Paragraph(("各村收缴", mark(LONG, "12.2万元"), "，上年", mark(LONGER, "9.5万元"), "。")),
        Heading(1, "下一步打算"),
        Heading(2, "继续建会"),
        Paragraph(("继续做好建会入会工作。",)),
    ),
    signed_by="海棠市南星镇总工会",
    dated=date(2025, 3, 1),
    appendices=(
        Appendix(
            "数字的口径",
            (
                Heading(1, "说明"),
                Table(
                    ("序号", "指标", "数值"),
                    (("1", "会员", mark("F005-members.total", "5万人")), ("2", "单位", "300家")),
                    (20, 60, 40),
                    "表1 口径",
                    ("center", "left", "right"),
                ),
                Picture(png(shade=90), "", 60, ""),
                Picture(png(), "同一张图", 150, "又一次"),
            ),
        ),
        Appendix("名单", (Paragraph(("见台账。",)),)),
    ),
)

REPORT = OfficialDocument(
    title=("海棠市南星镇总工会关于报送", "2025年工作总结的报告"),
    blocks=(Paragraph(("现将总结报上。",)), Paragraph(("专此报告。",))),
    signed_by="海棠市南星镇总工会",
    dated=date(2025, 3, 1),
    letterhead=Letterhead("海棠市南星镇总工会文件", "南工〔2025〕3号", "林远"),
    addressee="海棠市总工会",
    enclosures=("2025年工作总结",),
    imprint=Imprint(("中共南星镇委员会", "南星镇人民政府"), "海棠市南星镇总工会", date(2025, 3, 2)),
)

SHEET = WorkingSheet(
    title="2025年工作总结核稿单",
    note="供核稿使用。",
    table=Table(
        ("序号", "指标"), (("1", "会员"), ("2", "单位")), (20, 237), "", ("center", "left"), LANDSCAPE_WIDTH_MM
    ),
    made_by="海棠市南星镇总工会",
    dated=date(2025, 3, 1),
)


def one(*blocks: Block, title: str | tuple[str, ...] = "通知", appendices: tuple[Appendix, ...] = ()) -> bytes:
    """The bytes of a small document."""
    return write(OfficialDocument(title, blocks, "某某镇总工会", date(2025, 12, 12), appendices))


def parts(content: bytes) -> dict[str, bytes]:
    """The files of a .docx by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(content)[name])


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, NAMESPACES)


def element(root: etree._Element, path: str) -> etree._Element:
    found = root.find(path, NAMESPACES)
    assert found is not None, path
    return found


def attribute(found: etree._Element, name: str) -> str:
    return found.get(f"{{{W}}}{name}", "")


def attributes(found: etree._Element) -> dict[str, str]:
    """The attributes without their namespace."""
    return {etree.QName(str(name)).localname: str(value) for name, value in found.attrib.items()}


def paragraphs(root: etree._Element) -> list[tuple[str, str]]:
    """Each paragraph's style and text."""
    return [
        (
            attribute(element(paragraph, "w:pPr/w:pStyle"), "val"),
            "".join("\n" if node.tag == f"{{{W}}}br" else node.text or "" for node in _words(paragraph)),
        )
        for paragraph in elements(root, ".//w:p")
    ]


def changed(content: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """The document after somebody's program has changed its main part."""
    files = parts(content)
    root = etree.fromstring(files["word/document.xml"])
    change(root)
    files["word/document.xml"] = etree.tostring(root)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, held in files.items():
            archive.writestr(name, held)
    return packed.getvalue()


def _words(paragraph: etree._Element) -> list[etree._Element]:
    return list(paragraph.iter(f"{{{W}}}t", f"{{{W}}}br"))
