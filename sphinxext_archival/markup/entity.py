"""Entities defined in place: ``person``, ``organization``, ``place``, ``event`` and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..context import reading_of
from ..diagnostics import Diagnostic, path_in_project
from ..model.entities import FIELDS, KINDS, Entity
from ..model.in_place import entity_from_fields
from ..nodes import archival_entity
from .directive import ArchivalDirective
from .life import years
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EntityDefinition(ArchivalDirective):
    """An entity defined where it stands; the directive's name is its kind, its body is prose."""

    holds_text = False
    MEANING = "Defines an entity in place: its argument is its key, its body is prose."
    OPTIONS = tuple(
        DirectiveOption(field.name, field.meaning)
        for field in FIELDS.values()
        if field.name not in {"kind", "note", "roles"}
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the definition."""
        kind, key = self.short_name, self.argument
        if not key:
            self.warn(
                Diagnostic.ENTITY_VALUE,
                f"{kind}: it has no key; write {{{kind}}} gorbachev",
            )
            return self.parse_words()
        entity = self._entity(kind, key)
        self._report_if_late(entity)
        reading_of(self.env).entities.setdefault(key, []).append(entity)
        node = archival_entity(key=key, kind=entity.kind, ids=[entity.anchor])
        self.set_source_info(node)
        heading = nodes.paragraph("", "", classes=["archival-entity-name"])
        heading += nodes.strong(entity.name, entity.name)
        if dates := years(entity, self.config.language):
            heading += nodes.Text(f" ({dates})")
        node += heading
        node += self.parse_words()
        return [node]

    def _entity(self, kind: str, key: str) -> Entity:
        """Return the entity, checked as an entry of a register file is."""
        source, line = self.place
        entity, problems = entity_from_fields(
            key,
            {"name": key, **self._fields(), "kind": kind},
            source=path_in_project(source, self.env.srcdir),
            line=line,
        )
        for problem in problems:
            self.warn(Diagnostic.ENTITY_VALUE, f"{kind}: {problem}")
        return entity or Entity(key=key, kind=kind, name=key, sort=key)

    def _report_if_late(self, entity: Entity) -> None:
        """Warn where labels were needed above, in the same file, and could not be known."""
        directive, line = reading_of(self.env).without_labels.pop(entity.key, ("", 0))
        if directive == "document" and entity.labels:
            lost = "in which its labels open no turn"
        elif directive == "turn":
            lost = f"where “{entity.key}” is printed as its label"
        else:
            return
        self.warn(
            Diagnostic.LATE_DEFINITION,
            f"{entity.kind}: “{entity.key}” is defined below the {{{directive}}} of line {line}, "
            f"{lost}; define it above that",
        )

    def _fields(self) -> dict[str, str | list[str]]:
        fields: dict[str, str | list[str]] = {}
        for name, value in self.values.items():
            is_list = name in {"labels", "variants"}
            separator = ";" if ";" in value else ","
            fields[name] = (
                [part.strip() for part in value.split(separator) if part.strip()]
                if is_list
                else value
            )
        return fields


def setup(app: Sphinx) -> None:
    """Add a directive for each kind of entity."""
    for kind in KINDS:
        app.add_directive_to_domain("archival", kind, EntityDefinition)
