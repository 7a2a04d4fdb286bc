"""Many sources at once, on all cores: one that cannot be read stops none of the others."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, NamedTuple

from . import UnreadableError, import_bytes
from .files import Imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

__all__ = ["Read", "read_all"]

_AHEAD = 4
"""So many files wait for each process: more would only fill the memory."""


class Read(NamedTuple):
    """A file that was read: what was made of it, or why nothing was."""

    path: Path
    imported: Imported | None
    error: str = ""


def read_all(
    paths: Sequence[Path],
    format_name: str | None = None,
    jobs: int = 1,
    done: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Read]:
    """Read all *paths*, and return what became of each, in their order.

    *format_name* is one of `FORMATS`, else each file's content tells. *jobs* is the number of
    processes. *done* is called with the number of files that are read, and with that of all.
    """
    found: list[Read] = []
    for read in _read_in_turn(paths, format_name, min(jobs, len(paths))):
        found.append(read)
        done(len(found), len(paths))
    return found


def _read_in_turn(paths: Sequence[Path], format_name: str | None, jobs: int) -> Iterator[Read]:
    if jobs <= 1:
        for path in paths:
            yield _read(path, format_name)
        return
    left = list(paths)
    while left:
        try:
            for read in _read_together(left, format_name, jobs):
                yield read
                left = left[1:]
        except BrokenProcessPool:
            # A process has died over one of the files that were being read, and the first that is
            # left may be it. Alone in a process, it can take no other with it.
            yield _read_apart(left[0], format_name)
            left = left[1:]


def _read_together(paths: Sequence[Path], format_name: str | None, jobs: int) -> Iterator[Read]:
    # Processes that begin anew: one that is copied may have a lock that nobody opens.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: list[Future[Read]] = []
        following = iter(paths)
        for path in following:
            waiting.append(pool.submit(_read, path, format_name))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _read_apart(path: Path, format_name: str | None) -> Read:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            return pool.submit(_read, path, format_name).result()
        except BrokenProcessPool:
            return Read(path, None, f"{path.name}: the process that read it has died")


def _read(path: Path, format_name: str | None) -> Read:
    try:
        data = path.read_bytes()
        drafts = import_bytes(data, path.name, format_name, path.parent)
    except OSError as error:
        return Read(path, None, f"{path.name}: it cannot be read: {error.strerror}")
    except UnreadableError as error:
        return Read(path, None, str(error))
    except Exception as error:  # noqa: BLE001 (a fault of ours in one file must not stop the others)
        what = f"{type(error).__name__}: {error}"
        return Read(path, None, f"{path.name}: the importer has failed; please report it ({what})")
    return Read(path, Imported(path.name, data, drafts))
