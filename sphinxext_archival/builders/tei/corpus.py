"""What holds the edition together: the lists of the register, and a corpus that includes all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from ...catalogue import _
from ...domain.homes import REGISTER_PAGE
from ...markup.apart import parse_notes
from ...nodes import archival_entity, archival_entry
from ...writers.tei.base import Hands, Setting
from ...writers.tei.content import fit
from ...writers.tei.elements import ID, element, items_of
from ...writers.tei.layout import serialised
from .declarations import author_of, editorial_declaration, revisions, tagging
from .languages import language_of
from .register import LISTS, entry, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ...writers.tei.elements import Item


class Shape(NamedTuple):
    """What the corpus must know of a document: its file and id, and the place of its text."""

    file: str
    own: str
    language: str
    text: int

    @classmethod
    def of(cls, file: str, root: ET.Element) -> Shape:
        """Return the shape of the document *root*."""
        text = [child.tag for child in root].index("text") + 1
        return cls(file, root.attrib[ID], root.attrib["xml:lang"], text)


def write_register(builder: Any) -> list[str]:
    """Write a file for each kind of entity that there is, and return their names."""
    notes = _notes(builder)
    files: list[str] = []
    ids = builder.pointers.ids
    entities = sorted(
        builder.domain.index.entities.values(), key=lambda one: (one.sort.casefold(), one.key)
    )
    locale = str(builder.config.language)
    for kind, shown in LISTS.items():
        own = [entity for entity in entities if entity.kind == kind]
        if not own:
            continue
        made = [entry(entity, notes.get(entity.key, ()), locale) for entity in own]
        root = element(
            "TEI",
            _header(builder, f"{builder.config.project}: {_title(kind)}"),
            element("standOff", listed(kind, own, ids, made)),
        )
        name = f"{shown.file}.xml"
        _put(builder, name, root)
        files.append(name)
    return files


def _title(kind: str) -> str:
    return {
        "person": str(_("Persons")),
        "organization": str(_("Organizations")),
        "place": str(_("Places")),
        "event": str(_("Events")),
        "work": str(_("Works")),
        "concept": str(_("Concepts")),
    }[kind]


def _put(builder: Any, name: str, root: ET.Element) -> None:
    made = serialised(root, language_of(builder.config))
    builder.checker.check(name, root, made, lambda _at: None, builder.config.root_doc)
    builder.put(name, made)


def _notes(builder: Any) -> dict[str, list[Item]]:
    """Return what the notes of all entities have become, by key."""
    found: dict[str, list[Item]] = {}
    keys = [key for key, one in builder.domain.index.entities.items() if one.note]
    if keys:
        document = parse_notes(builder.application, builder.config.root_doc, keys)
        for entries in _translated(builder, document, archival_entry):
            found.update(entries)
    for docname in sorted({home.docname for home in builder.domain.index.defined.values()}):
        tree = builder.env.get_doctree(docname)
        builder.env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001
        for entries in _translated(builder, tree, archival_entity):
            found.update({key: note for key, note in entries.items() if key not in found})
    return found


def _translated(
    builder: Any, document: nodes.document, kind: type[nodes.Element]
) -> Iterator[dict[str, list[Item]]]:
    """Yield what each element of a *kind* in *document* holds, by its key."""
    builder.pointers.resolve(document, "")
    holders = list(document.findall(kind))
    document.children = []
    document += holders
    builder.docnames = set()
    builder.env.apply_post_transforms(document, builder.config.root_doc)
    document["tei"] = Setting(REGISTER_PAGE, Hands(REGISTER_PAGE, {}))
    translator = builder.create_translator(document, builder)
    for holder in document.findall(kind):
        words = [
            child
            for child in holder.children
            if "archival-entity-name" not in getattr(child, "attributes", {}).get("classes", ())
            and "archival-places" not in getattr(child, "attributes", {}).get("classes", ())
        ]
        note = element("note", *translator.captured(words))
        fit(note, translator.keep)
        yield {holder["key"]: items_of(note)} if len(note) or note.text else {}


def _header(builder: Any, title: str) -> ET.Element:
    config = builder.config
    release = str(config.release)
    edition = [element("editionStmt", element("edition", release, n=release))] if release else []
    return element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", element("title", title)),
            *edition,
            element(
                "publicationStmt", element("publisher", author_of(config) or str(config.project))
            ),
            element("sourceDesc", element("p", str(_("The edition is made from its sources.")))),
        ),
        element("encodingDesc", *editorial_declaration(config), tagging(builder.version)),
        *revisions(config, ""),
    )


def write_corpus(builder: Any, shapes: list[Shape], files: list[str]) -> None:
    """Write ``corpus.xml``, which includes the register and every document.

    A document says itself whom it names, so that it can be read alone. In the corpus the register
    says that, once for all: so of each document the header and the text are included, and not its
    own lists.
    """
    lists = [_include(name, "element(/1/2/1)") for name in files]
    standing = [element("standOff", *lists)] if lists else []
    root = element("teiCorpus", _header(builder, str(builder.config.project)), *standing)
    for shape in shapes:
        document = element(
            "TEI",
            _include(shape.file, "element(/1/1)"),
            _include(shape.file, f"element(/1/{shape.text})"),
        )
        document.attrib = {ID: shape.own, "xml:lang": shape.language}
        root.append(document)
    if shapes:
        builder.put("corpus.xml", serialised(root, language_of(builder.config)))


def _include(name: str, place: str) -> ET.Element:
    return ET.Element("xi:include", {"href": name, "xpointer": place})
