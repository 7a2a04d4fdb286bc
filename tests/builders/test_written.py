"""What a build of PDFs leaves behind, and what it takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_archival.builders.written import Written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build

PAGE = "# A\n\n:::{document} one\n:::\n\n:::{transcript}\nANNA. Words.\n:::\n"


def test_what_is_no_volume_any_more_goes_away(build: Build) -> None:
    first = build({"a.md": PAGE, "b.md": PAGE.replace("one", "two")}, "pdf")
    (first.outdir / "mine.pdf").write_bytes(b"not of this builder")
    assert (first.outdir / "dtwo.pdf").is_file()
    (first.srcdir / "b.md").unlink()
    again = build({}, "pdf", srcdir=first.srcdir)
    assert sorted(path.name for path in again.outdir.glob("*.pdf")) == [
        "an-edition.pdf", "done.pdf", "mine.pdf",
    ]  # fmt: skip
    assert not (again.outdir / "typst" / "dtwo.typ").exists()


def test_a_file_of_an_earlier_build_stays_where_it_is_still_written(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "out"
    for path in (outside, folder / "a" / "one.txt", folder / "two.txt"):
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("words")
    memory = folder / "written.txt"
    (folder / "TWO.txt").hardlink_to(folder / "two.txt")
    memory.write_text(f"a/one.txt\ntwo.txt\nTWO.txt\n../outside.txt\n{outside}\nnowhere.txt\n\n")
    written = Written(folder, memory)
    written.add(folder / "two.txt")
    written.tidy()
    assert sorted(path.name for path in folder.iterdir()) == [
        "TWO.txt",
        "two.txt",
        "written.txt",
    ]
    assert outside.is_file()
    assert memory.read_text() == "two.txt\n"
