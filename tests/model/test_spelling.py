"""Spellings of one name have one key, and different names have different ones."""

from __future__ import annotations

import pytest

from sphinxext_archival.model.spelling import sound_key

SPELLINGS = (
    "Gorbachev Gorbachov Gorbachyov Gorbačev Gorbatschow Gorbatchev Горбачёв Горбачев",
    "Najibullah Nadzhibulla Nadjibullah Najib-ullah Наджибулла",
    "Shevardnadze Shevarnadze Schewardnadse Шеварднадзе",
    "Yeltsin Eltsin Jelzin Eltsine Ельцин",
    "Yakovlev Jakowlew Iakovlev Яковлев",
    "Brezhnev Brežnev Брежнев",
    "Vorontsov Woronzow Воронцов",
    "Sergey Sergei Sergej Сергей",
    "Wałęsa Walesa",
)


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name_have_one_key(spellings: str) -> None:
    assert len({sound_key(name) for name in spellings.split()}) == 1


def test_different_names_have_different_keys() -> None:
    names = [spellings.split()[0] for spellings in SPELLINGS]
    others = ["Iran", "Irina", "Kabul", "Kobylin", "Bakunin", "Baker", "Andropov", "Antonov"]
    assert len({sound_key(name) for name in (*names, *others)}) == len(names) + len(others)


def test_an_inflected_name_begins_with_the_key_of_the_name() -> None:
    assert sound_key("Горбачева").startswith(sound_key("Gorbachev"))


@pytest.mark.parametrize("word", ["", "Li", "Zia", "1990", "中国", "…"])
def test_what_is_short_or_in_another_script_has_none(word: str) -> None:
    assert sound_key(word) == ""
