"""Whether what is built says what the source says: from doctrees, for the builder and for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add what a page shows of it."""
    page.setup(app)
