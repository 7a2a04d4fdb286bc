"""Pagefind: given records, it writes the files of a search, one folder for each language.

A folder for each language, because the browser's part of Pagefind searches one language only, that
of the page it is on: the search page asks all of them, each with the stemming of its language.

We speak to the program ourselves, in its documented form of one JSON message after another. Its
Python package waits a tenth of a second for each answer, which would be hours for an edition.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from contextlib import ExitStack
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO, Self

_ENTRY = "pagefind-entry.json"
"""What a search begins with: the languages of an index."""

_PROGRAM = ("pagefind.js", "pagefind-worker.js")
"""What of Pagefind's own files a reader's browser asks for; the rest are interfaces of its own."""

_LAST = "GetFiles"
"""What the program is asked when it has all records."""


class PagefindError(Exception):
    """Pagefind is not there, or has failed; the text says how."""


def executable() -> str:
    """Return the path of the program.

    :raises PagefindError: if it is not installed.
    """
    try:
        from pagefind.service import get_executable  # noqa: PLC0415  (an optional package)
    except ImportError as error:
        raise PagefindError("it is not installed") from error
    try:
        path = get_executable()
    except FileNotFoundError as error:
        raise PagefindError(str(error)) from error
    if path is None:
        raise PagefindError("it is installed without its program")
    return str(path)


class Index:
    """An index in the making: a process of Pagefind, for one *language*."""

    def __init__(self, program: str, language: str) -> None:
        """Begin with no record."""
        self._program = program
        self._language = language
        self._number = 0
        self._problem = ""
        self._files: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        """Start the program."""
        try:
            self._process = subprocess.Popen(  # noqa: S603  (the program of the package)
                [self._program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise PagefindError(str(error)) from error
        assert self._process.stdin is not None  # noqa: S101  (it is a pipe)
        assert self._process.stdout is not None  # noqa: S101  (likewise)
        self._in: IO[bytes] = self._process.stdin
        self._reader = Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._reader.start()
        self._send("NewIndex", config={"force_language": self._language})
        return self

    def __exit__(self, *_error: object) -> None:
        """End the program, if it has not ended."""
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def add(self, url: str, html: str) -> None:
        """Add a record."""
        self._send("AddFile", index_id=0, file_path=None, url=url, file_contents=html)

    def write(self, folder: Path) -> None:
        """Write the index into *folder*, a new one.

        The program hands the files over: where it writes them itself, its answer comes before all
        of them are whole.

        :raises PagefindError: if anything has gone wrong since the beginning.
        """
        self._send(_LAST, index_id=0)
        self._reader.join()
        if self._problem or _ENTRY not in self._files:
            raise PagefindError(self._problem or "it has made nothing")
        for name in _needed(self._files):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._files[name])

    def _send(self, action: str, **payload: Any) -> None:
        self._number += 1
        message = {"message_id": self._number, "payload": {"type": action, **payload}}
        try:
            self._in.write(b64encode(json.dumps(message).encode()) + b",")
            if action == _LAST:
                self._in.flush()
        except OSError as error:
            self._reader.join()
            raise PagefindError(self._problem or "it has ended early") from error

    def _read(self, answers: IO[bytes]) -> None:
        """Read the answers as they come, for the program waits where nobody does."""
        begun: list[bytes] = []
        while block := answers.read1(1 << 16):  # type: ignore[attr-defined]
            *ends, rest = block.split(b",")
            for end in ends:
                payload = json.loads(b64decode(b"".join((*begun, end))))["payload"]
                begun.clear()
                if payload["type"] == "Error":
                    self._problem = self._problem or payload["message"]
                elif payload["type"] == _LAST:
                    self._files = {
                        file["path"]: b64decode(file["content"]) for file in payload["files"]
                    }
                    return
            begun.append(rest)


class Indexes:
    """The indexes of an edition, by language, each begun with its first record."""

    def __init__(self, program: str) -> None:
        """Begin with none."""
        self._program = program
        self._indexes: dict[str, Index] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End all programs."""
        self._stack.close()

    def add(self, language: str, url: str, html: str) -> None:
        """Add a record to the index of its language."""
        if language not in self._indexes:
            index = self._stack.enter_context(Index(self._program, language))
            self._indexes[language] = index
        self._indexes[language].add(url, html)

    def write(self, folder: Path) -> list[str]:
        """Write all into *folder*, in place of what is there, and return the languages.

        :raises PagefindError: if one cannot be written; then all that was there stays.
        """
        new = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        for language, index in self._indexes.items():
            index.write(new / language)
        shutil.rmtree(folder, ignore_errors=True)
        if new.exists():
            new.rename(folder)
        return sorted(self._indexes)


def _needed(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of those *files* that a page of ours asks for."""
    languages = json.loads(files[_ENTRY])["languages"].values()
    stemmers = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    needed = {*_PROGRAM, _ENTRY, *stemmers}
    return [name for name in files if name in needed or "/" in name or name.endswith(".pf_meta")]
