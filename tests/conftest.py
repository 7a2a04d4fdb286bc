"""What the tests share: small projects built from strings, and the tools that may be absent."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes

pytest_plugins = ("sphinx.testing.fixtures",)

# No deadline: a loaded machine is not a slow parser. In CI the same commit gives the same result.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("project")

CONF = """\
project = "An edition"
copyright = "the editors"
version = release = "1"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "basic"
"""
INDEX = """\
# Contents

```{toctree}
:glob:

**
```
"""
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(r"(?:^|.*: )(?:WARNING|ERROR|SEVERE|CRITICAL): ")


@dataclass(frozen=True)
class Built:
    """A built project; ``warnings`` are plain text, with paths relative to ``srcdir``."""

    app: SphinxTestApp
    warnings: list[str]

    @property
    def srcdir(self) -> Path:
        return Path(self.app.srcdir)

    @property
    def outdir(self) -> Path:
        return Path(self.app.outdir)

    def doctree(self, docname: str = "index") -> nodes.document:
        """The doctree as read, before references are resolved."""
        return self.app.env.get_doctree(docname)

    def resolved(self, docname: str = "index") -> nodes.document:
        """The doctree with references resolved, as this builder's writer gets it."""
        doctree = self.doctree(docname)
        self.app.env.apply_post_transforms(doctree, docname)
        return doctree

    def output(self, path: str) -> str:
        """The text of a file that the builder wrote."""
        return (self.outdir / path).read_text(encoding="utf-8")


class Build(Protocol):
    """Builds a project from ``files`` (path → text) and gives what came of it.

    Without a ``conf.py`` it is a MyST edition; without an ``index`` there is one that lists every
    page. With the ``srcdir`` of an earlier build the files are laid over its own, and the build is
    an incremental one. Sphinx reads in parallel from six documents on.
    """

    def __call__(
        self,
        files: Mapping[str, str],
        builder: str = "html",
        *,
        confoverrides: dict[str, Any] | None = None,
        parallel: int = 0,
        srcdir: Path | None = None,
    ) -> Built: ...


def split_warnings(text: str, srcdir: Path) -> list[str]:
    """Warnings as Sphinx printed them, one each, a continued one with its further lines."""
    warnings: list[str] = []
    for line in ESCAPE.sub("", text).replace(f"{srcdir}{os.sep}", "").splitlines():
        if WARNING.match(line) or not warnings:
            warnings.append(line)
        else:
            warnings[-1] += f"\n{line}"
    return [warning.strip() for warning in warnings if warning.strip()]


def write_project(srcdir: Path, files: Mapping[str, str]) -> None:
    """Lay ``files`` into ``srcdir``, with a configuration and an index where there is none."""
    texts = dict(files)
    if not (srcdir / "conf.py").exists():
        texts.setdefault("conf.py", CONF)
    indexes = {"index.md", "index.rst"}
    if not indexes & texts.keys() and not any((srcdir / index).exists() for index in indexes):
        texts["index.md"] = INDEX
    for name, text in texts.items():
        path = srcdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The builder of small projects; each call without ``srcdir`` is a project of its own."""
    return builder_in(tmp_path)


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same for projects that many tests look at: fixtures of a module or of the session."""
    return builder_in(tmp_path_factory.mktemp("projects"))


def builder_in(folder: Path) -> Build:
    """Return a builder whose projects are in *folder*."""
    made = 0

    def run(
        files: Mapping[str, str],
        builder: str = "html",
        *,
        confoverrides: dict[str, Any] | None = None,
        parallel: int = 0,
        srcdir: Path | None = None,
    ) -> Built:
        nonlocal made
        if srcdir is None:
            made += 1
            srcdir = folder / f"project{made}"
        write_project(srcdir, files)
        app = SphinxTestApp(
            builder,
            srcdir=srcdir,
            builddir=srcdir.with_name(f"{srcdir.name}-build"),
            confoverrides=confoverrides,
            parallel=parallel,
        )
        try:
            app.build()
        finally:
            # Now, not after the test: node classes are global, and a second project would warn.
            app.cleanup()
        return Built(app, split_warnings(app.warning.getvalue(), srcdir))

    return run


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where `@pytest.mark.sphinx(testroot="NAME")` finds `test-NAME`."""
    return Path(__file__).parent / "roots"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(checkout: Path) -> Path:
    """The folder of specimens beside the checkout, which no clone of the project brings."""
    path = checkout.parent / "shared"
    if not path.is_dir():
        pytest.skip("no folder `shared` with specimens beside the checkout")
    return path


class Need(Protocol):
    """Gives the path of the first of these programs; without one the test is skipped, in CI failed.

    What CI installs must not be missing there unnoticed.
    """

    def __call__(self, *programs: str) -> str: ...


@pytest.fixture(scope="session")
def need() -> Need:
    def find(*programs: str) -> str:
        for program in programs:
            if path := shutil.which(program):
                return path
        reason = f"{' or '.join(programs)} is not installed"
        if "CI" in os.environ:
            pytest.fail(f"{reason}, and CI must have it")
        pytest.skip(reason)

    return find
