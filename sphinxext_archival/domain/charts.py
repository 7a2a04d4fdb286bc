"""Figures as nodes: for each a chart, which HTML draws, and the table of the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from ..catalogue import _
from ..model.description import short_names, split_after
from ..model.listing import LIMIT
from ..model.network import in_a_row
from ..model.quantities import joined, number, percent
from ..model.statistics import rest_of
from ..nodes import archival_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.listing import StatisticsRequest
    from ..model.statistics import Speech
    from .on_page import OnPage

    Cells = Sequence[nodes.Node]
    _Chart = list[nodes.Node]


class DocumentFigures(NamedTuple):
    """What a theme may show of a document on its page: *share* at its head, *section* at its end.

    Each is None where there is nothing to show, and *section* also on the page of a part that is
    not the last one.
    """

    identifier: str
    ordinal: int
    share: archival_chart | None
    section: nodes.section | None


class Charts:
    """Makes the charts of one page."""

    def __init__(self, page: OnPage) -> None:
        """Make links from *page*, and take the figures of its edition."""
        self.page = page
        self.index = page.domain.index
        self.statistics = self.index.statistics
        self.locale = page.locale

    def statistics_of(self, request: StatisticsRequest) -> list[nodes.Node]:
        """Return the charts that are asked for; in place of one without figures a sentence."""
        made: list[nodes.Node] = []
        if "speech" in request.of:
            none = _("There are no turns.")
            made += self.speech(request.document, request.limit) or [nodes.paragraph("", none)]
        if "mentions" in request.of:
            none = _("No two persons or organizations are named in one paragraph.")
            made += self.mentions(request.document, request.limit) or [nodes.paragraph("", none)]
        return made

    def on_its_page(self) -> list[DocumentFigures]:
        """Return the figures of each document of the page, in its order."""
        page = self.index.pages.get(self.page.docname)
        found = []
        for record in page.documents if page else ():
            parts = self.index.documents[record.identifier]
            if record not in parts:
                continue  # another has its identifier
            is_last = record is parts[-1]
            stem = self.index.addresses.stem(record)
            section = self._section(record.identifier, stem) if is_last else None
            share = self.share(record.identifier)
            found.append(DocumentFigures(record.identifier, record.ordinal, share, section))
        return found

    def _section(self, document: str, stem: str) -> nodes.section | None:
        made = [*self.speech(document, LIMIT), *self.mentions(document, LIMIT)]
        if not made:
            return None
        title = _("Who speaks, who is mentioned")
        # What is found in a document is its text, and not what is counted there.
        section = nodes.section(classes=["archival-document-figures", "no-search"])
        section["ids"] = [f"archival-figures-{stem}"]
        section += [nodes.title(title, title), *made]
        return section

    def speech(self, document: str, limit: int) -> _Chart:
        """Return who speaks how much in *document*, or in the edition; nothing without turns.

        *limit* is the number of speakers, and all others are one.
        """
        speakers, rest = rest_of(self.statistics.speech(document), limit)
        if not speakers:
            return []
        voices = self.statistics.voices(document) if document else {}
        head = (_("Speaker"), _("Words"), _("Share"), _("Turns"))
        rows, cells = [], []
        for one in (*speakers, *([rest] if rest else [])):
            name, key = self._speaker(one, is_rest=one is rest)
            words, turns = number(one.words, self.locale), number(one.turns, self.locale)
            share = percent(one.share, self.locale)
            more = f"{head[1]} {words} · {head[3]} {turns}"
            voice = voices.get(key, 0)
            rows.append([name, self._address(key), voice, round(one.share, 4), share, more])
            cells.append([self._link(key, name), *map(nodes.Text, (words, share, turns))])
        caption = _("Who speaks how much: share of the words")
        return self._chart("speech", caption, table(head, cells, names=1), rows=rows)

    def share(self, document: str) -> archival_chart | None:
        """Return who speaks how much in *document* as one slim bar, and nothing behind it."""
        speakers = self.statistics.speech(document)
        if not sum(one.words for one in speakers):
            return None
        voices = self.statistics.voices(document)
        shown = [
            (voices.get(one.speakers[0], 0) if len(one.speakers) == 1 else 0, one)
            for one in speakers
        ]
        # In the order of the participants; who has no colour of his own comes last.
        last = len(voices) + 1
        shown.sort(key=lambda pair: pair[0] or last)
        rows: list[list[Any]] = []
        for voice, one in shown:
            text = f"{self._speaker(one)[0]} {percent(one.share, self.locale)}"
            rows.append([text, "", voice, round(one.share, 4), "", ""])
        said = ", ".join(row[0] for row in rows[:_NAMES_IN_A_BAR])
        more = ", …" if len(rows) > _NAMES_IN_A_BAR else ""
        caption = _("Share of the words: %s") % f"{said}{more}"
        return archival_chart(chart="share", caption=caption, rows=rows)

    def mentions(self, document: str, limit: int) -> _Chart:
        """Return who is named with whom in *document*, or in the edition; nothing for nobody.

        *limit* is the number of names.
        """
        mentions = self.statistics.mentions(document)
        pairs = mentions.strongest(limit)
        if not pairs:
            return []
        order = in_a_row([(pair.first, pair.second, pair.paragraphs) for pair in pairs])
        entities = [self.index.entities[key] for key in order]
        short = short_names(entities)
        rows = [
            [
                *_in_two(short[entity.key]),
                self._address(entity.key),
                entity.kind,
                number(mentions.named[entity.key], self.locale),
                entity.name,
            ]
            for entity in entities
        ]
        places = {key: place for place, key in enumerate(order)}
        head = [
            _("Name"),
            _("Named with"),
            _("Paragraphs"),
            *([] if document else [_("Documents")]),
        ]
        ties, cells = [], []
        for pair in pairs:
            names = [self.index.entities[key].name for key in (pair.first, pair.second)]
            counts = [number(pair.paragraphs, self.locale), number(pair.documents, self.locale)]
            said = f"{joined(names, self.locale)}: {counts[0]}"
            ties.append([places[pair.first], places[pair.second], pair.paragraphs, said])
            links = map(self._link, (pair.first, pair.second), names)
            cells.append([*links, *map(nodes.Text, counts[: len(head) - 2])])
        caption = _("Who is named with whom: number of paragraphs")
        behind = table(head, cells, names=2)
        return self._chart("mentions", caption, behind, rows=rows, ties=ties)

    def _chart(self, name: str, caption: str, behind: nodes.Element, **shown: Any) -> _Chart:
        """Return a chart with what is *behind* it, or that alone where nothing is drawn."""
        if self.page.is_site:
            return [archival_chart("", behind, chart=name, caption=caption, **shown)]
        return [nodes.paragraph("", "", nodes.strong("", caption)), behind]

    def _speaker(self, one: Speech, *, is_rest: bool = False) -> tuple[str, str]:
        """Return what a speaker is called, and the key if it is one whom the edition knows."""
        if is_rest:
            return _("others"), ""
        if not one.speakers:
            return _("unidentified"), ""
        entities = self.index.entities
        names = [entities[key].name if key in entities else key for key in one.speakers]
        return joined(names, self.locale), one.speakers[0] if len(names) == 1 else ""

    def _link(self, key: str, name: str) -> nodes.Node:
        home = self.page.domain.homes.get(key)
        return self.page.link(home, name) if home else nodes.Text(name)

    def _address(self, key: str) -> str:
        """Return the address of the home of *key* as HTML writes it, or nothing."""
        return self.page.address(self.page.domain.homes.get(key))


_NAMES_IN_A_BAR = 6
_NAME = 21
_LONG_NAME = 35
"""The signs of a name for which a telephone, and a wide page, have room beside the arcs."""


def _in_two(name: str) -> tuple[str, str]:
    """Return what of a *name* has room on any screen, and what a wide one has room for besides."""
    first, rest = split_after(name, _NAME)
    second, lost = split_after(rest, _LONG_NAME - len(first))
    return first, f"{second} …" if lost else second


def table(head: Sequence[str], rows: Sequence[Cells], *, names: int) -> nodes.table:
    """Return a table of *rows*, whose first columns are *names* and all others numbers."""

    def row(cells: Sequence[nodes.Node]) -> nodes.row:
        made = nodes.row()
        for place, cell in enumerate(cells):
            classes = ["archival-number"] if place >= names else []
            made += nodes.entry("", nodes.paragraph("", "", cell), classes=classes)
        return made

    group = nodes.tgroup(cols=len(head))
    widths = [30] * names + [10] * (len(head) - names)
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", row([nodes.Text(text) for text in head]))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=["archival-figures"])
