"""What the project says in each header: how it edits, how it encodes, and what has been revised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...catalogue import _
from ...model.tei_settings import PRACTICES
from ...writers.tei.elements import element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from sphinx.config import Config


def author_of(config: Config) -> str:
    """Return who is responsible for the edition, if the project says it."""
    return str(config.author) if config._raw_config.get("author") else ""  # noqa: SLF001


def editorial_declaration(config: Config) -> list[ET.Element]:
    """Return ``editorialDecl`` from the configuration: paragraphs, or one for each practice."""
    said = config.archival_tei_editorial_declaration
    if not said:
        return []
    if isinstance(said, dict):
        practices = [element(name, *_paragraphs(said[name])) for name in PRACTICES if name in said]
        return [element("editorialDecl", *practices)]
    return [element("editorialDecl", *_paragraphs(said))]


def _paragraphs(said: str | list[str] | tuple[str, ...]) -> Iterator[ET.Element]:
    for words in [said] if isinstance(said, str) else said:
        yield element("p", words)


def tagging(version: str) -> ET.Element:
    """Return what the brackets of the edition have become: a reader of the file must know it."""
    return element(
        "appInfo",
        element(
            "application",
            element(
                "desc",
                str(
                    _(
                        "What stands in square brackets in print is an element here, and has no "
                        "brackets."
                    )
                ),
            ),
            ident="sphinxext-archival",
            version=version,
        ),
    )


def revisions(config: Config, revision: str) -> list[ET.Element]:
    """Return ``revisionDesc``: the revision of the document, and those of the edition."""
    changes: list[ET.Element] = []
    if revision.strip():
        words = f"{_('Revision')} {revision.strip()}"
        changes.append(element("change", words, n=revision.strip()))
    for date, words, *who in config.archival_tei_revisions:
        said = f"{words} ({who[0]})" if who else words
        changes.append(element("change", said, when=date))
    return [element("revisionDesc", *changes)] if changes else []
