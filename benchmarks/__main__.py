"""Measure, and print two tables. Times are processor time, so that other work disturbs them less.

The target is a page of the seed at no more than 1.5 times plain MyST, and a cost of the extension
per page that does not grow with the number of pages.
"""

from __future__ import annotations

import tempfile
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.build import Cost, build_all
from benchmarks.projects import Pair, seed_pair, synthetic_pair

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = 1.5
COPIES = 10
ROUNDS = 3
BUILDS = 3
SIZES = (10, 100, 400)

STEPS: dict[str, Callable[[Cost], float]] = {
    "set up": lambda cost: cost.setup,
    "read": lambda cost: cost.read,
    "write": lambda cost: cost.write,
    "read and write": lambda cost: cost.page,
    "finish": lambda cost: cost.finish,
    "whole build": lambda cost: cost.together,
}


def _rounds(plain: list[Path], edition: list[Path]) -> tuple[list[Cost], list[Cost]]:
    """Both forms in turn, each in a new process whose first build is cold, and is left out."""
    before: list[Cost] = []
    after: list[Cost] = []
    for _ in range(ROUNDS):
        before += build_all([plain[0], *plain])[1:]
        after += build_all([edition[0], *edition])[1:]
    return before, after


def _page(pair: Pair) -> None:
    """The seed: what a page of it takes, step by step."""
    plain, edition = _rounds([pair.plain] * BUILDS, [pair.edition] * BUILDS)
    print(f"The seed, ms a page ({pair.pages} copies, {len(plain)} builds, median / minimum)")
    print(f"{'':16}{'plain MyST':>17}{'edition':>17}{'ratio':>15}")
    for step, of in STEPS.items():
        before, after = [of(cost) for cost in plain], [of(cost) for cost in edition]
        cells = [
            f"{1000 * median(times) / pair.pages:.1f} / {1000 * min(times) / pair.pages:.1f}"
            for times in (before, after)
        ]
        ratio = f"{median(after) / median(before):.2f} / {min(after) / min(before):.2f}"
        print(f"{step:16}{cells[0]:>17}{cells[1]:>17}{ratio:>15}")
    print(f"{'target':16}{'':34}{TARGET:>15} for reading and writing\n")


def _growth(pairs: list[Pair]) -> None:
    """Editions of several sizes: what a page takes as their number grows."""
    # A small edition is built more often: its pages are measured as long as those of a large one.
    order = [pair for pair in pairs for _ in range(1 + SIZES[-1] // (4 * pair.pages))]
    plain, edition = _rounds([pair.plain for pair in order], [pair.edition for pair in order])
    print("An edition that grows, ms a page (whole build, minimum)")
    print(f"{'pages':>6}{'plain MyST':>14}{'edition':>14}{'extension':>14}{'ratio':>14}")
    for pair in pairs:
        before, after = (
            1000 * min(cost.together for built, cost in builds if built == pair) / pair.pages
            for builds in (zip(cycle(order), costs, strict=False) for costs in (plain, edition))
        )
        cells = "".join(f"{time:14.1f}" for time in (before, after, after - before))
        print(f"{pair.pages:6}{cells}{after / before:14.2f}")


def main() -> None:
    """Make the projects in a temporary folder, build them, and print what it cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _page(seed_pair(folder / "seed", COPIES))
        _growth([synthetic_pair(folder / f"{size}", size) for size in SIZES])


if __name__ == "__main__":
    main()
