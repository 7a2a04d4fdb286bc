"""Thousands of random harms to an edition or its source: each is caught."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival import received
from sphinxext_archival.domain import domain_of
from sphinxext_archival.fidelity.check import edition_text
from sphinxext_archival.model.fidelity.compare import compare
from sphinxext_archival.model.fidelity.flat import Flat

from .conftest import SOURCE, document
from .harms import HARMS, UNITS, harmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_archival.model.fidelity.records import EditionText
    from tests.conftest import Build

SEED = Path(__file__).resolve().parents[2] / "corpus"
SENTENCE = (
    "the situation of our delegation in these talks remains what it was and nobody at this table "
    "would deny that a settlement needs patience on both sides of the line"
)
WORDS = SENTENCE.split()


def generated(chance: random.Random) -> tuple[str, str]:
    """A transcript with brackets and notes, as an edition writes it and as its source does."""
    edition: list[str] = []
    source: list[str] = []
    notes: list[str] = []
    ends: list[str] = []
    for turn in range(chance.randint(4, 9)):
        words = [chance.choice(WORDS) for _ in range(chance.randint(6, 20))]
        words.insert(3, f"[{chance.choice(WORDS)}]")
        text = f"{'ADLER' if turn % 2 else 'BORUN'}. {' '.join(words).capitalize()}"
        mark = ending = ""
        if turn % 3 == 0:
            number = len(notes) + 1
            note = " ".join(chance.choice(WORDS) for _ in range(8)).capitalize()
            mark, ending = f"[^n{number}]", f"[\\[{number}\\]](#)"
            notes.append(f"[^n{number}]: {note} ({number}).")
            ends.append(f"[{number}] {note} ({number}).")
        edition.append(f"{text}.{mark}")
        source.append(f"{text}.{ending}")
    page = document("\n\n".join(edition) + "\n", notes="\n\n".join(notes) + "\n")
    return page, "\n\n".join(["March 4, 1971", "Russian", *source, *ends]) + "\n"


@pytest.fixture(scope="module")
def pairs(build_once: Build) -> list[tuple[EditionText, str]]:
    """Editions with their sources: the seed, and generated ones."""
    seed = build_once(
        {
            "117254.md": (SEED / "documents/117254.md").read_text("utf-8").replace("../", ""),
            "sources/117254.txt": (SEED / "sources/117254.txt").read_text("utf-8"),
            **{
                f"register/{path.name}": path.read_text("utf-8")
                for path in (SEED / "register").glob("*.yml")
            },
        },
        "pseudoxml",
        confoverrides={
            "archival_registers": [
                f"register/{path.name}" for path in sorted((SEED / "register").glob("*.yml"))
            ]
        },
    )
    found = [(_edition(seed.app.env, "117254"), (SEED / "sources/117254.txt").read_text("utf-8"))]
    files = {"p0.md": document(), "source.txt": SOURCE}
    sources = [SOURCE]
    for number in range(1, 6):
        page, source = generated(random.Random(number))
        files[f"p{number}.md"] = page.replace("{document} p1", f"{{document}} p1{number}")
        sources.append(source)
    made = build_once(files, "pseudoxml")
    names = ["p1", *(f"p1{number}" for number in range(1, 6))]
    found += [(_edition(made.app.env, n), s) for n, s in zip(names, sources, strict=True)]
    return found


def _edition(env: object, identifier: str) -> EditionText:
    return edition_text(env, domain_of(env).index.documents[identifier])  # type: ignore[arg-type]


def _compared(edition: EditionText, source: str) -> list[str]:
    report = compare(edition, received.read_bytes(source.encode(), "source.txt"))
    return [one.code for one in report.differences]


def test_without_a_harm_nothing_differs(pairs: list[tuple[EditionText, str]]) -> None:
    assert [_compared(edition, source) for edition, source in pairs] == [[]] * len(pairs)


def _harms(text: str, seeds: range, unit: str) -> Iterator[tuple[str, str]]:
    for seed in seeds:
        chance = random.Random(seed)
        done = harmed(text, unit, chance.choice(HARMS), chance)
        if done is not None:
            yield done


@pytest.mark.parametrize("unit", [*UNITS])
def test_each_harm_to_a_source_is_caught(pairs: list[tuple[EditionText, str]], unit: str) -> None:
    missed, count = [], 0
    for index, (edition, source) in enumerate(pairs):
        # What the header says in its own words, its labels, an edition does not have.
        begins = ("M. S. GORBACHEV. Cde.", "ADLER.")[index] if index < 2 else "BORUN."
        body = source.index(begins)
        head, text = source[:body], source[body:]
        for made, what in _harms(text, range(40 if index == 0 else 120), unit):
            count += 1
            if not _compared(edition, head + made):
                missed.append((index, what))
    assert count > 100
    assert missed == []


@pytest.mark.parametrize("unit", [*UNITS])
def test_each_harm_to_an_edition_is_caught(pairs: list[tuple[EditionText, str]], unit: str) -> None:
    missed, count = [], 0
    for index, (edition, source) in enumerate(pairs):
        texts = [edition.body, *(note.flat for note in edition.notes)]
        for place, flat in enumerate(texts):
            text = flat.text.replace("\n", "\n\n")
            for made, what in _harms(text, range(30 if index == 0 or place else 120), unit):
                count += 1
                other = Flat()
                other.add(made, edition.place)
                if place:
                    notes = list(edition.notes)
                    notes[place - 1] = notes[place - 1]._replace(flat=other)
                    changed = dataclasses.replace(edition, notes=notes)
                else:
                    changed = dataclasses.replace(edition, body=other)
                if set(_compared(changed, source)) <= {"bracket"}:
                    missed.append((index, place, what))
    assert count > 30
    assert missed == []


def test_real_builds_catch_harms_too(build: Build) -> None:
    built = build({"p1.md": document(), "source.txt": SOURCE}, "fidelity")
    assert built.app.statuscode == 0
    body = SOURCE.index("ADLER.")
    done = 0
    for seed in range(24):
        chance = random.Random(seed)
        unit, harm = chance.choice([*UNITS]), chance.choice(HARMS)
        made = harmed(SOURCE[body:], unit, harm, chance)
        if made is None:
            continue
        done += 1
        harm_done = build({"source.txt": SOURCE[:body] + made[0]}, "fidelity", srcdir=built.srcdir)
        assert harm_done.app.statuscode == 1, made[1]
    assert done > 8
