"""How well archive pages are imported, and how fast: ``python benchmarks/importers.py [SHARED]``.

Turns against the truth that lies beside a page (the JSON of the Congressional Record, the numbers
that are known of the seed), insertions by kind, and whether ``fidelity`` finds every word. SHARED
is the folder with ``source`` and ``corpora``; without it the folder ``shared`` beside the checkout.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sphinx.cmd.build import build_main

from sphinxext_archival.importers import import_bytes, import_file
from sphinxext_archival.importers.draft import inline_text
from sphinxext_archival.importers.files import Imported, plan, write
from sphinxext_archival.importers.myst import write_document
from sphinxext_archival.importers.report import counts

SEED = {"gorbachev": 16, "najibullah": 16, "shevardnadze": 2}
PAGES = 40
CONF = """\
project = "The pages"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
archival_registers = ["register/persons.yml", "register/organizations.yml"]
archival_autolink = True
"""
INDEX = "# Pages\n\n```{toctree}\n:glob:\n\ndocuments/*\n```\n"


def scores(found: list[str], truth: list[str]) -> tuple[float, float]:
    """Recall and precision of turns, each the label of its speaker."""
    same = (Counter(found) & Counter(truth)).total()
    return same / max(len(truth), 1), same / max(len(found), 1)


def record(shared: Path) -> None:
    """Print recall and precision of the speeches of the Congressional Record."""
    found: list[str] = []
    truth: list[str] = []
    for path in sorted((shared / "corpora" / "congress").glob("*.htm")):
        (draft,) = import_file(path)
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        speeches = [part["speaker"] for part in data["content"] if part["kind"] == "speech"]
        truth += [f"{path.stem} {speaker}" for speaker in speeches]
        found += [f"{path.stem} {inline_text(turn.label).rstrip('.')}" for turn in draft.turns()]
    recall, precision = scores(found, truth)
    print(
        f"Congressional Record: {len(truth)} turns, recall {recall:.1%}, precision {precision:.1%}"
    )


def seed(path: Path) -> None:
    """Print what was found in the seed, and what there is."""
    (draft,) = import_file(path)
    found = counts(draft)
    truth = [key for key, number in SEED.items() for _ in range(number)]
    recall, precision = scores([", ".join(turn.speakers) for turn in draft.turns()], truth)
    print(f"Seed: {len(truth)} turns, recall {recall:.1%}, precision {precision:.1%}")
    print(f"  insertions {found['insertions']}, {found['notes']} notes, {found['joins']} joins")


def words(shared: Path, folder: Path) -> None:
    """Import every page into an edition, and have ``fidelity`` compare it with its source."""
    paths = [shared / "source" / "117254.txt"]
    paths += sorted((shared / "corpora" / "specimens").glob("[01]*.txt"))
    paths += sorted((shared / "corpora" / "congress").glob("*.htm"))
    paths += sorted((shared / "corpora" / "frus").glob("*.txt"))
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "index.md").write_text(INDEX, encoding="utf-8")
    (folder / "register").mkdir()
    for name in ("persons", "organizations"):
        (folder / "register" / f"{name}.yml").write_text("# A register.\n", encoding="utf-8")
    sources = [Imported(path.name, path.read_bytes(), import_file(path)) for path in paths]
    for source in sources:
        for draft in source.drafts:
            found = counts(draft)
            print(f"  {source.name:<52} {found['words']:>5} words, {found['turns']:>3} turns")
    write(plan(sources, folder))
    status = build_main(["-q", "-b", "fidelity", str(folder), str(folder / "_build")])
    print("  every word is kept" if not status else "  words differ: see above")


def speed(path: Path) -> None:
    """Print how long a page of 5,000 words takes, from its bytes to its MyST."""
    data = path.read_bytes()
    write_document(import_bytes(data, path.name)[0])
    start = time.perf_counter()
    for _ in range(PAGES):
        for draft in import_bytes(data, path.name):
            write_document(draft)
    each = (time.perf_counter() - start) / PAGES
    print(f"Speed: {each:.3f} s a page, {each * 1000 / 60:.1f} minutes for 1,000 on one core")


def main() -> None:
    """Run all."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else beside
    page = shared / "source" / "117254.txt"
    if not page.is_file():
        sys.exit(f"there is no {page}")
    seed(page)
    record(shared)
    print("Words kept:")
    with tempfile.TemporaryDirectory() as folder:
        words(shared, Path(folder))
    speed(page)


if __name__ == "__main__":
    main()
