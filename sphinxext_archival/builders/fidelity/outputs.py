"""What readers get: the text of what is built beside the check, held to that of the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...fidelity.flatten import Flattener
    from . import FidelityBuilder


class Output(NamedTuple):
    """A file that was compared, from the folder of the outputs; *why* says what is wrong."""

    path: str
    words: int
    why: str = ""


def check(builder: FidelityBuilder, text: Flattener, identifier: str) -> list[Output]:
    """Compare all that is found."""
    return []
