"""Finding entities by their names: one at a time for a role, and all in running text.

Names are compared after ``fold``: blind to white space and to Unicode form, and to nothing else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ._likeness import may_be_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_archival.model.entities import Entity

__all__ = ["NameIndex", "NameMatch", "NameMatcher", "fold", "tokens_of"]

# How like a misspelling a name must be (difflib's own default), and how many names that share the
# most pairs of letters with it are compared letter by letter.
_LIKE_ENOUGH = 0.6
_COMPARED = 40
_LONGEST_COMPARED = 100
# So many words can be asked for one by one.
_FEW = 32
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The form in which names are compared: NFC, one blank for white space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class NameIndex:
    """Entities by key, by name, and by any other written form."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._kinds: dict[str, str] = {}
        # Keys before names before the rest: of two meanings the more definite one holds.
        self._exact: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        self._caseless: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for entity in entities:
            self._kinds[entity.key] = entity.kind
            forms = ((entity.key,), (entity.name,), (*entity.variants, *entity.labels))
            for rank, written in enumerate(forms):
                for form in dict.fromkeys(map(fold, written)):
                    _add(self._exact[rank], form, entity.key)
                    _add(self._caseless[rank], form.casefold(), entity.key)

    def find(self, text: str, kind: str | None = None) -> tuple[str, ...]:
        """The keys of the entities that ``text`` names: none, one, or several if ambiguous.

        By key, else by name, else by variant or label, as written; else the same without regard
        to case. ``kind`` leaves out entities of other kinds.
        """
        form = fold(text)
        for tables, wanted in ((self._exact, form), (self._caseless, form.casefold())):
            for table in tables:
                keys = [key for key in table.get(wanted, ()) if kind in {None, self._kinds[key]}]
                if keys:
                    return tuple(keys)
        return ()

    def suggest(self, text: str, kind: str | None = None, limit: int = 3) -> tuple[str, ...]:
        """The written forms nearest to ``text``, nearest first, at most ``limit``."""
        wanted = fold(text).casefold()[:_LONGEST_COMPARED]
        shared: Counter[str] = Counter()
        for pair in _letter_pairs(wanted):
            shared.update(self._forms_by_pair.get(pair, ()))
        fitting = (
            form
            for form, _ in shared.most_common()
            if kind is None or kind in self._form_kinds[form]
        )
        matcher = SequenceMatcher(b=wanted)
        likeness: dict[str, float] = {}
        for form in islice(fitting, _COMPARED):
            matcher.set_seq1(form.casefold())
            likeness[form] = matcher.ratio()
        nearest = sorted(likeness, key=lambda form: (-likeness[form], form))
        return tuple(
            form
            for form in nearest
            if likeness[form] >= _LIKE_ENOUGH and may_be_meant(wanted, form.casefold())
        )[:limit]

    @cached_property
    def _form_kinds(self) -> dict[str, set[str]]:
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for table in self._exact:
            for form, keys in table.items():
                kinds[form].update(self._kinds[key] for key in keys)
        return kinds

    @cached_property
    def _forms_by_pair(self) -> dict[str, list[str]]:
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for form in self._form_kinds:
            for pair in _letter_pairs(form.casefold()):
                forms[pair].append(form)
        return forms


def _add(table: dict[str, list[str]], form: str, key: str) -> None:
    keys = table.setdefault(form, [])
    if key not in keys:
        keys.append(key)


def _letter_pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


class NameMatch(NamedTuple):
    """A name in a text: ``text[start:end]`` names the entity ``key``."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class _Branch:
    """Where names part: the next token of each, and what ends here.

    ``key`` is None if no name ends here, and empty if one does that may not be linked.
    """

    key: str | None = None
    further: dict[str, _Branch] = field(default_factory=dict)


class NameMatcher:
    """Names in running text, for links that nobody wrote.

    A name is linked if it belongs to one entity only, of whatever kind, and that entity has
    ``autolink``. Any other name is left alone, and so are the shorter names inside it: in
    ``Kim Il Sung University`` no ``Kim Il Sung`` is meant.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        owners: dict[str, list[Entity]] = {}
        for entity in entities:
            for name in dict.fromkeys(map(fold, entity.names)):
                owners.setdefault(name, []).append(entity)
        self._root = _Branch()
        self._names: dict[str, str] = {}
        for name, (entity, *others) in owners.items():
            branch = self._root
            for token in _tokens(name):
                branch = branch.further.setdefault(token, _Branch())
            branch.key = entity.key if entity.autolink and not others else ""
            self._names[name] = branch.key
        self._starts = _starts_of(self._root.further)

    @cached_property
    def digests(self) -> dict[str, str]:
        """A digest of the names that begin with each token, by that token.

        What is found in a text depends on those of its own tokens alone (``tokens_of``).
        """
        beginning: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(self._names):
            first = next(_tokens(name), None)
            if first is not None:
                beginning[first].append((name, self._names[name]))
        return {
            token: hashlib.sha256(repr(names).encode()).hexdigest()[:16]
            for token, names in beginning.items()
        }

    def find(self, text: str) -> list[NameMatch]:
        """The names in ``text``, in order, the leftmost and then the longest first.

        Upper and lower case matter; a letter, a digit or a combining mark at either side is no
        boundary; offsets are those of ``text`` as given.
        """
        form = _Form.of(text)
        further = self._root.further
        # In another form than NFC, or with marks that are no letters, any token may begin a name.
        is_plain = form.is_composed and form.pattern is _token_pattern("")
        starts = self._starts if is_plain else form.pattern
        matches = []
        after = 0
        # Few words begin a name: the others are looked up, and no more is made of them.
        for found in starts.finditer(text):
            word = found[0] if form.is_composed else unicodedata.normalize("NFC", found[0])
            branch = further.get(word)
            if branch is None:
                continue
            start = found.start()
            if start < after or not _is_boundary(text, start - 1):
                continue
            end, key = _longest(text, form, branch, found.end())
            if key:
                matches.append(NameMatch(start, end, key))
            after = max(after, end)
        return matches


