"""What a configuration value may be: each check returns what is wrong with a value, or None."""

from __future__ import annotations

from typing import Any

from .diagnostics import did_you_mean, one_of
from .model import phrases

PAPERS = ("a4", "us-letter", "a5", "iso-b5", "us-trade")
"""Sizes of a page, as Typst names them."""

STANDARDS = ("1.7", "2.0", "a-2b", "a-2a", "a-3b", "a-3a", "a-4", "ua-1")
"""Standards of PDF, as Typst names them."""


SEARCHES = ("auto", "pagefind", "sphinx")
"""Who makes the search of a site: Pagefind if it can, Pagefind, or Sphinx."""


LONGEST_FILE_NAME = 200
"""Bytes of the name of a volume: file systems allow 255, with its ending."""


def is_texts(value: Any) -> str | None:
    """A list of texts."""
    if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
        return None
    return "must be a list of texts"


def is_flag(value: Any) -> str | None:
    """True or False."""
    return None if isinstance(value, bool) else "must be True or False"


def is_optional_text(value: Any) -> str | None:
    """A text or None."""
    return None if value is None or isinstance(value, str) else "must be a text or None"


def is_phrases(value: Any) -> str | None:
    """A mapping of kinds of insertion to phrases."""
    if not isinstance(value, dict):
        return 'must be a mapping of a kind to its phrases, as {"sic": ["so!"]}'
    for kind, texts in value.items():
        if kind not in phrases.KINDS:
            near = did_you_mean(str(kind), phrases.KINDS)
            return f"has no kind of insertion “{kind}”{near} ({one_of(phrases.KINDS)})"
        if problem := is_texts(texts):
            return f"[{kind!r}] {problem}"
    return None


def is_volumes(value: Any) -> str | None:
    """A list of volumes: start page, file name, title and, where there is one, author."""
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(map(_is_volume, value)):
        return "must be a list of (start page, file name, title) or of these and an author, or None"
    for _start, name, title, *_author in value:
        if not _is_file_name(name.removesuffix(".pdf").removesuffix(".typ")):
            return (
                f"has the file name {name!r}; one of letters, digits, “-”, “_”, “.” and blanks "
                f'would be right, without a folder, as "conversations"'
            )
        if not title.strip():
            return f"has no title for {name!r}, and each PDF must have one"
    return None


def _is_volume(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) in {3, 4}
        and all(isinstance(text, str) for text in value)
    )


def _is_file_name(name: str) -> bool:
    """Whether a file may be called *name* on any system; an ending comes after it."""
    return (
        0 < len(name.encode(errors="replace")) <= LONGEST_FILE_NAME
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and name == name.strip(" .")
    )


def is_paper(value: Any) -> str | None:
    """A size of paper."""
    if value in PAPERS:
        return None
    return f"is no paper size that is known{did_you_mean(str(value), PAPERS)} ({one_of(PAPERS)})"


def is_search(value: Any) -> str | None:
    """Who makes the search."""
    if value in SEARCHES:
        return None
    return f"is no search that is known{did_you_mean(str(value), SEARCHES)} ({one_of(SEARCHES)})"


def is_mapping(value: Any) -> str | None:
    """A mapping of names to values."""
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return None
    return "must be a mapping of names to values"


def is_count(value: Any) -> str | None:
    """A number from 0."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return "must be a number: 5 for each fifth line, 0 for none"


def is_standards(value: Any) -> str | None:
    """Standards of PDF that go together."""
    if problem := is_texts(value):
        return problem
    for standard in value:
        if standard not in STANDARDS:
            near = did_you_mean(standard, STANDARDS)
            return f"has no standard “{standard}”{near} ({one_of(STANDARDS)})"
    archives = [standard for standard in value if standard.startswith("a-")]
    newer = {"2.0", "a-4"} & set(value)
    older = set(value) - newer
    if len(archives) > 1:
        return f"can have one PDF/A alone, and has {', '.join(archives)}"
    if newer and older:
        return f"has {', '.join(sorted(newer))}, which is PDF 2.0, and {', '.join(sorted(older))}"
    return None
