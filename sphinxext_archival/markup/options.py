"""The options of a directive: declared once, and read as an editor wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True)
class DirectiveOption:
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


class Mended(NamedTuple):
    """An option that lacks a colon, as it was meant: its name and value, and what to say of it."""

    name: str
    value: str
    message: str

    @property
    def line(self) -> str:
        """The option as it should have been written."""
        return f":{self.name}: {self.value}".rstrip()


def mended(line: str, known: Collection[str], *, is_first: bool) -> Mended | None:
    """Return the option of a *known* name that *line* was meant to be, if it lacks a colon.

    Without the first colon it may be a line of text, if it *is_first*.
    """
    match = _ONE_COLON.match(line)
    if match is None or match["name"] not in known or len(match["first"] + match["second"]) != 1:
        return None
    if match["second"] and is_first:
        return None
    which = "first" if match["second"] else "second"
    meant = Mended(match["name"], match["value"] or "", "")
    message = (
        f"the option “{line.strip()}” lacks its {which} colon; it is read as “{meant.line}”; write "
        f"it so"
    )
    return meant._replace(message=message)


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
    that lack a colon.
    """

    def __init__(self, lines: Sequence[str], known: Collection[str]) -> None:
        """Take the lines of the directive, from its opening on, and the names of its options."""
        self._values: dict[str, tuple[int, str]] = {}
        self.continued: dict[str, str] = {}
        self.mended: dict[str, Mended] = {}
        name = indent = ""
        for number, line in enumerate(lines[1:], start=1):
            match = _OPTION.match(line)
            if match is not None:
                name, indent = match["name"], line[: match.start("name") - 1]
                self._values.setdefault(name, (number, match["value"] or ""))
            elif name and line.startswith(f"{indent} ") and line.strip():
                self.continued.setdefault(name, line.strip())
            elif slip := mended(line, known, is_first=not name):
                name, indent = slip.name, line[: len(line) - len(line.lstrip())]
                self._values.setdefault(name, (number, slip.value))
                self.mended[name] = slip
            elif name or line.strip():
                break

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
