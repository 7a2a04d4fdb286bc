"""Who is named with whom, and who speaks with whom, as GraphML.

Two in one graph: each edge says which it is (``kind``). It is written here, and not by a library:
GraphML is four elements, and the library that tests read it with is 20 MB.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ...domain.edition import EditionIndex
    from .rows import Counts

NAMED, SPEAKS = "named-together", "speaks-with"

_NODE = {"label": "string", "kind": "string", "turns": "int", "words": "int", "mentions": "int"}
_EDGE = {"kind": "string", "weight": "int", "documents": "int"}


class Conversations:
    """Who follows whom in speaking: counted turn by turn."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.weights: Counter[tuple[str, str]] = Counter()
        self.documents: Counter[tuple[str, str]] = Counter()

    def add(self, speakers: list[tuple[str, ...]]) -> None:
        """Count a document, given who speaks in each of its turns."""
        here: set[tuple[str, str]] = set()
        for before, after in pairwise(speakers):
            pairs = {
                (min(one, other), max(one, other))
                for one in before
                for other in after
                if one != other
            }
            self.weights.update(pairs)
            here |= pairs
        self.documents.update(here)


def write(path: Path, index: EditionIndex, counts: Counts, conversations: Conversations) -> None:
    """Write the network of the persons and organizations of an edition."""
    mentions = index.statistics.mentions()
    edges = [
        (kind, pair, weights[pair], documents[pair])
        for kind, weights, documents in (
            (NAMED, mentions.pairs, mentions.documents),
            (SPEAKS, conversations.weights, conversations.documents),
        )
        for pair in sorted(weights)
    ]
    keys = {*mentions.named, *counts.turns, *(key for _kind, pair, *_ in edges for key in pair)}
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for what, columns in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in columns.items():
            about = {"attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", {"id": f"{what}-{name}", "for": what, **about})
    graph = ET.SubElement(root, "graph", id="network", edgedefault="undirected")
    for key in sorted(keys):
        entity = index.entities[key]
        values = {"label": entity.name, "kind": entity.kind, **counts.of(key)}
        _add(ET.SubElement(graph, "node", id=key), "node", _NODE, values)
    for number, (kind, pair, weight, documents) in enumerate(edges, start=1):
        edge = ET.SubElement(graph, "edge", id=f"e{number}", source=pair[0], target=pair[1])
        _add(edge, "edge", _EDGE, {"kind": kind, "weight": weight, "documents": documents})
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    path.write_bytes(f"{declaration}\n{text}\n".encode(errors="replace"))


def _add(
    parent: ET.Element, what: str, columns: Mapping[str, str], values: Mapping[str, object]
) -> None:
    for name in columns:
        ET.SubElement(parent, "data", key=f"{what}-{name}").text = str(values[name])
