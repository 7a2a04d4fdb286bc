"""Who is named where: marked in a tree before references are resolved, and read when they are.

A reference that is resolved does not know any more whom it means, and its words may come only then.
So the words themselves carry a mark through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ...domain.beside import is_identification, sides
from ...model.entities import KINDS
from ...nodes import (
    archival_insertion,
    archival_mention,
    archival_note,
    archival_speaker,
    archival_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...domain.edition import EditionIndex

_KEY, _ROLE = "archival:named", "archival:named-as"
MENTIONED, IDENTIFIED, IN_NOTE = "mentioned", "identified", "note"


def named_by(node: nodes.Element) -> tuple[str, str] | None:
    """Return the key and the role of who is named by the words of *node*, if anybody is."""
    return (node[_KEY], node[_ROLE]) if _KEY in node else None


class _Place(NamedTuple):
    is_note: bool = False
    is_identified: bool = False


def mark_names(tree: nodes.Element, index: EditionIndex) -> None:
    """Mark every name in *tree* that means one entity."""
    for node, place in list(_walk(tree)):
        if isinstance(node, archival_text):
            _mark_text(node, place, index)
        elif isinstance(node, archival_mention):
            keys = index.find(node["key"], None)
            _replace(node, _words(keys, _role(place, sides(node)), node.children))
        elif isinstance(node, addnodes.pending_xref):
            _mark_reference(node, place, index)


def _walk(root: nodes.Element) -> Iterator[tuple[nodes.Node, _Place]]:
    pending: list[tuple[nodes.Node, _Place]] = [(root, _Place())]
    while pending:
        node, place = pending.pop()
        if isinstance(node, archival_speaker):
            continue
        if isinstance(node, archival_note):
            place = _Place(is_note=True)
        elif isinstance(node, archival_insertion) and is_identification(node):
            place = place._replace(is_identified=True)
        elif isinstance(node, archival_text | archival_mention | addnodes.pending_xref):
            yield node, place
        pending += [(child, place) for child in reversed(node.children)]


def _mark_text(text: archival_text, place: _Place, index: EditionIndex) -> None:
    names = iter(text.names)
    # Nearly no paragraph has one, and where it stands is looked at only there.
    has_insertion = any(type(beside) is archival_insertion for beside in text.parent.children)
    parts: list[nodes.Node] = []
    for part in text.elements():
        if isinstance(part, archival_mention):
            # Where it stands in the text, for what stands beside it.
            role = _role(place, sides(text, next(names)) if has_insertion else ())
            parts += _words(index.find(part["key"], None), role, part.children)
        else:
            parts.append(part)
    _replace(text, parts)


def _mark_reference(xref: addnodes.pending_xref, place: _Place, index: EditionIndex) -> None:
    role, first = xref["reftype"], xref.children[0] if xref.children else None
    if xref.get("refdomain") != "archival" or (role not in KINDS and role != "entity"):
        return
    if xref.get("archival:speaker") or xref.get("archival:participant"):
        return
    keys = index.find(xref["reftarget"], role if role in KINDS else None)
    if len(keys) == 1 and isinstance(first, nodes.Element):
        first[_KEY], first[_ROLE] = keys[0], _role(place, sides(xref))


def _words(keys: Sequence[str], role: str, words: list[nodes.Node]) -> list[nodes.Node]:
    """Return *words*, marked if *keys* is that of one entity."""
    if len(keys) != 1:
        return words
    named = nodes.inline("", "", *words)
    named[_KEY], named[_ROLE] = keys[0], role
    return [named]


def _role(place: _Place, beside: Iterable[nodes.Node]) -> str:
    if place.is_note:
        return IN_NOTE
    if place.is_identified or any(map(is_identification, beside)):
        return IDENTIFIED
    return MENTIONED


def _replace(node: nodes.Node, parts: list[nodes.Node]) -> None:
    """Put *parts* in the place of *node*: by identity, for texts of the same words are equal."""
    parent = node.parent
    at = next(index for index, child in enumerate(parent.children) if child is node)
    parent[at : at + 1] = parts
