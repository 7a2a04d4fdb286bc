"""Footnotes of Markdown, which stand outside our directives, and hold words of a document."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it.common.utils import normalizeReference
from markdown_it.tree import SyntaxTreeNode

from ..context import lines_of, reading_of
from ..diagnostics import Diagnostic, warn
from ..model import fences
from ..model.series import NOTE_TYPES
from ..nodes import archival_note
from .markdown import RULES_THAT_EAT_WORDS, changes_words, holds_words, without_rules
from .markdown_words import keeping_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

    Report = Callable[[fences.Suspect, str, int], None]

_NOTE = re.compile(r" {0,3}\[\^(?P<key>[^\]\s]+)\]:")


def keep_words_of_footnotes(state: Any, env: BuildEnvironment, report: Report) -> None:
    """Have MyST read the words of the file's footnotes again, as those of our directives.

    The parser has read them by the rules of the project when it comes to the directive that says
    that they belong to an archival document. What it would have eaten goes to *report*, with its
    file and line.
    """
    renderer = getattr(state, "_renderer", None)
    rules = getattr(renderer, "rules", {})
    render = rules.get("render_footnote_reference")
    if renderer is None or render is None or getattr(render, "keeps_words", False):
        return

    may_be_right = not changes_words(renderer.md)

    def render_note(token: SyntaxTreeNode) -> None:
        key = token.meta["label"]
        if renderer.document.nametypes.get(key):
            _render_as_note(token, renderer, env)
        else:
            reading_of(env).footnotes[key] = reading_of(env).document
            render(token)

    def render_as_written(token: SyntaxTreeNode) -> None:
        if may_be_right and _is_innocent(token, renderer, env):
            # Nearly all notes are one line, and read again they would be the same.
            with keeping_words(renderer):
                render_note(token)
            return
        with without_rules(renderer, RULES_THAT_EAT_WORDS):
            if not _read_again(token, renderer, env, report):
                _read_words_again(token, renderer)
            render_note(token)

    render_as_written.keeps_words = True  # type: ignore[attr-defined]
    rules["render_footnote_reference"] = render_as_written


def _written(token: SyntaxTreeNode, renderer: Any, env: BuildEnvironment) -> list[str]:
    """Return the lines of the note *token* in its file, or nothing if it is not found there."""
    if token.map is None:
        return []
    start, end = token.map  # from 1, as MyST has it by now
    written = lines_of(env, str(renderer.document["source"]))[start - 1 : end - 1]
    opening = _NOTE.match(written[0]) if written else None
    if opening is None or opening["key"] != token.meta["label"]:
        return []
    return [written[0][opening.end() :].lstrip(), *map(_without_indent, written[1:])]


def _is_innocent(token: SyntaxTreeNode, renderer: Any, env: BuildEnvironment) -> bool:
    first, *more = _written(token, renderer, env) or [""]
    return fences.is_innocent(first) and not any(map(str.strip, more))


def _read_again(
    token: SyntaxTreeNode, renderer: Any, env: BuildEnvironment, report: Report
) -> bool:
    """Read the note *token* from its file, and say whether it was found there."""
    words = _written(token, renderer, env)
    if not words or token.map is None:
        return False
    source, start = str(renderer.document["source"]), token.map[0]
    text = fences.as_text_markdown(words, partial(holds_words, renderer))
    for suspect in text.suspects:
        report(suspect, source, start + suspect.line_index)
        if suspect.code == "link_definition":
            # The project's parse has defined it: its words would be a link to others.
            label = suspect.text[1:].partition("]:")[0]
            renderer.md_env.get("references", {}).pop(normalizeReference(label), None)
    tokens = renderer.md.parse("\n".join(text.lines), renderer.md_env)
    for read in tokens:
        if read.map:
            read.map = [line + start for line in read.map]
        for child in read.children or []:
            child.map = read.map
    token.children = SyntaxTreeNode(tokens).children
    return True


def _without_indent(line: str) -> str:
    expanded = line.expandtabs(4)
    return expanded[4:] if expanded[:4].isspace() else line.lstrip()


def _read_words_again(token: SyntaxTreeNode, renderer: Any) -> None:
    """Read the lines of the note *token* again where its file does not show them."""
    for node in token.walk():
        if node.type == "inline":
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


def report_if_empty(note: archival_note) -> None:
    """Warn of a footnote without words; docutils puts a message into it."""
    rest = [block for block in note.children if not isinstance(block, nodes.system_message)]
    if all(isinstance(block, nodes.paragraph) and not block.children for block in rest):
        # A note that docutils counts has a key that nobody wrote.
        name = "the note" if "#" in note["key"] else f"the note “{note['key']}”"
        warn(
            Diagnostic.EMPTY,
            f"note: {name} is empty; write its words behind its key, or take its marker away",
            note,
        )


def _render_as_note(token: SyntaxTreeNode, renderer: Any, env: BuildEnvironment) -> None:
    """Render a note whose key MyST knows already: it would drop it. Keys are per document."""
    key = token.meta["label"]
    reading = reading_of(env)
    note = archival_note(note_type=NOTE_TYPES[0], resp="", support_smartquotes=False)
    renderer.add_line_and_source_path(note, token)
    if reading.footnotes.get(key, "") == reading.document:
        warn(
            Diagnostic.DUPLICATE_NOTE,
            f"note: the key “{key}” is taken by a note above; give this one another",
            note,
        )
        key = ""  # no marker can name it, and that is said
    else:
        reading.footnotes[key] = reading.document
    note["key"] = key
    with renderer.current_node_context(note, append=True):
        renderer.render_children(token)
    report_if_empty(note)
