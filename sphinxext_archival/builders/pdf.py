"""``sphinx-build -b pdf``: volumes that are set by Typst, which a wheel brings along.

Typst is chosen because it needs nothing beside Python, tags what it writes (PDF/UA-1) as an archive
wants it (PDF/A-3a), and sets fifty documents in a second.
"""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import __

from ..diagnostics import Diagnostic, place_of, warn
from .typst import TypstBuilder

try:
    import typst
except ImportError:  # the extra `pdf` is not installed
    typst = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ..writers.typst import TypstTranslator
    from .volumes import Volume

_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


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
        folders: list[str] = []
        for name in self.config.archival_fonts:
            folder = Path(self.confdir, name)
            if folder.is_dir():
                folders.append(str(folder))
            else:
                warn(
                    Diagnostic.VOLUME,
                    f"conf.py: archival_fonts names the folder “{name}”, which does not exist",
                )
        # No fonts of this machine: the same input must give the same file elsewhere.
        self.fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)

    def _folder_of_sources(self) -> Path:
        return Path(self.outdir, "typst")

    def write_volume(self, volume: Volume) -> TypstTranslator:
        """Write *volume* as a PDF."""
        translator = super().write_volume(volume)
        path = Path(self.outdir, f"{volume.name}.pdf")
        if path.exists():
            self.written.add(path)
        if typst is None:
            return translator
        compiler = typst.Compiler(
            str(self.sources / f"{volume.name}.typ"),
            root=str(self.sources),
            font_paths=self.fonts,
        )
        try:
            made = self._compile(compiler, list(self.config.archival_pdf_standards), translator)
        except typst.TypstError as error:
            path.unlink(missing_ok=True)
            warn(
                Diagnostic.TYPST,
                f"pdf: “{volume.name}” could not be made: {error.message}\n{error.diagnostic}",
                volume.start,
            )
            return translator
        path.write_bytes(made)
        self.written.add(path)
        self._check_notes(compiler, translator)
        return translator

    def _compile(
        self, compiler: typst.Compiler, standards: list[Any], translator: TypstTranslator
    ) -> bytes:
        """Return the PDF. Where a glyph is missing no standard can be kept: that is reported."""
        try:
            made, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=standards, timestamp=_timestamp()
            )
        except typst.TypstError as error:
            missing = [_unescaped(match["text"]) for match in _GLYPH.finditer(error.diagnostic)]
            if not missing:
                raise
            self._report_glyphs(missing, translator.document, standards)
            made, warnings = compiler.compile_with_warnings(format="pdf", timestamp=_timestamp())
        for warning in warnings:
            warn(Diagnostic.TYPST, f"pdf: {warning.message}")
        return made  # type: ignore[return-value]

    def _report_glyphs(
        self, missing: Iterable[str], document: nodes.document, standards: list[str]
    ) -> None:
        for sign in dict.fromkeys(missing):
            codes = " ".join(f"U+{ord(letter):04X}" for letter in sign)
            text = next((node for node in document.findall(nodes.Text) if sign in node), None)
            where = place_of(text, self.config.root_doc) if text is not None else None
            warn(
                Diagnostic.GLYPH,
                f"pdf: no font has “{sign}” ({codes}), and it is printed as a box; name a folder "
                f"with a font that has it in archival_fonts, and the font in "
                f"archival_template_options. The volume keeps none of: {', '.join(standards)}",
                where,
            )

    def _check_notes(self, compiler: typst.Compiler, translator: TypstTranslator) -> None:
        """Warn of each note that came to lie on another page than its mark."""
        if not translator.notes:
            return
        pages: dict[int, dict[str, int]] = {}
        for place in json.loads(compiler.query("<archival-note-place>", field="value")):
            pages.setdefault(place["number"], {})[place["part"]] = place["page"]
        for number, found in pages.items():
            if found.get("mark") != found.get("text"):
                note = translator.notes[number]
                warn(
                    Diagnostic.NOTE_PAGE,
                    f"pdf: the note “{note.get('label', '')}” begins on page {found.get('text')}, "
                    f"and its mark stands on page {found.get('mark')}",
                    place_of(note, self.config.root_doc),
                )


def _timestamp() -> int:
    """Return the time that a PDF names: ``SOURCE_DATE_EPOCH``, or now; in seconds."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(PdfBuilder)
