"""Where a directive or role stands: the register, and the document around it.

The state of one file while it is read lives in the environment's temporary data, which Sphinx
clears for each file; it is what a later directive of the same file may know of an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from .model.characters import without_unprintable
from .model.labels import LabelTable
from .model.names import NameIndex, NameMatcher
from .model.phrases import PhraseTable

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .model.entities import Entity
    from .model.open_fences import Forgotten
    from .model.register import Register

_KEY = "archival:reading"


class Edition:
    """What is the same for all files of a build: the register, and tables made from it."""

    register: Register
    names: NameIndex
    labels: LabelTable
    matcher: NameMatcher
    phrases: PhraseTable
    autolink: bool
    builder: Builder | None

    def __init__(self, register: Register, config: Config, builder: Builder | None = None) -> None:
        """Index *register* once; a worker process inherits the tables."""
        self.builder = builder
        self.register = register
        entities = register.entities.values()
        self.names = NameIndex(entities)
        self.labels = LabelTable((label, one.key) for one in entities for label in one.labels)
        self.matcher = NameMatcher(entities)
        self.phrases = PhraseTable(config.archival_phrases, config.archival_inflections)
        self.autolink = config.archival_autolink


class HasEdition(Protocol):
    """What the domain offers to those that must not know it."""

    edition: Edition


class ReadTranscript(NamedTuple):
    """A transcript, the labels that open turns in it, and the language that it is written in."""

    node: nodes.Element
    labels: LabelTable
    is_markdown: bool


@dataclass
class Reading:
    """What has been read of a file: the entities it defines, and the last document's labels.

    A key that is defined again has all its definitions, in the order of the file.
    ``without_labels`` are the keys whose labels were needed and not known, each with the name and
    the line of the directive that needed them. ``lines`` are those of each file that it is read
    from, by path. ``notes_of`` are the keys of the entities whose notes a register needs, if not of
    all that it lists. ``words`` are those of the text in which names were looked for.
    ``has_restructuredtext`` says that words of a document are written in it.
    ``footnotes`` names the document in which each key stands first. ``named`` are those whom the
    file calls by a name where a key belongs. ``transcripts`` are those of the file.
    ``forgotten_fences`` are those of each file that are not closed, by their lines.
    ``has_homeless_notes`` says that an ``ednote`` stands above every document.
    """

    entities: dict[str, list[Entity]] = field(default_factory=dict)
    document: str | None = None
    labels: list[tuple[str, str]] = field(default_factory=list)
    without_labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    notes_of: frozenset[str] | None = None
    words: set[str] = field(default_factory=set)
    footnotes: dict[str, str | None] = field(default_factory=dict)
    has_restructuredtext: bool = False
    named: set[str] = field(default_factory=set)
    has_homeless_notes: bool = False
    transcripts: list[ReadTranscript] = field(default_factory=list)
    forgotten_fences: dict[str, dict[int, Forgotten]] = field(default_factory=dict)


def edition_of(env: BuildEnvironment) -> Edition:
    """Return the edition's register and tables."""
    return cast("HasEdition", env.get_domain("archival")).edition


def is_directive(env: BuildEnvironment, name: str) -> bool:
    """Say whether the directive *name* is one of ours where *env* is reading, in any case."""
    if "archival" not in env.domains:
        return False  # a project without us, read by the same process
    domain = env.get_domain("archival")
    prefix, _, short = name.lower().rpartition(":")
    is_default = env.temp_data.get("default_domain") is domain
    return short in domain.directives and (prefix == "archival" or (is_default and not prefix))


def reading_of(env: BuildEnvironment) -> Reading:
    """Return what has been read of the file that *env* is reading."""
    return cast("Reading", env.temp_data.setdefault(_KEY, Reading()))


def lines_of(env: BuildEnvironment, path: str) -> list[str]:
    """Return the lines of the file *path*, which *env* is reading; none if it cannot be read."""
    lines = reading_of(env).lines
    if path not in lines:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = ""
        lines[path] = without_unprintable(text).split("\n")
    return lines[path]


def entity_of(env: BuildEnvironment, key: str) -> Entity | None:
    """Return the entity *key*, defined earlier in this file or in the register."""
    definitions = reading_of(env).entities.get(key)
    return definitions[0] if definitions else edition_of(env).register.entities.get(key)


def entities_called(env: BuildEnvironment, name: str) -> tuple[str, ...]:
    """Return the keys of the entities that *name* may mean, where :func:`entity_of` knows none."""
    definitions = [one for (one, *_more) in reading_of(env).entities.values()]
    in_place = NameIndex(definitions).find(name) if definitions else ()
    return tuple(dict.fromkeys((*in_place, *edition_of(env).names.find(name))))
