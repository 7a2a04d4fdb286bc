"""What is known of the whole edition: records, lookup, references, listings, rebuilds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, ObjType

from ..context import Edition
from ..diagnostics import Diagnostic, path_in_project, warn
from ..model.entities import KINDS
from ..model.register import Register, load_register
from . import (
    citing,
    consistency,
    fill,
    freshness,
    index,
    marks,
    missing,
    published,
    register_page,
    resolve,
)
from .charts import Charts
from .collect import Collector
from .edition import EditionIndex
from .homes import homes
from .index import GeneralIndex
from .listings import type_name
from .on_page import OnPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .charts import DocumentFigures
    from .edition import Address
    from .records import DocumentRecord, PageRecord

    _Object = tuple[str, str, str, str, str, int]


class ArchivalDomain(Domain):
    """Documents, turns, notes and entities of an edition.

    ``data["pages"]`` holds one flat record a page, and ``data["names"]`` digests of the names that
    they were read with; that is all that is pickled. :attr:`index` and :attr:`homes` are derived
    from the records when first asked for after a change.
    """

    name = "archival"
    label = "Archival"
    data_version = 5
    object_types: ClassVar[dict[str, ObjType]] = {
        **{kind: ObjType(kind, kind, "entity") for kind in KINDS},
        "document": ObjType("document", "document"),
        "turn": ObjType("turn", "turn"),
        "note": ObjType("note"),
    }
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "names": {}}
    indices: ClassVar[list[Any]] = [GeneralIndex]

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin without a register: it comes when the builder is known."""
        super().__init__(env)
        self._edition: Edition | None = None
        self.has_register_page = False
        self.shown: dict[str, str] = {}
        self.shown_besides: Callable[[], Iterable[tuple[str, object]]] = tuple
        self.written: set[str] = set()
        self._index: EditionIndex | None = None
        self._homes: dict[str, Address] | None = None

    @property
    def pages(self) -> dict[str, PageRecord]:
        """The record of each page that has something of ours."""
        pages: dict[str, PageRecord] = self.data["pages"]
        return pages

    @property
    def edition(self) -> Edition:
        """The register of this build, and the tables made from it."""
        if self._edition is None:
            self._edition = Edition(Register(), self.env.config)
        return self._edition

    @property
    def index(self) -> EditionIndex:
        """The edition, derived from all records."""
        if self._index is None:
            self._index = EditionIndex(self.edition.register, self.pages)
        return self._index

    @property
    def homes(self) -> dict[str, Address]:
        """Where each entity is at home, by key."""
        if self._homes is None:
            self._homes = homes(self.env, self.index, has_page=self.has_register_page)
        return self._homes

    def forget_derived(self) -> None:
        """Derive everything anew when it is next asked for."""
        self._index = self._homes = None

    def use(self, edition: Edition, *, has_register_page: bool) -> None:
        """Take the register of this build, and whether its builder makes the generated page."""
        self._edition = edition
        self.has_register_page = has_register_page
        self.forget_derived()

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)
        self.forget_derived()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take the pages that a parallel worker has read."""
        for docname, page in otherdata["pages"].items():
            if docname in docnames:
                self.pages[docname] = page
        self.forget_derived()

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Collect what the edition knows of a page from its finished doctree."""
        page = Collector(env, docname).collect(document)
        if page is not None:
            self.pages[docname] = page
        self.forget_derived()

    def check_consistency(self) -> None:
        """Report identifiers and keys that are used twice, and parts without a first one."""
        consistency.check(self.index, self.homes, self.env.srcdir)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return the link, the words alone where there is nowhere to link to, or None."""
        return resolve.resolve(self, builder, fromdocname, node, contnode)  # type: ignore[return-value]

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the links that ``{any}`` could mean."""
        return resolve.resolve_any(self, builder, fromdocname, target, contnode)

    def figures_on(self, docname: str, builder: Builder) -> list[DocumentFigures]:
        """Return the figures of the documents on a page, for a theme that shows them there."""
        return Charts(OnPage(self, builder, docname)).on_its_page()

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002, FBT001, FBT002
        """Return what the search calls objects of a *type*."""
        return type_name(type.lname)

    def get_objects(self) -> Iterable[_Object]:
        """Yield entities, documents, turns and notes for the inventory.

        Turns and notes are not offered by the search (−1): a document may have thousands.
        """
        for entity in self.index.entities.values():
            home = self.homes.get(entity.key)
            if home is not None:
                yield entity.key, entity.name, entity.kind, home.docname, home.anchor, 1
        for parts in self.index.documents.values():
            for document in parts:
                yield from self._objects_of(document)

    def _objects_of(self, document: DocumentRecord) -> Iterable[_Object]:
        identifier, docname = document.identifier, document.docname
        if document is self.index.documents[identifier][0]:
            title = " ".join((document.title or identifier).split())
            anchor = self.index.addresses.of_document(document)
            yield identifier, title, "document", docname, anchor, 1
        for turn in document.turns:
            number = self.index.numbers.of_turn(document, turn)
            shown = " ".join(f"{turn.label} {turn.incipit}".split())
            anchor = self.index.addresses.of_turn(document, turn)
            yield f"{identifier}#{number}", shown or number, "turn", docname, anchor, -1
        for note in document.notes:
            anchor = self.index.addresses.of_note(document, note)
            name = f"{identifier}#{anchor.rpartition('-')[2]}"
            yield name, note.incipit or name, "note", docname, anchor, -1


def domain_of(env: BuildEnvironment) -> ArchivalDomain:
    """Return the domain of *env*."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    return domain


def load(app: Sphinx) -> None:
    """Read the register, and report all that is wrong with it at once."""
    register = load_register([Path(app.confdir, path) for path in app.config.archival_registers])
    for problem in register.problems:
        path = path_in_project(problem.path, app.confdir)
        warn(Diagnostic.REGISTER, f"{problem.message} [{problem.code}]", f"{path}:{problem.line}")
    domain_of(app.env).use(
        Edition(register, app.config, app.builder),
        # A builder that only checks takes the project for a site.
        has_register_page=register_page.is_made_by(app.builder)
        or getattr(app.builder, "stands_for_site", False),
    )


def report_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in our words what is wrong with a reference of ours; None leaves others to Sphinx."""
    if not isinstance(domain, ArchivalDomain):
        return None
    missing.report_missing(domain.index, node)
    return True


def setup(app: Sphinx) -> None:
    """Add the domain, and what it does around a build."""
    app.add_domain(ArchivalDomain)
    app.connect("builder-inited", load)
    app.connect("warn-missing-reference", report_missing)
    freshness.setup(app)
    fill.setup(app)
    citing.setup(app)
    marks.setup(app)
    index.setup(app)
    register_page.setup(app)
    published.setup(app)
