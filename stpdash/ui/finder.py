"""The search box: a plain form whose answer is an address, so that it works in every browser and leaves a link."""

from __future__ import annotations

import streamlit as st

from stpdash.ui import atlas

_draw = st.components.v2.component("stpdash_find", js=atlas.LOADER, isolate_styles=False)


def find_anything() -> None:
    """Offer whatever has a page, by name, number and code; what is picked or typed opens."""
    _draw(key="find", data={"script": atlas.files().address("frontend", "find.js")})
