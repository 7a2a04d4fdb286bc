"""Where a page stands in the edition: what a sidebar of bounded length shows of it.

A list of all pages on each page makes a build quadratic. Here a page gets the lists on its path
from the start page, and of each list that is long only what is near; and of the documents, the
neighbours by date. Everything that is the same for all pages is found once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx import addnodes

from ..catalogue import _
from ..domain.edition import short_title
from ..domain.listings import by_date
from ..model.dates import DateError, parse_date
from ..model.description import display_date
from .options import is_on
from .standing import Documents, Entry, Listed, Standing, Year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from ..domain import ArchivalDomain
    from ..domain.records import DocumentRecord

SHOWN = 12
"""How many entries of one list a page shows."""
BAR = 6
"""How many pages the bar at the head of a page has room for."""
NEAR = 4
"""How many documents before and after this one are shown."""
DEEP = 6
"""How many levels of lists are followed."""


class _List:
    """One list of pages, as it is written: a toctree."""

    def __init__(self, caption: str) -> None:
        """Begin without a page."""
        self.caption = caption
        self.entries: list[tuple[str, str]] = []
        self.places: dict[str, int] = {}

    def add(self, title: str, page: str) -> None:
        """Add a page, under a title of this list."""
        self.places.setdefault(page, len(self.entries))
        self.entries.append((title, page))


def _first(here: int, count: int) -> int:
    """Return where what is shown of a list begins, so that *here* is in its middle."""
    return max(0, min(here - SHOWN // 2, count - SHOWN))


class Site:
    """All pages of a project, and where each stands."""

    def __init__(self, app: Sphinx, domain: ArchivalDomain) -> None:
        """Look at the lists of pages and at the documents once."""
        self.domain = domain
        self._app = app
        self._root = app.config.root_doc
        self._relations = app.env.collect_relations()
        self._parents = self._find_parents()
        self._lists: dict[str, list[_List]] = {}
        self._documents = self._find_documents()
        self._places: dict[str, int] = {}
        for place, document in enumerate(self._documents):
            self._places.setdefault(document.docname, place)
        for place, document in enumerate(self._documents):
            for part in domain.index.documents[document.identifier][1:]:
                self._places.setdefault(part.docname, place)
        self._listing = self._find_listing()

    def page(self, docname: str) -> Standing:
        """Return where the page *docname* stands; a page without a source is on no path."""
        path = self._path(docname)
        by_date = self._neighbours(docname)
        # A page that no document is beside goes on as the lists of pages do.
        previous, following = by_date if any(by_date) else self._as_listed(docname)
        return Standing(
            main_links=self._main_links(docname, path),
            groups=tuple(self._groups(docname, path)),
            documents=self._near(docname),
            breadcrumbs=tuple(self._entry(docname, page) for page in path[:-1]),
            previous=previous,
            next=following,
            neighbours_label=_("Documents before and after")
            if any(by_date)
            else _("Pages before and after"),
        )

    # --- Lists of pages

    def _find_parents(self) -> dict[str, str]:
        """Return the page that lists each page first, from the root outwards."""
        includes = self._app.env.toctree_includes
        parents: dict[str, str] = {}
        queue = [self._root]
        for page in queue:
            for child in includes.get(page, ()):
                if child != self._root and child not in parents:
                    parents[child] = page
                    queue.append(child)
        return parents

    def _path(self, docname: str) -> list[str]:
        path = [docname]
        while (parent := self._parents.get(path[-1])) is not None:
            path.append(parent)
        return path[::-1]

    def _lists_of(self, docname: str) -> list[_List]:
        if docname not in self._lists:
            contents = self._app.env.tocs.get(docname)
            toctrees = contents.findall(addnodes.toctree) if contents is not None else ()
            self._lists[docname] = [self._read(docname, toctree) for toctree in toctrees]
        return self._lists[docname]

    def _read(self, docname: str, toctree: addnodes.toctree) -> _List:
        made = _List(toctree.get("caption") or "")
        titles = self._app.env.titles
        for title, target in toctree["entries"]:
            page = docname if target == "self" else target
            is_document = page in self._places and docname == self._root
            if is_document:
                continue  # it stands among the documents, by its date
            if page in titles:
                made.add(title or titles[page].astext(), page)
            elif "://" in target or target.startswith("mailto:"):
                made.add(title or target, target)
        return made

    def _main_links(self, docname: str, path: Sequence[str]) -> tuple[Entry, ...]:
        if not self._has_bar:
            return ()
        return tuple(
            self._entry(docname, page, title, is_current=page in path)
            for made in self._lists_of(self._root)
            for title, page in made.entries
            if page != self._root
        )

    @cached_property
    def _has_bar(self) -> bool:
        """Whether the pages that the start page lists have room in the bar."""
        return sum(len(made.entries) for made in self._lists_of(self._root)) <= BAR

    def _groups(self, docname: str, path: Sequence[str], level: int = 0) -> Iterator[Listed]:
        lists = [made for made in self._lists_of(path[level]) if made.entries]
        if len(lists) > SHOWN:
            below = path[level + 1] if level + 1 < len(path) else ""
            here = next((at for at, made in enumerate(lists) if below in made.places), 0)
            first = _first(here, len(lists))
            lists = lists[first : first + SHOWN]
        for made in lists:
            yield self._listed(docname, path, level, made)

    def _listed(self, docname: str, path: Sequence[str], level: int, made: _List) -> Listed:
        on_path = path[level + 1] if level + 1 < len(path) else ""
        first = _first(made.places.get(on_path, 0), len(made.entries))
        shown = made.entries[first : first + SHOWN]
        entries = []
        for title, page in shown:
            entry = self._entry(docname, page, title, is_current=page == on_path)
            if page == on_path and level < DEEP:
                entry = entry._replace(children=tuple(self._groups(docname, path, level + 1)))
            entries.append(entry._replace(is_in_bar=not level and self._has_bar))
        return Listed(
            made.caption,
            tuple(entries),
            self._link(docname, path[level]),
            before=first,
            after=len(made.entries) - first - len(shown),
        )

    def _entry(
        self,
        docname: str,
        page: str,
        title: str = "",
        *,
        is_current: bool = False,
    ) -> Entry:
        if not title and page in self._app.env.titles:
            title = self._app.env.titles[page].astext()
        config = self._app.config
        if page == self._root and config.html_short_title != config.html_title:
            title = config.html_short_title or title
        return Entry(title, self._link(docname, page), page == docname, is_current)

    def _link(self, docname: str, page: str) -> str:
        if "://" in page or page.startswith("mailto:"):
            return page
        return self._app.builder.get_relative_uri(docname, page) or "#"

    # --- Documents

    def _find_documents(self) -> list[DocumentRecord]:
        """Return the documents by date; none where the project does not want them listed."""
        if not is_on(self._app, "document_navigation"):
            return []
        return sorted(self.domain.index.all_documents(), key=by_date)

    def _find_listing(self) -> str:
        """Return the page that lists all documents."""
        asked: str = self._app.builder.theme_options.get("documents_page") or ""  # type: ignore[attr-defined]
        if asked in self._app.env.titles:
            return asked
        pages = [page for page, record in self.domain.pages.items() if record.document_listings]
        return min(
            pages, key=lambda page: (page != self._root, len(self._path(page)), page), default=""
        )

    def _near(self, docname: str) -> Documents | None:
        if not self._documents:
            return None
        here = self._places.get(docname)
        near: Sequence[DocumentRecord] = ()
        if here is not None:
            first = max(0, min(here - NEAR, len(self._documents) - 2 * NEAR - 1))
            near = self._documents[first : first + 2 * NEAR + 1]
        elif len(self._documents) <= SHOWN:
            near = self._documents
        years: dict[str, list[Entry]] = {}
        for document in near:
            years.setdefault(_year(document), []).append(self._document(docname, document))
        link = self._link(docname, self._listing) if self._listing else ""
        is_whole = len(near) == len(self._documents)
        return Documents(
            tuple(Year(name, tuple(entries)) for name, entries in years.items()),
            "" if is_whole else link,
            len(self._documents),
        )

    def _neighbours(self, docname: str) -> tuple[Entry | None, Entry | None]:
        """Return the documents before and after, by date."""
        here = self._places.get(docname)
        if here is None:
            return None, None
        before = self._other(docname, range(here - 1, -1, -1))
        after = self._other(docname, range(here + 1, len(self._documents)))
        return (
            self._document(docname, before, _("Earlier")) if before else None,
            self._document(docname, after, _("Later")) if after else None,
        )

    def _as_listed(self, docname: str) -> tuple[Entry | None, Entry | None]:
        """Return the pages before and after, in the order of the lists."""
        _parent, before, after = self._relations.get(docname) or (None, None, None)
        return (
            self._entry(docname, before) if before else None,
            self._entry(docname, after) if after else None,
        )

    def _other(self, docname: str, places: range) -> DocumentRecord | None:
        """Return the first document of *places* that stands on another page."""
        documents = (self._documents[place] for place in places)
        return next((one for one in documents if one.docname != docname), None)

    def _document(self, docname: str, document: DocumentRecord, said: str = "") -> Entry:
        anchor = self.domain.index.addresses.of_document(document)
        is_page = document.docname == docname
        link = self._link(docname, document.docname)
        if self._app.builder.name == "singlehtml":
            link = f"#{anchor}"  # an address has one anchor, and the page is this one
        elif len(self.domain.pages[document.docname].documents) > 1:
            link = f"{'' if link == '#' else link}#{anchor}"
        date = document.field("date")
        shown = display_date(date, self._app.config.language) if date else ""
        return Entry(short_title(document), link, is_page, is_page, date=shown, words=said)


def _year(document: DocumentRecord) -> str:
    """Return the year below which *document* is listed, where it has one."""
    try:
        first, last = parse_date(document.field("date")).years
    except DateError:
        return ""
    year = last if first is None else first
    return f"{year:04}" if year is not None else ""
