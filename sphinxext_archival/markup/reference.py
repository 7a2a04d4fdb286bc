"""Roles that refer: to documents and turns, and to entities by key, name or variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

from ..context import reading_of
from ..model.entities import KINDS

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class EntityRole(XRefRole):
    """A mention of an entity: by key, by name or by any variant."""

    def __init__(self) -> None:
        """Show the words as text, and warn of a name that nobody has."""
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)


class DocumentRole(XRefRole):
    """A reference to a document by its identifier."""

    def __init__(self) -> None:
        """Show a text, and warn of an identifier that no document has."""
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)


class TurnRole(DocumentRole):
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
