"""The words that the extension itself prints, translated.

The catalogues lie in ``locale/``; a project may add its own by the standard means of Sphinx
(``locale_dirs`` with an ``archival.po``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "archival"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def setup(app: Sphinx) -> None:
    """Add the catalogues to the build."""
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIR))
