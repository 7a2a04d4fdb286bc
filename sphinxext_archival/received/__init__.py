"""The text as received: a file of any format that is known becomes paragraphs with their places.

A reader is a module of this package with a function ``paragraphs(data, name)``: it takes the bytes
of the file, yields :class:`~..model.received.Paragraph`, and raises
:class:`~..model.received.ReceivedError` where it cannot. To add a format, write the module and name
it in ``READERS``. It is imported when a file of its format is read, so that what it needs need not
be there.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path, PurePath

from ..model.received import Paragraph, ReceivedError, ReceivedText

__all__ = ["READERS", "Paragraph", "ReceivedError", "ReceivedText", "read", "read_bytes"]

READERS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".xml": "tei",
    ".tei": "tei",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
"""The ending of a file's name, in lower case, and the module that reads such a file."""


def read(path: Path) -> ReceivedText:
    """Read the file *path*; :class:`ReceivedError` is raised where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReceivedError(f"{path.name} cannot be read: {error.strerror or error}") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> ReceivedText:
    """Read *data*, the bytes of a file called *name*, by the ending of the name.

    A name without an ending is that of a plain text.
    """
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix or ".txt")
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReceivedError(f"{name}: there is no reader for “{suffix}” (there is one for {known})")
    module = import_module(f".{reader}", __name__)
    paragraphs: tuple[Paragraph, ...] = tuple(module.paragraphs(data, name))
    return ReceivedText(name, hashlib.sha256(data).hexdigest(), paragraphs)
