"""The values of a register's fields: each from its YAML node, by the type that ``FIELDS`` gives.

Scalars are taken as the text that the editor wrote, so that ``born: 1931-03-02``, ``name: 1990``
and ``name: No`` mean what they say, whatever YAML thinks of them.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sphinxext_archival.model._register_source import ALIAS
from sphinxext_archival.model.dates import DateError, parse_date
from sphinxext_archival.model.entities import AUTHORITIES, FIELD_TYPES, ROLE_FIELDS, Field, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sphinxext_archival.model.dates import Date

    Report = Callable[[int, str, str], None]

__all__ = [
    "Written",
    "check_order",
    "did_you_mean",
    "line_of",
    "misplaced",
    "pairs_of",
    "read_value",
]

_YAML = "tag:yaml.org,2002:"
_PLAIN_TAGS = {
    f"{_YAML}{tag}"
    for tag in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
}
_LONGEST_FIELD = 30
_NULL = f"{_YAML}null"
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_DEGREES = r"([-+]?[0-9]{1,3}(?:\.[0-9]+)?)"
_POLE, _ANTIMERIDIAN = 90, 180
_COORDINATES = re.compile(rf"{_DEGREES}\s*,\s*{_DEGREES}")


class Written(NamedTuple):
    """A text of a list, with its line."""

    text: str
    line: int


class _RefusedError(Exception):
    """A value that does not fit: the code and the message of its problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def line_of(node: Node) -> int:
    """The line of a node, from 1."""
    return int(node.start_mark.line) + 1


def did_you_mean(written: str, known: Collection[str]) -> str:
    """The second half of a message: the nearest known word, or all of them."""
    # Only the first letters: comparing a long text would take long, and no field is long.
    near = get_close_matches(written[:_LONGEST_FIELD].casefold(), known, n=1)
    return f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(known)


def pairs_of(node: MappingNode, whose: str, report: Report) -> Iterator[tuple[str, int, Node]]:
    """Each field of a mapping with its line and value; of one written twice, the first."""
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = line_of(key)
        try:
            name = _text(key)
        except _RefusedError as refused:
            report(line, refused.code, f"in {whose}: {refused.message}")
            continue
        if name in lines:
            report(
                line,
                "duplicate_key",
                f"`{name}` stands twice in {whose}; first on line {lines[name]}",
            )
            continue
        lines[name] = line
        yield name, line, value


def read_value(field: Field, node: Node, report: Report) -> Any:
    """The value of a field, or None where it is empty or wrong; each problem is reported.

    text, url, identifier → ``str``; texts → list of ``Written``; date → ``Date``; roles → tuple of
    ``Role``; coordinates → (latitude, longitude) in degrees; flag → ``bool``.
    """
    if node.tag == _NULL:
        return None
    if field.type == "texts":
        return _texts(field, node, report)
    if field.type == "roles":
        return _roles(field, node, report)
    try:
        return _ONE[field.type](field, node)
    except _RefusedError as refused:
        report(line_of(node), refused.code, f"`{field.name}`: {refused.message}")
        return None


def misplaced(node: Node, message: str) -> tuple[str, str]:
    """The code and message of a value of the wrong shape; an alias has none that is right."""
    if node.tag != ALIAS:
        return "wrong_type", message
    return "syntax", (
        f"`{node.value}` is an alias to another place; write the value out, or in quotes if it "
        "begins with a star"
    )


def check_order(
    names: tuple[str, str], start: Date | None, end: Date | None, line: int, report: Report
) -> None:
    """Report an end that lies before its beginning, as by two dates exchanged."""
    if start and end and end.latest < start.earliest:
        first, last = names
        report(line, "bad_date", f"`{last}` ({end.edtf}) is before `{first}` ({start.edtf})")


def _text(node: Node) -> str:
    """A scalar as it was written; white space at its ends is YAML's, not the editor's."""
    if not isinstance(node, ScalarNode) or node.tag == ALIAS:
        found = "a list" if isinstance(node, SequenceNode) else "a mapping (`…: …`)"
        raise _RefusedError(*misplaced(node, f"a text is meant to stand here, not {found}"))
    if node.tag not in _PLAIN_TAGS:
        tag = node.tag.removeprefix(_YAML)
        raise _RefusedError("wrong_type", f"the YAML tag `{tag}` has no meaning in a register")
    return str(node.value).strip()