def _longest(text: str, form: _Form, branch: _Branch, at: int) -> tuple[int, str]:
    """The longest name whose first token ends at an offset: its end, and its key if it has one."""
    end, key = 0, ""
    while True:
        if branch.key is not None and _is_boundary(text, at):
            end, key = at, branch.key
        following = form.following.match(text, at) if branch.further else None
        if following is None:
            return end, key
        token = following[0]
        if token[0].isspace():
            token = f" {token.lstrip()}"
        if not form.is_composed:
            # Token by token, which keeps the offsets: nothing composes across two of them.
            token = unicodedata.normalize("NFC", token)
        further = branch.further.get(token)
        if further is None:
            return end, key
        branch, at = further, following.end()


def tokens_of(text: str) -> set[str]:
    """The tokens of ``text``: what a name in it can begin with."""
    if unicodedata.is_normalized("NFC", text) and not _marks(text):
        # Word by word, and the signs all at once: there are few different ones.
        signs = {sign for sign in set(text) if not (sign.isalnum() or sign.isspace())}
        return signs.union(_WORD.findall(text))
    found = _token_pattern(_marks(text)).findall(text)
    return {unicodedata.normalize("NFC", token) for token in found}


class _Form(NamedTuple):
    """What a text is made of: how to find its tokens, and whether they are in NFC already.

    A token is a word or a sign; ``following`` finds one with the white space before it.
    """

    pattern: re.Pattern[str]
    following: re.Pattern[str]
    is_composed: bool

    @classmethod
    def of(cls, text: str) -> _Form:
        marks = _marks(text)
        is_composed = unicodedata.is_normalized("NFC", text)
        return cls(_token_pattern(marks), _following_pattern(marks), is_composed)


def _tokens(name: str) -> Iterator[str]:
    """The tokens of a folded name, with a blank in front where white space stands."""
    return (match[0] for match in _following_pattern(_marks(name)).finditer(name))


def _marks(text: str) -> str:
    """The combining marks of a text; for ``re`` they are neither letters nor white space."""
    if text.isascii():
        return ""
    return "".join(sorted(sign for sign in set(text) if unicodedata.category(sign)[0] == "M"))


@lru_cache(maxsize=256)
def _token_pattern(marks: str) -> re.Pattern[str]:
    mark = f"[{re.escape(marks)}]" if marks else "(?!)"
    return re.compile(rf"(?:[^\W_]|{mark})+|(?:[^\w\s]|_){mark}*")


@lru_cache(maxsize=256)
def _following_pattern(marks: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_token_pattern(marks).pattern})")


def _starts_of(first_tokens: Iterable[str]) -> re.Pattern[str]:
    """What finds the tokens that may begin a name, and passes over nearly all others at once."""
    tokens = sorted(first_tokens)
    initials = _class(token[0] for token in tokens if token[0].isalnum())
    signs = _class(token[0] for token in tokens if not token[0].isalnum())
    # The initial comes first, and what stands before it is looked at after: so the search for one
    # is a search for a set of characters, which ``re`` makes fast.
    words = rf"{initials}(?<![^\W_].)[^\W_]*" if initials else "(?!)"
    small = [token for token in tokens if token[0].islower()]
    if 0 < len(small) <= _FEW:
        # Most words begin with a small letter, and few names do: those are asked for by name.
        large = _class(t[0] for t in tokens if t[0].isalnum() and not t[0].islower())
        rest = "|".join(re.escape(token[1:]) for token in small)
        begins = rf"(?<={large})|(?={rest})" if large else rf"(?={rest})"
        words = rf"{initials}(?:{begins})(?<![^\W_].)[^\W_]*"
    return re.compile(rf"{words}|{signs}" if signs else words)


def _class(signs: Iterable[str]) -> str:
    """The set of *signs*, as ``re`` writes it, or nothing."""
    found = sorted(set(signs))
    return f"[{''.join(map(re.escape, found))}]" if found else ""


def _is_boundary(text: str, at: int) -> bool:
    """Whether what stands at an offset, if anything, is no part of a word."""
    return not 0 <= at < len(text) or unicodedata.category(text[at])[0] not in "LMN"
