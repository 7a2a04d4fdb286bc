"""What an importer says of its work: for the editor who reads it, and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from .draft import (
    Emendation,
    Feature,
    Insertion,
    NoteRef,
    Page,
    Paragraph,
    Table,
    Turn,
    inline_text,
    inner_blocks,
    walk_inline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Block, Draft, Finding, Inline

__all__ = ["counts", "report_as_data", "report_as_text"]

_TITLES = (
    ("decision", "Needs a decision"),
    ("inferred", "Inferred"),
    ("recognised", "Recognised"),
)


def counts(draft: Draft) -> dict[str, Any]:
    """Return how much a draft holds: words, turns, paragraphs, notes, insertions by kind."""
    content = [tuple_ for block in _all_blocks(draft) for tuple_ in _contents(block)]
    items = [item for part in content for item in walk_inline(part)]
    insertions = Counter(item.kind or "supplied" for item in items if isinstance(item, Insertion))
    turns = list(draft.turns())
    speakers = Counter(", ".join(turn.speakers) or "?" for turn in turns)
    return {
        "words": sum(len(inline_text(part).split()) for part in content),
        "paragraphs": sum(isinstance(block, Paragraph) for block in _all_blocks(draft)),
        "turns": len(turns),
        "speakers": dict(sorted(speakers.items())),
        "insertions": dict(sorted(insertions.items())),
        "features": sum(isinstance(item, Feature) for item in items),
        "notes": len(draft.notes),
        "note_markers": sum(isinstance(item, NoteRef) for item in items),
        "pages": sum(isinstance(item, Page) for item in items),
        "joins": sum(isinstance(item, Page) and item.n == "?" for item in items),
        "emendations": len(draft.changes) + sum(isinstance(item, Emendation) for item in items),
        "entries": len(draft.entries),
    }


def _all_blocks(draft: Draft) -> Iterator[Block]:
    yield from inner_blocks(draft.blocks)
    for note in draft.notes:
        yield from inner_blocks(note.blocks)


def _contents(block: Block) -> list[tuple[Inline, ...]]:
    if isinstance(block, Turn):
        return [block.label]
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row]
    content = getattr(block, "content", None) or getattr(block, "heading", None)
    return [content] if content else []


def report_as_data(draft: Draft) -> dict[str, Any]:
    """Return the report as plain data, for JSON."""
    return {
        "identifier": draft.identifier,
        "title": draft.title,
        "source": draft.source_name,
        "format": draft.format,
        "metadata": dict(draft.metadata),
        "counts": counts(draft),
        "findings": [
            {
                "kind": finding.kind,
                "rule": finding.rule,
                "line": finding.line,
                "confidence": round(finding.confidence, 2),
                "message": finding.message,
                "words": finding.words,
            }
            for finding in draft.findings
        ],
    }


def report_as_text(draft: Draft) -> str:
    """Return the report as text in Markdown; lines are those of the source."""
    found = counts(draft)
    lines = [
        f"# Import of {draft.source_name or draft.identifier}",
        "",
        f"Document {draft.identifier}, “{draft.title}”, read as {draft.format or 'text'}.",
        "",
        (
            f"{found['words']} words, {found['turns']} turns, {found['notes']} notes, "
            f"{sum(found['insertions'].values())} insertions, {found['joins']} joins, "
            f"{found['emendations']} emendations."
        ),
    ]
    if found["speakers"]:
        lines += ["", "Turns: " + ", ".join(f"{k} {n}" for k, n in found["speakers"].items()) + "."]
    if found["insertions"]:
        kinds = ", ".join(f"{kind} {n}" for kind, n in found["insertions"].items())
        lines += ["", f"Insertions: {kinds}."]
    for kind, title in _TITLES:
        findings = [finding for finding in draft.findings if finding.kind == kind]
        if findings:
            lines += ["", f"## {title}", "", *map(_line, findings)]
    return "\n".join(lines) + "\n"


def _line(finding: Finding) -> str:
    place = f"line {finding.line}: " if finding.line else ""
    words = f" “{finding.words}”" if finding.words else ""
    sure = f", confidence {finding.confidence:.2f}" if finding.kind == "inferred" else ""
    return f"- {place}{finding.message}{words} ({finding.rule}{sure})"
