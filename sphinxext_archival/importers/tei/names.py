"""Names of persons and things, as they are written and as they are filed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .source import children, local, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["name_of", "turned"]

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]{1,4}|(?:Ph\.?D|M\.?D)\.?")
_FAMILY = ("nameLink", "surname")
_LAST = ("genName", "addName")


def turned(text: str) -> tuple[str, str]:
    """Return a name that may be turned, ``Kennedy, John F.``, straight and as it is filed.

    Without a comma it is straight, and the second is empty.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or not all(parts) or len(parts) > 3:  # noqa: PLR2004
        return text, ""
    family, given, *suffix = parts
    if _SUFFIX.fullmatch(given):
        return " ".join([*suffix, family]) + f", {given}" if suffix else text, text
    name = f"{given} {family}"
    if not suffix:
        return name, text
    return (f"{name}, {suffix[0]}" if _SUFFIX.fullmatch(suffix[0]) else f"{suffix[0]} {name}"), text


def name_of(element: Element) -> tuple[str, str]:
    """Return a name straight, and the form under which it is filed, where its parts say that."""
    parts: dict[str, list[str]] = {}
    for part in element.iter("{*}*"):
        if part is not element and not any(True for _ in children(part)):
            parts.setdefault(local(part), []).append(words_of(part))
    given = " ".join(filter(None, parts.get("forename", [])))
    family = " ".join(filter(None, [it for name in _FAMILY for it in parts.get(name, [])]))
    if not family:
        return turned(words_of(element)) if local(element) == "persName" else (words_of(element), "")  # fmt: skip # noqa: E501
    last = " ".join(it for name in _LAST for it in parts.get(name, []))
    name = " ".join(filter(None, [given, family, last]))
    return name, ", ".join(filter(None, [family, given, last]))
