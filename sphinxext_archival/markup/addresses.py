"""Addresses that the words of an archival document must not become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIVE = ("javascript:", "vbscript:", "data:")


def unlink_scripts(blocks: Iterable[nodes.Node]) -> None:
    """Make each link in *blocks* to a script the words that it has.

    In reStructuredText ``javascript:alert(1)`` is a link by itself, as every address is.
    """
    for block in blocks:
        for link in list(block.findall(nodes.reference)):
            address = "".join(link.get("refuri", "").split()).lower()
            if address.startswith(_LIVE):
                link.parent.replace(link, link.children)
