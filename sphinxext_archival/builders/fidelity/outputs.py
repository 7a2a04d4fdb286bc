"""What readers get: the text of what is built beside the check, held to that of the edition.

HTML, EPUB and TEI have every word and, but for TEI, every sign and marker of it, in its order. A
PDF has its words in their order among what is printed on every page: that all are there is held.
What is not as it should be was built from another text, or is harmed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain import domain_of
from ...fidelity.flatten import Flattener
from ...model.fidelity.align import differences
from ...model.fidelity.flat import BULLET, label_of, marker, tokenize
from ..volumes import volumes
from . import readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...domain.records import DocumentRecord
    from ...model.fidelity.flat import Flat
    from . import FidelityBuilder

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHOWN = 8


class Output(NamedTuple):
    """A file that was compared, from the folder of the outputs; *why* says what is wrong."""

    path: str
    words: int
    why: str = ""


class Outputs:
    """What lies beside the builder's own folder."""

    def __init__(self, builder: FidelityBuilder) -> None:
        """Look for it, as ``html``, ``epub``, ``pdf`` and ``tei`` beside this build put it."""
        self.env = builder.env
        self.folder = Path(builder.outdir).parent
        self.books = sorted((self.folder / "epub").glob("*.epub"))
        documents = (v for v in volumes(self.env) if v.document)
        self.names = {volume.document: volume.name for volume in documents}

    def check(self, records: Sequence[DocumentRecord]) -> Iterator[Output]:
        """Yield what is found of the document whose parts are *records*."""
        name = self.names.get(records[0].identifier, "")
        pages = [
            (path, record.docname)
            for record in records
            for path in (
                self.folder / "html" / f"{record.docname}.html",
                self.folder / "dirhtml" / record.docname / "index.html",
            )
            if path.is_file()
        ]
        if pages or self.books:
            texts = {record.docname: self._page(record.docname) for record in records}
            for path, docname in pages:
                found = self._guarded(path, lambda p: readers.html(p.read_bytes()))
                yield self._exact(path, found, texts[docname])
            for path in self.books:
                yield from self._book(path, texts)
        pdf, tei = self.folder / "pdf" / f"{name}.pdf", self.folder / "tei" / f"{name}.xml"
        if (pdf.is_file() or tei.is_file()) and name:
            whole = Flattener(printed=True)
            for record in records:
                whole.add(self.env.get_doctree(record.docname), record.docname, record.ordinal)
            body = _letters(_printed(whole.body, {}, marks=False))
            notes = [
                word
                for note in whole.ordered_notes()
                for word in _letters(_printed(note.flat, {}, marks=False))
            ]
            if tei.is_file():
                found = self._guarded(tei, lambda p: readers.tei(p.read_bytes()))
                if not isinstance(found, str):
                    found = _letters(found[0]), _letters(found[1])
                yield self._exact(tei, found, (body, notes))
            if pdf.is_file():
                yield self._printed(pdf, body, notes)

    def _page(self, docname: str) -> tuple[list[str], list[str]]:
        """Return the words of all documents on a page, and those of their notes."""
        tree = self.env.get_doctree(docname)
        body: list[str] = []
        notes: list[str] = []
        for record in domain_of(self.env).index.pages[docname].documents:
            text = Flattener(printed=True)
            text.add(tree, docname, record.ordinal)
            labels = {marker(note.name): note.label for _, note in text.notes}
            body += _printed(text.body, labels)
            for _, note in text.notes:
                notes += _printed(note.flat, labels)
        return body, notes

    def _guarded(
        self, path: Path, read: Callable[[Path], tuple[list[str], list[str]]]
    ) -> tuple[list[str], list[str]] | str:
        try:
            return read(path)
        except (OSError, ValueError, KeyError, readers.UnreadableError) as error:
            return f"it cannot be read: {error}"

    def _book(self, path: Path, texts: dict[str, tuple[list[str], list[str]]]) -> Iterator[Output]:
        for docname, text in texts.items():
            found = self._guarded(path, lambda p, d=docname: readers.epub(p, d))  # type: ignore[misc]
            if found != ([], []) or text == ([], []):
                yield self._exact(path, found, text)
            else:
                yield self._output(path, 0, f"it does not have the page “{docname}”")

    def _exact(
        self,
        path: Path,
        found: tuple[list[str], list[str]] | str,
        wanted: tuple[list[str], list[str]],
    ) -> Output:
        """Compare text that has to be the edition's, and nothing else."""
        if isinstance(found, str):
            return self._output(path, 0, found)
        for there, ours in zip(found, wanted, strict=True):
            if path.suffix == ".xml" and "".join(there) == "".join(ours):
                continue  # without the brackets of an insertion a word may be cut elsewhere
            stretches = differences(there, ours)
            if stretches:
                one = stretches[0]
                has = " ".join(there[max(one.a_start - 1, 0) : one.a_end + 1][:_SHOWN])
                should = " ".join(ours[max(one.b_start - 1, 0) : one.b_end + 1][:_SHOWN])
                why = f"it has “{has}” where the edition has “{should}”"
                return self._output(path, len(there), f"{why}; {len(stretches)} places differ")
        return self._output(path, len(found[0]) + len(found[1]))

    def _printed(self, path: Path, body: list[str], notes: list[str]) -> Output:
        """Compare a PDF: all words of the edition are among those on its pages."""
        try:
            text = readers.pdf(path)
        except readers.MissingError as error:
            return self._output(path, 0, "", note=str(error))
        except readers.UnreadableError as error:
            return self._output(path, 0, f"it cannot be read: {error}")
        there = _letters([text])
        for wanted in (body, notes):
            lost = [one for one in differences(there, wanted) if not _is_parted(there, wanted, one)]
            if lost:
                words = " ".join(wanted[max(lost[0].b_start - 1, 0) : lost[0].b_end + 1][:_SHOWN])
                return self._output(path, len(there), f"it does not have “{words}” of the edition")
        return self._output(path, len(body) + len(notes))

    def _output(self, path: Path, words: int, why: str = "", note: str = "") -> Output:
        name = path.relative_to(self.folder).as_posix()
        if why:
            why = f"{name} is not built from this text: {why}; build it again"
        return Output(name if not note else f"{name} ({note})", words, why)


def _printed(flat: Flat, labels: dict[str, str], *, marks: bool = True) -> list[str]:
    """Return the words and signs that a page prints: markers as the edition numbers them."""
    words = []
    for word in tokenize(flat).words:
        label = label_of(word)
        if label is None and word != BULLET:
            words.append(word)
        elif label is not None and marks:
            words.append(labels.get(word, label))
    return words


def _letters(words: Sequence[str]) -> list[str]:
    """Return the letters and digits of *words*, as words: what the making of a page leaves be."""
    return [match[0] for word in words for match in _WORD.finditer(word.casefold())]


def _is_parted(
    there: Sequence[str], wanted: Sequence[str], stretch: tuple[int, int, int, int]
) -> bool:
    """Say whether a stretch has only what a page prints besides, or a word that its end parts."""
    a_start, a_end, b_start, b_end = stretch
    if b_start == b_end:
        return True
    missing = "".join(wanted[b_start:b_end])
    printed = list(there[a_start:a_end])
    for cut in range(len(printed) + 1):
        head = "".join(printed[:cut])
        if not missing.startswith(head):
            break
        for tail in range(cut, len(printed) + 1):
            if head + "".join(printed[tail:]) == missing:
                return True
    return False
