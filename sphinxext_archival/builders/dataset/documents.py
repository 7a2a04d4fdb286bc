"""The documents of an edition in the order in which a dataset has them, with their pages.

The order is that of the toctree, as a reader meets them, and on a page that of its text. So each
page is read once, however many documents are on it, and is let go before the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...domain.addresses import free_anchor
from ...domain.homes import in_toctree_order
from ...nodes import archival_headnote
from .names import mark_names
from .text import roots_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils import nodes

    from ...domain import ArchivalDomain
    from ...domain.records import DocumentRecord

_KEPT = 2
"""How many pages are kept: two documents may take turns in the files they go on in."""


class Document(NamedTuple):
    """A document: the name that no other row has, and its files."""

    identifier: str
    files: Sequence[DocumentRecord]

    @property
    def first(self) -> DocumentRecord:
        """The file it begins in."""
        return self.files[0]


def documents(domain: ArchivalDomain) -> Iterator[Document]:
    """Yield all documents; a second one of an identifier has a name of its own."""
    index = domain.index
    taken = set(index.documents)
    again = {(record.docname, record.ordinal) for _first, record in index.duplicates}
    for docname in in_toctree_order(domain.env, set(index.pages)):
        for record in index.pages[docname].documents:
            files = index.documents[record.identifier]
            if (docname, record.ordinal) in again:
                name = free_anchor(record.identifier, taken)
                taken.add(name)
                yield Document(name, [record])
            elif (docname, record.ordinal) == (files[0].docname, files[0].ordinal):
                yield Document(record.identifier, files)


class Page:
    """A page as a writer would get it, with its names marked: of each document, by its ordinal."""

    def __init__(self, tree: nodes.document) -> None:
        """Find in *tree* what belongs to each document."""
        self.roots = roots_of(tree)
        self.headnotes = {node["ordinal"]: node for node in tree.findall(archival_headnote)}


class Pages:
    """The pages of an edition; each is let go when others have been asked for."""

    def __init__(self, domain: ArchivalDomain) -> None:
        """Begin with none."""
        self._domain = domain
        self._kept: dict[str, Page] = {}

    def __getitem__(self, docname: str) -> Page:
        """Return a page."""
        page = self._kept.pop(docname, None) or self._read(docname)
        self._kept[docname] = page
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return page

    def _read(self, docname: str) -> Page:
        env = self._domain.env
        tree = env.get_doctree(docname)
        # Sphinx keeps what it has read, for a writer that comes to the same page again.
        for cache in ("_pickled_doctree_cache", "_write_doc_doctree_cache"):
            getattr(env, cache, {}).pop(docname, None)
        mark_names(tree, self._domain.index)
        env.apply_post_transforms(tree, docname)
        return Page(tree)
