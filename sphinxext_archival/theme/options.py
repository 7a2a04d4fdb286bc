"""The options of the theme, as a project has set them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_on(app: Sphinx, name: str) -> bool:
    """Say whether the option *name* is on, as all are unless they are switched off."""
    value = app.builder.theme_options.get(name, True)  # type: ignore[attr-defined]
    return str(value).lower() not in {"false", "0", "no", ""}
