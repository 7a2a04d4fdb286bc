"""Runs Sphinx's builder ``check`` on a project, and hears what it says."""

from __future__ import annotations

import io
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .findings import NOTES, Finding
from .output import UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], None]

_EARLY = re.compile(
    r"(?:(?P<place>\S[^\n]*?): )?(?P<level>WARNING|ERROR|SEVERE|CRITICAL): (?P<message>.*?)"
    r"(?: \[(?P<name>[\w.-]+)\])?\s*\Z",
    re.DOTALL,
)
_LINE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d*))?")
_CACHE = Path("_build", "check")
_NO_GIT = "# Made by sphinx-archival check; it may be deleted at any time.\n*\n"


def check_project(
    folder: Path, settings: dict[str, Any], jobs: int, progress: Progress
) -> set[Finding]:
    """Read the project in *folder*, and return all that is wrong with it.

    *settings* are laid over those of its ``conf.py``. What is read is kept in ``_build/check``.
    Raises :exc:`UnusableError` where the project cannot be read at all.
    """
    from docutils.utils import SystemMessage
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    kept = folder / _CACHE
    _keep_out_of_git(kept)
    early = io.StringIO()
    collector = _Collector(folder)
    try:
        with patch_docutils(folder), docutils_namespace():
            app = Sphinx(
                srcdir=folder,
                confdir=folder,
                outdir=kept / "output",
                doctreedir=kept / "doctrees",
                buildername="check",
                confoverrides=settings,
                status=None,
                warning=early,
                parallel=jobs,
            )
            if "sphinxext_archival" not in app.extensions:
                raise UnusableError(_not_ours(folder))
            collector.add_early(early.getvalue())
            collector.listen(app)
            _follow(app, progress)
            try:
                app.build()
            finally:
                collector.stop()
    except (SphinxError, SystemMessage) as error:
        if "check" in str(error) and "not registered" in str(error):
            raise UnusableError(_not_ours(folder)) from error
        said = " ".join(str(error).split())
        raise UnusableError(f"{folder}: the project cannot be read: {said}") from error
    return collector.findings


def _not_ours(folder: Path) -> str:
    conf = folder / "conf.py"
    return f"{conf} does not have the extension; add “sphinxext_archival” to `extensions`"


def _keep_out_of_git(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_NO_GIT, "utf-8")


def _follow(app: Any, progress: Progress) -> None:
    """Say how many files are read, and then how many are resolved."""
    read: list[str] = []
    done = 0

    def begin(_app: Any, _env: Any, docnames: list[str]) -> None:
        read.extend(docnames)
        progress(0, len(read))

    def one_more(*_: Any) -> None:
        nonlocal done
        done += 1
        progress(done, len(read))

    def some_more(_app: Any, _env: Any, docnames: list[str], _other: Any) -> None:
        nonlocal done
        done += len(docnames)
        progress(done, len(read))

    app.connect("env-before-read-docs", begin, priority=999)
    app.connect("doctree-read", one_more)
    app.connect("env-merge-info", some_more)


class _Collector(logging.Handler):
    """Takes each warning of Sphinx as a finding."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder
        self._logger = logging.getLogger("sphinx")
        self._env: Any = None
        self.findings: set[Finding] = set()

    def listen(self, app: Any) -> None:
        """Take what *app* says from now on, but for what its project does not want to hear."""
        from sphinx.util.logging import is_suppressed_warning

        def wanted(record: logging.LogRecord) -> bool:
            kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
            return not is_suppressed_warning(kind, subtype, app.config.suppress_warnings)

        self._env = app.env
        self.addFilter(wanted)
        self._logger.addHandler(self)

    def stop(self) -> None:
        """Take nothing more."""
        self._logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a warning."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        name = ".".join(part for part in (kind, subtype) if part)
        # The same handler may have added the name to the message.
        message = record.getMessage().removesuffix(f" [{name}]")
        place = self._place(getattr(record, "location", None))
        self._add(place, name, message, record.levelname)

    def _place(self, location: Any) -> str | None:
        """Return a path, and perhaps a line: as given, or as Sphinx has made of it before."""
        from docutils import nodes
        from sphinx.util.logging import get_node_location

        if isinstance(location, nodes.Node):
            return get_node_location(location)
        if isinstance(location, tuple):
            docname, line = location
            return f"{self._env.doc2path(docname)}:{line or ''}" if docname else None
        if location and ":" not in location and not Path(location).is_absolute():
            return str(self._env.doc2path(location))
        return str(location) if location else None

    def add_early(self, said: str) -> None:
        """Take what was said before anyone could listen: text alone is left of it."""
        from sphinx.util.console import strip_colors

        parts = re.split(r"(?m)^(?=(?:\S.*: )?(?:WARNING|ERROR): )", strip_colors(said))
        for part in parts:
            match = _EARLY.match(part)
            if match is not None:
                self._add(match["place"], match["name"] or "", match["message"], match["level"])

    def _add(self, place: str | None, name: str, message: str, level: str) -> None:
        path, line = None, 0
        if place:
            match = _LINE.fullmatch(place)
            if match is not None:
                path = Path(os.path.normpath(self._folder / match["path"]))
                line = int(match["line"] or 0)
        severity = "warning" if level == "WARNING" else "error"
        if name in NOTES:
            severity = "note"
        self.findings.add(Finding(path, line, name, " ".join(message.split()), severity))
