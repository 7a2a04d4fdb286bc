"""A page of the Congressional Record, as the Government Publishing Office has it as text.

The Record has a style of its own, and keeps to it: a paragraph is indented by two blanks, a heading
stands in the middle of the line, who speaks is in capitals behind a title (`Mr. LOTT.`) or an
office (`The PRESIDING OFFICER.`), and `[[Page S746]]` stands in a line of its own where a page
begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.received import ReceivedError
from ..received import READERS, read_bytes
from .archive_page.dates import edtf_of
from .archive_page.inline import Builder
from .archive_page.units import Unit, units_of
from .draft import Draft, Entry, Heading, Page, Paragraph, SourceChange, Text, Turn
from .formats import UnreadableError
from .register import key_for

if TYPE_CHECKING:
    from .draft import Inline

__all__ = ["read"]

_HEAD = re.compile(
    r"\[Congressional Record,? Volume (?P<volume>\d+), Number (?P<number>\d+) "
    r"\((?:\w+, )?(?P<date>\w+ \d{1,2}, \d{4})\)\]"
)
_CHAMBER = re.compile(r"\[(?P<chamber>Senate|House|Extensions of Remarks|Daily Digest|[\w ]+)\]")
_PAGES = re.compile(r"\[Pages? (?P<pages>[A-Z]?\d+(?:[-–][A-Z]?\d+)?)\]")
_ORIGIN = re.compile(r"From the Congressional Record Online.*", re.DOTALL)
_PAGE = re.compile(r"\s*\[\[Page (?P<n>[A-Z]*\d+)\]\]\s*")
_RULE = re.compile(r"[_\s]{3,}")
_NAME = (
    r"(?:(?:de|De|du|Du|van|Van|von|la|La|Mc|Mac|O['’]|D['’])\s?)?[A-ZÀ-Þ][A-ZÀ-Þ'’a-z-]*[A-ZÀ-Þ]"
    r"(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+|,? (?:Jr|Sr|III|II)\.?)*"
)
_OFFICE = (
    r"(?:(?:ACTING|VICE|DEPUTY) )?(?:PRESIDENT|PRESIDING OFFICER|SPEAKER|CHAIR|CHAIRMAN|CHAIRWOMAN|"
    r"CHAIRPERSON|CLERK|CHAPLAIN|CHIEF JUSTICE|LEGISLATIVE CLERK)(?: pro tempore)?"
    r"(?: \((?:Mr|Mrs|Ms|Miss|Dr)\.? [^)]+\))?"
)
_SPEAKER = re.compile(
    rf"(?P<label>(?:(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep)\.?\s(?:(?:[A-Z]\.\s)*){_NAME}"
    rf"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    rf"|The {_OFFICE}|The (?:assistant |senior assistant |bill |legislative |reading )+clerk"
    rf"|(?:SPEAKER|CHAIRMAN) pro tempore"
    rf"|(?:General|President|Chaplain|Senator|Reverend|Rev\.|Chief Justice) {_NAME}))\."
    rf"(?=\s|$)(?!\s*(?:\.|,))"
)
_INDENT_OF_HEADING = 4
_LONGEST_HEADING = 200


def read(data: bytes, name: str) -> list[Draft]:
    """Return the page in *data*, the bytes of the file *name*."""
    suffix = "." + name.rpartition(".")[2].lower()
    known = name if suffix in READERS else f"{name}.{'html' if b'<pre' in data[:4096] else 'txt'}"
    try:
        received = read_bytes(data, known)
    except ReceivedError as error:
        raise UnreadableError(f"{name}: {error}") from error
    identifier = re.sub(r"[^A-Za-z0-9._-]+", "-", name.rpartition(".")[0] or name).strip("-.")
    draft = Draft(identifier or "record", "", source_name=name)
    draft.metadata["language"] = "en"
    _Record(draft).read(list(received.paragraphs))
    return [draft]


def _begins(line: str) -> bool:
    return _SPEAKER.match(line.lstrip()) is not None or _PAGE.fullmatch(line) is not None


class _Record:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._turn: Turn | None = None
        self._last: Paragraph | None = None
        self._page: tuple[Inline, ...] = ()
        self._page_unit: Unit | None = None
        self._entries: dict[str, Entry] = {}
        self._builder = Builder(draft, (), ())

    def read(self, paragraphs: list) -> None:  # type: ignore[type-arg]
        """Read the paragraphs of the page."""
        for paragraph in paragraphs:
            text = paragraph.text
            is_heading = (
                paragraph.indent >= _INDENT_OF_HEADING
                and len(text) < _LONGEST_HEADING
                and not text.rstrip().endswith(":")
            )
            if _HEAD.search(text) and not self._draft.blocks:
                for unit in units_of([paragraph], lambda _line: True):
                    self._headline(unit)
                continue
            for unit in units_of([paragraph], _begins):
                if self._left_out(unit):
                    continue
                if is_heading:
                    self._heading(unit)
                else:
                    self._words(unit)
        if self._page_unit is not None and self._page:
            self._leave_out(self._page_unit, "A page that begins below the text.")
        self._draft.title = self._draft.title or "Congressional Record"

    def _headline(self, unit: Unit) -> None:
        text = unit.text.strip()
        metadata = self._draft.metadata
        if head := _HEAD.search(text):
            metadata["date"] = edtf_of(head["date"])
            metadata["collection"] = (
                f"Congressional Record, volume {head['volume']}, number {head['number']}"
            )
        if pages := _PAGES.search(text):
            metadata["reference-code"] = pages["pages"]
        elif (chamber := _CHAMBER.search(text)) and not _HEAD.search(text):
            metadata["place"] = chamber["chamber"]
        self._leave_out(unit, "The heading of the page, which the header of the document says.")

    def _leave_out(self, unit: Unit, reason: str) -> None:
        change = SourceChange(reason, lines=(unit.line, unit.last_line))
        if change not in self._draft.changes:
            self._draft.changes.append(change)

    def _left_out(self, unit: Unit) -> bool:
        text = unit.text.strip()
        if _RULE.fullmatch(text):
            self._leave_out(unit, "A line across.")
        elif (_CHAMBER.fullmatch(text) or _PAGES.fullmatch(text) or _ORIGIN.fullmatch(text)
              or _HEAD.fullmatch(text)) and not self._draft.blocks:  # fmt: skip
            self._headline(unit)
        elif page := _PAGE.fullmatch(text):
            self._page, self._page_unit = (Page(page["n"]),), unit
        elif text.startswith("Congressional Record,") and not self._draft.blocks:
            self._leave_out(unit, "The title of the web page.")
        else:
            return False
        return True

    def _heading(self, unit: Unit) -> None:
        if not self._draft.title:
            self._draft.title = unit.text.strip()
            self._draft.find("recognised", "title", "the heading of the page", unit.line)
            self._leave_out(unit, "The heading, which is the title of the document.")
            return
        self._turn = self._last = None
        self._draft.blocks.append(Heading((*self._page, Text(unit.text.strip())), unit.line))
        self._page = ()

    def _words(self, unit: Unit) -> None:
        match = _SPEAKER.match(unit.text.lstrip())
        pages = self._page
        self._page = ()
        if match is None:
            if pages and self._last is not None and self._goes_on(unit):
                more = self._builder.inline(unit)
                self._last.content = (*self._last.content, Text(" "), *pages, Text(" "), *more)
                return
            self._last = Paragraph((*pages, *self._builder.inline(unit)), unit.line)
            (self._turn.blocks if self._turn else self._draft.blocks).append(self._last)
            return
        lead = len(unit.text) - len(unit.text.lstrip())
        end = lead + match.end()
        key = self._key(match["label"])
        label = (*pages, Text(unit.text[lead:end]))
        self._last = Paragraph(self._builder.inline(unit, end), unit.line)
        has_words = bool(unit.text[end:].strip())
        self._turn = Turn(
            label, (key,), [self._last] if has_words else [], unit.line, alone=not has_words
        )
        self._draft.blocks.append(self._turn)
        self._draft.find("recognised", "speaker", "a turn", unit.line, words=match["label"])

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a paragraph goes on behind a page break."""
        return unit.text.lstrip()[:1].islower()

    def _key(self, label: str) -> str:
        name = re.sub(r"\s+", " ", label)
        if name not in self._entries:
            key = key_for(name, {entry.key for entry in self._entries.values()})
            entry = Entry(key, {"kind": "person", "name": name, "labels": [name]})
            self._entries[name] = entry
            self._draft.entries.append(entry)
            self._draft.find(
                "decision",
                "entry",
                f"a new entry of the register, {key}: say who it is",
                words=name,
            )
        return self._entries[name].key
