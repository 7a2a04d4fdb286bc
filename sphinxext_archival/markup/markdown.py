"""The little that must be known of MyST: what it would do to the words of a transcript."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.states import RSTState
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from sphinx import highlighting

from ..model import fences
from .markdown_words import keeping_words

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES_THAT_CHANGE_WORDS = (
    "smartquotes",
    "replacements",  # (c), ...
    "math_inline",
    "math_inline_double",
    "math_block",  # $5 million and $6 million
    "strikethrough",  # becomes raw HTML in MyST
    "github-tasklists",  # [ ] in a list
    "amsmath",  # \begin{…}
    "span",  # [words]{.kind}: our own grammar reads it, in both languages
)
"""Rules of the Markdown parser, in the project's hands, that are off in a document."""

HTML_RULES = ("html_block", "html_inline")  # <inaudible>

RULES_THAT_EAT_WORDS = (
    *HTML_RULES,
    "front_matter",  # between two lines of dashes, at the head
    "reference",  # [Laughter]: Thanks
    "code",  # an indented paragraph
    "lheading",  # a line of dashes below a line
    "myst_line_comment",  # % words
    "myst_block_break",  # +++ words
    "myst_target",  # (words)=
    *RULES_THAT_CHANGE_WORDS,
)
"""Rules of the Markdown parser that are off in what our directives hold."""

_BLOCK_RULES = ("attr",)  # {.class} alone on a line; inline, it belongs to what is markup anyway
_OPTIONS = ("tasklists", "alerts")


def changes_words(parser: Any) -> bool:
    """Say whether the project has switched on a rule of *parser* that changes words."""
    active = parser.get_active_rules()
    inline = {*active["inline"], *active.get("inline2", ()), *active["core"], *active["block"]}
    return not inline.isdisjoint(RULES_THAT_CHANGE_WORDS)


def holds_words(state: Any, signs: str, info: str) -> bool:
    """Say whether a fence of *signs* is text, because *info* behind them is no name of anything.

    A fence of colons names a directive, and one of backticks that or the language of its code.
    """
    renderer = getattr(state, "_renderer", state)
    if fences.is_directive(info):
        return False
    if signs.startswith(":"):
        return "colon_fence" in renderer.md.get_active_rules()["block"]
    name, _, rest = info.partition(" ")
    is_name = name in renderer.md_config.fence_as_directive or _is_language(name)
    return not is_name or bool(rest and not rest.startswith("{"))


def _is_language(name: str) -> bool:
    if name in {"default", "guess", *highlighting.lexers, *highlighting.lexer_classes}:
        return True
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True


def is_markdown(state: Any) -> bool:
    """Say whether a directive's *state* is MyST's stand-in for the one of docutils."""
    return not isinstance(state, RSTState)


@contextmanager
def plain_text_rules(state: Any, rules: tuple[str, ...] = RULES_THAT_EAT_WORDS) -> Iterator[None]:
    """Switch off, for a nested parse, what changes or drops words, or other *rules*.

    MyST offers no public way to its parser; where a later version has moved it, the parse goes on
    with the rules of the project.
    """
    renderer = getattr(state, "_renderer", None)
    if getattr(renderer, "md", None) is None:
        yield
        return
    with without_rules(renderer, rules):
        yield


@contextmanager
def without_rules(renderer: Any, rules: tuple[str, ...]) -> Iterator[None]:
    """Switch *rules* off in the parser of *renderer*, and have it drop no words."""
    parser = renderer.md
    # From version 4.1 of the parser on, task lists are an option and no rule.
    options = {name: parser.options[name] for name in _OPTIONS if parser.options.get(name)}
    with parser.reset_rules(), keeping_words(renderer):
        parser.disable(rules, ignoreInvalid=True)
        parser.block.ruler.disable(_BLOCK_RULES, ignoreInvalid=True)
        parser.options.update(dict.fromkeys(options, False))
        yield
    parser.options.update(options)
