"""Images of a PDF: one that cannot be printed takes no volume down."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from tests.conftest import write_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
PAGE = (
    "# A\n\nWords.\n\n:::{document} one\n:::\n\n![What it shows](picture.NAME)\n\n"
    "![A square](square.svg)\n\n:::{transcript}\nYes.\n:::\n"
)
# One pixel of black, without the end of the file, and as CMYK.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5E"
)
CMYK = b64decode(
    "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwD/////////////////////////////////////////////////////////"
    "/////////////////////////////8AAFAgAAQABBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAP/"
    "xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AEIQj//Z"
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("svg", b"<svg><g>", "failed to parse SVG"),
        ("png", PNG[:40], "failed to decode image"),
        ("png", CMYK, "failed to decode image"),
        ("jpg", CMYK, "CMYK"),
        ("bmp", b"BM" + bytes(60), "unknown image format"),
        ("pdf", b"%PDF-1.7\n", "PDF"),
    ],
    ids=["svg", "cut-off", "jpeg-as-png", "cmyk", "bmp", "pdf"],
)
def test_an_image_that_typst_refuses_is_reported_with_its_line(
    build: Build, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    files = {"index.md": PAGE.replace("NAME", name), "square.svg": SVG}
    write_project(tmp_path / "edition", files)
    (tmp_path / "edition" / f"picture.{name}").write_bytes(content)
    built = build({}, "pdf", srcdir=tmp_path / "edition")
    (warning,) = built.warnings
    assert re.match(rf"index\.md:8: WARNING: image: “picture.{name}” cannot be printed", warning)
    assert said in warning
    assert (built.outdir / "an-edition.pdf").is_file()
    assert (built.outdir / "done.pdf").is_file()
    written = built.output("typst/done.typ")
    assert '"/images/square.svg"' in written
    assert "/images/picture" not in written
    assert "What it shows" in written


def test_a_character_of_an_image_is_a_matter_of_fonts(build: Build) -> None:
    letters = SVG.replace("</svg>", '<text y="9">語</text></svg>')
    built = build(
        {"index.md": PAGE.replace("NAME", "svg"), "square.svg": SVG, "picture.svg": letters}, "pdf"
    )
    (warning,) = built.warnings
    assert re.match(r"index\.md:8: WARNING: pdf: no font has “語”", warning)
    assert "/images/picture.svg" in built.output("typst/done.typ")


def test_an_image_that_has_gone_is_reported(build: Build) -> None:
    files = {"index.md": PAGE.replace("NAME", "svg"), "square.svg": SVG, "picture.svg": SVG}
    built = build(files, "pdf")
    (built.srcdir / "picture.svg").unlink()
    again = build({}, "pdf", srcdir=built.srcdir)
    assert again.warnings
    assert all("picture.svg" in warning for warning in again.warnings)
    assert not (again.outdir / "typst" / "images" / "picture.svg").exists()
