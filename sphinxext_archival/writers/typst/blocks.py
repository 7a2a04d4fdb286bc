"""Blocks: sections, paragraphs, quotations, code, admonitions."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ...catalogue import _
from ...nodes import archival_headnote, archival_noteref, archival_turn
from . import escape
from .base import block, breakable, left_out, transparent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..translator import Handlers
    from .base import TypstBase


def visit_document(self: TypstBase, _node: nodes.Element) -> None:
    """Write the anchor of the first page."""
    self.write(self.anchor(""))


def visit_start_of_file(self: TypstBase, node: nodes.Element) -> None:
    """Begin another page of the project: labels are its own."""
    self.pages.append(node["docname"])
    if self.is_book:
        self.write("\n#page-start()\n")
    self.write(self.anchor(""))


def depart_start_of_file(self: TypstBase, _node: nodes.Element) -> None:
    """Go back to the page before."""
    self.pages.pop()
    if self.is_book:
        self.write("\n#page-start()\n")


def visit_section(self: TypstBase, _node: nodes.Element) -> None:
    """Go one level down."""
    self.level += 1


def depart_section(self: TypstBase, node: nodes.Element) -> None:
    """Go one level up; a document ends with its section."""
    self.level -= 1
    if any(isinstance(child, archival_headnote) for child in node.children):
        self.write("#document-end()\n\n")


def visit_title(self: TypstBase, node: nodes.Element) -> None:
    """Write a heading, or the title of something else."""
    parent = node.parent
    if isinstance(parent, nodes.section):
        is_title = node.astext() == self.document.get("book_title") and not _has_notes(node)
        if parent is self.start_section and is_title and not _has_own_words(parent):
            # It stands on the title page, and introduces nothing.
            self.write(self.anchor(parent["ids"][0]) if parent["ids"] else "")
            raise nodes.SkipNode
        self.in_title = True
        words = self.captured(node.children).strip()
        self.in_title = False
        if parent is self.start_section and is_title:
            # The title of the book stands on its title page; this is what is said first in it.
            words = escape.markup(str(_("Introduction")))
        if not "".join(node.findall(nodes.Text)).strip():
            words += escape.markup(_instead_of_words(node))
        self.write(*self.before_title)
        self.before_title = []
        label = self.labels.find(self.pages[-1], parent["ids"][0]) if parent["ids"] else None
        given = escape.arguments(level=_level(self, parent))
        here = ""
        if label is not None and label not in self.written:
            self.written.add(label)
            here = f"#label({escape.string(label)})"
        self.write(f"\n#heading({given})[{words}]{here}\n\n")
    elif isinstance(parent, nodes.table):
        raise nodes.SkipNode  # its caption
    else:
        self.write(f"#rubric[{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def _has_notes(title: nodes.Element) -> bool:
    kinds = nodes.footnote_reference | archival_noteref
    return any(isinstance(node, kinds) for node in title.findall())


def _instead_of_words(title: nodes.Element) -> str:
    """Return what is read out of a heading that has only an image, or nothing."""
    alternatives = [image.get("alt", "") for image in title.findall(nodes.image)]
    return " ".join(filter(None, alternatives)) or "…"


def _has_own_words(section: nodes.Element) -> bool:
    """Say whether a page says anything before the pages below it."""
    before = takewhile(lambda child: not _holds_pages(child), section.children)
    return any(not isinstance(child, nodes.title) for child in before)


def _holds_pages(node: nodes.Node) -> bool:
    return (
        isinstance(node, addnodes.start_of_file)
        or next(node.findall(addnodes.start_of_file), None) is not None
    )


def _level(self: TypstBase, section: nodes.Element) -> int:
    """Return the level of a heading. In a book, the page that it starts with is its first chapter.

    What stands below that page are chapters too, and so are its sections that hold them.
    """
    if not self.is_book or section is self.start_section:
        return max(self.level, 1)
    if len(self.pages) == 1 and not _is_chapter(section, self.start_section):
        return self.level
    return max(self.level - 1, 1)


def _is_chapter(section: nodes.Element, start: nodes.Element | None) -> bool:
    """Say whether a section of the start page holds pages, or is one of the indexes."""
    at = section
    while at is not start and at is not None:
        if "archival-indexes" in at["classes"] or _holds_pages(at):
            return True
        at = at.parent
    return False


def visit_subtitle(self: TypstBase, node: nodes.Element) -> None:
    """Write a subtitle as a line of its own."""
    self.write(f"#rubric[{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def visit_paragraph(self: TypstBase, node: nodes.Element) -> None:
    """Begin a paragraph; the first of a turn is told from those that follow.

    Where an entity occurs is said by pages: the numbers of turns are for screens.
    """
    self.write(self.anchors(node))
    if "key" in node and "archival-places" in node["classes"]:
        key, role = escape.string(node["key"]), escape.string(node["role"])
        caption = escape.string(node.children[0].astext())
        self.write(f"#occurrences({key}, {role}, {caption})\n\n")
        raise nodes.SkipNode
    if _begins_a_turn(node):
        self.write("#first-paragraph[")


def depart_paragraph(self: TypstBase, node: nodes.Element) -> None:
    """End the paragraph."""
    self.write("]\n\n" if _begins_a_turn(node) else "\n\n")


def _begins_a_turn(node: nodes.Element) -> bool:
    turn = node.parent
    return isinstance(turn, archival_turn) and turn.children[0] is node


def visit_block_quote(self: TypstBase, node: nodes.Element) -> None:
    """Write a quotation; who said it stands below."""
    said = [child for child in node.children if isinstance(child, nodes.attribution)]
    words = [child for child in node.children if child not in said]
    source = f"attribution: {self.content(said[0].children)}, " if said else ""
    self.write(self.anchors(node), f"#quotation({source})[\n{self.captured(words)}]\n\n")
    raise nodes.SkipNode


def visit_line_block(self: TypstBase, node: nodes.Element) -> None:
    """Write lines that break where they were broken, each with the depth that it is indented."""
    lines = "".join(f"({depth}, {self.content([line])}),\n" for depth, line in _lines(node))
    self.write(self.anchors(node), f"#verses(\n{lines})\n\n")
    raise nodes.SkipNode


def _lines(block: nodes.Element, depth: int = 0) -> Iterator[tuple[int, nodes.Node]]:
    for line in block.children:
        if isinstance(line, nodes.line_block):
            yield from _lines(line, depth + 1)
        else:
            yield depth, line


def visit_literal_block(self: TypstBase, node: nodes.Element) -> None:
    """Write code, character by character."""
    language = node.get("language", "none")
    known = None if language in {"none", "default", "text"} else language
    text = escape.string(node.astext())
    given = escape.arguments(block=True, lang=known)
    call = breakable(node.astext(), f"#raw({text}, {given})")
    self.write(self.anchors(node), f"{call}\n\n")
    raise nodes.SkipNode


def visit_admonition(self: TypstBase, node: nodes.Element) -> None:
    """Write an admonition with its title, which some name and others have by their class."""
    kind = type(node).__name__
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    rest = [child for child in node.children if child is not title]
    if title is not None:
        words = self.content(title.children)
    else:
        words = f"[{escape.markup(str(admonitionlabels.get(kind, kind)))}]"
    kinds = node["classes"] if kind == "admonition" else [kind]
    given = escape.string(str(kinds[0])) if kinds else '""'
    self.write(self.anchors(node), f"#admonition({given}, {words})[\n{self.captured(rest)}]\n\n")
    raise nodes.SkipNode


def visit_transition(self: TypstBase, node: nodes.Element) -> None:
    """Write a line across."""
    self.write(self.anchors(node), "#transition()\n\n")
    raise nodes.SkipNode


_PANELS = frozenset({"card", "tab-item", "dropdown"})


def visit_container(self: TypstBase, node: nodes.Element) -> None:
    """Write what sphinx-design shows in a box as a block of its own, and others as they are."""
    self.write(self.anchors(node))
    if node.get("design_component") in _PANELS:
        self.write("#panel[\n")


def depart_container(self: TypstBase, node: nodes.Element) -> None:
    """End the block."""
    if node.get("design_component") in _PANELS:
        self.write("]\n\n")


def visit_rubric(self: TypstBase, node: nodes.Element) -> None:
    """Write a heading that is none of the volume's."""
    self.write(f"#rubric[{self.anchors(node)}{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def visit_footnote(self: TypstBase, node: nodes.Element) -> None:
    """Write a footnote that no mark has called, or a citation, where it stands."""
    if isinstance(node, nodes.footnote) and (self.pages[-1], node["ids"][0]) not in self.footnotes:
        raise nodes.SkipNode  # its mark has written it
    label, *rest = node.children
    words = f"[{escape.markup(label.astext())}]"
    self.write(f"#cited({words})[{self.anchors(node)}{self.captured(rest).strip()}]\n\n")
    raise nodes.SkipNode


_ADMONITIONS = (
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
    *("seealso", "tip", "todo_node", "warning"),
)

HANDLERS: Handlers = {
    "document": (visit_document, None),
    "start_of_file": (visit_start_of_file, depart_start_of_file),
    "section": (visit_section, depart_section),
    "title": (visit_title, None),
    "subtitle": (visit_subtitle, None),
    "paragraph": (visit_paragraph, depart_paragraph),
    "compact_paragraph": (visit_paragraph, depart_paragraph),
    "compound": transparent(),
    "container": (visit_container, depart_container),
    # sphinx-design: words of a card or a tab that stand as a paragraph.
    "PassthroughTextElement": (visit_paragraph, depart_paragraph),
    "block_quote": (visit_block_quote, None),
    "line_block": (visit_line_block, None),
    "line": transparent(),
    "literal_block": (visit_literal_block, None),
    "doctest_block": (visit_literal_block, None),
    "topic": block("aside"),
    "sidebar": block("aside"),
    "transition": (visit_transition, None),
    "rubric": (visit_rubric, None),
    "centered": block("centered"),
    "versionmodified": transparent(),
    "only": transparent(),
    "footnote": (visit_footnote, None),
    "citation": (visit_footnote, None),
    "decoration": left_out(),
    **dict.fromkeys(_ADMONITIONS, (visit_admonition, None)),
}
