"""Values on shapes, made into a plain description of what to draw. Pure: no file, no Streamlit, no folium.

One description, two renderers: the live component draws it in the browser, `standalone` draws it with folium into
one HTML file. It holds ids, classes and finished words; shapes are named, never carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from stpdash import words
from stpdash.grouping import Asked
from stpdash.measure import Measure
from stpdash.measures import for_layer
from stpdash.model import Atlas
from stpdash.overlay import Lines, Overlay
from stpdash.series import NOT_COMPARED, comparable

STEPS = 5
CREDIT = f"{words.MAP_CREDIT} {words.NHS_CREDIT}"
"""Whose boundaries and figures every map shows."""
Description = dict[str, Any]


@dataclass(frozen=True)
class Classes:
    """Which of up to five classes each area falls in. `of`: code to class, NaN without a figure; `limits` between."""

    of: pd.Series
    limits: tuple[float, ...]


def classes(values: pd.Series, steps: int = STEPS, among: pd.Series | None = None) -> Classes:
    """Cut values into classes of about equal numbers of areas, at round limits; of all those `among` which they are.

    A value on a limit belongs to the class above it. Fewer distinct values give fewer classes. NaN stays NaN.
    """
    known = (values if among is None else among).dropna()
    if known.empty:
        return Classes(values * np.nan, ())
    raw = np.quantile(known, np.arange(1, steps) / steps)
    step = _round_step(float(known.max() - known.min()))
    limits = tuple(sorted({float(np.round(np.round(limit / step) * step, 10)) for limit in raw}))
    limits = tuple(limit for limit in limits if known.min() < limit <= known.max())
    of = pd.Series(np.searchsorted(np.array(limits), values, side="right"), index=values.index, dtype=float)
    return Classes(of.where(values.notna()), limits)


def _round_step(spread: float) -> float:
    """The coarsest of 1, 2, 5 times a power of ten that still leaves some fifty steps in the spread."""
    if spread <= 0:
        return 1.0
    power = 10 ** np.floor(np.log10(spread / 50))
    return float(max(step for step in (1, 2, 5, 10) if step * power <= spread / 25) * power)


def class_labels(limits: Sequence[float], measure: Measure) -> list[str]:
    """What each class holds, in words: "under £1,160", "£1,160 to under £1,230", "£1,370 and over"."""
    written = [measure.written(limit) for limit in limits]
    if not written:
        return ["all areas"]
    middle = [f"{low} to under {high}" for low, high in pairwise(written)]
    return [f"under {written[0]}", *middle, f"{written[-1]} and over"]


def spoken(value: float, status: str, measure: Measure) -> str:
    """The value of one area as it is read out: "£1,385 per person, estimated"."""
    if pd.isna(value):
        return words.NO_FIGURE
    return measure.written(value) + (f", {status}" if status in {"estimated", NOT_COMPARED} else "")


def shade(
    atlas: Atlas,
    layer: str,
    vintage: str,
    measure: Measure,
    year: str,
    codes: Sequence[str] | None = None,
    beside: pd.Series | None = None,
) -> Description:
    """What a measure puts on the areas of a layer (or only on `codes`): classes, values, circles, colours, legend.

    `beside`: the values of another map that is to be read by the same legend.
    """
    figures = measure.of(atlas, layer, vintage, year)
    if codes is not None:
        figures = figures.loc[[code for code in figures.index if code in set(codes)]]
    values = comparable(figures)
    both = values if beside is None else pd.concat([values, beside])
    cut = classes(values, among=both) if measure.kind == "rate" else _one_class(values)
    title = measure.heading(year)
    noun = {"footprint": "footprint", "ccg": "CCG", "region": "region"}[layer]
    return {
        "label": f"Map of {words.count(len(figures), noun)}: {title}",
        "areas": _areas(figures, cut.of, measure),
        "circles": _circles(atlas, layer, vintage, figures, both) if measure.kind == "amount" else None,
        "palette": {"light": list(measure.ramp.light), "dark": list(measure.ramp.dark)},
        "legend": {
            "title": f"{title} ({measure.unit})",
            "entries": _entries(figures, cut, measure, both, whole=codes is None),
            "note": measure.definition,
        },
    }


def ahead(atlas: Atlas, layer: str, vintage: str, codes: Sequence[str] | None = None) -> dict[str, Description]:
    """Every shade of a map, by "measure|year": what the browser needs to switch without asking anybody."""
    return {
        f"{key}|{year}": shade(atlas, layer, vintage, measure, year, codes)
        for key, measure in for_layer(atlas, layer).items()
        for year in measure.years or ("",)
    }


def laid(atlas: Atlas, *overlays: Overlay) -> list[Description]:
    """The parts of overlays, as a description names them: one after the other, none merged with another.

    Where points stand is not among them: the renderer finds that by their name.
    """
    return [part.described() for overlay in overlays for part in overlay.parts(atlas)]


def edges(asked: Asked) -> list[Description]:
    """The outer edge of each grouping that has members, as lines of a description; each has its own style and name."""
    return [
        Lines(
            asked.layer,
            asked.vintage,
            f"group{place + 1}",
            f"{asked.title(place)}, its outer edge",
            "outer",
            each.codes,
        ).described()
        for place, each in enumerate(asked.groupings)
        if each.codes
    ]


def describe(
    layer: str,
    vintage: str,
    shade: Description,
    *,
    codes: Sequence[str] | None = None,
    lines: Sequence[Description] = (),
    chosen: str = "",
) -> Description:
    """What to draw: a shade (`shade`, or `paint.shade`) on a layer's areas, `lines` on top, the chosen area marked.

    With `codes` only those areas are drawn and the map is fitted to them; without, it is all England with London
    inset. Addresses of the boundary files are added by the renderer.
    """
    return frame(layer, vintage, codes) | {
        "shade": shade,
        "lines": list(lines),
        "chosen": chosen,
        "attribution": CREDIT,
    }


def frame(layer: str, vintage: str, codes: Sequence[str] | None = None) -> Description:
    """Which areas are drawn, how large, fitted to which, and whether London is inset."""
    return {
        "object": f"{layer}_{vintage}",
        "fit": list(codes or ()),
        "size": "area" if codes else "england",
        "inset": codes is None,
    }


def _one_class(values: pd.Series) -> Classes:
    return Classes((values * 0).astype(float), ())


def _areas(figures: pd.DataFrame, of: pd.Series, measure: Measure) -> dict[str, list[Any]]:
    """Code to [class or None, the value in words] and, where it is an estimate, "e"."""
    marks = figures["status"] == "estimated"
    columns = (figures.index, of, figures["value"], figures["status"], marks)
    return {
        str(code): [None if np.isnan(k) else int(k), spoken(value, status, measure), *(["e"] if mark else [])]
        for code, k, value, status, mark in zip(*columns, strict=True)
    }


def _circles(atlas: Atlas, layer: str, vintage: str, figures: pd.DataFrame, among: pd.Series) -> dict[str, list[Any]]:
    """Code to [lon, lat, share of the largest of `among`] and, below zero, 1; without a figure there is no circle."""
    values = comparable(figures).dropna()
    places = atlas.layer(layer, vintage).loc[values.index]
    size = values.abs() / among.abs().max()
    columns = (values.index, places["lon"].round(3), places["lat"].round(3), size.round(3), values < 0)
    return {
        str(code): [float(lon), float(lat), float(share), *([1] if below else [])]
        for code, lon, lat, share, below in zip(*columns, strict=True)
    }


def _entries(
    figures: pd.DataFrame, cut: Classes, measure: Measure, among: pd.Series, *, whole: bool
) -> list[dict[str, str]]:
    """The legend's lines. "No figure found" is always among them, with its count."""
    values = comparable(figures)
    known = values.notna()
    entries: list[dict[str, str]] = []
    if measure.kind == "rate":
        counts = cut.of.value_counts()
        for k, label in enumerate(class_labels(cut.limits, measure)):
            entries.append({"swatch": f"c{k}", "label": f"{label} ({int(counts.get(k, 0))})"})
    elif known.any():
        largest = measure.written(float(among.to_numpy()[np.nanargmax(among.abs())]))
        whose = " of both maps" if len(among) > len(values) else ""
        entries.append({"swatch": "circle", "label": f"area of the circle; the largest{whose} is {largest}"})
    if measure.kind == "amount" and (values < 0).any():
        entries.append({"swatch": "circle below", "label": f"a ring: below zero ({int((values < 0).sum())})"})
    estimated = int((figures["status"] == "estimated").sum())
    if estimated:
        entries.append({"swatch": "estimated", "label": f"striped: estimated ({estimated})"})
    if aside := int((figures["status"] == NOT_COMPARED).sum()):
        entries.append({"swatch": "none", "label": f"given, but not to be compared ({aside})"})
    entries.append({"swatch": "none", "label": f"{words.NO_FIGURE.lower()} ({int(figures['value'].isna().sum())})"})
    return entries if whole else [*entries, {"swatch": "outside", "label": "outside this area"}]
