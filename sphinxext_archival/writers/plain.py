"""For builders that know nothing of us: our nodes become plain docutils nodes, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..context import edition_of
from ..nodes import (
    NODES,
    archival_insertion,
    archival_mention,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_pageref,
    archival_speaker,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OWN_HANDLERS = {"html", "latex"}
_EVERY_NODE_AS_IT_IS = {"xml", "pseudoxml", "gettext", "dummy", "linkcheck", "changes", "coverage"}


class PlainNodes(SphinxPostTransform):
    """Replace our nodes by their plain relatives, for all but the builders that we write for."""

    default_priority = 900

    def run(self, **_kwargs: Any) -> None:
        """Degrade the page that is being written."""
        builder = edition_of(self.env).builder
        assert builder is not None
        if builder.format in _OWN_HANDLERS or builder.name in _EVERY_NODE_AS_IT_IS:
            return
        classes = tuple(NODES)
        # Innermost first, so that what replaces a node holds what has replaced its children.
        for node in reversed(list(self.document.findall(lambda n: isinstance(n, classes)))):
            _degrade(node, builder.name)


def _degrade(node: nodes.Element, builder: str) -> None:
    replacement: nodes.Element | list[nodes.Node]
    if isinstance(node, archival_noteref):
        replacement = nodes.footnote_reference(
            "", *node.children, ids=node["ids"], refid=node["refid"]
        )
    elif isinstance(node, archival_note):
        replacement = nodes.footnote("", nodes.label("", node.get("label", "")), *node.children)
        replacement["ids"] = node["ids"]
        replacement["backrefs"] = node.get("backrefs", [])
    elif isinstance(node, archival_mention):
        replacement = nodes.reference("", "", *node.children)
        link = {name: node.get(name) for name in ("refid", "refuri", "internal", "reftitle")}
        replacement.attributes.update({name: value for name, value in link.items() if value})
    elif isinstance(node, archival_notes):
        replacement = list(node.children)
    elif isinstance(node, archival_pageref):
        replacement = []
    elif isinstance(node, archival_page):
        shown = "" if node["n"] == "?" else f"|{node['n']}|"
        replacement = nodes.inline("", shown, classes=["archival-page"])
    elif isinstance(node, archival_speaker) and builder != "text":
        replacement = nodes.strong("", "", *node.children)
    elif isinstance(node, archival_insertion) and node["kind"] == "original" and builder != "text":
        replacement = nodes.emphasis("", "", *node.children)
    elif isinstance(node, nodes.paragraph):
        replacement = nodes.paragraph("", "", *node.children)
    elif isinstance(node, nodes.inline):
        replacement = nodes.inline("", "", *node.children)
    else:
        replacement = nodes.container("", *node.children)
    if isinstance(replacement, nodes.Element):
        replacement["ids"] = list(node["ids"])
        replacement["classes"] = [*node["classes"], type(node).__name__.replace("_", "-")]
        replacement.source, replacement.line = node.source, node.line
    node.replace_self(replacement)


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(PlainNodes)
