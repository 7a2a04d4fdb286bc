"""Measure the themed edition: whether it is linear, and the full-size case beside stock Furo.

The targets: a page of 2,000 documents costs at most 1.1 times what one of 100 does, in time and in
bytes; and 200 documents of 5,000 words, marked up, themed and searched, take no longer than stock
Furo takes for the same words as plain MyST. Times are processor time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.build import Cost, build_all
from benchmarks.projects import Pair, in_theme, synthetic_pair

SIZES, STOCK_SIZES = (100, 400, 2000), (100, 400)
SHORT, FULL = 4, 60
"""How many turns a short document has, and one of 5,000 words."""
FULL_PAGES = 200
GROWTH_TARGET, FULL_TARGET = 1.1, 1.0


def _best(source: Path, rounds: int) -> Cost:
    """The least that a build took, the first one aside, which is cold."""
    return min(build_all([source] * (1 + rounds))[1:], key=lambda cost: cost.together)


def _line(name: str, pages: int, cost: Cost) -> None:
    times = (cost.read, cost.write, cost.finish, cost.together)
    cells = "".join(f"{1000 * time / pages:12.1f}" for time in times)
    print(f"{name:24}{pages:7}{cells}{cost.size:12}", flush=True)


def _growth(folder: Path) -> None:
    """Short documents, in growing numbers."""
    costs: dict[int, Cost] = {}
    for size in SIZES:
        pair = synthetic_pair(folder / f"{size}", size, SHORT)
        # A small edition is built more often; a large one is long enough for one build.
        costs[size] = _best(in_theme(pair.edition, "archival"), max(1, 400 // size))
        _line("themed edition", size, costs[size])
        if size in STOCK_SIZES:
            _line("stock Furo, plain MyST", size, _best(in_theme(pair.plain, "furo"), 1))
    first, last = costs[SIZES[0]], costs[SIZES[-1]]
    time = (last.together / SIZES[-1]) / (first.together / SIZES[0])
    print(f"growth: time {time:.2f}, bytes {last.size / first.size:.2f}; target {GROWTH_TARGET}\n")


def _full(pair: Pair) -> None:
    """The size of a whole publication."""
    themed = _best(in_theme(pair.edition, "archival"), 1)
    stock = _best(in_theme(pair.plain, "furo"), 1)
    _line("themed edition, full", pair.pages, themed)
    _line("stock Furo, plain MyST", pair.pages, stock)
    print(f"ratio: {themed.together / stock.together:.2f}; target {FULL_TARGET}")


def main() -> None:
    """Make the projects in a temporary folder, build them, and print what it cost."""
    steps = "".join(f"{step:>12}" for step in ("read", "write", "finish", "whole"))
    print(f"{'ms a page':24}{'pages':>7}{steps}{'bytes':>12}")
    with tempfile.TemporaryDirectory() as name:
        _growth(Path(name))
        _full(synthetic_pair(Path(name, "full"), FULL_PAGES, FULL))


if __name__ == "__main__":
    main()
