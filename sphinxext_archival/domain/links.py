"""Links within the edition: made in one place, because one builder needs them otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from .edition import Address


def make_link(
    builder: Builder, docname: str, address: Address, words: nodes.Node, title: str = ""
) -> nodes.reference:
    """Return a link from the page *docname* to *address*; ``NoUri`` is raised where none is."""
    link = nodes.reference("", "", words, internal=True, **target_of(builder, docname, address))
    if title:
        link["reftitle"] = title
    return link


def target_of(builder: Builder, docname: str, address: Address) -> dict[str, str]:
    """Return the attributes by which a reference from the page *docname* leads to *address*.

    ``singlehtml`` writes ``#document-page#anchor`` since Sphinx 8.2, which leads nowhere
    (sphinx#14221): there all is on one page, and our anchors are unique in a project.
    """
    if address.anchor and (address.docname == docname or builder.name == "singlehtml"):
        return {"refid": address.anchor}
    if builder.name == "singlehtml" and address.docname == builder.config.root_doc:
        return {"refuri": "#"}
    anchor = f"#{address.anchor}" if address.anchor else ""
    return {"refuri": _relative_uri(builder, docname, address.docname) + anchor}


_known: WeakKeyDictionary[Builder, dict[tuple[str, str], str]] = WeakKeyDictionary()


def _relative_uri(builder: Builder, docname: str, to: str) -> str:
    """Return where *to* is from *docname*: a page has a hundred links to the same few pages.

    Not for what has volumes (LaTeX): a page that is in one of them need not be in the next.
    """
    if builder.format != "html":
        return builder.get_relative_uri(docname, to)
    known = _known.setdefault(builder, {})
    if (docname, to) not in known:
        if any(page != docname for page, _ in known):
            known.clear()
        known[docname, to] = builder.get_relative_uri(docname, to)
    return known[docname, to]
