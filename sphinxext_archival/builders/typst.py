"""``sphinx-build -b typst``: the sources of the PDFs, for those who set them by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _ as sphinx_words
from sphinx.locale import __
from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile, ensuredir

from ..catalogue import _
from ..diagnostics import each_once
from ..writers.typst import TypstTranslator, escape
from . import images
from .assemble import assemble
from .template import given_options, lay_template
from .volumes import copyright_of, keywords, language_of, volumes
from .whole import WholeBuilder
from .written import Written

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from .volumes import Volume

_IMAGES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]

STRICT = ("a-", "ua-")
"""What begins the names of standards that allow no PDF as an image, and no missing glyph."""

# These allow no attachment.
_BARE = {"a-2a", "a-2b", "a-4"}


class TypstBuilder(WholeBuilder):
    """Writes a source for each volume, with the template and the images."""

    name = "typst"
    format = "typst"
    epilog = __("The Typst files are in %(outdir)s.")
    default_translator_class = TypstTranslator
    supported_image_types = _IMAGES
    supported_remote_images = False

    def init(self) -> None:
        """Find the place of the sources."""
        super().init()
        self.sources = self._folder_of_sources()
        self.fonts: Any = []
        if not any(name.startswith(STRICT) for name in self.config.archival_pdf_standards):
            self.supported_image_types = [*_IMAGES, "application/pdf"]  # type: ignore[misc]
        # From the root of the sources: the template, in a folder of its own, shows the images.
        self.imagedir = f"/{images.FOLDER}"
        self.written = Written(Path(self.outdir), self.sources / "written.txt")
        self.tried_images = images.Images(self)

    def _folder_of_sources(self) -> Path:
        return Path(self.outdir)

    def prepare_writing(self, _docnames: AbstractSet[str]) -> None:
        """Put the template among the sources, and see what it is told."""
        self.template = lay_template(self, self.sources)
        self.options = given_options(self.config.archival_template_options, self.template)
        for path in self.template.files:
            self.written.add(path)

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
        self.tried_images.lay(tree, volume.start)
        translator = self.translated(tree)
        self.write_source(volume, translator)
        return translator

    def translated(self, tree: nodes.document) -> TypstTranslator:
        """Return what has written *tree* as markup."""
        translator: TypstTranslator = self.create_translator(tree, self)  # type: ignore[assignment]
        tree.walkabout(translator)
        return translator

    def write_source(self, volume: Volume, translator: TypstTranslator) -> None:
        """Write the source of *volume*."""
        path = self.sources / f"{volume.name}.typ"
        path.write_text(self.source(volume, translator), encoding="utf-8")
        self.written.add(path)

    def source(self, volume: Volume, translator: TypstTranslator) -> str:
        """Return the source of *volume*, of the words that *translator* has written."""
        return f"{self._head(volume)}\n{translator.astext().strip()}\n{translator.lacking()}"

    def _head(self, volume: Volume) -> str:
        """Return the head of a source: the template, and what it is told of the volume."""
        config = self.config
        release = sphinx_words("Release")
        language, region = language_of(config)
        given: dict[str, Any] = {
            "title": volume.title,
            "authors": [volume.author] if volume.author else [],
            "description": volume.records[0].summary or None if volume.records else None,
            "keywords": keywords(self.env, volume),
            "language": language,
            "region": region,
            "is_whole": volume.is_whole,
            "edition": volume.title if volume.is_whole else str(config.project),
            "release": f"{release} {config.release}" if config.release else None,
            "copyright": copyright_of(config) if volume.is_whole else None,
            "paper": config.archival_paper,
            "attachments": self._attachments(volume) or None,
            "words": {"contents": str(_("Contents")), "page": str(_("p. %s"))},
            **self.options,
        }
        arguments = "".join(
            f"  {escape.arguments(**{name: value})},\n"
            for name, value in given.items()
            if value is not None
        )
        return (
            f"#import {escape.string(self.template.path)}: *\n"
            f"#show: edition.with(\n{arguments})\n"
            # Quotation marks are those of the document, whatever a template says.
            "#set smartquote(enabled: false)\n"
        )

    def _attachments(self, volume: Volume) -> list[tuple[str, str]]:
        """Return the TEI file of *volume*, put beside its source, where one has been built.

        It is looked for where ``-b tei`` beside this build would have put it.
        """
        found = Path(self.outdir).parent / "tei" / f"{volume.name}.xml"
        if not found.is_file() or _BARE & set(self.config.archival_pdf_standards):
            return []
        folder = self.sources / "tei"
        ensuredir(folder)
        copyfile(found, folder / found.name, force=True)
        self.written.add(folder / found.name)
        return [(f"/tei/{found.name}", str(_("The text in TEI P5")))]

    def finish(self) -> None:
        """Take away what an earlier build has left: volumes that are no more."""
        self.written.tidy()


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(TypstBuilder)
