"""Measure printing: the seed by Typst and by XeLaTeX, and fifty documents as PDFs and as HTML.

The targets are a third of XeLaTeX's time, and twice the time of Sphinx's HTML. Times are of the
wall clock, because a TeX system is programs of its own: the machine should be quiet.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.projects import seed_pair

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
_UNUSUAL = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
DOCUMENTS = 50
SEED_TARGET, FIFTY_TARGET = 1 / 3, 2.0
ONE_BOOK = "archival_document_volumes = False\n"
NO_BOOK = "archival_volumes = []\n"


def _sphinx(builder: str, source: Path, target: Path, *options: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", builder, *options]
    # As on any machine: modules are compiled once, and not for each run.
    environ = {name: value for name, value in os.environ.items() if name not in _UNUSUAL}
    subprocess.run([*command, str(source), str(target)], check=True, env=environ)


def _set(source: Path, settings: str) -> Path:
    path = source / "conf.py"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    return source


def _timed(make: Callable[[Path], None]) -> float:
    times = []
    for _ in range(1 + ROUNDS):  # the first is cold, and is left out
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            make(Path(folder))
            times.append(time.perf_counter() - start)
    return median(times[1:])


def _xelatex(source: Path, target: Path) -> None:
    _sphinx("latex", source, target, "-D", "latex_engine=xelatex", "-D", "latex_use_xindy=0")
    command = ["make", "-s", "LATEXMKOPTS=-silent", "all-pdf"]
    subprocess.run(command, cwd=target, check=True, stdout=subprocess.DEVNULL)
    if not list(target.glob("*.pdf")):
        sys.exit("XeLaTeX made no PDF")


def main() -> None:
    """Make the projects in a temporary folder, build them, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        seed = _set(seed_pair(Path(folder, "one"), 1).edition, ONE_BOOK)
        by_typst = _timed(lambda target: _sphinx("pdf", seed, target))
        print(f"{'The seed by Typst, s':34}{by_typst:8.2f}")
        if shutil.which("xelatex") and shutil.which("latexmk"):
            by_tex = _timed(lambda target: _xelatex(seed, target))
            print(f"{'The seed by XeLaTeX, s':34}{by_tex:8.2f}")
            print(f"{'ratio':34}{by_typst / by_tex:8.2f}   target {SEED_TARGET:.2f}\n")
        else:
            print("no XeLaTeX and latexmk to compare with\n")
        many = _set(seed_pair(Path(folder, "many"), DOCUMENTS).edition, NO_BOOK)
        as_pdf = _timed(lambda target: _sphinx("pdf", many, target))
        as_html = _timed(lambda target: _sphinx("html", many, target))
        print(f"{f'{DOCUMENTS} documents as PDFs, s':34}{as_pdf:8.2f}")
        print(f"{f'{DOCUMENTS} documents as HTML, s':34}{as_html:8.2f}")
        print(f"{'ratio':34}{as_pdf / as_html:8.2f}   target {FIFTY_TARGET:.2f}")


if __name__ == "__main__":
    main()
