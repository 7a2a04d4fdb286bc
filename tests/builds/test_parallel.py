"""Four processes make the edition that one makes, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "xml", "latex"])
def test_parallel_build_is_the_serial_one(
    builder: str,
    tmp_path: Path,
    edition: dict[str, str],
    outputs: Callable[[Path], dict[str, bytes]],
) -> None:
    for path, text in edition.items():
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
    assert len(pages[0]) == 13
    assert pages[0] == pages[1]
    assert warnings[0] == warnings[1]
    assert serial.keys() == parallel.keys()
    assert len(serial) >= (1 if builder == "latex" else len(pages[0]))
    for path, output in serial.items():
        assert parallel[path] == output, path
