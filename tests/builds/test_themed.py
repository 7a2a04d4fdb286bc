"""The theme in incremental and in parallel builds: each page shows where it stands among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.builds.test_incremental import DELETED, EDITS, apply, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builds.conftest import Edition

Files = dict[str, str]

# Those after which a page stands elsewhere, beside others, or among persons with other names.
MOVING = (
    "a title",
    "a short title",
    "a date",
    "an identifier",
    "a title of a plain page",
    "a part that comes first",
    "a page out of the toctree",
    "pages in another order",
    "a name in the register",
    "a sort form",
    "a person less",
    "no register page",
    "no table of documents",
    "another language",
)


@pytest.fixture(scope="module")
def themed(edition: Files) -> Files:
    """The same edition in our theme, with its own frame of a page.

    The files of Pagefind have another order each time; what it finds, tests/search compares.
    """
    conf = edition["conf.py"].replace('"basic"', '"archival"')
    conf = conf.replace('templates_path = ["templates"]\n', "")
    conf = conf.replace('html_sidebars = {"**": []}\n', 'archival_search = "sphinx"\n')
    return {**edition, "conf.py": conf}


@pytest.fixture(scope="module")
def project(
    tmp_path_factory: pytest.TempPathFactory,
    themed: Files,
    new_edition: Callable[[Path], Edition],
) -> Edition:
    project = new_edition(tmp_path_factory.mktemp("themed"))
    project.edited.write(themed)
    project.edited.build()
    return project


@pytest.mark.parametrize("name", MOVING)
def test_site_after_an_edit_is_the_clean_one(name: str, project: Edition, themed: Files) -> None:
    project.edited.write(themed)
    project.edited.build()
    project.check(apply(themed, EDITS[name]))


@pytest.mark.parametrize("path", DELETED)
def test_site_after_a_page_has_gone_is_the_clean_one(
    path: str, project: Edition, themed: Files
) -> None:
    project.edited.write(themed)
    project.edited.build()
    project.check(without(themed, path))
    project.check(themed)


def test_a_page_that_nothing_moves_is_not_written_again(project: Edition, themed: Files) -> None:
    def written_after(name: str) -> set[str]:
        project.edited.write(themed)
        project.edited.build()
        project.edited.write(apply(themed, EDITS[name]))
        project.edited.build()
        # The overview counts the words of every speaker.
        return project.edited.written - {"index", "archival-register", "overview"}

    assert written_after("a plain page") == {"plain"}
    assert written_after("a turn's words") == {"documents/one"}
    assert "plain" not in written_after("a place")


def test_parallel_site_is_the_serial_one(
    tmp_path: Path, themed: Files, outputs: Callable[[Path], dict[str, bytes]]
) -> None:
    for path, text in themed.items():
        (tmp_path / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / path).write_text(text, encoding="utf-8")
    found = []
    for jobs in (1, 4):
        app = SphinxTestApp(
            "html",
            srcdir=tmp_path / "source",
            builddir=tmp_path / f"build{jobs}",
            parallel=jobs,
        )
        app.build()
        app.cleanup()
        found.append(outputs(app.outdir))
    serial, parallel = found
    assert b"archival-sidebar" in serial["documents/one.html"]
    assert serial.keys() == parallel.keys()
    assert [path for path in serial if serial[path] != parallel[path]] == []
