"""The Congressional Record says by its style who speaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.importers import import_bytes, import_file
from sphinxext_archival.importers.draft import inline_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
<html><head><title>Congressional Record, Volume 1 Issue 2</title></head><body><pre>
[Congressional Record Volume 143, Number 8 (Tuesday, January 28, 1997)]
[House]
[Pages H1-H2]
From the Congressional Record Online through the Government Publishing Office [<a href="x">x</a>]

                            HARBOUR DUES

  Mr. SMITH of New Jersey. Mr. Speaker, Mrs. Jones asked me about the
dues. I ask for a
vote.
  The SPEAKER pro tempore (Mr. LaHOOD). Is there objection?
  Mr. McCAIN. No.
  Ms. JACKSON-LEE. None, said
Mr. Daley. He was right.

[[Page H2]]

and went home.
  The CLERK read as follows:
  Dr. van DYKE. Yes.

                          ____________________

</pre></body></html>
"""


def test_speakers_are_those_in_capitals() -> None:
    (draft,) = import_bytes(PAGE.encode(), "page.htm")
    assert draft.format == "congressional-record"
    assert [inline_text(turn.label) for turn in draft.turns()] == [
        "Mr. SMITH of New Jersey.",
        "The SPEAKER pro tempore (Mr. LaHOOD).",
        "Mr. McCAIN.",
        "Ms. JACKSON-LEE.",
        "Dr. van DYKE.",
    ]
    assert draft.title == "HARBOUR DUES"
    assert draft.metadata["date"] == "1997-01-28"


@pytest.mark.shared
def test_speeches_are_those_of_the_data_beside_them(shared: Path) -> None:
    paths = sorted((shared / "corpora" / "congress").glob("*.htm"))
    assert paths
    for path in paths:
        (draft,) = import_file(path)
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        speeches = [part for part in data["content"] if part["kind"] == "speech"]
        found = [
            inline_text(turn.label) + " " + " ".join(inline_text(b.content) for b in turn.blocks)  # type: ignore[union-attr]
            for turn in draft.turns()
        ]
        assert ["".join(text.split()) for text in found] == [
            "".join(part["text"].split()).replace("2-cent", "2-cent") for part in speeches
        ]
