"""How well TEI is imported: turns against the truth, words kept, time.

The truth is read from the XML by other means than the importer's: the elements `sp` and `u`, and in
files without them the paragraphs that begin with a name, in italics or capitals, and a colon.
"""

from __future__ import annotations

import difflib
import re
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from sphinxext_archival.importers import UnreadableError, import_file
from sphinxext_archival.importers.draft import (
    Emendation,
    Emphasis,
    NoteRef,
    Paragraph,
    Text,
    inline_text,
)
from sphinxext_archival.importers.draft import inner_blocks as blocks_in
from sphinxext_archival.received import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinxext_archival.importers.draft import Draft, Turn

__all__ = ["Score", "measure", "measure_all"]

_TEI = "{http://www.tei-c.org/ns/1.0}"
_WORD = re.compile(r"\w+")
_CAPITALS = re.compile(
    r"(?:M(?:R|RS|ISS)[.·, ]*[A-Z0-9. ]+|THE [A-Z]+|VOICE|FROM THE FLOOR)[^:a-z]*"
    r"(?:\[Cont\.\])?\s?:"
)
_OFFICE = re.compile(r"The (?:President|Secretary|Chairman):|(?:Lt\. )?General ")
_MANY = 3


class Score(NamedTuple):
    """What came of a file: shares are from 0 to 1, seconds are those of reading it."""

    name: str
    documents: int
    turns: int
    truth: int
    recall: float
    precision: float
    words: int
    kept: float
    seconds: float


def measure_all(corpora: Path) -> Iterator[Score]:
    """Yield the score of each file of TEI below *corpora* that can be read."""
    for path in sorted(corpora.rglob("*.xml")):
        try:
            yield measure(path)
        except UnreadableError as error:
            print(error)


def measure(path: Path) -> Score:
    """Return the score of the file *path*."""
    begun = time.perf_counter()
    drafts = import_file(path)
    seconds = time.perf_counter() - begun
    data = path.read_bytes()
    truth = list(_truth(ET.fromstring(data)))  # noqa: S314 - these files are known
    found = [_key(inline_text(turn.label), _first(turn)) for d in drafts for turn in d.turns()]
    matcher = difflib.SequenceMatcher(None, truth, found, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    source: Counter[str] = Counter()
    edition: Counter[str] = Counter()
    for draft in drafts:
        if not draft.is_register:
            received = read_bytes(draft.source or data, path.name)
            for paragraph in received.paragraphs:
                markers = [m for m in paragraph.marks if m.kind == "marker"]
                text = paragraph.text
                for mark in reversed(markers):
                    text = f"{text[: mark.start]} {text[mark.end :]}"
                source.update(_WORD.findall(text))
            edition.update(_words(draft))
    total = source.total()
    return Score(
        path.name,
        len(drafts),
        len(found),
        len(truth),
        right / len(truth) if truth else 1.0,
        right / len(found) if found else 1.0,
        total,
        (source & edition).total() / total if total else 1.0,
        seconds,
    )


def _truth(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the label and the first words of each turn."""
    labels = _labels(root)
    for speech in [*root.iter(f"{_TEI}sp"), *root.iter(f"{_TEI}u")]:
        said = [it for it in speech.iter() if it.tag in {f"{_TEI}{n}" for n in ("p", "l", "seg")}]
        label = speech.find(f"{_TEI}speaker")
        if said:
            words = "".join(label.itertext()) if label is not None else labels.get(speech, "")
            yield _key(words, "".join(said[0].itertext()))
    if root.find(f".//{_TEI}sp") is not None or root.find(f".//{_TEI}u") is not None:
        return
    divisions = root.findall(f".//{_TEI}div[@type='document']") or [root]
    for division in divisions:
        candidates = [key for it in division.iter(f"{_TEI}p") if (key := _spoken(it))]
        if len(candidates) >= _MANY:
            yield from candidates


def _labels(root: ET.Element) -> dict[ET.Element, str]:
    """Return the label that stands in a note before each utterance."""
    labels = {}
    for parent in root.iter():
        last = ""
        for inner in parent:
            if inner.tag == f"{_TEI}note" and inner.get("type") == "speaker":
                last = "".join(inner.itertext())
            elif inner.tag == f"{_TEI}u":
                labels[inner], last = last, ""
    return labels


def _spoken(paragraph: ET.Element) -> tuple[str, str] | None:
    words = " ".join("".join(paragraph.itertext()).split())
    if match := _CAPITALS.match(words):
        return _key(match[0], words[match.end() :])
    first = paragraph[0] if len(paragraph) else None
    is_set = (
        first is not None and first.get("rend") == "italic" and not (paragraph.text or "").strip()
    )
    label = "".join(first.itertext()).strip() if first is not None else ""
    if is_set and label.endswith(":") and (first.find(f".//{_TEI}persName") is not None  # type: ignore[union-attr]
                                           or _OFFICE.match(label)):  # fmt: skip
        return _key(label, words[len(" ".join(label.split())) :])
    return None


def _key(label: str, words: str) -> tuple[str, str]:
    """Return what tells a turn from those beside it: the first words of its label and of itself."""
    first = _WORD.findall(label)[:1]
    return " ".join(first), "".join(_WORD.findall(words)[:1])


def _first(turn: Turn) -> str:
    content = next((it.content for it in blocks_in(turn.blocks) if isinstance(it, Paragraph)), ())
    is_led = len(content) > 1 and isinstance(content[0], Emphasis) and content[1] == Text(" ")
    # A remark before the words is none of them.
    return inline_text(content[2:] if is_led else content)


def _words(draft: Draft) -> Iterator[str]:
    every = [*draft.blocks, *(block for note in draft.notes for block in note.blocks)]
    for block in blocks_in(every):
        contents = [getattr(block, name, ()) for name in ("label", "content", "heading")]
        contents += [cell for row in getattr(block, "rows", ()) for cell in row]
        for content in contents:
            text = "".join(
                item.source if isinstance(item, Emendation) else
                " " if isinstance(item, NoteRef) else inline_text([item])
                for item in content
            )  # fmt: skip
            yield from _WORD.findall(text)
