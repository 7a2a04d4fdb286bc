"""Turns in files whose encoding has none: a name and a colon open a paragraph.

So are the conversations of *Foreign Relations of the United States* encoded (a name in italics),
and the minutes of committees (a name in capitals). One such paragraph proves nothing: `SUMMARY:`
opens one too. A document is a conversation where two and more speak, and one of them again.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..draft import (
    Emphasis,
    Entry,
    Feature,
    Heading,
    Insertion,
    ListBlock,
    Mention,
    NoteRef,
    Page,
    Paragraph,
    Strong,
    Text,
    Turn,
    inline_text,
    inner_blocks,
    walk_inline,
)
from ..register import key_for
from .names import turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..draft import Block, Inline
    from .reading import Reading

__all__ = ["find_turns"]

_LONGEST = 60
_MOST_WORDS = 7
_REMARK = re.compile(r"\s*[\[(][^\])]*[\])]\s*\Z")
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Gen|Adm|Amb|Sen|Rep|Sec|Secretary|Ambassador|President|General|"
    r"Admiral|Minister|Chairman|Senator|Professor)\b\.?"
)
_SENTENCE = re.compile(r"[?!;“”\"]|\b[a-z]{4,}\.\s|,\s.*,")
_NEAR = 0.85
_STRAY = frozenset(":;.,")


@dataclass(slots=True)
class _Candidate:
    """A paragraph that may open a turn: its label, the words after it, why it may be one."""

    label: str
    said: tuple[Inline, ...]
    marks: tuple[Inline, ...]
    key: str
    is_capitals: bool
    is_set_apart: bool
    is_glued: bool

    @property
    def is_strong(self) -> bool:
        return self.is_capitals or bool(self.key)


def find_turns(blocks: list[Block], reading: Reading) -> list[Block]:
    """Return *blocks* with the turns in them; without, where they are no conversation."""
    found = {id(it): candidate for it in blocks
             if isinstance(it, Paragraph) and (candidate := _candidate(it))}  # fmt: skip
    counted = Counter(_bare(candidate.label) for candidate in found.values())
    strong = {_bare(candidate.label) for candidate in found.values() if candidate.is_strong}
    if len(strong) < 2 or max(counted[label] for label in strong) < 2:  # noqa: PLR2004
        return blocks
    first = next(
        at for at, it in enumerate(blocks) if (here := found.get(id(it))) and here.is_strong
    )
    capitals = sum(candidate.is_capitals for candidate in found.values())
    is_in_capitals = 2 * capitals > sum(candidate.is_strong for candidate in found.values())
    speakers = _Speakers(reading, blocks[:first], counted, is_in_capitals=is_in_capitals)
    grouped: list[Block] = []
    turn: Turn | None = None
    for block in blocks:
        candidate = found.get(id(block))
        if candidate is not None and speakers.accept(candidate):
            key, confidence, rule = speakers.key_of(candidate)
            turn = _turn(candidate, key, block)
            grouped.append(turn)
            reading.turn_found(key, candidate.label, rule, confidence, turn.line)
        elif turn is None or isinstance(block, Heading) or _is_seal(block):
            turn = None
            grouped.append(block)
        else:
            turn.blocks.append(block)
    return grouped


def _turn(candidate: _Candidate, key: str, block: Block) -> Turn:
    words = Paragraph((*candidate.marks, *candidate.said), block.line)
    turn = Turn((Text(candidate.label),), (key,), [words], block.line)
    turn.glued = candidate.is_glued
    return turn


def _is_seal(block: Block) -> bool:
    """Say whether *block* is a signature or a dateline, which closes the document."""
    if not isinstance(block, Paragraph):
        return False
    words = [it for it in block.content if not isinstance(it, Page | NoteRef)]
    return len(words) == 1 and isinstance(words[0], Feature) and words[0].name != "deleted"


def _bare(label: str) -> str:
    return " ".join(_REMARK.sub("", label.rstrip(":;., ")).replace("·", ".").split())


def _candidate(paragraph: Paragraph) -> _Candidate | None:
    flat = inline_text(paragraph.content)
    at = flat.find(":", 0, _LONGEST + 1)
    if at <= 0:
        return None
    label = flat[:at]
    # A stray sign, or a space that is missing, behind a label in capitals is a slip of the source.
    end = at + 1
    while label.upper() == label and flat[end : end + 1] in _STRAY:
        end += 1
    following = flat[end : end + 1]
    is_glued = following.isalpha() and following.isupper() and label.upper() == label
    if not (following in {" ", ""} or is_glued):
        return None
    bare = _bare(label)
    if not bare[:1].isupper() or len(bare.split()) > _MOST_WORDS or _SENTENCE.search(bare):
        return None
    before, after = split_inline(paragraph.content, end)
    if not inline_text(after).strip():
        return None
    items = list(walk_inline(before))
    marks = tuple(it for it in items if isinstance(it, NoteRef | Page))
    keys = [it.key for it in items if isinstance(it, Mention) and it.kind == "person"]
    letters = [sign for sign in re.sub(r"\bMc(?=[A-Z])", "MC", bare) if sign.isalpha()]
    is_capitals = len(letters) > 2 and all(sign.isupper() for sign in letters)  # noqa: PLR2004
    words = [it for it in before if not isinstance(it, Page | NoteRef)]
    is_set = all(isinstance(it, Emphasis | Strong) or not inline_text([it]).strip(" :")
                 for it in words)  # fmt: skip
    key = keys[0] if len(keys) == 1 and (is_set or len(bare.split()) <= 4) else ""  # noqa: PLR2004
    if not (is_capitals or key or is_set or _TITLE.match(bare)):
        return None
    return _Candidate(flat[:end], after, marks, key, is_capitals, is_set, is_glued)


def split_inline(
    content: Sequence[Inline], at: int
) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return *content* before and from the offset *at* of its printed words."""
    before: list[Inline] = []
    after: list[Inline] = []
    for item in content:
        length = len(inline_text([item]))
        if at <= 0 and length:
            after.append(item)
        elif length <= at:
            (after or before).append(item)
            at -= length
        elif isinstance(item, Text):
            before.append(Text(item.text[:at]))
            after.append(Text(item.text[at:]))
            at = 0
        elif isinstance(item, Emphasis | Strong | Feature | Mention | Insertion):
            shift = isinstance(item, Insertion)
            first, second = split_inline(item.content, at - shift)
            before.append(replace(item, content=first))
            if inline_text(second).strip():
                after.append(replace(item, content=second))
            at = 0
        else:
            before.append(item)
            at = 0
    if after and isinstance(after[0], Text):
        after[0] = Text(after[0].text.lstrip())
    return tuple(before), tuple(it for it in after if not isinstance(it, Text) or it.text)


