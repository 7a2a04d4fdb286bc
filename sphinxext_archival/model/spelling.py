"""One key for all the ways in which a name is spelled: Горбачёв, Gorbachev, Gorbatschow.

Names from other scripts come by many roads: BGN/PCGN, ISO 9, the Library of Congress, the habits of
German, French or Polish newspapers. What they share is the sound. A key says it coarsely: sibilants
and gutturals by class, vowels by three classes, nothing doubled, nothing silent. The script of the
search page (``search.js``) has the same rules, and a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["PREFIX", "sound_key"]

PREFIX = "qq"
"""How a key begins, so that it is no word: no spelling of a name has it."""

SHORTEST = 4
"""Letters of the shortest name that has a key: shorter ones sound like too many others."""

_LETTERS = {
    # Latin letters that no canonical decomposition takes apart, and those whose mark is a sound.
    **dict(zip("łøđðþæœßıč", ("l", "o", "d", "d", "th", "e", "o", "ss", "i", "ch"), strict=True)),
    **dict(zip("šžğş", ("sh", "zh", "g", "sh"), strict=True)),
    # Cyrillic, by sound; the letters of Russian, Ukrainian, Belarusian, Bulgarian and Serbian.
    **dict(zip("абвгґдезиійклмноп", "abvggdeziijklmnop", strict=True)),
    **dict(zip("рстуфўёєіїыэѣ", "rstufueeiiiee", strict=True)),
    **dict.fromkeys("ъьʼʹʺ", ""),
    **dict(zip("жхцчшщ", ("zh", "kh", "ts", "ch", "sh", "shch"), strict=True)),
    **dict(zip("юяјљњћђџ", ("iu", "ia", "j", "l", "n", "c", "dzh", "dzh"), strict=True)),
}
_TABLE = str.maketrans(_LETTERS)

_SOUNDS = {
    **dict.fromkeys(("schtsch", "shch", "stch"), "x"),
    **dict.fromkeys(("sch", "sh"), "x"),
    **dict.fromkeys(("tsch", "tch", "tsj", "ch"), "c"),
    **dict.fromkeys(("dsch", "dzh", "zh", "dj"), "w"),
    **dict.fromkeys(("ts", "tz", "dz", "ds"), "z"),
    **dict.fromkeys(("ck", "cz", "c", "q"), "k"),
    **dict.fromkeys(("ph", "w", "f"), "v"),
    "kh": "h",
    "gh": "g",
    "th": "t",
    "x": "ks",
    "rdn": "rn",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=lambda spelling: (-len(spelling), spelling))))

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"j(?=i)", "w"),  # Najib, Наджиб
        (r"(?<=[cwx])[iyj]?o(?=[vnmrlt])", "e"),  # -chov, -chow and -chyov are -chev
        (r"[iyj](?=[aou])", ""),  # Yakovlev, Jakowlew, Iakovlev
        (r"j(?=e)", ""),  # Jelzin, Yeltsin
        (r"(?<=[aeiouy])j", "e"),  # Sergej, Sergey
        (r"[eiy]+", "e"),
        (r"[ou]+", "o"),
        (r"a+", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeo])h$", ""),  # Najibullah, Наджибулла
        (r"(?<=...[^ao])e$", ""),  # Eltsine, Yeltsin
    )
)


@lru_cache(maxsize=50_000)
def sound_key(word: str) -> str:
    """Return the key of *word*, or an empty text where it is too short or has no letters we know.

    ``sound_key("Nadzhibulla") == sound_key("Najibullah") == sound_key("Наджибулла")``.
    """
    text = unicodedata.normalize("NFC", word).lower().translate(_TABLE)
    text = "".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isascii())
    text = re.sub("[^a-z]", "", text)
    if len(text) < SHORTEST:
        return ""
    text = _SOUND.sub(lambda found: _SOUNDS[found[0]], text)
    for pattern, sound in _RULES:
        text = pattern.sub(sound, text)
    return PREFIX + text if len(text) >= SHORTEST - 1 else ""
