"""TEI: the words of its text, cut into paragraphs as an edition prints them.

It reads the file by itself, and shares with the importer only what each element is
(:mod:`..model.tei`): what the one loses the other has. A speaker's label goes before the first
paragraph of the speech, a note to the end with a marker in its place, and what an edition prints in
brackets has them. Of a choice the reading of the source is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.received import MARKER, PAGE, Paragraph, ReceivedError
from ..model.series import note_label
from ..model.tei import (
    INLINE_NOTES,
    REMARKS,
    SILENT,
    TITLED,
    belongs_to_label,
    brackets_of,
    gap_words,
    is_block,
    is_silent_gap,
)
from ._running import Running
from ._xml import Node, Words, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["paragraphs"]

_JOINING = frozenset({"p", "l", "lg", "ab", "seg", "u"})
_APART = frozenset({"div", "div1", "div2", "list", "back", "noteGrp"})
_READINGS = (("sic", "corr"), ("orig", "reg"), ("abbr", "expan"))


def paragraphs(data: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a TEI file; its notes come last, and those of its title behind them.

    The title is no part of the text.
    """
    root = parse(data, name)
    texts = [it for it in root.all("text") if all(above.name != "text" for above in it.above)]
    if root.name in {"text", "body", "div"}:
        texts = [root]
    if not texts:
        raise ReceivedError(f"{name} holds no text: it has no element <text>")
    flattener = _Flattener(root)
    for text in texts:
        flattener.walk(text.content)
        flattener.out.flush()
    yield from flattener.out.paragraphs
    yield from flattener.notes
    yield from flattener.title_notes


