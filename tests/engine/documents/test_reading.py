"""A document comes back from people and their programs, and its figures are found in it."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.engine.documents.samples import FULL, LONG, LONGER, attribute, changed, element, elements, mark, one

from gonghui.engine.documents.bookmarks import bookmark_name, figure_id
from gonghui.engine.documents.content import FIGURE_ID, Paragraph
from gonghui.engine.documents.markup import W, parse, w
from gonghui.engine.documents.official import write
from gonghui.engine.documents.reading import NotADocument, read_figures, read_text

CONTENT = write(FULL)
WRITTEN = [(each.id, each.text) for each in FULL.figures()]


def read(content: bytes) -> list[tuple[str, str]]:
    return [(each.id, each.text) for each in read_figures(content)]


def drop_tags(root: etree._Element) -> None:
    for properties in elements(root, ".//w:sdtPr"):
        properties.remove(element(properties, "w:tag"))


def unwrap(root: etree._Element) -> None:
    """Leave the text of the controls where it stands, as a program does that knows no controls."""
    for control in elements(root, ".//w:sdt"):
        runs = list(element(control, "w:sdtContent"))
        parent = control.getparent()
        assert parent is not None
        place = parent.index(control)
        parent[place : place + 1] = runs


def test_figures_come_back_as_they_were_written() -> None:
    assert read(CONTENT) == WRITTEN
    assert len({identity for identity, _ in WRITTEN}) == 5


def test_without_tags_the_bookmarks_give_them_back() -> None:
    told = [(bookmark_name(identity) if identity in {LONG, LONGER} else identity, text) for identity, text in WRITTEN]
    assert read(changed(CONTENT, drop_tags)) == told
    assert read(changed(CONTENT, unwrap)) == told


def test_without_bookmarks_the_tags_give_them_back() -> None:
    def drop_bookmarks(root: etree._Element) -> None:
        for each in (*elements(root, ".//w:bookmarkStart"), *elements(root, ".//w:bookmarkEnd")):
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)

    assert read(changed(CONTENT, drop_bookmarks)) == WRITTEN


def test_some_tags_lost_keeps_the_order_of_reading() -> None:
    def drop_one(root: etree._Element) -> None:
        properties = elements(root, ".//w:sdtPr")[1]
        properties.remove(element(properties, "w:tag"))

    assert read(changed(CONTENT, drop_one)) == WRITTEN


def test_text_edited_inside_a_control_is_read_as_edited() -> None:
    def edit(root: etree._Element) -> None:
        content = elements(root, ".//w:sdtContent")[1]
        element(content, "w:r/w:t").text = "1320."
        run = w("r", w("t"), w("tab"))
        run[0].text = "5万元"
        content.append(run)

    edited = [(identity, "1320.5万元\t" if place == 1 else text) for place, (identity, text) in enumerate(WRITTEN)]
    assert read(changed(CONTENT, edit)) == edited
    without = read(changed(changed(CONTENT, edit), drop_tags))
    assert [text for _, text in without] == [text for _, text in edited]


def test_a_deleted_figure_is_gone_and_a_copied_one_stands_twice() -> None:
    content = one(Paragraph(("收缴", mark("F001-a", "1元"), "，上年", mark("F002-b", "2元"), "。")))

    def delete(root: etree._Element) -> None:
        control = elements(root, ".//w:sdt")[0]
        parent = control.getparent()
        assert parent is not None
        parent.remove(control)

    def copy(root: etree._Element) -> None:
        body = element(root, "w:body")
        body.insert(0, w("p", parse(etree.tostring(elements(root, ".//w:sdt")[0]).decode())))
        element(body[0], ".//w:t").text = "3元"

    assert read(changed(content, delete)) == [("F002-b", "2元")]
    assert read(changed(content, copy)) == [("F001-a", "3元"), ("F001-a", "1元"), ("F002-b", "2元")]


def test_controls_and_bookmarks_of_others_are_passed_over() -> None:
    def add(root: etree._Element) -> None:
        body = element(root, "w:body")
        inner = list(body)[:-1]
        wrapped = w("sdt", w("sdtPr", w("tag", val="目录")), w("sdtContent", *inner))
        body.insert(0, wrapped)
        body.insert(0, w("bookmarkStart", id=900, name="_GoBack"))
        body.insert(1, w("bookmarkEnd", id=900))
        body.insert(0, w("bookmarkEnd", id=901))

    assert read(changed(CONTENT, add)) == WRITTEN


def test_text_comes_in_reading_order_without_the_tab_stops() -> None:
    def add_stop(root: etree._Element) -> None:
        element(root, ".//w:pPr").append(w("tabs", w("tab", val="left", pos=420)))

    text = read_text(changed(CONTENT, add_stop))
    assert text == read_text(CONTENT)
    assert text.startswith(
        "海棠市南星镇总工会\n2025年工作总结\n一、工作情况\n（一）会员发展\n全年新发展会员1280人，比上年多。\n"
    )


def test_boxes_and_notes_are_read_once_and_what_is_deleted_is_not() -> None:
    box = (
        '<w:r xmlns:w="{0}" xmlns:mc="{1}"><mc:AlternateContent><mc:Choice>{2}</mc:Choice>'
        "<mc:Fallback>{2}</mc:Fallback></mc:AlternateContent></w:r>"
    ).format(
        W,
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>",
    )

    def edit(root: etree._Element) -> None:
        paragraph = element(root, "w:body")[1]
        for holder in ("del", "moveFrom", "ins", "moveTo"):
            run = w("r", w("t"))
            run[0].text = holder
            paragraph.append(w(holder, run))
        paragraph.append(parse(box))

    content = changed(one(Paragraph(("甲",)), Paragraph(("乙",))), edit)
    notes = f"""<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>
        <w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    with io.BytesIO(content) as packed:
        with zipfile.ZipFile(packed, "a") as archive:
            archive.writestr("word/footnotes.xml", notes)
        noted = packed.getvalue()
    assert read_text(noted).splitlines() == [
        *("通知", "甲insmoveTo", "框内", "乙", "某某镇总工会", "2025年12月12日", "脚注")
    ]


