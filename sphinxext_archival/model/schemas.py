"""JSON Schemas of what editors write, made from the tables that the readers check against.

They are for editors that complete and check YAML as one types. What a schema says is what
:mod:`.register` says of the same file, but for what no schema can: whether a date is one, and
whether two entries share a key or a label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .emendations import FIELDS as EMENDATION_FIELDS
from .entities import AUTHORITIES, FIELD_TYPES, FIELDS, KINDS, ROLE_FIELDS
from .metadata import FIELDS as METADATA_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .entities import Field

    Schema = dict[str, Any]

__all__ = ["SCHEMAS", "document_schema", "emendations_schema", "register_schema"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# YAML makes a number of `1879` and a truth of `No`, and the reader takes them as they are written.
_SCALAR = ["string", "number", "boolean"]
_WHOLE = ["integer", "string"]
_LONGEST_NUMBER = 24
_REQUIRED_OF_ENTRY = ("kind", "name")
_REQUIRED_OF_ROLE = ("title",)


def register_schema() -> Schema:
    """The schema of a register: entries by their keys, each with the fields of its kind."""
    entry = {
        "type": "object",
        "properties": {"kind": {"enum": list(KINDS), "description": FIELDS["kind"].meaning}},
        "required": list(_REQUIRED_OF_ENTRY),
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": _of_kind(kind),
            }
            for kind in KINDS
        ],
    }
    return {
        "$schema": _DRAFT,
        "title": "Register of an edition",
        "description": "Persons, organizations, places, events, works and concepts, by their keys.",
        "type": ["object", "null"],
        "additionalProperties": entry,
    }


def document_schema() -> Schema:
    """The schema of the metadata of a document: the options of ``document``, as a mapping."""
    return {
        "$schema": _DRAFT,
        "title": "Metadata of a document",
        "description": "The options of the directive `document`.",
        "type": "object",
        "properties": {
            field.name: {"type": _SCALAR, "description": field.meaning} for field in METADATA_FIELDS
        },
        "additionalProperties": False,
    }


def emendations_schema() -> Schema:
    """The schema of a file of emendations: a list, whose entries say what differs, and why."""
    number = "[1-9][0-9]*"
    types = {
        "line": {"type": _WHOLE, "pattern": f"^{number}$"},
        "lines": {"type": _WHOLE, "pattern": rf"^{number}(\s*[-–]\s*{number})?$"},
        "everywhere": _truth("true", "yes", "on", "false", "no", "off"),
    }
    entry = {
        "type": "object",
        "properties": {
            field.name: {**types.get(field.name, {"type": _SCALAR}), "description": field.meaning}
            for field in EMENDATION_FIELDS
        },
        "required": ["reason"],
        "anyOf": [
            {"required": ["source"]},
            {"required": ["lines"]},
            {"required": ["edition", "line"]},
        ],
        "additionalProperties": False,
    }
    return {
        "$schema": _DRAFT,
        "title": "Emendations of a document",
        "description": "How an edition differs from its source where the text has no place for it.",
        "type": ["array", "null"],
        "items": entry,
    }


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "document": document_schema,
    "emendations": emendations_schema,
    "register": register_schema,
}
"""Each schema by its name, made when it is asked for."""


def _of_kind(kind: str) -> Schema:
    fields = [field for field in FIELDS.values() if kind in field.kinds]
    return {
        "properties": {field.name: _value(field) for field in fields},
        "additionalProperties": False,
    }


def _value(field: Field) -> Schema:
    about = {"description": f"{field.meaning} Written as: {FIELD_TYPES[field.type]}."}
    # An empty field is no field.
    return {"anyOf": [{"type": "null"}, _VALUES[field.type](field)], **about}


def _text(_field: Field) -> Schema:
    return {"type": _SCALAR}


def _texts(_field: Field) -> Schema:
    one = {"type": _SCALAR, "minLength": 1}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _date(_field: Field) -> Schema:
    return {"type": ["string", "integer"], "minLength": 1}


def _roles(_field: Field) -> Schema:
    role = {
        "type": "object",
        "properties": {field.name: _field_of_role(field) for field in ROLE_FIELDS.values()},
        "required": list(_REQUIRED_OF_ROLE),
        "additionalProperties": False,
    }
    return {"type": "array", "items": role}


def _field_of_role(field: Field) -> Schema:
    if field.name in _REQUIRED_OF_ROLE:
        return {**_VALUES[field.type](field), "minLength": 1, "description": field.meaning}
    return _value(field)


def _coordinates(_field: Field) -> Schema:
    numbers = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2}
    return {
        "anyOf": [
            {"type": "string", "pattern": r"^\s*[-+]?[0-9.]+\s*,\s*[-+]?[0-9.]+\s*$"},
            {**numbers, "maxItems": 2},
        ]
    }


def _url(_field: Field) -> Schema:
    return {"type": "string", "pattern": "^https?://[^\\s/]"}


def _flag(_field: Field) -> Schema:
    return _truth("true", "yes", "false", "no")


def _truth(*words: str) -> Schema:
    """A truth value, or one of *words* in whatever case."""
    forms = ("".join(f"[{sign.upper()}{sign}]" for sign in word) for word in words)
    return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": f"^({'|'.join(forms)})$"}]}


def _identifier(field: Field) -> Schema:
    form = AUTHORITIES[field.name].form
    # YAML takes one of figures alone for a number, whose form no schema can say.
    is_number = any(form.fullmatch("1" * length) for length in range(1, _LONGEST_NUMBER))
    # As in a printed ISNI, there may be blanks among many figures.
    spaced = re.sub(r"(\[[^\]]+\])(\{\d+\})", r"(\\s*\1)\2", form.pattern)
    pattern = "|".join(dict.fromkeys((form.pattern, spaced)))
    return {"type": _WHOLE if is_number else "string", "pattern": f"^({pattern})$"}


def _kind(_field: Field) -> Schema:
    return {"enum": list(KINDS)}


_VALUES: dict[str, Callable[[Field], Schema]] = {
    "kind": _kind,
    "text": _text,
    "texts": _texts,
    "date": _date,
    "roles": _roles,
    "coordinates": _coordinates,
    "url": _url,
    "flag": _flag,
    "identifier": _identifier,
}
