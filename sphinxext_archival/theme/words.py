"""The words that the templates print, in the reader's language."""

from __future__ import annotations

from typing import Any

from ..catalogue import _


def words() -> dict[str, Any]:
    """Return the words by the names that the templates know."""
    return {
        "announcement": _("Announcement"),
        "breadcrumbs": _("Where this page is"),
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
        "main_pages": _("Main pages"),
        "made_with": _("Made with Sphinx, Furo and sphinxext-archival"),
        "menu": _("Menu"),
        "navigation": _("This edition"),
        "persons": _("In this document"),
        "skip": _("Skip to content"),
        "speaker": _("Speaker"),
        "all_speakers": _("all speakers"),
        "tools": _("Reading"),
    }
