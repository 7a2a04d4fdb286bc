"""Charts as SVG, drawn from what stands on their nodes.

A drawing is as wide as its page: what is measured along the line is a percentage, and everything
else is in ``em``, so that words keep the size that the style sheet gives them on any screen. There
is no colour and no style in it, only classes; and nothing of it moves.

Where it holds links a drawing is a ``group``, for what is in an ``img`` no screen reader reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[Any]]

VOICES = 6
_ROW = 2.7
_LINE = 1.75
_LANE = 1.15
_AXIS = 0.4
_FOOT = 1.9
_COLUMNS = 7.0
_ARCS = 40
_WIDEST = 4.0
_ONCE = 1.2


def _element(parent: Element | None, tag: str, /, **attributes: object) -> Element:
    """Return an element; ``_`` in the name of an attribute is a hyphen, and a final one nothing."""
    written = {
        name.rstrip("_").replace("_", "-"): _text(value)
        for name, value in attributes.items()
        if value not in ("", None)
    }
    return Element(tag, written) if parent is None else SubElement(parent, tag, written)


def _text(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _em(value: float) -> str:
    return f"{_text(float(value))}em"


def _at(value: float) -> str:
    return f"{_text(float(value))}%"


def _drawing(height: float, **attributes: object) -> Element:
    return _element(None, "svg", width="100%", height=_em(height), **attributes)


def _words(parent: Element, text: str, **attributes: object) -> Element:
    words = _element(parent, "text", **attributes)
    words.text = text
    return words


def _link(parent: Element, address: str, name: str = "") -> Element:
    """Return a link, or a group where there is no *address*; *name* is what it is called."""
    tag = "a" if address else "g"
    link = _element(parent, tag, href=address, aria_label=name if address else "")
    if name:
        _element(link, "title").text = name
    return link


def _voice(number: int) -> str:
    return f" archival-voice-{number}" if 0 < number <= VOICES else ""


def speech(rows: Rows, label: str) -> str:
    """Return bars: *rows* of a name, its address, its voice, its share, that in words, and more."""
    height = len(rows) * _ROW
    drawing = _drawing(height, role="group", aria_labelledby=label, class_="archival-drawing")
    for place, (name, address, voice, share, percentage, more) in enumerate(rows):
        top = place * _ROW
        words = _words(_link(drawing, address), name, y=_em(top + 1))
        words.set("class", "archival-drawing-name")
        extra = _words(drawing, more, x="100%", dx="-4.2em", y=_em(top + 1), text_anchor="end")
        extra.set("class", "archival-drawing-more")
        _words(drawing, percentage, x="100%", y=_em(top + 1), text_anchor="end")
        bar = {"y": _em(top + 1.5), "height": _em(0.5)}
        _element(drawing, "rect", width="100%", class_="archival-piece-ground", **bar)
        _element(
            drawing, "rect", width=_at(100 * share), class_=f"archival-piece{_voice(voice)}", **bar
        )
    return _written(drawing)


def share(rows: Rows, label: str) -> str:
    """Return one slim bar, divided by *rows* as those of :func:`speech`; *label* is its name."""
    drawing = _element(
        None,
        "svg",
        viewBox="0 0 1000 10",
        width="100%",
        height="0.4em",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
        class_="archival-share",
    )
    at = 0.0
    for name, _address, voice, part, *_rest in rows:
        width = max(1000 * part - 4, 2.0)
        piece = {"x": at, "width": width, "height": 10}
        bar = _element(drawing, "rect", class_=f"archival-piece{_voice(voice)}", **piece)
        _element(bar, "title").text = name
        at += 1000 * part
    return _written(drawing)


def mentions(rows: Rows, ties: Rows, label: str) -> str:
    """Return names one below the other, *rows*, and arcs between those that *ties* join."""
    height = len(rows) * _LINE
    drawing = _drawing(height, role="group", aria_labelledby=label, class_="archival-drawing")
    # In it a line is 100 high: it is as wide as its part of the page, whatever that is.
    arcs = _element(
        drawing,
        "svg",
        width=_at(_ARCS),
        height=_em(height),
        viewBox=f"0 0 100 {100 * len(rows)}",
        preserveAspectRatio="none",
        overflow="visible",
        class_="archival-ties",
    )
    thickness = min(_ONCE, _WIDEST / max(count for _f, _s, count, _t in ties))
    for first, second, count, said in sorted(ties, key=lambda tie: abs(tie[0] - tie[1])):
        low, high = sorted((first, second))
        bulge = 97.0 * ((high - low) / max(len(rows) - 1, 1)) ** 0.6
        path = f"M100 {100 * low + 50}A{bulge:.1f} {50 * (high - low)} 0 0 0 100 {100 * high + 50}"
        width = max(thickness * count, 0.8)
        _element(_element(arcs, "path", d=path, stroke_width=width), "title").text = said
    for place, (name, more, address, kind, count, title) in enumerate(rows):
        middle = (place + 0.5) * _LINE
        _node(drawing, kind, middle)
        link = _link(drawing, address)
        words = _words(link, name, x=_at(_ARCS), dx="0.8em", y=_em(middle + 0.33))
        words.set("class", "archival-drawing-name")
        if more:
            _element(words, "tspan", class_="archival-drawing-more").text = more
            _element(words, "tspan", class_="archival-drawing-less").text = " …"
        if title != name:
            _element(link, "title").text = title
        _words(drawing, count, x="100%", y=_em(middle + 0.33), text_anchor="end")
    return _written(drawing)


def _node(drawing: Element, kind: str, middle: float) -> None:
    """Draw a person as a point, and an organization as a square."""
    if kind == "person":
        _element(drawing, "circle", cx=_at(_ARCS), cy=_em(middle), r="0.3em")
        return
    # A percentage and a length cannot be added in an attribute, but one svg can stand in another.
    inner = _element(drawing, "svg", x=_at(_ARCS), y=_em(middle), overflow="visible")
    _element(inner, "rect", x="-0.28em", y="-0.28em", width="0.56em", height="0.56em")


def timeline(rows: Rows, ticks: Rows, lanes: int, label: str) -> str:
    """Return a time line with marks in *lanes*, or with columns where there are none."""
    above = lanes * _LANE + _AXIS if lanes else _COLUMNS + 1.2
    drawing = _drawing(
        above + _FOOT, role="group", aria_labelledby=label, class_="archival-drawing"
    )
    for place, (at, name) in enumerate(ticks):
        kind = "archival-tick" if name else "archival-tick archival-tick-between"
        end = _em(above + (0.7 if name else 0.35))
        _element(drawing, "line", x1=_at(at), x2=_at(at), y1=_em(above), y2=end, class_=kind)
        if name and at < 100:  # noqa: PLR2004 (the end of the line)
            odd = " archival-tick-second" if place % 2 and len(ticks) == _MONTHS else ""
            words = _words(drawing, name, x=_at(at), dx="0.3em", y=_em(above + 1.3))
            words.set("class", f"archival-tick-name{odd}")
    _element(drawing, "line", x2="100%", y1=_em(above), y2=_em(above), class_="archival-axis")
    if lanes:
        for row in rows:
            _mark(drawing, row, above)
    else:
        _columns(drawing, rows, above)
    return _written(drawing)


_MONTHS = 12


def _mark(drawing: Element, row: Sequence[Any], above: float) -> None:
    at, width, lane, sure, address, title, side, date, words = row
    middle = above - _AXIS - (lane + 0.5) * _LANE + 0.1
    link = _link(drawing, address, title)
    kind = "archival-mark" if sure else "archival-mark archival-mark-unsure"
    if width:
        bar = {"x": _at(at), "y": _em(middle - 0.35), "width": _at(width), "height": _em(0.7)}
        _element(link, "rect", rx="0.35em", class_=kind, **bar)
    else:
        _element(link, "circle", cx=_at(at), cy=_em(middle), r="0.38em", class_=kind)
    if side:
        at_end = side == "after"
        place = {"x": _at(at + width if at_end else at), "y": _em(middle + 0.33)}
        if side == "above":
            place["y"] = _em(middle + 0.33 - _LANE)
        else:
            place["dx"] = "0.7em" if at_end else "-0.7em"
        anchor = "end" if side == "before" else "start"
        text = _words(link, date, text_anchor=anchor, **place)
        text.set("class", "archival-drawing-name")
        _element(text, "tspan", class_="archival-drawing-more").text = words


def _columns(drawing: Element, rows: Rows, above: float) -> None:
    most = max(count for _at_, _w, count, *_rest in rows)
    has_peak = False
    for at, width, count, address, title in rows:
        tall = max(_COLUMNS * count / most, 0.25)
        link = _link(drawing, address, title)
        box = {"x": _at(at + width * 0.08), "width": _at(width * 0.84)}
        # The whole height can be pointed at, and not only what is filled.
        _element(link, "rect", y=0, height=_em(above), class_="archival-column-ground", **box)
        shape = {"y": _em(above - tall), "height": _em(tall)}
        _element(link, "rect", class_="archival-column", **box, **shape)
        if count == most and not has_peak:
            has_peak = True
            middle = _at(at + width / 2)
            _words(link, str(count), x=middle, y=_em(above - tall - 0.4), text_anchor="middle")


def _written(drawing: Element) -> str:
    return tostring(drawing, encoding="unicode", short_empty_elements=True)
