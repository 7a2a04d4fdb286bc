"""Columns that several tables of a dataset have, and those that the model declares already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.entities import AUTHORITIES
from ...model.metadata import FIELDS
from .schema import PARTS, Field, column

if TYPE_CHECKING:
    from collections.abc import Iterator


def dated(name: str, meaning: str) -> tuple[Field, Field, Field]:
    """Return the columns of a date: as written, and the first and last day that it may mean."""
    return (
        Field(name, "string", f"{meaning} In EDTF, as written."),
        Field(f"{name}_earliest", "date", "The first day that it may mean; null if that is open."),
        Field(f"{name}_latest", "date", "The last day that it may mean; null if that is open."),
    )


_MEANINGS = {
    "short-title": "A short title, if the header gives one.",
    "transcription": "The source text as received: a path from the file of the document.",
    "emendations": "A YAML file of emendations: a path from the file of the document.",
}
"""Of fields of a header that mean less, or need other words, in a table."""


def metadata() -> Iterator[Field]:
    """Yield a column for each field of a header."""
    for field in FIELDS:
        if field.name == "date":
            yield from dated("date", "When the conversation took place, or the text was written.")
        elif field.name == "participants":
            yield Field("participants", "array", "The keys of those who take part.")
        elif field.name == "title":
            yield Field("title", "string", "The title.", required=True)
        elif field.name != "part":
            meaning = _MEANINGS.get(field.name, field.meaning)
            yield Field(column(field.name), "string", meaning)


def authorities(kind: str | None = None) -> Iterator[Field]:
    """Yield a column for each authority that has identifiers of a *kind*, or of any."""
    for authority in AUTHORITIES.values():
        if kind is None or kind in authority.kinds:
            yield Field(authority.scheme, "string", f"Identifier in: {authority.title}.")


DOCUMENT = Field(
    "document",
    "string",
    "The document.",
    required=True,
    refers=("documents", "identifier"),
)
POSITION = Field(
    "position", "integer", "Its place among those of the document, from 1.", required=True
)
URL = "Its address on the web, if `html_baseurl` is set."
COUNTS = (
    Field("turns", "integer", "In how many turns it speaks, alone or with others.", required=True),
    Field("words", "integer", "How many words these turns have.", required=True),
    Field("mentions", "integer", "How often it is mentioned.", required=True),
    Field(
        "documents", "integer", "In how many documents it speaks or is mentioned.", required=True
    ),
)
PLACE = (
    Field(
        "part",
        "string",
        "Which text of the document it stands in.",
        required=True,
        allowed=PARTS,
    ),
    Field("turn", "string", "The turn it stands in.", refers=("turns", "anchor")),
    Field("note", "string", "The note it stands in.", refers=("notes", "anchor")),
    Field("paragraph", "integer", "The numbered paragraph of the turn, from 1."),
    Field(
        "start",
        "integer",
        "Where it begins in that text: how many characters (code points) stand before it.",
        required=True,
    ),
    Field("stop", "integer", "Where it ends, likewise.", required=True),
    Field(
        "anchor",
        "string",
        "The nearest anchor on the page: of the paragraph, the turn, the note or the document.",
        required=True,
    ),
)
