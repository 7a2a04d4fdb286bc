"""What is said of a dataset as a whole: ``datapackage.json``, ``CITATION.cff`` and the checksums.

The descriptor is a Data Package 2.0. The CSV files are its tables, with types and keys; the other
files of a table hold the same rows.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from ...model.metadata import is_web_address
from ...model.personal_names import names_in
from .schema import table_schema
from .tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ...domain.records import DocumentRecord

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR, CITATION, CHECKSUMS = "datapackage.json", "CITATION.cff", "SHA256SUMS"

_ROLES = ("editor", "translator", "contributor")
_LICENSE_NAME = re.compile(r"[-a-zA-Z0-9._]+")


class Format(NamedTuple):
    """A kind of file, by its ending: as a descriptor names it, and its media type.

    The names of those of tables are none that ``frictionless`` reads as tables: it cannot without
    other packages, and stops at a file without a row.
    """

    name: str
    media_type: str
    is_text: bool = True


FORMATS = {
    "csv": Format("csv", "text/csv"),
    "jsonl": Format("json-lines", "application/x-ndjson"),
    "parquet": Format("apache-parquet", "application/vnd.apache.parquet", is_text=False),
    "graphml": Format("graphml", "application/graphml+xml"),
    "jsonld": Format("json-ld", "application/ld+json"),
    "json": Format("csl-json", "application/vnd.citationstyles.csl+json"),
    "bib": Format("bibtex", "application/x-bibtex"),
    "ris": Format("ris", "application/x-research-info-systems"),
    "cff": Format("citation-file-format", "application/yaml"),
    "txt": Format("beacon", "text/plain"),
}


@dataclass
class About:
    """What a project says of its edition, and its documents of themselves, as they go by."""

    title: str
    author: str = ""
    version: str = ""
    homepage: str = ""
    timestamp: str = ""
    licenses: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    hands: dict[str, dict[str, None]] = field(default_factory=dict)
    """The names of who had a hand in a document, with their roles."""

    def add(self, document: DocumentRecord) -> None:
        """Take what *document* says of where it is from, and who had a hand in it."""
        if license_ := document.field("license"):
            self.licenses[license_] = None
        kept = (document.field("collection"), document.field("repository"))
        source = ", ".join(filter(None, kept)) or document.field("source")
        if source:
            self.sources[source] = None
        for role in _ROLES:
            for name in names_in(document.field(role)):
                self.hands.setdefault(_in_order(name), {})[role] = None


def _in_order(name: dict[str, str]) -> str:
    """Return *name* as it is spoken."""
    parts = ("given", "non-dropping-particle", "family", "suffix", "literal")
    return " ".join(name[part] for part in parts if name.get(part))


def package(about: About, folder: Path, files: Iterable[str]) -> str:
    """Return the descriptor of a package of *files* in *folder*."""
    described: dict[str, Any] = {
        "$schema": PROFILE,
        "name": _slug(about.title),
        "title": about.title,
        "description": _description(about.title),
        "homepage": about.homepage,
        "version": about.version,
        "created": about.timestamp,
        "licenses": list(map(_license, about.licenses)),
        "contributors": list(_contributors(about)),
        "sources": [_source(source) for source in about.sources],
        "resources": [_resource(folder / name) for name in files],
    }
    kept = {name: value for name, value in described.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _description(title: str) -> str:
    return (
        f"The documents of “{title}” as data: their words, who speaks them, who is mentioned, and "
        f"what editors have put in. Text is written as it stands in the edition; a cell may begin "
        f"with a sign that a spreadsheet takes for a formula."
    )


def _slug(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "edition"


def _license(text: str) -> dict[str, str]:
    if is_web_address(text):
        return {"path": text}
    # The standard wants an identifier, or an address: of other words only the title is true.
    name = text if _LICENSE_NAME.fullmatch(text) else "other"
    return {"name": name, "title": text}


def _contributors(about: About) -> Iterable[dict[str, Any]]:
    hands = {name: list(roles) for name, roles in about.hands.items()}
    if about.author:
        hands = {about.author: ["author", *hands.pop(about.author, [])], **hands}
    for name, roles in hands.items():
        yield {"title": name, "roles": roles}


def _source(text: str) -> dict[str, str]:
    return {"title": text, "path": text} if is_web_address(text) else {"title": text}


def _resource(path: Path) -> dict[str, Any]:
    stem, ending = path.stem, path.suffix.removeprefix(".")
    kind = FORMATS[ending]
    table = next((table for table in TABLES if table.name == stem), None)
    is_table = table is not None and ending == "csv"
    described: dict[str, Any] = {
        "name": stem.lower() if is_table else path.name.lower(),
        "type": "table" if is_table else None,
        "path": path.name,
        "title": table.title if table is not None and ending != "jsonld" else None,
        "description": table.meaning if is_table and table is not None else None,
        "format": kind.name,
        "mediatype": kind.media_type,
        "encoding": "utf-8" if kind.is_text else None,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "dialect": {"lineTerminator": "\n"} if is_table else None,
        "schema": table_schema(table) if is_table and table is not None else None,
    }
    return {name: value for name, value in described.items() if value is not None}


def citation(about: About) -> str:
    """Return how the dataset is to be cited, in the Citation File Format 1.2.0."""
    authors = [_author(name) for name in names_in(about.author)]
    licenses = [text for text in about.licenses if is_web_address(text)]
    said: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": about.title,
        "authors": authors or [{"name": about.title}],
        "version": about.version,
        "url": about.homepage,
        "date-released": about.timestamp.partition("T")[0],
        "license-url": licenses[0] if len(about.licenses) == len(licenses) == 1 else "",
    }
    kept = {name: value for name, value in said.items() if value}
    return str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000))


def _author(name: dict[str, str]) -> dict[str, str]:
    if "literal" in name:
        return {"name": name["literal"]}
    variables = {
        "family-names": "family",
        "given-names": "given",
        "name-particle": "non-dropping-particle",
        "name-suffix": "suffix",
    }
    return {variable: name[part] for variable, part in variables.items() if name.get(part)}


def checksums(folder: Path, files: Iterable[str]) -> str:
    """Return the SHA-256 of each of *files* in *folder*, as ``sha256sum`` checks them."""
    return "".join(f"{sha256(folder / name)}  {name}\n" for name in sorted(files))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
