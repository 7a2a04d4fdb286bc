"""Post-transforms: what only the whole edition knows is put into a page as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from ..model.listing import DocumentListing, RegisterListing
from ..nodes import archival_documents, archival_entity, archival_headnote, archival_register
from .homes import listed
from .listings import Listings
from .parts import renumber

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from . import ArchivalDomain


class FillPage(SphinxPostTransform):
    """Number later parts of documents on, and fill listings, before references are resolved."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Fill the page that is being written."""
        domain: ArchivalDomain = self.env.get_domain("archival")  # type: ignore[assignment]
        docname = self.env.docname
        if docname not in domain.pages:
            return
        for headnote in list(self.document.findall(archival_headnote)):
            renumber(self.document, headnote, domain.index)
        builder = domain.edition.builder
        assert builder is not None
        listings = Listings(domain, builder, docname)
        for node in list(self.document.findall(archival_register)):
            notes = {entry["key"]: entry.children for entry in node.children}
            listing = RegisterListing.from_attributes(node["listing"])
            node.replace_self(listings.register(listed(domain.index, listing), notes))
        for node in list(self.document.findall(archival_documents)):
            node.replace_self(
                listings.documents(DocumentListing.from_attributes(node["listing"]))
            )
        for node in self.document.findall(archival_entity):
            node += listings.places(node["key"])


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(FillPage)
