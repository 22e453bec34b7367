"""An official document opens in Word and in WPS, and looks as GB/T 9704-2012 asks."""

import io
import posixpath
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.engine.documents.samples import (
    FULL,
    REPORT,
    SHEET,
    attribute,
    attributes,
    element,
    elements,
    one,
    paragraphs,
    part,
    parts,
    png,
)
from tests.engine.documents.schema import SEQUENCES

from gonghui.engine.documents.content import (
    Appendix,
    FigureMark,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
)
from gonghui.engine.documents.markup import A, R, W
from gonghui.engine.documents.official import write, write_sheet
from gonghui.engine.documents.reading import read_text

CONTENT = write(FULL)
STYLES = part(CONTENT, "word/styles.xml")
WORD_PARTS = [name for name in parts(CONTENT) if name.startswith("word/") and name.endswith(".xml")]


def style(name: str) -> etree._Element:
    (found,) = (one for one in elements(STYLES, "w:style") if attribute(one, "styleId") == name)
    return found


def inherited(name: str, path: str) -> dict[str, str]:
    """The attributes that a style gives a property, its own before those of the style below it."""
    found = style(name)
    own = found.find(path, {"w": W})
    below = found.find("w:basedOn", {"w": W})
    return (inherited(attribute(below, "val"), path) if below is not None else {}) | (
        {} if own is None else attributes(own)
    )


# it opens


def test_another_reader_opens_it() -> None:
    opened = docx.Document(io.BytesIO(CONTENT))
    assert [paragraph.text for paragraph in opened.paragraphs][:3] == [
        "海棠市南星镇总工会\n2025年工作总结",
        "一、工作情况",
        "（一）会员发展",
    ]
    assert opened.core_properties.title == "海棠市南星镇总工会2025年工作总结"
    assert opened.core_properties.author == "海棠市南星镇总工会"
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["序号", "指标", "数值"]
    assert len(opened.inline_shapes) == 3


@pytest.mark.parametrize("name", WORD_PARTS)
def test_children_stand_in_the_order_of_the_schema(name: str) -> None:
    for found in part(CONTENT, name).iter(f"{{{W}}}*"):
        sequence = SEQUENCES.get(etree.QName(found).localname)
        if sequence is not None:
            places = [sequence.index(etree.QName(child).localname) for child in found]
            assert places == sorted(places), etree.tostring(found)


def test_properties_come_first_and_the_section_last() -> None:
    root = part(CONTENT)
    for holder, properties in (("p", "pPr"), ("r", "rPr"), ("tc", "tcPr"), ("tr", "trPr"), ("tbl", "tblPr")):
        for found in root.iter(f"{{{W}}}{holder}"):
            assert all(child.tag != f"{{{W}}}{properties}" for child in list(found)[1:])
    assert element(root, "w:body")[-1].tag == f"{{{W}}}sectPr"
    assert element(root, "w:body")[-2].tag == f"{{{W}}}p"
    assert all(cell[-1].tag == f"{{{W}}}p" for cell in root.iter(f"{{{W}}}tc"))


@pytest.mark.parametrize(
    ("path", "name", "many"),
    [
        (".//w:bookmarkStart", f"{{{W}}}id", 5),
        (".//w:bookmarkStart", f"{{{W}}}name", 5),
        (".//w:bookmarkEnd", f"{{{W}}}id", 5),
        (".//w:sdt/w:sdtPr/w:id", f"{{{W}}}val", 5),
        (".//w:sdt/w:sdtPr/w:tag", f"{{{W}}}val", 5),
        (".//wp:docPr", "id", 3),
    ],
)
def test_identifiers_are_unique(path: str, name: str, many: int) -> None:
    found = [str(each.get(name)) for each in elements(part(CONTENT), path)]
    assert len(found) == len(set(found)) == many


def test_bookmarks_are_closed_and_have_names_that_word_takes() -> None:
    root = part(CONTENT)
    started = [attribute(each, "id") for each in elements(root, ".//w:bookmarkStart")]
    assert started == [attribute(each, "id") for each in elements(root, ".//w:bookmarkEnd")]
    for each in elements(root, ".//w:bookmarkStart"):
        assert re.fullmatch(r"[A-Za-z]\w{0,39}", attribute(each, "name"), re.ASCII)


