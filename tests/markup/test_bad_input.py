"""Bad input: a warning that names the place, what is wrong and what would be right; no lost word.

The cases are in `bad_input.yml`; all are pages of one project in each language.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from .conftest import LANGUAGES, head_of

if TYPE_CHECKING:
    from tests.conftest import Build, Built

CASES = yaml.safe_load(Path(__file__).with_name("bad_input.yml").read_text(encoding="utf-8"))
REGISTER = """\
shevardnadze:
  kind: person
  name: Eduard Shevardnadze
voices:
  kind: organization
  name: Several voices
gorbachev:
  kind: person
  name: Mikhail Gorbachev
  labels: [M. S. GORBACHEV, GORBACHEV]
  variants: [Gorbachev]
najibullah:
  kind: person
  name: Mohammad Najibullah
  labels: [NAJIBULLAH]
stein:
  kind: person
  name: Eva von Stein
  labels: [FRAU v. STEIN, THE CHAIR, Eva, E]
kohl:
  kind: person
  name: Helmut Kohl
  labels: [KOHL, THE CHAIR]
ivanov-a:
  kind: person
  name: Andrei Ivanov
  variants: [Ivanov]
ivanov-b:
  kind: person
  name: Boris Ivanov
  variants: [Ivanov]
"""


@dataclass(frozen=True)
class Case:
    """One page of bad input in one language."""

    name: str
    language: str
    written: dict[str, Any]

    @property
    def file(self) -> str:
        return f"{self.name}.{LANGUAGES[self.language]}"

    @property
    def page(self) -> str:
        text = self.written.get(self.language) or self._transcript()
        return head_of(self.name, self.language, with_document="whole" not in self.written) + text

    @property
    def line(self) -> int:
        """Where the warning must stand."""
        at = self.written["at"]
        if at.startswith("@"):
            at = f"{{{at[1:]}}}" if self.language == "myst" else f"{at[1:]}::"
        lines = self.page.splitlines()
        return next(number for number, line in enumerate(lines, 1) if at in line)

    def _transcript(self) -> str:
        words = self.written["both"]
        if self.language == "myst":
            return f"::::{{transcript}}\n{words}::::\n"
        return f".. transcript::\n\n{textwrap.indent(words, '   ')}"


IN_LANGUAGES = [
    Case(name, language, written)
    for name, written in CASES.items()
    for language in LANGUAGES
    if language in written or "both" in written
]
every_case = pytest.mark.parametrize(
    "case", IN_LANGUAGES, ids=[f"{case.name}-{case.language}" for case in IN_LANGUAGES]
)


@pytest.fixture(scope="module")
def projects(build_once: Build) -> dict[str, Built]:
    built = {}
    for language in LANGUAGES:
        files = {case.file: case.page for case in IN_LANGUAGES if case.language == language}
        files["register.yml"] = REGISTER
        settings = {"archival_registers": ["register.yml"]}
        built[language] = build_once(files, "text", confoverrides=settings)
    return built


@every_case
def test_warning_names_the_place_and_what_is_wrong(projects: dict[str, Built], case: Case) -> None:
    warnings = [
        text for text in projects[case.language].warnings if text.startswith(f"{case.file}:")
    ]
    subtype, (first, *more) = f"[archival.{case.written['subtype']}]", case.written["says"]
    matching = [text for text in warnings if text.endswith(subtype) and first in text]
    assert len(matching) == 1, warnings
    assert matching[0].startswith(f"{case.file}:{case.line}: WARNING: ")
    for part in more:
        assert part in matching[0]


@every_case
def test_text_is_kept(projects: dict[str, Built], case: Case) -> None:
    text = squeezed(projects[case.language].output(f"{case.name}.txt"))
    for words in case.written.get("keeps", []):
        assert squeezed(words) in text


def squeezed(text: str) -> str:
    """Return *text* with one blank for white space: the text builder breaks lines anew."""
    return re.sub(r"\s+", " ", text)
