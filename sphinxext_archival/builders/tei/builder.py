"""The builder: a file for each document, one for each list of the register, and the corpus."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sphinx.locale import __
from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile, ensuredir

from ...diagnostics import Diagnostic, warn
from ...domain import domain_of
from ...nodes import archival_summary
from ...writers.tei import TeiTranslator
from ...writers.tei.base import Hands, Setting
from ...writers.tei.content import fit
from ...writers.tei.elements import ID, element, fill, items_of
from ...writers.tei.layout import serialised
from ...writers.tei.spoken import speak
from ..assemble import document_tree
from ..whole import WholeBuilder
from ..written import Written
from . import corpus
from .checks import Checker
from .facsimile import images_of
from .header import Header
from .languages import transliterated
from .pointers import Pointers
from .register import LISTS, listed, short_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..volumes import Volume

_IMAGES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"]
_SCHEMA = Path(__file__).with_name("schema")


class TeiBuilder(WholeBuilder):
    """Writes each document by itself, so that memory does not grow with their number."""

    name = "tei"
    format = "tei"
    epilog = __("The TEI files are in %(outdir)s.")
    default_translator_class = TeiTranslator
    supported_image_types = _IMAGES
    supported_remote_images = True

    application: Sphinx

    def init(self) -> None:
        """Begin without files."""
        super().init()
        self.imagedir = "images"
        self.written = Written(Path(self.outdir), Path(self.outdir, ".written"))

    @property
    def version(self) -> str:
        """The version of the extension."""
        return str(self.application.extensions["sphinxext_archival"].version)

    def prepare_writing(self, _docnames: AbstractSet[str]) -> None:
        """Put the schema among the files, and give every document and entity its name."""
        ensuredir(self.outdir)
        for path in sorted(_SCHEMA.iterdir()):
            self.put(path.name, path.read_bytes())
        self.domain = domain_of(self.env)
        self.pointers = Pointers(self.domain)
        self.checker = Checker(self.pointers)
        for volume, name in self.pointers.clashes:
            warn(
                Diagnostic.TEI,
                f"tei: the document “{volume.document}” would be written to “{volume.name}.xml”, "
                f"which another one has; it is in “{name}.xml”",
                (volume.start, volume.records[0].line),
            )

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write every document, the register, and the corpus of both."""
        shapes: list[corpus.Shape] = []
        for volume in self.pointers.volumes:
            with progress_message(f"{__('writing')} {volume.name}"):
                shapes.append(self.write_document(volume))
        files = corpus.write_register(self)
        corpus.write_corpus(self, shapes, files)

    def write_document(self, volume: Volume) -> corpus.Shape:
        """Write a document, and return what the corpus must know of it."""
        tree = document_tree(self, volume)
        self._forget_pages(volume)
        named = self.pointers.resolve(tree, volume.document)
        self.docnames = {record.docname for record in volume.records}
        self.env.resolve_references(tree, volume.start, self)
        self.post_process_images(tree)
        self._copy_images()
        header = Header(self.config, volume.records, self.domain.index, self.pointers.ids)
        header.version = self.version
        translator = self._translated(tree, volume)
        root = self._root(translator, header, named)
        file = self.pointers.files[volume.document]
        made = serialised(root, header.language)
        self.checker.check(file, root, made, translator.place, volume.start)
        self.put(file, made)
        return corpus.Shape.of(file, root)

    def _forget_pages(self, volume: Volume) -> None:
        """Let go of the pages that Sphinx keeps in memory once they have been asked for."""
        for record in volume.records:
            self.env._pickled_doctree_cache.pop(record.docname, None)  # noqa: SLF001

    def _translated(self, tree: nodes.document, volume: Volume) -> TeiTranslator:
        """Return what has built the body of *tree*."""
        record = volume.records[0]
        stem = self.domain.index.addresses.stem(record)
        original = record.field("original-language")
        tree["docname"] = volume.start
        tree["tei"] = Setting(
            stem,
            Hands(stem, {role: record.field(role) for role in ("translator", "editor")}),
            lambda words: transliterated(original, words),
            images_of(self.env, record),
        )
        translator: Any = self.create_translator(tree, self)
        tree.walkabout(translator)
        result: TeiTranslator = translator
        return result

    def _root(self, translator: TeiTranslator, header: Header, named: set[str]) -> ET.Element:
        """Return the whole document."""
        stem = translator.setting.stem
        abstract = self._abstract(translator)
        parts = translator.finished()
        if self.config.archival_tei_profile == "parla-clarin":
            for part in parts:
                speak(part, translator.keep)
        head = header.made(stem, abstract, translator.setting.hands)
        text = element("text", *parts)
        lists = list(self._lists(named | header.named))
        standing = [element("standOff", *lists)] if lists else []
        root = element("TEI", head, *standing, text)
        root.set(ID, stem)
        return root

    def _abstract(self, translator: TeiTranslator) -> list[Any]:
        holder = ET.Element("div")
        for summary in translator.document.findall(archival_summary):
            fill(holder, [*items_of(holder), *translator.captured(summary.children)])
        fit(holder, translator.keep)
        allowed = {"p", "ab", "list", "table"}
        return [
            item if item.tag in allowed else element("p", item)
            for item in items_of(holder)
            if isinstance(item, ET.Element)
        ]

    def _lists(self, named: set[str]) -> Iterator[ET.Element]:
        """Yield who and what is *named*, kind by kind, in the order of the register."""
        ids = self.pointers.ids
        for kind, shown in LISTS.items():
            entities = [self.domain.index.entities[key] for key in sorted(named)]
            entities = [entity for entity in entities if entity.kind == kind]
            if entities:
                made = [short_entry(entity) for entity in entities]
                for entity, own in zip(entities, made, strict=True):
                    own.set("corresp", f"{shown.file}.xml#{ids[entity.key]}")
                yield listed(kind, entities, ids, made)

    def _copy_images(self) -> None:
        for source, name in self.images.items():
            path = Path(self.outdir, self.imagedir, name)
            if not path.exists():
                ensuredir(path.parent)
                copyfile(Path(self.srcdir, source), path, force=True)
            self.written.add(path)

    def put(self, name: str, made: bytes) -> None:
        """Write a file, if it is another than before."""
        path = Path(self.outdir, *posixpath.split(name))
        if not path.is_file() or path.read_bytes() != made:
            path.write_bytes(made)
        self.written.add(path)

    def finish(self) -> None:
        """Take away what an earlier build has left: documents that are no more."""
        self.written.tidy()


def give_application(app: Sphinx) -> None:
    """Let the builder know the application, which Sphinx hands over to events."""
    if isinstance(app.builder, TeiBuilder):
        app.builder.application = app
