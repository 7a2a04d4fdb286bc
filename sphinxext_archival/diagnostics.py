"""Every warning of the extension, declared once.

Each is a Sphinx warning of type ``archival`` whose subtype is the value below, so that a project
can name it in ``suppress_warnings`` (``archival.unknown_speaker``). The build goes on, and the
text is kept; ``sphinx-build -W`` makes any of them fail. The reference page of warnings is made
from this list.
"""

from __future__ import annotations

import difflib
import re
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Place = nodes.Node | tuple[str, int | None] | str | None

TYPE = "archival"
_LINE_END = re.compile(r"\s*\n\s*")
_logger = logging.getLogger(__name__)
_said: ContextVar[set[tuple[str, str, str]] | None] = ContextVar("_said", default=None)


class Diagnostic(Enum):
    """What can be wrong: its name, the subtype of its warning, and what it means."""

    CONFIG = "config", "A configuration value is of the wrong kind, or names what is not there."
    DOCUMENT_OPTION = "document_option", "An option that the directive does not have."
    DOCUMENT_VALUE = "document_value", "An option's value was cut or lost by the option syntax."
    DOCUMENT_ID = "document_id", "An identifier that cannot stand in an address as it is."
    ANCHOR = "anchor", "An anchor that something else has already."
    DUPLICATE_DOCUMENT = "duplicate_document", "Two documents with one identifier."
    NESTED_DOCUMENT = "nested_document", "A document that begins inside the text of another."
    NO_DOCUMENT = "no_document", "A transcript, turn or note that follows no `document`."
    DATE = "date", "A date that is not EDTF."
    FILE = "file", "A file that is named and does not exist."
    URL = "url", "An address that is no web address."
    LANGUAGE = "language", "A language that is no ISO 639 code."
    PART = "part", "A part of a document that goes on in a second file, and does not fit."
    EMPTY = "empty", "A transcript, turn or note without words."
    FENCE = (
        "fence",
        "A fence that is not closed, or closed too early by one inside it, or that is text.",
    )
    COLON_FENCE = "colon_fence", "A `:::{…}` that was not parsed, because `colon_fence` is off."
    CHARACTER = "character", "A control character, which no output can hold."
    COMMENT = "comment", "A line that the markup language would take for a comment, and drop."
    TARGET = "target", "A line that it would take for a target of links, and drop."
    BLOCK_BREAK = "block_break", "A line that MyST would take for a break between blocks, and drop."
    TABLE_ROW = "table_row", "A row with more cells than its table, which Markdown would cut."
    DANGLING_LINK = "dangling_link", "What reStructuredText takes for a link, and leads nowhere."
    LINK_DEFINITION = "link_definition", "A line that Markdown would take for a link definition."
    RAW_HTML = "raw_html", "Words in angle brackets that Markdown would take for HTML."
    INDENTED_CODE = "indented_code", "An indented paragraph that Markdown would take for code."
    ORDERED_LIST = "ordered_list", "A paragraph that Markdown would take for a numbered list."
    UNKNOWN_SPEAKER = "unknown_speaker", "What looks like a speaker label and is not known."
    PARTICIPANT = "participant", "A participant who is given by name, and not by key."
    HIDDEN_LABEL = "hidden_label", "A speaker label where it opens no turn: inside a paragraph, …"
    AMBIGUOUS_LABEL = "ambiguous_label", "A speaker label that belongs to two participants."
    TURN_NUMBER = "turn_number", "A pinned turn number that is malformed, or taken."
    UNBALANCED = "unbalanced", "A square bracket without its partner."
    LOST_NOTE_MARKER = "lost_note_marker", "A number in brackets: a note marker that lost its note?"
    UNKNOWN_KIND = "unknown_kind", "A class or kind that no insertion has."
    UNKNOWN_HAND = "unknown_hand", "A `resp` that is no hand."
    ATTRIBUTES = "attributes", "What is meant as the class of a bracket, and cannot be read."
    TOO_DEEP = "too_deep", "Brackets nested too deep to be anything but a slip."
    NOTE_WITHOUT_MARKER = "note_without_marker", "An editorial note that nothing refers to."
    MARKER_WITHOUT_NOTE = "marker_without_note", "A marker whose note does not exist."
    DUPLICATE_NOTE = "duplicate_note", "Two notes with one key in one document."
    REGISTER = "register", "A register file that cannot be read, or an entry that is not right."
    DUPLICATE_ENTITY = "duplicate_entity", "Two entities with one key."
    LATE_DEFINITION = "late_definition", "An entity that is defined below what needs its labels."
    ENTITY_VALUE = "entity_value", "An option of an entity that is not right."
    UNKNOWN_ENTITY = "unknown_entity", "A name or key that no entity has."
    AMBIGUOUS_ENTITY = "ambiguous_entity", "A name that several entities share."
    UNKNOWN_REFERENCE = "unknown_reference", "A document or turn that does not exist."
    LISTING = "listing", "An option of a listing that is not right."
    EMENDATION = "emendation", "An emendation that does not say what the source has."
    FIDELITY = (
        "fidelity",
        "The edition does not say what its source says, and nobody has declared it.",
    )
    RECEIVED = "received", "A source, named as `transcription`, that cannot be read."
    EMENDATIONS = "emendations", "An entry of a file of emendations that is not right."
    OUTPUT = "output", "What readers get does not have the text of the edition: stale, or harmed."
    PUBLISHED = "published", "An address of the published edition that has gone or moved."
    UNUSED_VARIANT = "unused_variant", "A variant in a register that no text uses (`-b check`)."
    UNLISTED_NAME = "unlisted_name", "A name that recurs and no register knows (`-b check`)."
    VOLUME = "volume", "A volume of the PDF that names a page, or a template, that is not there."
    TYPST = "typst", "A volume that Typst could not make."
    IMAGE = "image", "An image that the PDF cannot hold."
    UNKNOWN_NODE = (
        "unknown_node",
        "A node of another extension that the PDF, or TEI, knows nothing of.",
    )
    MATH = "math", "Mathematics, which the PDF prints as it is written."
    GLYPH = "glyph", "A character that no font of the PDF has."
    NOTE_PAGE = "note_page", "A note that is printed on another page than its mark."
    TEI = "tei", "What is written in TEI breaks a rule of it, or cannot be checked."
    SEARCH = "search", "A search that Pagefind was to make, and cannot."
    THEME = "theme", "A theme that cannot be used, and is left out."
    ALT_TEXT = "alt_text", "An image without an alternative text."
    DATASET = "dataset", "A file of the dataset that cannot be made."

    def __init__(self, subtype: str, meaning: str) -> None:
        self.subtype = subtype
        self.meaning = meaning


