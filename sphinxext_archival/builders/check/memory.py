"""What one check leaves to the next: which pages it must look at again, and what stands in them."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from ...diagnostics import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

_VERSION = 1
_ALL = "*"


class Listener(logging.Handler):
    """Hears where something is wrong: in what is read, and then in what is resolved.

    Each place is a path, or an empty text for what has none and is not ours.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        """Hear nothing yet of the project of *env*, nor ever what it does not want to hear."""
        super().__init__(logging.WARNING)
        self._env = env
        self.in_reading: set[str] = set()
        self.in_resolving: set[str] = set()
        self._heard = self.in_reading

    def start(self) -> None:
        """Listen."""
        logging.getLogger(NAMESPACE).addHandler(self)

    def begin_resolving(self) -> None:
        """Take what comes for a matter of references."""
        self._heard = self.in_resolving

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Note the place of a warning."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subtype, self._env.config.suppress_warnings):
            return
        path = self._path(getattr(record, "location", None))
        if path:
            self._heard.add(path)
        elif kind != TYPE:
            # What we say of no place is of the edition as a whole, and is said each time.
            self._heard.add("")

    def _path(self, location: Any) -> str:
        """Return the path of a place, as it is given, or as Sphinx's handler has made it one."""
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple):
            return str(self._env.doc2path(location[0])) if location[0] else ""
        if not location:
            return ""
        path, colon, line = str(location).rpartition(":")
        if colon and (line.isdecimal() or not line):
            return path
        is_path = Path(location).is_absolute()
        return str(location) if is_path else str(self._env.doc2path(location))


@dataclass
class Memory:
    """What must be looked at again, and what was found in the pages that need not be.

    ``read_again`` and ``resolve_again`` are pages, or a star for all of them. ``targets`` is a
    digest of all that a reference can lead to, ``forms`` one of the names that were looked for.
    ``texts`` are the texts of each page, and ``found`` what was found in them.
    """

    path: Path
    read_again: list[str] = field(default_factory=list)
    resolve_again: list[str] = field(default_factory=list)
    targets: str = ""
    forms: str = ""
    texts: dict[str, list[list[Any]]] = field(default_factory=dict)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Memory:
        """Return what *path* remembers; nothing where it is of another version, or damaged."""
        try:
            kept = json.loads(path.read_text("utf-8"))
            if kept.pop("version") == _VERSION:
                return cls(path, **kept)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return cls(path)

    def remember(self, listener: Listener, env: BuildEnvironment) -> None:
        """Keep it all for the next check."""
        self.read_again = _pages_of(listener.in_reading, env)
        self.resolve_again = _pages_of(listener.in_resolving, env)
        kept = {name: value for name, value in vars(self).items() if name != "path"}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"version": _VERSION, **kept}, ensure_ascii=False, sort_keys=True)
        self.path.write_text(text, "utf-8")

    @staticmethod
    def pages(names: Iterable[str], all_pages: Iterable[str]) -> set[str]:
        """Return those of *names* that are pages still; all where there is a star."""
        known = set(all_pages)
        return known if _ALL in names else known.intersection(names)


def _pages_of(places: Iterable[str], env: BuildEnvironment) -> list[str]:
    """Return the pages that have something of *places*: a page, or a file that it includes."""
    by_file: dict[Path, set[str]] = {}
    for docname in env.found_docs:
        by_file.setdefault(Path(env.doc2path(docname)).resolve(), set()).add(docname)
    for docname, names in env.dependencies.items():
        for name in names:
            by_file.setdefault(Path(env.srcdir, name).resolve(), set()).add(docname)
    pages: set[str] = set()
    for place in places:
        if not place:
            return [_ALL]
        pages |= by_file.get(Path(env.srcdir, place).resolve(), set())
    return sorted(pages)


def targets(env: BuildEnvironment) -> str:
    """Return a digest of everything that a reference of any domain can lead to."""
    digest = hashlib.sha256()
    for name, domain in sorted(env.domains.items()):
        for found in sorted((o[0], o[2], o[3], o[4]) for o in domain.get_objects()):
            digest.update(repr((name, found)).encode())
    # Sphinx's own labels, and their titles, stand beside its objects.
    standard = env.get_domain("std").data
    for table in ("labels", "anonlabels"):
        digest.update(repr(sorted(standard[table].items())).encode())
    for page in sorted(env.found_docs):
        digest.update(f"{page}\0{env.titles[page].astext() if page in env.titles else ''}".encode())
    return digest.hexdigest()
