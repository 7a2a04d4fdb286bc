"""Elements of TEI as they are built: plain trees, whose text is mixed with what stands in it.

Names have no namespace here, and ``xml:id`` is written as it is: the root says both when it is
written. The library is Python's own, so that an edition in TEI needs nothing beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ...model.characters import without_unprintable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Item = str | ET.Element

ID = "xml:id"
LANG = "xml:lang"
SPACE = "xml:space"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+|_")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]")


def element(tag: str, *items: Item, **attributes: str | None) -> ET.Element:
    """Return an element *tag* that holds *items*; attributes that are None or empty are left out.

    An attribute that Python has a word for is written with a line after it: ``from_``.
    """
    made = ET.Element(tag)
    set_attributes(made, {name.rstrip("_"): value for name, value in attributes.items()})
    fill(made, items)
    return made


def set_attributes(made: ET.Element, attributes: Mapping[str, str | None]) -> None:
    """Give an element *attributes*, but those that are None or empty."""
    for name, value in attributes.items():
        if value:
            made.set(name, without_unprintable(value))


def items_of(parent: ET.Element) -> list[Item]:
    """Return what *parent* holds, in its order: texts, and elements without their tails."""
    found: list[Item] = [parent.text] if parent.text else []
    for child in parent:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def fill(parent: ET.Element, items: Iterable[Item]) -> None:
    """Let *parent* hold *items*, and nothing else."""
    for child in list(parent):
        parent.remove(child)
    parent.text = None
    for item in items:
        append(parent, item)


def append(parent: ET.Element, item: Item) -> None:
    """Put *item* at the end of *parent*."""
    if isinstance(item, str):
        last = parent[-1] if len(parent) else None
        if last is None:
            parent.text = (parent.text or "") + item
        else:
            last.tail = (last.tail or "") + item
        return
    item.tail = None
    parent.append(item)


def is_blank(item: Item) -> bool:
    """Say whether *item* is nothing but space."""
    return isinstance(item, str) and not item.strip()


def is_name(text: str) -> bool:
    """Say whether *text* may be an ``xml:id``."""
    return _NAME.match(text) is not None


def tokens(text: str) -> str:
    """Return *text* as names that an attribute may list: other signs become hyphens."""
    return " ".join(
        filter(None, (_NOT_IN_NAMES.sub("-", word).strip("-") for word in text.split()))
    )


def address(text: str) -> str:
    """Return *text* as an address may be written: what no URI may hold is given by its number."""
    return _NOT_IN_ADDRESS.sub(
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()),
        without_unprintable(text.strip()),
    )
