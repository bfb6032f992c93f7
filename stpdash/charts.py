"""Named values as plotly figures. Colours follow the page's theme; every chart has a written summary for its name."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from markupsafe import escape

from stpdash import words
from stpdash.palette import KINDS, SEVERAL, TEAL


def plain(text: str) -> str:
    """A name as plotly shows it letter by letter: what looks like markup stays text.

    >>> plain("South & <b>Sea</b>")
    'South &amp; &lt;b&gt;Sea&lt;/b&gt;'
    """
    return str(escape(text))


def funding_by_year(frame: pd.DataFrame) -> go.Figure:
    """Bars of core funding by year from `places.funding`: estimated is striped, a year without a figure empty."""
    striped = ["/" if status == "estimated" else "" for status in frame["status"]]
    labels = [words.short_pounds(value) for value in frame["amount_gbp_m"]]
    bars = go.Bar(
        x=list(frame.index),
        y=list(frame["amount_gbp_m"]),
        text=labels,
        textposition="outside",
        cliponaxis=False,
        marker={
            "color": TEAL.light[3],
            "pattern": {"shape": striped, "fillmode": "overlay", "solidity": 0.35},
        },
        hoverinfo="skip",
    )
    figure = go.Figure(bars)
    figure.update_layout(
        height=300,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        yaxis={"title": "£ million, cash", "rangemode": "tozero", "tickformat": ",", "fixedrange": True},
        xaxis={"type": "category", "fixedrange": True},
        showlegend=False,
        dragmode=False,
    )
    return figure


def summary(frame: pd.DataFrame, name: str) -> str:
    """The chart in a sentence, from the same numbers."""
    known = frame.dropna(subset=["amount_gbp_m"])
    if known.empty:
        return f"{name}: {words.NO_FIGURE.lower()} for any year."
    first, last = known.iloc[0], known.iloc[-1]
    text = f"Core funding of {name}: {words.pounds_m(first['amount_gbp_m'])} in {known.index[0]}"
    if len(known) > 1:
        text += f", {words.pounds_m(last['amount_gbp_m'])} in {known.index[-1]}"
    missing = len(frame) - len(known)
    estimated = int((known["status"] == "estimated").sum())
    gaps = f" No figure for {words.count(missing, 'year')}." if missing else ""
    return f"{text}, cash.{gaps}" + (f" {words.count(estimated, 'year')} estimated." if estimated else "")


def kinds(counted: Mapping[str, Mapping[str, int]]) -> go.Figure:
    """Footprints by the kind of body their lead came from, one bar a date, from `leading.kinds`; unknown is striped."""
    bars = []
    for k, kind in enumerate((*KIND_NAMES, "")):
        known = bool(kind)
        label = KIND_NAMES.get(kind, words.NOT_RECORDED)
        bars.append(
            go.Bar(
                y=[words.date(date) for date in counted],
                x=[counts.get(kind, 0) for counts in counted.values()],
                name=label,
                orientation="h",
                text=[str(counts.get(kind, 0) or "") if known else "" for counts in counted.values()],
                textposition="inside",
                insidetextanchor="middle",
                marker={
                    "color": (*KINDS.light, *SEVERAL.light)[k] if known else "#e9ecec",
                    "line": {"width": 1, "color": "#16272a"},
                    "pattern": {"shape": "" if known else "/", "fgcolor": "#5d6b6c", "solidity": 0.25},
                },
                textfont={"color": "#ffffff" if kind in _DARK else "#16272a"},
                hoverinfo="skip",
            )
        )
    figure = go.Figure(bars)
    figure.update_layout(
        barmode="stack",
        height=260,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"title": "footprints", "range": [0, 44], "fixedrange": True},
        yaxis={"autorange": "reversed", "fixedrange": True},
        dragmode=False,
    )
    return figure


def kinds_summary(counted: Mapping[str, Mapping[str, int]]) -> str:
    """The chart in words, from the same numbers."""
    parts = []
    for date, counts in counted.items():
        known = [f"{n} {KIND_NAMES[kind]}" for kind, n in counts.items() if kind and n]
        known.sort(key=lambda text: -int(text.split(" ")[0]))
        parts.append(f"{words.date(date)}: {', '.join(known)}, {counts.get('', 0)} not recorded")
    return f"Where the leads of the 44 footprints came from. {'; '.join(parts)}."


KIND_NAMES = {
    "NHS_PROVIDER": "NHS trust",
    "CCG": "CCG",
    "LOCAL_AUTHORITY": "council",
    "COMBINED_AUTHORITY": "combined authority",
    "NHS_ENGLAND": "NHS England",
    "DEDICATED_STP_ROLE": "the partnership itself",
    "OTHER": "another",
    "SEVERAL": "two leads of different kinds",
}
"""Short names for the legend, in the order of their colours."""
_DARK = {"NHS_PROVIDER", "LOCAL_AUTHORITY", "NHS_ENGLAND", "SEVERAL"}

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "staticPlot": False}
"""A chart to read: no tool bar, no zoom to get lost in."""
