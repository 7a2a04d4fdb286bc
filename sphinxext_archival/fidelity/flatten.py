"""The edition of a document as flat text, from the doctrees that all writers use."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from ..model.fidelity import flat as text
from ..model.fidelity.flat import Flat, Place
from ..model.fidelity.records import Declared, NoteText
from ..model.fidelity.source import EMENDED
from ..nodes import (
    archival_bracket,
    archival_emendation,
    archival_headnote,
    archival_insertion,
    archival_insertion_block,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_speaker,
    archival_summary,
    archival_turn,
    is_edited_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SILENT = (
    nodes.Invisible,
    nodes.footnote_reference,
    nodes.image,
    nodes.raw,
    nodes.system_message,
    nodes.colspec,
    archival_notes,
)
_LINES = (nodes.line, nodes.entry, nodes.field_body)


class Flattener:
    """Flattens one document: give it the tree of each page that has a part of it."""

    def __init__(self, *, printed: bool = False) -> None:
        """Begin; where *printed*, an emendation is what the edition prints, not the source."""
        self.body = Flat()
        self.notes: list[tuple[archival_note, NoteText]] = []
        self.order: list[str] = []
        self.emended: list[Declared] = []
        self.counts: Counter[str] = Counter()
        self._printed = printed
        self._flat = self.body
        self._place = Place("", None)
        self._kinds: list[str] = []
        self._docname = ""
        self._part = 0
        self._explicit: dict[int, bool] = {}

    def add(self, tree: nodes.document, docname: str, ordinal: int) -> None:
        """Add the document *ordinal* (from 0) of the page *docname*."""
        self._docname = docname
        self._part += 1
        self._place = Place(docname, None)
        for block in _blocks(tree, ordinal):
            if isinstance(block, archival_notes):
                for note in block.children:
                    if isinstance(note, archival_note):
                        self._note(note)
            else:
                self._flat = self.body
                self._visit(block)

    def ordered_notes(self) -> list[NoteText]:
        """Return the notes in the order of their markers; those without one are last."""
        places = {name: place for place, name in reversed(list(enumerate(self.order)))}
        last = len(self.order)
        return sorted((note for _, note in self.notes), key=lambda it: places.get(it.name, last))

    def _note(self, note: archival_note) -> None:
        flat = Flat()
        self._flat = flat
        self._locate(note)
        place = self._place
        for child in note.children:
            self._visit(child)
        self.counts["notes"] += 1
        name = self._name(note["note_type"], note.get("number", 0))
        label = str(note.get("label", ""))
        stripped = flat.slice(1, flat.length) if flat.text[:1] == text.PARAGRAPH else flat
        self.notes.append((note, NoteText(name, note["note_type"], label, stripped, place)))

    def _name(self, note_type: str, number: int) -> str:
        return f"#{self._part}.{note_type}.{number}"

    def _locate(self, node: nodes.Node, newlines: int = 0) -> None:
        """Remember where *node* stands."""
        at: nodes.Node | None = node
        while at is not None and not at.line:
            at = at.parent
        if at is not None and at.line:
            self._place = Place(self._docname, at.line + newlines)

    def _visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self._text(node)
            return
        if isinstance(node, _SILENT) or not isinstance(node, nodes.Element):
            return
        enter = self._enter.get(type(node))
        if enter is not None:
            enter(self, node)
            return
        if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
            self._block(node)
        for child in node.children:
            self._visit(child)
        if isinstance(node, _LINES) or type(node) is nodes.field_name:
            self._flat.add(": " if type(node) is nodes.field_name else text.EITHER, self._place)

    def _block(self, node: nodes.TextElement) -> None:
        """Begin a paragraph."""
        self._locate(node)
        loose = isinstance(node, nodes.line) or isinstance(node.parent, nodes.entry)
        self._flat.add(text.EITHER if loose else text.PARAGRAPH, self._place)
        if not loose and self._flat is self.body:
            self.counts["paragraphs"] += 1

    def _text(self, node: nodes.Text) -> None:
        words = node.astext() if "\0" in node else str(node)
        for number, line in enumerate(words.split("\n")):
            if number:
                name, at = self._place
                self._flat.add(" ", self._place)
                self._place = Place(name, at + 1 if at is not None else None)
            self._flat.add(line, self._place)

    def _item(self, node: nodes.Element) -> None:
        """Visit an item of a list, behind what the list prints before it."""
        parent = node.parent
        sign = text.BULLET
        if isinstance(parent, nodes.enumerated_list):
            number = int(parent.get("start", 1)) + parent.index(node)
            sign = f"{parent.get('prefix', '')}{_number(parent, number)}{parent.get('suffix', '.')}"
        self._locate(node)
        self._flat.add(text.PARAGRAPH + sign + " ", self._place)
        inner = Flat()
        outer, self._flat = self._flat, inner
        for child in node.children:
            self._visit(child)
        self._flat = outer
        skipped = 1 if inner.text[:1] in {text.PARAGRAPH, text.EITHER} else 0
        outer.extend(inner.slice(skipped, inner.length))

    def _speaker(self, node: nodes.Element) -> None:
        """Visit a label; one that nobody has written is the extension's."""
        turn = node.parent
        while turn is not None and not isinstance(turn, archival_turn):
            turn = turn.parent
        is_made = turn is not None and turn.get("label_made", False)
        if is_made:
            self._flat.add(text.made(node.astext()), self._place)
            return
        for child in node.children:
            self._visit(child)

    def _turn(self, node: nodes.Element) -> None:
        self.counts["turns"] += 1
        for child in node.children:
            self._visit(child)

    def _insertion(self, node: nodes.Element) -> None:
        self.counts[f"insertions: {node['kind']}"] += 1
        self._kinds.append(node["kind"])
        for child in node.children:
            self._visit(child)
        self._kinds.pop()

    def _bracket(self, node: nodes.Element) -> None:
        if self._kinds and node.astext() == "[":
            self._flat.kinds[self._flat.length] = self._kinds[-1]
        self._flat.add(node.astext(), self._place)

    def _stage(self, node: nodes.Element) -> None:
        for child in node.children:
            self._visit(child)

    def _insertion_block(self, node: nodes.Element) -> None:
        """Visit inserted paragraphs: brackets around them, which the source may have, are ours."""
        self.counts[f"insertions: {node['kind']}"] += 1
        inner = Flat()
        outer, self._flat = self._flat, inner
        for child in node.children:
            self._visit(child)
        self._flat = outer
        words = inner.text.lstrip(text.PARAGRAPH)
        if not words or words.startswith("[") or self._printed:
            for at, sign in enumerate(inner.text):
                if sign == "[":
                    inner.kinds.setdefault(at, node["kind"])
            outer.extend(inner)
            return
        outer.add(text.PARAGRAPH, self._place)
        outer.kinds[outer.length + 1] = node["kind"]
        outer.add(text.made("["), self._place)
        outer.extend(inner.slice(inner.length - len(words), inner.length))
        outer.add(text.made("]"), self._place)

    def _marker(self, node: nodes.Element) -> None:
        self.counts["markers"] += 1
        if "note_type" not in node:
            self._flat.add(f"[{node.get('key', '')}]", self._place)
            return
        name = self._name(node["note_type"], node.get("number", 0))
        self.order.append(name)
        self._flat.add(text.marker(name), self._place)

    def _page(self, node: nodes.Element) -> None:
        self._flat.add(text.page(str(node["n"])), self._place)
        self.counts["joins" if node["n"] == "?" else "pages"] += 1

    def _emendation(self, node: nodes.Element) -> None:
        printed, source = node.astext(), str(node["source"])
        self.counts["emendations"] += 1
        self.emended.append(Declared(source, printed))
        words = printed if self._printed else source
        for at, sign in enumerate(words):
            if sign == "[":
                self._flat.kinds[self._flat.length + at] = EMENDED
        self._flat.add(words, self._place)

    _enter: dict[type[nodes.Node], Callable[[Flattener, nodes.Element], None]] = {  # noqa: RUF012
        nodes.list_item: _item,
        archival_speaker: _speaker,
        archival_turn: _turn,
        archival_insertion: _insertion,
        archival_insertion_block: _insertion_block,
        archival_bracket: _bracket,
        archival_noteref: _marker,
        archival_page: _page,
        archival_emendation: _emendation,
    }


def _number(parent: nodes.enumerated_list, number: int) -> str:
    kind = parent.get("enumtype", "arabic")
    if kind in {"loweralpha", "upperalpha"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperalpha" else letter
    if kind in {"lowerroman", "upperroman"}:
        from ..model.series import note_label  # noqa: PLC0415

        roman = note_label("source", number)
        return roman.upper() if kind == "upperroman" else roman
    return str(number)


def _blocks(tree: nodes.document, ordinal: int) -> Iterator[nodes.Element]:
    """Yield the outermost blocks of the document *ordinal* of a page, in their order."""
    current = -1
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, archival_headnote):
            current = node.get("ordinal", current + 1)
        elif isinstance(node, archival_notes):
            notes = [one for one in node.children if isinstance(one, archival_note)]
            if notes and notes[0].get("ordinal") == ordinal:
                yield node
        elif is_edited_text(node) and isinstance(node, nodes.Element):
            if current == ordinal:
                yield node
        elif isinstance(node, nodes.Element) and not isinstance(node, archival_summary):
            pending.extend(reversed(node.children))
