"""The images of the volumes: each is tried by itself, so that none takes a volume down."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from ..diagnostics import Diagnostic, place_of, warn
from ..writers.typst import escape

try:
    import typst
except ImportError:  # the extra `pdf` is not installed
    typst = None  # type: ignore[assignment]

FOLDER = "images"

_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Images:
    """The images among the sources of a *builder*; ``refused`` says why one cannot be printed."""

    def __init__(self, builder: Any) -> None:
        """Begin with none; *builder* is one of volumes."""
        self._builder = builder
        self._folder = builder.sources / FOLDER
        self._laid: set[str] = set()
        self.refused: dict[str, str] = {}
        self._glyphs: dict[str, list[str]] = {}

    def lay(self, tree: nodes.document, docname: str) -> None:
        """Put the images of *tree* among the sources; those that Typst refuses are reported.

        The builder knows only those that can be printed: of others the words are printed.
        """
        images = self._builder.images
        for address, name in list(images.items()):
            if address not in self._laid:
                self._laid.add(address)
                self._try(address, name)
            if address in self.refused:
                del images[address]
        for node in tree.findall(nodes.image):
            problem = self.refused.get(node["uri"])
            if problem is not None:
                warn(
                    Diagnostic.IMAGE,
                    f"image: “{node['uri']}” cannot be printed, and its alternative text stands "
                    f"for it: {problem}",
                    place_of(node, page_of(node, docname)),
                )

    def _try(self, address: str, name: str) -> None:
        """Put an image among the sources, and find out whether it can be printed."""
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self._builder.srcdir, address), path)
        except OSError as error:
            self.refused[address] = error.strerror or str(error)
            return
        self._builder.written.add(path)
        if typst is None:
            return
        refusal = self._refusal(f"/{FOLDER}/{name}")
        if refusal is None:
            return
        # A character without a glyph is a matter of fonts, and is reported as that.
        self._glyphs[address] = missing_glyphs(refusal.diagnostic)
        if not self._glyphs[address]:
            self.refused[address] = "; ".join([refusal.message, *refusal.hints])

    def _refusal(self, path: str) -> typst.TypstError | None:
        """Return what Typst says against an image, or None where it takes it."""
        builder = self._builder
        # As the volumes are made: PDF/A has no CMYK, and no PDF within a PDF.
        source = f'#set document(title: "x")\n#image({escape.string(path)}, alt: "x")\n'
        try:
            typst.Compiler(
                root=str(builder.sources), font_paths=builder.fonts, ignore_system_fonts=True
            ).compile(
                source.encode(), format="pdf", pdf_standards=builder.config.archival_pdf_standards
            )
        except typst.TypstError as error:
            return error
        return None

    def with_text(self, sign: str, tree: nodes.document) -> nodes.image | None:
        """Return the image in *tree* that writes *sign*, for which there is no glyph, if any."""
        return next(
            (
                node
                for node in tree.findall(nodes.image)
                if sign in self._glyphs.get(node["uri"], ())
            ),
            None,
        )


def missing_glyphs(said: str) -> list[str]:
    """Return the characters without a glyph in what Typst has *said*."""
    found = (match["text"] for match in _GLYPH.finditer(said))
    return [_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in found]


def page_of(node: nodes.Node, docname: str) -> str:
    """Return the name of the page that *node* is of, in a volume that begins with *docname*."""
    at: nodes.Node | None = node
    while at is not None:
        if isinstance(at, addnodes.start_of_file):
            return str(at["docname"])
        at = at.parent
    return docname
