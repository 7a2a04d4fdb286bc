"""The head of a page: Dublin Core, Highwire and schema.org, so that machines can cite it.

Dublin Core is written as DCMI says for HTML (``DC.title``); the ``citation_*`` elements are those
that Google Scholar and Zotero read; the data block is a schema.org ``ArchiveComponent``.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from ..model.metadata import is_web_address
from ..nodes import archival_headnote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

_DUBLIN_CORE = {
    "date": "DC.date",
    "language": "DC.language",
    "kind": "DC.type",
    "place": "DC.coverage",
    "translator": "DC.contributor",
    "editor": "DC.contributor",
    "contributor": "DC.contributor",
    "repository": "DC.publisher",
    "source": "DC.source",
    "collection": "DC.relation",
    "rights": "DC.rights",
    "license": "DCTERMS.license",
}
"""Our field and the element of Dublin Core it is."""

_PARTICIPANTS = {"person": "Person", "organization": "Organization"}
"""A kind of entity that can take part, and its type in schema.org."""

_HAS_DESCRIPTION = re.compile(r"<meta\s[^>]*\bname=[\"']?description\b", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?\Z")
"""The dates of EDTF that are ISO 8601 too: ``1990-08-23``, ``1990-08-23/1990-08-24``."""

_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
"""A data block may not end early: no character that HTML reads is left as it is."""


def add_metadata(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the metadata of the page's documents to its head.

    EPUB and its like have their own, and a script element, even one that holds only data, does
    not belong there. The elements of a head describe one thing: a page of several documents gets
    the data block alone, which keeps them apart.
    """
    if doctree is None or app.builder.embedded:  # type: ignore[attr-defined]
        return
    headnotes = list(doctree.findall(archival_headnote))
    if not headnotes:
        return
    known = str(context.get("metatags") or "")
    address = str(context.get("pageurl") or "")
    tags = []
    if len({headnote["identifier"] for headnote in headnotes}) == 1:
        described = _HAS_DESCRIPTION.search(known) is not None
        tags = _meta_tags(headnotes[0], address, has_description=described)
    graph = [thing(headnote, address) for headnote in headnotes]
    about = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(about, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
    tags.append(f'<script type="application/ld+json">{text}</script>')
    context["metatags"] = "\n".join([known, *tags])


def _meta_tags(headnote: archival_headnote, address: str, *, has_description: bool) -> list[str]:
    metadata = headnote["metadata"]
    title, summary = headnote["title"], headnote["summary"]
    date = _iso_date(metadata).partition("/")[0]
    pairs = [
        ("description", "" if has_description else summary),
        ("DC.identifier", headnote["identifier"]),
        ("DC.title", title),
        ("DC.description", summary),
        *((element, metadata.get(name, "")) for name, element in _DUBLIN_CORE.items()),
        ("citation_title", title),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_language", metadata.get("language", "")),
        ("citation_abstract_html_url", address if is_web_address(address) else ""),
    ]
    return [
        f'<meta name="{escape(name)}" content="{escape(content)}" />'
        for name, content in pairs
        if content
    ]


def thing(headnote: nodes.Element, address: str) -> dict[str, Any]:
    """Return the document of *headnote* as schema.org describes a thing in an archive.

    *address* is that of its page, or empty.
    """
    metadata: dict[str, str] = headnote["metadata"]
    participants: list[dict[str, Any]] = headnote["participants"]
    anchor = headnote["ids"][0]
    thing: dict[str, Any] = {
        "@type": ["ArchiveComponent", "CreativeWork"],
        "@id": f"{address}#{anchor}",
        "identifier": [headnote["identifier"], *_some(metadata.get("reference-code"))],
        "name": headnote["title"],
        "description": headnote["summary"],
        "url": f"{address}#{anchor}" if address else None,
        "dateCreated": _iso_date(metadata),
        "genre": metadata.get("kind"),
        "inLanguage": metadata.get("language"),
        "translationOfWork": _original(metadata),
        "locationCreated": _named("Place", metadata.get("place")),
        "about": [_participant(entity) for entity in participants],
        "translator": _named("Person", metadata.get("translator")),
        "editor": _named("Person", metadata.get("editor")),
        "contributor": _named("Person", metadata.get("contributor")),
        "holdingArchive": _named("ArchiveOrganization", metadata.get("repository")),
        "isPartOf": _named("Collection", metadata.get("collection")),
        "creditText": metadata.get("credits"),
        "copyrightNotice": metadata.get("rights"),
        "license": _work(metadata.get("license")),
        "isBasedOn": _work(metadata.get("source")),
        "version": metadata.get("revision"),
    }
    return {name: value for name, value in thing.items() if value}


def _iso_date(metadata: dict[str, str]) -> str:
    """Return the date where it is a plain one; ``1990?`` is no date to other standards."""
    date = metadata.get("date", "")
    return date if _ISO_DATE.match(date) else ""


def _original(metadata: dict[str, str]) -> dict[str, str] | None:
    language = metadata.get("original-language")
    if not language or language == metadata.get("language"):
        return None
    return {"@type": "CreativeWork", "inLanguage": language}


def _participant(entity: dict[str, Any]) -> dict[str, Any]:
    """Return a participant; only web addresses of it are known to a machine."""
    same = [address for address in entity["same_as"] if is_web_address(address)]
    thing = {"@type": _PARTICIPANTS.get(entity["kind"], "Thing"), "name": entity["name"]}
    return {**thing, "sameAs": same} if same else thing


def _work(text: str | None) -> str | dict[str, str] | None:
    """Return a work by its web address, or as a thing of that name."""
    return text if text and is_web_address(text) else _named("CreativeWork", text)


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _some(text: str | None) -> Sequence[str]:
    return (text,) if text else ()


def setup(app: Sphinx) -> None:
    """Add the metadata to every page that holds a document."""
    app.connect("html-page-context", add_metadata)
