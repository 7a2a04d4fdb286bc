"""What stands beside a name: a bracket there may say who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import archival_insertion, archival_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..nodes import Name


def sides(node: nodes.Element | archival_text, name: Name | None = None) -> Iterator[nodes.Node]:
    """Yield what stands directly before and after *node*, or after a *name* in a text; not spaces.

    In ``[USSR Minister of Shipbuilding]{.identification} I[gor] S. Belousov`` the bracket says who
    the person is.
    """
    before = after = ""
    if isinstance(node, archival_text) and name is not None:
        before, after = node[: name.start], node[name.end :]
    siblings = node.parent.children
    # By identity: two texts of the same words are equal.
    at = next(index for index, child in enumerate(siblings) if child is node)
    for step, between in ((-1, before), (1, after)):
        if between and not between.isspace():
            continue
        index = at + step
        if 0 <= index < len(siblings) and _is_space(siblings[index]):
            index += step
        if 0 <= index < len(siblings):
            yield siblings[index]


def _is_space(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and node.isspace()


def is_identification(node: nodes.Node) -> bool:
    """Say whether *node* is an insertion that says who somebody is."""
    return isinstance(node, archival_insertion) and node["kind"] == "identification"
