"""A tree as a file: lines and indents where they change no word, and the bytes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from .elements import LANG, is_blank, items_of

TEI = "http://www.tei-c.org/ns/1.0"
XINCLUDE = "http://www.w3.org/2001/XInclude"
RELAXNG = "http://relaxng.org/ns/structure/1.0"

SCHEMA = "archival.rng"
"""The name of our schema, which lies beside the files."""

_INLINE = frozenset({"speaker", "head", "p", "l", "label", "title", "desc", "term", "ab", "seg"})
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


def _lay_out(element: ET.Element, depth: int) -> None:
    """Give each element a line of its own, where its neighbours are elements too."""
    items = items_of(element)
    children = [item for item in items if isinstance(item, ET.Element)]
    if not children or element.tag in _INLINE or not all(map(_is_own_line, items)):
        return
    element.text = f"\n{_STEP * (depth + 1)}"
    for child in children:
        _lay_out(child, depth + 1)
        child.tail = f"\n{_STEP * (depth + (child is not children[-1]))}"


def _is_own_line(item: str | ET.Element) -> bool:
    return is_blank(item) if isinstance(item, str) else True
