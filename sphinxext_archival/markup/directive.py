"""What all directives of the domain share: options, arguments, and a safe parse of the words."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from ..context import is_directive, lines_of, reading_of
from ..diagnostics import Diagnostic, did_you_mean, one_of, warn
from ..model import fences
from ..model.characters import describe, without_unprintable
from . import markdown, restructuredtext
from .addresses import unlink_scripts
from .open_fences import MOST_LINES_ADDED, line_of_opening, reports_of_fences
from .options import WrittenOptions, are_options, content_of, is_opening, repeated
from .suspects import SUSPECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from .options import DirectiveOption


class ArchivalDirective(SphinxDirective, ABC):
    """A directive of the domain.

    Its argument is optional for docutils, so that a missing one is our warning and not the loss of
    the words; ``OPTIONS`` declares its options, and :attr:`values` holds those given. Its words are
    the document's text, unless ``holds_text`` says that they are the editor's prose.
    """

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    OPTIONS: ClassVar[tuple[DirectiveOption, ...]] = ()
    MEANING: ClassVar[str] = ""
    holds_text: ClassVar[bool] = True
    values: dict[str, str]

    def run(self) -> list[nodes.Node]:
        """Read the options and argument, then build the nodes."""
        self.is_markdown = markdown.is_markdown(self.state)
        if self.is_markdown:
            self._restore_words_below_dashes()
            self._restore_words_among_options()
            self._correct_offset()
        self.values = self._read_options()
        return self.build()

    @abstractmethod
    def build(self) -> list[nodes.Node]:
        """Return the directive's nodes."""

    @property
    def short_name(self) -> str:
        """The directive's name without its domain."""
        return self.name.rpartition(":")[2]

    @property
    def argument(self) -> str:
        """The argument, on the directive's own line; empty when it was not given."""
        return self.arguments[0].partition("\n")[0].strip() if self.arguments else ""

    def warn(
        self,
        diagnostic: Diagnostic,
        message: str,
        line: int | None = None,
        source: str | None = None,
    ) -> None:
        """Report *message* at *line* of *source*, or of the file where the directive stands."""
        source = source or self.place[0]
        warn(diagnostic, message, f"{Path(source).resolve()}:{line or self.place[1]}")

    @cached_property
    def place(self) -> tuple[str, int]:
        """The file and line of the directive; the file may be one that the page includes."""
        source, line = self.get_source_info()
        path = source or str(self.env.doc2path(self.env.docname))
        line = line or self.lineno
        if markdown.is_markdown(self.state):
            line = line_of_opening(lines_of(self.env, path), line, self.short_name)
        return path, line

    def line_of(self, index: int) -> int:
        """Return the line (from 1) of the *index*-th line (from 0) of the content."""
        if self.is_markdown:
            return self.lineno + self.content_offset + index + 1
        if index < len(self.content.items):
            return int(self.content.items[index][1]) + 1
        return self.place[1]

    def _read_options(self) -> dict[str, str]:
        values = {name: text or "" for name, text in self.options.items()}
        if self.is_markdown:
            self._restore_options(values)
        known = [option.name for option in self.OPTIONS]
        for name in [name for name in values if name not in known]:
            if self._written_options.refused and not self._written_options.line(name):
                del values[name]  # it has been restored as words
                continue
            near = did_you_mean(name, known) or "; " + (
                one_of(known) if known else "it has no options"
            )
            self.warn(
                Diagnostic.DOCUMENT_OPTION,
                f"{self.short_name}: unknown option “:{name}:” "
                f"(its value is “{values[name]}”){near}",
                self.line_of_option(name),
            )
            del values[name]
        for name, text in values.items():
            if found := describe(text):
                self.warn(
                    Diagnostic.CHARACTER,
                    f"{self.short_name}: the value of “:{name}:” holds what no output can print: "
                    f"{found}; it is left out; remove it, or write what is meant",
                    self.line_of_option(name),
                )
                values[name] = without_unprintable(text)
        return {name: re.sub(r"\s+", " ", text).strip() for name, text in values.items()}

    def _restore_words_below_dashes(self) -> None:
        """Give words back to the content that MyST took for options: it begins with a line across.

        They end with another such line, or with the directive.
        """
        content = self._written_content
        if content[:1] and content[0].startswith("---") and not are_options(content):
            self.warn(
                Diagnostic.DOCUMENT_OPTION,
                f"{self.short_name}: what stands below “{content[0]}” is no option; it is kept as "
                f"text; leave the line before it blank",
                self.place[1] + 1,
            )
            self.options = {}
            self.content = StringList(content, self.place[0])
            self.content_offset = 0

    def _restore_words_among_options(self) -> None:
        """Give words back to the content that MyST took for options: they begin with a colon."""
        written = self._written_options
        if not written.are_words_lost:
            return
        for number, line in written.refused.items():
            self.warn(
                Diagnostic.DOCUMENT_OPTION,
                f"{self.short_name}: “{line.strip()}” stands where options do and is none; it is "
                f"kept as text; leave a blank line before it",
                self.place[1] + number,
            )
        # What was an option is a blank line, so that all others are in the lines where they are.
        content = self._written_content
        head = [written.refused.get(number, "") for number in range(1, written.end)]
        self.content = StringList([*head, *content[len(head) :]], self.place[0])
        self.content_offset = 0

    def _correct_offset(self) -> None:
        """Count the lines as they are in the file.

        MyST puts an empty line before content that begins with a colon fence, and counts it, in our
        directives as in those around them.
        """
        first = next((at for at, line in enumerate(self.content) if line.strip()), None)
        if first is None:
            return
        counted = self.lineno + self.content_offset + first  # from 0
        near = range(counted, max(counted - MOST_LINES_ADDED, 0) - 1, -1)
        lines, words = lines_of(self.env, self.place[0]), self.content[first].strip()
        same = (at for at in near if at < len(lines) and lines[at].strip() == words)
        found = next(same, counted)
        self.content_offset -= counted - found

    def _restore_options(self, values: dict[str, str]) -> None:
        """Take each option as written where MyST lost some of it."""
        for name, option in self._written_options.mended.items():
            self.warn(
                Diagnostic.DOCUMENT_VALUE,
                f"{self.short_name}: {option.slip}",
                self.line_of_option(name),
            )
        for number, name in self._written_options.repeated.items():
            self.warn(
                Diagnostic.DOCUMENT_VALUE,
                f"{self.short_name}: {repeated(name, values.get(name, ''))}",
                self.place[1] + number,
            )
        for name, line in self._written_options.continued.items():
            self.warn(
                Diagnostic.DOCUMENT_VALUE,
                f"{self.short_name}: the value of “:{name}:” ends with its line; “{line}” is taken "
                f"for the words of {self.short_name}; write the whole value on one line",
                self.line_of_option(name),
            )
        for name, written in self._written_options.lost(values):
            read = values.get(name)
            values[name] = written
            if self._written_options.is_spoilt:
                continue  # that is said already
            self.warn(
                Diagnostic.DOCUMENT_VALUE,
                f"{self.short_name}: the value of “:{name}:” was "
                f"{'not understood' if read is None else f'cut after “{read}”'} by the option "
                f"syntax and is taken as written; put it in quotation marks: :{name}: '{written}'",
                self.line_of_option(name),
            )

    def line_of_option(self, name: str) -> int:
        """Return the line (from 1) of the option *name*, or of the directive without it."""
        return self.place[1] + self._written_options.line(name)

    @cached_property
    def _written_options(self) -> WrittenOptions:
        known = [option.name for option in self.OPTIONS]
        if not self.is_markdown:
            return WrittenOptions(self._written_lines[1:], known)
        kept = self.content[0] if self.content else None
        return WrittenOptions(self._written_content, known, kept=kept)

    @cached_property
    def _written_content(self) -> list[str]:
        return content_of(self._written_lines)

    @cached_property
    def _written_lines(self) -> list[str]:
        """The lines of the directive, from its opening on, and perhaps what stands below it."""
        lines = self.block_text.lstrip("\n").split("\n")
        if not is_opening(lines[0]):
            # Before version 5, MyST gives the body alone.
            lines = lines_of(self.env, self.place[0])[self.lineno - 1 :]
        return lines if lines and is_opening(lines[0]) else []

    def parse_words(self) -> list[nodes.Node]:
        """Parse the content so that the markup eats no word of it (MARKUP, *Text is safe*)."""
        self._take_words_from_argument()
        lines = list(self.content)
        if not self.is_markdown:
            reading_of(self.env).has_restructuredtext = True
            text = fences.as_text_rst(
                lines, flush=self.holds_text, is_directive=partial(is_directive, self.env)
            )
            self._report_suspects(text.suspects)
            self.content = self._as_content(text.lines)
            words = restructuredtext.with_refused_words(self.parse_content_to_nodes())
            unlink_scripts(words)
            return words
        holds_words = partial(markdown.holds_words, self.state)
        self._report_fences(lines, holds_words)
        text = fences.as_text_markdown(lines, holds_words)
        self._report_suspects(text.suspects)
        self.content = self._as_content(text.lines)
        with markdown.plain_text_rules(self.state):
            return self.parse_content_to_nodes()

    def _as_content(self, lines: list[str]) -> StringList:
        return StringList(lines, items=list(self.content.items))

    def as_message(self, text: str) -> str:
        """Return *text* as a translator must write it, so that its translation is no list."""
        if self.is_markdown:
            # A paragraph becomes a list at its first sign or not at all.
            if not text.lstrip()[:1].isdigit():
                return text
            return "\n".join(fences.as_text_markdown(text.split("\n")).lines)
        return "\n".join(fences.as_text_rst(text.split("\n")).lines)

    def _take_words_from_argument(self) -> None:
        """Give words that docutils took for the argument's second line back to the content."""
        if not self.arguments or "\n" not in self.arguments[0]:
            return
        words = self.arguments[0].split("\n")[1:]
        source = self.state_machine.get_source(self.lineno)
        items = [(source, self.lineno + index) for index in range(len(words))]
        given = StringList(words, items=items)
        if self.content:
            given.append("", source, self.lineno + len(words))
            given.extend(self.content)
        self.content = given

    def _report_fences(self, lines: list[str], holds_words: fences.HoldsWords) -> None:
        place = (self.place[0], self.lineno)
        unclosed = [
            (self.line_of(fence.line_index), fence)
            for fence in fences.unclosed_fences(lines, holds_words)
        ]
        for line, message in reports_of_fences(
            self.env, self.short_name, place, unclosed, holds_words
        ):
            self.warn(Diagnostic.FENCE, message, line)

    def _report_suspects(self, suspects: Sequence[fences.Suspect]) -> None:
        for suspect in suspects:
            self.report_suspect(suspect, self.short_name, self.line_of(suspect.line_index))

    def report_suspect(
        self, suspect: fences.Suspect, where: str, line: int, source: str | None = None
    ) -> None:
        """Warn of words that the markup language would have eaten, *where* and at *line*."""
        diagnostic, advice = SUSPECTS[suspect.code]
        self.warn(diagnostic, f"{where}: “{suspect.text}” {advice}", line, source)