class _Flattener:
    """Writes the paragraphs, in the order in which an edition prints them."""

    def __init__(self, root: Node) -> None:
        self.out = Running()
        self.notes: list[Paragraph] = []
        self.title_notes: list[Paragraph] = []
        self._numbers: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._is_own = any(
            it.attributes.get("ident") == "sphinxext-archival" for it in root.all("application")
        )
        self._is_spoken = next(root.all("u"), None) is not None
        called = {it.attributes.get("target", "").lstrip("#") for it in root.all("ref", "ptr")}
        self._called = {
            it.attributes["id"]: it for it in root.all("note") if it.attributes.get("id") in called
        }
        self._title = _title_of(root)

    def walk(self, content: Sequence[Node | Words], *, without_space: bool = False) -> None:
        """Write *content*; of words that are elements, the space between them says nothing."""
        for it in content:
            if isinstance(it, Node):
                self.element(it)
            elif not without_space:
                self.out.put(it)

    def element(self, node: Node) -> None:
        """Write *node*."""
        name, above = node.name, node.parent.name if node.parent is not None else ""
        if node is self._title:
            notes, self.notes = self.notes, []
            for note in node.all("note"):
                if not self._is_remark(note):
                    self._footnote(note, has_marker=False)
            self.title_notes, self.notes = self.notes, notes
        elif name in SILENT:
            return
        elif name == "note":
            self._note(node, above)
        elif is_block(name, above):
            self._block(node, name)
        else:
            self._inline(node, name, above)

    # --- Blocks ----------------------------------------------------------------------------------

    def _block(self, node: Node, name: str) -> None:
        out = self.out
        if out.is_joined and name in _JOINING:
            out.is_joined = name in {"lg", "u"}
            out.text(" ")
            out.is_verse = name in {"l", "lg"}
        elif name == "l" and out.is_verse:
            out.text("\n")
        else:
            out.flush()
            out.is_verse = name == "l"
        if name == "sp":
            self._speech(node)
        elif name in REMARKS:
            self._remark(node)
        else:
            self.walk(node.content)
        if name != "l":
            out.flush()

    def _speech(self, node: Node) -> None:
        rest = list(node.content)
        labelled = False
        while rest:
            first = rest[0]
            if isinstance(first, Words):
                if first.text.strip():
                    break
            elif first.name == "pb":
                self.element(first)
            elif first.name == "speaker" or (
                first.name == "stage" and labelled and _is_beside(first, rest)
            ):
                self.out.text(" ")
                self.walk(first.content)
                labelled = labelled or bool(first.words.strip())
            else:
                break
            rest.pop(0)
        self.out.is_joined = labelled
        self.walk(rest)

    def _remark(self, node: Node) -> None:
        is_bare = self._is_own and not node.words.strip().startswith("(")
        if is_bare:
            self._in_brackets(node)
        else:
            self.walk(node.content)

    # --- In a sentence ---------------------------------------------------------------------------

    def _inline(self, node: Node, name: str, above: str) -> None:
        given = node.attributes
        if name in {"gap", "ellipsis"}:
            self._gap(node, above)
        elif brackets_of(name, given) or (name in REMARKS and self._is_own):
            self._in_brackets(node)
        elif name == "pb":
            self.out.mark(PAGE, given.get("n", "").strip() or "?")
        elif name == "lb":
            self.out.text("" if given.get("break") == "no" else "\n")
        elif name in {"choice", "app"}:
            self._choice(node)
        elif name in {"ref", "ptr"} and (note := self._note_called_by(node)) is not None:
            self.out.mark(MARKER, self._label(note))
        else:
            if name == "space":
                self.out.text(" ")
            self.walk(node.content, without_space=name == "s")
            if name in {"w", "pc"} and given.get("join") not in {"right", "both"}:
                self.out.text(" ")

    def _in_brackets(self, node: Node) -> None:
        self.out.text("[")
        self.walk(node.content)
        self.out.text("]")

    def _gap(self, node: Node, above: str) -> None:
        if is_silent_gap(node.attributes, above):
            return
        description = next(node.all("desc"), None)
        if description is not None and description.words.strip():
            self._in_brackets(description)
        else:
            self.out.text(f"[{gap_words(node.attributes, node.words)}]")

    def _choice(self, node: Node) -> None:
        found = {it.name: it for it in node.inner}
        for source, edition in _READINGS:
            if source in found and edition in found:
                is_completed = next(found[edition].all("ex"), None) is not None
                self.walk(found[edition if is_completed else source].content)
                return
        readings = node.inner
        self.walk((readings[1] if len(readings) > 1 else node).content)

    # --- Notes -----------------------------------------------------------------------------------

    def _note_called_by(self, node: Node) -> Node | None:
        note = self._called.get(node.attributes.get("target", "").strip().lstrip("#"))
        if note is None or node.attributes.get("type") == "note":
            return note
        return note if note.parent is not None and note.parent.name in _APART else None

    def _note(self, node: Node, above: str) -> None:
        kind, place = node.attributes.get("type", ""), node.attributes.get("place", "")
        is_apart = is_block("note", above)
        if kind == "speaker" and _is_before_utterance(node):
            self.out.flush()
            self.walk(node.content)
            self.out.is_joined = True
        elif place == "inline" and kind in INLINE_NOTES:
            self._inline_note(node, kind)
        elif self._is_remark(node):
            if is_apart:
                self.out.flush()
            self.walk(node.content)
            if is_apart:
                self.out.flush()
        else:
            if is_apart:
                self.out.flush()
            is_elsewhere = node.attributes.get("id") in self._called and above in _APART
            self._footnote(node, has_marker=not is_elsewhere)

    def _is_remark(self, note: Node) -> bool:
        """Say whether a note is the reporter's, as in Parla-CLARIN, and stands where it is."""
        given = note.attributes
        return self._is_spoken and not given.get("n") and not given.get("place")

    def _inline_note(self, node: Node, kind: str) -> None:
        if kind == "insertion":
            self.out.flush()
            self.walk(node.content)
            self.out.flush()
            return
        if kind == "gap":
            node.content = [it for it in node.content if getattr(it, "name", "") != "gap"]
        self._in_brackets(node)

    def _label(self, note: Node) -> str:
        identifier = note.attributes.get("id") or str(id(note))
        if identifier not in self._labels:
            kind = note.attributes.get("type", "") if self._is_own else ""
            kind = kind if kind in {"translator", "source", "author"} else "editor"
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._labels[identifier] = note_label(kind, self._numbers[kind])
        return self._labels[identifier]

    def _footnote(self, node: Node, *, has_marker: bool) -> None:
        if not node.words.strip():
            return
        label = self._label(node)
        if has_marker:
            self.out.mark(MARKER, label)
        text, self.out = self.out, Running()
        self.out.mark(MARKER, label)
        self.out.text(" ")
        self.out.is_joined = True
        self.walk(node.content)
        self.out.flush()
        self.notes += self.out.paragraphs
        self.out = text


def _title_of(root: Node) -> Node | None:
    """Return the heading that is the title of the document, and no part of its text."""
    body = next(root.all("body"), None)
    if body is None:
        return None
    heads = [it for it in body.inner if it.name == "head"]
    divisions = [it for it in body.inner if it.name == "div"]
    if heads:
        return heads[0]
    if len(divisions) == 1 and divisions[0].attributes.get("type") in TITLED:
        return next((it for it in divisions[0].inner if it.name == "head"), None)
    return None


def _is_beside(remark: Node, rest: Sequence[Node | Words]) -> bool:
    has_blocks = any(
        is_block(it.name, it.parent.name) for it in remark.all() if it.parent is not None
    )
    others = (it.name for it in rest[1:] if isinstance(it, Node))
    follows = next((name for name in others if name not in {"pb", "stage"}), "")
    return belongs_to_label(remark.words, has_blocks=has_blocks, following=follows)


def _is_before_utterance(note: Node) -> bool:
    siblings = note.parent.inner if note.parent is not None else []
    for it in siblings[siblings.index(note) + 1 :]:
        if it.name == "u":
            return True
        is_other = it.name == "note" and it.attributes.get("type") != "speaker"
        if it.name != "pb" and not is_other:
            return False
    return False
