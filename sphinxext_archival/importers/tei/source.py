"""An XML file that nobody vouches for, parsed to a tree.

No entity is expanded, no DTD and nothing from the network is read, and depth and size are bounded:
a small file cannot stall or crash the reader. A file that is not well-formed is refused with the
line of its first error; words are never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from ..formats import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

__all__ = ["ROOTS", "XML_ID", "Source", "child", "children", "local", "parse", "words_of"]

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus", "teiCorpus.2", "dracorCorpus"})
"""The elements with which a file of TEI begins; P4 and DraCor have some of their own."""

_PARTS = frozenset({
    "listPerson", "listOrg", "listPlace", "listEvent", "standOff", "particDesc", "person", "org",
    "text", "body", "div", "taxonomy", "classDecl", "teiHeader", "listRelation",
})  # fmt: skip
"""Elements with which a file begins that another one includes."""

LARGEST = 200_000_000
"""The size in bytes of what is read; the largest volumes of documents have a tenth of it."""

DEEPEST = 120
"""How deep elements may stand in each other; texts have some twenty levels."""


@dataclass(slots=True)
class Source:
    """A parsed file: its root, and what is odd in it but harmless, each with its line."""

    root: Element
    problems: list[tuple[int, str]]
    name: str

    @property
    def is_part(self) -> bool:
        """Whether the file holds what others include, and no text."""
        return local(self.root) not in ROOTS


def parse(data: bytes, name: str) -> Source:
    """Return the tree of *data*, the bytes of a file called *name*.

    Raise :exc:`UnreadableError`, with the line where there is one, for what is too large, has
    declared entities, is not well-formed, or is no TEI.
    """
    try:
        from lxml import etree  # noqa: PLC0415 - an extra, which only this format needs
    except ImportError as error:
        advice = "TEI needs the package lxml: pip install 'sphinxext-archival[tei]'"
        raise UnreadableError(f"{name}: {advice}") from error
    if len(data) > LARGEST:
        raise UnreadableError(f"{name}: it is larger than {LARGEST // 1_000_000} MB")
    _look_at_prolog(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        # An identifier that is none (`xml:id="M+J"`) is no reason to read nothing: with this,
        # only what breaks the rules of well-formedness is fatal, and that is looked for below.
        recover=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_not_xml(name, error.lineno or 1, error.msg or "")) from error
    log = list(parser.error_log)
    for entry in log:
        if entry.level_name == "FATAL":
            raise UnreadableError(_not_xml(name, entry.line, entry.message))
    if root is None:
        raise UnreadableError(_not_xml(name, 1, "there is no element"))
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        # In an encoding that only this parser knows.
        raise UnreadableError(f"{name}: it declares entities, which are not expanded")
    _check_depth(root, name)
    if local(root) not in ROOTS | _PARTS:
        message = (
            f"{name}:{root.sourceline}: it is no TEI: it begins with <{local(root)}>, and a file "
            f"of TEI with <TEI> or <teiCorpus>"
        )
        raise UnreadableError(message)
    return Source(root, [(entry.line, entry.message.strip()) for entry in log], name)


class _Stop(Exception):  # noqa: N818 - it is no error
    """The prolog ends here."""


def _look_at_prolog(data: bytes, name: str) -> None:
    """Refuse a file that declares entities, before anything could expand them."""
    parser = expat.ParserCreate()

    def refuse(entity: str, *_more: object) -> None:
        message = (
            f"{name}:{parser.CurrentLineNumber}: it declares the entity “{entity}”; entities are "
            f"not expanded, for they can stand for any file, and for any amount of text: write "
            f"the characters themselves"
        )
        raise UnreadableError(message)

    def stop(*_more: object) -> None:
        raise _Stop

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except (_Stop, expat.ExpatError, ValueError, LookupError):
        return  # whatever is wrong with it, the reader itself says it better


_HELP = (
    ("Invalid bytes in character encoding", "it is in another encoding than it says, or says none"),
    ("encoding", "save it in UTF-8"),
    ("Premature end", "it was cut off"),
    ("Excessive depth", "elements stand in each other too deep"),
    ("Entity", "its DTD, which is not read, would declare it: write the character itself"),
    ("Document is empty", "it holds no XML"),
    ("'<' not found", "it holds no XML"),
)


def _not_xml(name: str, line: int, said: str) -> str:
    said = " ".join(said.split())
    advice = next((f" ({advice})" for part, advice in _HELP if part in said), "")
    return f"{name}:{max(line, 1)}: it is not well-formed XML: {said}{advice}"


def _check_depth(root: Element, name: str) -> None:
    depth = 0
    element: Element | None = root
    while element is not None:
        if depth > DEEPEST:
            message = f"elements stand in each other more than {DEEPEST} deep"
            raise UnreadableError(f"{name}:{element.sourceline}: {message}")
        first = element[0] if len(element) else None
        if first is not None:
            element, depth = first, depth + 1
            continue
        following = element.getnext()
        while following is None and element is not None and element is not root:
            element = element.getparent()
            depth -= 1
            following = element.getnext() if element is not None and element is not root else None
        element = following if element is not root else None


_BRACED = re.compile(r"\{[^}]*\}")


def local(element: Element) -> str:
    """Return the name of *element* without its namespace; nothing for a comment or an entity."""
    tag = element.tag
    return _BRACED.sub("", tag, count=1) if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the child elements that are called one of *names*; all of them without any."""
    for inner in element if element is not None else ():
        if isinstance(inner.tag, str) and (not names or local(inner) in names):
            yield inner


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element on the *path* of names below *element*, or None."""
    if element is None or not path:
        return element
    for inner in children(element, path[0]):
        found = child(inner, *path[1:])
        if found is not None:
            return found
    return None


def words_of(element: Element | None) -> str:
    """Return the text of *element* with single blanks, without that of notes in it."""
    if element is None:
        return ""
    parts: list[str] = []
    pending: list[Element | str] = [element]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if isinstance(item.tag, str) and (local(item) != "note" or item is element):
            pending += reversed([it for inner in item for it in (inner, inner.tail or "")])
            parts.append(item.text or "")
            if local(item) == "lb":
                parts.append(" ")
    return " ".join("".join(parts).split())
