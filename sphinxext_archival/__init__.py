"""Scholarly editions of transcripts, written in MyST or reStructuredText, built by Sphinx.

A document goes one way: **source text → markup → nodes → domain → outputs**. What an editor wrote
is parsed into nodes (:mod:`.markup`), edited into an edition's text (:mod:`.text`), collected
(:mod:`.domain`) and written (:mod:`.writers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add each room of the house, in the order of the flow."""
    # Here, and not above: the command `sphinx-archival` completes a word without loading Sphinx.
    from . import (  # noqa: PLC0415
        assets,
        builders,
        catalogue,
        config,
        domain,
        fidelity,
        markup,
        memory,
        nodes,
        text,
        theme,
        writers,
    )

    catalogue.setup(app)
    config.setup(app)
    nodes.setup(app)
    domain.setup(app)
    markup.setup(app)
    text.setup(app)
    writers.setup(app)
    fidelity.setup(app)
    builders.setup(app)
    assets.setup(app)
    theme.setup(app)
    memory.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
