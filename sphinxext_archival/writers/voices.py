"""What a page of HTML says of a text beside its words: who speaks, and in which language.

It is put on the nodes as they are written, when turns have their last numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from babel.core import get_global
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..model.anchors import speaker_anchor
from ..nodes import (
    archival_headnote,
    archival_insertion,
    archival_note,
    archival_notes,
    archival_speaker,
    archival_transcript,
    archival_turn,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

VOICES = 6
"""How many speakers of a document are told apart; the style sheet has a colour for each."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""The tags of BCP 47 that a document can have as its language."""


class Voices(SphinxPostTransform):
    """Give labels an id, turns a voice, texts their language, and notes their document's title."""

    default_priority = 890
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Prepare the page that is being written."""
        language = original = ""
        voices: dict[str, int] = {}
        titles: dict[str, str] = {}
        for node in self.document.findall(nodes.Element):
            if isinstance(node, archival_headnote):
                titles.setdefault(node["identifier"], node["title"])
                language = _tag(node["metadata"].get("language", ""))
                original = _tag(node["metadata"].get("original-language", ""))
                participants: list[dict[str, Any]] = node["participants"]
                keys = [entity["key"] for entity in participants]
                voices = {key: place for place, key in enumerate(keys, start=1)}
            elif isinstance(node, archival_turn):
                _label(node, voices)
                self._set_language(node, language)
            elif isinstance(node, archival_transcript):
                self._set_language(node, language)
            elif isinstance(node, archival_notes):
                note = node.next_node(archival_note)
                node["title"] = titles.get(note["document"], "") if note is not None else ""
            elif isinstance(node, archival_insertion) and node["kind"] == "original" and original:
                node["lang"] = _as_written(original, node.astext())

    def _set_language(self, node: nodes.Element, language: str) -> None:
        """Say in which language a text is, where it is not that of the page."""
        if isinstance(node.parent, archival_transcript):
            return
        if language and language != _tag(self.config.language.replace("_", "-")):
            node["lang"] = language


def _label(turn: archival_turn, voices: dict[str, int]) -> None:
    """Let the label of *turn* be referred to, and number its voice among those of its document.

    Participants come first, in the order of the headnote, so that the parts of a document agree.
    """
    speaker = next(iter(turn.findall(archival_speaker)), None)
    if speaker is not None and turn["ids"]:
        speaker["ids"] = [speaker_anchor(turn["ids"][0])]
    if len(turn["speakers"]) == 1:
        turn["voice"] = voices.setdefault(turn["speakers"][0], len(voices) + 1)


def _tag(code: str) -> str:
    return code if _LANGUAGE_TAG.match(code) else ""


def _as_written(language: str, words: str) -> str:
    """Return the tag of *words*, which are transliterated if that language has another script."""
    if "-" in language or not re.search("[A-Za-z]", words):
        return language
    usual = get_global("likely_subtags").get(language, "")
    return language if not usual or "_Latn" in usual else f"{language}-Latn"


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(Voices)
