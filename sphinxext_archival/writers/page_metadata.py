"""The head of a page: Dublin Core, Highwire and schema.org, so that machines can cite it."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from ..model.anchors import document_anchor
from ..model.metadata import is_web_address
from ..nodes import archival_headnote

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_DUBLIN_CORE = {
    "title": "DC.title",
    "date": "DC.date",
    "language": "DC.language",
    "source": "DC.source",
    "rights": "DC.rights",
    "license": "DCTERMS.license",
    "translator": "DC.contributor",
    "contributor": "DC.contributor",
    "repository": "DC.publisher",
    "kind": "DC.type",
}
"""Our field and the element of Dublin Core it is."""

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"})


def add_metadata(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the metadata of the page's documents to its head.

    EPUB has its own; a script element, even one that holds only data, does not belong there.
    """
    if doctree is None or app.builder.embedded:
        return
    headnotes = list(doctree.findall(archival_headnote))
    if not headnotes:
        return
    tags = _meta_tags(headnotes[0], has_description="name=\"description\"" in context["metatags"])
    address = context.get("pageurl")
    things = [_thing(headnote, address) for headnote in headnotes]
    about = {"@context": "https://schema.org", "@graph": things}
    # A data block may not end early: no character that HTML reads is left as it is.
    text = json.dumps(about, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
    tags.append(f'<script type="application/ld+json">{text}</script>')
    context["metatags"] += "\n" + "\n".join(tags)


def _meta_tags(headnote: archival_headnote, *, has_description: bool) -> list[str]:
    metadata = {**headnote["metadata"], "title": headnote["title"]}
    pairs = [
        ("DC.identifier", headnote["identifier"]),
        *((_DUBLIN_CORE[name], metadata[name]) for name in _DUBLIN_CORE if metadata.get(name)),
        ("citation_title", metadata["title"]),
        ("citation_publication_date", metadata.get("date", "").replace("-", "/")),
        ("citation_language", metadata.get("language", "")),
    ]
    summary = headnote.get("summary", "")
    if summary and not has_description:
        pairs.append(("description", summary))
    return [
        f'<meta name="{escape(name)}" content="{escape(content)}" />'
        for name, content in pairs
        if content
    ]


def _thing(headnote: archival_headnote, address: str | None) -> dict[str, Any]:
    """Return a document as schema.org describes a thing in an archive."""
    metadata = headnote["metadata"]
    anchor = document_anchor(headnote["identifier"], headnote["part"])
    source = metadata.get("source", "")
    thing: dict[str, Any] = {
        "@type": ["ArchiveComponent", "CreativeWork"],
        "@id": f"{address or ''}#{anchor}",
        "identifier": headnote["identifier"],
        "name": headnote["title"],
        "description": headnote.get("summary"),
        "dateCreated": metadata.get("date"),
        "genre": metadata.get("kind"),
        "inLanguage": metadata.get("language"),
        "locationCreated": _named("Place", metadata.get("place")),
        "translator": _named("Person", metadata.get("translator")),
        "editor": _named("Person", metadata.get("editor")),
        "contributor": _named("Person", metadata.get("contributor")),
        "holdingArchive": _named("ArchiveOrganization", metadata.get("repository")),
        "creditText": metadata.get("credits"),
        "copyrightNotice": metadata.get("rights"),
        "license": metadata.get("license"),
        "isBasedOn": source if is_web_address(source) else None,
        "about": [_named("Person", name) for name in headnote.get("participant_names", [])] or None,
    }
    return {name: value for name, value in thing.items() if value}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def setup(app: Sphinx) -> None:
    """Add the metadata to every page that holds a document."""
    app.connect("html-page-context", add_metadata)
