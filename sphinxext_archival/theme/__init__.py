"""The themed edition: ``html_theme = "archival"``, a child of Furo, in which one reads transcripts.

The only room that knows Furo; the extension itself works with any theme. Each page is told where it
stands (:mod:`.site`) and what its documents are (:mod:`.documents`); the templates say the rest.
"""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from ..nodes import archival_headnote
from . import figures, furo
from .documents import named_on, page_of
from .site import Site
from .words import direction, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..domain import ArchivalDomain

NAME = "archival"
FOLDER = Path(__file__).parent / "archival"

_TOOLS = "<!--archival-tools:{}-->"
"""Stands below a headnote until the page has its template."""

SCRIPTS = ("reading.js", "sidenotes.js", "beside.js", "keys.js")
"""What a page runs when it is there; without them it reads as well."""

BEFORE_FURO, AFTER_FURO = 400, 600
"""Furo's own handlers have Sphinx's default priority, 500."""


def is_used(app: Sphinx) -> bool:
    """Say whether the pages of this build have our theme, or a child of it."""
    theme = getattr(app.builder, "theme", None)
    # The builder of changes has a theme, and is none that writes the pages of a site.
    if theme is None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return False
    return any(Path(folder) == FOLDER for folder in theme.get_theme_dirs())


def _domain_of(app: Sphinx) -> ArchivalDomain:
    return cast("ArchivalDomain", app.env.get_domain("archival"))


class Theme:
    """What the theme knows during one build."""

    def __init__(self) -> None:
        """Begin without a site: it is known when all pages are read."""
        self.site: Site | None = None

    def begin(self, app: Sphinx) -> None:
        """Take over from Furo what it would do for each page anew, or inline."""
        self.site = None
        if is_used(app):
            furo.replace_inline(app)
            _domain_of(app).shown_besides = partial(self.shown, app)
            for script in SCRIPTS:
                app.add_js_file(f"scripts/{script}", loading_method="defer")

    def see_site(self, app: Sphinx, _builder: Any = None) -> None:
        """Look at the whole once, before worker processes are started."""
        if self.site is None and is_used(app):
            self.site = Site(app, _domain_of(app))

    def shown(self, app: Sphinx) -> Iterable[tuple[str, object]]:
        """Yield what each page shows of others: where it stands, and who is named on it."""
        self.site = Site(app, _domain_of(app))
        for docname in sorted(app.env.all_docs):
            yield docname, (self.site.page(docname), list(named_on(self.site.domain, docname)))

    def mark_documents(self, app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        """Keep a place below each headnote for what a reader can do with its document."""
        if not is_used(app):
            return
        figures.add(app, doctree)
        if app.builder.name == "singlehtml":
            return  # its one page knows the records of the start page alone
        for headnote in list(doctree.findall(archival_headnote)):
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
        if is_used(app):
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
        if not is_used(app):
            return
        if (toctree := context.pop("archival_toctree", None)) is not None:
            context["toctree"] = toctree
        if self.site is None:
            self.see_site(app)
        assert self.site is not None  # noqa: S101  # see_site has just set it
        context["archival_words"] = words()
        context["archival_direction"] = direction(app.config.language)
        context["archival_site"] = self.site.page(pagename)
        page = page_of(self.site.domain, app, pagename, doctree)
        context["archival_page"] = page
        if page is not None and any(document.citation for document in page.documents):
            app.add_js_file("scripts/cite.js", loading_method="defer")
        for place, document in enumerate(page.documents if page is not None else ()):
            inner = {**context, "document": document, "is_first": not place}
            tools = app.builder.templates.render("archival/tools.html", inner)
            context["body"] = context["body"].replace(_TOOLS.format(document.anchor), tools, 1)


def check(_app: Sphinx, config: Config) -> None:
    """Say what is missing, in one line, where the theme is asked for and Furo is not installed.

    :raises ConfigError: if it is not.
    """
    if config.html_theme == NAME and find_spec("furo") is None:
        raise ConfigError(
            'html_theme = "archival" needs Furo: pip install "sphinxext-archival[edition]"'
        )


def setup(app: Sphinx) -> None:
    """Offer the theme; nothing is done where another one is used."""
    theme = Theme()
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("config-inited", check)
    app.connect("builder-inited", theme.begin, priority=AFTER_FURO)
    app.connect("write-started", theme.see_site)
    app.connect("doctree-resolved", theme.mark_documents, priority=AFTER_FURO)
    app.connect("html-page-context", theme.before_furo, priority=BEFORE_FURO)
    app.connect("html-page-context", theme.after_furo, priority=AFTER_FURO)
