"""The words that the search page prints, in the reader's language."""

from __future__ import annotations

from ...catalogue import _
from .gather import HEADNOTE, NOTES, PAGE, TEXT


def words() -> dict[str, str]:
    """Return the words by the names that the template and the script know."""
    return {
        "title": _("Search"),
        "label": _("Words, names, or a phrase in quotation marks"),
        "submit": _("Search"),
        "filters": _("Narrow the results"),
        "results": _("Results"),
        "speaker": _("Speaker"),
        "person": _("Mentioned"),
        "year": _("Year"),
        "kind": _("Kind"),
        "part": _("Part"),
        "all": _("Show all"),
        "reset": _("Clear the filters"),
        "more": _("More results"),
        "passages": _("More passages: %s"),
        "turn": _("Turn %s"),
        "note": _("Note %s"),
        "hint": _(
            "Accents and the spelling of foreign names do not matter: Gorbachov finds Gorbachev."
        ),
        "loading": _("Searching …"),
        "found": _("Results: %s"),
        "none": _("Nothing found. Fewer or shorter words find more."),
        "file": _("The search needs a web server: it cannot read its index from a file on a disk."),
        "broken": _("The search could not be loaded. Please load the page again."),
        "missing": _("This edition was built without its search."),
        "noscript": _("The search needs JavaScript. All documents are listed in the navigation."),
    }


def parts() -> list[tuple[str, str]]:
    """Return the parts of the edition, and what each is called, in the order of the filter."""
    return [
        (TEXT, _("Text")),
        (NOTES, _("Notes")),
        (HEADNOTE, _("Headnote")),
        (PAGE, _("Other pages")),
    ]
