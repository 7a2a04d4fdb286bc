"""One file per format of Sphinx: how our nodes are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import charts, citation_files, html, latex, page_metadata, plain, voices
from .tei import edition as tei
from .typst import edition, page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the handlers, and what degrades our nodes where there are none."""
    html.setup(app)
    charts.setup(app)
    voices.setup(app)
    latex.setup(app)
    edition.setup(app)
    page.setup(app)
    tei.setup(app)
    plain.setup(app)
    page_metadata.setup(app)
    citation_files.setup(app)
