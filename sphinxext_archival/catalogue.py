"""The words that the extension itself prints, translated.

The catalogues lie in ``locale/``; a project may add its own by the standard means of Sphinx
(``locale_dirs`` with an ``archival.po``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import locale
from sphinx.util.i18n import CatalogRepository

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "archival"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = locale.get_translation(CATALOGUE)


def load(app: Sphinx) -> None:
    """Load the catalogues of the project, which win, and ours.

    Sphinx compiles those of the project only when the build begins, which is too late for these.
    """
    language = app.config.language
    projects = CatalogRepository(app.srcdir, app.config.locale_dirs, language, "utf-8")
    for catalogue in projects.catalogs:
        if catalogue.domain == CATALOGUE and catalogue.is_outdated():
            catalogue.write_mo(language)
    locale.init([*projects.locale_dirs, str(LOCALE_DIR)], language, CATALOGUE)


def setup(app: Sphinx) -> None:
    """Add the catalogues to the build."""
    app.connect("builder-inited", load)
