"""The live map on a page: sends the layer description, gets back the code of an area that the reader chose."""

from __future__ import annotations

import hashlib
import json

import streamlit as st

from stpdash.layers import Description
from stpdash.ui import atlas

# The map's own code comes by an address with its fingerprint in it; only this one line travels with every rerun.
_LOADER = """
let code;
export default async function (component) {
  code ??= import(new URL(component.data.script, document.baseURI).href);
  (await code).default(component);
}
"""
_draw = st.components.v2.component("stpdash_map", js=_LOADER, isolate_styles=False)


def live_map(description: Description, key: str) -> str:
    """Draw a description; the code of the area chosen on the map in this run, or blank.

    Sent on a rerun: classes, values and ids only. Shapes are fetched by the browser from their own addresses.
    """
    shelf = atlas.files()
    data = description | {
        "script": shelf.address("frontend", "map.js"),
        "topology": shelf.address("boundaries", "england_2016-2020.topojson"),
        "land": shelf.address("boundaries", "neighbours.geojson"),
    }
    data["version"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
    result = _draw(key=key, data=data, on_picked_change=lambda: None)
    return str(result.get("picked") or "")
