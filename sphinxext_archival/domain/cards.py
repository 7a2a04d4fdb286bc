"""Documents as cards and on a time line: what a reader of a site meets first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..catalogue import _
from ..markup.headnote import keys_of
from ..model.description import display_date, first_sentences, split_after
from ..model.quantities import joined, month, number
from ..model.timeline import side, spread, timeline
from ..nodes import archival_chart
from .charts import Charts
from .edition import Address, short_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.timeline import Timeline
    from .on_page import OnPage
    from .records import DocumentRecord

_FEW = 5
"""With so few marks, each has words beside it."""


def cards(page: OnPage, documents: Sequence[DocumentRecord]) -> nodes.bullet_list:
    """Return *documents* as cards, in their order."""
    shown = nodes.bullet_list(classes=["archival-cards"])
    shown += [_card(page, document) for document in documents]
    return shown


def _card(page: OnPage, document: DocumentRecord) -> nodes.list_item:
    card = nodes.list_item(classes=["archival-card"])
    title = page.link(_home(page, document), document.title or document.identifier)
    card += nodes.paragraph("", "", title, classes=["archival-card-title"])
    if line := details(document, page.locale):
        card += nodes.paragraph("", line, classes=["archival-details"])
    if people := participants(page, document):
        card += nodes.paragraph("", people, classes=["archival-card-participants"])
    if document.summary:
        summary = first_sentences(document.summary)
        card += nodes.paragraph("", summary, classes=["archival-summary"])
    share = Charts(page).share(document.identifier)
    if share is not None:
        card += share
    return card


def entries(page: OnPage, documents: Iterable[DocumentRecord]) -> nodes.definition_list:
    """Return *documents* as a list, each with all that is known of it."""
    shown = nodes.definition_list(classes=["archival-documents"])
    shown += [_entry(page, document) for document in documents]
    return shown


def _entry(page: OnPage, document: DocumentRecord) -> nodes.definition_list_item:
    title = page.link(_home(page, document), document.title or document.identifier)
    definition = nodes.definition()
    if line := details(document, page.locale):
        definition += nodes.paragraph("", line, classes=["archival-details"])
    if document.summary:
        definition += nodes.paragraph("", document.summary, classes=["archival-summary"])
    if not definition.children:
        definition += nodes.paragraph("", document.identifier)
    return nodes.definition_list_item("", nodes.term("", "", title), definition)


def details(document: DocumentRecord, locale: str) -> str:
    """Return when, where and what a document is, on one line."""
    date = document.field("date")
    parts = [display_date(date, locale) if date else "", document.place, document.kind]
    return " · ".join(part for part in parts if part)


def participants(page: OnPage, document: DocumentRecord) -> str:
    """Return the names of those who take part in *document*, as far as the edition knows them."""
    entities = page.domain.index.entities
    keys = dict.fromkeys(keys_of(document.field("participants")))
    return joined([entities[key].name for key in keys if key in entities], page.locale)


def on_a_time_line(
    page: OnPage, documents: Sequence[DocumentRecord], name: str
) -> list[nodes.Node]:
    """Return *documents*, sorted by date, on a time line, and below it those without a date.

    The ids of what is in it begin with *name*.
    """
    line = timeline([document.field("date") for document in documents])
    made: list[nodes.Node] = []
    if line.marks or line.columns:
        undated = set(line.undated)
        dated = [at for at in range(len(documents)) if at not in undated]
        caption = _("Documents by date (%(years)s): %(number)s") % {
            "years": display_date(line.years, page.locale),
            "number": number(len(dated), page.locale),
        }
        chart = archival_chart(chart="timeline", caption=caption, lanes=line.lanes)
        chart["ticks"] = [[tick.at, month(tick.date, page.locale)] for tick in line.ticks]
        if line.columns:
            _add_columns(chart, page, documents, line, name)
        else:
            _add_marks(chart, page, documents, line)
            chart += entries(page, [documents[at] for at in dated])
        made.append(chart)
    if line.undated:
        made.append(nodes.rubric("", _("Undated"), classes=["archival-group"]))
        made.append(entries(page, [documents[at] for at in line.undated]))
    return made


def _add_marks(
    chart: archival_chart, page: OnPage, documents: Sequence[DocumentRecord], line: Timeline
) -> None:
    """Put a mark for each document into *chart*, with words beside it where there are few."""
    has_words = len(line.marks) <= _FEW
    marks, lanes = spread(line.marks) if has_words else (line.marks, line.lanes)
    rows: list[list[Any]] = []
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.item)):
        document = documents[mark.item]
        date = display_date(document.field("date"), page.locale)
        title = f"{date}: {document.title or document.identifier}"
        words = ["", "", ""]
        if has_words:
            words = [side(mark), *_beside(date, short_title(document))]
        address = page.address(_home(page, document))
        rows.append([mark.at, mark.width, mark.lane, mark.sure, address, title, *words])
    chart["rows"] = rows
    chart["lanes"] = lanes


def _beside(date: str, title: str) -> list[str]:
    """Return the words beside a mark: those for any width, and what a wide page has room for."""
    first, rest = split_after(title.replace(date, "").strip(" ,;:()"), 30)
    more = f"{first} …" if rest else first
    return [date, f" · {more}" if more else ""]


def _add_columns(
    chart: archival_chart,
    page: OnPage,
    documents: Sequence[DocumentRecord],
    line: Timeline,
    name: str,
) -> None:
    """Put a column for each stretch of time into *chart*, and lead from it to its documents."""
    rows: list[list[Any]] = []
    for column in line.columns:
        span = column.first if column.first == column.last else f"{column.first}/{column.last}"
        shown = display_date(span, page.locale)
        count = len(column.indexes)
        anchor = f"{name}-{column.first}"
        title = f"{shown}: {number(count, page.locale)}"
        rows.append([column.at, column.width, count, f"#{anchor}", title])
        chart += nodes.rubric("", shown, classes=["archival-group"], ids=[anchor])
        chart += entries(page, [documents[at] for at in column.indexes])
    chart["rows"] = rows


def _home(page: OnPage, document: DocumentRecord) -> Address:
    anchor = page.domain.index.addresses.of_document(document)
    return Address(document.docname, anchor)
