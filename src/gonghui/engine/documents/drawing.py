"""A picture in the line of text, as DrawingML."""

from xml.sax.saxutils import quoteattr

from lxml import etree

from gonghui.engine.documents.content import Picture
from gonghui.engine.documents.markup import DECLARATIONS, PIC, A, parse, writable

_EMU_PER_MM = 36000


def inline_picture(picture: Picture, *, number: int, relation: str) -> etree._Element:
    """Return the drawing of a picture; ``number`` is unique in the document, ``relation`` names the picture's part."""
    extent = f'cx="{round(picture.width_mm * _EMU_PER_MM)}" cy="{round(picture.height_mm * _EMU_PER_MM)}"'
    properties = f'id="{number}" name="图片{number}" descr={quoteattr(writable(picture.alt))}'
    return parse(f"""<w:drawing {DECLARATIONS}><wp:inline distT="0" distB="0" distL="0" distR="0">
      <wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {properties}/>
      <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
      <a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic>
        <pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>
        <pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
        <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
      </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""")
