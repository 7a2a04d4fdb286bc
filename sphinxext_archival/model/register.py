"""Registers of persons, places and other entities: YAML files, read with all their problems.

An editor who has made five mistakes wants to see five: ``load_register`` never raises. It keeps
what is right, and says of the rest in which line it stands and what would be right.

Codes of problems:

``syntax``
    not YAML, not a list of entries, not in UTF-8, not readable; an alias
``duplicate_key``
    an entry or a field that stands twice, in one file or in two; the first is kept
``unknown_field``, ``wrong_type``, ``unknown_kind``, ``missing_field``
    against ``FIELDS``
``bad_date``, ``bad_identifier``, ``bad_url``
    a value in the wrong form
``control_character``
    what no output can print; it is left out
``bad_key``
    a key that cannot stand in an address as it is; the entity is kept
``name_clash``
    two entities of one kind with one name, or two with one label; both are kept
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode

from sphinxext_archival.model._register_entry import Entry, read_entry
from sphinxext_archival.model._register_fields import pairs_of
from sphinxext_archival.model._register_source import Problem, read_source
from sphinxext_archival.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinxext_archival.model.entities import Entity

__all__ = ["Problem", "Register", "load_register"]

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_PLACE = ("source", "line", "note_line")


@dataclass(frozen=True, slots=True)
class Register:
    """The entities of all register files, in the order in which they are written.

    ``paths`` are the files that were asked for, readable or not.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    paths: tuple[str, ...] = ()

    def digest(self, key: str) -> str:
        """A SHA-256 of all that is said of one entity, but not of where in its file it stands.

        An unknown key raises ``KeyError``.
        """
        said = asdict(self.entities[key])
        return _sha256({name: value for name, value in said.items() if name not in _PLACE})


def load_register(paths: Sequence[Path]) -> Register:
    """Read register files; the problems of all come in the order of files and lines."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in paths:
        _read_file(path, entries, problems)
    problems.extend(_clashes(entries.values()))
    order = {str(path): number for number, path in enumerate(paths)}
    problems.sort(key=lambda problem: (order[problem.path], problem.line))
    entities = {key: entry.entity for key, entry in entries.items()}
    return Register(entities, tuple(problems), tuple(str(path) for path in paths))


def _read_file(path: Path, entries: dict[str, Entry], problems: list[Problem]) -> None:
    source = str(path)

    def report(line: int, code: str, message: str) -> None:
        problems.append(Problem(source, line, code, message))

    root = read_source(path, report)
    if isinstance(root, Problem):
        problems.append(root)
    if not isinstance(root, MappingNode):
        return
    for key, line, node in pairs_of(root, "this file", report):
        if key in entries:
            first = entries[key].entity
            where = f"first in {first.source}, line {first.line}"
            report(line, "duplicate_key", f"`{key}` stands in two registers; {where}")
            continue
        entry = read_entry(key, node, source, line, report)
        if entry is None:
            continue
        entries[key] = entry
        if not _KEY.fullmatch(key):
            report(line, "bad_key", _about_key(entry.entity, entries))


def _about_key(entity: Entity, taken: Container[str]) -> str:
    """Why a key is not one, with a key that would be."""
    # The part that a name is sorted by is what an editor would choose: "gorbachev".
    words = (entity.key, entity.sort.partition(",")[0], entity.name)
    keys = (_ascii_key(word) for word in words)
    meant = next((key for key in keys if key and key not in taken), f"{entity.kind}-{entity.line}")
    return (
        f"`{entity.key}` cannot be a key: a key begins with an ASCII letter and goes on with "
        f"letters, digits, `.`, `_` or `-`; for example `{meant}`"
    )


def _ascii_key(text: str) -> str:
    """A key from a text in Latin letters, else nothing: ``Élysée Palace`` → ``elysee-palace``."""
    letters = unicodedata.normalize("NFKD", text)
    if any(letter.isalpha() and not letter.isascii() for letter in letters):
        return ""
    ascii_only = letters.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", ascii_only).strip("-._").lstrip("0123456789-._")


def _clashes(entries: Iterable[Entry]) -> Iterator[Problem]:
    """One name for two entities of a kind, or one label for two speakers: a link would guess."""
    first: dict[tuple[str, str], tuple[Entity, int]] = {}
    for entry in entries:
        entity = entry.entity
        names = [(entity.kind, entity.name, entry.name_line)]
        labels = [("label", label.text, label.line) for label in entry.labels]
        for what, text, line in names + labels:
            other, other_line = first.setdefault((what, fold(text)), (entity, line))
            if other is not entity:
                yield Problem(
                    entity.source,
                    line,
                    "name_clash",
                    f"`{text}` is the {'label' if what == 'label' else 'name'} of `{other.key}` "
                    f"too ({other.source}, line {other_line}); make one of them different",
                )


def _sha256(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
