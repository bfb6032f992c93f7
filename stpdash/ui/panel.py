"""The map of a view with its choosers, the card of what is chosen on it, and the map to take away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stpdash import cards, find, layers
from stpdash.measures import for_layer
from stpdash.overlays import OVERLAYS
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import live_map
from stpdash.views import View


@st.fragment
def map_panel(view: View, part: str, measure: str, overlays: Sequence[str] = ()) -> None:
    """Draw a view's map. It reruns alone, so that a choice on it sends nothing else again.

    `part` is the address's name for the area chosen on the map; `measure` the one shown at first; `overlays` those
    that a reader may lay over.
    """
    data = atlas.read()
    notices: list[str] = []
    places = st.columns([5, 3, 4] if overlays else [5, 3])
    shown, year = choosers.measure_and_year(places, for_layer(view.layer), measure, view.year, notices)
    with places[-1]:
        over = choosers.overlay(overlays, notices) if overlays else ""
    area = choosers.area_in_address(data, part, notices)
    inside = area is not None and area.layer == view.layer and (view.codes is None or area.code in view.codes)
    shell.notices(notices)
    picture = layers.describe(
        data,
        view.layer,
        view.vintage,
        shown,
        year,
        codes=view.codes,
        overlays=[OVERLAYS[key] for key in (*view.overlays, over) if key],
        chosen=area.code if area and inside else view.chosen,
    )
    picked = live_map(picture, key=f"map-{view.layer}-{view.vintage}-{picture['size']}")
    if picked and (found := find.resolve(data, picked)) and address.given(part) != found.id:
        address.put(part, found.id)
        st.rerun(scope="fragment")
    if area:
        value = picture["fill"]["areas"].get(area.code)
        said = (picture["legend"]["title"], value[1]) if value else None
        shell.write(cards.card(data, area, linked=True, shown=said))
    choosers.take_away(picture, f"{view.name} {shown.key} {year}")
