"""LaTeX: an edition as it is printed. The look is in ``archival.sty``; here is the structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Nothing yet."""
