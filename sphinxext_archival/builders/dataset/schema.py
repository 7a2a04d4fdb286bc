"""What a table and a column of a dataset are, and how Table Schema (Data Package 2.0) says it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Type = Literal["string", "integer", "number", "date", "array"]

SUMMARY, NARRATIVE, TURN, NOTE = "summary", "narrative", "turn", "note"
PARTS = (SUMMARY, NARRATIVE, TURN, NOTE)
"""The texts of a document: where something stands is counted in one of them."""

MENTION_ROLES = ("mentioned", "identified", "note")


class Field(NamedTuple):
    """A column: ``allowed`` are its only values, ``refers`` is the column that has each of them.

    What is not *required* may be null.
    """

    name: str
    type: Type
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    refers: tuple[str, str] | None = None
    format: str = "default"


class Table(NamedTuple):
    """A table: ``key`` are the columns by which a row is known."""

    name: str
    title: str
    meaning: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(field.name for field in self.fields)


def column(name: str) -> str:
    """Return the name of the column that holds the field *name* of a header or a register."""
    return name.replace("-", "_")


def table_schema(table: Table) -> dict[str, Any]:
    """Return *table* as Table Schema describes it."""
    schema: dict[str, Any] = {
        "fields": [_field(table, field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    foreign = [
        {
            "fields": [field.name],
            "reference": {"resource": field.refers[0], "fields": [field.refers[1]]},
        }
        for field in table.fields
        if field.refers is not None
    ]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(table: Table, field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if table.key == (field.name,):
        constraints["unique"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    if field.type == "integer":
        constraints["minimum"] = 0
    described: dict[str, Any] = {"name": field.name, "type": field.type}
    if field.format != "default":
        described["format"] = field.format
    described["description"] = field.meaning
    return described | ({"constraints": constraints} if constraints else {})
