"""The files of an edition's register: where they are, and which takes a new entry."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..model.entities import KINDS
from .draft import Finding
from .register import merge_register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .draft import Entry

__all__ = ["merged_registers", "register_paths"]

_FOLDER = "register"


def register_paths(into: Path) -> list[Path]:
    """Return the register files of the edition *into*: those that its ``conf.py`` names.

    The file is read and not run: names that it works out are not found. Without any, the files in
    the folder ``register``.
    """
    named = _named_in(into / "conf.py")
    if named:
        return [into / path for path in named]
    folder = into / _FOLDER
    return sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])


def _named_in(conf: Path) -> list[str]:
    try:
        tree = ast.parse(conf.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return []
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "archival_registers"
            for target in node.targets
        ):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                return []
            return [path for path in value if isinstance(path, str)]
    return []


def merged_registers(
    into: Path, registers: Sequence[Path], entries: Sequence[Entry]
) -> tuple[dict[str, tuple[str, bool]], list[Finding]]:
    """Return the texts of the register files that *entries* change, and what was found.

    By path in the edition: the text, and whether the file is new.
    """
    texts = {path: path.read_text(encoding="utf-8") if path.is_file() else "" for path in registers}
    findings: list[Finding] = []
    changed: dict[Path, str] = {}
    known: set[str] = set()
    for path, text in texts.items():
        merge = merge_register(text, entries, may_add=False)
        findings += merge.findings
        texts[path] = merge.text
        if merge.extended:
            changed[path] = merge.text
        known |= _keys_of(text)
    for kind in KINDS:
        fresh = [entry for entry in entries if entry.kind == kind and entry.key not in known]
        if not fresh:
            continue
        path = _home_of(kind, list(texts), into)
        if path not in registers:
            texts.setdefault(path, path.read_text(encoding="utf-8") if path.is_file() else "")
            if (into / "conf.py").is_file():
                name = path.relative_to(into).as_posix()
                message = f"conf.py does not name the register {name}: add it to archival_registers"
                findings.append(Finding("decision", "register-not-named", message))
        merge = merge_register(texts[path], fresh)
        findings += [found for found in merge.findings if found not in findings]
        texts[path] = merge.text
        if merge.added:
            changed[path] = merge.text
    result = {}
    for path, text in changed.items():
        name = path.relative_to(into).as_posix() if path.is_relative_to(into) else str(path)
        result[name] = (text, not path.is_file())
    return result, findings


def _keys_of(text: str) -> set[str]:
    """Return the keys of a register: what begins a line and ends with a colon."""
    lines = (line for line in text.splitlines() if line[:1] not in {"", " ", "#", "-", "\t"})
    return {line.partition(":")[0].strip().strip("'\"") for line in lines if ":" in line}


def _home_of(kind: str, registers: Sequence[Path], into: Path) -> Path:
    """Return the register file that takes a new entity of *kind*."""
    for path in registers:
        if path.stem.lower() in {kind, f"{kind}s", f"{kind}es"}:
            return path
    return registers[0] if registers else into / _FOLDER / f"{kind}s.yml"