def warn(
    diagnostic: Diagnostic,
    message: str,
    location: Place = None,
) -> None:
    """Report *message*, which says what is wrong and what would be right.

    *location* is a node, a pair of docname and line (from 1), or ``path:line``.
    """
    # What it quotes may be of several lines, and a warning is one. It may hold a per cent sign, and
    # is never a format.
    message = _LINE_END.sub(" ", message)
    said = _said.get()
    if said is not None:
        one = (diagnostic.subtype, str(location), message)
        if one in said:
            return
        said.add(one)
    _logger.warning("%s", message, type=TYPE, subtype=diagnostic.subtype, location=location)


@contextmanager
def each_once() -> Iterator[None]:
    """Within it, what is said a second time, of the same place, is not reported again.

    One page is printed in several volumes, and what is wrong with it is wrong in each of them.
    """
    token = _said.set(set())
    try:
        yield
    finally:
        _said.reset(token)


def place_of(
    node: nodes.Node, docname: str, line: int | None = None
) -> str | tuple[str, int | None]:
    """Return the location of *node*: its file may be one that the page *docname* includes.

    *line* is a line in that file, where it is not the node's own.
    """
    # A text has no line of its own, but what older versions of docutils gave it by chance.
    at: nodes.Node | None = node.parent if isinstance(node, nodes.Text) else node
    # MyST gives what stands in a line, as an image, the line 0: that of the paragraph is known.
    while at is not None and not at.line:
        at = at.parent
    if at is None:
        return docname, line
    line = at.line if line is None else line
    return f"{Path(at.source).resolve()}:{line}" if at.source else (docname, line)


def path_in_project(path: str | Path, srcdir: str | Path) -> str:
    """Return *path* as an editor knows it: from the folder of the project, where it is in it."""
    resolved = Path(path).resolve()
    inside = resolved.is_relative_to(srcdir)
    return resolved.relative_to(srcdir).as_posix() if inside else str(resolved)


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return `` (did you mean “x”?)`` for the nearest of *known*, or nothing."""
    near = difflib.get_close_matches(written, list(known), n=2, cutoff=0.6)
    if not near:
        return ""
    return "; did you mean " + " or ".join(f"“{name}”" for name in near) + "?"


def one_of(allowed: Iterable[str]) -> str:
    """Return the *allowed* words as a clause of a message."""
    return "allowed: " + ", ".join(allowed)
