"""Square brackets in a transcript: what the translator or the editor put into the text.

The text is that of one paragraph, flat: an inline node that is no plain text (a note marker, a
role's node, a link) is one character U+FFFC. All offsets count the characters of that text.

The kind of a bracket is, in this order: the class written after it, `[words]{.kind}` (Pandoc's
bracketed span); a fixed phrase; for digits alone none, for that is a note marker that was lost;
what touches a word (one letter or an inflection is an alteration, more is an expansion); a stage
remark, alone in its paragraph; else a word that the sense needs.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ._attributes import about_unreadable
from .phrases import KINDS, LONGEST_PHRASE, PhraseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "COMPLETIONS",
    "FEATURES",
    "HANDS",
    "KINDS",
    "BracketParse",
    "PhraseTable",
    "Problem",
    "Span",
    "is_stage_remark",
    "parse_brackets",
    "without_completions",
]

FEATURES = ("deleted", "added", "underlined", "stamp", "signature", "dateline")
"""What the source shows. Brackets with such a class are markup only, and are not printed."""

COMPLETIONS = frozenset({"expansion", "alteration"})
"""Kinds whose brackets do not interrupt a name: `P[eter] Tomsen` is the name Peter Tomsen."""

HANDS = ("translator", "editor", "source")
"""Whose insertion it is; the first is meant where none is named."""

_BRACKET = re.compile(r"[\[\]]")
_SPACE = re.compile(r"\s")
_ATTRIBUTE = re.compile(
    r"""\.(?P<name>[^\W\d][\w-]*)|(?P<key>[^\W\d][\w:-]*)="""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'{}\[\]=]+))"""
)
_PLAIN_ATTRIBUTE = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE.pattern)
_BLOCK = re.compile(rf"\{{\s*(?:{_PLAIN_ATTRIBUTE})(?:\s+(?:{_PLAIN_ATTRIBUTE}))*\s*\}}")
# What is longer is text: the work on a paragraph stays linear.
_LONGEST_BLOCK = 1000


class Problem(NamedTuple):
    """What is wrong in the text at ``offset``: a code, and a sentence for the editor.

    Codes: `unbalanced`, `too_deep`, `lost_note_marker`, `unknown_kind`, `unknown_hand`,
    `attributes`.
    """

    code: str
    offset: int
    message: str


