"""The nodes of an edition: what the markup builds and the writers read.

Each derives from a docutils node that keeps its text in any builder, so that a writer that does
not know it prints its words. Attributes hold plain text, numbers and lists only: doctrees are
pickled, and writers ask nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from sphinx.application import Sphinx


class archival_headnote(nodes.container):
    """The header of a document: ``identifier``, ``part``, ``metadata``, ``title``.

    ``docname`` and ``ordinal`` (from 0) say which document of which file it is; the turns, notes
    and markers of the document say the same of themselves. When it is written also ``summary``
    (text) and ``participants``: for each a mapping of ``key``, ``kind``, ``name`` and ``same_as``
    (addresses).
    """


class archival_summary(nodes.container):
    """The editor's summary in a headnote."""


class archival_transcript(nodes.container):
    """The words of a document, or of a stretch of it."""


class archival_turn(nodes.container):
    """One speaker's turn.

    ``number`` (text), ``speakers`` (keys), ``label`` (as printed), ``pinned``, ``cert``, ``resp``.
    """


class archival_speaker(nodes.inline):
    """A speaker label with its delimiter, as printed: ``speakers`` (keys)."""


class archival_mention(nodes.reference):
    """A name that is linked without markup: ``key``, ``refdoc``.

    It becomes a reference by getting its address when the page is written. It holds a name in which
    something stands (``P[eter] Tomsen``); nearly all others are known of in their text.
    """


class Name(NamedTuple):
    """Where in a text a name stands (from, to), the key of whom it names, and its link.

    The link is the attributes of a reference; it is there when the page is being written.
    """

    start: int
    end: int
    key: str
    link: dict[str, Any] | None = None


class archival_text(nodes.Text):
    """Text in which names are known: ``names``, in its order, and ``refdoc``, its page.

    A page of a transcript names somebody hundreds of times. An element for each, and a text between
    two of them, would double the nodes that every transform and writer walks through. So a text
    says itself where they are. HTML is written from that; for all other formats the
    text becomes :class:`archival_mention` and plain text when its page is written.
    """

    names: tuple[Name, ...] = ()
    refdoc: str = ""

    @classmethod
    def of(cls, text: str, names: Iterable[Name], refdoc: str) -> Self:
        """Return *text* with its *names*, on the page *refdoc*."""
        node = cls(text)
        node.names, node.refdoc = tuple(names), refdoc
        return node

    def copy(self) -> Self:
        """Return a copy that knows the same names."""
        return self.of(str(self), self.names, self.refdoc)

    def elements(self) -> Iterator[nodes.Node]:
        """Yield each name as an :class:`archival_mention`, and the plain texts between them."""
        at = 0
        for start, end, key, link in self.names:
            if start > at:
                yield nodes.Text(self[at:start])
            words = nodes.Text(self[start:end])
            yield archival_mention("", "", words, key=key, refdoc=self.refdoc, **(link or {}))
            at = end
        if at < len(self):
            yield nodes.Text(self[at:])

    def pformat(self, indent: str = "    ", level: int = 0) -> str:
        """Return the text as it is printed for debugging, and with it its names."""
        return "".join(part.pformat(indent, level) for part in self.elements())


class archival_stage(nodes.paragraph):
    """A stage remark: a paragraph that is one bracketed remark."""


class archival_insertion(nodes.inline):
    """What a translator or editor put into a sentence: ``kind``, ``resp``, ``attributes``."""


class archival_bracket(nodes.inline):
    """A bracket around an insertion: printed as it is, but known for what it is."""


class archival_insertion_block(nodes.container):
    """An inserted paragraph or more: ``kind``, ``resp``."""


class archival_feature(nodes.inline):
    """What the source shows beside its words: ``feature``, ``place``, ``hand``."""


class archival_enclosure(nodes.container):
    """A text enclosed in a document: ``title``."""


class archival_page(nodes.inline):
    """Where a page of the source begins: ``n`` (``?`` where it must have begun)."""


class archival_emendation(nodes.inline):
    """What the edition prints in place of what the source has: ``source``."""


class archival_noteref(nodes.inline):
    """A marker of an editorial note: ``key``, ``note_type``, ``refid``, ``number``."""


class archival_notes(nodes.container):
    """All editorial notes of a document."""


class archival_note(nodes.container):
    """An editorial note: ``key``, ``note_type``, ``label``, ``number``, ``resp``, ``backrefs``."""


class archival_entity(nodes.container):
    """An entity defined in place: ``key``, ``kind``."""


class archival_register(nodes.container):
    """Where a listing of entities goes: ``listing``. Its children hold the entries' notes."""


class archival_entry(nodes.container):
    """An entity in a listing: ``key``; its children are the note, parsed."""


class archival_documents(nodes.container):
    """Where a listing of documents goes: ``listing``."""


class archival_statistics(nodes.container):
    """Where figures of a document or of the edition go: ``request``."""


class archival_fidelity(nodes.container):
    """Where it is said whether a text is its source's: ``document`` (all where it is empty)."""


HAS_OVERVIEW = "archival_overview"
"""The attribute of a document, while it is written as HTML, that has cards or charts."""


class archival_chart(nodes.container):
    """A picture of figures: ``chart``, ``caption``, ``rows``; its children say the same in words.

    ``chart`` is ``speech``, ``share``, ``mentions`` or ``timeline``; what its ``rows`` are tells
    the function that draws it. It is made for HTML alone: elsewhere the words are all there is.
    """


class archival_pageref(nodes.inline):
    """The page of a place in a printed edition: ``refuri``. Only paged writers know it."""


class archival_mark(nodes.inline):
    """Where an entity occurs in print: ``key``, ``role``. Only paged writers know it."""


class archival_index(nodes.container):
    """A printed index: ``kind``; ``entries``, each of ``key``, ``name`` and ``years``; ``roles``.

    ``roles`` are pairs of a role and what it is called, in the order of an entry.
    """


NODES: tuple[type[nodes.Element], ...] = (
    archival_headnote,
    archival_summary,
    archival_transcript,
    archival_turn,
    archival_speaker,
    archival_mention,
    archival_stage,
    archival_insertion,
    archival_bracket,
    archival_insertion_block,
    archival_feature,
    archival_enclosure,
    archival_page,
    archival_emendation,
    archival_noteref,
    archival_notes,
    archival_note,
    archival_entity,
    archival_register,
    archival_entry,
    archival_documents,
    archival_statistics,
    archival_fidelity,
    archival_chart,
    archival_pageref,
    archival_mark,
    archival_index,
)


_EDITED_TEXT = (
    archival_transcript,
    archival_turn,
    archival_note,
    archival_insertion_block,
    archival_enclosure,
)


def is_edited_text(node: nodes.Node) -> bool:
    """Say whether *node* is a block whose words are the document's or its notes'."""
    return isinstance(node, _EDITED_TEXT)


def setup(app: Sphinx) -> None:
    """Make the nodes known to builders that write every node by its class (``xml``)."""
    for node in NODES:
        app.add_node(node)
    app.add_node(archival_text)  # type: ignore[arg-type]