def test_every_part_has_a_type_and_every_relation_a_part() -> None:
    held = parts(CONTENT)
    types = part(CONTENT, "[Content_Types].xml")
    named = {str(each.get("PartName")) for each in types.iterfind("{*}Override")}
    endings = {str(each.get("Extension")) for each in types.iterfind("{*}Default")}
    assert next(iter(held)) == "[Content_Types].xml"
    assert named <= {f"/{name}" for name in held}
    for name in held:
        assert f"/{name}" in named or name.rpartition(".")[2] in endings
        assert f"/{name}" in named or not name.endswith(".xml") or name == "[Content_Types].xml"
    reached = {"[Content_Types].xml"}
    for name in (name for name in held if name.endswith(".rels")):
        relations = list(part(CONTENT, name))
        assert len({each.get("Id") for each in relations}) == len(relations)
        folder = posixpath.dirname(posixpath.dirname(name))
        reached |= {name, *(posixpath.join(folder, str(each.get("Target"))) for each in relations)}
        assert all(each.get("TargetMode") is None for each in relations)
    assert reached == set(held)


def test_every_reference_leads_to_a_relation_and_a_picture_is_held_once() -> None:
    known = {str(each.get("Id")) for each in part(CONTENT, "word/_rels/document.xml.rels")}
    root = part(CONTENT)
    used = {
        str(value)
        for each in root.iter(etree.Element)
        for name, value in each.attrib.items()
        if str(name).startswith(f"{{{R}}}")
    }
    assert used <= known
    blips = [each.get(f"{{{R}}}embed") for each in root.iter(f"{{{A}}}blip")]
    assert len(blips) == 3
    assert len(set(blips)) == 2
    assert parts(CONTENT)["word/media/image1.png"] == png()


def test_no_theme_font_and_every_font_has_others_to_fall_back_on() -> None:
    used: set[str] = set()
    for name in WORD_PARTS:
        for fonts in part(CONTENT, name).iter(f"{{{W}}}rFonts"):
            given = attributes(fonts)
            assert not any("theme" in key.lower() for key in given)
            used |= {value for key, value in given.items() if key != "hint"}
    table = elements(part(CONTENT, "word/fontTable.xml"), "w:font")
    fallbacks = {attribute(font, "name"): attribute(element(font, "w:altName"), "val").split(",") for font in table}
    assert used == set(fallbacks) == {"方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"}
    assert all(len(others) > 1 for others in fallbacks.values())
    for found in elements(STYLES, ".//w:rFonts"):
        assert len({value for key, value in attributes(found).items() if key != "hint"}) == 1


def test_every_style_that_is_used_is_defined_once() -> None:
    defined = [attribute(each, "styleId") for each in elements(STYLES, "w:style")]
    assert len(defined) == len(set(defined))
    used: set[str] = set()
    for name in WORD_PARTS:
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            used |= {attribute(each, "val") for each in part(CONTENT, name).iter(f"{{{W}}}{tag}")}
    assert used <= set(defined)


# the page


def test_the_page_is_a4_with_the_standards_margins() -> None:
    section = element(part(CONTENT), "w:body/w:sectPr")
    assert attributes(element(section, "w:pgSz")) == {"w": "11906", "h": "16838"}
    margins = attributes(element(section, "w:pgMar"))
    assert [margins[side] for side in ("top", "left", "right", "bottom")] == ["2098", "1587", "1474", "1984"]


def test_lines_are_exact_and_22_fill_a_page() -> None:
    for name in ("BodyText", "Heading1", "Heading4", "Date", "AppendixList"):
        spacing = inherited(name, "w:pPr/w:spacing")
        assert (spacing["line"], spacing["lineRule"], spacing["before"]) == ("579", "exact", "0")
    assert (16838 - 2098 - 1984) // 579 == 22


def test_28_characters_of_the_third_size_fit_a_line_but_29_do_not() -> None:
    assert inherited("BodyText", "w:rPr/w:sz")["val"] == "32"
    pitch = 32 * 10 + int(inherited("BodyText", "w:rPr/w:spacing")["val"])
    width = 11906 - 1587 - 1474
    assert pitch == 315
    assert 28 * pitch <= width < 29 * pitch
    assert element(STYLES, "w:docDefaults/w:rPrDefault/w:rPr/w:lang").get(f"{{{W}}}eastAsia") == "zh-CN"


