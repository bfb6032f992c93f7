"""Footprints side by side as plotly figures: a measure through its years, and two measures against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from stpdash import words
from stpdash.charts import plain
from stpdash.comparison import Column
from stpdash.measure import Measure
from stpdash.money_charts import MARKED, RING, VEIL
from stpdash.series import NOT_COMPARED, Figure

COLOURS = (
    *("#3b7dc4", "#b07d10", "#8d68c9", "#2a8c86", "#c9544d"),
    *("#6b8f22", "#c4629b", "#7c838b", "#a8703a", "#3f9160"),
)
"""One for each of ten footprints, each at least 3 to 1 against both grounds; marks and dashes tell them apart too."""
MARKS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "x", "star", "hexagon", "bowtie")
DASHES = ("solid", "dash", "dot", "dashdot")
BESIDE = ({"color": RING, "dash": "dash", "width": 3}, {"color": RING, "dash": "dot", "width": 3})
GRID = "rgba(120,130,130,0.35)"


def by_year(found: Mapping[Column, Sequence[Figure]], measure: Measure) -> go.Figure:
    """A line a footprint, thicker broken ones for region and England; an estimate has an open mark.

    Sums of a region or of all England are on another scale than those of a footprint, and are left out.
    The upright axis begins at zero where the figures lie near it; else the summary says that it does not.
    """
    traces, mine, others, drawn = [], 0, 0, _drawn(found, measure)
    for column, figures in drawn.items():
        values = [told.value for told in figures]
        own = column.layer == "footprint"
        line = {"color": COLOURS[mine], "dash": DASHES[mine % 4], "width": 2} if own else BESIDE[others]
        symbol = MARKS[mine] if own else "line-ew"
        open_ = [f"{symbol}-open" if told.status == "estimated" else symbol for told in figures]
        traces.append(
            go.Scatter(
                x=list(measure.years), y=values, name=plain(column.name), mode="lines+markers", line=line,
                hoverinfo="skip",
                marker={"symbol": open_, "size": 9, "line": {"width": 2}}, connectgaps=False,
                customdata=[column.code] * len(values),
            )
        )  # fmt: skip
        mine, others = mine + own, others + (not own)
    chart = go.Figure(traces)
    chart.update_layout(
        height=420, margin={"l": 8, "r": 8, "t": 8, "b": 8}, dragmode=False,
        legend={"orientation": "h", "y": -0.12, "itemclick": False, "itemdoubleclick": False},
        xaxis={"type": "category", "fixedrange": True},
        yaxis=_axis([told.value for figures in drawn.values() for told in figures]) | {"title": measure.unit},
    )  # fmt: skip
    return chart


def two(pairs: pd.DataFrame, across: Measure, up: Measure, year: str, chosen: Sequence[str]) -> go.Figure:
    """All 44 as dots by two measures, from `comparison.pairs`; those chosen (codes) are named, estimates open.

    Both axes are even. They begin at zero where the figures lie near it; else the summary says that they do not.
    """
    known = _both(pairs)
    guessed = (known["x_status"] == "estimated") | (known["y_status"] == "estimated")
    picked = pd.Series(known.index.isin(list(chosen)), index=known.index)
    dots = go.Scatter(
        x=list(known["x"]), y=list(known["y"]), mode="markers", hoverinfo="skip", customdata=list(known.index),
        marker={
            "size": [13 if mark else 9 for mark in picked],
            "symbol": ["circle-open" if guess else "circle" for guess in guessed],
            "color": [MARKED if mark else VEIL for mark in picked],
            "line": {"width": 1.5, "color": "#2a8389"},
        },
    )  # fmt: skip
    chart = go.Figure([dots])
    mine = known[picked]
    places = zip(mine["x"], mine["y"], mine["name"], _apart(known, picked), strict=True)
    names = [
        {"x": x, "y": y, "text": plain(name), "showarrow": False, "xshift": shift, "yshift": up_by, "xanchor": anchor}
        for x, y, name, (shift, anchor, up_by) in places
    ]
    chart.update_layout(
        height=460, margin={"l": 8, "r": 8, "t": 24, "b": 8}, showlegend=False, dragmode=False,
        annotations=[each | {"font": {"size": 12}} for each in names],
        xaxis={"title": _titled(across, year)} | _axis(known["x"]),
        yaxis={"title": _titled(up, year)} | _axis(known["y"]),
    )  # fmt: skip
    return chart


SIDES = ((0, "center", 14), (0, "center", -14), (9, "left", 0), (-9, "right", 0), (0, "center", 28), (0, "center", -28))
"""Where a name may stand beside its dot: pixels to the right, which end of it, pixels up; the favourite first."""
WIDE, TALL, LETTER, LINE = 520, 360, 6.6, 15
"""About how large the plot and a letter are, in pixels."""


def _drawn(found: Mapping[Column, Sequence[Figure]], measure: Measure) -> dict[Column, Sequence[Figure]]:
    return {each: told for each, told in found.items() if measure.kind == "rate" or each.layer == "footprint"}


def _both(pairs: pd.DataFrame) -> pd.DataFrame:
    """Those with two figures that may be compared."""
    told_only = (pairs["x_status"] == NOT_COMPARED) | (pairs["y_status"] == NOT_COMPARED)
    return pairs[~told_only].dropna(subset=["x", "y"])


def _apart(known: pd.DataFrame, picked: pd.Series) -> list[tuple[int, str, int]]:
    """For each named dot the first side on which its name lies on no other name; the favourite where all are taken."""
    wide, tall = (float(known[axis].max() - known[axis].min()) or 1.0 for axis in ("x", "y"))
    mine = known[picked]
    taken: list[tuple[float, float, float, float]] = []
    chosen = []
    for x, y, name in zip(mine["x"], mine["y"], mine["name"], strict=True):
        boxes = {side: _box(x / wide * WIDE, y / tall * TALL, len(name), side) for side in SIDES}
        free = [side for side, box in boxes.items() if not any(_overlap(box, other) for other in taken)]
        side = (free or SIDES)[0]
        taken.append(boxes[side])
        chosen.append(side)
    return chosen


def _box(x: float, y: float, letters: int, side: tuple[int, str, int]) -> tuple[float, float, float, float]:
    shift, anchor, dy = side
    width = letters * LETTER
    left = x + shift - {"left": 0.0, "center": width / 2, "right": width}[anchor]
    return left, left + width, y + dy - LINE / 2, y + dy + LINE / 2


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _axis(values: Iterable[float]) -> dict[str, Any]:
    ranged = "normal" if _far_from_zero(values) else "tozero"
    return {"fixedrange": True, "tickformat": ",", "gridcolor": GRID, "zeroline": True, "rangemode": ranged}


def _far_from_zero(values: Iterable[float]) -> bool:
    """Whether figures lie so far above zero that an axis from zero would leave them no room."""
    known = [value for value in values if value == value]
    return bool(known) and min(known) > 0.3 * max(known) > 0


def _titled(measure: Measure, year: str) -> str:
    return f"{measure.heading(year)}<br>{measure.unit}"


def by_year_summary(found: Mapping[Column, Sequence[Figure]], measure: Measure) -> str:
    """The lines in words: the first and the last figure of each, what is estimated, what is left out."""
    if not found:
        return f"{measure.title} is known for one date only; there is nothing to follow through the years."
    told = [_first_and_last(column, figures, measure) for column, figures in found.items()]
    drawn = _drawn(found, measure)
    far = _far_from_zero(figure.value for figures in drawn.values() for figure in figures)
    wider = " The sums of region and England are in the table alone." if len(drawn) < len(found) else ""
    guessed = sum(figure.status == "estimated" for figures in found.values() for figure in figures)
    marked = f" {words.count(guessed, 'figure')} estimated, with an open mark." if guessed else ""
    gaps = "" if all(each.status for figures in found.values() for each in figures) else f" Else {measure.missing}."
    axis = " The axis begins above zero." if far else ""
    return f"{measure.title} by year: {'; '.join(told)}.{axis}{wider}{marked}{gaps}"


def _first_and_last(column: Column, figures: Sequence[Figure], measure: Measure) -> str:
    known = [(year, told) for year, told in zip(measure.years, figures, strict=True) if told.status]
    if not known:
        return f"{column.name} {words.NO_FIGURE.lower()}"
    ends = known if len(known) < 2 else [known[0], known[-1]]
    return f"{column.name} {' and '.join(f'{told.told(measure.written)} in {year}' for year, told in ends)}"


def two_summary(pairs: pd.DataFrame, across: Measure, up: Measure, year: str, chosen: Sequence[str]) -> str:
    """The dots in words: between what they lie, where the chosen ones do, how many are missing, where zero is."""
    known = _both(pairs)
    head = f"{across.heading(year)} and {up.heading(year)} of {words.count(len(known), 'footprint')}"
    if known.empty:
        return f"{head}: nothing to draw."
    ends = " and ".join(
        f"{measure.written(known[axis].min())} to {measure.written(known[axis].max())}"
        for axis, measure in (("x", across), ("y", up))
    )
    told = [
        f"{row['name']} {Figure(row['x'], row['x_status']).told(across.written)} and "
        f"{Figure(row['y'], row['y_status']).told(up.written)}"
        for _, row in known[known.index.isin(list(chosen))].iterrows()
    ]
    return f"{head}, from {ends}: {'; '.join(told) or 'none chosen'}. {_zero_said(known)}{_left_out(pairs, known)}"


def _left_out(pairs: pd.DataFrame, known: pd.DataFrame) -> str:
    """How many have no dot: for want of a figure, or because one is not to be compared; how many are estimates."""
    told_only = int(((pairs["x_status"] == NOT_COMPARED) | (pairs["y_status"] == NOT_COMPARED)).sum())
    missing = len(pairs) - len(known) - told_only
    guessed = int(((known["x_status"] == "estimated") | (known["y_status"] == "estimated")).sum())
    notes = [
        f"{missing} without a figure of one or both" if missing else "",
        f"{told_only} given but not to be compared" if told_only else "",
        f"{guessed} estimated, with an open mark" if guessed else "",
    ]
    said = ", ".join(note for note in notes if note)
    return f" Of the {len(pairs)}, {said}." if said else ""


def _zero_said(known: pd.DataFrame) -> str:
    far = [name for name, values in (("lying", known["x"]), ("upright", known["y"])) if _far_from_zero(values)]
    if not far:
        return "Both axes are even."
    return f"Both axes are even; the {' and the '.join(far)} one {'begins' if len(far) == 1 else 'begin'} above zero."
