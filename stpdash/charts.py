"""Named values as plotly figures. Colours follow the page's theme; every chart has a written summary for its name."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from stpdash import words
from stpdash.palette import TEAL


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


QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "staticPlot": False}
"""A chart to read: no tool bar, no zoom to get lost in."""
