"""How a document is cited: what the edition knows of it, and what a page shows of that."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from ..citations import missing_packages
from ..citations.files import formats
from ..citations.notes import notes
from ..markup.headnote import keys_of
from ..model.anchors import ascii_slug, document_stem
from ..model.citation import Cited, csl_item

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from ..nodes import archival_headnote
    from . import ArchivalDomain
    from .edition import EditionIndex
    from .records import DocumentRecord

_logger = logging.getLogger(__name__)

FOLDER = "_archival/cite"
"""Where the files of citations lie in the output."""

_LONGEST_NAME = 80
_NAMED = ("translator", "editor", "contributor")
_NO_AUTHOR = "Author name not set"
"""What Sphinx takes for the author where a project names none."""


def are_made(builder: Builder | None, config: Config) -> bool:
    """Say whether a build makes citations: it writes a site, and the project wants them."""
    if builder is None or builder.format != "html" or builder.embedded:  # type: ignore[attr-defined]
        return False
    return bool(config.archival_citations)


def file_name(identifier: str) -> str:
    """Return the name of a document's files, without an ending: safe, and one of its own.

    An identifier of lower-case letters and digits is its own name. Others get a digest besides,
    because to some file systems ``A1`` and ``a1`` are one, and long names are none.
    """
    slug = ascii_slug(identifier)
    if slug == slug.lower() and len(slug) <= _LONGEST_NAME and not slug.endswith("."):
        return slug
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:8]
    return f"{slug.lower()[:_LONGEST_NAME].rstrip('.')}-{digest}"


def file_names(index: EditionIndex) -> set[str]:
    """Return the names of all files that the edition has, without a folder."""
    endings = formats()
    return {
        f"{file_name(document.identifier)}.{ending}"
        for document in index.all_documents()
        for ending in endings
    }


def citation(domain: ArchivalDomain, headnote: archival_headnote) -> dict[str, Any]:
    """Return how the document of *headnote* is cited; parts of one document are cited as it.

    - ``note``, ``bibliography``: in HTML whose only element is ``i``; empty without the library;
    - ``passage``: the note for words of it, where a part and an address are filled in
      (:data:`..citations.notes.LOCATOR`, ``ADDRESS``);
    - ``files``: the addresses of its files from the root of the output, by ending;
    - ``item``: the item of CSL-JSON; ``home``: whether the files are those of this page.
    """
    config = domain.env.config
    document = _whole(domain.index, headnote["identifier"], headnote["part"], domain.env.docname)
    address = _address(domain, document)
    item = csl_item(cited(domain.index, document, _edition(config, address)))
    made = notes(
        item, document.field("date"), str(config.language or "en"), published=bool(address)
    )
    name = file_name(document.identifier)
    return {
        "note": made.note if made else "",
        "bibliography": made.bibliography if made else "",
        "passage": made.passage if made else "",
        "files": {ending: f"{FOLDER}/{name}.{ending}" for ending in formats()},
        "item": item,
        "home": document is domain.index.documents[document.identifier][0]
        and headnote["part"] == document.part,
    }


def item_of(domain: ArchivalDomain, document: DocumentRecord) -> dict[str, Any]:
    """Return the item of CSL-JSON for *document*."""
    edition = _edition(domain.env.config, _address(domain, document))
    return csl_item(cited(domain.index, document, edition))


def cited(index: EditionIndex, document: DocumentRecord, edition: dict[str, str]) -> Cited:
    """Return *document* with all that a citation of it needs."""
    names = {name for role in _NAMED for name in _names(document.field(role))}
    filed = sorted((name, sort) for name in names if (sort := _sorted_as(index, name)))
    takes_part = [index.entities.get(key) for key in keys_of(document.field("participants"))]
    end = document.field("repository").rpartition(",")[2].strip()
    return Cited(
        key=document_stem(document.identifier),
        title=document.title or document.identifier,
        metadata=document.metadata,
        summary=document.summary,
        participants=tuple(entity.sort or entity.name for entity in takes_part if entity),
        sorted_names=tuple(filed),
        place_of_archive=end if end and index.find(end, "place") else "",
        **edition,
    )


def shown(index: EditionIndex, document: DocumentRecord) -> Any:
    """Return what the page of *document* shows of other pages and of the register, in citing it."""
    whole = _whole(index, document.identifier, document.part, document.docname)
    return (whole.docname, index.addresses.of_document(whole), cited(index, whole, {}))


def _names(text: str) -> list[str]:
    """Return *text*, and what stands between semicolons and the like in it: perhaps names."""
    return [text, *(part.strip() for part in text.replace(" and ", ";").split(";"))]


def _sorted_as(index: EditionIndex, name: str) -> str:
    keys = index.find(name, "person") if name else ()
    return index.entities[keys[0]].sort if len(keys) == 1 else ""


def _whole(index: EditionIndex, identifier: str, part: int, docname: str) -> DocumentRecord:
    """Return the first part of a document; of a second document of that name, itself."""
    parts = index.documents[identifier]
    if part == parts[0].part and docname != parts[0].docname:
        wanted = (identifier, part, docname)
        for _first, other in index.duplicates:
            if (other.identifier, other.part, other.docname) == wanted:
                return other
    return parts[0]


def _address(domain: ArchivalDomain, document: DocumentRecord) -> str:
    """Return the address of *document* on the web; empty where the project does not know it."""
    base, builder = str(domain.env.config.html_baseurl or ""), domain.edition.builder
    if not base or builder is None:
        return ""
    page = builder.get_target_uri(document.docname)
    address = f"{base.rstrip('/')}/{page}"
    if len(domain.index.pages[document.docname].documents) > 1 and "#" not in page:
        address += f"#{domain.index.addresses.of_document(document)}"
    return address


def _edition(config: Config, address: str) -> dict[str, str]:
    author = str(config.author or "")
    return {
        "address": address,
        "edition": str(config.project or ""),
        "editors": "" if author == _NO_AUTHOR else author,
    }


def say_what_is_missing(app: Sphinx) -> None:
    """Say in one line what to install, where formats are left out."""
    if are_made(app.builder, app.config) and (missing := missing_packages()):
        _logger.info(
            "archival: some formats of citations are left out, which need %s: "
            "pip install 'sphinxext-archival[edition]'",
            ", ".join(missing),
        )


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files of documents that are gone."""
    folder = Path(app.outdir, FOLDER)
    if exception is not None or app.builder.format != "html" or not folder.is_dir():
        return
    domain: ArchivalDomain = app.env.get_domain("archival")  # type: ignore[assignment]
    kept = file_names(domain.index) if are_made(app.builder, app.config) else set()
    for path in folder.iterdir():
        if path.name not in kept and path.is_file():
            path.unlink()
    for empty in (folder, folder.parent):
        with suppress(OSError):  # it holds something
            empty.rmdir()


def setup(app: Sphinx) -> None:
    """Connect to the beginning and the end of a build."""
    app.connect("builder-inited", say_what_is_missing)
    app.connect("build-finished", tidy)
