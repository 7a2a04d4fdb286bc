"""The metadata of a document: every field once, with its place in the headnote."""

from __future__ import annotations

import re
from typing import NamedTuple


class MetadataField(NamedTuple):
    """One field: the option's name and its meaning; ``shown`` says whether the headnote has it."""

    name: str
    meaning: str
    shown: bool = True


FIELDS: tuple[MetadataField, ...] = (
    MetadataField("title", "The title, where the section's does not serve.", shown=False),
    MetadataField("short-title", "A short title for references; else the title, cut.", shown=False),
    MetadataField("date", "The date, in EDTF: `1990-08-23`, `1990-08`, `1990?`."),
    MetadataField("place", "Where the conversation took place, or the document was written."),
    MetadataField("kind", "What kind of document it is: record of conversation, telegram …"),
    MetadataField(
        "participants", "Keys of those who take part, separated by commas; their labels open turns."
    ),
    MetadataField("original-language", "The language of the original (ISO 639)."),
    MetadataField("language", "The language of this text (ISO 639)."),
    MetadataField("translator", "Who translated it."),
    MetadataField("contributor", "Who provided it."),
    MetadataField("editor", "Who edited it."),
    MetadataField("repository", "The archive that keeps it."),
    MetadataField("collection", "The collection it belongs to."),
    MetadataField("reference-code", "Its shelf mark in the archive."),
    MetadataField("physical", "Its physical form: 3 pp., typescript."),
    MetadataField("classification", "Its classification: Top secret."),
    MetadataField("source", "Where it was published: a web address or a citation."),
    MetadataField("credits", "Whom to thank, as the source says it."),
    MetadataField("rights", "Who holds the rights."),
    MetadataField("license", "The licence: a name or a web address."),
    MetadataField("revision", "The revision of this edition of it."),
    MetadataField("facsimile", "Images of its pages: a web address or a folder.", shown=False),
    MetadataField(
        "transcription", "The source text as received, relative to this file.", shown=False
    ),
    MetadataField(
        "emendations", "A YAML file of emendations that have no place in the text.", shown=False
    ),
    MetadataField(
        "part", "The part, where a document goes on in a second file: 2, 3 …", shown=False
    ),
)

URL_FIELDS = ("source", "license", "facsimile")
"""Fields that may be a web address."""

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Say whether *text* is an address that a page may link to (``https`` or ``http``)."""
    return _WEB_ADDRESS.match(text) is not None
