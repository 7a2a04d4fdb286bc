"""HTML: the names in a text, each a link to its entity."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.writers.html5 import HTML5Translator

    from ..nodes import archival_mention, archival_text


def visit_mention(self: HTML5Translator, node: archival_mention) -> None:
    """Write a mention as the link it is: a page has hundreds, and none has more than this."""
    self.body.append(_start_of_mention(node.attributes))


_TAG = "\ufdd0"
"""A sign that Unicode keeps for use within programs; in a text it could only be an error."""


def _start_of_mention(link: Mapping[str, Any]) -> str:
    address = link.get("refuri") or f"#{link['refid']}"
    classes = " ".join([*link["classes"], "reference", "internal"])
    title = f' title="{escape(link["reftitle"])}"' if link.get("reftitle") else ""
    return f'<a class="{classes}" href="{escape(address)}"{title}>'


def visit_text(self: HTML5Translator, node: archival_text) -> None:
    """Write a text and the links of the names in it.

    How a text is written is for the project's own translator to say: it is asked once, with signs
    in the text that nobody writes, and tags are put in their places.
    """
    pieces: list[str] = []
    tags: list[str] = []
    at = 0
    for start, end, _key, link in node.names:
        if link is not None:
            pieces += [node[at:start], _TAG, node[start:end], _TAG]
            tags += [_start_of_mention(link), "</a>"]
            at = end
    before = len(self.body)
    self.visit_Text(nodes.Text("".join([*pieces, node[at:]])))
    written = "".join(self.body[before:]).split(_TAG)
    del self.body[before:]
    if len(written) != len(tags) + 1:
        # A translator that drops such signs, or writes a text twice.
        _write_piece_by_piece(self, node)
        return
    for part, tag in zip(written, [*tags, ""], strict=True):
        self.body += (part, tag)


def _write_piece_by_piece(self: HTML5Translator, node: archival_text) -> None:
    at = 0
    for start, end, _key, link in node.names:
        if link is not None:
            self.visit_Text(nodes.Text(node[at:start]))
            self.body.append(_start_of_mention(link))
            self.visit_Text(nodes.Text(node[start:end]))
            self.body.append("</a>")
            at = end
    self.visit_Text(nodes.Text(node[at:]))


def depart_text(self: HTML5Translator, node: archival_text) -> None:
    """Do nothing: a text is written when it is visited."""
