"""The quotation marks of a source stay as they are.

Sphinx offers ``support_smartquotes`` on a node, but looks at it for every piece of text, all the
way up, and puts each back unchanged: that costs a page of a transcript a tenth of its reading. What
is not in the tree is not touched, so the words are taken out before and put back after.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform

from ..nodes import archival_headnote, archival_notes, is_edited_text

_KEPT = "archival:kept"


class KeepWords(SphinxTransform):
    """Take the words of archival documents out of the tree, just before the smart quotes."""

    default_priority = SphinxSmartQuotes.default_priority - 1

    def apply(self, **_kwargs: Any) -> None:
        """Leave each outermost element of a document empty."""
        kept: list[tuple[nodes.Element, list[nodes.Node]]] = []
        pending: list[nodes.Node] = [self.document]
        while pending:
            node = pending.pop()
            if isinstance(node, nodes.Element) and (
                is_edited_text(node) or isinstance(node, archival_headnote | archival_notes)
            ):
                kept.append((node, node.children))
                node.children = []
            else:
                pending.extend(node.children)
        self.env.temp_data[_KEPT] = kept


class ReturnWords(SphinxTransform):
    """Put the words back."""

    default_priority = SphinxSmartQuotes.default_priority + 1

    def apply(self, **_kwargs: Any) -> None:
        """Fill each element as it was."""
        for node, children in self.env.temp_data.pop(_KEPT, None) or []:
            node.children = children
