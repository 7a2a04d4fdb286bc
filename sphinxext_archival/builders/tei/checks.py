"""What is written is checked: against our schema, and by rules that no grammar can say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...diagnostics import Diagnostic, warn
from ...writers.tei.elements import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree import ElementTree as ET

    from .pointers import Pointers

    Place = str | tuple[str, int | None]

SCHEMA = Path(__file__).parent / "schema" / "archival.rng"

POINTERS = ("who", "ref", "resp", "hand", "corresp", "sameAs", "target")
"""Attributes that point somewhere: to an id of the same file, or of another one of ours."""

_BRACKET = re.compile(r"[\[\]]")
_PRINTED_AS_IT_IS = frozenset({"code", "formula", "figDesc", "sic", "speaker", "ref"})
_NO_TEXT = frozenset({("div", "editorial"), ("note", "speaker")})
_STEP = re.compile(r"/\*(?:\[(\d+)\])?|/(?:\w+:)?\w+(?:\[(\d+)\])?")
_MOST = 20
"""So many faults of one file are told; the others are counted."""


class Checker:
    """Checks file after file; what is wrong is a warning that names the line of the edition."""

    def __init__(self, pointers: Pointers) -> None:
        """Read the schema once; without the library that reads it the rules alone are checked."""
        self.pointers = pointers
        self.registers = {f"{name}.xml" for name in _FILES}
        self.ids = set(pointers.ids.values())
        self.schema: Any = None
        try:
            from lxml import etree  # noqa: PLC0415 (it is slow to import, and no other builder wants it)
        except ImportError:  # the extra `tei` is not installed
            warn(
                Diagnostic.TEI,
                "tei: lxml is not installed, and the files are not checked against the schema; "
                "run: pip install 'sphinxext-archival[tei]'",
            )
            return
        self.schema = etree.RelaxNG(etree.parse(SCHEMA))
        self._read = etree.fromstring

    def check(
        self,
        file: str,
        root: ET.Element,
        made: bytes,
        place_of: Callable[[ET.Element], Place | None],
        docname: str,
    ) -> None:
        """Check the tree *root* and the bytes *made* of it.

        *place_of* says where an element stands in the project, else it is the page *docname*.
        """
        parents = {child: parent for parent in root.iter() for child in parent}

        def place(at: ET.Element | None) -> Place:
            while at is not None:
                if found := place_of(at):
                    return found
                at = parents.get(at)
            return docname, None

        wrong = [*faults(root, self._resolves), *self._against_schema(root, made)]
        for at, fault in wrong[:_MOST]:
            warn(Diagnostic.TEI, f"tei: {file}: {fault}", place(at))
        if len(wrong) > _MOST:
            more = len(wrong) - _MOST
            warn(Diagnostic.TEI, f"tei: {file}: and {more} more of the kind", (docname, None))

    def _resolves(self, pointer: str) -> bool:
        """Say whether a *pointer* to another file leads somewhere, as far as it is ours."""
        file, _sign, anchor = pointer.partition("#")
        if "://" in file or file.startswith("mailto:") or not anchor:
            return True
        if file in self.registers:
            return anchor in self.ids
        return self.pointers.is_known(file, anchor)

    def _against_schema(self, root: ET.Element, made: bytes) -> Iterator[tuple[ET.Element, str]]:
        if self.schema is None:
            return
        tree = self._read(made)
        if self.schema.validate(tree):
            return
        # What holds a fault is called wrong as well: the innermost is what an editor can see.
        told: list[str] = []
        for error in sorted(
            self.schema.error_log, key=lambda error: -(error.path or "").count("/")
        ):
            path = error.path or ""
            # That an element is one too many may be said of any one beside it.
            around = path.rpartition("/")[0] if "extra content" in error.message else path
            if any(f"{other}/".startswith(f"{around}/") for other in told):
                continue
            told.append(path)
            at = _element_at(root, path)
            yield at, f"the schema does not allow it: {error.message} (at <{at.tag}>)"


_FILES = ("listPerson", "listOrg", "listPlace", "listEvent", "listBibl", "listConcept")


def _element_at(root: ET.Element, path: str) -> ET.Element:
    """Return the element at a *path* of libxml2, ``/*/*[3]/*``, as far as it goes."""
    at = root
    for step in list(_STEP.finditer(path))[1:]:
        number = int(step[1] or step[2] or 1)
        if number > len(at):
            break
        at = at[number - 1]
    return at


def faults(root: ET.Element, resolves: Any) -> Iterator[tuple[ET.Element, str]]:
    """Yield what no grammar can say and is wrong in *root*: the element, and a sentence on it.

    *resolves* says whether a pointer to another file leads somewhere.
    """
    ids = Counter(own for each in root.iter() if (own := each.get(ID)))
    for each in root.iter():
        own = each.get(ID)
        if own and ids[own] > 1:
            yield each, f"the id “{own}” stands {ids[own]} times, and may stand once"
            ids[own] = 1
        for name in POINTERS:
            for pointer in each.get(name, "").split():
                is_here = pointer.startswith("#")
                if pointer[1:] not in ids if is_here else not resolves(pointer):
                    yield each, f"@{name} of <{each.tag}> points to “{pointer}”, which is nowhere"
    yield from _notes(root)
    for body in root.iter("body"):
        if body in root.findall("text/body"):
            yield from _raw_brackets(body)


def _notes(root: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Yield notes whose marker is not one: a note stands at its first, pointers at the others."""
    notes = {own: note for note in root.iter("note") if (own := note.get(ID))}
    for pointer in root.iter("ptr"):
        if pointer.get("type") == "note" and pointer.get("target", "")[1:] not in notes:
            yield pointer, f"the marker {pointer.get('n', '')} has no note"
    seen: set[tuple[str, str]] = set()
    for note in notes.values():
        if note.get("place") != "bottom":
            continue
        numbered = note.get("type", ""), note.get("n", "")
        if numbered in seen:
            yield note, f"two notes of the type “{numbered[0]}” have the number {numbered[1]}"
        seen.add(numbered)
    for back in root.iter("back"):
        for note in back.iter("note"):
            yield note, f"the note {note.get('n', '')} has no marker in the text"


def _raw_brackets(element: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Yield words in which a bracket is left that should have become an element."""
    is_as_it_is = (
        element.tag in _PRINTED_AS_IT_IS
        or element.get("rend", "").startswith(("preformatted", "monospace"))
        or (element.tag, element.get("type")) in _NO_TEXT
    )
    if not is_as_it_is and element.text and _BRACKET.search(element.text):
        yield element, _about_bracket(element.text)
    for child in element:
        if not is_as_it_is:
            yield from _raw_brackets(child)
            if child.tail and _BRACKET.search(child.tail):
                yield element, _about_bracket(child.tail)


def _about_bracket(text: str) -> str:
    match = _BRACKET.search(text)
    assert match is not None  # noqa: S101 (it has been found)
    around = " ".join(text[max(0, match.start() - 20) : match.end() + 20].split())
    return f"a bracket is left in “{around}”: it is no insertion, and has no partner"
