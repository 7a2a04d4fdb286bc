"""The words that the templates print, in the reader's language."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError

from ..catalogue import _


def words() -> dict[str, Any]:
    """Return the words by the names that the templates know."""
    return {
        "announcement": _("Announcement"),
        "breadcrumbs": _("Where this page is"),
        "cite": _cite_words(),
        "colours": _("Light, dark, or as the system has it"),
        "display": _("Show the text"),
        "displays": (
            ("published", _("as published"), _("Every word and bracket as it was published")),
            (
                "clean",
                _("clean"),
                _("Supplied words without brackets; originals and explanations hidden"),
            ),
            ("hand", _("the editor’s hand"), _("What editors and translators put in, emphasised")),
        ),
        "documents": _("Documents"),
        "edit": _("Edit this page"),
        "keys": _key_words(),
        "kinds": _("What the signs say"),
        "main_pages": _("Main pages"),
        "made_with": _("Made with Sphinx, Furo and sphinxext-archival"),
        "menu": _("Menu"),
        "navigation": _("This edition"),
        "persons": _("In this document"),
        "skip": _("Skip to content"),
        "speaker": _("Speaker"),
        "all_speakers": _("all speakers"),
        "all_turns": _("all turns in full"),
        "other_turns": _("the others are cut to a line"),
        "then": _("at this date"),
        "tools": _("Reading"),
    }


def _cite_words() -> dict[str, Any]:
    """Return the words of citations; those of *script* are on the element that it reads."""
    return {
        "title": _("Cite"),
        "note": _("Note"),
        "bibliography": _("Bibliography"),
        "copy": _("Copy"),
        "files": _("For reference managers"),
        "script": (
            ("copied", _("Copied")),
            ("link", _("Copy link")),
            ("cite-turn", _("Cite this turn")),
            ("cite-words", _("Cite these words")),
            ("turn", _("turn %s")),
            ("turns", _("turns %s")),
        ),
    }


def _key_words() -> dict[str, Any]:
    """Return the words of the list of keys."""
    return {
        "button": _("Keys"),
        "title": _("Keys for reading"),
        "use": _("Use these keys"),
        "close": _("Close"),
        "list": (
            (("j", "k"), _("next and previous turn of the same speaker")),
            (("n", "p"), _("next and previous turn")),
            (("/",), _("search")),
            (("?",), _("this list")),
            (("Esc",), _("close what is open")),
        ),
    }


def direction(language: str) -> str:
    """Return from which side *language* is read: ``ltr`` or ``rtl``, as HTML has it."""
    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"
