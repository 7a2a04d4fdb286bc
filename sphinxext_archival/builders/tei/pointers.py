"""What a name and a reference point to in TEI: entries of the register, and places in documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...domain.addresses import free_anchor
from ...domain.resolve import what_is_shown
from ...model.entities import KINDS
from ...nodes import archival_mention, archival_speaker, archival_text, archival_turn
from ...writers.tei.edition import archival_named
from ..volumes import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...domain import ArchivalDomain
    from ...model.entities import Entity
    from ..volumes import Volume

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")
_REFERENCES = ("document", "turn")


class Pointers:
    """The ids of entities, and the files of documents; :attr:`clashes` are pairs of one name."""

    def __init__(self, domain: ArchivalDomain) -> None:
        """Give every document its file, and every entity its id."""
        self.domain = domain
        self.files: dict[str, str] = {}
        self.clashes: list[tuple[Volume, str]] = []
        volumes = list(documents(domain.env))
        # To some file systems, “A” and “a” are one name; other files begin otherwise than with “d”.
        taken: set[str] = set()
        for volume in volumes:
            name, number = volume.name, 1
            while name.casefold() in taken:
                number += 1
                name = f"{volume.name}-{number}"
            if number > 1:
                self.clashes.append((volume, name))
            taken.add(name.casefold())
            self.files[volume.document] = f"{name}.xml"
        self.volumes = volumes
        self._documents = {file: identifier for identifier, file in self.files.items()}
        addresses = domain.index.addresses
        self._stems = {addresses.stem(volume.records[0]) for volume in volumes}
        self.ids: dict[str, str] = {}
        given: set[str] = set()
        for key, entity in domain.index.entities.items():
            self.ids[key] = free_anchor(self._id(entity), given)
            given.add(self.ids[key])

    def _id(self, entity: Entity) -> str:
        """Return the key of an entity, where it is no anchor of a document; else its anchor."""
        key = entity.key
        parts = key.split("-")
        begins = {"-".join(parts[:end]) for end in range(1, len(parts) + 1)}
        return key if _ID.match(key) and not begins & self._stems else entity.anchor

    def resolve(self, tree: nodes.document, identifier: str) -> set[str]:
        """Point the names and references of ours in *tree*, a document, to where TEI has them.

        Return the keys of all whom it names. What is not known is left for Sphinx to report.
        """
        self._named: set[str] = set()
        for node in list(_ours(tree)):
            if isinstance(node, archival_text):
                parts = [self._name_of(part, node) for part in node.elements()]
                _replace(node, [part for each in parts for part in each])
            elif isinstance(node, archival_mention):
                _replace(node, self._name_of(node, node))
            elif isinstance(node, archival_turn):
                node["who"] = [f"#{self._use(key)}" for key in node["speakers"] if key in self.ids]
            elif isinstance(node, addnodes.pending_xref):
                self._refer(node, identifier)
        return self._named

    def _use(self, key: str) -> str:
        self._named.add(key)
        return self.ids[key]

    def _name_of(self, part: nodes.Node, node: nodes.Node) -> list[nodes.Node]:
        """Return what *part*, which stands at *node*, is: a name, but not that of a label."""
        if not isinstance(part, archival_mention) or part["key"] not in self.ids:
            return [part]
        if part["key"] in _speakers(node):
            # Who speaks is said by the turn.
            return part.children
        return [self._named_by(part["key"], part.children)]

    def _named_by(self, key: str, words: list[nodes.Node]) -> archival_named:
        kind = self.domain.index.entities[key].kind
        return archival_named("", "", *words, key=key, kind=kind, target=f"#{self._use(key)}")

    def _refer(self, xref: addnodes.pending_xref, identifier: str) -> None:
        role, target = xref["reftype"], xref["reftarget"]
        shown = what_is_shown(self.domain, role, target, here=bool(xref.get("archival:here")))
        if shown is None:
            return
        words = list(xref.children)
        if not xref.get("refexplicit") and shown[1]:
            words = [nodes.Text(shown[1])]
        if xref.get("archival:speaker"):
            _replace(xref, words)
        elif role in _REFERENCES:
            address = self._address(role, target, identifier)
            _replace(xref, [nodes.reference("", "", *words, refuri=address, is_tei=True)])
        else:
            (key,) = self.domain.index.find(target, role if role in KINDS else None)
            _replace(xref, [self._named_by(key, words)])

    def _address(self, role: str, target: str, identifier: str) -> str:
        index = self.domain.index
        if role == "turn":
            found = index.numbers.find(target)
            assert found is not None  # noqa: S101 (it is shown)
            document, turn = found
            anchor = index.addresses.of_turn(document, turn)
        else:
            document = index.documents[target][0]
            anchor = index.addresses.of_document(document)
        file = "" if document.identifier == identifier else self.files[document.identifier]
        return f"{file}#{anchor}"

    def is_known(self, file: str, anchor: str) -> bool:
        """Say whether the document in *file* has a place *anchor*, as far as others point to it."""
        identifier = self._documents.get(file)
        if identifier is None:
            return False
        index = self.domain.index
        parts = index.documents[identifier]
        if any(anchor == index.addresses.of_document(part) for part in parts):
            return True
        turn = anchor.removeprefix(f"{index.addresses.stem(parts[0])}-t")
        return turn != anchor and index.numbers.find(f"{identifier}#{turn}") is not None


def _ours(tree: nodes.document) -> Iterator[nodes.Node]:
    """Yield what names somebody or refers to something of ours."""
    for node in tree.findall():
        is_ours = isinstance(node, archival_text | archival_mention | archival_turn)
        is_xref = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "archival"
        if is_ours or is_xref:
            yield node


def _speakers(node: nodes.Node) -> list[str]:
    """Return who speaks, where *node* stands in a label."""
    at = node.parent
    while at is not None:
        if isinstance(at, archival_speaker):
            return list(at["speakers"])
        at = at.parent
    return []


def _replace(node: nodes.Node, parts: list[nodes.Node]) -> None:
    """Put *parts* in the place of *node*: by identity, for texts of the same words are equal."""
    parent = node.parent
    at = next(place for place, child in enumerate(parent.children) if child is node)
    parent[at : at + 1] = parts
