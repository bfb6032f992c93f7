"""A plotly figure as an inline SVG: the charts of the live pages for readers without a script, and for paper.

It is made from the figure itself, so that no number is counted twice. It fills the width it is given; its height is
the figure's. Colours, dashes and letters are the style sheet's (assets/drawn.css), in light and dark.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Any, NamedTuple

from markupsafe import Markup

from stpdash.markup import joined, tag
from stpdash.site.drawn_axes import LETTER, NARROWEST, TEXT, Plot, axis, labelled, pixels, room, ruled, word
from stpdash.site.drawn_marks import LETTERS, RIMS, named, stripes, symbol
from stpdash.site.drawn_reading import Chart, Flat, each, lines_of, read

_LETTERED = 14
"""The least height of a bar's part, in pixels, that has room for the letter of its name."""


class Bar(NamedTuple):
    """A bar: its place in the row, where it begins and ends, its thickness in places."""

    place: float
    begins: float
    ends: float
    thick: float


def svg(figure: Any, told: str) -> Markup:
    """A figure drawn, its name `told`, the sentence that says what it shows; its key beneath where it has one.

    Raises ValueError for what is not drawn here: see `drawn_reading.read`; and for a colour without a name.
    """
    chart = read(figure)
    names = {letter: _names(chart, letter) for letter in "xy"}
    bars = list(_bars(chart, names))
    on = _plot(chart, names, bars)
    lettered = _has_key(chart)
    traces = [
        _drawn_bars(trace, found, on, ascii_uppercase[n] if lettered else "") if trace["type"] == "bar"
        else _drawn_points(trace, on)
        for n, (trace, found) in enumerate(zip(chart.traces, bars, strict=True))
    ]  # fmt: skip
    lines = joined(_upright(line, on) for line in chart.lines)
    notes = joined(_note(note, on) for note in chart.notes)
    height = on.top + on.tall + (TEXT + 4 if on.x.ticks else 0) + TEXT * len(on.x.title)
    picture = tag(
        "svg", ruled(on) + joined(traces) + lines + labelled(on) + notes,
        width="100%", height=pixels(height), role="img", aria_label=told,
    )  # fmt: skip
    return tag("div", picture + (_key(chart) if lettered else Markup("")), class_=f"drawn room-{room(on)}")


def _names(chart: Chart, letter: str) -> tuple[str, ...]:
    found = (value for trace in chart.traces for value in trace[letter] if isinstance(value, str))
    return tuple(dict.fromkeys(found))


def _bars(chart: Chart, names: dict[str, tuple[str, ...]]) -> Iterator[list[Bar]]:
    """The bars of each trace, one upon the other where they are stacked; none of a trace without bars."""
    reached: defaultdict[float, float] = defaultdict(float)
    for trace in chart.traces:
        if trace["type"] != "bar":
            yield []
            continue
        along, across = ("x", "y") if trace.get("orientation") == "h" else ("y", "x")
        thick = trace.get("width") or 1 - chart.layout.get("bargap", 0.4 if names["y"] else 0.2)
        made = []
        for n, (value, base) in enumerate(zip(trace[along], each(trace.get("base"), len(trace[along])), strict=True)):
            where = trace[across][n]
            place = float(names[across].index(where)) if isinstance(where, str) else float(where)
            begins = reached[place] if base is None else base
            if "barmode" in chart.layout and not math.isnan(value):
                if value < 0:
                    raise ValueError(f"a stacked bar of a chart: found {value}, expected no less than nothing")
                reached[place] += value
            made.append(Bar(place, begins, begins + value, thick))
        yield made


def _plot(chart: Chart, names: dict[str, tuple[str, ...]], bars: list[list[Bar]]) -> Plot:
    values: dict[str, list[float]] = {"x": [], "y": []}
    for trace, found in zip(chart.traces, bars, strict=True):
        if trace["type"] == "bar":
            along = "x" if trace.get("orientation") == "h" else "y"
            values[along] += [end for bar in found for end in (bar.begins, bar.ends)]
        else:
            for letter in "xy":
                values[letter] += [v for v in trace[letter] if v is not None and not isinstance(v, str)]
    x, y = (axis(chart, letter, names[letter], values[letter]) for letter in "xy")
    margins = chart.layout.get("margin.t", 8), chart.layout.get("margin.b", 8)
    return Plot(x, y, max(margins[0], TEXT / 2) + TEXT * len(y.title), chart.layout.get("height", 450) - sum(margins))


def _drawn_bars(trace: Flat, bars: Sequence[Bar], on: Plot, letter: str) -> Markup:
    lying, count = trace.get("orientation") == "h", len(bars)
    settings = ("marker.color", "marker.pattern.shape", "text", "textfont.color")
    rim, width = named(trace.get("marker.line.color", ""), RIMS), trace.get("marker.line.width")
    edge = {"stroke_width": str(width)} if rim else {}
    made, words = [], []
    for bar, *looks in zip(bars, *(each(trace.get(key, ""), count) for key in settings), strict=True):
        colour, striped, text, letters = looks
        if math.isnan(bar.ends):
            continue
        along, thick = (bar.begins, bar.ends), (bar.place - bar.thick / 2, bar.place + bar.thick / 2)
        box = on.box(along, thick) if lying else on.box(thick, along)
        made.append(tag("rect", "", class_=f"{named(colour)} {rim}".strip(), **box, **edge))
        if striped:
            made.append(stripes(box))
        if text:
            words.append(_on_bar(trace["textposition"], text, bar, on, lying, named(letters, LETTERS)))
        elif letter and float(box["height"]) >= _LETTERED:
            words.append(_on_bar("inside", letter, bar, on, lying, "letter"))
    return joined(made) + joined(words)


