"""What editors write: each directive and role builds nodes, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    document,
    ednote,
    enclosure,
    entity,
    fidelity,
    insertion,
    listing,
    reference,
    restructuredtext_directives,
    source,
    statistics,
    transcript,
    turn,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add every name of the language to the domain; nothing is registered globally."""
    for family in (
        document,
        transcript,
        turn,
        insertion,
        ednote,
        entity,
        source,
        enclosure,
        reference,
        listing,
        statistics,
        fidelity,
    ):
        family.setup(app)
    restructuredtext_directives.setup()