class _Speakers:
    """Tells who is meant by a label, by those whom the document lists before it begins."""

    def __init__(
        self,
        reading: Reading,
        above: Sequence[Block],
        counted: Counter[str],
        *,
        is_in_capitals: bool,
    ) -> None:
        self._reading = reading
        self._counted = counted
        self._is_in_capitals = is_in_capitals
        self._keys: dict[str, tuple[str, float, str]] = {}
        self._listed: list[tuple[str, str]] = []
        self._named: dict[str, str] = {}
        for block in inner_blocks(above):
            if isinstance(block, ListBlock):
                self._listed += [_listed(item) for item in block.items]

    def accept(self, candidate: _Candidate) -> bool:
        """Say whether *candidate* opens a turn, in a document that is a conversation."""
        bare = _bare(candidate.label)
        if candidate.is_strong or (self._counted[bare] > 1 and not self._is_in_capitals):
            return True
        return any(self._of_list(bare)) or bool(_TITLE.match(bare))

    def key_of(self, candidate: _Candidate) -> tuple[str, float, str]:
        """Return the key of who speaks, how sure that is, and the rule."""
        bare = _bare(candidate.label)
        if candidate.key:
            self._keys.setdefault(bare, (candidate.key, 0.99, "name-and-colon"))
            return candidate.key, 0.99, "name-and-colon"
        if bare not in self._keys:
            self._keys[bare] = self._found(bare)
        return self._keys[bare]

    def _found(self, bare: str) -> tuple[str, float, str]:
        near = self._misspelt(bare)
        if near and near in self._keys:
            key = self._keys[near][0]
            return key, 0.7, "label-misspelt"
        key, name, said = self._of_list(bare)
        if key:
            return key, 0.85, "label-and-list"
        sort = turned(name)[1] if name else ""
        family = name.split()[-1] if name else ""
        fields = {"kind": "person", "name": name or _spelled(bare)}
        if name and not sort and len(name.split()) > 1:
            fields["sort"] = f"{family}, {' '.join(name.split()[:-1])}"
        if said:
            fields["note"] = said if said.endswith(".") else f"{said}."
        known = self._named.get(name) if name else None
        if known:
            return known, 0.85, "label-and-list"
        key = key_for(fields.get("sort", fields["name"]), self._reading.used)
        self._named[name] = key
        self._reading.used[key] = Entry(key, fields)
        return key, 0.9 if name else 0.8, "label-and-list" if name else "label-in-capitals"

    def _misspelt(self, bare: str) -> str:
        """Return the label that a label which stands once was probably meant to be."""
        if self._counted[bare] > 1:
            return ""
        size = len(re.findall(r"\w+", bare))
        others = [it for it, number in self._counted.items()
                  if number > 1 and len(re.findall(r"\w+", it)) == size]  # fmt: skip
        return next(iter(difflib.get_close_matches(bare, others, 1, _NEAR)), "")

    def _of_list(self, bare: str) -> tuple[str, str, str]:
        """Return the key, else the name, of the one listed whom *bare* names, and what he is."""
        wanted = [
            word.casefold() for word in re.findall(r"[^\W\d_]{2,}", _TITLE.sub("", bare.title()))
        ]
        wanted = [word for word in wanted if word not in {"the", "mr", "mrs", "ms", "dr", "miss"}]
        initials = [it.casefold() for it in re.findall(r"\b([^\W\d_])\.", bare)]
        title = re.sub(r"(?i)\Athe\s+", "", bare).casefold()
        found = []
        for words, key in self._listed:
            name, _, said = words.partition(",")
            parts = [it.casefold() for it in re.findall(r"[^\W\d_]{2,}", name)]
            given = [it.casefold() for it in re.findall(r"\b[^\W\d_]", name)][:-1]
            if not set(initials) <= set(given):
                continue
            is_named = bool(parts) and wanted[-1:] == parts[-1:] and set(wanted) <= set(parts)
            is_titled = bool(title) and (
                name.casefold().startswith(f"{title} ")
                or re.match(rf"{re.escape(title)}\b", said.strip().casefold()) is not None
            )
            if is_named or (is_titled and wanted in ([], [title])):
                found.append((key, name.strip(), said.strip()))
        found = list(dict.fromkeys(found))
        if len(found) != 1:
            return "", "", ""
        key, name, said = found[0]
        name = re.sub(r"\A(?:Dr|Mr|Mrs|Ms|Miss|Prof)\.? ", "", name)
        return key, name, said


def _listed(item: Sequence[Block]) -> tuple[str, str]:
    """Return the words of an item of a list, and the key of the person that it names."""
    words, key = "", ""
    for block in item:
        if isinstance(block, Paragraph):
            words = words or " ".join(inline_text(block.content).split())
            keys = [it.key for it in walk_inline(block.content)
                    if isinstance(it, Mention) and it.kind == "person"]  # fmt: skip
            key = key or (keys[0] if len(keys) == 1 else "")
    return words, key


def _spelled(bare: str) -> str:
    """Return a label in capitals as a name is written."""
    return bare.title() if bare.isupper() else bare
