"""``turn``: a turn written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..context import edition_of, entity_of, reading_of
from ..diagnostics import Diagnostic, one_of, warn
from ..model.brackets import is_stage_remark, parse_brackets
from ..nodes import archival_page, archival_speaker, archival_stage, archival_turn
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from ..model.phrases import PhraseTable

CERTAINTIES = ("high", "medium", "low", "unknown")
"""How sure an attribution is (TEI, ``att.global.responsibility/@cert``)."""

NUMBER = re.compile(r"[1-9][0-9]*[a-z]?\Z")
"""The form of a pinned turn number: ``12``, or ``12a`` for one that came in later."""


class Turn(ArchivalDirective):
    """A turn whose speaker is given, not read from a label."""

    MEANING = "A turn written out: its argument is the speaker's key, or `?`."
    OPTIONS = (
        DirectiveOption(
            "label",
            "The label as printed; else the register's first label and a full stop.",
        ),
        DirectiveOption("id", "Pins the turn's number: `12`, or `12a` for one that came in later."),
        DirectiveOption("cert", f"How sure the attribution is: {', '.join(CERTAINTIES)}."),
        DirectiveOption("resp", "Who attributed the turn."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the turn."""
        key = self.argument
        if not key:
            self.warn(
                Diagnostic.UNKNOWN_SPEAKER,
                "turn: it names no speaker; write the key, as {turn} gorbachev, or {turn} ? for a "
                "speaker who is not identified",
            )
            key = "?"
        speakers = [] if key == "?" else [part.strip() for part in key.split(",")]
        source, line = self.get_source_info()
        label = self._label(speakers)
        turn = make_turn(speakers, label, source=source, line=line, joint=" ")
        if label:
            turn += make_speaker(turn, [nodes.Text(label)], self.as_message(label))
        turn["explicit"] = True
        # One that nobody has written is no word of the source.
        turn["label_made"] = "label" not in self.values
        turn["unidentified"] = not speakers
        for option in ("cert", "resp"):
            if option in self.values:
                turn[option] = self.values[option]
        if turn.get("cert", "low") not in CERTAINTIES:
            self.warn(
                Diagnostic.DOCUMENT_VALUE,
                f"turn: “:cert: {turn['cert']}” is no certainty; {one_of(CERTAINTIES)}",
                self.line_of_option("cert"),
            )
        self._pin(turn)
        words = with_stage_remarks(self.parse_words(), edition_of(self.env).phrases)
        if not words or not isinstance(words[0], nodes.paragraph):
            turn["joint"] = None
        turn += words
        report_if_empty(turn)
        return [turn]

    def _label(self, speakers: Sequence[str]) -> str:
        if "label" in self.values:
            return self.values["label"]
        if not speakers:
            self.warn(
                Diagnostic.UNKNOWN_SPEAKER,
                "turn: a speaker who is not identified needs “:label:”, the label as printed",
            )
            return ""
        labels = []
        for key in speakers:
            entity = entity_of(self.env, key)
            if entity is None:
                reading_of(self.env).without_labels[key] = ("turn", self.place[1])
            labels.append((entity.labels or (entity.name,))[0] if entity else key)
        label = ", ".join(labels)
        return label if label.endswith((".", ":")) else f"{label}."

    def _pin(self, turn: archival_turn) -> None:
        number = self.values.get("id")
        if number is None:
            return
        if NUMBER.match(number):
            turn["number"] = number
            turn["pinned"] = True
        elif not number:
            self.warn(
                Diagnostic.TURN_NUMBER,
                "turn: “:id:” is empty, and the turn is counted as any other; write its number, as "
                "12, or leave “:id:” out",
                self.line_of_option("id"),
            )
        else:
            self.warn(
                Diagnostic.TURN_NUMBER,
                f"turn: “:id: {number}” is no turn number; write a number, as 12, or 12a for a "
                f"turn that came in later",
                self.line_of_option("id"),
            )


def make_turn(
    speakers: Sequence[str],
    label: str,
    *,
    source: str | None,
    line: int | None,
    joint: str | None,
) -> archival_turn:
    """Return a turn, still without its label and its words.

    *joint* is the white space between the label and the first paragraph, or None where the label
    stands alone.
    """
    turn = archival_turn(
        speakers=list(speakers), label=label, joint=joint, support_smartquotes=False
    )
    turn.source, turn.line = source, line
    return turn


def make_speaker(
    turn: archival_turn, words: Sequence[nodes.Node], message: str
) -> archival_speaker:
    """Return the label of *turn*: *message* is what translators see of it.

    It is a message of its own, and joins its paragraph later, after translation.
    """
    speaker = archival_speaker(
        message, "", *words, speakers=list(turn["speakers"]), translatable=True
    )
    speaker.source, speaker.line = turn.source, turn.line
    return speaker


def with_stage_remarks(blocks: Sequence[nodes.Node], phrases: PhraseTable) -> list[nodes.Node]:
    """Return *blocks* with each paragraph that is one bracketed remark made a stage remark."""
    return [
        stage_remark(block)
        if type(block) is nodes.paragraph and is_stage(block.astext(), phrases)
        else block
        for block in blocks
    ]


def is_stage(text: str, phrases: PhraseTable) -> bool:
    """Say whether a paragraph is one remark of what happened, and not ``[illegible]``."""
    if text[:1] == "[":
        spans = parse_brackets(text, phrases).spans
        whole = len(spans) == 1 and spans[0].start == 0 and spans[0].end == len(text.rstrip())
        return whole and spans[0].kind == "stage"
    return is_stage_remark(text)


def stage_remark(paragraph: nodes.paragraph) -> archival_stage:
    """Return *paragraph* as a stage remark."""
    stage = archival_stage(paragraph.rawsource, "", *paragraph.children)
    stage["classes"] = ["archival-stage"]
    stage.source, stage.line = paragraph.source, paragraph.line
    return stage


def report_if_empty(turn: archival_turn) -> None:
    """Warn of a turn in which nothing is said."""
    if all(isinstance(child, archival_speaker | archival_page) for child in turn.children):
        warn(
            Diagnostic.EMPTY,
            f"turn: nothing is said after “{turn['label']}”",
            turn,
        )


def setup(app: Sphinx) -> None:
    """Add ``turn``."""
    app.add_directive_to_domain("archival", "turn", Turn)