def test_text_and_headings_begin_two_characters_in() -> None:
    for name in ("BodyText", "Heading1", "Heading2", "Heading3", "Heading4"):
        indent = inherited(name, "w:pPr/w:ind")
        assert indent["firstLineChars"] == "200"
        assert abs(int(indent["firstLine"]) - 2 * 315) <= 5
    assert inherited("Title", "w:pPr/w:ind")["firstLine"] == "0"


def test_sizes_and_fonts_of_the_standard() -> None:
    expected = {
        "Title": ("44", "方正小标宋简体"),
        "BodyText": ("32", "仿宋"),
        "Heading1": ("32", "黑体"),
        "Heading2": ("32", "楷体"),
        "Heading3": ("32", "仿宋"),
        "AppendixMark": ("32", "黑体"),
        "OddPageNumber": ("28", "宋体"),
        "EvenPageNumber": ("28", "宋体"),
    }
    for name, (size, font) in expected.items():
        assert inherited(name, "w:rPr/w:sz")["val"] == size
        assert inherited(name, "w:rPr/w:rFonts")["eastAsia"] == font
    assert [inherited(f"Heading{level}", "w:pPr/w:outlineLvl")["val"] for level in (1, 2, 3, 4)] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("kind", "styled", "side"), [("default", "OddPageNumber", "right"), ("even", "EvenPageNumber", "left")]
)
def test_page_numbers_stand_outside_between_dashes(kind: str, styled: str, side: str) -> None:
    relations = {each.get("Id"): each.get("Target") for each in part(CONTENT, "word/_rels/document.xml.rels")}
    (reference,) = (each for each in elements(part(CONTENT), ".//w:footerReference") if attribute(each, "type") == kind)
    footer = part(CONTENT, f"word/{relations[reference.get(f'{{{R}}}id')]}")
    assert paragraphs(footer) == [(styled, "— 1 —")]
    assert "".join(map(str, footer.itertext())).split() == ["—", "PAGE", "1", "—"]
    assert [attribute(each, "fldCharType") for each in elements(footer, ".//w:fldChar")] == ["begin", "separate", "end"]
    assert inherited(styled, "w:pPr/w:jc")["val"] == side
    assert inherited(styled, "w:pPr/w:ind")[f"{side}Chars"] == "100"
    assert len(elements(part(CONTENT, "word/settings.xml"), "w:evenAndOddHeaders")) == 1


# the text


def test_headings_are_numbered_and_each_level_begins_afresh() -> None:
    headings = [text for name, text in paragraphs(part(CONTENT)) if name.startswith("Heading")]
    assert headings == [
        "一、工作情况",
        "（一）会员发展",
        "1.困难职工",
        "（1）生活补贴",
        "（2）助学补贴",
        "2.经费收缴",
        "（1）拨缴",
        "（二）权益维护",
        "1.调解",
        "二、下一步打算",
        "（一）继续建会",
        "一、说明",
    ]


def test_the_eleventh_heading_is_written_in_chinese() -> None:
    content = one(*(Heading(1, "事项") for _ in range(11)))
    assert "十一、事项" in read_text(content)


def test_a_title_is_broken_where_its_lines_end() -> None:
    assert paragraphs(part(CONTENT))[0] == ("Title", "海棠市南星镇总工会\n2025年工作总结")
    assert paragraphs(part(one(title="一行标题")))[0] == ("Title", "一行标题")


@pytest.mark.parametrize(("day", "told"), [(date(2025, 3, 1), "2025年3月1日"), (date(2025, 12, 31), "2025年12月31日")])
def test_the_date_is_written_without_leading_zeros(day: date, told: str) -> None:
    content = write(OfficialDocument("通知", (), "某某镇总工会", day))
    assert paragraphs(part(content))[-2:] == [("Signature", "某某镇总工会"), ("Date", told)]
    assert docx.Document(io.BytesIO(content)).core_properties.created.date() == day


