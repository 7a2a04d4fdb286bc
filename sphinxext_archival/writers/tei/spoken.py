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
