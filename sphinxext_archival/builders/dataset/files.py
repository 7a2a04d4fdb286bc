"""The files of a table, written row by row: CSV, JSON Lines, and Parquet where it can be made.

CSV is that of RFC 4180, but for the end of a line, which is a line feed. Text is written as it is
in each of them: a cell that a spreadsheet would take for a formula is a document's own words.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from contextlib import ExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import IO, Self

    from .schema import Field, Table

_ROWS_IN_A_GROUP = 4096
_CHARACTERS_IN_A_GROUP = 1 << 22
"""How many rows of a Parquet file, and about how much text, wait in memory to be written."""


class Writer(Protocol):
    """What writes the rows of a table into one file."""

    def add(self, row: Sequence[Any]) -> None:
        """Write a row: a value, or None, for each column."""

    def close(self) -> None:
        """Write what is still to be written."""


def formats() -> dict[str, type[Writer]]:
    """Return what can be written: the ending of a file, and what writes it."""
    found: dict[str, type[Writer]] = {"csv": Csv, "jsonl": JsonLines}
    return found | ({"parquet": Parquet} if find_spec("pyarrow") is not None else {})


class TableFiles:
    """All files of one table in *folder*."""

    def __init__(self, folder: Path, table: Table) -> None:
        """Begin the files, which have a header, or no row."""
        self._fields = table.fields
        with ExitStack() as stack:
            self._writers: list[Writer] = []
            for ending, make in formats().items():
                writer = make(folder / f"{table.name}.{ending}", table)  # type: ignore[call-arg]
                stack.callback(writer.close)
                self._writers.append(writer)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End all files."""
        self._stack.close()

    def add(self, row: Mapping[str, Any]) -> None:
        """Write *row*: what it does not have, and what is empty, is null."""
        values = [_value(field, row.get(field.name)) for field in self._fields]
        for writer in self._writers:
            writer.add(values)


def _value(field: Field, value: Any) -> Any:
    if field.type == "array":
        return list(value or ())
    # Half of a character can be in no file.
    return value.encode("utf-8", "replace").decode() or None if isinstance(value, str) else value


class Csv:
    """A CSV file with a header; null is nothing, and a list is written as JSON."""

    def __init__(self, path: Path, table: Table) -> None:
        """Write the header."""
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        # Python quotes what ends a line only if it is told that this does.
        self._writer = csv.writer(self, lineterminator="\r\n")
        self._writer.writerow(table.names)

    def write(self, line: str) -> int:
        """Write a *line* of the writer, with the end that it has here."""
        return self._file.write(line.removesuffix("\r\n") + "\n")

    def add(self, row: Sequence[Any]) -> None:
        """Write a row."""
        self._writer.writerow(
            [
                json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell
                for cell in row
            ]
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class JsonLines:
    """A file of JSON objects, one a line."""

    def __init__(self, path: Path, table: Table) -> None:
        """Begin without a line."""
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._names = table.names

    def add(self, row: Sequence[Any]) -> None:
        """Write a row."""
        json.dump(dict(zip(self._names, row, strict=True)), self._file, ensure_ascii=False)
        self._file.write("\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Parquet:
    """A Parquet file, written by pyarrow in groups of rows."""

    def __init__(self, path: Path, table: Table) -> None:
        """Begin without a row."""
        import pyarrow as pa  # noqa: PLC0415 (it is optional)
        from pyarrow import parquet  # noqa: PLC0415

        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "date": pa.date32(),
            "array": pa.list_(pa.string()),
        }
        self._fields = table.fields
        self._schema = pa.schema(
            [
                pa.field(
                    field.name,
                    types[field.type],
                    nullable=not field.required,
                    metadata={"description": field.meaning},
                )
                for field in table.fields
            ]
        )
        self._batch = pa.record_batch
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Sequence[Any]] = []
        self._size = 0

    def add(self, row: Sequence[Any]) -> None:
        """Keep a row, and write all that are kept when there are enough."""
        self._rows.append(row)
        self._size += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(self._rows) >= _ROWS_IN_A_GROUP or self._size >= _CHARACTERS_IN_A_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the rows that are left, and close the file."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [
            [_day(cell) for cell in cells] if field.type == "date" else list(cells)
            for field, cells in zip(self._fields, zip(*self._rows, strict=True), strict=True)
        ]
        self._writer.write_batch(
            self._batch(
                [
                    self._array(cells, kind)
                    for cells, kind in zip(columns, self._schema.types, strict=True)
                ],
                schema=self._schema,
            )
        )
        self._rows, self._size = [], 0

    @staticmethod
    def _array(cells: list[Any], kind: Any) -> Any:
        import pyarrow as pa  # noqa: PLC0415 (it is optional)

        return pa.array(cells, type=kind)


def _day(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None
