"""What is derived from all pages is derived once in a build, and not for each page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.domain import edition as edition_module

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinxext_archival.domain.records import PageRecord
    from sphinxext_archival.model.register import Register
    from tests.conftest import Build


@pytest.mark.parametrize("parallel", [1, 4])
def test_index_of_the_edition_is_made_once_in_a_build(
    parallel: int,
    build: Build,
    edition: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tmp_path / "made"
    make = edition_module.EditionIndex.__init__

    def note_and_make(
        self: edition_module.EditionIndex, register: Register, pages: Mapping[str, PageRecord]
    ) -> None:
        # A file, because a worker process that made one would not tell.
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{os.getpid()} {len(pages)}\n")
        make(self, register, pages)

    monkeypatch.setattr(edition_module.EditionIndex, "__init__", note_and_make)
    built = build(edition, parallel=parallel)

    pages = built.app.env.get_domain("archival").data["pages"]
    assert log.read_text(encoding="utf-8") == f"{os.getpid()} {len(pages)}\n"
