"""Whether the pages of a build have the theme ``archival``: the theme and the search ask it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder

THEME = "archival"
FOLDER = Path(__file__).parents[1] / "theme" / THEME


def is_themed(builder: Builder) -> bool:
    """Say whether *builder* writes a site in our theme, or in a child of it."""
    theme = getattr(builder, "theme", None)
    # The builder of changes has a theme, and is none that writes the pages of a site.
    if theme is None or not isinstance(builder, StandaloneHTMLBuilder):
        return False
    return any(Path(folder) == FOLDER for folder in theme.get_theme_dirs())
