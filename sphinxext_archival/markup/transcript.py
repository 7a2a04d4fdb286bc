"""``transcript``: paragraphs that begin with a speaker label become turns."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..context import ReadTranscript, edition_of, reading_of
from ..diagnostics import Diagnostic
from ..model.labels import LabelTable
from ..nodes import (
    archival_headnote,
    archival_noteref,
    archival_page,
    archival_transcript,
    archival_turn,
)
from . import inline, rebuild
from .buried import PAGE_IN_SOURCE, buried_labels, signs_in_source, take_away
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec
from .turn import is_stage, make_speaker, make_turn, report_if_empty, stage_remark
from .unknown_speakers import UnknownSpeakers

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..model.labels import LabelMatch


@lru_cache(maxsize=256)
def _label_in_source(printed: str) -> re.Pattern[str]:
    """What finds a label, as printed, at the beginning of a paragraph's source."""
    return re.compile(rf"((?:{PAGE_IN_SOURCE}\s*)*)[*_]*({signs_in_source(printed)})[*_]*\s*")


class Transcript(ArchivalDirective):
    """Paragraphs of a transcript; a speaker label at the start of one opens a turn."""

    MEANING = "The words of a document: plain paragraphs, whose speaker labels open turns."
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption(
            "speakers",
            "Labels used only here, separated by semicolons; `LABEL = key` names the entity.",
        ),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the transcript with its turns."""
        transcript = archival_transcript(support_smartquotes=False)
        self.set_source_info(transcript)
        self.labels = LabelTable([*reading_of(self.env).labels, *self._own_speakers()])
        self.unknown = UnknownSpeakers(self.env, self.labels)
        for label, keys in self.labels.conflicts.items():
            self.warn(
                Diagnostic.AMBIGUOUS_LABEL,
                f"transcript: the label “{label}” belongs to {' and '.join(keys)}; write such a "
                f"turn out, as {{turn}} with the key, or give them labels that differ",
            )
        words = self.parse_words()
        if not words:
            advice = (
                "its fence was closed by an inner one: give it more colons"
                if self.is_markdown
                else "they must be indented"
            )
            self.warn(
                Diagnostic.EMPTY,
                f"transcript: it is empty; if there are words below it, {advice}",
            )
        transcript += self._in_turns(words)
        read = ReadTranscript(transcript, self.labels, self.is_markdown)
        reading_of(self.env).transcripts.append(read)
        return [transcript]

    def _own_speakers(self) -> list[tuple[str, str]]:
        speakers = []
        for entry in self.values.get("speakers", "").split(";"):
            label, _, key = (part.strip() for part in entry.partition("="))
            if label:
                speakers.append((label, key))
        return speakers

    def _in_turns(self, blocks: list[nodes.Node]) -> list[nodes.Node]:
        """Group *blocks*: each belongs to the turn that the last label opened."""
        phrases = edition_of(self.env).phrases
        grouped: list[nodes.Node] = []
        turn: archival_turn | None = None
        for node in blocks:
            block: nodes.Node = node
            opened = None
            if isinstance(block, nodes.paragraph):
                opened = self._turn_opened_by(block)
                if opened is None and is_stage(block.astext(), phrases):
                    block = stage_remark(block)
            elif isinstance(block, archival_turn | archival_headnote):
                turn = None
            else:
                self._report_hidden_labels(block)
            if opened is not None:
                turn = opened
                grouped.append(turn)
            elif turn is not None:
                turn += block
            else:
                grouped.append(block)
        for node in grouped:
            if isinstance(node, archival_turn) and not node.get("explicit"):
                report_if_empty(node)
        return grouped

    def _report_hidden_labels(self, block: nodes.Node) -> None:
        """Warn of labels where they may stand by chance, and open no turn.

        In reStructuredText a few blanks too many make a quotation; in MyST, where a project has
        definition lists, a colon at the start of a line makes a term of the line above it.
        """
        if isinstance(block, _GOES_ON):
            for words in block.findall(nodes.paragraph):
                self._report_buried_labels(words)
        if isinstance(block, nodes.definition_list):
            place, advice = "is a term", "write a backslash before the colon below it"
            found: list[nodes.TextElement] = list(block.findall(nodes.term))
        elif isinstance(block, nodes.block_quote) and not self.is_markdown:
            place, advice = "stands in a quotation", "remove the blanks before it"
            found = [child for child in block.children if isinstance(child, nodes.paragraph)]
        else:
            return
        for term in found:
            if self._is_silenced(term, self.labels.match):
                continue
            match = self.labels.match(inline.flatten(term).text)
            if match is not None:
                self.warn(
                    Diagnostic.HIDDEN_LABEL,
                    f"transcript: “{match.printed}” opens no turn here, because it {place}; "
                    f"{advice}, or write a backslash before the label if that is meant",
                    term.line,
                    term.source,
                )

    def _turn_opened_by(self, paragraph: nodes.paragraph) -> archival_turn | None:
        """Return a turn with the words of *paragraph*, if that begins with a known label."""
        if self._is_silenced(paragraph, self._is_read_or_reported):
            self._report_buried_labels(paragraph)
            return None
        flat = inline.flatten(paragraph)
        start = _after_page_breaks(flat)
        match = self.labels.match(flat.text[start:])
        self._report_buried_labels(paragraph, start + match.text_start if match else 0)
        if match is None:
            self._report_unknown_speaker(flat.text[start:], paragraph)
            return None
        # A backslash may have gone from a later line.
        return self._open_turn(paragraph, inline.flatten(paragraph), start, match)

    def _report_buried_labels(self, paragraph: nodes.paragraph, start: int = 0) -> None:
        """Warn of labels behind *start* that begin a line of *paragraph*: an empty line lacks."""
        label_in = self.unknown.label_of_anybody
        found = buried_labels(paragraph, label_in, start, is_markdown=self.is_markdown)
        for match, lines_below in found:
            self.warn(
                Diagnostic.HIDDEN_LABEL,
                f"transcript: “{match.printed}” opens no turn here, because it stands inside a "
                f"paragraph; write an empty line before it, or a backslash before the label if "
                f"that is meant",
                paragraph.line and paragraph.line + lines_below,
                paragraph.source,
            )

    def _open_turn(
        self, paragraph: nodes.paragraph, flat: inline.Flat, start: int, match: LabelMatch
    ) -> archival_turn:
        end, text_start = start + match.end, start + match.text_start
        label = rebuild.build(replace(flat, frames=[]), start=start, end=end)
        turn = make_turn(
            [key for key in match.keys if key],
            "".join(node.astext() for node in label if not isinstance(node, _MARKERS)),
            source=paragraph.source,
            line=paragraph.line,
            joint=flat.text[end:text_start],
        )
        source = self._split_source(paragraph, match.printed)
        speaker = make_speaker(turn, label, self.as_message(source.label))
        page_breaks = rebuild.build(flat, end=start)
        words = rebuild.build(flat, start=text_start)
        if not words:
            turn["joint"] = None
            turn += [*page_breaks, speaker]
            return turn
        if paragraph.line is not None:
            paragraph.line += flat.text.count("\n", 0, text_start)
        paragraph.rawsource = source.page_breaks + self.as_message(source.words)
        paragraph.children = []
        paragraph += [*page_breaks, *words]
        turn += [speaker, paragraph]
        return turn

    def _is_read_or_reported(self, text: str) -> bool:
        return self.labels.match(text) is not None or self.unknown.report(text) is not None

    def _is_silenced(self, paragraph: nodes.TextElement, is_label: Callable[[str], object]) -> bool:
        """Say whether an editor's backslash stands before the paragraph, and take it away.

        *is_label* says whether a text begins with what the backslash is to silence. In Markdown one
        before a letter is a sign like any other: before all else it is a word of the document.
        """
        if not self.is_markdown:
            return _SILENCED_RST.match(paragraph.rawsource) is not None
        if "\\" not in paragraph.rawsource:
            return False
        flat = inline.flatten(paragraph)
        at = _after_page_breaks(flat)
        if not _SILENCED_MARKDOWN.match(flat.text, at) or not is_label(flat.text[at + 1 :]):
            return False
        take_away(paragraph, flat, at, paragraph.rawsource.find("\\"))
        return True

    def _report_unknown_speaker(self, text: str, paragraph: nodes.paragraph) -> None:
        report = self.unknown.report(text)
        if report is not None:
            self.warn(
                Diagnostic.UNKNOWN_SPEAKER,
                f"transcript: {report}",
                paragraph.line,
                paragraph.source,
            )

    def _split_source(self, paragraph: nodes.paragraph, printed: str) -> _Source:
        """Split the source of a paragraph: translators see its label and its words apart."""
        match = _label_in_source(printed).match(paragraph.rawsource)
        if match is None:
            return _Source("", printed.replace(inline.OPAQUE, ""), paragraph.astext())
        # Without a note in it a label is best shown as it is printed.
        label = match[2] if inline.OPAQUE in printed else printed
        return _Source(match[1], label, paragraph.rawsource[match.end() :])


class _Source(NamedTuple):
    page_breaks: str
    label: str
    words: str


# A line below them goes on with their last paragraph, in Markdown, unless an empty one parts them.
_GOES_ON = (nodes.bullet_list, nodes.enumerated_list, nodes.block_quote)
_MARKERS = (archival_noteref, archival_page, nodes.footnote_reference)
_SILENCED_MARKDOWN = re.compile(r"\\[^\W\d_]")
_SILENCED_RST = re.compile(r"[*]*\\\S")


def _after_page_breaks(flat: inline.Flat) -> int:
    """Return the offset after the page breaks at the head of *flat*, and the space after them."""
    at = 0
    for run in flat.runs:
        if isinstance(run.node, archival_page):
            at = run.start + len(run.text)
        elif not run.text.isspace():
            break
    return len(flat.text) - len(flat.text[at:].lstrip())


def setup(app: Sphinx) -> None:
    """Add ``transcript``."""
    app.add_directive_to_domain("archival", "transcript", Transcript)
