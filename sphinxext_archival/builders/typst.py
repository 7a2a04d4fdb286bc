"""``sphinx-build -b typst``: the sources of the PDFs, for those who set them by themselves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.locale import _ as sphinx_words
from sphinx.locale import __
from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile, ensuredir

from ..catalogue import _
from ..diagnostics import Diagnostic, each_once, warn
from ..writers.typst import TypstTranslator, escape
from .assemble import assemble
from .volumes import keywords, volumes

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from .volumes import Volume

TEMPLATE = Path(__file__).parents[1] / "typst" / "archival.typ"

_IMAGES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"]


class TypstBuilder(Builder):
    """Writes a source for each volume, with the template and the images."""

    name = "typst"
    format = "typst"
    epilog = __("The Typst files are in %(outdir)s.")
    default_translator_class = TypstTranslator
    supported_image_types = _IMAGES
    supported_remote_images = False

    imagedir = "images"

    def init(self) -> None:
        """Begin without pages."""
        self.docnames: set[str] = set()
        self.sources = Path(self.outdir)

    def get_outdated_docs(self) -> str:
        """Say that volumes are written as wholes."""
        return "all volumes"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page of the volume at hand; ``NoUri`` is raised for others."""
        if docname not in self.docnames:
            raise NoUri(docname, typ)
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of a page: all are in one file."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, _docnames: AbstractSet[str]) -> None:
        """Put the template beside the sources."""
        ensuredir(self.sources)
        shutil.copyfile(TEMPLATE, self.sources / TEMPLATE.name)
        self.template = TEMPLATE.name
        own = self.config.archival_template
        if own is None:
            return
        path = Path(self.confdir, own)
        if not path.is_file():
            warn(
                Diagnostic.VOLUME,
                f"conf.py: archival_template names “{own}”, which does not exist; the template of "
                f"the extension is used",
            )
            return
        # Beside ours, which it may import.
        self.template = path.name if path.name != TEMPLATE.name else f"own-{path.name}"
        shutil.copyfile(path, self.sources / self.template)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write every volume."""
        with each_once():
            for volume in volumes(self.env):
                with progress_message(f"{__('writing')} {volume.name}"):
                    self.write_volume(volume)

    def write_volume(self, volume: Volume) -> TypstTranslator:
        """Write the source of *volume*, and return what has written it."""
        tree = assemble(self, volume, self.docnames)
        self.post_process_images(tree)
        self._copy_images()
        translator: TypstTranslator = self.create_translator(tree, self)  # type: ignore[assignment]
        tree.walkabout(translator)
        path = self.sources / f"{volume.name}.typ"
        text = f"{self._head(volume)}\n{translator.astext().strip()}\n{translator.lacking()}"
        path.write_text(text, encoding="utf-8")
        return translator

    def _copy_images(self) -> None:
        if not self.images:
            return
        folder = self.sources / self.imagedir
        ensuredir(folder)
        for source, name in self.images.items():
            copyfile(Path(self.srcdir, source), folder / name, force=True)

    def _head(self, volume: Volume) -> str:
        """Return the head of a source: the template, and what it is told of the volume."""
        config = self.config
        release = sphinx_words("Release")
        given: dict[str, Any] = {
            "title": volume.title,
            "authors": [volume.author] if volume.author else [],
            "description": None,
            "keywords": keywords(self.env, volume),
            "language": config.language.partition("_")[0],
            "region": config.language.partition("_")[2] or None,
            "is_whole": volume.is_whole,
            "edition": str(config.project),
            "release": f"{release} {config.release}" if config.release else None,
            "copyright": str(config.copyright) if volume.is_whole else None,
            "paper": config.archival_paper,
            "attachments": self._attachments(volume) or None,
            "words": {"contents": str(_("Contents")), "page": str(_("p. %s"))},
            **config.archival_template_options,
        }
        arguments = "".join(
            f"  {escape.arguments(**{name: value})},\n"
            for name, value in given.items()
            if value is not None
        )
        return (
            f"#import {escape.string(self.template)}: *\n"
            f"#show: edition.with(\n{arguments})\n"
            # Quotation marks are those of the document, whatever a template says.
            "#set smartquote(enabled: false)\n"
        )

    def _attachments(self, volume: Volume) -> list[tuple[str, str]]:
        """Return the TEI file of *volume*, put beside its source, where one has been built.

        It is looked for where ``-b tei`` beside this build would have put it.
        """
        found = Path(self.outdir).parent / "tei" / f"{volume.name}.xml"
        if not found.is_file():
            return []
        folder = self.sources / "tei"
        ensuredir(folder)
        copyfile(found, folder / found.name, force=True)
        return [(f"tei/{found.name}", str(_("The text in TEI P5")))]

    def finish(self) -> None:
        """Do nothing: images were copied with their volumes."""


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(TypstBuilder)
