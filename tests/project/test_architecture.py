"""Who may know whom, held for every import, those of type checkers and of functions too."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = "sphinxext_archival"
FOUNDATION = {"model", "nodes", "config", "diagnostics", "catalogue"}

# room: the rooms that it may know
MAY_KNOW: dict[str, set[str]] = {
    "model": set(),
    "catalogue": set(),
    "nodes": {"model"},
    "diagnostics": {"model"},
    "config": {"model", "diagnostics"},
    "citations": {"model"},
    "markup": FOUNDATION,
    "domain": FOUNDATION | {"markup", "citations"},
    "writers": FOUNDATION | {"citations"},
    # What it finds is shown by a page of any builder, and by a builder of its own.
    "fidelity": FOUNDATION | {"markup", "domain", "received"},
    "builders": FOUNDATION | {"markup", "domain", "writers", "citations", "received", "fidelity"},
    # A leaf, as builders are: it reads what is known of a page, and nobody reads it.
    "theme": FOUNDATION | {"markup", "domain", "writers"},
    # Texts as received: one room, because an edition is held to what it was imported from.
    "received": {"model"},
    "importers": {"model", "received"},
    "cli": {"model", "importers", "received"},
    "__init__": FOUNDATION | {"markup", "domain", "writers", "builders", "theme", "fidelity"},
}
# What directives share, and the transforms, belong to the room that builds nodes; the style sheet
# to the writers.
SAME_ROOM = {
    "config_checks": "config",
    "__main__": "cli",
    "context": "markup",
    "text": "markup",
    "assets": "writers",
    "memory": "writers",
}

FRAMEWORK = {"docutils", "sphinx", "myst_parser", "markdown_it"}
LONGEST_FILE = 320
LONGEST_FUNCTION = 50


@dataclass(frozen=True)
class Import:
    """One import: both sides are dotted names; ``lazy`` stands inside a function."""

    importer: str
    imported: str
    line: int
    lazy: bool

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.imported}"


def modules_of(package: Path) -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    return {
        ".".join((PACKAGE, *path.relative_to(package).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for path in sorted(package.rglob("*.py"))
    }


def _targets(node: ast.AST, inside: str, known: set[str]) -> Iterator[str]:
    """The modules that an import statement names; ``inside`` is the package it stands in."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = inside.split(".")
        above = parents[: len(parents) - node.level + 1] if node.level else []
        base = ".".join((*above, *((node.module,) if node.module else ())))
        for alias in node.names:
            whole = f"{base}.{alias.name}"
            yield whole if whole in known else base


def imports_of(package: Path) -> list[Import]:
    """Every import in the package."""
    modules = modules_of(package)
    known = set(modules)
    found = []
    for name, path in modules.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = name if path.name == "__init__.py" else name.rpartition(".")[0]
        functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        lazy = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, functions)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            found += [
                Import(name, target, getattr(node, "lineno", 0), id(node) in lazy)
                for target in _targets(node, inside, known)
            ]
    return found


def room_of(module: str) -> str:
    parts = module.split(".")
    room = parts[1] if len(parts) > 1 else "__init__"
    return SAME_ROOM.get(room, room)


def breaches(package: Path) -> list[str]:
    """Every import that ARCHITECTURE's directions do not allow."""
    wrong = []
    for found in imports_of(package):
        room, top = room_of(found.importer), found.imported.partition(".")[0]
        if top == PACKAGE:
            other = room_of(found.imported)
            allowed = other == room or other in MAY_KNOW.get(room, set())
        elif top in FRAMEWORK:
            allowed = room not in {"model", "received"} and (
                room not in {"importers", "cli"} or found.lazy
            )
        else:
            allowed = top != "furo" or room == "theme"
        if not allowed:
            wrong.append(str(found))
    return wrong


def circle(package: Path) -> list[str] | None:
    """The modules of an import circle, or None. A package's ``__init__`` may name its modules."""
    graph: dict[str, set[str]] = {}
    for found in imports_of(package):
        inner = found.imported.startswith(f"{found.importer}.")
        if found.imported.partition(".")[0] == PACKAGE and not inner:
            graph.setdefault(found.importer, set()).add(found.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return None


def write(folder: Path, files: dict[str, str]) -> Path:
    package = folder / PACKAGE
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return package


def test_every_module_belongs_to_a_room(package: Path) -> None:
    modules = modules_of(package)
    assert f"{PACKAGE}.nodes" in modules
    assert [name for name in modules if room_of(name) not in MAY_KNOW] == []


def test_imports_follow_the_flow(package: Path) -> None:
    assert any(found.imported.startswith(PACKAGE) for found in imports_of(package))
    assert breaches(package) == []


def test_no_circle_hides_among_the_modules(package: Path) -> None:
    assert circle(package) is None


@pytest.mark.parametrize(
    ("room", "statement"),
    [
        ("model/names.py", "import docutils.nodes"),
        ("model/names.py", "def find():\n    from sphinx.util import logging"),
        ("model/names.py", "from ..domain import records"),
        (
            "nodes.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import markup",
        ),
        ("context.py", "from .domain import records"),
        ("writers/html.py", "from sphinxext_archival.domain.records import Turn"),
        ("domain/records.py", "from ..builders import tei"),
        ("domain/records.py", "from .. import __version__"),
        ("importers/page.py", "import sphinx"),
        ("received/plain.py", "import docutils.nodes"),
        ("received/plain.py", "from ..importers import page"),
        ("builders/tei.py", "import furo"),
    ],
)
def test_a_wrong_import_is_found(tmp_path: Path, room: str, statement: str) -> None:
    rooms = ("__init__", "nodes", "domain/__init__", "markup/__init__", "builders/__init__")
    files = {f"{name}.py": "" for name in rooms}
    files |= {"domain/records.py": "", "builders/tei.py": "", "importers/page.py": ""}
    package = write(tmp_path, files | {room: statement})
    assert len(breaches(package)) == 1


def test_a_circle_is_found(tmp_path: Path) -> None:
    files = {
        "model/__init__.py": "",
        "model/a.py": "from . import b",
        "model/b.py": "from .a import x",
    }
    assert circle(write(tmp_path, files)) is not None


def test_a_file_fits_on_a_few_screens(package: Path) -> None:
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in modules_of(package).items()
    }
    assert max(lengths.values()) > 0
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen(package: Path) -> None:
    lengths = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, path in modules_of(package).items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