def _on_bar(where: str, text: str, bar: Bar, on: Plot, lying: bool, look: str) -> Markup:
    """A bar's words: in its middle, or above its end."""
    middle = (bar.begins + bar.ends) / 2
    x, y = (middle, bar.place) if lying else (bar.place, middle)
    down = on.down(y) if where == "inside" else on.down(bar.ends) - TEXT / 2
    return word(lines_of(text)[0], on.across(x), down, f"mid {look}".strip())


def _drawn_points(trace: Flat, on: Plot) -> Markup:
    places = [
        None if _missing(x) or _missing(y) else (on.across(x), on.down(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    match trace["mode"]:
        case "text":
            written = zip(places, trace["text"], strict=True)
            return joined(word(lines_of(text)[0], *place, dx="4") for place, text in written if place)
        case "lines":
            return _lines(trace, places)
        case "markers":
            return _symbols(trace, places)
        case _:
            return _lines(trace, places) + _symbols(trace, places)


def _missing(value: float | str | None) -> bool:
    return value is None or (not isinstance(value, str) and math.isnan(value))


Places = list[tuple[str, float] | None]


def _lines(trace: Flat, places: Places) -> Markup:
    """A line from each known place to the next; broken where one is missing."""
    drawn = [
        tag("line", "", x1=one[0], y1=pixels(one[1]), x2=other[0], y2=pixels(other[1]))
        for one, other in pairwise(places)
        if one and other
    ]
    return tag("g", joined(drawn), class_=_line_look(trace), stroke_width=str(trace.get("line.width", 2)))


def _line_look(trace: Flat) -> str:
    return f"{named(trace['line.color'])} {trace.get('line.dash', 'solid')}"


def _symbols(trace: Flat, places: Places) -> Markup:
    count = len(places)
    symbols, sizes = (
        each(trace.get(f"marker.{key}", usual), count) for key, usual in (("symbol", "circle"), ("size", 6))
    )
    inks = each(trace.get("marker.color") or trace.get("line.color") or trace["marker.line.color"], count)
    rim = named(trace.get("marker.line.color", ""), RIMS)
    drawn = [
        symbol(mark, *place, size, named(ink), rim)
        for place, mark, size, ink in zip(places, symbols, sizes, inks, strict=True)
        if place
    ]
    return tag("g", joined(drawn), stroke_width=str(trace.get("marker.line.width", 1)))


def _upright(line: Flat, on: Plot) -> Markup:
    if line["x0"] != line["x1"]:
        raise ValueError(f"a line across a chart: found one from {line['x0']} to {line['x1']}, expected an upright one")
    ends = {"y1": pixels(on.top), "y2": pixels(on.top + on.tall)}
    at = on.across(line["x0"])
    width = str(line.get("line.width", 2))
    return tag("line", "", x1=at, x2=at, **ends, class_=_line_look(line), stroke_width=width)


def _note(note: Flat, on: Plot) -> Markup:
    """A note at a place, moved by so many pixels; above the plot where it says so; never beyond the plot's sides."""
    y = on.top + (1 - note["y"]) * on.tall if note.get("yref") == "paper" else on.down(note["y"])
    y -= note.get("yshift", 0) + (TEXT / 2 - 2 if note.get("yanchor") == "bottom" else 0)
    text, shift = lines_of(note["text"])[0], note.get("xshift", 0)
    before = {"left": 0.0, "center": 0.5, "right": 1.0}[note.get("xanchor", "center")]
    begins = on.x.share(note["x"]) * NARROWEST + shift - before * len(text) * LETTER
    if begins < 0:
        return word(text, "0%", y, "note")
    if begins + len(text) * LETTER > NARROWEST:
        return word(text, "100%", y, "note end")
    look = {0.0: "note", 0.5: "note mid", 1.0: "note end"}[before]
    return word(text, on.across(note["x"]), y, look, **({"dx": str(shift)} if shift else {}))


def _has_key(chart: Chart) -> bool:
    return bool(chart.layout.get("showlegend", len(chart.traces) > 1))


def _key(chart: Chart) -> Markup:
    """What each trace is, in order: its mark and its name, and of a bar the letter that stands on it."""
    return tag("ul", joined(_entry(trace, n) for n, trace in enumerate(chart.traces)), class_="drawn-key")


def _entry(trace: Flat, n: int) -> Markup:
    if trace["type"] == "bar":
        look = f"{named(trace['marker.color'])} {named(trace.get('marker.line.color', ''), RIMS)}".strip()
        letter = word(ascii_uppercase[n], "50%", 8, "mid letter")
        sample = tag("rect", "", class_=look, width="100%", height="16") + letter
    else:
        mark = each(trace.get("marker.symbol", "circle"), 1)[0].removesuffix("-open")
        sample = _lines(trace, [("0%", 8.0), ("100%", 8.0)]) + _symbols(trace | {"marker.symbol": mark}, [("50%", 8.0)])
    picture = tag("svg", sample, width="34", height="16", aria_hidden="true")
    return tag("li", picture + " " + lines_of(trace["name"])[0])
