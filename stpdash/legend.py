"""What stands below a map that is taken away: its legend, the same figures as a table, credits. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from stpdash import words
from stpdash.layers import Description
from stpdash.markup import Column, joined, table, tag
from stpdash.model import Atlas


def _entry(swatch: str, label: str, drawn: Markup | str = "") -> Markup:
    hidden = {"aria_hidden": "true"} if drawn else {}
    return tag("li", tag("span", drawn, class_=f"swatch {swatch}", **hidden) + " " + tag("span", label))


def _laid(part: Mapping[str, Any]) -> Markup:
    """What the legend says of a part of an overlay: its line, or each kind of its points."""
    if "object" in part:
        return _entry("drawn", part["label"], sample(f"line {part['style']}", "M1 9H33"))
    return joined(
        _entry("drawn", label, sample(f"mark {key}", path, "translate(17 9)")) for key, path, label in part["marks"]
    )


def sample(dress: str, path: str, moved: str = "") -> Markup:
    """A piece of a line, or a point, as it is on the map: dressed by the same rule."""
    return tag("svg", tag("path", "", class_=dress, d=path, transform=moved))


def entries(description: Description) -> Markup:
    """The legend: title, a line for every class, every line and every kind of point, notes."""
    legend = description["shade"]["legend"]
    title = tag("p", legend["title"], class_="legend-title")
    lines = joined(_entry(entry["swatch"], entry["label"]) for entry in legend["entries"])
    lines += joined(_laid(part) for part in description["lines"])
    notes = joined(tag("p", each["note"]) for each in [legend, *description["lines"]] if each.get("note"))
    return tag("div", title + tag("ul", lines) + notes, class_="stp-legend")


def below(atlas: Atlas, names: Mapping[str, str], description: Description) -> Markup:
    """The legend, the same figures as a table of the areas in `names` (code to name), credits and data version."""
    values = description["shade"]["areas"]
    rows = sorted((name, code, values[code][1]) for code, name in names.items())
    columns = (Column("Area"), Column("ONS code"), Column(description["shade"]["legend"]["title"]))
    return (
        entries(description)
        + table("The same figures as a table", columns, rows)
        + tag("p", words.NOT_AN_NHS_SITE)
        + tag("p", description["attribution"], class_="stp-credit")
        + tag("p", f"Data version {atlas.version}, fingerprint {atlas.fingerprint}.", class_="stp-credit")
    )
