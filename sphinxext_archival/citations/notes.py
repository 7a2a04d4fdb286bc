"""The note and the entry of a bibliography for a document, set by ``citeproc-py`` in our style.

The style, ``archival-notes.csl``, is valid CSL 1.0.2 and follows the Chicago Manual of Style for
manuscript collections. Three things that a processor should do and ``citeproc-py`` does not are
done here: it escapes no HTML, does not move punctuation into quotation marks (American English),
and does not turn double quotation marks inside a title into single ones. Dates come in words from
the edition's own dates: of CLDR's, ``citeproc-py`` knows no case (*23 август*) and no open period.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from ..model.dates import DateError, parse_date

STYLE = Path(__file__).with_name("archival-notes.csl")

# Private-use characters stand for what becomes markup, or is filled in later.
LOCATOR, ADDRESS, _ITALIC, _UPRIGHT = "\ue000", "\ue001", "\ue002", "\ue003"
_TOKENS = re.compile("[\ue000-\ue003]")
_NO_ADDRESS = re.compile(f"^{ADDRESS}|, {ADDRESS}| {ADDRESS}\\.")
_STRAIGHT = re.compile(r'"([^"]*)"')
_TEXTS = (
    "title",
    "genre",
    "archive",
    "archive-place",
    "archive_location",
    "archive_collection",
    "container-title",
    "URL",
)


class Notes(NamedTuple):
    """How a document is cited, in HTML whose only element is ``i``.

    ``passage`` is the note for a part of the document in the edition: ``LOCATOR`` and ``ADDRESS``
    stand where the part and its address are to be filled in.
    """

    note: str
    bibliography: str
    passage: str


class _Style(NamedTuple):
    """A parsed style, and how quotation marks are used in its locale."""

    style: Any
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    punctuation_in_quotes: bool


def notes(item: dict[str, Any], date: str, language: str, *, published: bool) -> Notes | None:
    """Return how *item* (CSL-JSON) is cited in *language*; None where citeproc-py is missing.

    *date* is the date of the item in EDTF. *published* says that its ``URL`` is in the edition. If
    it is the one of the source, the note cites that, and does not name the edition.
    """
    if find_spec("citeproc") is None:
        return None
    style = _style(_locale(language))
    fields = _fields(item, style, _date_in_words(date, language))
    address = fields.pop("URL", "")
    passage, entry = _cite(style, {**fields, "URL": ADDRESS})
    note = passage
    if not published and address and fields.pop("container-title", ""):
        note, entry = _cite(style, {**fields, "URL": ADDRESS})
    note = note.replace(f"{LOCATOR}, ", "")
    if not address:
        note, entry = (_NO_ADDRESS.sub("", text) for text in (note, entry))
        return Notes(note, entry, passage)
    shown = escape(address, quote=False)
    return Notes(note.replace(ADDRESS, shown), entry.replace(ADDRESS, shown), passage)


def _locale(language: str) -> str:
    """Return the locale of CSL for *language*; English where it has none."""
    from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS  # noqa: PLC0415 (it is optional)

    code = language.replace("_", "-")
    short = code.partition("-")[0]
    if short == "en":
        return "en-US"
    return code if code in LANGUAGE_NAMES else str(PRIMARY_DIALECTS.get(short, "en-US"))


@cache
def _style(locale: str) -> _Style:
    """Return our style in *locale*, parsed once in a process."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415 (it is optional)

    # Ours is valid, as a test says: checking it takes a second.
    style = CitationStylesStyle(str(STYLE), locale=locale, validate=False)
    style.root.formatter = _Marks  # without one it finds no terms

    def term(name: str) -> str:
        return str(style.root.get_single_term(name=name)).strip()

    return _Style(
        style,
        (term("open-quote"), term("close-quote")),
        (term("open-inner-quote"), term("close-inner-quote")),
        str(style.root.get_locale_option("punctuation-in-quote")) == "true",
    )


def _date_in_words(date: str, language: str) -> str:
    try:
        return parse_date(date).display(language)
    except DateError:
        return date


def _fields(item: dict[str, Any], style: _Style, date: str) -> dict[str, Any]:
    """Return what the style prints of *item*, with its *date* in words."""
    fields: dict[str, Any] = {
        name: _TOKENS.sub("", item[name]) for name in _TEXTS if item.get(name)
    }
    if "title" in fields:
        fields["title"] = _with_inner_quotes(fields["title"], style)
    fields |= {name: item[name] for name in ("editor", "translator") if item.get(name)}
    return fields | ({"issued": {"literal": date}} if date else {})


def _with_inner_quotes(title: str, style: _Style) -> str:
    """Return *title* as it stands inside quotation marks."""
    opening, closing = style.inner_quotes
    title = _STRAIGHT.sub(rf"{opening}\1{closing}", title)
    for outer, inner in zip(style.quotes, style.inner_quotes, strict=True):
        title = title.replace(outer, inner)
    return title


def _cite(style: _Style, fields: dict[str, Any]) -> tuple[str, str]:
    """Return the note, with a place for a part of the document, and the entry of a bibliography."""
    import citeproc  # noqa: PLC0415 (it is optional)
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    # citeproc-py warns of the one variable of CSL 1.0.2 that it does not know.
    collection = fields.get("archive_collection", "")
    known = {name: value for name, value in fields.items() if name != "archive_collection"}
    source = CiteProcJSON([{"id": "item", "type": "manuscript", **known}])
    if collection:
        source["item"]["archive_collection"] = source.parse_string(collection)
    bibliography = citeproc.CitationStylesBibliography(style.style, source, _Marks)
    locator = citeproc.Locator("section", LOCATOR)
    citation = citeproc.Citation([citeproc.CitationItem("item", locator=locator)])
    bibliography.register(citation)
    note = str(bibliography.cite(citation, lambda _item: None))
    [entry] = bibliography.bibliography()
    return _html(note, style), _html(str(entry), style)


def _html(text: str, style: _Style) -> str:
    """Return *text* as HTML, with its punctuation where the locale wants it."""
    if style.punctuation_in_quotes:
        closing = re.escape(style.quotes[1])
        text = re.sub(rf"(?<=[.?!]){closing}\.", style.quotes[1], text)
        text = re.sub(rf"{closing}([.,])", rf"\1{style.quotes[1]}", text)
    text = escape(text, quote=False)
    return text.replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>")


class _Marks:
    """What citeproc-py calls a formatter: here it marks what is italic, and no more."""

    @staticmethod
    def preformat(text: str) -> str:
        """Return *text* as it is: all of it is escaped at the end."""
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:  # noqa: N802 (citeproc-py calls it so)
        """Return *text*, marked."""
        return f"{_ITALIC}{text}{_UPRIGHT}"
