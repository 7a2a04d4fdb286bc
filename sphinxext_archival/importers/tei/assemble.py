"""What is said of a document when its words have been read: metadata, entries, the report."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from ...model.names import fold
from ..draft import Draft, Entry, Heading, Turn
from ..register import key_for
from .dates import edtf_of
from .names import name_of
from .people import identifiers_of
from .source import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from ..draft import Block
    from .reading import Reading
    from .units import Unit

__all__ = ["close_turns", "finish"]

_KIND = re.compile(
    r"(?:\d+[.]?\s+)?(?P<kind>(?:Memorandum|Record|Minutes|Summary|Transcript|Telegram|Letter|Message|"
    r"Note|Paper|Report|Statement|Editorial Note|Airgram|Despatch|Briefing)"
    r"(?: (?:of|from|to)(?: an?| the)? (?:Conclusions|Conversation|Meeting|Record|Telephone "
    r"Conversation)\b)?)",
)


def finish(
    draft: Draft, reading: Reading, unit: Unit, title: str, authors: Sequence[Element]
) -> None:
    """Give *draft* its participants, its entries and its findings."""
    if unit.name:
        _of_a_volume(draft, unit, title)
    speakers = list(dict.fromkeys(key for turn in draft.turns() for key in turn.speakers))
    if speakers:
        draft.metadata["participants"] = ", ".join(speakers)
    entries = {**reading.used}
    _with_labels(entries, reading)
    _with_authors(entries, authors, draft)
    draft.entries = [Entry(entry.key, dict(entry.fields)) for entry in entries.values()]
    if unit.name in {"persons", "names"} or (not unit.name and reading.is_own):
        known = {entry.key for entry in draft.entries}
        draft.entries += [it for it in reading.file.people.entries.values() if it.key not in known]
    _make_names_differ(draft)
    _report(draft, reading)


def _of_a_volume(draft: Draft, unit: Unit, title: str) -> None:
    """Take the date, the place and the kind of a document from what stands at its head."""
    metadata = draft.metadata
    for name in ("date", "place", "kind"):
        metadata.pop(name, None)
    if title:
        metadata.setdefault("collection", title)
    if not unit.is_document or unit.division is None:
        return
    dateline = next(unit.division.iter("{*}dateline"), None)
    if dateline is not None:
        dates = [edtf_of(it.attrib) for it in dateline.iter("{*}date")]
        places = [words_of(it) for it in dateline.iter("{*}placeName")]
        metadata["date"] = next(filter(None, dates), "") or _date_of(unit.division)
        metadata["place"] = next(filter(None, places), "").strip(" ,.")
    if match := _KIND.match(draft.title):
        metadata["kind"] = match["kind"]
        draft.find("inferred", "kind-from-title", f"the kind is “{match['kind']}”, by the title",
                   unit.line, 0.9)  # fmt: skip
    for name in [name for name, value in metadata.items() if not value]:
        del metadata[name]


def _date_of(division: Element) -> str:
    """Return the date that the attributes of the division give, as those of FRUS do."""
    for name, value in division.attrib.items():
        if str(name).endswith("doc-dateTime-min"):
            return edtf_of({"when": str(value)})
    return ""


def _with_labels(entries: dict[str, Entry], reading: Reading) -> None:
    """Give those who speak the labels that were printed, but for such as several have."""
    owners: dict[str, set[str]] = {}
    for key, entry in entries.items():
        for label in [*entry.labels, *reading.labels.get(key, ())]:
            owners.setdefault(fold(label), set()).add(key)
    for key, labels in reading.labels.items():
        if key not in entries:
            continue
        entry = Entry(key, dict(entries[key].fields))
        most = labels.most_common(1)[0][1]
        printed = [
            label
            for label, number in labels.most_common()
            # One that was met once, beside others, may be a slip, and serves in its document only.
            if label and len(owners[fold(label)]) == 1 and (number > 1 or most == 1)
        ]
        if merged := list(dict.fromkeys([*entry.labels, *printed])):
            entry.fields["labels"] = merged
        entries[key] = entry


def _with_authors(entries: dict[str, Entry], authors: Sequence[Element], draft: Draft) -> None:
    """Give the authors entries: a document has no field for them."""
    for author in authors:
        named = next((it for it in author.iter("{*}persName", "{*}name")), author)
        name, sort = name_of(named)
        if not name:
            continue
        fields = {"kind": "person", "name": name, **identifiers_of(author, "person")}
        if sort and sort != name:
            fields["sort"] = sort
        key = key_for(sort or name, entries)
        entries[key] = Entry(key, fields)
        message = f"the header names an author, {name}, for whom a document has no field; the "
        message += "register has got an entry"
        draft.find("decision", "author", message, author.sourceline or 0)


def _make_names_differ(draft: Draft) -> None:
    """Give entries that bear one name names that differ: a link would have to guess."""
    counted = Counter((entry.kind, fold(entry.name)) for entry in draft.entries)
    for entry in draft.entries:
        if counted[entry.kind, fold(entry.name)] > 1:
            name = f"{entry.name} ({entry.key})"
            message = f"several are called “{entry.name}”; this one is “{name}” in the register"
            draft.find("decision", "same-name", message, words=entry.key)
            entry.fields["name"] = name


def _report(draft: Draft, reading: Reading) -> None:
    for what, number in sorted(reading.found.items()):
        draft.find("recognised", "elements", f"{what}: {number}")
    for pointer, number in sorted(reading.missing.items()):
        line = reading.first_missing.get(pointer, 0)
        draft.find("decision", "pointer", f"“{pointer}” leads to nobody whom the file or a list "
                   f"beside it has; it was met {number} times", line)  # fmt: skip
    for rule, (number, confidence, line, words) in sorted(reading.inferred.items()):
        draft.find(
            "inferred", rule[0], f"{rule[1]} speaks: {number} turns", line, confidence, words
        )


def close_turns(blocks: Sequence[Block]) -> None:
    """Let turns end where the source ends them: what follows up to the next one is nobody's."""
    for block, following in pairwise(blocks):
        if isinstance(block, Turn):
            block.closed = not isinstance(following, Turn | Heading)
