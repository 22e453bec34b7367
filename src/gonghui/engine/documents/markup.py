"""The few names and the one function with which WordprocessingML is written here."""

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"

NAMESPACES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return an element of the main namespace; its attributes are of that namespace too.

    >>> w("jc", val="center").get(f"{{{W}}}val")
    'center'
    """
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def parse(text: str) -> etree._Element:
    """Return the element that ``text`` writes out, without its comments and the space between its tags."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    return etree.fromstring(text.encode(), parser)


def serialise(element: etree._Element) -> bytes:
    """Return a part's bytes as Word wants them: UTF-8, with the declaration, standalone."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def writable(text: str) -> str:
    """Return the text without the control characters and lone surrogates that XML cannot hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n"))
