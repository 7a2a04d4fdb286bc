"""What an installation gets."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

import sphinxext_archival

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    pytest.importorskip("hatchling", reason="hatchling, the build backend, is not installed")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, Any]:
    with (checkout / "pyproject.toml").open("rb") as stream:
        metadata: dict[str, Any] = tomllib.load(stream)["project"]
    return metadata


def test_wheel_holds_every_tracked_file_of_the_package(
    wheel: ZipFile, tracked: list[Path], package: Path, checkout: Path
) -> None:
    expected = {str(path.relative_to(checkout)) for path in tracked if package in path.parents}
    assert any(not name.endswith(".py") for name in expected)
    assert expected - set(wheel.namelist()) == set()


def test_wheel_holds_nothing_but_the_package(wheel: ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    version = sphinxext_archival.__version__
    assert tops == {"sphinxext_archival", f"sphinxext_archival-{version}.dist-info"}


def test_wheel_is_typed_and_carries_its_licence(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    assert "sphinxext_archival/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_extra_all_is_every_optional_part(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    (everything,) = (Requirement(text) for text in extras["all"])
    assert everything.name == project["name"]
    assert everything.extras == extras.keys() - {"all"}