class Span(NamedTuple):
    """One pair of brackets: ``text[start]`` and ``text[inner_end]``, its block up to ``end``.

    ``kind`` is one of `KINDS`, or where ``feature`` is set that same name of `FEATURES`. ``resp``
    is the hand as written, or None. ``attributes`` are the others of the block, as written; a
    second class is the attribute `class`.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    kind: str
    feature: str | None
    resp: str | None
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Span, ...]


class BracketParse(NamedTuple):
    """The brackets of a text, outermost first, and what is wrong; both in the order of the text."""

    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]


def is_stage_remark(text: str) -> bool:
    """Whether *text* is one remark in brackets or parentheses, as `(Applause.)`, and no more.

    Only its shape is looked at: `[illegible]` has it too. A remark has a letter in it.
    """
    remark = text.strip()
    if remark[:1] not in {"(", "["}:
        return False
    expected: list[str] = []
    for offset, character in enumerate(remark):
        if character in "([":
            expected.append(")" if character == "(" else "]")
        elif character in ")]" and (not expected or character != expected.pop()):
            return False
        if not expected and offset < len(remark) - 1:
            return False
    return not expected and any(map(str.isalpha, remark))


def parse_brackets(
    text: str, phrases: PhraseTable, *, max_depth: int = 64, alone: bool = True
) -> BracketParse:
    """Find the brackets of *text*, with their kinds, and what is wrong with them.

    *alone* says that *text* is a whole paragraph, so that a bracket around it is a stage remark.

    A bracket without its partner stays text, and so do those around more than *max_depth* levels
    of brackets; what is balanced within them is found. Takes time in proportion to the text.
    """
    parser = _Parser(text, phrases, max_depth, alone=alone)
    parser.parse()
    problems = sorted(parser.problems, key=lambda problem: problem.offset)
    return BracketParse(tuple(parser.spans), tuple(problems))


def without_completions(text: str, phrases: PhraseTable) -> str:
    """Return *text* without the brackets that complete or alter a word: `P[eter]` is `Peter`."""
    completed = list(text)
    pending = list(parse_brackets(text, phrases, alone=False).spans)
    while pending:
        span = pending.pop()
        pending += span.children
        if span.kind in COMPLETIONS:
            completed[span.start] = ""
            completed[span.inner_end : span.end] = [""] * (span.end - span.inner_end)
    return "".join(completed)


@dataclass(slots=True)
class _Opening:
    """A `[` that is not closed yet: the spans found before it, and the levels inside it."""

    start: int
    spans_before: int
    levels: int = 0


@dataclass(slots=True)
class _Block:
    """The attribute block after a bracket."""

    end: int
    name: str | None = None
    resp: str | None = None
    attributes: list[tuple[str, str]] = field(default_factory=list)


class _Parser:
    def __init__(self, text: str, phrases: PhraseTable, max_depth: int, *, alone: bool) -> None:
        self.text, self.phrases, self.max_depth = text, phrases, max_depth
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self._open: list[_Opening] = []
        self._parsed = 0
        self._too_deep = False
        stripped = text.strip()
        first = text.find(stripped)
        self._whole = (first, first + len(stripped)) if alone else None

    def parse(self) -> None:
        for match in _BRACKET.finditer(self.text):
            at = match.start()
            if at < self._parsed:  # inside the quotation marks of an attribute
                continue
            if match[0] == "[":
                self._open.append(_Opening(at, len(self.spans)))
            elif self._open:
                self._close(self._open.pop(), at)
            else:
                self._problem("unbalanced", at, "`]` closes nothing here: its `[` is missing")
        for opening in self._open:
            message = "`[` is not closed in this paragraph: its `]` is missing"
            self._problem("unbalanced", opening.start, message)

    def _problem(self, code: str, offset: int, message: str) -> None:
        self.problems.append(Problem(code, offset, message))

    def _close(self, opening: _Opening, at: int) -> None:
        """Make a span of the brackets at ``opening.start`` and *at*, unless they stay text."""
        levels = opening.levels
        if levels == self.max_depth:
            self._report_depth(opening.start)
        else:
            block = self._block(at + 1) or _Block(at + 1)
            kind = block.name or self._kind(opening.start, at)
            if kind is not None:
                levels += 1
                self._parsed = block.end
                children = tuple(self.spans[opening.spans_before :])
                self.spans[opening.spans_before :] = [Span(
                    opening.start, opening.start + 1, at, block.end, kind,
                    kind if kind in FEATURES else None,
                    block.resp, tuple(block.attributes), children,
                )]  # fmt: skip
        if self._open:
            self._open[-1].levels = max(self._open[-1].levels, levels)

    def _report_depth(self, offset: int) -> None:
        if not self._too_deep:
            message = f"brackets stand here more than {self.max_depth} deep: is a `]` missing?"
            self._problem("too_deep", offset, message)
        self._too_deep = True

    def _block(self, start: int) -> _Block | None:
        match = _BLOCK.match(self.text, start, start + _LONGEST_BLOCK)
        if match is None:
            if message := about_unreadable(self.text, start, KINDS + FEATURES):
                self._problem("attributes", start, message)
            return None
        block = _Block(match.end())
        for part in _ATTRIBUTE.finditer(match[0]):
            name, key, *values = part.groups()
            value = next((value for value in values if value is not None), "")
            if name is not None and block.name is None:
                block.name = name
            elif key == "resp" and block.resp is None:
                block.resp = value
            else:
                block.attributes.append((key or "class", name or value))
        known = KINDS + FEATURES
        if block.name is not None and block.name not in known:
            choice = _choice(block.name, known)
            message = f"`{{.{block.name}}}` is no kind of insertion: {choice}"
            self._problem("unknown_kind", start, message)
            return None
        if block.resp is not None and block.resp not in HANDS:
            message = f"`resp={block.resp}` names no hand: {_choice(block.resp, HANDS)}"
            self._problem("unknown_hand", start, message)
        return block

    def _kind(self, start: int, at: int) -> str | None:
        """Return the kind of a bracket without a class, or None if it is no insertion."""
        if at == start + 1:
            return None
        if at - start <= LONGEST_PHRASE:
            words = self.text[start + 1 : at]
            if kind := self.phrases.kind_of(words):
                return kind
            if words.strip().isdecimal():
                message = (
                    f"`[{words}]` looks like a note marker that lost its note: write "
                    f"`[^{words.strip()}]`, or `[{words}]{{.supplied}}` if the number was inserted"
                )
                self._problem("lost_note_marker", start, message)
                return None
        if kind := self._touching(start, at):
            return kind
        return "stage" if (start, at + 1) == self._whole else "supplied"

    def _touching(self, start: int, at: int) -> str | None:
        """Return the kind of a bracket that is a part of a word, or None."""
        before = self._is_letter(start - 1) and self._is_letter(start + 1)
        after = self._is_letter(at + 1) and self._is_letter(at - 1)
        if not (before or after) or _SPACE.search(self.text, start + 1, at):
            return None
        words = self.text[start + 1 : min(at, start + LONGEST_PHRASE)]
        if sum(map(str.isalpha, words)) == 1:
            return "alteration"
        # An ending has a stem before it: `K[ing]` is an initial, `be[ing]` is not.
        inflected = before and not after and self._is_letter(start - 2)
        return "alteration" if inflected and self.phrases.is_inflection(words) else "expansion"

    def _is_letter(self, offset: int) -> bool:
        """Whether a letter, or a mark upon one, is at *offset*."""
        character = self.text[offset : offset + 1] if offset >= 0 else ""
        return bool(character) and unicodedata.category(character)[0] in "LM"


def _choice(wrong: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(wrong, known, 1)
    return f"did you mean `{near[0]}`?" if near else f"it may be {', '.join(known)}"
