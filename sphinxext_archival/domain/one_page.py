"""Where all pages are put into one: what is not ours on another page may have an anchor of ours.

On pages of their own both are right, and both keep what they have. On one page ours stay, because
they are cited, and a heading gets another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, place_of, warn
from ..model.anchors import speaker_anchor
from ..nodes import archival_turn
from .addresses import free_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable


def keep_ours(document: nodes.document, ours: Iterable[nodes.Element], docname: str) -> None:
    """Rename the ids of *document* that those of *ours* have too; *docname* is the page it makes.

    Of *ours* the first id is an anchor, and of the paragraphs of a turn.
    """
    owners: dict[str, nodes.Element] = {}
    for node in ours:
        for owner in (node, *(node.children if isinstance(node, archival_turn) else ())):
            if isinstance(owner, nodes.Element) and owner["ids"]:
                owners.setdefault(owner["ids"][0], owner)
        if isinstance(node, archival_turn) and node["ids"]:
            owners.setdefault(speaker_anchor(node["ids"][0]), node)
    for node in document.findall(nodes.Element):
        for place, name in enumerate(node["ids"]):
            if owners.get(name, node) is not node:
                node["ids"][place] = free_anchor(name, owners)
                _report(node, name, node["ids"][place], docname)


def _report(node: nodes.Element, name: str, instead: str, docname: str) -> None:
    title = next((child for child in node.children if isinstance(child, nodes.title)), node)
    warn(
        Diagnostic.ANCHOR,
        f"the anchor “{name}” of this heading or label is that of a document or entity of another "
        f"page, and all pages are one here; the heading has “{instead}” instead, and links to it "
        f"lead nowhere; change it",
        place_of(title, docname),
    )
