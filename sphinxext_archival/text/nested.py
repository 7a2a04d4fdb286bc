"""A document that begins inside the text of another is taken out of it, with all that follows it.

Its header was written before the fence of the text above was closed. Left where it is, it would be
printed in the middle of that text, whose notes would come before the words that they explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..diagnostics import Diagnostic, place_of, warn
from ..nodes import (
    archival_entity,
    archival_headnote,
    archival_insertion_block,
    archival_note,
    archival_summary,
    archival_transcript,
    archival_turn,
    is_edited_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: dict[type[nodes.Element], str] = {
    archival_headnote: "document",
    archival_insertion_block: "insertion",
    archival_note: "ednote",
}
_NOTHING_WITHOUT_WORDS = archival_transcript | archival_insertion_block | archival_summary


class TakeDocumentsOut(SphinxTransform):
    """Let every document of a file begin outside of the text of others."""

    default_priority = 4  # before turns are numbered (5): they belong to the header above them

    def apply(self, **_kwargs: Any) -> None:
        """Report the documents and take them out."""
        nested = [
            (headnote, around)
            for headnote in self.document.findall(archival_headnote)
            if (around := [at for at in _ancestors(headnote) if holds_words(at)])
        ]
        for headnote, around in nested:
            _report(headnote, around, self.env.docname)
        # The last first: what follows several of them is then moved once.
        for headnote, _around in reversed(nested):
            _take_out(headnote)


def holds_words(node: nodes.Node) -> bool:
    """Say whether *node* is an element of ours, or a footnote, in which no document can begin."""
    kinds = nodes.footnote | archival_headnote | archival_summary | archival_entity
    return is_edited_text(node) or isinstance(node, kinds)


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def _report(headnote: archival_headnote, around: list[nodes.Element], docname: str) -> None:
    where = " inside ".join(
        f"the {name} of line {at.line}" if at.line else f"a {name}"
        for at in around
        if (name := _name_of(at))
    )
    moved = ", and is taken out of it with all that follows" if holds_words(headnote.parent) else ""
    warn(
        Diagnostic.NESTED_DOCUMENT,
        f"document: “{headnote['identifier']}” begins inside {where}{moved}; close that before the "
        f"next {{document}}",
        place_of(headnote, docname),
    )


def _name_of(element: nodes.Element) -> str:
    """Return the name of the directive that *element* was written with."""
    if isinstance(element, archival_summary):
        return ""  # its headnote is named
    if isinstance(element, archival_turn) and not element.get("explicit"):
        return ""  # it ends by itself
    if isinstance(element, archival_entity):
        return str(element["kind"])
    return _NAMES.get(type(element)) or type(element).__name__.removeprefix("archival_")


def _take_out(headnote: archival_headnote) -> None:
    """Put *headnote*, and what follows it in its text, behind the text.

    In a list or a table it stays, because a part of those is none of them.
    """
    rest: list[nodes.Node] = []
    at: nodes.Element = headnote
    while holds_words(at.parent):
        outer = at.parent
        place = outer.index(at)
        rest += outer.children[place + 1 :]
        del outer[place if at is headnote or _is_empty(at) else place + 1 :]
        at = outer
    if at is headnote:
        return
    place = at.parent.index(at)
    out = [headnote, *([_text(rest)] if rest else [])]
    if _is_empty(at):
        at.parent[place : place + 1] = out
    else:
        at.parent.insert(place + 1, out)


def _is_empty(element: nodes.Element) -> bool:
    return isinstance(element, _NOTHING_WITHOUT_WORDS) and not element.children


def _text(blocks: list[nodes.Node]) -> archival_transcript:
    text = archival_transcript("", *blocks, support_smartquotes=False)
    text.source, text.line = blocks[0].source, blocks[0].line
    return text
