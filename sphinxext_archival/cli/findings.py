"""What a check finds, and how it is written: for people, for GitHub, and for programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

NOTES = frozenset({"archival.unused_variant", "archival.unlisted_name"})
"""What is worth a look, and may be as it should be: the variants that only a search needs."""


class Finding(NamedTuple):
    """One thing that is wrong, or worth a look.

    ``path`` is the file, or None where it is a matter of the whole edition; ``line`` (from 1) is
    0 where it is a matter of the whole file. ``name`` is the warning's, as ``archival.date``, and
    ``severity`` is ``error``, ``warning`` or ``note``.
    """

    path: Path | None
    line: int
    name: str
    message: str
    severity: str

    @property
    def file(self) -> str:
        """The path as a person types it here: relative to the working folder if it is below."""
        if self.path is None:
            return ""
        here = Path.cwd()
        return str(self.path.relative_to(here)) if self.path.is_relative_to(here) else self.full

    @property
    def full(self) -> str:
        """The whole path."""
        return str(self.path or "")

    def as_data(self) -> dict[str, Any]:
        """The finding for a program."""
        return {
            "file": self.file or None,
            "line": self.line or None,
            "severity": self.severity,
            "name": self.name or None,
            "message": self.message,
        }


def ordered(findings: set[Finding]) -> list[Finding]:
    """Return *findings* by file and line; those of the whole edition first."""
    return sorted(findings, key=lambda one: (one.full, one.line, one.name, one.message))


_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def print_for_people(findings: list[Finding], console: Console) -> None:
    """Print a line for each: ``file:line: message [name]``."""
    for finding in findings:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        line = Text()
        if place:
            line.append(place, "bold").append(": ")
        if finding.severity != "warning":
            line.append(f"{finding.severity}: ", _STYLES[finding.severity])
        line.append(finding.message)
        if finding.name:
            line.append(f" [{finding.name}]", _STYLES[finding.severity])
        console.print(line)


_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def print_for_github(findings: list[Finding], console: Console) -> None:
    """Print commands of a GitHub workflow, which stand beside the lines of a pull request.

    The paths are those in the repository, whose folder ``GITHUB_WORKSPACE`` names.
    """
    root = Path(os.environ.get("GITHUB_WORKSPACE", Path.cwd())).resolve()
    for finding in findings:
        properties = {"title": finding.name}
        if finding.path is not None:
            inside = finding.path.is_relative_to(root)
            path = finding.path.relative_to(root) if inside else finding.path
            properties = {"file": path.as_posix(), **properties}
        if finding.line:
            properties["line"] = str(finding.line)
        listed = ",".join(f"{name}={_escaped(value)}" for name, value in properties.items())
        message = finding.message.replace("%", "%25").replace("\n", "%0A")
        console.print(f"::{_LEVELS[finding.severity]} {listed}::{message}")


def _escaped(value: str) -> str:
    """Return the value of a property as GitHub wants it."""
    for sign, code in (("%", "%25"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(sign, code)
    return value
