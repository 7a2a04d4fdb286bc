"""What a check says beyond the warnings of a build: of names in texts and in registers.

The texts of a page are kept with what was found in them, so that neither is made anew before the
page or the register changes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...diagnostics import Diagnostic, path_in_project, warn
from ...model.brackets import COMPLETIONS
from ...model.names import fold
from ...model.unlisted import calendar_words, candidates, recurring
from ...model.unused import form_finder, scripts_of, unused_variants
from ...nodes import (
    archival_bracket,
    archival_documents,
    archival_headnote,
    archival_insertion,
    archival_noteref,
    archival_page,
    archival_register,
    archival_speaker,
    archival_summary,
    is_edited_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment

    from ...domain import ArchivalDomain
    from ...model.names import NameMatcher
    from .memory import Memory

_NO_TEXT = (
    archival_register,
    archival_documents,
    archival_noteref,
    archival_page,
    nodes.literal,
    nodes.math,
    nodes.raw,
    nodes.comment,
    nodes.image,
    nodes.footnote_reference,
)


def check(env: BuildEnvironment, memory: Memory, read: AbstractSet[str]) -> None:
    """Report what is found in the texts of all pages; those *read* now are looked at anew."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    entities = list(domain.index.entities.values())
    forms = form_finder(entities)
    digest = hashlib.sha256(repr(sorted(forms.digests.items())).encode()).hexdigest()
    stale = set(read) if digest == memory.forms else set(env.found_docs)
    memory.forms = digest
    memory.texts = {
        page: memory.texts[page] if page in memory.texts and page not in read else _texts(env, page)
        for page in sorted(env.found_docs)
    }
    memory.found = {
        page: memory.found[page]
        if page in memory.found and page not in stale
        else _found(texts, forms)
        for page, texts in memory.texts.items()
    }
    _report_unused(domain, memory)
    least = env.config.archival_check_names
    if least:
        _report_unlisted(domain, memory, least)


def _texts(env: BuildEnvironment, page: str) -> list[list[Any]]:
    """Return the texts of a page: the line, the words, and the language of a document's, or ""."""
    language = str(env.config.language or "")
    texts: list[list[Any]] = []
    for block in _blocks(env.get_doctree(page)):
        headnote = _around(block, archival_headnote)
        if headnote is not None:
            language = headnote["metadata"].get("language", "") or str(env.config.language or "")
        is_document = any(is_edited_text(at) for at in _parents(block))
        is_document = is_document or _around(block, archival_summary) is not None
        words = "".join(_words(block))
        if words.strip():
            texts.append([block.line or 0, words, language if is_document else ""])
    return texts


def _blocks(at: nodes.Node) -> Iterator[nodes.TextElement]:
    """Yield the innermost blocks of text below *at*, but for those of listings."""
    for node in at.children:
        if isinstance(node, _NO_TEXT):
            continue
        if isinstance(node, nodes.TextElement):
            yield node
        else:
            yield from _blocks(node)


def _parents(node: nodes.Node) -> Iterator[nodes.Node]:
    at: nodes.Node | None = node.parent
    while at is not None:
        yield at
        at = at.parent


def _around(node: nodes.Node, wanted: type[nodes.Node]) -> Any:
    return next((at for at in _parents(node) if isinstance(at, wanted)), None)


def _words(element: nodes.Element) -> Iterator[str]:
    """Yield the text of *element* as names are read from it: ``P[eter] Tomsen`` is a name."""
    for node in element.children:
        if isinstance(node, nodes.Text):
            yield str(node)
        elif isinstance(node, archival_speaker):
            # A label is told from a name by the register; no name goes on behind it.
            yield "\n"
        elif isinstance(node, archival_bracket):
            parent = node.parent
            if not (isinstance(parent, archival_insertion) and parent["kind"] in COMPLETIONS):
                yield str(node.astext())
        elif isinstance(node, nodes.Element) and not isinstance(node, _NO_TEXT):
            yield from _words(node)


def _found(texts: list[list[Any]], forms: NameMatcher) -> dict[str, Any]:
    """Return what is found in the texts of a page: forms, scripts, and possible names."""
    used: set[str] = set()
    letters: set[str] = set()
    names: dict[str, list[int]] = {}
    for line, words, language in texts:
        matches = forms.find(words)
        used.update(match.key for match in matches)
        letters.update(words)
        if not language:
            continue
        extents = [(match.start, match.end) for match in matches]
        for candidate in candidates(words, language, extents):
            counted = names.setdefault(candidate.words, [0, 0, line])
            counted[0] += 1
            counted[1] += candidate.sure
    return {"forms": sorted(used), "scripts": sorted(scripts_of("".join(letters))), "names": names}


def _report_unused(domain: ArchivalDomain, memory: Memory) -> None:
    used = {form for found in memory.found.values() for form in found["forms"]}
    used |= {
        fold(occurrence.target) for page in domain.pages.values() for occurrence in page.occurrences
    }
    scripts = {script for found in memory.found.values() for script in found["scripts"]}
    srcdir = domain.env.srcdir
    for entity in domain.edition.register.entities.values():
        unused = unused_variants(entity, used, scripts)
        if unused:
            listed = ", ".join(f"“{variant}”" for variant in unused)
            which = "the variant" if len(unused) == 1 else "the variants"
            warn(
                Diagnostic.UNUSED_VARIANT,
                f"no text uses {which} {listed} of “{entity.key}”; correct what is misspelt, or "
                f"take out what is not needed",
                f"{path_in_project(entity.source, srcdir)}:{entity.line}",
            )


def _report_unlisted(domain: ArchivalDomain, memory: Memory, least: int) -> None:
    env = domain.env
    counts: dict[str, tuple[int, int]] = {}
    first: dict[str, tuple[str, int]] = {}
    for page, found in memory.found.items():
        for name, (count, sure, line) in found["names"].items():
            before = counts.get(name, (0, 0))
            counts[name] = before[0] + count, before[1] + sure
            first.setdefault(name, (page, line))
    language = str(env.config.language or "en")
    common = calendar_words(language) | {
        word
        for entity in domain.index.entities.values()
        for name in entity.names
        for word in name.split()
    }
    for name in recurring(counts, least):
        if name in common:
            continue
        page, line = first[name]
        warn(
            Diagnostic.UNLISTED_NAME,
            f"“{name}” stands {counts[name][0]} times in the text, and no register knows it; if it "
            f"is a name, add it, or make it a variant of an entry",
            (page, line or None),
        )
