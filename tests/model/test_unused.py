"""Written forms of names that a register has and no text uses."""

from __future__ import annotations

from sphinxext_archival.model.entities import Entity
from sphinxext_archival.model.unused import form_finder, scripts_of, unused_variants

ADA = Entity("okoye", "person", "Ada Okoye", variants=("Okoye", "A. Okoye"), autolink=False)
BEN = Entity("ben", "person", "Ben Okoye", variants=("Okoye",))


def test_forms_are_found_of_whoever_they_are() -> None:
    found = form_finder([ADA, BEN]).find("Okoye met A. Okoye, and Ada\n Okoye.")
    assert [match.key for match in found] == ["Okoye", "A. Okoye", "Ada Okoye"]


def test_what_is_not_used_keeps_the_order_of_the_register() -> None:
    assert unused_variants(ADA, set(), {"LATIN"}) == ("Okoye", "A. Okoye")
    assert unused_variants(ADA, {"Okoye"}, {"LATIN"}) == ("A. Okoye",)
    assert unused_variants(ADA, set(), {"CYRILLIC"}) == ()


def test_scripts_are_those_of_letters() -> None:
    assert scripts_of("Okoye, 12 Окойе!") == {"LATIN", "CYRILLIC"}
    assert scripts_of("12 – !") == set()
