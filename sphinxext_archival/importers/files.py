"""The files of an edition that drafts become: planned first, and written only then.

A document ``documents/ID.md``, its source as it came in ``sources/``, what has no place in the text
in ``emendations/ID.yml``, the report in ``imports/``, and the register where ``conf.py`` has it.
``imports/manifest.json`` remembers the hash of what was written: a file that somebody has changed
since is never written again, and a second import of the same source changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml

from ..model.register import load_register
from ._registers import merged_registers, register_paths
from .myst import write_document
from .register import reconcile
from .report import report_as_data, report_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import Draft, Finding, SourceChange

__all__ = ["MANIFEST", "Action", "Imported", "Plan", "PlannedFile", "emendations_yaml", "plan",
           "write"]  # fmt: skip

MANIFEST = "imports/manifest.json"

Action: TypeAlias = Literal["create", "update", "unchanged", "kept"]
"""``kept``: somebody has changed the file, and it stays as it is."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A source: its file name without folders, its bytes, and the drafts that were made of it."""

    name: str
    data: bytes
    drafts: list[Draft]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file: its path in the edition, with slashes; its bytes; and what happens to it."""

    path: str
    data: bytes
    action: Action


@dataclass(slots=True)
class Plan:
    """What an import writes ``into`` an edition. ``findings`` are about the register."""

    into: Path
    files: list[PlannedFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def changes(self) -> list[PlannedFile]:
        """The files that are new or change."""
        return [file for file in self.files if file.action in {"create", "update"}]

    @property
    def kept(self) -> list[PlannedFile]:
        """The files that would change, and that somebody has edited."""
        return [file for file in self.files if file.action == "kept"]


def plan(imported: Sequence[Imported], into: Path, registers: Sequence[Path] | None = None) -> Plan:
    """Return what importing *imported* into the edition *into* writes. Nothing is written.

    *registers* are the files of its register, else what its ``conf.py`` names. Entries of the
    drafts get the keys that the register has for them, so drafts are changed.
    """
    return _Planner(into, registers).plan(imported)


def write(planned: Plan) -> None:
    """Write the files of *planned* that are new or change."""
    for file in planned.changes:
        path = planned.into / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


class _Planner:
    def __init__(self, into: Path, registers: Sequence[Path] | None) -> None:
        self._into = into
        self._registers = register_paths(into) if registers is None else list(registers)
        self._plan = Plan(into)
        self._hashes = _manifest(into)
        self._sources: dict[str, str] = {}
        self._taken: dict[str, str] = {}

    def plan(self, imported: Sequence[Imported]) -> Plan:
        drafts = [draft for source in imported for draft in source.drafts]
        present = [path for path in self._registers if path.is_file()]
        entities = load_register(present).entities
        reconcile(drafts, entities)
        everybody = [*entities.values(), *(entry for draft in drafts for entry in draft.entries)]
        fresh = [
            draft
            for source in imported
            for draft in source.drafts
            if draft.is_register or self._document(source, draft, everybody)
        ]
        entries = [entry for draft in fresh for entry in draft.entries]
        if entries:
            texts, findings = merged_registers(self._into, self._registers, entries)
            self._plan.findings += findings
            for path, (text, is_new) in texts.items():
                action: Action = "create" if is_new else "update"
                self._plan.files.append(PlannedFile(path, text.encode(), action))
        self._add_manifest()
        return self._plan

    def _document(self, source: Imported, draft: Draft, everybody: Sequence[Any]) -> bool:
        """Plan the files of *draft*, and say whether there is anything new in it."""
        self._make_unique(draft)
        copy = self._source(source, draft)
        changes = emendations_yaml(draft.changes)
        page = write_document(
            draft,
            transcription=f"../{copy}",
            emendations=f"../emendations/{draft.identifier}.yml" if changes else "",
            register=everybody,
        )
        files = {f"documents/{draft.identifier}.md": page}
        if changes:
            files[f"emendations/{draft.identifier}.yml"] = changes
        report = json.dumps(report_as_data(draft), ensure_ascii=False, indent=1) + "\n"
        files[f"imports/{draft.identifier}.txt"] = report_as_text(draft)
        files[f"imports/{draft.identifier}.json"] = report
        actions = [self._add(path, text.encode()) for path, text in files.items()]
        return any(action in {"create", "update"} for action in actions)

    def _make_unique(self, draft: Draft) -> None:
        """Give *draft* an identifier that no other document of this import has."""
        stem, number = draft.identifier, 1
        while draft.identifier.casefold() in self._taken:
            number += 1
            draft.identifier = f"{stem}-{number}"
        if number > 1:
            draft.find(
                "decision",
                "identifier-taken",
                f"another document has the identifier {stem}; this one got {draft.identifier}",
            )
        self._taken[draft.identifier.casefold()] = draft.source_name

    def _source(self, source: Imported, draft: Draft) -> str:
        """Plan the copy of the source of *draft*, and return its path."""
        suffix = Path(source.name).suffix
        name, data = source.name, source.data
        if draft.source:
            name, data = f"{draft.identifier}{suffix}", draft.source
        path, number, digest = f"sources/{name}", 1, _sha256(data)
        while self._sources.get(path, digest) != digest or self._is_other(path, digest):
            number += 1
            path = f"sources/{Path(name).stem}-{number}{suffix}"
        if path not in self._sources:
            self._sources[path] = digest
            self._add(path, data)
        return path

    def _is_other(self, path: str, digest: str) -> bool:
        """Whether *path* is a file that no import has written, and another one."""
        there = self._into / path
        return path not in self._hashes and there.is_file() and _hash_of(there) != digest

    def _add(self, path: str, data: bytes) -> Action:
        there = self._into / path
        digest = _sha256(data)
        action: Action = "create"
        if there.is_file():
            present = _hash_of(there)
            if present == digest:
                action = "unchanged"
            else:
                action = "update" if self._hashes.get(path) == present else "kept"
        if action != "kept":
            self._hashes[path] = digest
        self._plan.files.append(PlannedFile(path, data, action))
        return action

    def _add_manifest(self) -> None:
        text = json.dumps({"written": dict(sorted(self._hashes.items()))}, indent=1) + "\n"
        there = self._into / MANIFEST
        if not there.is_file():
            action: Action = "create"
        else:
            action = "unchanged" if there.read_text(encoding="utf-8") == text else "update"
        self._plan.files.append(PlannedFile(MANIFEST, text.encode(), action))


def emendations_yaml(changes: Sequence[SourceChange]) -> str:
    """Return the file of emendations for *changes*; empty where there are none."""
    written = []
    for change in changes:
        entry: dict[str, Any] = {}
        if change.lines:
            first, last = change.lines
            entry["lines"] = f"{first}-{last}" if last > first else first
        if change.source:
            entry["source"] = change.source
        if change.edition:
            entry["edition"] = change.edition
        if change.line:
            entry["line"] = change.line
        if change.everywhere:
            entry["everywhere"] = True
        entry["reason"] = change.reason
        written.append(entry)
    if not written:
        return ""
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)


def _manifest(into: Path) -> dict[str, str]:
    """Return the hashes of what imports have written into the edition, by path."""
    try:
        data = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
        return {str(PurePosixPath(path)): str(it) for path, it in data["written"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _hash_of(path: Path) -> str:
    return _sha256(path.read_bytes())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
