"""The map of a view, what can be chosen on it, the card of the area that was chosen, and the map to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from stpdash import cards, find, layers, words
from stpdash.layers import Description
from stpdash.measures import YEARS, for_layer
from stpdash.model import Area, Atlas
from stpdash.overlays import OVERLAYS
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import Choice, live_map
from stpdash.views import View


@st.fragment
def map_panel(view: View, part: str, measure: str, overlays: Sequence[str] = ()) -> None:
    """Draw a view's map. It reruns alone, so that a choice on it sends nothing else again.

    `part` is the address's name for the area chosen on the map; `measure` the one shown at first; `overlays` those
    that a reader may lay over.
    """
    data = atlas.read()
    notices: list[str] = []
    offers = _offers(view, measure, overlays)
    now = {name: address.wanted(name, options, first, notices) for name, (options, first) in offers.items()}
    area = choosers.area_in_address(data, part, notices)
    shell.notices(notices)
    shown = for_layer(view.layer)[now["measure"]]
    picture = layers.describe(
        data,
        view.layer,
        view.vintage,
        shown,
        now["year"],
        codes=view.codes,
        overlays=[OVERLAYS[key] for key in (*view.overlays, now["overlay"]) if key in OVERLAYS],
        chosen=_marked(view, area),
    )
    live_map(
        picture | _choosing(view, offers, now), f"map-{view.name}", lambda choice: _take(data, choice, part, offers)
    )
    if area:
        shell.write(cards.card(data, area, linked=True, shown=_value(picture, area)))
    choosers.take_away(picture, f"{view.name} {shown.key} {now['year'] if shown.years else ''}".strip())


Offers = dict[str, tuple[Mapping[str, str], str]]
"""What can be chosen: name in the address to its options (id to wording) and the one that stands when none is given."""


def _offers(view: View, measure: str, overlays: Sequence[str]) -> Offers:
    lines = {"none": "No outlines"} | {key: OVERLAYS[key].title for key in overlays}
    return {
        "measure": ({key: each.title for key, each in for_layer(view.layer).items()}, measure),
        "year": ({year: year for year in YEARS}, view.year),
        "overlay": (lines, "none"),
    }


def _choosing(view: View, offers: Offers, now: Mapping[str, str]) -> Description:
    """What the browser needs to offer the choices and to draw them at once."""
    return {
        "choosers": [
            {"name": name, "label": words.CHOOSERS[name], "now": now[name], "options": list(options.items())}
            for name, (options, _) in offers.items()
            if len(options) > 1
        ],
        "timeless": [key for key, each in for_layer(view.layer).items() if not each.years],
        "overlays": {key: layers.line(OVERLAYS[key]) for key in offers["overlay"][0] if key in OVERLAYS},
        "fixed": len(view.overlays),
        "ahead": atlas.ahead_address(view),
    }


def _take(data: Atlas, choice: Choice, part: str, offers: Offers) -> bool:
    """Write a choice into the address, if it is one of those offered; whether the address changed."""
    for name, value in choice.items():
        if name == "area":
            found = find.resolve(data, value)
            if found:
                return address.put(part, found.id)
        elif name in offers and value in offers[name][0]:
            return address.put(name, value, offers[name][1])
    return False


def _marked(view: View, area: Area | None) -> str:
    inside = area is not None and area.layer == view.layer and (view.codes is None or area.code in view.codes)
    return area.code if area and inside else view.chosen


def _value(picture: Description, area: Area) -> tuple[str, str] | None:
    """What the map shows of an area: the measure and the value, in words; None where it shows nothing of it."""
    entry = picture["shade"]["areas"].get(area.code)
    return (picture["shade"]["legend"]["title"], entry[1]) if entry else None
