"""Images of the pages of a source: which one shows a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ...diagnostics import path_in_project
from ...model.metadata import is_web_address
from ...writers.tei.elements import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

    from ...domain.records import DocumentRecord

_PLACE_OF_NUMBER = re.compile(r"\{(?:n|page)\}|%s")
_NUMBER = re.compile(r"\d+(?!.*\d)")
_IMAGES = frozenset({".avif", ".gif", ".jp2", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})


def images_of(env: BuildEnvironment, record: DocumentRecord) -> Callable[[str], str]:
    """Return what gives the address of the image of a page, by its number.

    The field ``facsimile`` is an address, in which ``{n}`` stands for the number; or a folder of
    images, the last number in whose names is that of the page. Of an address without a number all
    pages have the same. The addresses of files are relative to the folder of the project.
    """
    said = record.field("facsimile").strip()
    if not said:
        return lambda _number: ""
    is_path = ":" not in said.split("/")[0]
    if _PLACE_OF_NUMBER.search(said) and (is_path or is_web_address(said)):
        return lambda number: address(_PLACE_OF_NUMBER.sub(lambda _sign: number, said))
    if is_web_address(said):
        return lambda _number: address(said)
    _relative, absolute = env.relfn2path(said, record.docname)
    files = _numbered(Path(absolute))
    return lambda number: (
        address(path_in_project(files[number], env.srcdir)) if number in files else ""
    )


def _numbered(folder: Path) -> dict[str, Path]:
    """Return the images in *folder* by the number in their names; of two the first by name."""
    found: dict[str, Path] = {}
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            number = _NUMBER.search(file.stem)
            if number and file.suffix.lower() in _IMAGES:
                found.setdefault(number[0].lstrip("0") or "0", file)
    return found
