"""The file of emendations: what it may say, and what is said of what it may not."""

from __future__ import annotations

import pytest

from sphinxext_archival.model.emendations import Emendation, read_emendations


def test_each_kind_of_entry_is_read() -> None:
    text = (
        "- source: tbe\n  edition: the\n  line: 4\n  reason: a slip\n"
        "- source: HEAD\n  everywhere: true\n  reason: on each page\n"
        "- lines: 12-30\n  reason: a list\n"
        "- edition: '[signed]'\n  line: 5\n  resp: me\n  reason: seen\n"
    )
    assert read_emendations(text.encode(), "e.yml") == (
        [
            Emendation(1, "tbe", "the", 4, reason="a slip"),
            Emendation(5, "HEAD", everywhere=True, reason="on each page"),
            Emendation(8, lines=(12, 30), reason="a list"),
            Emendation(10, None, "[signed]", 5, reason="seen", resp="me"),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- sorce: a\n", 1, "did you mean `source`?"),
        ("- source: a\n  reason: b\n  line: four\n", 3, "is no line"),
        ("- lines: 9-3\n  reason: b\n", 1, "are no lines"),
        ("- lines: 3\n  source: a\n  reason: b\n", 1, "has no place"),
        ("- edition: a\n  reason: b\n", 1, "need `line`"),
        ("- reason: b\n", 1, "needs `source`"),
        ("- source: a\n  everywhere: perhaps\n  reason: b\n", 2, "neither `true` nor `false`"),
        ("- source: a\n  everywhere: true\n  line: 3\n  reason: b\n", 1, "write one of them"),
        ("- source: [a]\n  reason: b\n", 1, "is one text"),
        ("- source: a\n  source: b\n  reason: b\n", 2, "stands twice"),
        ("- 5\n", 1, "an entry has fields"),
        ("source: a\n", 1, "is a list"),
        ("- source: [\n", 2, "cannot be read from here on"),
        ("- source: a\n", 1, "does not say why"),
    ],
)
def test_what_is_not_right_is_said_with_its_line(text: str, line: int, said: str) -> None:
    _found, problems = read_emendations(text.encode(), "e.yml")
    assert [one.line for one in problems] == [line]
    assert said in problems[0].message
    assert problems[0].path == "e.yml"


def test_an_empty_file_says_nothing() -> None:
    assert read_emendations(b"# nothing yet\n[]\n", "e.yml") == ([], [])
    assert read_emendations(b"", "e.yml") == ([], [])
