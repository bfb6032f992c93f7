"""England: find your area, the 44 footprints as a table and as a map, what the chosen one is."""

import streamlit as st

from stpdash import cards, find, layers, tables, words
from stpdash.measures import DEFAULT_MEASURE, DEFAULT_YEAR, for_layer
from stpdash.overlays import OVERLAYS
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import live_map

data = atlas.read()


@st.fragment
def map_and_choice() -> None:
    """The map, its choosers, the card of the chosen area. Reruns alone, so that nothing else is sent again."""
    notices: list[str] = []
    *places, last = st.columns([5, 3, 4])
    measure, year = choosers.measure_and_year(places, for_layer("footprint"), DEFAULT_MEASURE, DEFAULT_YEAR, notices)
    with last:
        overlay = choosers.overlay(("ccg", "teams", "authorities"), notices)
    area = choosers.area_in_address(data, notices)
    footprint = area if area and area.layer == "footprint" else None
    shell.notices(notices)
    picture = layers.describe(
        data,
        "footprint",
        "2017",
        measure,
        year,
        overlays=[OVERLAYS[overlay]] if overlay else [],
        chosen=footprint.code if footprint else "",
    )
    picked = live_map(picture, key="england")
    if picked and (found := find.resolve(data, picked)) and address.given("area") != found.id:
        address.put("area", found.id)
        st.rerun(scope="fragment")
    if area:
        shell.write(cards.card(data, area, linked=True))
    choosers.take_away(picture, f"footprints {measure.key} {year}")


st.title("Who answers for health care in England's 44 footprints")
st.markdown(words.LEDE)
search, figures = st.columns([4, 8], gap="medium", vertical_alignment="center")
with search:
    choosers.find_area(data)
with figures:
    shell.write(tables.headline(data, DEFAULT_YEAR))
left, right = st.columns([10, 11], gap="medium")
with left:
    st.header("All 44 footprints")
    shell.write(tables.footprints(data, DEFAULT_YEAR))
with right:
    st.header("On the map")
    map_and_choice()
