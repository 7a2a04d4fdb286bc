"""Which volumes are printed: by default one of each document, and one of the whole edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..config_checks import LONGEST_FILE_NAME
from ..diagnostics import Diagnostic, did_you_mean, warn
from ..domain import domain_of
from ..markup.headnote import keys_of
from ..model.anchors import document_stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..domain.records import DocumentRecord


class Volume(NamedTuple):
    """What becomes one file: ``name`` (without its ending), and where its words are.

    A volume of a *document* prints the parts of it in *records*; any other the page *start* with
    all pages below it in the toctree.
    """

    name: str
    title: str
    author: str
    start: str
    document: str = ""
    records: tuple[DocumentRecord, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is a book with a title page, and no single document."""
        return not self.document


def volumes(env: BuildEnvironment) -> list[Volume]:
    """Return the volumes of the project, each with a name of its own."""
    config = env.config
    found: dict[str, Volume] = {}
    single = documents(env) if config.archival_document_volumes else ()
    for volume in (*_books(env, config.archival_volumes), *single):
        # To some file systems, “A” and “a” are one name.
        other = found.setdefault(volume.name.casefold(), volume)
        if other is not volume:
            warn(
                Diagnostic.VOLUME,
                f"the volumes “{volume.title}” and “{other.title}” would both be written to "
                f"“{other.name}”, and only the second is; give one another name in "
                f"archival_volumes",
            )
    return list(found.values())


def _books(env: BuildEnvironment, configured: Sequence[Sequence[str]] | None) -> Iterator[Volume]:
    config = env.config
    if configured is None:
        name = _file_name(str(config.project)) or "edition"
        title = str(config.project).strip() or env.titles[config.root_doc].astext() or name
        yield Volume(name, title, _author(config), config.root_doc)
        return
    for start, name, title, *author in configured:
        if start not in env.all_docs:
            warn(
                Diagnostic.VOLUME,
                f"conf.py: archival_volumes names the page “{start}”, which does not exist"
                f"{did_you_mean(start, env.all_docs)}",
            )
            continue
        by = author[0] if author else _author(config)
        yield Volume(name.removesuffix(".pdf").removesuffix(".typ"), title, by, start)


def documents(env: BuildEnvironment) -> Iterator[Volume]:
    """Yield a volume of each document of the project."""
    for identifier, records in domain_of(env).index.documents.items():
        first = records[0]
        yield Volume(
            name=file_name(identifier),
            title=first.title or identifier,
            author=first.field("editor") or _author(env.config),
            start=first.docname,
            document=identifier,
            records=tuple(records),
        )


def _author(config: Config) -> str:
    """Return who is responsible, if the project says it."""
    return str(config.author) if config._raw_config.get("author") else ""  # noqa: SLF001


def _file_name(title: str) -> str:
    return _short("-".join("".join(c if c.isalnum() else " " for c in title.casefold()).split()))


def file_name(identifier: str) -> str:
    """Return what the files of a document are called in every output, without their endings."""
    return _short(document_stem(identifier))


def _short(name: str) -> str:
    """Return *name*, or as much of it as a file system allows."""
    return name.encode()[:LONGEST_FILE_NAME].decode(errors="ignore")


def keywords(env: BuildEnvironment, volume: Volume) -> list[str]:
    """Return what a catalogue would find *volume* by: who takes part, where, and what it is."""
    index = domain_of(env).index
    records: Sequence[Any] = volume.records or list(index.all_documents())
    found: list[str] = []
    for record in records:
        keys = keys_of(record.field("participants"))
        people = [index.entities[key].name for key in keys if key in index.entities]
        found += [*people, record.place, record.kind]
    return list(dict.fromkeys(word for word in found if word))


def language_of(config: Config) -> tuple[str, str | None]:
    """Return the language of the project and its region, as Typst names them.

    Sphinx takes any name of a locale: ``sr@latin``, ``zh_Hans_CN``, ``en_GB.UTF-8``.
    """
    first, *others = re.split(r"[_-]", re.split(r"[@.]", config.language)[0])
    if not re.fullmatch(r"[A-Za-z]{2,3}", first):
        warn(
            Diagnostic.CONFIG,
            f"conf.py: language is “{config.language}”, which begins with no code of a language "
            f"(“de”, “pt_BR”); the PDF is set as English",
        )
        return "en", None
    regions = [name.upper() for name in others if re.fullmatch(r"[A-Za-z]{2}", name)]
    return first.lower(), regions[0] if regions else None


def copyright_of(config: Config) -> str:
    """Return who holds the rights: of several, which Sphinx has as a list, each in its line."""
    given = config.copyright
    lines = [given] if isinstance(given, str) else list(given)
    # The template prints the first sign.
    return "\n© ".join(str(line).strip() for line in lines)
