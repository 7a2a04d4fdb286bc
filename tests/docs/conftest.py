"""The manual, built once for the tests that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def manual(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder of the manual's pages, and the warnings of its build."""
    app = SphinxTestApp(srcdir=checkout / "docs", builddir=tmp_path_factory.mktemp("manual"))
    try:
        app.build()
    finally:
        app.cleanup()
    return app.outdir, [line for line in app.warning.getvalue().splitlines() if line.strip()]
