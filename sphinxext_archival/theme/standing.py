"""Where a page stands, as the templates are told: links to other pages, and what is said of them.

They are texts as they are printed; a template escapes them.
"""

from __future__ import annotations

from typing import NamedTuple

from ..catalogue import _


class Entry(NamedTuple):
    """A link to a page: whether it is this page, or on the way to it, and what is below it.

    *is_in_bar* says that the bar at the head of the page has it too.
    """

    title: str
    link: str
    is_page: bool = False
    is_current: bool = False
    children: tuple[Listed, ...] = ()
    date: str = ""
    words: str = ""
    is_in_bar: bool = False


class Listed(NamedTuple):
    """What is shown of one list of pages: how many were left out, and where all of it is."""

    caption: str
    entries: tuple[Entry, ...]
    link: str
    before: int = 0
    after: int = 0

    @property
    def before_words(self) -> str:
        """What stands for the entries before those shown."""
        return str(_("… %d before")) % self.before

    @property
    def after_words(self) -> str:
        """What stands for the entries after those shown."""
        return str(_("… %d more")) % self.after


class Year(NamedTuple):
    """Documents of one year, as the sidebar shows them."""

    name: str
    entries: tuple[Entry, ...]


class Documents(NamedTuple):
    """The documents near a page, and the page that lists all."""

    years: tuple[Year, ...]
    link: str
    number: int

    @property
    def all_words(self) -> str:
        """What leads to all documents."""
        return str(_("All %d documents")) % self.number


class Standing(NamedTuple):
    """All that a template is told of where its page stands."""

    main_links: tuple[Entry, ...]
    groups: tuple[Listed, ...]
    documents: Documents | None
    breadcrumbs: tuple[Entry, ...]
    previous: Entry | None
    next: Entry | None
    neighbours_label: str
