"""What a reader can ask of a page beside its map: an area, a file to take away."""

from __future__ import annotations

import streamlit as st

from stpdash import find
from stpdash.layers import Description
from stpdash.model import Area, Atlas
from stpdash.ui import address, atlas


def area_in_address(data: Atlas, name: str, notices: list[str]) -> Area | None:
    """The area that the address gives under a name; an unknown one is None and a notice with the nearest names."""
    asked = address.given(name)
    if not asked:
        return None
    found = find.resolve(data, asked)
    if found is None:
        notices.append(unknown_area(data, asked))
    return found


def unknown_area(data: Atlas, asked: str) -> str:
    """What is said of an id that is no area: never another area's numbers, but the nearest names."""
    close = [find.label(area) for area in find.nearest(data, asked)]
    hint = f" Did you mean {' or '.join(close)}?" if close else " Use the search box or the table to find one."
    return f"There is no area called “{asked}”.{hint}"


@st.cache_data(show_spinner=False)
def _options(fingerprint: str) -> dict[str, str]:
    return find.choices(atlas.read())


def find_area(data: Atlas) -> None:
    """A search box over every area that has a page; choosing one opens it."""
    options = _options(data.fingerprint)
    chosen = st.selectbox(
        "Find your area",
        list(options),
        index=None,
        format_func=lambda each: options[each],
        placeholder="Type a footprint, CCG, region or code",
        key="find",
    )
    if chosen:
        st.switch_page("pages/area.py", query_params={"area": chosen})


def take_away(picture: Description, name: str) -> None:
    """The map on the page as one HTML file that needs nothing else."""
    st.download_button(
        "Download this map (one HTML file)",
        data=lambda: atlas.one_file(picture),
        file_name=f"{name.replace('/', '-').replace(' ', '_')}.html",
        mime="text/html",
        on_click="ignore",
    )
