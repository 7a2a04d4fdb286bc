"""Entries of drafts, merged into the register that an edition has.

An entry of a draft is found again in the register by its key, its labels, or its names: it is never
written twice. What the register has stays as it is written, with its comments and in its order
(`ruamel.yaml` reads and writes YAML without losing either); only labels and variants are added.
Where the two say different things, the register is right, and that is reported.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..model.entities import FIELDS, KINDS
from ..model.names import fold
from .draft import Emphasis, Entry, Feature, Finding, Insertion, Mention, Strong, Turn, inner_blocks

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..model.entities import Entity
    from .draft import Block, Draft, Inline

__all__ = ["Merge", "key_for", "merge_register", "reconcile"]

_LISTS = ("labels", "variants")
_NAMELESS = "entry"


def key_for(name: str, taken: Container[str] = ()) -> str:
    """Return a key for *name* that is not *taken*: ASCII, in small letters, ``gorbachev``.

    Letters without a Latin base are transliterated as far as their names in Unicode tell.
    """
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(_ascii(letter) for letter in letters)
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-").lstrip("0123456789-")
    slug = slug[:60].rstrip("-") or _NAMELESS
    key, number = slug, 1
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    return key


_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d",
            "ı": "i", "'": "", "’": "", "ʼ": "", "‘": ""}  # fmt: skip
_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace(
    "-", ""
)
_CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(" "), strict=True))


def _ascii(letter: str) -> str:
    if letter.isascii() and letter != "'":
        return letter
    if unicodedata.combining(letter):
        return ""
    small = letter.lower()
    return _SPECIAL.get(small, _CYRILLIC.get(small, " "))


@dataclass(slots=True)
class Merge:
    """A register file after a merge: its text, and what was done.

    ``added`` are the keys of new entries, ``extended`` those that got labels or variants.
    """

    text: str
    added: list[str] = field(default_factory=list)
    extended: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def reconcile(drafts: Sequence[Draft], entities: Mapping[str, Entity]) -> None:
    """Give the entries of *drafts* the keys that the register has for them.

    *entities* are those of the register, by key. An entry is the same as one of the register when
    the two have a label in common, or the same name, or one has the other's name as a variant; when
    this fits several, or only the key is the same, the entry gets a key of its own, and a finding
    says so. Drafts are changed in place; entries of several drafts that are the same become so.
    """
    known = _Known(entities)
    for draft in drafts:
        renamed: dict[str, str] = {}
        for entry in draft.entries:
            key = known.key_of(entry, draft)
            known.add(key, entry)
            if key != entry.key:
                renamed[entry.key] = key
        if renamed:
            _rename(draft, renamed)


class _Known:
    """What is known of entities: their labels and names, and who has them."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._forms: dict[tuple[str, str], list[str]] = {}
        self._taken: dict[str, tuple[str, str]] = {}
        for key, entity in entities.items():
            self._taken[key] = (entity.kind, fold(entity.name))
            self._note(key, entity.kind, entity.names, entity.labels)

    def add(self, key: str, entry: Entry) -> None:
        self._taken.setdefault(key, (entry.kind, fold(entry.name)))
        names = [entry.name, *entry.fields.get("variants", [])]
        self._note(key, entry.kind, names, entry.labels)

    def _note(self, key: str, kind: str, names: Iterable[str], labels: Iterable[str]) -> None:
        forms = {(kind, fold(name)) for name in names} | {("label", fold(it)) for it in labels}
        for form in forms:
            keys = self._forms.setdefault(form, [])
            if key not in keys:
                keys.append(key)

    def key_of(self, entry: Entry, draft: Draft) -> str:
        for forms in self._ways_to_say(entry):
            keys = list(dict.fromkeys(key for form in forms for key in self._forms.get(form, ())))
            if len(keys) == 1:
                return keys[0]
            if keys:
                draft.find(
                    "decision",
                    "register-ambiguous",
                    f"“{entry.name}” may be {' or '.join(keys)} of the register; it got an entry "
                    f"of its own: merge the two by hand if it is one of them",
                )
                break
        if entry.key not in self._taken or self._taken[entry.key] == (entry.kind, fold(entry.name)):
            return entry.key
        return key_for(entry.key, self._taken)

    @staticmethod
    def _ways_to_say(entry: Entry) -> list[list[tuple[str, str]]]:
        names = [(entry.kind, fold(entry.name))]
        variants = [(entry.kind, fold(form)) for form in entry.fields.get("variants", [])]
        return [names, [("label", fold(label)) for label in entry.labels], variants]


def _rename(draft: Draft, keys: Mapping[str, str]) -> None:
    """Give entries of *draft* other keys, wherever they stand."""
    merged: dict[str, Entry] = {}
    for entry in draft.entries:
        entry.key = keys.get(entry.key, entry.key)
        same = merged.setdefault(entry.key, entry)
        if same is not entry:
            _add_fields(same.fields, entry.fields)
    draft.entries = list(merged.values())
    if "participants" in draft.metadata:
        written = [key.strip() for key in draft.metadata["participants"].split(",")]
        renamed = dict.fromkeys(keys.get(key, key) for key in written)
        draft.metadata["participants"] = ", ".join(renamed)
    _rename_in(draft.blocks, keys)
    _rename_in(draft.summary, keys)
    for note in draft.notes:
        _rename_in(note.blocks, keys)


