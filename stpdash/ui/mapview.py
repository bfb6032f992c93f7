"""The live map on a page: sends the layer description and what can be chosen, hears what the reader chose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from stpdash import pictures
from stpdash.layers import Description
from stpdash.ui import address, atlas

Choice = Mapping[str, str]
"""What a reader chose on the map: {"area": code}, {"measure": id}, {"year": year} or {"overlay": id}; on a map of
several areas {"areas": codes with a point between}.

It comes with a number and the address at which it was made: {"n": 3, "at": "?area=12", "set": {"overlay": "ccg"}}.
"""

_draw = st.components.v2.component("stpdash_map", js=atlas.LOADER, isolate_styles=False)


def _named(part: Description) -> str | Description:
    """A part of an overlay by its name, "waves.0", as the page's head has it; any other part as it is."""
    known = pictures.parts(atlas.read())
    names = (f"{key}.{place}" for key, parts in known.items() for place, each in enumerate(parts) if each == part)
    return next(names, part)


def live_map(description: Description, key: str, take: Callable[[Choice], bool]) -> None:
    """Draw a description. `take` hears a choice before the page is run, and says whether it changed the address.

    Sent on a rerun: classes, values and ids only; of overlays their names. Shapes and points are fetched by the
    browser from addresses of their own.
    """
    shelf = atlas.files()
    travelling = {name: part for name, part in description.items() if name != "attribution"}  # it is in the page's head
    data: dict[str, Any] = travelling | {
        "lines": [_named(part) for part in description["lines"]],
        "script": shelf.address("frontend", "map.js"),
        "topology": shelf.address("boundaries", atlas.SHAPES),
        "land": shelf.address("boundaries", atlas.LAND),
    }
    taken = f"{key}-taken"
    data["heard"] = st.session_state.get(taken, 0)
    data["version"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]

    def told() -> None:
        said = st.session_state[key].get("choice") or {}
        take(said.get("set", {}))
        st.session_state[taken] = said.get("n", 0)

    said = _draw(key=key, data=data, on_choice_change=told).get("choice") or {}
    if taken not in st.session_state:
        # This session is new. A choice that came with it was made while its server was lost, unless the address
        # has moved on since: then another server took it.
        st.session_state[taken] = said.get("n", 0)
        if said and address.same(said.get("at", "")) and take(said.get("set", {})):
            st.rerun()
