"""What a builder has written: what is of no use any more is taken away by the next build."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Written:
    """The files of a build, and of the one before it, which *memory* holds: a line for each.

    All of them are in *folder*. What else is there is not ours, and stays.
    """

    def __init__(self, folder: Path, memory: Path) -> None:
        """Begin with no file."""
        self._folder = folder.resolve()
        self._memory = memory
        self._files: set[str] = set()

    def add(self, path: Path) -> None:
        """Remember *path*, which is written or is to stay."""
        self._files.add(path.resolve().relative_to(self._folder).as_posix())

    def tidy(self) -> None:
        """Remove what the build before has written, and this one has not."""
        for path in self._stale():
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self._folder:
                    break
                with suppress(OSError):  # it holds something else
                    folder.rmdir()
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        self._memory.write_text("".join(f"{name}\n" for name in sorted(self._files)), "utf-8")

    def _stale(self) -> Iterator[Path]:
        try:
            before = self._memory.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        # To some file systems, “A.pdf” and “a.pdf” are one file.
        kept = [path for name in self._files if (path := self._folder / name).is_file()]
        for name in before:
            path = (self._folder / name).resolve()
            if (
                name not in self._files
                and path.is_file()
                and path.is_relative_to(self._folder)
                and not any(path.samefile(other) for other in kept)
            ):
                yield path
