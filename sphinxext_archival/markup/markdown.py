"""The little that must be known of MyST: what it would do to the words of a transcript."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.states import RSTState

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES_THAT_EAT_WORDS = (
    "reference",  # [Laughter]: Thanks
    "html_block",
    "html_inline",  # <inaudible>
    "code",  # an indented paragraph
    "lheading",  # a line of dashes below a line
    "smartquotes",
    "replacements",  # (c), ...
    "math_inline",
    "math_inline_double",
    "math_block",  # $5 million and $6 million
    "span",  # [words]{.kind}: our own grammar reads it, in both languages
)
"""Rules of the Markdown parser, some of them in the project's hands, that are off in a document."""


def is_markdown(state: Any) -> bool:
    """Say whether a directive's *state* is MyST's stand-in for the one of docutils."""
    return not isinstance(state, RSTState)


@contextmanager
def plain_text_rules(state: Any) -> Iterator[None]:
    """Switch off, for a nested parse, what changes or drops words.

    MyST offers no public way to its parser; where a later version has moved it, the parse goes on
    with the rules of the project.
    """
    parser = getattr(getattr(state, "_renderer", None), "md", None)
    if parser is None:
        yield
        return
    with parser.reset_rules():
        parser.disable(RULES_THAT_EAT_WORDS, ignoreInvalid=True)
        yield
