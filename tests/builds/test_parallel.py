"""Four processes make the edition that one makes, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


AS_IT_IS: dict[str, tuple[str, str]] = {}
WITH_CLASHES = {
    "documents/five.md": ("{document} five", "{document} one"),
    "documents/six.md": ("{document} six", "{document} one-t2"),
    "documents/most.md": ("ANNA. [Min", ":::{turn} anna\n:id: 2\nTaken.\n:::\n\nANNA. [Min"),
}
"""A part of a file, and what takes its place: identifiers and numbers that are taken."""


@pytest.mark.parametrize(
    ("builder", "edits"),
    [
        *((builder, AS_IT_IS) for builder in ("html", "dirhtml", "text", "xml", "latex")),
        ("html", WITH_CLASHES),
        ("xml", WITH_CLASHES),
    ],
)
def test_parallel_build_is_the_serial_one(
    builder: str,
    edits: dict[str, tuple[str, str]],
    tmp_path: Path,
    edition: dict[str, str],
    outputs: Callable[[Path], dict[str, bytes]],
) -> None:
    changed = {path: edition[path].replace(*edit, 1) for path, edit in edits.items()}
    assert all(edition[path] != text for path, text in changed.items())
    for path, text in {**edition, **changed}.items():
        (tmp_path / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / path).write_text(text, encoding="utf-8")
    found, pages, warnings = [], [], []
    for jobs in (1, 4):
        app = SphinxTestApp(
            builder,
            srcdir=tmp_path / "source",
            builddir=tmp_path / f"build{jobs}",
            parallel=jobs,
        )
        app.build()
        app.cleanup()
        written = outputs(app.outdir)
        found.append(written)
        pages.append(app.env.get_domain("archival").data["pages"])
        warnings.append(sorted(app.warning.getvalue().splitlines()))

    serial, parallel = found
    assert len(pages[0]) == 14
    assert pages[0] == pages[1]
    assert warnings[0] == warnings[1]
    assert serial.keys() == parallel.keys()
    assert len(serial) >= (1 if builder == "latex" else len(pages[0]))
    for path, output in serial.items():
        assert parallel[path] == output, path
