"""What can be done with this checkout: ``nox -l`` lists it.

Two commands need no more than Python: ``nox -s edition`` builds the edition in ``corpus/``, and
``nox -s tests`` runs the tests. Arguments after ``--`` go to the program that the session runs.
``nox -R`` reuses an environment as it is, which saves the seconds of checking it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "tests"]

PROJECT = nox.project.load_toml("pyproject.toml")
EDITABLE = ("-e", ".[all]")

# Sphinx: the Pythons that it runs on, and the releases of MyST that go with it.
SUPPORTED = {
    "8.1": (("3.11", "3.12", "3.13"), ("4", "5")),
    "8.2": (("3.11", "3.12", "3.13"), ("4", "5")),
    "9.0": (("3.11", "3.12", "3.13"), ("5",)),
    "9.1": (("3.12", "3.13"), ("5",)),
    "9.2": (("3.13",), ("5",)),
}


def interpreter(version: str) -> str:
    """The path of a Python that pyenv keeps, else its version, for nox to look for it.

    nox takes from pyenv only the versions that are switched on.
    """
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
    return str(kept[-1]) if kept else version


MATRIX = [
    nox.param(interpreter(python), sphinx, myst, id=f"py{python}-sphinx{sphinx}-myst{myst}")
    for sphinx, (pythons, mysts) in SUPPORTED.items()
    for python in pythons
    for myst in mysts
]


def group(name: str) -> tuple[str, ...]:
    """The requirements of one dependency group of ``pyproject.toml``."""
    return nox.project.dependency_groups(PROJECT, name)


@nox.session
def edition(session: nox.Session) -> None:
    """Build the edition as a web site, in corpus/_build/html, and as PDFs, in corpus/_build/pdf."""
    session.install(*EDITABLE)
    options = ("-W", "--keep-going", "-j", "auto", *session.posargs)
    for builder in ("html", "pdf"):
        session.run("sphinx-build", "-b", builder, *options, "corpus", f"corpus/_build/{builder}")
    session.log(f"Open {Path('corpus/_build/html/index.html').resolve().as_uri()}")
    for path in sorted(Path("corpus/_build/pdf").glob("*.pdf")):
        session.log(f"Open {path.resolve().as_uri()}")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the Python that runs nox, on all cores, the tests of a file on one."""
    session.install(*EDITABLE, *group("test"))
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *session.posargs)


@nox.session
@nox.parametrize(("python", "sphinx", "myst"), MATRIX)
def matrix(session: nox.Session, sphinx: str, myst: str) -> None:
    """Run the tests on each supported set of versions; a missing Python is skipped, and said so."""
    pins = (f"sphinx=={sphinx}.*", f"myst-parser=={myst}.*")
    session.install(*EDITABLE, *group("test"), *pins)
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and types."""
    session.install(*EDITABLE, *group("test"), *group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the manual, in docs/_build/html."""
    session.install(*EDITABLE, *group("docs"))
    options = ("-W", "--keep-going", "-j", "auto", *session.posargs)
    session.run("sphinx-build", "-b", "html", *options, "docs", "docs/_build/html")


@nox.session
def catalogue(session: nox.Session) -> None:
    """Bring the translations of the interface up to date with the code, and compile them."""
    session.install("babel")
    folder = Path("sphinxext_archival", "locale")
    template = Path(session.create_tmp(), "archival.pot")
    options = ("--no-location", "--omit-header")
    session.run("pybabel", "extract", *options, "-k", "_", "-o", template, "sphinxext_archival")
    where = ("-D", "archival", "-d", str(folder))
    # A catalogue changes when its messages do, and not with the day on which this is run.
    only_words = ("--no-fuzzy-matching", "--ignore-pot-creation-date")
    session.run("pybabel", "update", *where, *only_words, "-i", template)
    session.run("pybabel", "compile", *where, "--statistics")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the extension costs, as a ratio to plain MyST with the same words."""
    session.install(*EDITABLE)
    session.run("python", "-m", "benchmarks", *session.posargs)
    session.run("python", "-m", "benchmarks.theme")
    session.run("python", "-m", "benchmarks.print")


@nox.session
def build(session: nox.Session) -> None:
    """Build the source distribution and the wheel, in dist/."""
    session.install("build", "twine")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build")
    session.run("twine", "check", "--strict", *map(str, sorted(Path("dist").iterdir())))
