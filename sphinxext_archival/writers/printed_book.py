"""An edition as a book: its start page is the introduction, and each of its pages has a head.

Only where the volume is an edition (:func:`is_book`). A manual that shows a document among other
things keeps the look and the order that Sphinx gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogue import _
from ..model.description import display_date
from ..nodes import archival_headnote, archival_noteref
from .printed_index import INDEXES

if TYPE_CHECKING:
    from sphinx.config import Config

_LONGEST_HEAD = 60
# Before 8.2 the cells of a table that may break across pages are one line each, however long.
_LONG_TABLES_BREAK_LINES = sphinx.version_info >= (8, 2)
_LONGEST_UNBROKEN_TABLE = 8


class archival_running_head(nodes.inline):  # noqa: N801 (docutils names node classes in lower case)
    """What stands above the right-hand pages from here on: ``words``."""


def is_book(config: Config) -> bool:
    """Say whether the project is an edition, and has chosen no look of its own."""
    return (
        config.primary_domain == "archival"
        and config.latex_theme == "manual"
        and not config.latex_docclass
    )


class MakeBook(SphinxPostTransform):
    """Bring the volume into the order of a book, once all of its words are there."""

    default_priority = 580  # before the anchors (590)
    formats = ("latex",)

    def run(self, **_kwargs: Any) -> None:
        """Arrange the volume, if it is a book."""
        if not is_book(self.config):
            return
        volume = next(self.document.findall(nodes.section), None)
        if volume is None:
            return
        _make_introduction(volume)
        for table in self.document.findall(nodes.table) if _LONG_TABLES_BREAK_LINES else ():
            if len(list(table.findall(nodes.row))) > _LONGEST_UNBROKEN_TABLE:
                # Sphinx moves other tables to the next page whole, and leaves this one half empty.
                table["classes"].append("longtable")
        for chapter in _chapters(volume):
            title = next(iter(chapter.findall(nodes.title)), None)
            if title is not None:
                head = archival_running_head(words=_shortened(_words_of(title)))
                chapter.insert(chapter.index(title) + 1, head)
        for headnote in list(self.document.findall(archival_headnote)):
            head = archival_running_head(words=self._head_of(headnote))
            headnote.parent.insert(headnote.parent.index(headnote), head)

    def _head_of(self, headnote: archival_headnote) -> str:
        """Return the short title and the date of a document."""
        metadata = headnote["metadata"]
        title = metadata.get("short-title") or headnote["title"] or headnote["identifier"]
        date = metadata.get("date", "")
        words = display_date(date, self.config.language) if date else ""
        title = _shortened(title)
        return title if words in title else f"{title}, {words}"


def _make_introduction(volume: nodes.section) -> None:
    """Make the text of the start page a chapter, before the files that it lists.

    Else it would have no heading, and each of its sections would be a chapter after all others.
    Where it lists files within its sections, their order has a meaning, and stays; a document that
    stands on it is no introduction.
    """
    no_text = nodes.title | nodes.Invisible
    own = [c for c in volume.children if not isinstance(c, no_text) and not _is_index(c)]
    files = [child for child in own if any(child.findall(addnodes.start_of_file))]
    if not files or any(isinstance(child, nodes.section) for child in files):
        return
    text = [child for child in own if child not in files]
    is_document = any(isinstance(child, archival_headnote) for child in text)
    if not text or is_document:
        return
    introduction = nodes.section(ids=["archival-introduction"])
    introduction += nodes.title("", str(_("Introduction")))
    for child in text:
        volume.remove(child)
        introduction += child
    volume.insert(volume.index(files[0]), introduction)


def _is_index(node: nodes.Node) -> bool:
    return isinstance(node, nodes.section) and INDEXES in node["classes"]


def _chapters(volume: nodes.section) -> list[nodes.section]:
    """Return the sections that begin a chapter: the first ones below the title of the volume."""
    found, pending = [], list(reversed(volume.children))
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.section):
            found.append(node)
        elif isinstance(node, nodes.Element):
            pending += reversed(node.children)
    return found


def _words_of(title: nodes.Element) -> str:
    """Return the words of a *title* without the markers in it."""
    words = title.deepcopy()
    for marker in list(words.findall(archival_noteref)):
        marker.parent.remove(marker)
    return words.astext()


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= _LONGEST_HEAD:
        return title
    return title[:_LONGEST_HEAD].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