@pytest.mark.parametrize("signer", ["镇工会", "海棠市南星镇总工会", "海棠市南星镇总工会女职工委员会办公室"])
def test_the_signer_is_centred_over_the_date(signer: str) -> None:
    content = write(OfficialDocument("通知", (), signer, date(2025, 12, 12)))
    last_two = elements(part(content), "w:body/w:p")[-2:]
    right, day_right = (int(attribute(element(each, "w:pPr/w:ind"), "rightChars")) / 100 for each in last_two)
    # 2025年12月12日 is as wide as seven characters: three, and eight digits of half the width
    assert right + len(signer) / 2 == pytest.approx(day_right + 7 / 2, abs=0.02)
    assert right >= 2
    assert day_right >= 4


def test_a_signature_never_stands_on_a_page_by_itself() -> None:
    *_, text, signer, day = elements(part(one(Paragraph(("特此通知。",)))), "w:body/w:p")
    assert text.find("w:pPr/w:keepNext", {"w": W}) is not None
    assert style("Signature").find("w:pPr/w:keepNext", {"w": W}) is not None
    assert attribute(element(signer, "w:pPr/w:pStyle"), "val") == "Signature"
    assert attribute(element(day, "w:pPr/w:pStyle"), "val") == "Date"


def test_an_appendix_is_announced_and_begins_a_page() -> None:
    told = paragraphs(part(CONTENT))
    assert [text for name, text in told if name == "AppendixList"] == ["附件：1. 数字的口径", "2. 名单"]
    assert [text for name, text in told if name == "AppendixMark"] == ["附件1", "附件2"]
    assert [text for name, text in told if name == "AppendixTitle"] == ["数字的口径", "名单"]
    assert style("AppendixMark").find("w:pPr/w:pageBreakBefore", {"w": W}) is not None
    single = paragraphs(part(one(appendices=(Appendix("名单", ()),))))
    assert [text for name, text in single if name.startswith("Appendix")] == ["附件：名单", "附件", "名单"]


def test_a_report_bears_its_head_its_addressee_and_its_foot() -> None:
    lines = read_text(write(REPORT)).split("\n")
    assert lines[0] == "海棠市南星镇总工会文件"
    assert lines[1] == "南工〔2025〕3号\t签发人：林远"
    at = lines.index("海棠市总工会：")
    assert lines[2:at] == ["海棠市南星镇总工会关于报送", "2025年工作总结的报告"]
    assert "附件：2025年工作总结" in lines
    assert lines[-3:-1] == ["抄送：中共南星镇委员会，南星镇人民政府。", "海棠市南星镇总工会\t2025年3月2日印发"]


@pytest.mark.parametrize(("issuer", "size"), [("南星镇总工会文件", 98), ("海棠市南星镇第三工业园区工会联合会文件", 40)])
def test_the_red_mark_fills_its_line_and_never_breaks(issuer: str, size: int) -> None:
    document = part(write(replace(REPORT, letterhead=Letterhead(issuer, "", ""))))
    mark = element(document, "w:body/w:p/w:r/w:rPr/w:sz")
    assert int(attribute(mark, "val")) == size
    assert size / 2 * len(issuer) < 442


def test_a_working_sheet_lies_on_its_side_and_is_not_signed() -> None:
    content = write_sheet(SHEET)
    page = element(part(content), "w:body/w:sectPr/w:pgSz")
    assert (attribute(page, "w"), attribute(page, "h"), attribute(page, "orient")) == ("16838", "11906", "landscape")
    assert "2025年3月1日" not in read_text(content)


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    table = element(part(CONTENT), ".//w:tbl")
    rows = elements(table, "w:tr")
    assert [row.find("w:trPr/w:tblHeader", {"w": W}) is not None for row in rows] == [True, False, False]
    assert all(row.find("w:trPr/w:cantSplit", {"w": W}) is not None for row in rows)
    widths = [int(attribute(each, "w")) for each in elements(table, "w:tblGrid/w:gridCol")]
    assert sum(widths) == int(attribute(element(table, "w:tblPr/w:tblW"), "w"))
    assert sum(widths) == pytest.approx(120 / 25.4 * 1440, abs=2)


def test_a_picture_keeps_its_proportions_and_says_what_it_shows() -> None:
    first = elements(part(CONTENT), ".//wp:inline")[0]
    extent = element(first, "wp:extent")
    assert (extent.get("cx"), extent.get("cy")) == (str(150 * 36000), str(75 * 36000))
    assert element(first, "wp:docPr").get("descr") == "收缴额按月<逐月>“上升”"


# what is always so


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(FULL) == CONTENT


