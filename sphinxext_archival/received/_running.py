"""Paragraphs that are put together from pieces: words with their places, and marks."""

from __future__ import annotations

from ..model.received import MARKER, PAGE, Mark, Paragraph, Place
from ._xml import Words

__all__ = ["Running"]


class Running:
    """Collects ``paragraphs``; the last stays open until :meth:`flush`."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.paragraphs: list[Paragraph] = []
        self.pieces: list[Words | Mark] = []
        self.is_verse = False
        self.is_joined = False
        """Whether a label stands at its head, which the next paragraph goes on with."""
        self._line, self._offset = 1, 0

    def put(self, words: Words) -> None:
        """Go on with words of the file."""
        self._line, self._offset = words.line, words.offset
        if words.text.strip():
            self.is_joined = False
        self.pieces.append(words)

    def text(self, words: str) -> None:
        """Go on with what stands in no place of the file by itself."""
        self.pieces.append(Words(words, self._line, self._offset))

    def mark(self, kind: str, value: str) -> None:
        """Go on with a mark."""
        self.pieces.append(Mark(kind, 0, 0, value))

    def flush(self) -> None:
        """End the paragraph. What has no words waits for the next, or a marker joins the last."""
        pieces, self.pieces = self.pieces, []
        self.is_verse = self.is_joined = False
        if any(isinstance(it, Words) and it.text.strip() for it in pieces):
            self.paragraphs.append(_paragraph(pieces))
            return
        marks = [it for it in pieces if isinstance(it, Mark)]
        markers = [it for it in marks if it.kind == MARKER]
        if markers and self.paragraphs:
            self.paragraphs[-1] = _with_markers(self.paragraphs[-1], markers)
        else:
            self.pieces += marks


def _paragraph(pieces: list[Words | Mark]) -> Paragraph:
    """Return the paragraph of *pieces*, with single spaces."""
    text = ""
    places: list[Place] = []
    marks: list[Mark] = []
    for piece in pieces:
        if isinstance(piece, Mark):
            start = len(text)
            if piece.kind == MARKER:
                text += f"[{piece.value}]"
            if piece.kind != PAGE or text.strip():
                marks.append(Mark(piece.kind, start, len(text), piece.value))
            continue
        words = " ".join(piece.text.split())
        is_spaced = not text or text[-1].isspace()
        lead = " " if piece.text[:1].isspace() and not is_spaced else ""
        trail = " " if words and piece.text[-1:].isspace() else ""
        if lead or words:
            places.append(Place(len(text) + len(lead), piece.offset, piece.line))
            text += f"{lead}{words}{trail}"
    text = text.rstrip()
    places = [it for it in places if it.start < len(text)]
    places[0] = places[0]._replace(start=0)
    return Paragraph(text, tuple(places), tuple(it for it in marks if it.end <= len(text)))


def _with_markers(paragraph: Paragraph, markers: list[Mark]) -> Paragraph:
    text, marks = paragraph.text, list(paragraph.marks)
    for mark in markers:
        marks.append(Mark(MARKER, len(text), len(text) + len(mark.value) + 2, mark.value))
        text += f"[{mark.value}]"
    return paragraph._replace(text=text, marks=tuple(marks))
