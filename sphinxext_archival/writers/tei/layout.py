"""A tree as a file: lines and indents where they change no word, and the bytes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from .content import BESIDE, PARAGRAPHS
from .elements import LANG, is_blank, items_of

TEI = "http://www.tei-c.org/ns/1.0"
XINCLUDE = "http://www.w3.org/2001/XInclude"
RELAXNG = "http://relaxng.org/ns/structure/1.0"

SCHEMA = "archival.rng"
"""The name of our schema, which lies beside the files."""

_OF_PARTS = frozenset(
    {"TEI", "teiCorpus", "standOff", "text", "body", "back", "div", "opener", "closer", "sp", "u"}
    | {"floatingText", "list", "table", "row", "lg", "cit"}
    | {"listPerson", "listOrg", "listPlace", "listEvent", "listBibl", "person", "org", "place"}
    | {"event", "location", "publicationStmt", "availability", "creation", "particDesc"}
)
_OF_ALL = frozenset({"item", "cell", "quote", "note", "stage"})
_BLOCKS = PARAGRAPHS | BESIDE | {"sp", "u", "lg"}
_STEP = "  "


def serialised(root: ET.Element, language: str = "") -> bytes:
    """Return a file of TEI: UTF-8, in the namespace of TEI, in *language*."""
    root.attrib = {
        "xmlns": TEI,
        **({"xmlns:xi": XINCLUDE} if root.tag == "teiCorpus" else {}),
        **({LANG: language} if language else {}),
        **root.attrib,
    }
    _lay_out(root, 0)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-model href="{SCHEMA}" type="application/xml" schematypens="{RELAXNG}"?>\n'
    )
    return f"{head}{ET.tostring(root, encoding='unicode')}\n".encode()


def _lay_out(element: ET.Element, depth: int, *, in_header: bool = False) -> None:
    """Give each element a line of its own, where its neighbours are elements too."""
    children = list(element)
    if not children or not _holds_lines(element, in_header=in_header):
        return
    in_header = in_header or element.tag == "teiHeader"
    element.text = f"\n{_STEP * (depth + 1)}"
    for child in children:
        _lay_out(child, depth + 1, in_header=in_header)
        child.tail = f"\n{_STEP * (depth + (child is not children[-1]))}"


def _holds_lines(element: ET.Element, *, in_header: bool) -> bool:
    """Say whether a blank more or less in *element* is none of its words'."""
    if not all(is_blank(item) for item in items_of(element) if isinstance(item, str)):
        return False
    if element.tag in _OF_PARTS:
        return True
    if element.tag in _OF_ALL:
        return all(child.tag in _BLOCKS for child in element)
    return element.tag == "teiHeader" or (in_header and element.tag not in PARAGRAPHS)
