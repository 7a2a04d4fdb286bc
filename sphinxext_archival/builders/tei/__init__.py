"""``sphinx-build -b tei``: the edition in TEI P5, the format of archives and of scholars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builder import TeiBuilder, give_application

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(TeiBuilder)
    app.connect("builder-inited", give_application)
