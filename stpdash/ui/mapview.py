"""The live map on a page: sends the layer description and what can be chosen, hears what the reader chose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from stpdash.layers import Description
from stpdash.ui import atlas

Choice = Mapping[str, str]
"""What a reader chose on the map: {"area": code}, {"measure": id}, {"year": year} or {"overlay": id}."""

_draw = st.components.v2.component("stpdash_map", js=atlas.LOADER, isolate_styles=False)


def live_map(description: Description, key: str, take: Callable[[Choice], bool]) -> None:
    """Draw a description. `take` hears a choice before the page is run, and says whether it changed the address.

    Sent on a rerun: classes, values and ids only. Shapes are fetched by the browser from their own addresses.
    """
    shelf = atlas.files()
    data: dict[str, Any] = description | {
        "script": shelf.address("frontend", "map.js"),
        "topology": shelf.address("boundaries", atlas.SHAPES),
        "land": shelf.address("boundaries", atlas.LAND),
    }
    data["version"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]

    def told() -> None:
        take(st.session_state[key].get("choice") or {})

    result = _draw(key=key, data=data, on_choice_change=told)
    # A session that began with this very choice (its server was lost) had nobody to tell before it ran.
    if take(result.get("choice") or {}):
        st.rerun(scope="fragment")
