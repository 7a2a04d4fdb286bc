"""Post-transforms: what only the whole edition knows is put into a page as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogue import _
from ..diagnostics import Diagnostic, did_you_mean, warn
from ..model.listing import DOCUMENT_VIEWS, DocumentListing, RegisterListing, StatisticsRequest
from ..nodes import (
    HAS_OVERVIEW,
    archival_documents,
    archival_entity,
    archival_entry,
    archival_headnote,
    archival_mention,
    archival_register,
    archival_statistics,
    archival_summary,
    archival_text,
)
from . import citing
from .charts import Charts
from .homes import listed
from .listings import Listings
from .mentions import Linker
from .one_page import keep_ours
from .participants import participants
from .parts import NUMBERED, renumber
from .words import words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from . import ArchivalDomain


class FillPage(SphinxPostTransform):
    """Number later parts on, link names and fill listings, before references are resolved."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Fill the page that is being written."""
        domain: ArchivalDomain = self.env.get_domain("archival")  # type: ignore[assignment]
        found = self._ours()
        renumber((node for kind in NUMBERED for node in found[kind]), domain.index)
        linker = Linker(domain)
        linker.link_mentions(found[archival_mention])
        linker.link_texts(found[archival_text])
        terms = self._fill_listings(domain, found)
        if domain.edition.builder is not None and domain.edition.builder.name == "singlehtml":
            ours = [node for kind in (*NUMBERED, archival_entity) for node in found[kind]]
            keep_ours(self.document, [*ours, *terms], self.env.docname)

    def _ours(self) -> dict[type[nodes.Node], list[Any]]:
        """Return what is to be filled, by class: one walk, because a page has many nodes."""
        found: dict[type[nodes.Node], list[Any]] = {kind: [] for kind in _FILLED}
        for node in self.document.findall():
            if type(node) in found:
                found[type(node)].append(node)
        return found

    def _fill_listings(
        self, domain: ArchivalDomain, found: dict[type[nodes.Node], list[Any]]
    ) -> list[nodes.term]:
        """Fill the listings, and return the entries of registers."""
        builder = domain.edition.builder
        if builder is None:
            return []
        has_listings = any(found[kind] for kind in _LISTINGS)
        pages = _pages(found[addnodes.start_of_file]) if has_listings else {}

        def listings_at(node: nodes.Node) -> Listings:
            return Listings(domain, builder, pages.get(id(node), self.env.docname))

        anchored: set[str] = set()
        terms: list[nodes.term] = []
        for register in found[archival_register]:
            notes = {entry["key"]: entry.children for entry in register.findall(archival_entry)}
            listing = RegisterListing.from_attributes(register["listing"])
            entries = listed(domain.index, listing)
            made = listings_at(register).register(entries, notes)
            _anchor_once(made, anchored)
            terms += made.findall(nodes.term)
            register.replace_self(made)
        for place, documents in enumerate(found[archival_documents], start=1):
            wanted = DocumentListing.from_attributes(documents["listing"])
            name = f"archival-documents-{place}"
            if builder.format == "html" and wanted.view != DOCUMENT_VIEWS[0]:
                self.document[HAS_OVERVIEW] = True
            documents.replace_self(listings_at(documents).documents(wanted, name))
        for statistics in found[archival_statistics]:
            statistics.replace_self(_statistics(domain, statistics, listings_at(statistics)))
        defined: set[str] = set()
        for node in found[archival_entity]:
            docname = pages.get(id(node), self.env.docname)
            anchor = domain.index.addresses.of_entity(node["kind"], node["key"], docname)
            node["ids"][0] = anchor
            if node["key"] in defined or domain.index.defined.get(node["key"]) != (docname, anchor):
                # A key that is defined twice has one home: an anchor may stand once only.
                del node["ids"][0]
            defined.add(node["key"])
            node.extend(listings_at(node).places(node["key"]))
        return terms


_LISTINGS = (archival_register, archival_documents, archival_statistics, archival_entity)
_FILLED = (*NUMBERED, *_LISTINGS, archival_mention, archival_text, addnodes.start_of_file)


def _statistics(
    domain: ArchivalDomain, node: nodes.Element, listings: Listings
) -> list[nodes.Node]:
    """Return the figures that *node* asks for, or a sentence where it names no document."""
    request = StatisticsRequest.from_attributes(node["request"])
    if request.document and request.document not in domain.index.documents:
        near = did_you_mean(request.document, domain.index.documents)
        message = f"statistics: there is no document “{request.document}”{near}"
        warn(Diagnostic.UNKNOWN_REFERENCE, message, node)
        return [nodes.paragraph("", _("There are no documents."))]
    return Charts(listings).statistics_of(request)


def _pages(files: list[nodes.Element]) -> dict[int, str]:
    """Return the page that each listing stands on, where a builder puts pages into one.

    From above: what such a builder puts together does not know its new parents.
    """
    return {
        id(listing): page["docname"]
        for page in files
        for listing in page.findall(nodes.Element)
        if isinstance(listing, _LISTINGS)
    }


def _anchor_once(listing: nodes.Element, anchored: set[str]) -> None:
    """Take from *listing* the anchors that another register has set, and add its own to them."""
    for term in listing.findall(nodes.term):
        term["ids"] = [anchor for anchor in term["ids"] if anchor not in anchored]
        anchored.update(term["ids"])


class DescribeDocuments(SphinxPostTransform):
    """Say on each headnote what the head of its page says, once references have their words."""

    default_priority = 20  # after the references (10)

    def run(self, **_kwargs: Any) -> None:
        """Describe the documents of the page that is being written."""
        domain: ArchivalDomain = self.env.get_domain("archival")  # type: ignore[assignment]
        for headnote in self.document.findall(archival_headnote):
            headnote["participants"] = participants(domain.index, headnote["metadata"])
            headnote["summary"] = " ".join(map(words_of, headnote.findall(archival_summary)))
            if citing.are_made(domain.edition.builder, self.config):
                headnote["citation"] = citing.citation(domain, headnote)


def setup(app: Sphinx) -> None:
    """Add the post-transforms."""
    app.add_post_transform(FillPage)
    app.add_post_transform(DescribeDocuments)
