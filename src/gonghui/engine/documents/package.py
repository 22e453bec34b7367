"""The parts of a .docx that are the same for every document, and the zip that holds them all.

The zip carries no clock time, so that the same document gives the same bytes.
"""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

from gonghui.engine.documents.markup import DECLARATIONS, R, parse, serialise, w
from gonghui.engine.documents.styles import LINE, font_table, styles

ODD_FOOTER = "rIdOddFooter"
EVEN_FOOTER = "rIdEvenFooter"

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def section(*, landscape: bool = False) -> etree._Element:
    """Return the page: A4, the margins and the grid of 22 lines by 28 characters (GB/T 9704-2012, 5.1 and 5.2.3).

    A working sheet lies on its side (`landscape`), 20 mm from each edge.

    The footer lies 25.4 mm from the edge, so that the dashes beside the page number come 7 mm below the type area
    (7.5). The grid holds lines only; the styles set the characters closer, so that 28 fill 156 mm.
    """
    page = (
        (
            w("pgSz", w=16838, h=11906, orient="landscape"),
            w("pgMar", top=1134, right=1134, bottom=1134, left=1134, header=567, footer=567, gutter=0),
        )
        if landscape
        else (
            w("pgSz", w=11906, h=16838),
            w("pgMar", top=2098, right=1474, bottom=1984, left=1587, header=851, footer=1440, gutter=0),
        )
    )
    return w(
        "sectPr",
        _reference("even", EVEN_FOOTER),
        _reference("default", ODD_FOOTER),
        *page,
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=LINE),
    )


def _reference(kind: str, relation: str) -> etree._Element:
    element = w("footerReference", type=kind)
    element.set(f"{{{R}}}id", relation)
    return element


def pack(document: etree._Element, media: dict[str, bytes], *, title: str, author: str, dated: date) -> bytes:
    """Return the .docx: the main part, its pictures by name (``image1.png``), and everything around them."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/document.xml": serialise(document),
        "word/_rels/document.xml.rels": _document_relations(media),
        "word/styles.xml": serialise(styles()),
        "word/fontTable.xml": serialise(font_table()),
        "word/settings.xml": serialise(parse(_SETTINGS)),
        "word/theme/theme1.xml": serialise(parse(_THEME)),
        "word/footer1.xml": _footer("OddPageNumber"),
        "word/footer2.xml": _footer("EvenPageNumber"),
        "docProps/core.xml": _core_properties(title, author, dated),
        "docProps/app.xml": serialise(parse(_APPLICATION)),
        **{f"word/media/{name}": content for name, content in media.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return packed.getvalue()


def relation_of(name: str) -> str:
    """Return the relationship's id of a picture: ``rId_image1`` for ``image1.png``."""
    return "rId_" + name.rpartition(".")[0]


# 22 lines by 28 characters leave no room for compressed punctuation; compatibility 15 is Word 2013 and later
_SETTINGS = f"""<w:settings {DECLARATIONS}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="420"/>
  <w:evenAndOddHeaders/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""

_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2328", "lt2": "F2F2F2", "accent1": "33475B", "accent2": "8C959F",
    "accent3": "57606A", "accent4": "C8102E", "accent5": "7A5C00", "accent6": "2E6B3E", "hlink": "0550AE",
    "folHlink": "6639BA",
}  # fmt: skip
_SCHEME = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
_NO_FONTS = '<a:latin typeface=""/><a:ea typeface=""/><a:cs typeface=""/>'
# A theme belongs to a document by the rules, though no style here names its fonts or colours.
_THEME = f"""<a:theme {DECLARATIONS} name="Gonghui"><a:themeElements>
  <a:clrScheme name="Gonghui">{_SCHEME}</a:clrScheme>
  <a:fontScheme name="Gonghui"><a:majorFont>{_NO_FONTS}</a:majorFont>
    <a:minorFont>{_NO_FONTS}</a:minorFont></a:fontScheme>
  <a:fmtScheme name="Gonghui">
    <a:fillStyleLst>{3 * _FILL}</a:fillStyleLst>
    <a:lnStyleLst>{3 * f'<a:ln w="9525">{_FILL}</a:ln>'}</a:lnStyleLst>
    <a:effectStyleLst>{3 * "<a:effectStyle><a:effectLst/></a:effectStyle>"}</a:effectStyleLst>
    <a:bgFillStyleLst>{3 * _FILL}</a:bgFillStyleLst>
  </a:fmtScheme></a:themeElements></a:theme>"""

_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Gonghui</Application></Properties>"
)


def _footer(style: str) -> bytes:
    """A page number between two dashes, "— 1 —" (7.5)."""
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{}</w:r>'
    pieces = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    runs = "".join(run.format(piece) for piece in pieces)
    return serialise(
        parse(f'<w:ftr {DECLARATIONS}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:ftr>')
    )


def _content_types() -> bytes:
    main = {"document": "document.main", "styles": "styles", "fontTable": "fontTable", "settings": "settings"}
    types = {f"/word/{part}.xml": f"{_TYPES}{kind}+xml" for part, kind in main.items()}
    types |= {f"/word/footer{number}.xml": f"{_TYPES}footer+xml" for number in (1, 2)}
    types["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return _plain_part(
        f'<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


def _package_relations() -> bytes:
    return _relations(
        (
            ("rId1", _RELATIONS + "officeDocument", "word/document.xml"),
            ("rId2", _PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", _RELATIONS + "extended-properties", "docProps/app.xml"),
        )
    )


def _document_relations(media: dict[str, bytes]) -> bytes:
    return _relations(
        (
            ("rIdStyles", _RELATIONS + "styles", "styles.xml"),
            ("rIdFonts", _RELATIONS + "fontTable", "fontTable.xml"),
            ("rIdSettings", _RELATIONS + "settings", "settings.xml"),
            ("rIdTheme", _RELATIONS + "theme", "theme/theme1.xml"),
            (ODD_FOOTER, _RELATIONS + "footer", "footer1.xml"),
            (EVEN_FOOTER, _RELATIONS + "footer", "footer2.xml"),
            *((relation_of(name), _RELATIONS + "image", f"media/{name}") for name in media),
        )
    )


def _relations(relations: tuple[tuple[str, str, str], ...]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return _plain_part(f'<Relationships xmlns="{_PACKAGE}relationships">{entries}</Relationships>')


def _core_properties(title: str, author: str, dated: date) -> bytes:
    moment = f'xsi:type="dcterms:W3CDTF">{dated.isoformat()}T00:00:00Z'
    return _plain_part(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _plain_part(text: str) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.encode()
