"""What all handlers of the TEI writer share: the tree that is built, and where they stand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx import addnodes

from ...diagnostics import place_of
from ...model.characters import without_unprintable
from ...nodes import archival_note
from ..translator import VolumeTranslator
from .elements import ID, append, is_name, items_of, set_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx.builders import Builder

    from ..translator import Pair
    from .elements import Item

    Place = str | tuple[str, int | None]


class Hands:
    """Whose hand it is: those whom ``@resp`` and ``@hand`` name, each with an id of the document.

    *names* are those that the header gives to the hands it knows, as ``translator``.
    """

    def __init__(self, stem: str, names: Mapping[str, str]) -> None:
        """Begin with none of them used."""
        self._stem = stem
        self._of_name = {name: hand for hand, name in reversed(list(names.items())) if name}
        self.responsible: dict[str, str] = {}
        self.written: dict[str, str] = {}

    def resp(self, who: str) -> str | None:
        """Return the pointer to *who* is responsible: a hand of ours, or a name."""
        return self._pointer(self._of_name.get(who, who), self.responsible, "resp")

    def hand(self, who: str) -> str | None:
        """Return the pointer to *who* wrote something in the source."""
        return self._pointer(who, self.written, "hand")

    def _pointer(self, who: str, used: dict[str, str], kind: str) -> str | None:
        if not who:
            return None
        if who not in used:
            number = 1 + sum(name not in _HANDS for name in used)
            used[who] = f"{self._stem}-{who if who in _HANDS else f'{kind}{number}'}"
        return f"#{used[who]}"


_HANDS = ("translator", "editor", "source", "contributor")


@dataclass
class Setting:
    """What a document's header says that its text needs: it stands on the tree, as ``tei``.

    *original* is the language of the words that ``original`` gives, as BCP 47 has it; *facsimile*
    gives the address of the image of a page.
    """

    stem: str
    hands: Hands
    original: Callable[[str], str] = lambda _words: ""
    facsimile: Callable[[str], str] = lambda _number: ""
    kinds: dict[str, str] = field(default_factory=dict)


class TeiBase(VolumeTranslator):
    """Builds the body of a document; :attr:`root` is the element that is being filled first."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        """Begin with an empty body."""
        super().__init__(document, builder)
        self.setting: Setting = document["tei"]
        self.root = ET.Element("body")
        self.stack = [self.root]
        self.nodes: dict[ET.Element, tuple[nodes.Node, str]] = {}
        self.taken: set[str] = set()
        self.notes = {
            note["ids"][0]: note for note in document.findall(archival_note) if note["ids"]
        }
        self.footnotes = {
            name: note for note in document.findall(nodes.footnote) for name in note["ids"]
        }
        self.numbers = {name: place for place, name in enumerate(self.footnotes, start=1)}
        self.placed: set[str] = set()
        self.preserves_space = False

    @property
    def here(self) -> ET.Element:
        """The element that is open."""
        return self.stack[-1]

    def open(
        self, tag: str, node: nodes.Node | None = None, attributes: Mapping[str, str | None] = {}
    ) -> ET.Element:
        """Begin an element, which is what *node* becomes."""
        made = self.made(tag, node, attributes)
        append(self.here, made)
        self.stack.append(made)
        return made

    def close(self, *_node: nodes.Node) -> None:
        """End the element that is open."""
        self.stack.pop()

    def add(
        self, tag: str, node: nodes.Node | None = None, attributes: Mapping[str, str | None] = {}
    ) -> ET.Element:
        """Write an element without content."""
        made = self.open(tag, node, attributes)
        self.close()
        return made

    def made(
        self, tag: str, node: nodes.Node | None, attributes: Mapping[str, str | None]
    ) -> ET.Element:
        """Return an element that knows where *node* stands."""
        made = ET.Element(tag)
        set_attributes(made, attributes)
        if node is not None:
            self.nodes[made] = node, self.pages[-1]
        return made

    def keep(self, made: ET.Element, original: ET.Element) -> None:
        """Let *made* stand where *original* does."""
        if original in self.nodes:
            self.nodes[made] = self.nodes[original]

    def place(self, made: ET.Element) -> Place | None:
        """Return where in the project it stands what has become *made*, if that is known."""
        known = self.nodes.get(made)
        return place_of(*known) if known is not None else None

    def text(self, words: str) -> None:
        """Write *words*; the ends of lines in a paragraph are blanks."""
        words = without_unprintable(words)
        append(self.here, words if self.preserves_space else words.replace("\n", " "))

    def write(self, children: Sequence[nodes.Node]) -> None:
        """Write what *children* are."""
        for child in children:
            child.walkabout(self)

    def captured(self, children: Sequence[nodes.Node]) -> list[Item]:
        """Return what *children* become, without writing it."""
        with self.inside(ET.Element("captured")) as holder:
            self.write(children)
        return items_of(holder)

    @contextmanager
    def inside(self, holder: ET.Element) -> Iterator[ET.Element]:
        """Write into *holder* for a while."""
        stack, self.stack = self.stack, [holder]
        try:
            yield holder
        finally:
            self.stack = stack

    def own_id(self, node: nodes.Element) -> dict[str, str | None]:
        """Return ``xml:id`` for the anchor of *node*, where it has one of the document's."""
        ids: list[str] = node.get("ids", [])
        for name in ids:
            if self.is_anchor(name) and name not in self.taken:
                self.taken.add(name)
                return {ID: name}
        return {}

    def is_anchor(self, name: str) -> bool:
        """Say whether *name* is an anchor of the document, and not one of its page."""
        stem = self.setting.stem
        return (name == stem or name.startswith(f"{stem}-")) and is_name(name)

    # --- Text, and what has none ---------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils has named it)
        """Write text."""
        self.text(node.astext())

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Begin another page of the project."""
        self.pages.append(node["docname"])

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """Go back to the page before."""
        self.pages.pop()


def is_start_of_file(node: nodes.Node) -> bool:
    """Say whether *node* holds a page of the project."""
    return isinstance(node, addnodes.start_of_file)


def wrap(tag: str, **attributes: str) -> Pair:
    """Return the handlers of what becomes an element *tag*."""

    def visit(self: TeiBase, node: nodes.Element) -> None:
        self.open(tag, node, {**attributes, **self.own_id(node)})

    def depart(self: TeiBase, node: nodes.Element) -> None:
        self.close()

    return visit, depart


def transparent() -> Pair:
    """Return the handlers of what is written by what it holds."""

    def visit(self: TeiBase, node: nodes.Element) -> None:
        pass

    return visit, visit


def left_out() -> Pair:
    """Return the handlers of what is not written."""

    def visit(self: TeiBase, node: nodes.Element) -> None:
        raise nodes.SkipNode

    return visit, None
