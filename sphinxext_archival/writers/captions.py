"""What an edition says of its own signs: insertions, features, pages, emendations, attributions."""

from __future__ import annotations

from ..catalogue import _

# Each is translated when it is printed, and not when this is read.
_INSERTIONS = {
    "supplied": _("supplied"),
    "original": _("word of the original"),
    "expansion": _("abbreviation expanded"),
    "alteration": _("form altered"),
    "identification": _("identification"),
    "gloss": _("gloss"),
    "sic": _("so in the source"),
    "omission": _("omission"),
    "gap": _("lost or unreadable"),
    "unclear": _("doubtful reading"),
    "redaction": _("withheld"),
    "stage": _("what happened"),
}
_HANDS = {
    "translator": _("translator"),
    "editor": _("editor"),
    "source": _("source"),
}


def kind_caption(kind: str) -> str:
    """Return what a kind of insertion is called: ``word of the original``."""
    return str(_(_INSERTIONS.get(kind, kind)))


def insertion_caption(kind: str, resp: str) -> str:
    """Return what an insertion is and whose: ``supplied by the translator``."""
    return _("%(kind)s (%(hand)s)") % {
        "kind": _INSERTIONS.get(kind, kind),
        "hand": _HANDS.get(resp, resp),
    }


def feature_caption(feature: str, place: str, hand: str) -> str:
    """Return what the source shows: ``added, margin, in the hand of Stalin``."""
    captions = {
        "deleted": _("deleted in the source"),
        "added": _("added in the source"),
        "underlined": _("underlined in the source"),
        "stamp": _("stamp"),
        "signature": _("signature"),
        "dateline": _("dateline"),
    }
    parts = [str(captions.get(feature, feature))]
    if place:
        parts.append(place)
    if hand:
        parts.append(str(_("in the hand of %s") % hand))
    return ", ".join(parts)


def page_caption(number: str) -> str:
    """Return what a page break says: ``page 12 of the source``."""
    if number == "?":
        return _("a page of the source ends here")
    return _("page %s of the source") % number


def emendation_caption(source: str) -> str:
    """Return what an emendation says of the source."""
    return _("emended; the source has “%s”") % source if source else _("emended; not in the source")


def attribution_caption(certainty: str, resp: str) -> str:
    """Return what is to be said of a doubtful attribution: ``attribution: low certainty``."""
    captions = {
        "high": _("attribution: high certainty"),
        "medium": _("attribution: medium certainty"),
        "low": _("attribution: low certainty"),
        "unknown": _("attribution: certainty unknown"),
    }
    parts = [str(captions.get(certainty, certainty))] if certainty else []
    if resp:
        parts.append(str(_("attributed by %s") % resp))
    return "; ".join(parts)
