"""Lists of persons and organizations that a file leaves to others in its folder."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..formats import UnreadableError
from .source import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from .people import People
    from .source import Source

__all__ = ["read_lists"]

_LIST = re.compile(r"(?i)list(?:person|org|place|event|concept|bibl)|personograph|prosopograph")
_POINTER = re.compile(r"[^\s#]+\.xml(?=#)")
_MOST = 40


def read_lists(root: Element, name: str, folder: Path | None, people: People) -> list[str]:
    """Read into *people* what the neighbours of the file *name* in *folder* list.

    Those are the files that it includes or points into, those that are called lists, and the corpus
    whose name its own begins with. Nothing outside of *folder* is read. Returns what is wrong with
    any of them.
    """
    if folder is None:
        return []
    problems: list[str] = []
    seen = {name}
    pending = [*_included(root), *_called_so(folder, name)]
    while pending and len(seen) <= _MOST:
        neighbour = pending.pop(0)
        path = _inside(folder, neighbour)
        if neighbour in seen or path is None:
            continue
        seen.add(neighbour)
        source = _parsed(path)
        if isinstance(source, str):
            problems.append(f"a list beside the file cannot be read: {source}")
            continue
        people.read(source.root)
        if not source.is_part:
            pending += [it for it in _included(source.root) if _LIST.search(it)]
    return problems


def _included(root: Element) -> Iterator[str]:
    """Yield the names of the files that *root* includes or points into."""
    for element in root.iter("{http://www.w3.org/2001/XInclude}include"):
        href = element.get("href", "")
        if _LIST.search(href) or not href.lower().endswith(".xml"):
            yield href
    for element in root.iter("{*}person", "{*}org", "{*}place", "{*}event", "{*}item", "{*}bibl"):
        found = _POINTER.match(element.get("corresp", ""))
        if found:
            yield found[0]


def _called_so(folder: Path, name: str) -> list[str]:
    """Return the files beside *name* that are called a list, or as its corpus is."""
    stem = name.rsplit(".", 1)[0]
    found = []
    for beside in _xml_files(str(folder)):
        other = beside.rsplit(".", 1)[0]
        is_above = stem != other and stem.startswith(other) and not stem[len(other)].isalnum()
        common = re.split(r"[-_.]", _LIST.split(other)[0].rstrip("-_."))
        is_list = _LIST.search(other) and stem.startswith("-".join(common)[:-1] or stem)
        if is_above or is_list:
            found.append(beside)
    return sorted(found, key=len)[:_MOST]


@lru_cache(maxsize=64)
def _xml_files(folder: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(path.name for path in Path(folder).iterdir() if path.suffix == ".xml"))
    except OSError:
        return ()


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file *name* in *folder*; None for one that is outside, or is not there."""
    if not name or "://" in name or Path(name).is_absolute():
        return None
    try:
        path = (folder / name).resolve()
        is_inside = path.is_relative_to(folder.resolve()) and path.is_file()
    except OSError:
        return None
    return path if is_inside else None


def _parsed(path: Path) -> Source | str:
    stat = path.stat()
    return _parsed_at(str(path), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _parsed_at(path: str, _changed: int, _size: int) -> Source | str:
    """Return the tree of a file that many files have beside them."""
    try:
        return parse(Path(path).read_bytes(), Path(path).name)
    except OSError as error:
        return f"{Path(path).name}: {error.strerror}"
    except UnreadableError as error:
        return str(error)
