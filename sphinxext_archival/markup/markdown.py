"""The little that must be known of MyST: what it would do to the words of a transcript."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.states import RSTState
from markdown_it.tree import SyntaxTreeNode

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
    "span",  # [words]{.kind}: our own grammar reads it, in both languages
)
"""Rules of the Markdown parser, in the project's hands, that are off in a document."""

HTML_RULES = ("html_block", "html_inline")  # <inaudible>

RULES_THAT_EAT_WORDS = (
    *HTML_RULES,
    "reference",  # [Laughter]: Thanks
    "code",  # an indented paragraph
    "lheading",  # a line of dashes below a line
    *RULES_THAT_CHANGE_WORDS,
)
"""Rules of the Markdown parser that are off in what our directives hold."""


def is_markdown(state: Any) -> bool:
    """Say whether a directive's *state* is MyST's stand-in for the one of docutils."""
    return not isinstance(state, RSTState)


@contextmanager
def plain_text_rules(state: Any, rules: tuple[str, ...] = RULES_THAT_EAT_WORDS) -> Iterator[None]:
    """Switch off, for a nested parse, what changes or drops words, or other *rules*.

    MyST offers no public way to its parser; where a later version has moved it, the parse goes on
    with the rules of the project.
    """
    parser = getattr(getattr(state, "_renderer", None), "md", None)
    if parser is None:
        yield
        return
    with _without(parser, rules):
        yield


@contextmanager
def _without(parser: Any, rules: tuple[str, ...]) -> Iterator[None]:
    # From version 4.1 of the parser on, task lists are an option and no rule.
    task_lists = parser.options.get("tasklists")
    with parser.reset_rules():
        parser.disable(rules, ignoreInvalid=True)
        if task_lists:
            parser.options["tasklists"] = False
        yield
    if task_lists:
        parser.options["tasklists"] = task_lists


def keep_words_of_footnotes(state: Any) -> None:
    """Have MyST read the words of the file's footnotes again, as those of our directives.

    They stand outside our directives: the parser has read them by the rules of the project when
    it comes to the directive that says that they belong to an archival document.
    """
    renderer = getattr(state, "_renderer", None)
    rules = getattr(renderer, "rules", {})
    render = rules.get("render_footnote_reference")
    if renderer is None or render is None or getattr(render, "keeps_words", False):
        return

    def render_as_written(token: SyntaxTreeNode) -> None:
        for node in token.walk():
            if node.type == "inline":
                with _without(renderer.md, RULES_THAT_CHANGE_WORDS):
                    (read,) = renderer.md.parseInline(node.content, renderer.md_env)
                for child in read.children or []:
                    child.map = node.map
                # A task list's box is a sign that older parsers take out of the content.
                box = [
                    sign
                    for sign in node.children[:1]
                    if sign.type == "html_inline" and sign.content not in node.content
                ]
                node.children = box + SyntaxTreeNode([read]).children[0].children
        render(token)

    render_as_written.keeps_words = True  # type: ignore[attr-defined]
    rules["render_footnote_reference"] = render_as_written
