"""Money as plotly figures: areas in a row, the national table, a footprint made up of its CCGs, fair shares.

A name stands on its bar, which is a light veil, so that long names need no margin of their own on a phone and both
grounds, light and dark, carry it. Each figure has its table beside it and its summary as its name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from stpdash import words
from stpdash.charts import plain
from stpdash.fairness import RULES
from stpdash.measure import Measure
from stpdash.national import NOT_COVERED, PARTS, SUBTOTAL, TOTAL, TRANSFORMATION
from stpdash.palette import TEAL
from stpdash.ranking import Beside, placed
from stpdash.series import Figure, comparable, figure, together

VEIL, MARKED, RING = "rgba(42,131,137,0.36)", "rgba(42,131,137,0.8)", "#d1691f"
ROW, LONGEST = 21, 40
"""The height of a row in pixels; the longest name that is written out."""
STRIPES = {"fillmode": "overlay", "solidity": 0.1, "fgcolor": "#7d8d8d", "fgopacity": 0.5}
GREYS = ("#c3cccc", "#98a5a5", "#6d7b7b")


def ranked(frame: pd.DataFrame, measure: Measure, beside: Beside) -> go.Figure:
    """Bars of `ranking.ordered`; lines for those to compare a rate with. The browser marks the chosen areas.

    Estimates are striped. Areas without a comparable figure have no bar; the table names them.
    """
    values = comparable(frame)
    known = frame[values.notna()]
    among = placed(frame, measure)
    labels = [
        f"{among[str(code)]}. {label}" if measure.ranked else label
        for code, label in zip(known.index, _labels(known, "value", measure.written), strict=True)
    ]
    chart = _bars(list(known["value"]), labels, list(known["status"] == "estimated"), codes=list(known.index))
    if measure.kind == "rate":  # a sum of all England is on another scale than one of a footprint
        _lines(chart, [(f"{plain(name)} {told.told(measure.written)}", told.value) for name, told in beside.values()])
    chart.update_xaxes(title=measure.unit)
    return chart


def made_up_of(parts: pd.DataFrame) -> go.Figure:
    """A waterfall from the CCGs to their footprint, from `ranking.made_up_of`: £ million; estimates are striped.

    Each bar begins where the one above it ends (plotly's own waterfall can have no stripes).
    """
    names = [name.removeprefix("NHS ").removesuffix(" CCG") for name in parts["name"]]
    whole = together(parts)
    figures = [*(figure(parts, code) for code in parts.index), whole]
    ends = list(parts["value"].cumsum())
    labels = [_label(n, told, words.pounds_m) for n, told in zip([*names, "Together"], figures, strict=True)]
    chart = _bars(
        [told.value for told in figures], labels, [told.status == "estimated" for told in figures],
        last_marked=True, begins=[0.0, *ends[:-1], 0.0],
    )  # fmt: skip
    chart.add_trace(
        go.Scatter(
            x=[end for pair in zip(ends, ends, ends, strict=True) for end in pair],
            y=[y for row in range(len(ends)) for y in (row, row + 1, None)],
            mode="lines", hoverinfo="skip", line={"width": 1, "color": "rgba(120,130,130,0.7)"},
        )
    )  # fmt: skip
    chart.update_xaxes(title="£ million, cash")
    return chart


def national(picture: pd.DataFrame, titles: Mapping[str, str]) -> go.Figure:
    """The national table as stacked bars by year, £ billion; grey is in no footprint's share."""
    colours = [*TEAL.light[1:5], *GREYS]
    bars = [
        go.Bar(
            x=list(picture.columns), y=list(picture.loc[part] / 1000), name=titles[part], hoverinfo="skip",
            marker={"color": colour, "line": {"width": 0.5, "color": "#16272a"}},
        )
        for part, colour in zip(PARTS, colours, strict=True)
    ]  # fmt: skip
    chart = go.Figure(bars)
    chart.update_layout(
        barmode="stack", height=430, margin={"l": 8, "r": 8, "t": 8, "b": 8}, dragmode=False,
        legend={"orientation": "h", "y": -0.12, "traceorder": "normal", "itemclick": False, "itemdoubleclick": False},
        yaxis={"title": "£ billion, cash", "rangemode": "tozero", "fixedrange": True},
        xaxis={"type": "category", "fixedrange": True, "tickangle": 0, "tickfont": {"size": 10}},
    )  # fmt: skip
    return chart


def national_summary(picture: pd.DataFrame) -> str:
    """The chart in words, from the same numbers."""
    first, last = str(picture.columns[0]), str(picture.columns[-1])
    then, now = ({line: float(cell) for line, cell in picture[year].items()} for year in (first, last))
    pounds, outside = words.short_pounds, sum(now[part] for part in NOT_COVERED)
    return (
        f"All England, cash: {pounds(then[TOTAL])} in {first}, {pounds(now[TOTAL])} in {last}. "
        f"Of the latter {pounds(now[SUBTOTAL])} is place-based money and {pounds(now[TRANSFORMATION])} for "
        f"sustainability and transformation; {pounds(outside)} is in no footprint's share."
    )


def fair(frame: pd.DataFrame) -> go.Figure:
    """Fair shares per head as bars, in order; a tick where the same pot would lie as core money lies today.

    `frame` is `fairness.illustrated` with `name`, indexed by code. The line is the same for everybody.
    """
    known = frame.dropna(subset=["gbp_per_head"]).sort_values("gbp_per_head", ascending=False)
    today = known["today_gbp_m"] * 1e6 / known["heads"]
    labels = _labels(known, "gbp_per_head", words.pounds_exact)
    chart = _bars(
        list(known["gbp_per_head"]), labels, list(known["status"] == "estimated"), codes=list(known.index),
        reach=float(today.max()),
    )  # fmt: skip
    chart.add_trace(
        go.Scatter(
            x=list(today), y=list(range(len(known))), mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ns", "size": 13, "line": {"width": 3, "color": RING}}, name=RULES[2].title,
        )
    )  # fmt: skip
    level = known["equal_gbp_m"].sum() * 1e6 / known["heads"].sum()
    _lines(chart, [(f"Equal for each person £{level:,.2f}", level)])
    chart.update_xaxes(title="£ per person on GP lists; tick: as core money lies")
    return chart


def _bars(
    values: list[float],
    labels: list[str],
    striped: Sequence[bool],
    *,
    codes: Sequence[str] = (),
    last_marked: bool = False,
    reach: float = 0.0,
    begins: Sequence[float] = (),
) -> go.Figure:
    """Bars with their names on them, from 0 or from where each `begins`; the axis goes to the longest or to `reach`.

    By `codes`, those of the areas, the browser knows which bar to mark.
    """
    rows = list(range(len(values)))
    low, high = min([0.0, *values]), max([reach, *values])
    bars = go.Bar(
        x=values, y=rows, base=list(begins) or None, customdata=list(codes) or None, orientation="h",
        hoverinfo="skip", width=0.86,
        marker={
            "color": [*[VEIL] * (len(rows) - last_marked), *[MARKED] * last_marked],
            "pattern": {"shape": ["/" if guess else "" for guess in striped]} | STRIPES,
        },
    )  # fmt: skip
    chart = go.Figure([bars, _names(labels, rows, low)])
    _dress(chart, len(rows), [low, high + (high - low) * 0.02 or 1.0])
    return chart


def _names(labels: list[str], rows: list[int], at: float) -> go.Scatter:
    return go.Scatter(
        x=[at] * len(rows), y=rows, text=labels, mode="text", textposition="middle right", hoverinfo="skip",
        cliponaxis=False, textfont={"size": 12},
    )  # fmt: skip


def _lines(chart: go.Figure, told: Sequence[tuple[str, float]]) -> None:
    """Upright lines with their words above, one line of words for each; a value that is not known has none."""
    low, high = chart.layout.xaxis.range
    for n, (text, value) in enumerate(each for each in told if not math.isnan(each[1])):
        chart.add_vline(x=value, line={"width": 2, "dash": ("dash", "dot")[n % 2], "color": RING})
        side = "right" if value > (low + high) / 2 else "left"
        chart.add_annotation(
            x=value, y=1, yref="paper", yanchor="bottom", yshift=4 + 16 * n, xanchor=side, text=text, showarrow=False
        )


def _dress(chart: go.Figure, rows: int, span: list[float]) -> None:
    layout: dict[str, Any] = {
        "height": rows * ROW + 90,
        "margin": {"l": 8, "r": 8, "t": 44, "b": 40},
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.1,
    }
    chart.update_layout(**layout)
    chart.update_xaxes(range=span, fixedrange=True, zeroline=True, tickformat=",")
    chart.update_yaxes(range=[rows - 0.5, -0.5], fixedrange=True, showticklabels=False, showgrid=False)


def _labels(known: pd.DataFrame, column: str, written: Callable[[float], str]) -> list[str]:
    figures = [Figure(*each) for each in zip(known[column], known["status"], strict=True)]
    return [_label(name, told, written) for name, told in zip(known["name"], figures, strict=True)]


def _label(name: str, told: Figure, written: Callable[[float], str]) -> str:
    """A name and its figure, no longer with the mark of an estimate than without: a phone is narrow."""
    room = LONGEST - len(told.mark)
    short = name if len(name) <= room else f"{name[: room - 1].rstrip(' ,')}…"
    return f"{plain(short)}  {told.told(written)}"
