"""What a plotly figure says, read strictly: whatever the plain edition would not draw stops the build, by its name.

A chart that gains a kind of trace or a setting must not lose it here without a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Flat = dict[str, Any]
"""A plotly object with its inner ones written out: `marker.line.width`."""
DASHES = ("solid", "dash", "dot", "dashdot")
MARKS = (
    *("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "x", "star", "hexagon", "bowtie"),
    *("line-ew", "line-ns"),
)
_LOOKS_ONLY = "customdata hoverinfo cliponaxis"
"""Settings that concern the browser's plotly alone, here and below."""
_KNOWN = {
    "bar": "x y base width orientation name text textposition insidetextanchor textfont.color "
    "marker.color marker.line.color marker.line.width marker.pattern.shape marker.pattern.fillmode "
    f"marker.pattern.solidity marker.pattern.fgcolor marker.pattern.fgopacity {_LOOKS_ONLY}",
    "scatter": "x y mode name text textposition textfont.size line.color line.dash line.width connectgaps "
    f"marker.symbol marker.size marker.color marker.line.color marker.line.width {_LOOKS_ONLY}",
    "layout": "height margin.t margin.b margin.l margin.r bargap barmode showlegend dragmode legend.orientation "
    "legend.y legend.traceorder legend.itemclick legend.itemdoubleclick",
    "axis": "title.text type range rangemode autorange tickformat showticklabels showgrid "
    "fixedrange zeroline gridcolor tickangle tickfont.size",
    "shape": "type x0 x1 xref y0 y1 yref line.color line.dash line.width",
    "annotation": "x y yref xanchor yanchor xshift yshift text showarrow font.size",
}
_MODES = {"lines", "markers", "lines+markers", "text"}
_SAID: dict[str, dict[str, set[Any]]] = {
    "bar": {
        "orientation": {"h", "v"},
        "textposition": {"outside", "inside"},
        "insidetextanchor": {"middle"},
        "marker.pattern.shape": {"", "/"},
    },
    "scatter": {
        "mode": _MODES,
        "textposition": {"middle right"},
        "line.dash": {*DASHES},
        "connectgaps": {False},
        "marker.symbol": {*MARKS, *(f"{mark}-open" for mark in MARKS)},
    },
    "layout": {"barmode": {"stack"}, "legend.traceorder": {"normal"}},
    "axis": {"type": {"category"}, "rangemode": {"normal", "tozero"}, "autorange": {"reversed"}, "tickformat": {","}},
    "shape": {"type": {"line"}, "xref": {"x"}, "y0": {0}, "y1": {1}, "yref": {"y domain"}, "line.dash": {*DASHES}},
    "annotation": {
        "yref": {"paper", "y"},
        "xanchor": {"left", "center", "right"},
        "yanchor": {"bottom"},
        "showarrow": {False},
    },
}
"""Of settings with several meanings, those that are drawn. What is not named here may hold any value."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Chart:
    """A figure's traces, its layout, its two axes ("x" and "y"), its upright lines and its notes."""

    traces: tuple[Flat, ...]
    layout: Flat
    axes: Mapping[str, Flat]
    lines: tuple[Flat, ...]
    notes: tuple[Flat, ...]


def read(figure: Any) -> Chart:
    """What a plotly figure draws.

    Raises ValueError for a kind of trace, a setting or a value of one that the plain edition does not draw.
    """
    raw = figure.to_plotly_json()
    layout = {key: value for key, value in raw["layout"].items() if key != "template"}
    axes = {letter: _checked("axis", dict(layout.pop(f"{letter}axis", {})), f"{letter}axis") for letter in "xy"}
    shapes, notes = (layout.pop(key, ()) for key in ("shapes", "annotations"))
    traces = tuple(_trace(trace, n) for n, trace in enumerate(raw["data"]))
    read_layout = _checked("layout", layout, "layout")
    if len([each for each in traces if each["type"] == "bar"]) > 1 and "barmode" not in read_layout:
        raise _unknown("layout.barmode", "none, with several traces of bars", "stack")
    return Chart(
        traces,
        read_layout,
        axes,
        tuple(_checked("shape", each, f"shapes[{n}]") for n, each in enumerate(shapes)),
        tuple(_checked("annotation", each, f"annotations[{n}]") for n, each in enumerate(notes)),
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text as plotly takes it: `&amp;` is a letter. Raises ValueError for markup but breaks.

    >>> lines_of("South &amp; Sea<br>per head")
    ['South & Sea', 'per head']
    """
    lines = re.split(r"<br ?/?>", text)
    if found := _TAG.search("".join(lines)):
        raise _unknown("a text", found[0], "<br> or none")
    return [html.unescape(line) for line in lines]


def each(value: Any, count: int) -> list[Any]:
    """A setting for each of several marks: its list, or one value for all."""
    return list(value) if isinstance(value, (list, tuple)) else [value] * count


def _trace(raw: Mapping[str, Any], n: int) -> Flat:
    kind = raw["type"]
    if kind not in {"bar", "scatter"}:
        raise _unknown(f"trace {n}", f"one of type {kind}", "bar or scatter")
    trace = _checked(kind, {key: value for key, value in raw.items() if key != "type"}, f"trace {n}")
    for axis in "xy":
        if not isinstance(trace.get(axis), (list, tuple)):
            raise _unknown(f"trace {n}, {axis}", type(trace.get(axis)).__name__, "a list")
    if trace.get("textposition") == "outside" and trace.get("orientation") == "h":
        raise _unknown(f"trace {n}, textposition", "outside on lying bars", "inside, or names as a trace of text")
    return trace | {"type": kind}


def _checked(kind: str, raw: Mapping[str, Any], where: str) -> Flat:
    flat = dict(_flattened(raw))
    known = _KNOWN[kind].split()
    for key, value in flat.items():
        if key not in known:
            raise _unknown(where, f"the setting {key}", f"one of {', '.join(known)}")
        drawn = _SAID[kind].get(key)
        if drawn is not None and (wrong := [one for one in each(value, 1) if one not in drawn]):
            raise _unknown(f"{where}, {key}", repr(wrong[0]), f"one of {', '.join(sorted(map(repr, drawn)))}")
    return flat


def _flattened(raw: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{above}{key}.")
        elif value is not None:
            yield above + key, value


def _unknown(where: str, found: str, expected: str) -> ValueError:
    return ValueError(
        f"{where} of a chart: found {found}, expected {expected}. The plain edition does not draw it: "
        "teach stpdash/site/drawn.py and its neighbours, or choose another chart"
    )
