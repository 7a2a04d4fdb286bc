"""Turns as the corpora of parliaments have them (Parla-CLARIN): ``u`` and ``seg`` for ``sp``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .content import PARAGRAPHS
from .elements import fill, items_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .elements import Item


def speak(root: ET.Element, keep: Callable[[ET.Element, ET.Element], None]) -> None:
    """Make an utterance of each turn in *root*, with its label as a note before it."""
    for parent in list(root.iter()):
        if parent.find("sp") is None:
            continue
        items: list[Item] = []
        for item in items_of(parent):
            items += [item] if isinstance(item, str) or item.tag != "sp" else _utterance(item, keep)
        fill(parent, items)
    _without_others(root)


def _utterance(
    turn: ET.Element, keep: Callable[[ET.Element, ET.Element], None]
) -> list[ET.Element]:
    label = turn.find("speaker")
    before: list[ET.Element] = []
    rest: list[Item] = items_of(turn)
    if label is not None:
        at = rest.index(label)
        before = [item for item in rest[: at + 1] if isinstance(item, ET.Element)]
        rest = rest[at + 1 :]
        label.tag = "note"
        label.set("type", "speaker")
    made = ET.Element("u", turn.attrib)
    keep(made, turn)
    for item in rest:
        if isinstance(item, ET.Element):
            _spoken(item)
    fill(made, rest)
    return [*before, made]


def _spoken(block: ET.Element) -> None:
    """Make a segment of a paragraph, and an incident of a stage remark."""
    if block.tag in PARAGRAPHS:
        block.tag = "seg"
    elif block.tag == "stage":
        described = ET.Element("desc")
        fill(described, items_of(block))
        if len(described):
            return
        block.tag = "incident"
        fill(block, [described])


_PLAIN = {"code": "monospace", "stamp": "stamp"}
"""What Parla-CLARIN has no element for: it is a highlighted word."""

_SEALS = {"dateline": "dateline", "signed": "signature"}


def _without_others(root: ET.Element) -> None:
    """Replace what Parla-CLARIN has no element for: an enclosed text is quoted."""
    for each in list(root.iter()):
        tag = str(each.tag)
        if tag in {"opener", "closer"}:
            each.tag = "p"
        elif tag in _SEALS:
            each.tag = "seg"
            each.set("type", _SEALS[tag])
        elif tag in _PLAIN:
            each.tag = "hi"
            each.set("rend", " ".join(filter(None, (_PLAIN[tag], each.get("rend")))))
        elif tag == "floatingText":
            each.tag = "quote"
            body = each.find("body")
            items = items_of(body) if body is not None else []
            for item in items:
                if isinstance(item, ET.Element) and item.tag == "head":
                    item.tag = "label"
            fill(each, items)
