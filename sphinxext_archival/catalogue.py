"""The words that the extension itself prints, translated.

The catalogues lie in ``locale/``; a project may add its own by the standard means of Sphinx
(``locale_dirs`` with an ``archival.po``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import locale

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "archival"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = locale.get_translation(CATALOGUE)


def load(app: Sphinx) -> None:
    """Load the catalogues of the project, which win, and ours."""
    folders = [str(Path(app.srcdir, name)) for name in app.config.locale_dirs]
    locale.init([*folders, str(LOCALE_DIR)], app.config.language, CATALOGUE)


def setup(app: Sphinx) -> None:
    """Add the catalogues to the build, once Sphinx has compiled those of the project."""
    app.connect("builder-inited", load)