def _rename_in(blocks: Sequence[Block], keys: Mapping[str, str]) -> None:
    for block in inner_blocks(blocks):
        if isinstance(block, Turn):
            block.speakers = tuple(keys.get(key, key) for key in block.speakers)
            block.label = _renamed(block.label, keys)
        elif hasattr(block, "content"):
            block.content = _renamed(block.content, keys)
        elif hasattr(block, "rows"):
            block.rows = [[_renamed(cell, keys) for cell in row] for row in block.rows]


def _renamed(content: tuple[Inline, ...], keys: Mapping[str, str]) -> tuple[Inline, ...]:
    changed = []
    for item in content:
        if isinstance(item, Insertion | Emphasis | Strong | Feature | Mention):
            item = replace(item, content=_renamed(item.content, keys))  # noqa: PLW2901
        if isinstance(item, Mention):
            item = replace(item, key=keys.get(item.key, item.key))  # noqa: PLW2901
        changed.append(item)
    return tuple(changed)


def _add_fields(fields: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if name in _LISTS:
            fields[name] = list(dict.fromkeys([*fields.get(name, []), *value]))
        else:
            fields.setdefault(name, value)


def merge_register(
    text: str, entries: Iterable[Entry], *, may_add: bool = True, kinds: Container[str] = KINDS
) -> Merge:
    """Merge *entries*, whose keys are those of `reconcile`, into the register *text* (YAML).

    Labels and variants that an entry of the register lacks are added to it. Unless *may_add*, no
    entry is new; *kinds* are those that the file takes. A text that is no register is left alone.
    """
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - only who merges needs it

    yaml = _yaml()
    merge = Merge(text)
    try:
        root = yaml.load(text) if text.strip() else None
    except YAMLError as error:
        problem = str(error).split("\n", 1)[0]
        message = f"the register cannot be read, and nothing was added to it: {problem}"
        merge.findings.append(Finding("decision", "register-unreadable", message))
        return merge
    if not isinstance(root, CommentedMap | None):
        message = "the register is no list of entries, and nothing was added to it"
        merge.findings.append(Finding("decision", "register-unreadable", message))
        return merge
    fresh: dict[str, Entry] = {}
    for entry in entries:
        if root is not None and entry.key in root:
            if _extend(root[entry.key], entry, merge.findings):
                merge.extended.append(entry.key)
        elif entry.key in fresh:
            _add_fields(fresh[entry.key].fields, entry.fields)
        elif may_add and entry.kind in kinds:
            fresh[entry.key] = Entry(entry.key, dict(entry.fields))
    merge.extended = list(dict.fromkeys(merge.extended))
    merge.added = list(fresh)
    if merge.extended and root is not None:
        merge.text = _dumped(yaml, root)
    if fresh:
        # New entries stand below the old ones, which keep every sign of theirs.
        blocks = [_dumped(yaml, {key: _ordered(entry)}) for key, entry in fresh.items()]
        above = merge.text.rstrip("\n")
        merge.text = "\n".join([f"{above}\n"] * bool(above) + blocks)
    return merge


def _yaml() -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: Any, data: Any) -> str:
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _ordered(entry: Entry) -> dict[str, Any]:
    """Return the fields of *entry* in the order of the model, its short lists in one line."""
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415

    ordered: dict[str, Any] = {}
    fields = {"kind": entry.kind, **entry.fields}
    for name in FIELDS:
        value = fields.get(name)
        if value in (None, "", []):
            continue
        if name in _LISTS and isinstance(value, list):
            value = CommentedSeq(value)
            value.fa.set_flow_style()
        ordered[name] = value
    return ordered


def _extend(written: Any, entry: Entry, findings: list[Finding]) -> bool:
    """Add to an entry of the register what *entry* has more, and report what differs."""
    if not isinstance(written, dict):
        return False
    is_extended = False
    for name, value in entry.fields.items():
        if name in _LISTS:
            is_extended |= _extend_list(written, name, value)
        elif name not in written:
            continue
        elif name in {"kind", "born", "died"} and str(written[name]) != str(value):
            findings.append(
                Finding(
                    "decision",
                    "register-conflict",
                    f"“{entry.key}”: the register says “{name}: {written[name]}”, the source "
                    f"“{value}”; the register was left as it is",
                    words=entry.name,
                )
            )
    return is_extended


def _extend_list(written: Any, name: str, values: Sequence[str]) -> bool:
    given = written.get(name, [])
    present = [given] if isinstance(given, str) else list(given or [])
    known = {fold(str(form)) for form in [*present, written.get("name", "")] if name == "variants"}
    known |= {fold(str(form)) for form in present}
    missing = [form for form in values if fold(form) not in known]
    if not missing:
        return False
    if isinstance(given, str) or not given:
        from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415

        whole = CommentedSeq([*present, *missing])
        whole.fa.set_flow_style()
        written[name] = whole
    else:
        given.extend(missing)
    return True
