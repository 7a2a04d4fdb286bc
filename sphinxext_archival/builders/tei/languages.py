"""The languages of documents, as BCP 47 has them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel.core import get_global

if TYPE_CHECKING:
    from sphinx.config import Config

    from ...domain.records import DocumentRecord


def language_of(config: Config, record: DocumentRecord | None = None) -> str:
    """Return the language of a document, else of the project, as BCP 47 has it."""
    written = record.field("language") if record is not None else ""
    return tag_of(written or re.split(r"[.@]", str(config.language))[0]) or "und"


def tag_of(written: str) -> str:
    """Return *written* as a tag, or nothing where it cannot be one."""
    parts = re.split(r"[-_]", written)
    return "-".join(parts) if all(re.fullmatch(r"[A-Za-z0-9]{1,8}", part) for part in parts) else ""


@cache
def transliterated(language: str, words: str) -> str:
    """Return the tag of *words* of a *language*: with the script, where it is not the usual one."""
    tag = tag_of(language)
    if not tag or "-" in tag:
        return tag
    usual = get_global("likely_subtags").get(tag, "").split("_")[1:2]
    is_latin = all(ord(sign) < 0x250 for sign in words if sign.isalpha())  # noqa: PLR2004
    return f"{tag}-Latn" if is_latin and usual and usual != ["Latn"] else tag