def test_a_control_that_shows_its_prompt_holds_no_figure() -> None:
    def empty(root: etree._Element) -> None:
        element(root, ".//w:sdtPr").append(w("showingPlcHdr"))
        element(root, ".//w:sdtContent/w:r/w:t").text = "单击此处输入文字。"

    assert read(changed(CONTENT, empty)) == WRITTEN[1:]


def test_a_part_of_giant_size_is_refused_unread() -> None:
    with pytest.raises(NotADocument, match="文字部分过大"):
        read_text(_zip("word/document.xml", b" " * (64 * 1024 * 1024 + 1)))


def test_controls_carry_the_id_and_what_it_counts() -> None:
    shown = one(Paragraph((mark("F001-a.b", "1", "收缴额" * 40),)))

    def look(root: etree._Element) -> None:
        properties = element(root, ".//w:sdtPr")
        assert attribute(element(properties, "w:tag"), "val") == "F001-a.b"
        assert attribute(element(properties, "w:alias"), "val") == ("收缴额" * 40)[:64]

    changed(shown, look)


PIECE = st.text("abcxyz09", min_size=1, max_size=12)
IDS = st.builds(
    lambda number, code, others: f"F{number:03}-a{code}" + "".join(sign + piece for sign, piece in others),
    st.integers(1, 9999),
    PIECE,
    st.lists(st.tuples(st.sampled_from("._-"), PIECE), max_size=3),
)


@given(IDS)
def test_a_bookmarks_name_spells_the_id_or_is_cut(identity: str) -> None:
    assert FIGURE_ID.fullmatch(identity)
    name = bookmark_name(identity)
    assert len(name) <= 40
    assert figure_id(name) in {identity, name}


def test_long_ids_never_share_a_bookmark() -> None:
    same = "F001-" + "a" * 50
    names = {bookmark_name(f"{same}{last}") for last in "bcdefgh"}
    assert len(names) == 7
    assert all(figure_id(name) == name for name in names)


@pytest.mark.parametrize("name", ["_GoBack", "OLE_LINK1", "F1", "F001_a", "F001-a", ""])
def test_a_strange_bookmark_is_no_figure(name: str) -> None:
    assert figure_id(name) is None


def _zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def _flag(content: bytes) -> bytes:
    """Say of every file in the zip that a password locks it."""
    changed_ = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed_[content.index(signature) + offset] |= 1
    return bytes(changed_)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        _zip("word/other.xml", b"<a/>"),
        _zip("word/document.xml", b"<a>"),
        _zip("word/document.xml", b""),
        _flag(_zip("word/document.xml", b"<a/>")),
        CONTENT[: len(CONTENT) // 2],
    ],
    ids=["empty", "old Word", "another zip", "broken", "nothing", "locked", "half"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    for reader in (read_figures, read_text):
        with pytest.raises(NotADocument, match="不是Word文档"):
            reader(content)


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密", encoding="utf-8")
    text = (
        f'<!DOCTYPE w [<!ENTITY e SYSTEM "file://{secret}">]>'
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>&e;</w:t></w:r></w:p>'
    )
    assert "秘密" not in read_text(_zip("word/document.xml", text.encode()))
