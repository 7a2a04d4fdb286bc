"""What is known while a document is read: whom pointers mean, its notes, what was found."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..draft import Note, NoteRef, inline_text
from .source import XML_ID, local, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from ..draft import Block, Draft, Entry, Inline
    from .people import People

__all__ = ["File", "Reading"]

_KEY = re.compile(r"[^A-Za-z0-9_-]+")
_CALLS = frozenset({"ref", "ptr"})


class File:
    """What the documents of one file have in common.

    ``people`` are those whom the file and its neighbours list, ``documents`` the identifiers of its
    documents by their ``xml:id``. ``is_own``: this project has written it; ``is_spoken``: it has
    utterances, as Parla-CLARIN.
    """

    def __init__(self, root: Element, people: People, name: str) -> None:
        """Look through the file for notes that are called from elsewhere, and for hands."""
        self.people = people
        self.name = name
        self.documents: dict[str, str] = {}
        application = next(root.iter("{*}application", "application"), None)
        self.is_own = application is not None and application.get("ident") == "sphinxext-archival"
        self.is_spoken = next(root.iter("{*}u", "u"), None) is not None
        called = {
            element.get("target", "").strip().lstrip("#")
            for name in _CALLS
            for element in root.iter(f"{{*}}{name}", name)
            if element.get("target", "").startswith("#")
        }
        self.called: dict[str, Element] = {}
        self.named: dict[str, str] = {}
        for element in root.iter("{*}*"):
            identifier = element.get(XML_ID)
            if not identifier:
                continue
            if local(element) == "note" and identifier in called:
                self.called[identifier] = element
            elif local(element) in {"respStmt", "handNote"}:
                name_of = next(element.iter("{*}persName", "{*}name"), element)
                self.named[identifier] = words_of(name_of)


class Reading:
    """One document of a file, while it is read into *draft*."""

    def __init__(self, file: File, draft: Draft) -> None:
        """Begin without notes."""
        self.file = file
        self.draft = draft
        self.is_own = file.is_own
        self.is_spoken = file.is_spoken
        self.found: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self.first_missing: dict[str, int] = {}
        self.labels: dict[str, Counter[str]] = {}
        self.used: dict[str, Entry] = {}
        self.inferred: dict[tuple[str, str], tuple[int, float, int, str]] = {}
        self._notes: dict[str, Note] = {}
        self._keys: dict[str, str] = {}

    # --- Findings ----------------------------------------------------------------------------

    def count(self, what: str) -> None:
        """Count something that was recognised."""
        self.found[what] += 1

    def decide(self, rule: str, message: str, element: Element, words: str = "") -> None:
        """Report what an editor must decide."""
        self.draft.find("decision", rule, message, element.sourceline or 0, words=words)

    def note_label(self, key: str, label: tuple[Inline, ...]) -> None:
        """Remember that *label* was printed where *key* speaks."""
        words = _bare(" ".join(inline_text(label).split()))
        self.labels.setdefault(key, Counter())[words] += 1

    def turn_found(self, key: str, label: str, rule: str, confidence: float, line: int) -> None:
        """Remember that *label* was taken for one that opens a turn of *key*."""
        words = label.rstrip(": ")
        self.labels.setdefault(key, Counter())[_bare(label)] += 1
        number, sure, first, known = self.inferred.get((rule, key), (0, confidence, line, words))
        self.inferred[rule, key] = (number + 1, min(sure, confidence), first, known)

    # --- Pointers ----------------------------------------------------------------------------

    def entity(self, pointer: str, line: int = 0) -> Entry | None:
        """Return the entry that *pointer* leads to, which the document then has."""
        entry = self.file.people.find(pointer)
        if entry is None:
            if pointer.startswith("#"):
                self.missing[pointer] += 1
                self.first_missing.setdefault(pointer, line)
            return None
        self.used.setdefault(entry.key, entry)
        return entry

    def document_at(self, target: str) -> str:
        """Return the identifier of the document of the file that *target* leads into."""
        name = target.lstrip("#")
        if not target.startswith("#"):
            return ""
        found = self.file.documents.get(name) or self.file.documents.get(
            re.split(r"(?<=\d)fn", name)[0]
        )
        return found or ""

    def named(self, pointer: str) -> str:
        """Return the name that the header gives to the hand at *pointer*, or that as it is."""
        return self.file.named.get(pointer.lstrip("#"), pointer)

    # --- Notes ---------------------------------------------------------------------------------

    def note_called_by(self, element: Element) -> str:
        """Return the ``xml:id`` of the note whose marker *element* is, or nothing.

        A note that stands in a sentence is called where it stands; a link to it is a link.
        """
        identifier = element.get("target", "").strip().lstrip("#")
        note = self.file.called.get(identifier)
        if note is None:
            return ""
        is_marker = element.get("type") == "note" or is_apart(note)
        return identifier if is_marker else ""

    def marker(self, identifier: str) -> NoteRef:
        """Return the marker of the note that has, or will get, this ``xml:id``."""
        return NoteRef(self.key_of(identifier, ""))

    def key_of(self, identifier: str, number: str) -> str:
        """Return the key of a note: its number, else its ``xml:id``; no other note has it."""
        if identifier in self._keys:
            return self._keys[identifier]
        wanted = _KEY.sub("-", number or identifier).strip("-") or str(len(self._keys) + 1)
        taken = set(self._keys.values())
        key, more = wanted, 1
        while key in taken:
            more += 1
            key = f"{wanted}-{more}"
        self._keys[identifier or f"#{len(self._keys)}"] = key
        return key

    def add_note(self, element: Element, blocks: list[Block], attributes: Mapping[str, str]) -> str:
        """Add the note *element*, and return its key."""
        key = self.key_of(attributes.get(XML_ID, ""), attributes.get("n", ""))
        note = Note(key, blocks, line=element.sourceline or 0)
        note.type, note.resp = self._whose(attributes)
        if key not in self._notes:
            self._notes[key] = note
            self.draft.notes.append(note)
        return key

    def _whose(self, attributes: Mapping[str, str]) -> tuple[str, str]:
        """Return the type of a note, and who wrote it."""
        type_, resp = attributes.get("type", "").lower(), attributes.get("resp", "")
        who = self.named(resp) if resp else ""
        if self.is_own:
            kind = type_ if type_ in {"translator", "source", "author"} else "editor"
            is_default = resp.rsplit("-", 1)[-1] in {kind, "editor"}
            return kind, "" if is_default or who.startswith("#") else who
        said = f"{type_} {resp.lower()}"
        kind = next(
            (kind for word, kind in (("transl", "translator"), ("author", "author"))
             if word in said),
            "editor",
        )  # fmt: skip
        return kind, "" if who.startswith("#") or who == kind else who


_REMARK = re.compile(r"\s*[\[(][^\])]*[\])]\s*\Z")


def _bare(label: str) -> str:
    """Return *label* without its delimiter and a remark before that."""
    return _REMARK.sub("", label.strip(" .:")).strip(" .:")


def is_apart(note: Element) -> bool:
    """Say whether *note* stands in a list of notes, away from the sentence that it is about."""
    parent = note.getparent()
    return parent is not None and local(parent) in {"div", "div1", "div2", "list", "back", "noteGrp"}  # fmt: skip # noqa: E501
