"""The package and the checkout, as the tests of the project see them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Need


@pytest.fixture(scope="session")
def package(checkout: Path) -> Path:
    """The folder of the package."""
    return checkout / "sphinxext_archival"


@pytest.fixture(scope="session")
def tracked(checkout: Path, need: Need) -> list[Path]:
    """Every file that is in version control, or that would be added to it."""
    if not (checkout / ".git").exists():
        pytest.skip("no checkout: the files are not under version control")
    command = [need("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=checkout, capture_output=True, check=True, text=True)
    paths = [checkout / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
