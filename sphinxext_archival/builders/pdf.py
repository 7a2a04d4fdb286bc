"""``sphinx-build -b pdf``: volumes that are set by Typst, which a wheel brings along.

Typst is chosen because it needs nothing beside Python, tags what it writes (PDF/UA-1) as an archive
wants it (PDF/A-3a), and sets a document of fourteen pages in a fifth of a second.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import __
from sphinx.util.display import progress_message

from ..diagnostics import Diagnostic, each_once, place_of, warn
from .failures import Traced
from .images import missing_glyphs, page_of
from .typst import STRICT, TypstBuilder
from .volumes import volumes

try:
    import typst
except ImportError:  # the extra `pdf` is not installed
    typst = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from concurrent.futures import Future

    from sphinx.application import Sphinx

    from ..writers.typst import TypstTranslator
    from .volumes import Volume

    Made = tuple[typst.Compiler, bytes, list[typst.TypstWarning]]

_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_LATEST = 253402300799  # the last second of 9999, which a PDF can name


class PdfBuilder(TypstBuilder):
    """Makes a PDF of each volume; the sources stay beside them."""

    name = "pdf"
    epilog = __("The PDFs are in %(outdir)s.")

    def init(self) -> None:
        """Find the fonts, once for all volumes."""
        super().init()
        if typst is None:
            warn(
                Diagnostic.TYPST,
                "pdf: Typst is not installed, and only its sources are written; run: "
                "pip install 'sphinxext-archival[pdf]'",
            )
            return
        folders = list(self._font_folders())
        # No fonts of this machine: the same input must give the same file elsewhere.
        self.fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)

    def _font_folders(self) -> Iterator[str]:
        for name in self.config.archival_fonts:
            folder = Path(self.confdir, name)
            if not folder.is_dir():
                problem = "which does not exist"
            elif not any(file.suffix.lower() in _FONTS for file in folder.rglob("*")):
                problem = f"which has no font in it ({', '.join(_FONTS)})"
            else:
                yield str(folder)
                continue
            warn(
                Diagnostic.VOLUME,
                f"conf.py: archival_fonts names the folder “{name}”, {problem}",
            )

    def _folder_of_sources(self) -> Path:
        return Path(self.outdir, "typst")

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write every volume; while one is set, the source of the next is written.

        A volume is set ahead, in a thread. What comes of it, and what is wrong with it, is asked
        in its turn.
        """
        if typst is None:
            super().write_documents(docnames)
            return
        waiting: tuple[Volume, TypstTranslator, Future[Made]] | None = None
        with each_once(), ThreadPoolExecutor(max_workers=1) as ahead:
            for volume in volumes(self.env):
                with progress_message(f"{__('writing')} {volume.name}"):
                    translator = self.write_volume(volume)
                    job = ahead.submit(self._set, volume, _timestamp())
                    given = self.options
                    if waiting is not None:
                        self._complete(*waiting)
                    if self.options != given:
                        # Its source was written before it was known what is wrong.
                        self.write_source(volume, translator)
                        job = ahead.submit(self._set, volume, _timestamp())
                    waiting = volume, translator, job
            if waiting is not None:
                self._complete(*waiting)

    def _set(self, volume: Volume, timestamp: int) -> Made:
        """Set *volume*, whose source has been written."""
        compiler = self._compiler(volume)
        standards = list(self.config.archival_pdf_standards)
        made, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=standards, timestamp=timestamp
        )
        return compiler, made, warnings  # type: ignore[return-value]

    def _complete(self, volume: Volume, translator: TypstTranslator, ahead: Future[Made]) -> None:
        """Write the PDF of *volume*, which has been set *ahead*."""
        path = Path(self.outdir, f"{volume.name}.pdf")
        self.written.add(path)
        try:
            path.write_bytes(self._made(volume, translator, ahead))
            self._check_notes(volume, translator)
        except typst.TypstError as error:
            path.unlink(missing_ok=True)
            self._report(volume, translator, error)

    def finish(self) -> None:
        """Say where the PDFs are only if there are any."""
        super().finish()
        if not list(Path(self.outdir).glob("*.pdf")):
            self.epilog = ""  # type: ignore[misc]

    def _made(self, volume: Volume, translator: TypstTranslator, ahead: Future[Made]) -> bytes:
        """Return the PDF; settings of the template that prevent it are left out, and reported."""
        try:
            return self._compile(volume, translator, ahead)
        except typst.TypstError:
            given = self.options
            if not given:
                raise
            if self._problem(volume, translator, {}):
                # Something else is wrong.
                self.options = given
                self.write_source(volume, translator)
                raise
            self._leave_out_wrong_options(volume, translator, given)
            self.write_source(volume, translator)
            return self._compile(volume, translator)

    def _leave_out_wrong_options(
        self, volume: Volume, translator: TypstTranslator, given: dict[str, Any]
    ) -> None:
        """Leave those out, from this volume on, with which alone it cannot be made."""
        wrong = {
            name: problem
            for name, value in given.items()
            if (problem := self._problem(volume, translator, {name: value}))
        }
        rest = {name: value for name, value in given.items() if name not in wrong}
        if problem := self._problem(volume, translator, rest):
            # Each is right by itself.
            wrong |= dict.fromkeys(rest, problem)
            rest = {}
        self.options = rest
        for name, problem in wrong.items():
            warn(
                Diagnostic.CONFIG,
                f"conf.py: archival_template_options has {name!r}: {given[name]!r}, with which "
                f"“{volume.name}” cannot be made, and it is left out: {problem}",
            )

    def _problem(
        self, volume: Volume, translator: TypstTranslator, options: dict[str, Any]
    ) -> str | None:
        """Return why *volume* cannot be made with *options*, or None where it can."""
        self.options = options
        self.write_source(volume, translator)
        try:
            self._compile(volume, translator)
        except typst.TypstError as error:
            return "; ".join([error.message, *error.hints])
        return None

    def _report(self, volume: Volume, translator: TypstTranslator, error: typst.TypstError) -> None:
        """Say that *volume* could not be made, and where in the project it stands, if possible."""
        traced = Traced(self, volume, translator.document)
        place = None
        try:
            self._compiler(volume).compile(
                traced.source.encode(),
                format="pdf",
                pdf_standards=self.config.archival_pdf_standards,
            )
        except typst.TypstError as again:
            place = traced.place("\n".join([again.diagnostic, *again.trace]))
        warn(
            Diagnostic.TYPST,
            f"pdf: “{volume.name}” could not be made: {error.message}\n{error.diagnostic}",
            place or volume.start,
        )

    def _compiler(self, volume: Volume) -> typst.Compiler:
        return typst.Compiler(
            str(self.sources / f"{volume.name}.typ"),
            root=str(self.sources),
            font_paths=self.fonts,
        )

    def _compile(
        self, volume: Volume, translator: TypstTranslator, ahead: Future[Made] | None = None
    ) -> bytes:
        """Return the PDF. Where a glyph is missing no standard can be kept: that is reported."""
        standards = list(self.config.archival_pdf_standards)
        strict = any(name.startswith(STRICT) for name in standards)
        try:
            compiler, made, warnings = ahead.result() if ahead else self._set(volume, _timestamp())
            missing = [] if strict else _missing(compiler)
        except typst.TypstError as error:
            missing = missing_glyphs(error.diagnostic)
            if not missing:
                raise
        if missing:
            self._report_glyphs(missing, translator.document, standards if strict else [])
            source = _kept_for_copying(missing) + self.source(volume, translator)
            made, warnings = self._compiler(volume).compile_with_warnings(  # type: ignore[assignment]
                source.encode(),
                format="pdf",
                pdf_standards=[] if strict else standards,
                timestamp=_timestamp(),
            )
        for warning in warnings:
            warn(Diagnostic.TYPST, f"pdf: {warning.message}")
        return made

    def _report_glyphs(
        self, missing: Iterable[str], document: nodes.document, standards: list[str]
    ) -> None:
        kept = f". The volume keeps none of: {', '.join(standards)}" if standards else ""
        for sign in dict.fromkeys(missing):
            codes = " ".join(f"U+{ord(letter):04X}" for letter in sign)
            texts = (node for node in document.findall(nodes.Text) if sign in node)
            node = next(texts, None) or self.tried_images.with_text(sign, document)
            where = place_of(node, page_of(node, document["docname"])) if node else None
            warn(
                Diagnostic.GLYPH,
                f"pdf: no font has “{sign}” ({codes}), and it is printed as a box; name a folder "
                f"with a font that has it in archival_fonts, and the font in "
                f"archival_template_options{kept}",
                where,
            )

    def _check_notes(self, volume: Volume, translator: TypstTranslator) -> None:
        """Warn of each note that came to lie on another page than its mark."""
        if not translator.notes:
            return
        pages: dict[int, dict[str, int]] = {}
        found_places = self._compiler(volume).query("<archival-note-place>", field="value")
        for place in json.loads(found_places):
            pages.setdefault(place["number"], {})[place["part"]] = place["page"]
        for number, found in pages.items():
            if found.get("mark") != found.get("text"):
                note = translator.notes[number]
                warn(
                    Diagnostic.NOTE_PAGE,
                    f"pdf: the note “{note.get('label', '')}” begins on page {found.get('text')}, "
                    f"and its mark stands on page {found.get('mark')}",
                    place_of(note, page_of(note, volume.start)),
                )


