"""The general index: every entity, and each place where it occurs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx.domains import Index, IndexEntry

from ..catalogue import _
from ..markup.life import years
from ..model.listing import initial
from .edition import short_title
from .listings import role_name
from .marks import PAGED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.application import Sphinx

    from ..model.entities import Entity
    from . import ArchivalDomain
    from .edition import Place

_ENTRY_WITH_PLACES, _PLACE = 1, 2


class GeneralIndex(Index):
    """Entities by their sort form, with sub-entries by role and document."""

    name = "index"
    localname = _("Index of persons, places and subjects")
    shortname = _("index of persons")
    domain: ArchivalDomain

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the entries by letter; with *docnames*, only places in these pages."""
        if self._has_pages():
            return [], True
        wanted = None if docnames is None else set(docnames)
        by_letter: dict[str, list[IndexEntry]] = defaultdict(list)
        index = self.domain.index
        for entity in sorted(
            index.entities.values(), key=lambda e: (initial(e.sort), e.sort.casefold(), e.key)
        ):
            places = [
                place
                for place in index.places.get(entity.key, ())
                if place.document and (wanted is None or place.page in wanted)
            ]
            if places:
                by_letter[initial(entity.sort)] += self._entries(entity, places, wanted)
        return sorted(by_letter.items()), True

    def _has_pages(self) -> bool:
        """Say whether the build prints pages, and so an index of its own (:mod:`.marks`)."""
        builder = self.domain.edition.builder
        return builder is not None and builder.format in PAGED

    def _entries(
        self, entity: Entity, places: list[Place], wanted: Collection[str] | None
    ) -> list[IndexEntry]:
        home = self.domain.homes.get(entity.key)
        if home is not None and wanted is not None and home.docname not in wanted:
            home = None
        extra = years(entity, self.domain.env.config.language)
        docname, anchor = (home.docname, home.anchor) if home else ("", "")
        entries = [IndexEntry(entity.sort, _ENTRY_WITH_PLACES, docname, anchor, extra, "", "")]
        for place in places:
            document = self.domain.index.documents[place.document][0]
            words = [f"{role_name(place.role)}: {short_title(document)}"]
            if place.number:
                words.append(_("turn %s") % place.number)
            if place.note:
                words.append(_("note %s") % place.note)
            entries.append(
                IndexEntry(
                    ", ".join(words),
                    _PLACE,
                    place.address.docname,
                    place.address.anchor,
                    "",
                    "",
                    "",
                )
            )
        return entries


def name_in_language(app: Sphinx) -> None:
    """Name the index in the language of the build, as plain text: JSON can hold no lazy one.

    The domain has already noted, as a target of references, the name that an earlier build of
    this process gave; it notes it anew.
    """
    GeneralIndex.localname = str(_("Index of persons, places and subjects"))
    GeneralIndex.shortname = str(_("index of persons"))
    app.env.get_domain("archival").setup()


def setup(app: Sphinx) -> None:
    """Name the index once the language is known."""
    app.connect("builder-inited", name_in_language)
