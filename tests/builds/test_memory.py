"""The collector of garbage is left as it was found."""

from __future__ import annotations

import copy
import gc
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival import memory
from sphinxext_archival.nodes import Name, archival_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Build

PAGE = "# Page {0}\n\n:::{{document}} d{0}\n:::\n\n:::{{turn}} ?\n:label: ANNA.\nYes.\n:::\n"


@pytest.fixture
def _thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_what_a_build_sets_aside_is_given_back(build: Build) -> None:
    pages = {f"page-{number}.md": PAGE.format(number) for number in range(2 * memory.PAGES)}
    assert build(pages, "dummy").warnings == []
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


@pytest.mark.usefixtures("_thawed")
def test_what_another_has_set_aside_stays_so(build: Build) -> None:
    gc.freeze()
    count = gc.get_freeze_count()
    build({"page.md": PAGE.format(1)}, "dummy")
    # Some of it may have gone for good; none of what the build made was added.
    assert 0 < gc.get_freeze_count() <= count


# What is registered first is called last.
ENDING = """\
import atexit, gc, sys

class Circle:
    def __init__(self):
        self.me = self
    def __del__(self):
        print("closed")

atexit.register(lambda: print("set aside" if gc.get_freeze_count() else "walked through"))
from sphinx.cmd.build import build_main
code = build_main(sys.argv[1:])
print("given back" if not gc.get_freeze_count() else "kept")
Circle()
sys.exit(code)
"""


def test_a_program_that_ends_does_not_walk_through_the_edition(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinxext_archival"]\n'
        'primary_domain = "archival"\nmyst_enable_extensions = ["colon_fence"]\n',
        encoding="utf-8",
    )
    (tmp_path / "index.md").write_text(PAGE.format(1), encoding="utf-8")
    command = ["-q", "-b", "dummy", str(tmp_path), str(tmp_path / "_build")]
    ended = subprocess.run(
        [sys.executable, "-c", ENDING, *command],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.split("\n") == ["given back", "closed", "set aside", ""]


def test_a_text_keeps_its_names_when_it_is_copied_or_stored() -> None:
    text = archival_text.of("Anna came", [Name(0, 4, "anna")], "page")
    copies = [text.copy(), text.deepcopy(), copy.copy(text), pickle.loads(pickle.dumps(text))]  # noqa: S301
    assert [(str(c), c.names, c.refdoc) for c in copies] == [
        ("Anna came", (Name(0, 4, "anna"),), "page")
    ] * 4
