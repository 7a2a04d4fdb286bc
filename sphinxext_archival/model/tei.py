"""What elements of TEI P5 are to a reader of their words: blocks, insertions, remarks.

An importer and a reader of received texts must cut a text into the same paragraphs, so both look
here. Elements are called by their local names: TEI P5 in its namespace, its extensions (as those
of *Foreign Relations of the United States*) and P4, which has none, are read alike.

Source: *TEI P5 Guidelines* 4.x, the model classes ``model.divLike``, ``model.pLike``,
``model.lLike``, ``model.listLike``, ``model.stageLike``, ``model.global`` and others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BLOCKS",
    "CONTAINERS",
    "DIVISIONS",
    "INLINE_NOTES",
    "REMARKS",
    "SILENT",
    "TITLED",
    "belongs_to_label",
    "brackets_of",
    "gap_kind",
    "gap_words",
    "is_block",
    "is_remark",
    "is_silent_gap",
]

DIVISIONS = frozenset({"div", *(f"div{level}" for level in range(8))})
"""Divisions of a text."""

CONTAINERS = DIVISIONS | {
    "TEI", "TEI.2", "argument", "attachment", "back", "body", "castGroup", "castList", "cit",
    "closer", "docTitle", "epigraph", "epilogue", "figure", "floatingText", "front", "group",
    "lg", "list", "listBibl", "listEvent", "listOrg", "listPerson", "listPlace", "opener",
    "performance", "postscript", "prologue", "row", "set", "sp", "spGrp", "table", "text",
    "titlePage", "u",
}  # fmt: skip
"""Elements that hold blocks; words that stand in one without any are a paragraph of their own."""

BLOCKS = CONTAINERS | {
    "ab", "address", "addrLine", "byline", "castItem", "cell", "dateline", "docAuthor", "docDate",
    "docEdition", "docImprint", "figDesc", "head", "imprimatur", "item", "l", "p", "salute",
    "seg", "signed", "speaker", "titlePart", "trailer", "camera", "caption", "sound", "tech",
    "view", "move", "egXML", "eg",
}  # fmt: skip
"""Elements whose words are no part of the paragraph around them. ``seg`` is one in ``u`` only."""

REMARKS = frozenset({"stage", "incident", "kinesic", "vocal", "writing", "pause", "shift"})
"""Elements that say what happened. In a container they are blocks, elsewhere part of the words."""

_SOMETIMES = REMARKS | {"quote", "q", "said", "bibl", "biblFull", "biblStruct", "label", "note"}
"""Elements that are blocks in a container, and parts of a sentence elsewhere."""

_NOT_IN_TEXT = frozenset({"docAuthor", "docDate", "docEdition", "addrLine"})
"""Blocks of a title page, which in a sentence are parts of it."""

SILENT = frozenset({
    "teiHeader", "fsdDecl", "facsimile", "sourceDoc", "standOff", "xenoData", "linkGrp", "link",
    "alt", "altGrp", "join", "joinGrp", "timeline", "spanGrp", "fs", "graphic", "media",
    "binaryObject", "anchor", "milestone", "cb", "gb", "handShift", "delSpan", "addSpan",
    "damageSpan", "listRelation", "relation", "include",
})  # fmt: skip
"""Elements that hold no words of the text."""


INLINE_NOTES = frozenset({"original", "identification", "sic", "gap", "insertion", "gloss"})
"""Types of notes in a line (``place="inline"``) that are insertions of ours."""


def is_block(name: str, parent: str) -> bool:
    """Say whether the element *name* in *parent* is a block: its words are paragraphs apart."""
    if name == "seg":
        return parent == "u"
    if name in _NOT_IN_TEXT:
        return parent in CONTAINERS or parent == "address"
    if name in _SOMETIMES:
        return parent in CONTAINERS
    return name in BLOCKS


def is_remark(name: str, parent: str) -> bool:
    """Say whether the element says what happened, in a paragraph of its own."""
    return name in REMARKS and is_block(name, parent)


TITLED = frozenset({
    "document", "historical-document", "editorial-note", "section", "compilation", "chapter",
    "subchapter", "part", "toc", "index",
})  # fmt: skip
"""Types of divisions whose heading, where they are all of a text, is the title of a document."""

_LONGEST_REMARK = 160


def belongs_to_label(remark: str, *, has_blocks: bool, following: str) -> bool:
    """Say whether a remark right behind a speaker's label stands in one line with it.

    It does where it is short, and the element that follows (but for pages and other remarks) holds
    words.
    """
    is_short = 0 < len(remark.strip()) <= _LONGEST_REMARK
    return is_short and not has_blocks and following in {"p", "l", "lg", "ab"}


_SUPPLIED = {
    "explanation": "gloss",
    "gloss": "gloss",
    "alteration": "alteration",
}
_NOTES = {
    "original": "original",
    "identification": "identification",
    "sic": "sic",
    "gloss": "gloss",
}


def brackets_of(name: str, attributes: Mapping[str, str]) -> str:
    """Return the kind of insertion that the element is, which is printed in brackets; or nothing.

    The kinds are those of `model.phrases.KINDS`; the encodings are our own, and what others write
    for the same.
    """
    if name == "supplied":
        return _SUPPLIED.get(attributes.get("reason", ""), "supplied")
    if name == "gap":
        return gap_kind(attributes)
    if name == "note":
        is_inline = attributes.get("place") == "inline"
        return _NOTES.get(attributes.get("type", ""), "") if is_inline else ""
    return _ALWAYS.get(name, "")


_ALWAYS = {"ex": "expansion", "unclear": "unclear", "ellipsis": "omission"}


_REASONS = {
    "redacted": "redaction",
    "withheld": "redaction",
    "not-declassified": "redaction",
    "sampling": "omission",
    "omitted": "omission",
    "editorial": "omission",
    "cut": "omission",
    "abridged": "omission",
}


def gap_kind(attributes: Mapping[str, str]) -> str:
    """Return the kind of insertion that a ``gap`` is, by its reason."""
    return _REASONS.get(attributes.get("reason", "").split(" ")[0], "gap")


def gap_words(attributes: Mapping[str, str], description: str = "") -> str:
    """Return what is printed in brackets for a ``gap``: its description, else what it says.

    ``reason="illegible" quantity="2" unit="words"`` is ``2 words illegible``.
    """
    if description.strip():
        return " ".join(description.split())
    if gap_kind(attributes) == "omission":
        return "…"
    reason = attributes.get("reason", "").replace("-", " ").replace("_", " ").strip()
    extent = attributes.get("extent") or " ".join(
        part for part in (attributes.get("quantity", ""), attributes.get("unit", "")) if part
    )
    return " ".join(f"{extent} {reason or 'missing'}".split())


def is_silent_gap(attributes: Mapping[str, str], parent: str) -> bool:
    """Say whether a ``gap`` in *parent* is no loss of words: pages that were left blank."""
    return parent in CONTAINERS and attributes.get("unit", "").startswith("page")
