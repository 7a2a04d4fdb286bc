"""Labels of several speakers at once."""

from __future__ import annotations

import pytest

from sphinxext_archival.model.joint_labels import JointLabel, joint_label
from sphinxext_archival.model.labels import LabelTable

HERE = LabelTable([("CAPTAIN BRANDT", "brandt"), ("LINDQVIST", "lindqvist"), ("BRANDT", "")])
ELSEWHERE = LabelTable([("HOLM", "holm")])


@pytest.mark.parametrize(
    ("text", "label", "keys"),
    [
        ("CAPTAIN BRANDT and LINDQVIST. Yes", "CAPTAIN BRANDT and LINDQVIST.", "brandt lindqvist"),
        ("LINDQVIST, HOLM: Yes", "LINDQVIST, HOLM:", "lindqvist holm"),
        ("LINDQVIST und HOLM: Ja", "LINDQVIST und HOLM:", "lindqvist holm"),
        ("LINDQVIST et\nHOLM : Oui", "LINDQVIST et\nHOLM :", "lindqvist holm"),
        ("LINDQVIST и HOLM. Да", "LINDQVIST и HOLM.", "lindqvist holm"),
        ("LINDQVIST & HOLM. Yes", "LINDQVIST & HOLM.", "lindqvist holm"),
        ("LINDQVIST, HOLM, and BRANDT. Yes", "LINDQVIST, HOLM, and BRANDT.", "lindqvist holm "),
        ("LINDQVIST and HOLM (aside). Yes", "LINDQVIST and HOLM (aside).", "lindqvist holm"),
    ],
)
def test_known_labels_that_are_joined_are_found(text: str, label: str, keys: str) -> None:
    found = tuple((key,) for key in keys.split(" "))
    assert joint_label(text, [HERE, ELSEWHERE]) == JointLabel(label, found)


@pytest.mark.parametrize(
    "text",
    [
        "LINDQVIST. Yes",
        "LINDQVIST and HOLM agree.",
        "LINDQVIST and HOLMES. Yes",
        "LINDQVIST and another. Yes",
        "LINDQVIST HOLM. Yes",
        "LINDQVISTandHOLM. Yes",
        "LINDQVIST, right.",
        "They and HOLM. Yes",
        "",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert joint_label(text, [HERE, ELSEWHERE]) is None
