"""What a dataset says of an edition: its tables, and what each column of them is, declared once.

The files are written from it; the descriptor of the package and the reference are made from it.
"""

from __future__ import annotations

from ...model.brackets import HANDS
from ...model.entities import KINDS
from ...model.phrases import KINDS as INSERTIONS
from ...model.series import NOTE_TYPES
from .columns import COUNTS, DOCUMENT, PLACE, POSITION, URL, authorities, dated, metadata
from .schema import MENTION_ROLES, Field, Table

DOCUMENTS = Table(
    "documents",
    "Documents",
    "A row for each document: its header, and what is counted in it.",
    (
        Field(
            "identifier",
            "string",
            "Its stable identifier. A second document of one identifier has `-x2` behind it.",
            required=True,
        ),
        Field("anchor", "string", "The anchor of its header.", required=True),
        Field("url", "string", URL, format="uri"),
        Field("page", "string", "The file it begins in, without its ending.", required=True),
        *metadata(),
        Field("summary", "string", "The editor's summary, its paragraphs on one line each."),
        Field(
            "narrative",
            "string",
            "Words of the document that stand in no turn: all of a letter, or what is told before "
            "anybody speaks.",
        ),
        Field("parts", "integer", "In how many files it is.", required=True),
        Field("turns", "integer", "How many turns it has.", required=True),
        Field("words", "integer", "How many words its turns have.", required=True),
        Field("insertions", "integer", "How many insertions it has.", required=True),
        Field("mentions", "integer", "How many mentions it has.", required=True),
        Field("notes", "integer", "How many notes it has.", required=True),
    ),
    ("identifier",),
)

TURNS = Table(
    "turns",
    "Turns",
    "A row for each turn, with all its words.",
    (
        Field("anchor", "string", "Its anchor in every output.", required=True),
        DOCUMENT,
        POSITION,
        Field("number", "string", "Its number, as pages print it: 12, or 12a.", required=True),
        Field("url", "string", URL, format="uri"),
        Field(
            "speaker",
            "string",
            "The key of who speaks; null if nobody knows, or if several speak.",
            refers=("entities", "key"),
        ),
        Field("speakers", "array", "The keys of all who speak."),
        Field("label", "string", "The label, as printed."),
        Field("certainty", "string", "How sure the attribution is, if the editor says so."),
        Field("responsible", "string", "Who attributed the turn, if the editor says so."),
        Field(
            "text",
            "string",
            "Its words with their brackets, without the label and the markers of notes; an empty "
            "line between two paragraphs.",
        ),
        Field("paragraphs", "integer", "How many numbered paragraphs it has.", required=True),
        Field(
            "words",
            "integer",
            "How many words it has; stage remarks are not counted.",
            required=True,
        ),
        *dated("date", "The date of the document."),
    ),
    ("anchor",),
)

ENTITIES = Table(
    "entities",
    "Entities",
    "A row for each entry of the register: person, organization, place, event, work or concept.",
    (
        Field("key", "string", "Its key.", required=True),
        Field("kind", "string", "What it is.", required=True, allowed=KINDS),
        Field("name", "string", "Its full name.", required=True),
        Field("sort", "string", "The name as it is sorted.", required=True),
        Field("labels", "array", "What is printed where it speaks."),
        Field("variants", "array", "Other written forms of the name."),
        Field(
            "url", "string", "Its address in the edition, if `html_baseurl` is set.", format="uri"
        ),
        Field("about", "string", "A page about it elsewhere: `url` of the register."),
        *dated("date", "When an event happened, or a work was made."),
        *dated("founded", "When an organization or place was founded."),
        *dated("dissolved", "When it ceased to be."),
        Field("latitude", "number", "Where a place lies, in degrees (WGS 84)."),
        Field("longitude", "number", "Likewise."),
        *authorities(),
        Field("description", "string", "What the register says of it, in the project's markup."),
        *COUNTS,
    ),
    ("key",),
)

PERSONS = Table(
    "persons",
    "Persons",
    "A row for each entity that is a person, with the dates of its life.",
    (
        Field("key", "string", "Its key.", required=True, refers=("entities", "key")),
        Field("name", "string", "The full name.", required=True),
        Field("sort", "string", "The name as it is sorted.", required=True),
        Field(
            "url", "string", "Its address in the edition, if `html_baseurl` is set.", format="uri"
        ),
        *dated("born", "Date of birth."),
        *dated("died", "Date of death."),
        *authorities("person"),
        *COUNTS,
    ),
    ("key",),
)

OFFICES = Table(
    "offices",
    "Offices",
    "A row for each office that a person held.",
    (
        Field("person", "string", "Who held it.", required=True, refers=("persons", "key")),
        Field(
            "position",
            "integer",
            "Its place in the entry of the register, from 1.",
            required=True,
        ),
        Field("title", "string", "The title of the office.", required=True),
        *dated("taken_up", "When it was taken up."),
        *dated("laid_down", "When it was laid down."),
    ),
    ("person", "position"),
)

MENTIONS = Table(
    "mentions",
    "Mentions",
    "A row for each place where an entity is named. Who speaks is not thereby mentioned.",
    (
        DOCUMENT,
        POSITION,
        Field(
            "entity", "string", "Who or what is meant.", required=True, refers=("entities", "key")
        ),
        Field("form", "string", "The words by which it is named.", required=True),
        Field(
            "role",
            "string",
            "How: in the text, by an identification of the editor's, or in a note.",
            required=True,
            allowed=MENTION_ROLES,
        ),
        *PLACE,
    ),
    ("document", "position"),
)

INSERTED = Table(
    "insertions",
    "Insertions",
    "A row for each insertion of a translator or an editor, and for each stage remark.",
    (
        DOCUMENT,
        POSITION,
        Field("kind", "string", "Its kind.", required=True, allowed=INSERTIONS),
        Field(
            "hand",
            "string",
            "Whose it is; null for a stage remark without square brackets.",
            allowed=HANDS,
        ),
        Field("words", "string", "Its words, without the brackets around them."),
        *PLACE,
    ),
    ("document", "position"),
)

NOTES = Table(
    "notes",
    "Notes",
    "A row for each editorial note.",
    (
        Field("anchor", "string", "Its anchor in every output.", required=True),
        DOCUMENT,
        POSITION,
        Field("type", "string", "Whose note it is.", required=True, allowed=NOTE_TYPES),
        Field("number", "integer", "Its number among those of its type, from 1.", required=True),
        Field("label", "string", "What its marker prints.", required=True),
        Field("key", "string", "The key by which its author calls it."),
        Field("url", "string", URL, format="uri"),
        Field("responsible", "string", "Who wrote it, if that is said."),
        Field("text", "string", "Its words."),
        Field(
            "turn",
            "string",
            "The turn in which its first marker stands; null if it stands in none.",
            refers=("turns", "anchor"),
        ),
        Field("paragraph", "integer", "The numbered paragraph of that turn, from 1."),
        Field(
            "start",
            "integer",
            "Where in the text of that turn the marker stands: how many characters are before it.",
        ),
    ),
    ("anchor",),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    TURNS,
    ENTITIES,
    PERSONS,
    OFFICES,
    MENTIONS,
    INSERTED,
    NOTES,
)
"""All tables, in the order in which the descriptor lists them."""
