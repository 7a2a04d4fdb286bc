"""Cross-references: what a role's target is, and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..catalogue import _
from ..model.description import display_date
from ..model.entities import KINDS
from .edition import Address, short_title
from .links import make_link

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder

    from . import ArchivalDomain


def resolve(
    domain: ArchivalDomain,
    builder: Builder,
    fromdocname: str,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.Element | None:
    """Return the link that *node* becomes, its words where it has no place, or None if unknown."""
    role, target = node["reftype"], node["reftarget"]
    shown = what_is_shown(domain, role, target, here=bool(node.get("archival:here")))
    if shown is None:
        return None
    address, text, title = shown
    if not node.get("refexplicit") and text:
        contnode.children = []
        contnode += nodes.Text(text)
    if address is None:
        return contnode
    link = make_link(builder, fromdocname, address, contnode, title)
    link["classes"].append(f"archival-{role_class(domain, role, target)}")
    return link


def role_class(domain: ArchivalDomain, role: str, target: str) -> str:
    """Return the kind of what a reference leads to, for its class."""
    if role in KINDS or role == "entity":
        keys = domain.index.find(target, role if role in KINDS else None)
        return domain.index.entities[keys[0]].kind if keys else role
    return f"{role}-reference"


def what_is_shown(
    domain: ArchivalDomain, role: str, target: str, *, here: bool = False
) -> tuple[Address | None, str, str] | None:
    """Return the address, the text where the author gave none, and the title of a reference.

    None where *target* is unknown, or ambiguous. It is also what makes a page stale when it
    changes (:mod:`.freshness`).
    """
    if role in KINDS or role == "entity":
        return _entity(domain, role, target)
    if role == "document":
        return _document(domain, target)
    if role == "turn":
        return _turn(domain, target, here=here)
    return None


def _entity(
    domain: ArchivalDomain, role: str, target: str
) -> tuple[Address | None, str, str] | None:
    keys = domain.index.find(target, role if role in KINDS else None)
    if len(keys) != 1:
        return None
    entity = domain.index.entities[keys[0]]
    text = entity.name if target == entity.key else ""
    return domain.homes.get(entity.key), text, entity.name


def _document(domain: ArchivalDomain, target: str) -> tuple[Address | None, str, str] | None:
    parts = domain.index.documents.get(target)
    if not parts:
        return None
    document = parts[0]
    text = document.title or document.identifier
    if date := document.field("date"):
        text = f"{text} ({display_date(date, domain.env.config.language)})"
    return Address(document.docname, domain.index.addresses.of_document(document)), text, ""


def _turn(
    domain: ArchivalDomain, target: str, *, here: bool
) -> tuple[Address | None, str, str] | None:
    found = domain.index.numbers.find(target)
    if found is None:
        return None
    document, turn = found
    number = domain.index.numbers.of_turn(document, turn)
    text = _("turn %s") % number
    if not here:
        text = f"{short_title(document)}, {text}"
    anchor = domain.index.addresses.of_turn(document, turn)
    return Address(document.docname, anchor), text, f"{turn.label} {turn.incipit}"


def resolve_any(
    domain: ArchivalDomain,
    builder: Builder,
    fromdocname: str,
    target: str,
    contnode: nodes.Element,
) -> list[tuple[str, nodes.reference]]:
    """Return the links that *target* may mean as a document, a turn or an entity."""
    found = []
    keys = domain.index.find(target)
    roles = [domain.index.entities[key].kind for key in keys] if len(keys) == 1 else []
    for role in [*roles, "document", "turn"]:
        shown = what_is_shown(domain, role, target)
        address, _text, title = shown or (None, "", "")
        if address is None:
            continue
        link = make_link(builder, fromdocname, address, contnode, title)
        found.append((f"archival:{role}", link))
    return found
