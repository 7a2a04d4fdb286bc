"""Outputs that Sphinx does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import check, dataset, fidelity, pdf, search, tei, typst

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the builders."""
    typst.setup(app)
    pdf.setup(app)
    search.setup(app)
    fidelity.setup(app)
    tei.setup(app)
    dataset.setup(app)
    check.setup(app)
