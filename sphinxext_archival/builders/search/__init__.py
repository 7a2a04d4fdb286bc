"""Full text search by Pagefind, in place of Sphinx's own, under the theme ``archival``.

The words of each page are gathered as it is written, given to Pagefind when all are, and found by
the search page of the theme. Sphinx's own index is not made then: its stemming is a large part of
the time of a large build (sphinx#11120), and a reader downloads all of it. Where Pagefind is not
used, nothing of this happens, and the search is Sphinx's.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.util import logging

from ...diagnostics import Diagnostic, warn
from ...domain.register_page import is_made_by
from ...writers.themed import THEME, is_themed
from .gather import Gatherer, Store
from .pagefind import Indexes, PagefindError, executable
from .records import Records
from .words import parts, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from ...domain import ArchivalDomain

_logger = logging.getLogger(__name__)

FOLDER = "_search"
"""Where the files of the search are, in the output."""

_INSTALL = "pip install 'sphinxext-archival[search]'"


class Search:
    """The search of one build."""

    def __init__(self) -> None:
        """Begin without one."""
        self._store: Store | None = None
        self._program = ""

    def begin(self, app: Sphinx) -> None:
        """Decide who makes the search of this build."""
        self._store = None
        wanted = app.config.archival_search
        if wanted == "sphinx" or not is_made_by(app.builder):
            return
        if not is_themed(app.builder):
            if wanted == "pagefind":
                _warn(f"html_theme is not {THEME!r}, whose search page it needs")
            return
        if wanted == "auto" and find_spec("pagefind") is None:
            # No warning: whoever wants no other search than Sphinx's must be able to build with -W.
            _logger.info("the search is Sphinx's own; for one of turns and speakers: %s", _INSTALL)
            return
        try:
            self._program = executable()
        except PagefindError as error:
            _warn(f"{error} ({_INSTALL})")
            return
        self._store = Store(Path(app.doctreedir, "archival-search"))
        cast("StandaloneHTMLBuilder", app.builder).search = False

    def ask_for_pages(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Ask for the pages to be written whose words no build has gathered."""
        if self._store is None:
            return []
        return [name for name in sorted(env.found_docs) if not self._store.has(name)]

    def gather(
        self,
        _app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Keep the words of a page, and let each page offer the search."""
        if self._store is None:
            return
        has = context["hasdoc"]
        context["archival_pagefind"] = True
        context["hasdoc"] = lambda name: name == "search" or has(name)
        if doctree is not None:
            self._store.write(pagename, Gatherer().gather(doctree))

    def make(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Let Pagefind make the index of all pages, and yield the page that asks it."""
        if is_made_by(app.builder):
            _forget_other(Path(app.outdir), is_ours=self._store is not None)
        if self._store is None:
            return
        try:
            languages = self._index(app, self._store)
        except PagefindError as error:
            _warn(f"it has failed: {error}")
            languages = []
        found = {"folder": FOLDER, "languages": languages, "words": words(), "parts": parts()}
        yield "search", {"archival_search": found}, "search.html"

    def _index(self, app: Sphinx, store: Store) -> list[str]:
        domain = cast("ArchivalDomain", app.env.get_domain("archival"))
        language = app.config.language.lower().replace("_", "-").partition("-")[0]
        records = Records(domain, language)
        store.forget_all_but(app.env.found_docs)
        with Indexes(self._program) as indexes:
            for docname in sorted(app.env.found_docs):
                title = app.env.titles[docname].astext() if docname in app.env.titles else docname
                url = app.builder.get_target_uri(docname)
                for number, record in enumerate(
                    records.of_page(docname, title, store.read(docname))
                ):
                    # Of two records of one address, Pagefind keeps the second.
                    indexes.add(record.language, f"{url}#{number}", record.html)
            return indexes.write(Path(app.outdir, FOLDER))


def _forget_other(outdir: Path, *, is_ours: bool) -> None:
    """Remove the index that an earlier build has made by the other means."""
    if is_ours:
        (outdir / "searchindex.js").unlink(missing_ok=True)
    elif any(outdir.glob(f"{FOLDER}/*/pagefind-entry.json")):
        shutil.rmtree(outdir / FOLDER)


def _warn(message: str) -> None:
    warn(Diagnostic.SEARCH, f"Pagefind does not make the search: {message}")


def setup(app: Sphinx) -> None:
    """Connect the search to the build."""
    search = Search()
    app.connect("builder-inited", search.begin, priority=700)
    app.connect("env-updated", search.ask_for_pages)
    app.connect("html-page-context", search.gather, priority=450)
    app.connect("html-collect-pages", search.make, priority=900)
