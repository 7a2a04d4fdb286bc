"""What of a page a search can find: its words, by the passage that a result leads to.

It is gathered from the tree that the page is written from, by the process that writes it, and kept
beside the doctrees: a page that is not written again keeps what it had. Who is mentioned in a
passage, and by which names, is not kept. The domain knows it, and it may change with the register.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ...nodes import (
    archival_chart,
    archival_documents,
    archival_headnote,
    archival_note,
    archival_noteref,
    archival_speaker,
    archival_transcript,
    archival_turn,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADNOTE, TEXT, NOTES, PAGE = "headnote", "text", "notes", "page"
_SILENT = (
    nodes.Invisible,
    nodes.label,
    nodes.footnote_reference,
    nodes.raw,
    addnodes.toctree,
    archival_chart,
    archival_documents,
    archival_noteref,
    archival_speaker,
)
"""What is no word of a passage: a label says who speaks, and a marker leads to a note."""


_UNSEARCHED = {"no-search", "toctree-wrapper"}
"""Classes of what tells of other words: Sphinx's own search knows the first of them too."""


class Passage(NamedTuple):
    """Words that a result leads to: a turn, a narrative, a note, a headnote, or a section.

    ``anchor`` is where on its page it stands. ``document`` is the place of its document on the page
    (from 0), ``turn`` that of a turn in it, and ``note`` the key of a note. ``label`` is what a
    result calls it: the number of a turn or a note, the title of a section.
    """

    part: str
    anchor: str
    words: str
    label: str = ""
    document: int | None = None
    turn: int | None = None
    note: str | None = None
    speakers: tuple[str, ...] = ()
    speaker_label: str = ""


class Gatherer:
    """Walks one tree in the order of the text."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.passages: list[Passage] = []
        self._document: int | None = None
        self._described: int | None = None
        self._turns: dict[int | None, int] = {}
        self._anchor = ""
        self._section = ""
        self._loose: list[str] = []

    def gather(self, tree: nodes.Element) -> list[Passage]:
        """Return the passages of *tree*."""
        self._walk(tree)
        self._flush()
        return self.passages

    def _walk(self, parent: nodes.Element) -> None:
        for node in parent.children:
            if _is_silent(node):
                continue
            enter = self._enter(node)
            if enter is not None:
                self._flush()
                enter(node)
            elif isinstance(node, (nodes.Text, nodes.TextElement)):
                _add_words(node, self._loose)
            else:
                self._walk(node)  # type: ignore[arg-type]  # it has children

    def _enter(self, node: nodes.Node) -> Callable[[Any], None] | None:
        """Return what is done with *node* where it begins a passage, or holds several."""
        match node:
            case archival_turn():
                return self._turn
            case archival_note():
                return self._note
            case archival_transcript():
                return self._transcript
            case archival_headnote():
                return self._headnote
            case nodes.section():
                return self._section_of
        return None

    def _section_of(self, section: nodes.section) -> None:
        if not isinstance(section.parent, archival_transcript):
            self._document = None
            self._anchor = section["ids"][0] if section["ids"] else ""
        title = next(iter(section.findall(nodes.title)), None)
        self._section = words_of(title) if title is not None else ""
        self._walk(section)
        self._flush()

    def _transcript(self, transcript: archival_transcript) -> None:
        self._document = self._described
        self._walk(transcript)
        self._flush()

    def _flush(self) -> None:
        """End a stretch of words that belong to no turn: a narrative, or a page's own words."""
        words = " ".join("".join(self._loose).split())
        self._loose.clear()
        if not words or (self._document is None and words == self._section):
            return
        part = PAGE if self._document is None else TEXT
        label = self._section if part == PAGE else ""
        self.passages.append(Passage(part, self._anchor, words, label, self._document))

    def _headnote(self, node: archival_headnote) -> None:
        self._document = self._described = node["ordinal"]
        self._anchor = node["ids"][0] if node["ids"] else self._anchor
        words = f"{node['title']} {words_of(node)}".strip()
        self.passages.append(Passage(HEADNOTE, self._anchor, words, document=self._document))

    def _turn(self, node: archival_turn) -> None:
        document = node.get("ordinal", self._document)
        turn = self._turns.get(document, 0)
        self._turns[document] = turn + 1
        self._anchor = node["ids"][0] if node["ids"] else self._anchor
        self.passages.append(
            Passage(
                TEXT,
                self._anchor,
                words_of(node),
                node["number"],
                document,
                turn=turn,
                speakers=tuple(node["speakers"]),
                speaker_label=node.get("label", ""),
            )
        )

    def _note(self, node: archival_note) -> None:
        # Its marker stands in the line that it explains, and shows the note.
        anchors = [*node["backrefs"], *node["ids"], self._anchor]
        document = node.get("ordinal", self._document)
        words, label = words_of(node), node.get("label", "")
        self.passages.append(Passage(NOTES, anchors[0], words, label, document, note=node["key"]))


def _is_silent(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Text):
        return False
    return isinstance(node, _SILENT) or not _UNSEARCHED.isdisjoint(node["classes"])  # type: ignore[index]


def words_of(node: nodes.Node) -> str:
    """Return the words of *node* on one line, those of each block apart."""
    found: list[str] = []
    _add_words(node, found)
    return " ".join("".join(found).split())


def _add_words(node: nodes.Node, found: list[str]) -> None:
    if isinstance(node, nodes.Text):
        found.append(node.astext())
    elif not _is_silent(node):
        for child in node.children:
            _add_words(child, found)
        if not isinstance(node, nodes.Inline):
            found.append(" ")


class Store:
    """The passages of all pages, a file for each in *folder*."""

    def __init__(self, folder: Path) -> None:
        """Begin with what earlier builds have kept."""
        self._folder = folder

    def write(self, docname: str, passages: list[Passage]) -> None:
        """Keep the passages of a page."""
        path = self._path(docname)
        path.parent.mkdir(parents=True, exist_ok=True)
        kept: list[dict[str, Any]] = [passage._asdict() for passage in passages]
        path.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    def read(self, docname: str) -> list[Passage]:
        """Return the passages of a page, in the order of its text."""
        kept = json.loads(self._path(docname).read_text("utf-8"))
        return [Passage(**{**one, "speakers": tuple(one["speakers"])}) for one in kept]

    def has(self, docname: str) -> bool:
        """Say whether the passages of a page are kept."""
        return self._path(docname).is_file()

    def forget_all_but(self, docnames: set[str]) -> None:
        """Forget the pages that are gone."""
        kept = {self._path(docname) for docname in docnames}
        for path in self._folder.rglob("*.json"):
            if path not in kept:
                path.unlink()

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}.json"
