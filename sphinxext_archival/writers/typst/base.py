"""What all handlers of the Typst writer share: output, calls, captured content, and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..lines import LONG_RUN
from ..translator import VolumeTranslator
from . import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.builders import Builder

    from ...nodes import archival_note
    from ..translator import Pair

_LABELLED_ITSELF = (nodes.section,)


class Labels:
    """The places of a volume that can be referred to: each has one label, by each of its ids."""

    def __init__(self, elements: Iterable[tuple[nodes.Element, str]]) -> None:
        """Find the places among the *elements* of the volume, each given with its page."""
        self._labels: dict[tuple[str, str], str] = {}
        for node, page in elements:
            if isinstance(node, nodes.document | addnodes.start_of_file):
                self._add(page, "", ())
            if node.get("ids"):
                first, *others = node["ids"]
                self._add(page, first, others)

    def _add(self, page: str, first: str, others: Iterable[str]) -> None:
        if (page, first) in self._labels:
            return
        label = escape.label(page, first)
        for name in (first, *others):
            self._labels.setdefault((page, name), label)

    def find(self, page: str, anchor: str) -> str | None:
        """Return the label of *anchor* on *page*, or None where the volume has no such place."""
        return self._labels.get((page, anchor))


class TypstBase(VolumeTranslator):
    """Writes markup, and keeps track of where in it the writer stands."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        """Begin with nothing written."""
        super().__init__(document, builder)
        self.body: list[str] = []
        elements = list(_with_pages(document, self.pages[0]))
        self.labels = Labels(elements)
        self.written: set[str] = set()
        self.level = 0
        self.in_title = False
        self.before_title: list[str] = []
        self.referred: dict[str, None] = {}
        self.explained: set[str] = set()
        self.is_book = bool(document.get("is_book"))
        self.start_section = next(iter(document.findall(nodes.section)), None)
        self.footnotes = _footnotes(elements)
        self.notes: list[archival_note] = []

    def number_of_note(self, note: archival_note) -> int:
        """Return a number of the volume's own for *note*, by which its place can be asked for."""
        self.notes.append(note)
        return len(self.notes) - 1

    def astext(self) -> str:
        """Return what has been written."""
        return "".join(self.body)

    def lacking(self) -> str:
        """Return anchors for what is referred to and has none: what is not printed, as a comment.

        Typst refuses a volume with a link that leads nowhere.
        """
        places = [label for label in self.referred if label not in self.written]
        return "".join(f"#anchor({escape.string(label)});\n" for label in places)

    def write(self, *pieces: str) -> None:
        """Write *pieces* of markup."""
        self.body += pieces

    def captured(self, children: Sequence[nodes.Node]) -> str:
        """Return what *children* write, without writing it."""
        body, self.body = self.body, []
        for child in children:
            child.walkabout(self)
        written, self.body = self.astext(), body
        return written

    def content(self, children: Sequence[nodes.Node]) -> str:
        """Return what *children* write as a block of content."""
        return f"[{self.captured(children).strip()}]"

    def anchors(self, node: nodes.Element) -> str:
        """Return the anchor of *node*, if it is referred to by any name and has none yet."""
        if not node["ids"] or isinstance(node, _LABELLED_ITSELF):
            return ""
        return self.anchor(node["ids"][0])

    def anchor(self, name: str) -> str:
        """Return the anchor *name* of the present page; a label may stand once."""
        label = self.labels.find(self.pages[-1], name)
        if label is None or label in self.written:
            return ""
        self.written.add(label)
        call = f"#anchor({escape.string(label)});"
        if self.in_title:
            # A heading is repeated in the contents, and a label may stand once.
            self.before_title.append(call)
            return ""
        return call

    def label_of(self, reference: nodes.Element) -> str | None:
        """Return the label that *reference* leads to within the volume, or None."""
        label = self._label_of(reference)
        if label is not None:
            self.referred[label] = None
        return label

    def _label_of(self, reference: nodes.Element) -> str | None:
        address = str(reference.get("refuri", ""))
        if not address and reference.get("refid"):
            address = f"#{reference['refid']}"
        if address.startswith("%"):
            docname, _sign, anchor = address[1:].partition("#")
            return self.labels.find(docname, anchor)
        if address.startswith("#"):
            return self.labels.find(self.pages[-1], address[1:])
        return None

    # --- Text, and what has none ---------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils has named it)
        """Write text."""
        self.write(breakable(node.astext(), escape.markup(node.astext())))


def _footnotes(
    elements: Iterable[tuple[nodes.Element, str]],
) -> dict[tuple[str, str], nodes.footnote]:
    """Return the footnotes among *elements* that a mark calls, by page and id."""
    return {
        (page, name): node
        for node, page in elements
        if isinstance(node, nodes.footnote)
        for name in node["ids"]
    }


def _with_pages(document: nodes.document, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Yield each element of *document*, in reading order, with the page that it stands on."""
    pending: list[tuple[nodes.Node, str]] = [(document, docname)]
    while pending:
        node, page = pending.pop()
        if isinstance(node, addnodes.start_of_file):
            page = node["docname"]
        if isinstance(node, nodes.Element):
            yield node, page
        pending += [(child, page) for child in reversed(node.children)]


def breakable(text: str, written: str) -> str:
    """Return what is *written* of *text* so that a run that no line can hold may be broken."""
    return f"#breakable[{written}];" if LONG_RUN.search(text) else written


def close_inline(self: TypstBase, _node: nodes.Element) -> None:
    """Close words. A sign that follows would else belong to the call: `#emph[no](yes)`."""
    self.write("];")


def close_block(self: TypstBase, _node: nodes.Element) -> None:
    """Close a block."""
    self.write("]\n\n")


def inline(function: str, **values: object) -> Pair:
    """Return the handlers of words in ``#function(values)[words];``."""
    given = escape.arguments(**values)

    def visit(self: TypstBase, node: nodes.Element) -> None:
        self.write(self.anchors(node), f"#{function}({given})[" if given else f"#{function}[")

    return visit, close_inline


def block(function: str, **values: object) -> Pair:
    """Return the handlers of blocks in ``#function(values)[…]``."""
    given = escape.arguments(**values)

    def visit(self: TypstBase, node: nodes.Element) -> None:
        self.write(self.anchors(node), f"#{function}({given})[\n" if given else f"#{function}[\n")

    return visit, close_block


def transparent() -> Pair:
    """Return the handlers of what is printed by what it holds."""

    def visit(self: TypstBase, node: nodes.Element) -> None:
        self.write(self.anchors(node))

    def depart(self: TypstBase, node: nodes.Element) -> None:
        pass

    return visit, depart


def left_out() -> Pair:
    """Return the handlers of what is not printed."""

    def visit(self: TypstBase, node: nodes.Element) -> None:
        self.write(self.anchors(node))
        raise nodes.SkipNode

    return visit, None
