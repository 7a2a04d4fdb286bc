"""Roles that refer: to documents and turns, and to entities by key, name or variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.roles import XRefRole

from ..context import edition_of, reading_of
from ..model.brackets import without_completions
from ..model.entities import KINDS
from .inline import UNLINKED

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class ReferenceRole(XRefRole):
    """A reference that shows its words as text, and warns where it leads nowhere."""

    def __init__(self) -> None:
        """Show text, not the code that Sphinx takes a reference for."""
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: Element,
        is_ref: bool,  # noqa: FBT001 (the signature is Sphinx's)
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Take away the class by which the text builder marks code-like references."""
        words = cast("Element", node.children[0]) if is_ref else node
        words["classes"] = [name for name in words["classes"] if name != "xref"]
        if not is_ref:
            words["classes"].append(UNLINKED)
        return super().result_nodes(document, env, node, is_ref)


class EntityRole(ReferenceRole):
    """A mention of an entity: by key, by name or by any variant.

    A completion in brackets does not break a name: ``P[eter] Tomsen`` is ``Peter Tomsen``.
    """

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001 (the signature is Sphinx's)
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Take the name without its brackets for the target, where the name is all there is."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if not has_explicit_title and "[" in target:
            refnode["refexplicit"] = True
            target = without_completions(target, edition_of(env).phrases)
        return title, target


class DocumentRole(ReferenceRole):
    """A reference to a document by its identifier."""


class TurnRole(ReferenceRole):
    """A reference to a turn: ``117254#12``, or ``#12`` in the same document."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001 (the signature is Sphinx's)
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Complete a target that names no document by the document around it."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if target.startswith("#"):
            refnode["archival:here"] = True
            target = f"{reading_of(env).document or ''}{target}"
        return title, target


def setup(app: Sphinx) -> None:
    """Add the roles."""
    app.add_role_to_domain("archival", "document", DocumentRole())
    app.add_role_to_domain("archival", "turn", TurnRole())
    for kind in KINDS:
        app.add_role_to_domain("archival", kind, EntityRole())
