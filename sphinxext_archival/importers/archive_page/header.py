"""The fields that an archive prints above and below a document: what each says, and where.

A field is a name with a colon, in the same line as its value or above it; a title in bold and a
date in words need no name. What belongs to the page and not to the document (*Skip to content*) is
left out, and declared. What is not understood stays text of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.received import LINK, STRONG
from ..draft import Entry, Paragraph, SourceChange, Text
from ..register import key_for
from .dates import edtf_of, is_date
from .languages import code_of

if TYPE_CHECKING:
    from ..draft import Draft
    from .units import Unit

__all__ = ["Header", "read_header"]

# The names of fields, as archives in several languages print them, and what each is for.
NAMES: dict[str, str] = {
    name: meaning
    for names, meaning in (
        ("citation|cite as|zitation|цитата", "citation"),
        ("summary|description|abstract|zusammenfassung|résumé|аннотация", "summary"),
        ("credits|credit|acknowledgements", "credits"),
        ("original language|language of original|originalsprache|язык оригинала", "original"),
        ("contents|content|document contents", "contents"),
        ("source|sources|provenance|quelle|источник", "source"),
        ("rights|copyright|rechte", "rights"),
        ("license|licence", "license"),
        ("document type", "kind"),
        ("collection|collections", "collection"),
        ("repository|archive", "repository"),
        ("reference code|call number|shelf mark", "reference-code"),
        ("translator|translated by", "translator"),
        ("contributor|contributed by|provided by", "contributor"),
        ("date of document|document date", "date"),
    )
    for name in names.split("|")
}
_NAVIGATION = re.compile(
    r"(?i)(?:skip to (?:main )?content|home|menu|search|share|print|download|about|contact(?: us)?|"
    r"back to top|next|previous|log ?in|sign in|subscribe|document information|"
    r"associated (?:places|topics|people(?: & organizations)?|themes)|related documents|"
    r"view (?:original|translation|transcript|pdf)|original scan|cookies?.{0,40}|"
    r"(?:home|browse)(?: [>»/|] [\w ]+)+)\.?"
)
_BELOW = {"source", "rights", "license", "collection", "repository", "contents", "original",
          "credits", "citation", "contributor", "translator", "reference-code",
          "summary"}  # fmt: skip
_FIELD = re.compile(r"\s*(?P<name>[^\W\d_][^\n:]{2,40}?)\s*:\s*(?P<value>.*)", re.DOTALL)


_LONGEST_NAVIGATION = 200


@dataclass(slots=True)
class Header:
    """What was read: which units are header, and which of the page only."""

    taken: set[int] = field(default_factory=set)
    navigation: set[int] = field(default_factory=set)


def read_header(units: list[Unit], first: int, draft: Draft) -> Header:
    """Read the header of a page into *draft*; *first* is the unit with which speech begins."""
    header = Header()
    end = _fields(units, range(first), header, draft, below=False)
    _title_and_date(units, end, first, header, draft)
    if any(finding.rule == "header-citation" for finding in draft.findings):
        # A page that cites itself begins with its title or its date: what is above is the site's.
        for at in range(min(header.taken)):
            is_short = len(units[at].text) < _LONGEST_NAVIGATION
            if is_short and not units[at].text.rstrip().endswith((".", ":")):
                header.navigation.add(at)
    _fields(units, range(first, len(units)), header, draft, below=True)
    return header


def _fields(units: list[Unit], places: range, header: Header, draft: Draft, *, below: bool) -> int:
    """Read the fields among *places*; return the unit after the last one."""
    end = places.start
    pending: tuple[str, int] | None = None
    for at in places:
        unit = units[at]
        text = unit.text.strip()
        if below and not header.taken and not _is_tail(units, at) and pending is None:
            continue
        if below and pending is None and not _is_tail(units, at):
            continue
        if _NAVIGATION.fullmatch(text):
            header.navigation.add(at)
            pending = None
            end = at + 1
            continue
        found = _field(text, below=below)
        if found is not None:
            name, value = found
            if not text.endswith(":") and not value:
                # Its name is a heading there, and no field that a reader of the source knows.
                lines = (unit.line, unit.last_line)
                change = SourceChange("The name of a field of the archive's page.", lines=lines)
                draft.changes.append(change)
            if value:
                _set(name, value, unit, draft)
                pending = None
            else:
                pending = (name, at)
            header.taken.add(at)
            end = at + 1
        elif pending is not None:
            _set(pending[0], text, unit, draft)
            header.taken.add(at)
            pending = None
            end = at + 1
    if pending is not None:
        header.taken.discard(pending[1])
    return end


def _is_tail(units: list[Unit], at: int) -> bool:
    """Whether nothing but fields of the page stands below: then it is the foot of the page."""
    rest = [unit.text.strip() for unit in units[at:]]
    if len(rest) > 24:  # noqa: PLR2004
        return False
    head = rest[0]
    found = _field(head, below=True)
    return bool(_NAVIGATION.fullmatch(head)) or found is not None


def _field(text: str, *, below: bool) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(text)
    folded = " ".join(match["name"].casefold().split()) if match else ""
    if match and folded in NAMES and (not below or NAMES[folded] in _BELOW):
        return NAMES[folded], match["value"].strip()
    whole = " ".join(text.casefold().split())
    if below and whole in NAMES and NAMES[whole] in _BELOW and text[:1].isupper():
        return NAMES[whole], ""
    return None


def _title_and_date(units: list[Unit], end: int, first: int, header: Header, draft: Draft) -> None:
    """Take the title and the date that stand without a name above the fields."""
    has_fields = bool(header.taken)
    for at in range(min(end, first) if has_fields else min(first, 3)):
        if at in header.taken or at in header.navigation:
            continue
        unit, text = units[at], units[at].text.strip()
        half = len(text) / 2
        is_bold = any(mark.kind == STRONG and mark.end - mark.start > half for mark in unit.marks)
        date = edtf_of(text) if is_date(text) else ""
        if date and draft.metadata.setdefault("date", date) == date:
            header.taken.add(at)
            what = "date"
        elif _is_title(text, draft) or (
            not draft.title and (is_bold or has_fields or "date" in draft.metadata)
        ):
            draft.title = draft.title or text
            header.taken.add(at)
            what = "title"
        else:
            continue
        draft.find(
            "recognised", f"header-{what}", f"the {what} of the document", unit.line, words=text
        )


def _is_title(text: str, draft: Draft) -> bool:
    """Whether *text* is the title that a citation has said already."""
    return bool(draft.title) and _folded(text) == _folded(draft.title)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _set(name: str, value: str, unit: Unit, draft: Draft) -> None:
    draft.find(
        "recognised",
        f"header-{name}",
        f"a field of the header: {name}",
        unit.line,
        words=value[:60],
    )
    metadata = draft.metadata
    if name == "citation":
        _citation(value, unit, draft)
    elif name == "summary":
        draft.summary = [Paragraph((Text(value),), unit.line)]
    elif name == "original":
        metadata["original-language"] = code_of(value) or value
    elif name == "contents":
        words = re.split(r"\s+-\s+|:\s*|\s+", value)
        codes = [code for word in words if (code := code_of(word))]
        if codes:
            metadata["language"] = codes[-1]
        else:
            metadata["kind"] = value
    elif name == "date":
        metadata["date"] = edtf_of(value) or value
    elif name == "source":
        _source(value, draft)
    else:
        metadata[name] = f"{metadata[name]} {value}" if name in metadata else value


_HANDS = (
    ("contributor", re.compile(r"(?i)\b(?:obtained and )?(?:provided|contributed|obtained) by ")),
    ("translator", re.compile(r"(?i)\btranslat(?:ed|ion) by ")),
)
_NEXT_HAND = re.compile(
    r"(?i)(?:,? and |, |; )?"
    r"(?:(?:obtained|provided|contributed|translated|edited)\b.* by |translation by )"
    r"|\s+for\s+|\s+<|\s+https?:|\.(?=\s|$)(?<!\b[A-Z]\.)|$"
)


def _hands(text: str, draft: Draft) -> str:
    """Take who provided and translated a document from *text*; return what stands before that."""
    before = len(text)
    for name, opening in _HANDS:
        match = opening.search(text)
        if match is None:
            continue
        before = min(before, match.start())
        end = _NEXT_HAND.search(text, match.end())
        stop = end.start() if end else len(text)
        draft.metadata.setdefault(name, text[match.end() : stop].strip(" ,;"))
        purpose = re.compile(
            r"\s+for(?: the)?\s+([A-Z][\w .&-]*?)(?=\s*(?:<|https?:|\.|,|$))"
        ).match(text, stop)
        if purpose:
            maker = purpose[1].strip()
            keys = {entry.key for entry in draft.entries}
            draft.entries.append(
                Entry(key_for(maker, keys), {"kind": "organization", "name": maker})
            )
    return text[:before].strip(" ,.;")


def _citation(value: str, unit: Unit, draft: Draft) -> None:
    metadata = draft.metadata
    links = [mark.value for mark in unit.marks if mark.kind == LINK]
    # A line may end in an address, behind a stroke.
    written = next(iter(re.findall(r"https?://\S+(?:(?<=[/-]) \S+$)?", value)), "")
    address = links[0] if links else written
    if address:
        metadata["source"] = address.replace(" ", "")
    body = _hands(value.replace(address, " ").strip(" <>") if address else value, draft)
    title = re.match(r'[“"«](?P<title>.+?)[,.]?[”"»]\s*,?\s*', body)
    if title:
        body = body[title.end() :]
        if not draft.title:
            draft.title = title["title"]
    parts = [part.strip() for part in body.split(",") if part.strip()]
    for size in (2, 1):
        words = ", ".join(parts[:size])
        if parts and is_date(words):
            metadata.setdefault("date", edtf_of(words))
            parts = parts[size:]
            break
    if parts:
        metadata.setdefault("collection", parts[0])
    if parts[1:]:
        metadata.setdefault("repository", ", ".join(parts[1:]))


def _source(value: str, draft: Draft) -> None:
    kept = _hands(value, draft)
    draft.metadata.setdefault("reference-code" if re.search(r"\d", kept) else "repository", kept)
