"""Importers: text that others wrote becomes a draft in our markup.

``import_file`` reads one source and gives its documents as drafts; it writes nothing, and files can
be read in parallel. ``files.plan`` says which files of an edition the drafts become, and
``files.write`` writes them.

They know the rooms `model` and `received` only, and load what a format needs when it is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .formats import FORMATS, UnreadableError, format_of

if TYPE_CHECKING:
    from .draft import Draft

__all__ = ["FORMATS", "UnreadableError", "import_bytes", "import_file"]


def import_file(path: Path | str, format_name: str | None = None) -> list[Draft]:
    """Return the documents in the file *path*, as drafts.

    *format_name* is one of `FORMATS`; without it, the content tells. Raise
    :exc:`UnreadableError` for a file that cannot be read or imported, and nothing else.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name}: it cannot be read: {error.strerror}") from error
    return import_bytes(data, path.name, format_name, path.parent)


def import_bytes(
    data: bytes, name: str, format_name: str | None = None, folder: Path | None = None
) -> list[Draft]:
    """Return the documents in *data*, the bytes of a file called *name*: see `import_file`.

    *folder* is where it lies: what a format keeps in files beside it is read there.
    """
    if format_name is not None and format_name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnreadableError(f"“{format_name}” is no format; there are: {known}")
    format_ = FORMATS[format_name] if format_name else format_of(Path(name), data)
    reader = format_.reader()
    drafts = reader(data, name, folder) if format_.beside else reader(data, name)
    for draft in drafts:
        draft.source_name = draft.source_name or name
        draft.format = draft.format or format_.name
    return drafts