def _line_of_text(node: Node) -> str:
    """A text that has no lines of its own: a name, a title."""
    return " ".join(_text(node).split())


def _texts(field: Field, node: Node, report: Report) -> list[Written]:
    written = []
    for one in node.value if isinstance(node, SequenceNode) else [node]:
        try:
            text = "" if one.tag == _NULL else _line_of_text(one)
        except _RefusedError as refused:
            report(line_of(one), refused.code, f"`{field.name}`: {refused.message}")
            continue
        if text:
            written.append(Written(text, line_of(one)))
        else:
            report(line_of(one), "wrong_type", f"`{field.name}`: a text is missing here")
    return written


def _roles(field: Field, node: Node, report: Report) -> tuple[Role, ...]:
    if not isinstance(node, SequenceNode):
        report(line_of(node), *misplaced(node, f"`{field.name}` is {FIELD_TYPES['roles']}"))
        return ()
    roles = (_role(one, report) for one in node.value)
    return tuple(role for role in roles if role)


def _role(node: Node, report: Report) -> Role | None:
    if not isinstance(node, MappingNode):
        message = "a role is written `{title: …, from: …, to: …}`"
        report(line_of(node), *misplaced(node, message))
        return None
    values: dict[str, Any] = {}
    for name, line, value in pairs_of(node, "a role", report):
        if name in ROLE_FIELDS:
            values[name] = read_value(ROLE_FIELDS[name], value, report)
        else:
            hint = did_you_mean(name, ROLE_FIELDS)
            report(line, "unknown_field", f"`{name}` is not a field of a role; {hint}")
    start, end = values.get("from"), values.get("to")
    check_order(("from", "to"), start, end, line_of(node), report)
    if not values.get("title"):
        report(line_of(node), "missing_field", "a role has no `title`")
        return None
    return Role(values["title"], start, end)


def _line(field: Field, node: Node) -> str | None:
    return (_text(node) if field.name == "note" else _line_of_text(node)) or None


def _date(_field: Field, node: Node) -> Date:
    try:
        return parse_date(_text(node))
    except DateError as error:
        raise _RefusedError("bad_date", str(error)) from error


def _coordinates(_field: Field, node: Node) -> tuple[float, float]:
    parts = node.value if isinstance(node, SequenceNode) else [node]
    written = ", ".join(_text(part) for part in parts)
    match = _COORDINATES.fullmatch(written)
    if not match:
        raise _RefusedError("bad_identifier", f"`{written}` is not {FIELD_TYPES['coordinates']}")
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > _POLE or abs(longitude) > _ANTIMERIDIAN:
        raise _RefusedError(
            "bad_identifier",
            f"`{written}` is outside the globe; latitude (-90 to 90) comes before longitude "
            "(-180 to 180)",
        )
    return latitude, longitude


def _url(_field: Field, node: Node) -> str:
    text = _text(node)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    # `urlsplit` drops line breaks and tabs on the way.
    if parts.scheme not in {"http", "https"} or not parts.hostname or text != "".join(text.split()):
        raise _RefusedError("bad_url", f"`{text}` is not {FIELD_TYPES['url']}")
    return text


def _flag(_field: Field, node: Node) -> bool:
    text = _text(node)
    if text.casefold() not in _FLAGS:
        raise _RefusedError("wrong_type", f"`{text}` is not {FIELD_TYPES['flag']}")
    return _FLAGS[text.casefold()]


def _identifier(field: Field, node: Node) -> str:
    """An identifier in the form of its authority; blanks (as in a printed ISNI) are dropped."""
    written = _text(node)
    authority = AUTHORITIES[field.name]
    identifier = "".join(written.split())
    if authority.form.fullmatch(identifier):
        return identifier
    # A pasted address, a prefix or a small letter: the identifier is probably in it.
    tail = re.split(r"[/:]", identifier.rstrip("/"))[-1]
    near = next(
        (form for form in (tail, tail.upper(), tail.lower()) if authority.form.fullmatch(form)),
        None,
    )
    meant = f"write `{near}`" if near else f"it looks like `{authority.example}`"
    raise _RefusedError(
        "bad_identifier", f"`{written}` is not an identifier of {authority.title}; {meant}"
    )


_ONE: dict[str, Callable[[Field, Node], Any]] = {
    "kind": _line,
    "text": _line,
    "date": _date,
    "coordinates": _coordinates,
    "url": _url,
    "flag": _flag,
    "identifier": _identifier,
}