def _timestamp() -> int:
    """Return the time that a PDF names: ``SOURCE_DATE_EPOCH``, or now; in seconds."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    if given.isdecimal() and int(given) <= _LATEST:
        return int(given)
    warn(
        Diagnostic.CONFIG,
        f"pdf: SOURCE_DATE_EPOCH is {given!r}, which is no number of seconds since 1970 up to the "
        f"year 9999; the present time is used",
    )
    return int(time.time())


def _missing(compiler: typst.Compiler) -> list[str]:
    """Return the characters without a glyph: only a standard that forbids them finds them."""
    try:
        compiler.compile(format="pdf", pdf_standards=["a-3b"])
    except typst.TypstError as error:
        return missing_glyphs(error.diagnostic)
    return []


def _kept_for_copying(missing: Iterable[str]) -> str:
    """Return a rule by which each of the *missing* signs can be copied, though a box is printed.

    Typst writes beside a box what it stands for, but for the first in each font. So one is printed
    before it that nobody sees, of a sign that no font has and nobody copies.
    """
    signs = "|".join(
        "".join(f"\\\\x{{{ord(letter):X}}}" for letter in sign) for sign in dict.fromkeys(missing)
    )
    return (
        f'#show regex("(?:{signs})+"): it => {{ box(width: 0pt, height: 0pt, place(pdf.artifact('
        f'text(size: 0.01pt, fill: white, "\\u{{10FFFD}}")))); it }}\n'
    )


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(PdfBuilder)
