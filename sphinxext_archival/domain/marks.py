"""What a printed index needs: a mark wherever an entity occurs, and the entries that point there.

Paper has no turn to point to, only pages, and a turn may fill several. So each occurrence is marked
where it stands, and the writer of a paged format asks on which page each mark came to lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogue import _
from ..model.description import lifespan
from ..model.entities import KINDS
from ..model.listing import initial
from ..nodes import (
    archival_index,
    archival_insertion,
    archival_mark,
    archival_mention,
    archival_note,
    archival_register,
    archival_speaker,
    archival_text,
    archival_turn,
)
from .beside import is_identification, sides
from .listings import role_name
from .records import IDENTIFIED, IN_NOTE, MENTIONED, SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from . import ArchivalDomain

PAGED = ("typst", "latex")
"""The formats that have pages."""

PRINTED_ROLES = (SPEAKS, IDENTIFIED, MENTIONED, IN_NOTE)
"""The roles in which an index tells pages apart, in its order."""


class _Place(NamedTuple):
    is_note: bool = False
    is_identified: bool = False


class MarkNames(SphinxPostTransform):
    """Mark the names in the text, before they become links (5), and add the indexes."""

    default_priority = 4
    formats = PAGED

    def run(self, **_kwargs: Any) -> None:
        """Mark the names of the volume that is being written."""
        domain: ArchivalDomain = self.env.get_domain("archival")  # type: ignore[assignment]
        self.domain = domain
        self.found: set[str] = set()
        for node, place in list(_walk(self.document)):
            self._mark(node, place)
        indexes = list(self._indexes())
        if indexes:
            title = str(_("Indexes"))
            section = nodes.section(ids=["archival-indexes"], classes=["archival-indexes"])
            section += [nodes.title(title, title), *indexes]
            _end_of(self.document).append(section)

    def _mark(self, node: nodes.Node, place: _Place) -> None:
        if isinstance(node, archival_turn):
            self.found.update(key for key in node["speakers"] if self._is_known(key))
        elif isinstance(node, archival_mention):
            self._insert(node, [self._marked(node["key"], place, sides(node)), node])
        elif isinstance(node, archival_text):
            self._mark_names_in(node, place)
        elif isinstance(node, addnodes.pending_xref):
            key = self._key_of(node)
            if key is not None:
                self._insert(node, [self._marked(key, place, sides(node)), node])

    def _mark_names_in(self, text: archival_text, place: _Place) -> None:
        parts: list[nodes.Node] = []
        names = iter(text.names)
        for part in text.elements():
            if isinstance(part, archival_mention):
                # Where it stands in the text, for what stands beside it.
                beside = sides(text, next(names))
                if not _is_label(text):
                    parts.append(self._marked(part["key"], place, beside))
            parts.append(part)
        self._insert(text, parts)

    def _marked(self, key: str, place: _Place, beside: Iterable[nodes.Node]) -> archival_mark:
        role = MENTIONED
        if place.is_note:
            role = IN_NOTE
        elif place.is_identified or any(map(is_identification, beside)):
            role = IDENTIFIED
        self.found.add(key)
        return archival_mark(key=key, role=role)

    def _insert(self, node: nodes.Node, parts: list[nodes.Node]) -> None:
        parent = node.parent
        # By identity: texts of the same words are equal.
        at = next(index for index, child in enumerate(parent.children) if child is node)
        parent[at : at + 1] = parts

    def _key_of(self, xref: addnodes.pending_xref) -> str | None:
        role = xref["reftype"]
        if xref.get("refdomain") != "archival" or (role not in KINDS and role != "entity"):
            return None
        if xref.get("archival:speaker") or xref.get("archival:participant"):
            return None
        keys = self.domain.index.find(xref["reftarget"], role if role in KINDS else None)
        return keys[0] if len(keys) == 1 else None

    def _is_known(self, key: str) -> bool:
        return key in self.domain.index.entities

    def _indexes(self) -> Iterator[nodes.section]:
        """Yield an index for each kind of entity that occurs."""
        entities = [self.domain.index.entities[key] for key in self.found if self._is_known(key)]
        entities.sort(key=lambda e: (initial(e.sort), e.sort.casefold(), e.key))
        for kind, title in titles().items():
            entries = [
                {
                    "key": entity.key,
                    "name": entity.sort,
                    "years": lifespan(entity, self.config.language),
                }
                for entity in entities
                if entity.kind == kind
            ]
            if entries:
                section = nodes.section(ids=[f"archival-index-{kind}"])
                section["classes"].append("archival-index")
                section += nodes.title(title, title)
                roles = [[role, role_name(role)] for role in PRINTED_ROLES]
                section += archival_index(kind=kind, entries=entries, roles=roles)
                yield section


def titles() -> dict[str, str]:
    """Return the title of the index of each kind of entity, in the order of the indexes."""
    return {
        "person": _("Index of persons"),
        "organization": _("Index of organizations"),
        "place": _("Index of places"),
        "event": _("Index of events"),
        "work": _("Index of works"),
        "concept": _("Index of subjects"),
    }


def _walk(root: nodes.Element) -> Iterator[tuple[nodes.Node, _Place]]:
    """Yield the nodes in which an entity may occur, and where they stand."""
    pending: list[tuple[nodes.Node, _Place]] = [(root, _Place())]
    while pending:
        node, place = pending.pop()
        if isinstance(node, archival_register):
            # Who is named in the note of an entry is not thereby mentioned in the edition.
            continue
        if isinstance(node, archival_note):
            place = place._replace(is_note=True)
        elif isinstance(node, archival_insertion) and is_identification(node):
            place = place._replace(is_identified=True)
        elif isinstance(
            node, archival_turn | archival_mention | archival_text | addnodes.pending_xref
        ):
            yield node, place
        pending += [(child, place) for child in reversed(node.children)]


def _is_label(text: nodes.Node) -> bool:
    return isinstance(text.parent, archival_speaker)


def _end_of(document: nodes.document) -> nodes.Element:
    """Return what the indexes of a volume are the last sections of."""
    sections = [child for child in document.children if isinstance(child, nodes.section)]
    return sections[0] if sections else document


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(MarkNames)
