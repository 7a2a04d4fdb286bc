"""Where in a row those who are named together stand, so that the lines between them are short.

The row is the whole layout: names one below the other, and arcs beside them. A circle, or points
on a plane, would have names that overlap or shrink on a telephone; in a row each has a line of its
own at any width, and what a reader sees is the same in every build.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Weights = Mapping[str, Mapping[str, int]]

_ROUNDS = 24
_PASSES = 12


def in_a_row(ties: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return the names in *ties* (of two, how strong) in an order in which the ties are short.

    It is the same for the same ties, whatever their order. What hangs together stands together, the
    largest group first.
    """
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for first, second, weight in sorted(ties):
        weights[first][second] = weights[second][first] = weight
    row: list[str] = []
    for group in _groups(weights):
        best = min(_by_means(group, weights), key=lambda order: length(order, weights))
        row += _with_swaps(best, weights)
    return row


def length(order: Sequence[str], weights: Weights) -> int:
    """Return how long all ties are together, each as often as it is strong."""
    place = {name: at for at, name in enumerate(order)}
    return sum(
        weight * abs(place[name] - place[other])
        for name in order
        for other, weight in weights[name].items()
    )


def _strength(name: str, weights: Weights) -> int:
    return sum(weights[name].values())


def _groups(weights: Weights) -> list[list[str]]:
    """Return what hangs together, each group from its strongest name outwards."""
    ranked = sorted(weights, key=lambda name: (-_strength(name, weights), name))
    seen: set[str] = set()
    groups: list[list[str]] = []
    for start in ranked:
        if start in seen:
            continue
        group = [start]
        seen.add(start)
        for name in group:
            near = sorted(weights[name], key=lambda other: (-weights[name][other], other))
            group += [other for other in near if other not in seen]
            seen.update(near)
        groups.append(group)
    return sorted(groups, key=len, reverse=True)


def _by_means(group: list[str], weights: Weights) -> list[list[str]]:
    """Return orders in which each name comes nearer to the middle of those it is tied to."""
    # The strongest in the middle, and the others on both sides in turn.
    orders = [[*reversed(group[1::2]), *group[::2]]]
    for _ in range(_ROUNDS):
        place = {name: at for at, name in enumerate(orders[-1])}

        def middle(name: str, place: Mapping[str, int] = place) -> tuple[float, str]:
            around = sum(weight * place[other] for other, weight in weights[name].items())
            # A name is drawn to its own place too, or a star would swap its ends for ever.
            own = _strength(name, weights)
            return (around + own * place[name]) / (2 * own), name

        orders.append(sorted(group, key=middle))
    return orders


def _with_swaps(order: list[str], weights: Weights) -> list[str]:
    """Return *order* with neighbours swapped as long as that makes the ties shorter."""
    best = length(order, weights)
    for _ in range(_PASSES):
        before = best
        for at in range(len(order) - 1):
            swapped = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
            found = length(swapped, weights)
            if found < best:
                order, best = swapped, found
        if best == before:
            break
    return order
