"""The fields of a headnote, as a field list that every builder can print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..catalogue import _
from ..model.description import display_date
from ..model.languages import LanguageError, language_name
from ..model.metadata import FIELDS, URL_FIELDS, is_web_address

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def keys_of(text: str) -> list[str]:
    """Return the keys in a comma-separated list."""
    return [key for key in (part.strip() for part in re.split(r"[,;]", text)) if key]


def caption(name: str) -> str:
    """Return what the headnote calls the field *name*, in the reader's language."""
    captions = {
        "date": _("Date"),
        "place": _("Place"),
        "kind": _("Kind"),
        "participants": _("Participants"),
        "original-language": _("Original language"),
        "language": _("Language"),
        "translator": _("Translator"),
        "contributor": _("Contributor"),
        "editor": _("Editor"),
        "repository": _("Archive"),
        "collection": _("Collection"),
        "reference-code": _("Reference code"),
        "physical": _("Physical description"),
        "classification": _("Classification"),
        "source": _("Source"),
        "credits": _("Credits"),
        "rights": _("Rights"),
        "license": _("License"),
        "revision": _("Revision"),
    }
    return captions[name]


def field_list(
    metadata: dict[str, str], env: BuildEnvironment, source: tuple[str, int]
) -> nodes.field_list:
    """Return the fields of *metadata* that a headnote shows, in the order of the model."""
    fields = nodes.field_list(classes=["archival-metadata"])
    for field in FIELDS:
        value = metadata.get(field.name)
        if not field.shown or not value:
            continue
        body = nodes.paragraph()
        if field.name == "participants":
            body += _participants(value, env)
        else:
            _fill(body, field.name, value, env.config.language)
            if body.rawsource:
                body.source, body.line = source
        name = nodes.field_name("", caption(field.name))
        fields += nodes.field(
            "", name, nodes.field_body("", body), classes=[f"archival-{field.name}"]
        )
    return fields


def _fill(body: nodes.paragraph, name: str, value: str, locale: str) -> None:
    """Put *value* into *body*; what is words, and not data, becomes a translatable message."""
    if name == "date":
        body += nodes.Text(display_date(value, locale))
    elif name in {"language", "original-language"}:
        try:
            body += nodes.Text(language_name(value, locale))
        except LanguageError:
            body += nodes.Text(value)
    elif name in URL_FIELDS and is_web_address(value):
        body += nodes.reference(value, value, refuri=value)
    else:
        body.rawsource = value
        body += nodes.Text(value)


def _participants(value: str, env: BuildEnvironment) -> list[nodes.Node]:
    """Return the participants as links to their entries."""
    links: list[nodes.Node] = []
    for key in keys_of(value):
        if links:
            links.append(nodes.Text(", "))
        xref = addnodes.pending_xref(
            key,
            nodes.inline(key, key, classes=["archival", "archival-person"]),
            refdoc=env.docname,
            refdomain="archival",
            reftype="entity",
            reftarget=key,
            refexplicit=False,
            refwarn=True,
        )
        xref["archival:participant"] = True
        links.append(xref)
    return links
