"""Fences that an editor forgot to close: which, and where the end may lack."""

from __future__ import annotations

import pytest

from sphinxext_archival.model.open_fences import forgotten_fences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{a}\nx\n:::", {}),
        (":::{a}\nx", {0: None}),
        (":::{a}\nx\n# Heading", {0: 2}),
        (":::{a}\nx\n[^n]: Note", {0: 2}),
        (":::{a}\nx\n:::{note}\nx\n:::\n:::{ednote}\nx\n:::", {0: 5}),
        ("::::{a}\n:::{turn}\nx\n:::\n::::", {}),
        ("::::{a}\n:::{turn}\nx\n::::\n:::{a}\n:::", {1: 3}),
        # Too few colons, and yet each has its end.
        (":::{a}\n:::{turn}\nx\n:::\n:::", {}),
        (":::{a}\n::::{b}\nx\n::::\n:::{c}\nx\n:::", {0: 1}),
        (":::{a}\nx\n::::", {}),
        ("::::{a}\nx\n:::", {0: None}),
        ("x\n:::\nx", {}),
        ("```\n:::{a}\n```", {}),
        ("```\n:::{a}\n`````", {}),
        ("``````{code-block} markdown\n```\nx\n```\n:::{a}\n:::\n``````", {}),
        ("```{a}\nx\n```", {}),
        (":::{a}\n```\nx\n:::", {1: 3}),
        ("- x\n\n  :::{a}\n  x\n  :::", {}),
        (":::{a}\n```python\n# no heading\n```\n:::", {}),
    ],
)
def test_fences_that_nobody_closed(text: str, expected: dict[int, int | None]) -> None:
    found = forgotten_fences(text.splitlines())
    assert {at: each.lacks_before for at, each in found.items()} == expected
