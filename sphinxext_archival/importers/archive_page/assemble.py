"""From the units of a page to the blocks of a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.labels import DELIMITERS
from ..draft import Enclosure, Entry, Feature, Note, Page, Paragraph, SourceChange, Text, Turn
from ..register import key_for
from .candidates import alias_in, family_of, fold_name
from .flattened import unflattened
from .header import read_header
from .inline import Builder
from .left_out import leave_out, without_running
from .notes import find_bodies, markers_in, spellings
from .participants import participants
from .running import running_lines
from .speakers import find_speakers
from .units import units_of

if TYPE_CHECKING:
    from ...model.received import Paragraph as Received
    from ..draft import Block, Draft, Inline
    from .candidates import Candidate
    from .notes import Body
    from .speakers import Speakers
    from .units import Unit

__all__ = ["assemble"]

_UNIDENTIFIED = re.compile(
    r"(?i)(?:um|uf|male|female|voice|unidentified|unknown|speaker|man|woman)\b\.?[ #]?\d*|u[mf]\d*"
)

_ENCLOSURE = re.compile(
    r"(?i)(?:attachments?|enclosures?|annex|appendix|anlage|приложение)"
    r"(?: (?:no\.? ?|№ ?)?[\dA-Z]{1,3})?[.:]?"
)
# Letters that are spaced to stand out, as a name below a telegram; a name after such a word.
_SIGNATURE = re.compile(
    r"(?:[^\W\d_a-z] ){3,}[^\W\d_a-z]|(?:\(?[Ss]igned\)?:?|/s/) [^\W\d_a-z].{1,60}"
)
_ENDS = re.compile(r"[.!?:;…\"”’»)\]*]\s*(?:\[?\d{1,3}\]?)?$")
_LIST = re.compile(r"\s*(?:[-–—•*]\s|\d{1,3}[.)]\s|[a-z]\)\s)")


def assemble(paragraphs: list[Received], draft: Draft) -> None:
    """Read *paragraphs* into *draft*."""
    lines = [line for paragraph in paragraphs for line in paragraph.text.split("\n")]
    named = participants(lines)
    rough = find_speakers(lines, named)
    running = running_lines(paragraphs)
    units = units_of(paragraphs, lambda line: rough.label_at(line) is not None, running)
    units = without_running(units, running, draft)
    units = unflattened(units, draft)
    speakers = find_speakers([unit.text for unit in units], named)
    speakers.names |= {key: name for key, name in rough.names.items() if key not in speakers.names}
    labels = [speakers.label_at(unit.text) for unit in units]
    first = next((at for at, label in enumerate(labels) if label is not None), None)
    header = read_header(units, _body_start(units) if first is None else first, draft)
    gone = header.taken | header.navigation
    for at in sorted(header.navigation):
        unit = units[at]
        leave_out(unit, units, draft)
        draft.find(
            "inferred", "navigation", "left over from the web page", unit.line, 0.9, unit.text
        )
    rest = [unit for at, unit in enumerate(units) if at not in gone]
    bodies, headings = find_bodies(rest)
    Assembler(rest, speakers, draft).run(bodies, headings)


def _body_start(units: list[Unit]) -> int:
    """Without speakers, the header is what stands in the first lines."""
    return min(len(units), 24)


class Assembler:
    """Makes the blocks, the notes and the entries of one draft."""

    def __init__(self, units: list[Unit], speakers: Speakers, draft: Draft) -> None:
        self._units = units
        self._speakers = speakers
        self._draft = draft
        self._keys: dict[str, str] = {}
        self._labels: dict[str, list[str]] = {}

    def run(self, bodies: list[Body], headings: set[int]) -> None:
        """Fill the draft."""
        units, draft = self._units, self._draft
        below = {at for body in bodies for at in body.units} | headings
        note_labels = {body.label for body in bodies}
        text = [at for at in range(len(units)) if at not in below]
        spelled = spellings([units[at] for at in text], note_labels)
        called = {
            label
            for at in text
            for _, _, label, _ in markers_in(units[at], note_labels, 0, spelled)
        }
        self._bodies_called(bodies, called)
        builder = Builder(draft, note_labels & called, {units[at].text for at in text}, spelled)
        turn: Turn | None = None
        previous: Paragraph | None = None
        enclosed: Enclosure | None = None
        last = max((at for at in text if self._speakers.label_at(units[at].text)), default=-1)
        for at in text:
            unit = units[at]
            label = self._speakers.label_at(unit.text)
            if label is not None:
                turn = self._turn(unit, label, builder)
                draft.blocks.append(turn)
                previous = turn.blocks[0] if turn.blocks else None  # type: ignore[assignment]
                continue
            if previous is not None and self._is_cut(previous, unit):
                self._join(previous, unit, builder)
                continue
            if at > last and _ENCLOSURE.fullmatch(unit.text.strip()):
                enclosed = Enclosure(builder.inline(unit), [], unit.line)
                draft.blocks.append(enclosed)
                draft.find("inferred", "enclosure", "an enclosure", unit.line, 0.8, unit.text)
                previous = None
                continue
            previous = Paragraph(_signed(builder.inline(unit)), unit.line)
            owner = enclosed or turn
            (owner.blocks if owner else draft.blocks).append(previous)
        for at in sorted(headings):
            where = units[at]
            draft.changes.append(
                SourceChange("The heading of the notes.", lines=(where.line, where.last_line))
            )
        self._notes(bodies, called, builder)
        self._entries()

    def _notes(self, bodies: list[Body], called: set[str], builder: Builder) -> None:
        """Make notes of *bodies*. One that nothing calls stays where it stands among the others."""
        is_above = True
        after = [at for at, body in enumerate(bodies) if body.label in called]
        for at, body in enumerate(bodies):
            is_above = is_above and body.label not in called
            if body.label in called or (not is_above and at > after[-1]):
                self._note(body, builder)
                continue
            for place in body.units:
                unit = self._units[place]
                block = Paragraph(builder.inline(unit, notes=False), unit.line)
                blocks = (
                    self._draft.blocks if is_above or not after else self._draft.notes[-1].blocks
                )
                if is_above and isinstance(blocks[-1] if blocks else None, Turn):
                    blocks[-1].blocks.append(block)  # type: ignore[union-attr]
                else:
                    blocks.append(block)

    def _bodies_called(self, bodies: list[Body], called: set[str]) -> None:
        for body in bodies:
            if body.label not in called:
                self._draft.find(
                    "decision", "note-not-called", "nothing in the text calls this note",
                    self._units[body.units[0]].line, words=body.label,
                )  # fmt: skip

    def _is_cut(self, previous: Paragraph, unit: Unit) -> bool:
        """Whether *unit* goes on with the paragraph before it, which a page break has cut."""
        from ..draft import inline_text  # noqa: PLC0415

        words = inline_text(previous.content).rstrip()
        head = unit.text.lstrip()
        if not words or _ENDS.search(words) or _LIST.match(unit.text) or len(words.split()) < 4:  # noqa: PLR2004
            return False
        return head[:1].islower()

    def _join(self, previous: Paragraph, unit: Unit, builder: Builder) -> None:
        previous.content = (
            *previous.content,
            Text(" "),
            Page("?"),
            Text(" "),
            *builder.inline(unit),
        )
        self._draft.find(
            "inferred", "join", "the paragraph above goes on here: a page break has cut it",
            unit.line, 0.9, " ".join(unit.text.split()[:6]),
        )  # fmt: skip

    def _turn(self, unit: Unit, label: Candidate, builder: Builder) -> Turn:
        key = self._key(label)
        printed = unit.text[: label.end].strip()
        content = builder.inline(unit, 0, label.end)
        blocks: list[Block] = []
        if unit.text[label.end :].strip():
            blocks.append(Paragraph(builder.inline(unit, label.end), unit.line))
        spoken = label.name.strip()
        known = self._labels.setdefault(key, [])
        if spoken not in known and key:
            known.append(spoken)
        confidence = self._speakers.confidence.get(label.key, 0.7)
        self._draft.find(
            "inferred", "speaker", f"a turn: {self._speakers.why.get(label.key, 'a label')}",
            unit.line, confidence, printed,
        )  # fmt: skip
        if "[" in printed:
            # In a label a bracket is no insertion.
            change = SourceChange("A bracket in a label.", printed, printed, unit.line)
            self._draft.changes.append(change)
        glued = bool(blocks) and not unit.text[label.end : label.end + 1].isspace()
        if glued and label.sign not in DELIMITERS:
            # Such a label is written out, with a blank behind it.
            following = re.match(r"\S+", unit.text[label.end :])
            words = following[0] if following else ""
            last = printed.split()[-1]
            self._draft.changes.append(
                SourceChange(
                    "A blank behind a label.", f"{last}{words}", f"{last} {words}", unit.line
                )
            )
        return Turn(
            content, (key,) if key else (), blocks, unit.line, alone=label.alone, glued=glued
        )

    def _key(self, label: Candidate) -> str:
        """Return the key of the entry of who speaks, or nothing for an unidentified voice."""
        if _UNIDENTIFIED.fullmatch(label.name):
            return ""
        folded = label.key
        if folded in self._keys:
            return self._keys[folded]
        target = self._speakers.aliases.get(folded)
        if target and target in self._keys:
            self._keys[folded] = self._keys[target]
            return self._keys[folded]
        same = self._same_person(label)
        if same:
            self._keys[folded] = same
            return same
        key = key_for(family_of(label.key) if len(label.name.split()) < 4 else label.name,  # noqa: PLR2004
                      set(self._keys.values()))  # fmt: skip
        self._keys[folded] = key
        if alias := alias_in(label.remark):
            self._keys[fold_name(alias)] = key
        return key

    def _same_person(self, label: Candidate) -> str:
        """Return the key of who has the same family's name and no other initials or given name."""
        family, words = family_of(label.key), label.key.split()
        if len(family) < 3:  # noqa: PLR2004
            return ""
        for other, key in self._keys.items():
            theirs = other.split()
            if (
                key
                and family_of(other) == family
                and (
                    len(theirs) == 1
                    or len(words) == 1
                    or [word[0] for word in theirs] == [word[0] for word in words]
                )
            ):
                return key
        return ""

    def _entries(self) -> None:
        for key, labels in self._labels.items():
            if not key:
                continue
            name = _as_name(labels[0])
            is_group = re.search(
                r"(?i)\b(?:members|voices|all|council|committee|delegation)\b", name
            )
            fields = {"kind": "organization" if is_group else "person", "name": name}
            if name not in labels and not is_group:
                fields["variants"] = []  # type: ignore[assignment]
                del fields["variants"]
            self._draft.entries.append(Entry(key, {**fields, "labels": labels}))
            self._draft.find(
                "decision",
                "entry",
                f"a new entry of the register, {key}: say who it is",
                words=name,
            )

    def _note(self, body: Body, builder: Builder) -> None:
        first = self._units[body.units[0]]
        block = Paragraph(builder.inline(first, body.start, notes=False), first.line)
        for at in body.units[1:]:
            self._join_note(block, self._units[at], builder)
        self._draft.notes.append(Note(body.label, [block], line=first.line))

    def _join_note(self, block: Paragraph, unit: Unit, builder: Builder) -> None:
        block.content = (
            *block.content,
            Text(" "),
            Page("?"),
            Text(" "),
            *builder.inline(unit, notes=False),
        )
        self._draft.find("inferred", "join", "the note above goes on here", unit.line, 0.9)


def _signed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Mark *content* as a signature if it is one."""
    only = content[0] if len(content) == 1 else None
    if isinstance(only, Text) and _SIGNATURE.fullmatch(only.text.strip()):
        return (Feature("signature", content),)
    return content


def _as_name(label: str) -> str:
    """Return a label in capitals as a name is written."""
    words = []
    for word in label.split():
        is_capital = word.isupper() and sum(map(str.isalpha, word)) > 1
        words.append(
            "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
            if is_capital
            else word
        )
    return " ".join(words)
