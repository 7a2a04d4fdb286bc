"""The themed edition: ``html_theme = "archival"``, a child of Furo, in which one reads transcripts.

The only room that knows Furo; the extension itself works with any theme. Each page is told where it
stands (:mod:`.site`) and what its documents are (:mod:`.documents`); the templates say the rest.
"""

from __future__ import annotations

import re
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from ..diagnostics import Diagnostic, warn
from ..nodes import archival_headnote, archival_summary
from ..writers.themed import FOLDER, THEME, is_themed
from . import figures, furo, options
from .documents import named_on, page_of
from .site import Site
from .sources import source_of
from .words import direction, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from ..domain import ArchivalDomain

_TOOLS = "<!--archival-tools:{}-->"
"""Stands below a headnote until the page has its template."""

_PLACE = re.compile(re.escape(_TOOLS).replace(r"\{\}", "(.+?)"))

_TWO_ANCHORS = re.compile(r'(?<=href=")#[^"#]*(?=#[^"#]*")')
"""``singlehtml`` links its contents to ``#document-page#heading``, which leads nowhere
(sphinx#14221)."""

SCRIPTS = ("reading.js", "sidenotes.js", "beside.js", "keys.js")
"""What a page runs when it is there; without them it reads as well."""

BEFORE_FURO, AFTER_FURO = 400, 600
"""Furo's own handlers have Sphinx's default priority, 500."""


def _domain_of(app: Sphinx) -> ArchivalDomain:
    return cast("ArchivalDomain", app.env.get_domain("archival"))


class Theme:
    """What the theme knows during one build."""

    def __init__(self) -> None:
        """Begin without a site: it is known when all pages are read."""
        self._site: Site | None = None

    def begin(self, app: Sphinx) -> None:
        """Take over from Furo what it would do for each page anew, or inline."""
        self._site = None
        if is_themed(app.builder):
            options.check_values(app)
            furo.replace_inline(app)
            _domain_of(app).shown_besides = partial(self.shown, app)
            if app.config.language.partition("_")[0] != "en":
                # Between Sphinx's own script and the words that it is given.
                app.add_js_file("scripts/plural.js", priority=300)
            for script in SCRIPTS:
                app.add_js_file(f"scripts/{script}", loading_method="defer")

    def before_writing(self, app: Sphinx, _builder: Builder) -> None:
        """Look at the whole before worker processes are started, each of which would else."""
        if is_themed(app.builder):
            options.check_page(app, app.env.titles)
            self.site(app)

    def site(self, app: Sphinx) -> Site:
        """Return the whole, which is looked at once."""
        if self._site is None:
            self._site = Site(app, _domain_of(app))
        return self._site

    def shown(self, app: Sphinx) -> Iterable[tuple[str, object]]:
        """Yield what each page shows of others: where it stands, and who is named on it."""
        self._site = None  # pages have been read
        site = self.site(app)
        for docname in sorted(app.env.all_docs):
            yield docname, (site.page(docname), list(named_on(site.domain, docname)))

    def mark_documents(self, app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        """Keep a place below each headnote for what a reader can do with its document."""
        if not is_themed(app.builder):
            return
        figures.add(app, doctree)
        for headnote in list(doctree.findall(archival_headnote)):
            # It is read first: in the order of the page too, so that what comes late moves nothing.
            headnote.children.sort(key=lambda part: not isinstance(part, archival_summary))
            place = _TOOLS.format(headnote["ids"][0])
            headnote.parent.insert(
                headnote.parent.index(headnote) + 1, nodes.raw("", place, format="html")
            )

    def before_furo(
        self,
        app: Sphinx,
        _pagename: str,
        _templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Spare Furo the list of all pages, which it would make for each of them."""
        if is_themed(app.builder):
            context["archival_toctree"] = context.pop("toctree", None)

    def after_furo(
        self,
        app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Tell the templates where the page stands and what it holds."""
        if not is_themed(app.builder):
            return
        if (toctree := context.pop("archival_toctree", None)) is not None:
            context["toctree"] = toctree
        site = self.site(app)
        context["archival_words"] = words()
        context["archival_direction"] = direction(app.config.language)
        context["archival_site"] = site.page(pagename)
        context["archival_is_one"] = app.builder.name == "singlehtml"
        suffix = context.get("page_source_suffix", "")
        context["archival_source"] = source_of(app.builder, pagename, suffix)
        page = page_of(site.domain, app, pagename, doctree)
        context["archival_page"] = page
        if context.get("toc") and app.builder.name == "singlehtml":
            context["toc"] = _TWO_ANCHORS.sub("", context["toc"])
            # Furo counts the headings of the start page alone.
            context["furo_hide_toc"] = "hide-toc" in (context.get("meta") or {})
        if page is None or not page.documents:
            return
        if any(document.citation for document in page.documents):
            app.add_js_file("scripts/cite.js", loading_method="defer")
        tools = {}
        for place, document in enumerate(page.documents):
            inner = {**context, "document": document, "is_first": not place}
            tools[document.anchor] = app.builder.templates.render("archival/tools.html", inner)
        # In one walk: a page may hold all documents.
        context["body"] = _PLACE.sub(lambda found: tools.pop(found[1], found[0]), context["body"])


def check(_app: Sphinx, config: Config) -> None:
    """Take Sphinx's own theme, and say so in one line, where ours is wanted and Furo is missing.

    Which builder it is cannot be known yet, and those that write no site need no theme at all.
    """
    if config.html_theme == THEME and find_spec("furo") is None:
        config.html_theme, config.html_theme_options = "alabaster", {}
        install = 'pip install "sphinxext-archival[edition]"'
        warn(Diagnostic.THEME, f'html_theme = "{THEME}" needs Furo, and is left out: {install}')
    if config.html_theme == THEME:
        options.check_names(config)


def setup(app: Sphinx) -> None:
    """Offer the theme; nothing is done where another one is used."""
    theme = Theme()
    app.add_html_theme(THEME, str(FOLDER))
    app.connect("config-inited", check)
    app.connect("builder-inited", theme.begin, priority=AFTER_FURO)
    app.connect("write-started", theme.before_writing)
    app.connect("doctree-resolved", theme.mark_documents, priority=AFTER_FURO)
    app.connect("html-page-context", theme.before_furo, priority=BEFORE_FURO)
    app.connect("html-page-context", theme.after_furo, priority=AFTER_FURO)
