"""The template of the volumes, ours or the project's own, and the parameters that it takes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..diagnostics import Diagnostic, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

OURS = Path(__file__).parents[1] / "typst" / "archival.typ"

# A folder of their own: a volume may be called “archival”, too.
FOLDER = "template"

_EDITION = re.compile(r"(?m)^[ \t]*#?let[ \t]+edition\(")
_PIECE = re.compile(r'(?s)"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|.')
_NAME = re.compile(r"\s*([^\W\d][\w-]*)\s*:")


class Template(NamedTuple):
    """Where it lies among the sources, the files that belong to it, and its parameters.

    ``parameters`` is None where it takes any.
    """

    path: str
    files: tuple[Path, ...]
    parameters: frozenset[str] | None


def lay_template(builder: Builder, sources: Path) -> Template:
    """Put the template of the project among the *sources*, and what belongs to it."""
    folder = sources / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    own = _own_template(builder)
    laid: dict[str, Path] = {}
    path = OURS.name
    if own is not None:
        path = own.name if own.name != OURS.name else f"own-{own.name}"
        laid[path] = own
        laid |= {name: file for name, file in _beside(own, builder) if name != OURS.name}
    # Last: what lies beside an own template and is called as ours is, is not what it imports.
    laid[OURS.name] = OURS
    for name, file in laid.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / name)
    return Template(f"{FOLDER}/{path}", tuple(folder / name for name in laid), _parameters(laid))


def _own_template(builder: Builder) -> Path | None:
    own = builder.config.archival_template
    if own is None:
        return None
    path = Path(builder.confdir, own)
    if path.is_file():
        return path.resolve()
    warn(
        Diagnostic.VOLUME,
        f"conf.py: archival_template names “{own}”, which does not exist; the template of the "
        f"extension is used",
    )
    return None


def _beside(own: Path, builder: Builder) -> Iterator[tuple[str, Path]]:
    """Yield the files beside the template *own*, where it lies in a folder of its own.

    Such a folder lies in the folder of ``conf.py``: elsewhere, who knows what else is there.
    """
    folder = own.parent
    confdir = Path(builder.confdir).resolve()
    holds_more = any(Path(path).resolve().is_relative_to(folder) for path in _others(builder))
    if holds_more or not folder.is_relative_to(confdir):
        return
    # A page would be read as one of the project wherever the output lies in its folder.
    pages = tuple(builder.config.source_suffix)
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in inner.parts)
        if file.is_file() and not is_hidden and not file.name.endswith(pages):
            yield inner.as_posix(), file


def _others(builder: Builder) -> tuple[Any, ...]:
    return builder.confdir, builder.srcdir, builder.outdir


# --- Parameters ----------------------------------------------------------------------------------


def given_options(options: dict[str, Any], template: Template) -> dict[str, Any]:
    """Return those of *options* that the template takes, as Python names; others are reported."""
    found: dict[str, Any] = {}
    for written, value in options.items():
        name = written.replace("-", "_")
        if template.parameters is not None and name not in template.parameters:
            warn(
                Diagnostic.CONFIG,
                f"conf.py: archival_template_options has “{written}”, which is no parameter of "
                f"the template, and it is left out{did_you_mean(name, template.parameters)}",
            )
            continue
        found[name] = value
    return found


def _parameters(laid: dict[str, Path]) -> frozenset[str] | None:
    """Return what the `edition` of a template takes: that of the project, or else ours."""
    for file in laid.values():
        if file.suffix != ".typ" or file == OURS:
            continue
        found = parameters(file.read_text(encoding="utf-8", errors="replace"))
        if found is not None:
            return None if ".." in found else found
    return parameters(OURS.read_text(encoding="utf-8"))


def parameters(source: str) -> frozenset[str] | None:
    """Return the named parameters of `edition` in *source*, as Python names, or None without one.

    “..” is among them where it takes any others.
    """
    match = _EDITION.search(source)
    if match is None:
        return None
    found = set()
    for parameter in _parted(source, match.end()):
        if parameter.strip().startswith(".."):
            found.add("..")
        elif name := _NAME.match(parameter):
            found.add(name[1].replace("-", "_"))
    return frozenset(found)


def _parted(source: str, start: int) -> Iterator[str]:
    """Yield what stands between the commas from *start* to the closing bracket."""
    depth, parameter = 0, ""
    for match in _PIECE.finditer(source, start):
        piece = match[0]
        if piece.startswith(("//", "/*")):
            continue
        depth += (piece in "([{") - (piece in ")]}")
        if depth < 0:
            break
        if piece == "," and depth == 0:
            yield parameter
            parameter = ""
        else:
            parameter += piece
    yield parameter