HOSTILE = ("坏\x00\x08\x0b\x1b\x7f\ufffe\uffff的", "坏\ud83d的", "坏\udfff的", "坏\r\x0c的")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_xml_cannot_hold_is_left_out_wherever_it_stands(text: str) -> None:
    document = OfficialDocument(
        (text, text),
        (
            Heading(1, text),
            Paragraph((text, FigureMark("F001-a", text, text))),
            Picture(png(), text, 20, text),
            Table((text,), ((text,),), (30,), text, ("left",)),
        ),
        text,
        date(2025, 12, 12),
        (Appendix(text, ()),),
    )
    content = write(document)
    assert docx.Document(io.BytesIO(content)).core_properties.author == "坏的"
    assert read_text(content).splitlines() == [
        *("坏的", "坏的", "一、坏的", "坏的坏的", "", "坏的", "坏的", "坏的", "坏的", ""),
        *("附件：坏的", "坏的", "2025年12月12日", "附件", "坏的"),
    ]


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_document_that_opens(text: str) -> None:
    content = one(Paragraph((text, FigureMark("F001-a", text, text))), Picture(png(), text, 20, text), title=text)
    for held in parts(content).items():
        if not held[0].endswith(".png"):
            etree.fromstring(held[1])


def test_markup_in_text_stays_text() -> None:
    content = one(Paragraph(('<w:br/>&amp;"甲"',)), title="<总结> & 报告")
    assert '<w:br/>&amp;"甲"' in read_text(content)
    assert docx.Document(io.BytesIO(content)).core_properties.title == "<总结> & 报告"


def test_spaces_and_breaks_are_kept() -> None:
    assert " 甲\t乙\n丙 " in read_text(one(Paragraph((" 甲\t乙\n丙 ",))))


def test_punctuation_is_set_right_over_figures_too() -> None:
    parts_ = ("办结", FigureMark("F001-a", "57件", "办结"), ",占(2/3),比12:30早;共1.5万元")
    assert "办结57件，占（2/3），比12:30早；共1.5万元" in read_text(one(Paragraph(parts_)))


# what is refused


@pytest.mark.parametrize(
    "identity",
    [
        "",
        "001-a",
        "F01-a",
        "F001",
        "F001-",
        "F001-A",
        "F001-a..b",
        "F001-a b",
        "F001-会员",
        "F００１-a",
        "F001-" + "a" * 60,
    ],
)
def test_a_bad_identity_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="不能写入文档"):
        FigureMark(identity, "1", "标题")


def test_an_identity_stands_once_in_a_document() -> None:
    mark = FigureMark("F001-a", "1", "标题")
    table = Table(("甲",), ((mark,),), (20,), "", ("left",))
    with pytest.raises(ValueError, match="“F001-a”在文档里出现了两次"):
        OfficialDocument("通知", (Paragraph((mark,)),), "工会", date(2025, 1, 1), (Appendix("表", (table,)),))


@pytest.mark.parametrize("bad", [b"", b"GIF89a" + b"\0" * 40, png()[:20]], ids=["empty", "of another kind", "cut off"])
def test_what_is_no_png_is_refused(bad: bytes) -> None:
    with pytest.raises(ValueError, match="不是PNG图片，请换成PNG格式"):
        Picture(bad, "", 100, "")


@pytest.mark.parametrize(("width", "pixels"), [(157, (4, 2)), (0, (4, 2)), (-1, (4, 2)), (100, (4, 10))])
def test_a_picture_that_the_page_cannot_hold_is_refused(width: float, pixels: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="超出版心（156×225毫米），请改小"):
        Picture(png(*pixels), "", width, "")


@pytest.mark.parametrize(
    ("head", "row", "widths", "told"),
    [
        (("甲", "乙"), ("1", "2"), (100, 60), "不超过版心的156毫米"),
        (("甲", "乙"), ("1", "2"), (100, 0), "须大于0"),
        (("甲", "乙"), ("1",), (50, 50), "第1行有1格，表头有2列"),
        (("甲", "乙"), ("1", "2"), (50,), "列宽和对齐也应各有2项"),
        ((), (), (), "表头有0列"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    head: tuple[str, ...], row: tuple[str, ...], widths: tuple[float, ...], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        Table(head, (row,), widths, "", tuple("left" for _ in head))
