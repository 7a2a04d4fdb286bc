"""The options of a directive: declared once, and read as an editor wrote them."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from docutils.parsers.rst import directives

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

_OPENING = re.compile(r"\s*(\.\. |([`~:])\2\2+\{)")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):(?:\s+(?P<value>.*?))?\s*\Z")
_ONE_COLON = re.compile(
    r"\s*(?P<first>:?)(?P<name>[\w-]+)(?P<second>:?)(?:\s+(?P<value>.*?))?\s*\Z"
)
_FENCE = re.compile(r"\s*(?P<signs>[`~:]{3,})\{")
_FIELD = re.compile(r"[a-z][a-z-]*:(?: |$)")
_QUOTED = re.compile(r"""(?P<quote>["']).*(?P=quote)\Z""", re.DOTALL)


class DirectiveOption(NamedTuple):
    """One option of a directive: its name, and what it means (for the reference page)."""

    name: str
    meaning: str


class _AnyOption(dict[str, "Callable[[str], str]"]):
    """An option spec that takes every name.

    docutils throws a directive away, words and all, for one misspelt option. We take them all and
    report those we do not know ourselves.
    """

    def __bool__(self) -> bool:
        """Say that there are options: docutils does not look for any where there can be none."""
        return True

    def __missing__(self, _name: str) -> Callable[[str], str]:
        return directives.unchanged


def option_spec(options: tuple[DirectiveOption, ...]) -> dict[str, Callable[[str], str]]:
    """Return the ``option_spec`` of a directive with *options*."""
    return _AnyOption({option.name: directives.unchanged for option in options})


class Option(NamedTuple):
    """An option as it was meant, and, if it lacks a colon, which of them and what to say of it."""

    name: str
    value: str
    slip: str = ""
    is_without_first: bool = False

    @property
    def line(self) -> str:
        """The option as it should have been written."""
        return f":{self.name}: {self.value}".rstrip()


def option_in(line: str, known: Collection[str], *, is_first: bool) -> Option | None:
    """Return the option that is written in *line*, with or without both of its colons.

    What lacks one has a *known* name; without the first it may be text, if the line *is_first*.
    """
    match = _OPTION.match(line)
    if match is not None:
        option = Option(match["name"], match["value"] or "")
        return option if _is_name(option.name, known) else None
    match = _ONE_COLON.match(line)
    if match is None or match["name"] not in known or len(match["first"] + match["second"]) != 1:
        return None
    if match["second"] and is_first:
        return None
    option = Option(match["name"], match["value"] or "", is_without_first=bool(match["second"]))
    which = "first" if option.is_without_first else "second"
    slip = f"“{line.strip()}” lacks its {which} colon; it is read as “{option.line}”; write it so"
    return option._replace(slip=slip)


def _is_name(name: str, known: Collection[str]) -> bool:
    """Say whether *name* is meant as that of an option: a speaker label between colons is none."""
    return name.islower() or bool(difflib.get_close_matches(name.lower(), known, 1))


def repeated(name: str, taken: str) -> str:
    """Say that the option *name* stands more than once, and which value is *taken*."""
    return f"the option “:{name}:” is written twice; “{taken}” is taken; write it once"


def is_opening(line: str) -> bool:
    """Say whether a directive begins with *line*, in either language."""
    return _OPENING.match(line) is not None


def content_of(lines: Sequence[str]) -> list[str]:
    """Return the lines of a directive of Markdown between its fences; *lines* begin with it."""
    opening = _FENCE.match(lines[0]) if lines else None
    if opening is None:
        return []
    content = []
    for line in lines[1:]:
        closing = line.strip()
        if closing.startswith(opening["signs"]) and not closing.strip(opening["signs"][0]):
            break
        content.append(line)
    return content


def are_options(lines: Sequence[str]) -> bool:
    """Say whether *lines*, which begin with a line of dashes, begin with options in YAML."""
    end = next((at for at, line in enumerate(lines) if at and line.startswith("---")), None)
    if end is None:
        return False
    fields = [line for line in lines[1:end] if line.strip() and not line.startswith((" ", "#"))]
    return all(map(_FIELD.match, fields))


class WrittenOptions:
    """The option lines of a directive, as they were written.

    ``continued`` has the second line of each option that has more than one, and ``mended`` those
    that lack a colon. ``refused`` are lines that stand among them and are none, by their numbers;
    ``repeated`` are the numbers of those whose name stands above already, and ``end`` is the number
    of the line below them all.
    """

    def __init__(
        self, lines: Sequence[str], known: Collection[str], *, kept: str | None = None
    ) -> None:
        """Take the lines of the directive, from below its opening on, and its options' names.

        *kept* is the line with which its content begins.
        """
        self._values: dict[str, tuple[int, str]] = {}
        self.continued: dict[str, str] = {}
        self.mended: dict[str, Option] = {}
        self.refused: dict[int, str] = {}
        self.repeated: dict[int, str] = {}
        self.end = 1
        self._read(lines, known, kept)

    def _read(self, lines: Sequence[str], known: Collection[str], kept: str | None) -> None:
        name = indent = ""
        for number, line in enumerate(lines, start=1):
            is_next = number == self.end and bool(line.strip())
            option = option_in(line, known, is_first=not name)
            if option is not None:
                name, indent = option.name, line[: len(line) - len(line.lstrip())]
                if name in self._values:
                    self.repeated[number] = name
                self._values.setdefault(name, (number, option.value))
                if option.slip:
                    self.mended[name] = option
            elif is_next and line.lstrip().startswith(":") and line != kept:
                self.refused[number] = line
            elif name and line.startswith(f"{indent} ") and line.strip():
                self.continued.setdefault(name, line.strip())
                is_next = False
            elif name or line.strip():
                break
            self.end += is_next

    @property
    def is_spoilt(self) -> bool:
        """Whether a line among them is no option, for which MyST drops all of them."""
        return bool(self.mended or self.refused)

    @property
    def are_words_lost(self) -> bool:
        """Whether MyST has words among the options, or an option among the words."""
        return bool(self.refused) or any(it.is_without_first for it in self.mended.values())

    def line(self, name: str) -> int:
        """Return how many lines below the opening the option *name* stands; 0 if nowhere."""
        return self._values.get(name, (0, ""))[0]

    def lost(self, read: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the name and value of each option that MyST has *read* otherwise than written.

        It reads options as YAML: `` #`` begins a comment, and a quotation mark that does not close
        the value spoils all options of the directive.
        """
        for name, (_number, written) in self._values.items():
            value = read.get(name)
            if value == written or (value is not None and _QUOTED.match(written)):
                continue
            if value is None or written.startswith(value):
                yield name, written
