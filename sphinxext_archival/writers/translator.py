"""What our own writers of whole volumes share: on which page they stand, and what they do not know.

They are tables of handlers by the names of nodes. Another extension brings its own by
``app.add_node(node, FORMAT=(visit, depart))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxTranslator

from ..diagnostics import Diagnostic, place_of, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.builders import Builder

    Visit = Callable[..., None]
    Pair = tuple[Visit, Visit | None]
    Handlers = dict[str, Pair]

NOT_WRITTEN = (
    "index",
    "substitution_definition",
    "comment",
    "system_message",
    "meta",
    "highlightlang",
    "tabular_col_spec",
    "toctree",
    "pending",
)
"""Nodes that tell a builder something, and a reader nothing."""


class VolumeTranslator(SphinxTranslator):
    """Writes a volume: ``pages`` are the docnames that stand in each other, the innermost last."""

    builder: Any

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        """Begin on the first page of the volume."""
        super().__init__(document, builder)
        self.pages: list[str] = [document.get("docname", builder.config.root_doc)]
        self.unknown: set[str] = set()

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils has named it)
        """Do nothing: text ends with itself."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn, once for each class, and write what the node holds."""
        name, form = type(node).__name__, self.builder.format
        if name not in self.unknown:
            self.unknown.add(name)
            warn(
                Diagnostic.UNKNOWN_NODE,
                f"{form}: the node “{name}” is not known, and its text alone is written; give it "
                f"handlers: app.add_node({name}, {form}=(visit, depart))",
                place_of(node, self.pages[-1]),
            )

    def unknown_departure(self, node: nodes.Node) -> None:
        """Do nothing."""


def take(translator: type[VolumeTranslator], *tables: Handlers) -> None:
    """Give *translator* the handlers of *tables*."""
    for table in tables:
        for name, (visit, depart) in table.items():
            setattr(translator, f"visit_{name}", visit)
            if depart is not None:
                setattr(translator, f"depart_{name}", depart)
