from __future__ import annotations

import pytest

from sphinxext_archival.model.regions import lines_of_markdown, lines_of_restructuredtext


def is_ours(name: str) -> bool:
    return name in {"transcript", "archival:turn"}


def marked(text: str) -> tuple[list[str], set[int]]:
    """Return the lines of *text*, and the indexes of those that begin with `=`, without it."""
    lines = text.split("\n")
    return [line.removeprefix("=") for line in lines], {
        index for index, line in enumerate(lines) if line.startswith("=")
    }


@pytest.mark.parametrize(
    "text",
    [
        "a\n=:::{transcript}\n=b\n=\n=c\n=:::\nd",
        "=::::{transcript}\n=:::{turn} x\n=b\n=:::\n=c\n=::::\nd",
        "=:::{transcript}\n=:::{turn} x\n=b\n=:::\nc",
        "=```{archival:turn} x\n=b\n=```\nc",
        ":::{turn} x\nb\n:::",
        ":::{note}\n=:::{transcript}\n=b\n=:::\nc\n:::",
        "```python\n:::{transcript}\nb\n:::\n```\n=:::{transcript}\n=b\n=:::",
        "::::{code-block} markdown\n:::{transcript}\nb\n:::\n::::",
        "- a\n\n=  :::{transcript}\n=  b\n=  :::\n\nc",
        "=> :::{transcript}\n=> b\n=> :::\nc",
        "=\x0c:::{transcript}\n=b\n=\x0c:::\nc",
        "=:::{transcript}\n=:::\n\n=[^1]: Note\n=goes on.\n=\n=    And on.\n=\nText.\n\n=[^2]: End",
        "[^1]: Note without a document.",
        "=:::{transcript}\n=not closed",
    ],
)
def test_lines_of_our_directives_and_notes_in_markdown(text: str) -> None:
    lines, expected = marked(text)
    assert lines_of_markdown(lines, is_ours) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n=.. transcript::\n=\n=   b\n=\n=   c\n=\nd",
        "=.. archival:turn:: x\n=   :label: y\n=\n=   b\nc",
        ".. turn:: x\n\n   b",
        ".. note::\n\n=   .. transcript::\n=\n=      b\n=\n   c",
        "=.. transcript:: b\n=   c\n\x0cd",
        "=- .. transcript::\n=\n=     b\n=\nc",
        "=.. transcript::\n=\n=   b\n=\n=.. [#x] Note\n=   goes on.\n=\nText.\n\n=.. [1] End",
        ".. [1] Note without a document.",
    ],
)
def test_lines_of_our_directives_and_notes_in_restructuredtext(text: str) -> None:
    lines, expected = marked(text)
    assert lines_of_restructuredtext(lines, is_ours) == expected
