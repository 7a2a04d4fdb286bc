"""One entry of a register: its fields are checked against ``FIELDS``, and what is right is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode

from sphinxext_archival.model._register_fields import (
    Written,
    check_order,
    did_you_mean,
    line_of,
    misplaced,
    pairs_of,
    read_value,
)
from sphinxext_archival.model.entities import AUTHORITIES, FIELDS, KINDS, Entity, Field

if TYPE_CHECKING:
    from sphinxext_archival.model._register_fields import Report

__all__ = ["Entry", "read_entry"]

_PERIODS = (("born", "died"), ("founded", "dissolved"))
_BLOCK_STYLES = ("|", ">")


class Entry(NamedTuple):
    """An entity, with the lines of what may clash with another entry."""

    entity: Entity
    name_line: int
    labels: tuple[Written, ...]


def read_entry(key: str, node: Node, source: str, line: int, report: Report) -> Entry | None:
    """Read one entry; ``report`` takes the line, the code and the message of each problem.

    An entry without a kind that is known is dropped; one without a name is kept under its key;
    of the rest, each field that is wrong is left out.
    """
    if not isinstance(node, MappingNode):
        message = f"`{key}` has no fields; it needs at least `kind` and `name`"
        report(line, *misplaced(node, message))
        return None
    fields = {name: (at, value) for name, at, value in pairs_of(node, f"`{key}`", report)}
    kind = _kind(key, fields.pop("kind", None), line, report)
    values: dict[str, Any] = {}
    for name, (at, value) in fields.items():
        field = FIELDS.get(name)
        if field is None or (kind is not None and kind not in field.kinds):
            report(at, "unknown_field", _unknown(name, field, kind))
        elif (read := read_value(field, value, report)) is not None:
            values[name] = read
    for names in _PERIODS:
        at = fields.get(names[1], (line, node))[0]
        check_order(names, values.get(names[0]), values.get(names[1]), at, report)
    if kind is None:
        return None
    if "name" not in values:
        report(line, "missing_field", f"`{key}` has no `name`")
    name_line, _ = fields.get("name", (line, node))
    labels = tuple(values.pop("labels", ()))
    if "note" in values:
        values["note_line"] = _note_line(fields["note"][1])
    return Entry(_entity(key, kind, labels, values, (source, line)), name_line, labels)


def _entity(
    key: str,
    kind: str,
    labels: tuple[Written, ...],
    values: dict[str, Any],
    place: tuple[str, int],
) -> Entity:
    name = values.pop("name", key)
    return Entity(
        key=key,
        kind=kind,
        name=name,
        sort=values.pop("sort", name),
        labels=tuple(label.text for label in labels),
        variants=tuple(variant.text for variant in values.pop("variants", ())),
        authorities=tuple((name, values.pop(name)) for name in AUTHORITIES if name in values),
        source=place[0],
        line=place[1],
        **values,
    )


def _kind(key: str, written: tuple[int, Node] | None, line: int, report: Report) -> str | None:
    """The kind of an entry, or None with a problem."""
    at, node = written or (line, None)
    kind = read_value(FIELDS["kind"], node, report) if node is not None else None
    if kind in KINDS:
        return str(kind)
    if kind is not None:
        report(at, "unknown_kind", f"`{kind}` is not a kind of entity; {did_you_mean(kind, KINDS)}")
    elif not isinstance(node, ScalarNode) or not node.value:
        report(at, "missing_field", f"`{key}` has no `kind`; it is one of {', '.join(KINDS)}")
    return None


def _unknown(name: str, field: Field | None, kind: str | None) -> str:
    whose = f"{'an' if (kind or 'entity')[0] in 'aeiou' else 'a'} {kind or 'entity'}"
    if field is not None:
        return f"`{name}` is not a field of {whose}; it fits: {', '.join(field.kinds)}"
    known = [field.name for field in FIELDS.values() if kind is None or kind in field.kinds]
    return f"`{name}` is not a field of {whose}; {did_you_mean(name, known)}"


def _note_line(node: Node) -> int:
    """Where the words of a note begin: those of a block scalar stand below its ``>-``."""
    return line_of(node) + (isinstance(node, ScalarNode) and node.style in _BLOCK_STYLES)
