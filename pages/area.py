"""One footprint, CCG or region on one page: who answers here, its map, what lies in it, its money by year."""

import streamlit as st

from stpdash import cards, charts, find, layers, markup, places, tables, views, words
from stpdash.measures import DEFAULT_YEAR, for_layer
from stpdash.overlays import OVERLAYS
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import live_map

data = atlas.read()


@st.fragment
def the_map(view: views.View) -> None:
    """The area's map with its choosers; what is chosen on it is marked and can be opened."""
    notices: list[str] = []
    measure, year = choosers.measure_and_year(
        st.columns([3, 2]), for_layer(view.layer), "core_per_resident", view.year, notices
    )
    part = find.resolve(data, address.given("part"))
    part = part if part and part.code in view.codes else None
    shell.notices(notices)
    picture = layers.describe(
        data,
        view.layer,
        view.vintage,
        measure,
        year,
        codes=view.codes,
        overlays=[OVERLAYS[key] for key in view.overlays],
        chosen=part.code if part else view.chosen,
        fit=view.codes,
        size="area",
    )
    picked = live_map(picture, key=f"area-{view.layer}-{view.vintage}")
    if picked and picked != address.given("part"):
        address.put("part", picked)
        st.rerun(scope="fragment")
    if part:
        shell.write(cards.card(data, part, linked=True))
    choosers.take_away(picture, f"{view.area.id} {measure.key} {year}")


area = find.resolve(data, address.given("area"))
if area is None:
    st.title("Find an area")
    if address.given("area"):
        st.warning(choosers.unknown_area(data, address.given("area")))
    choosers.find_area(data)
    shell.write(tables.footprints(data, DEFAULT_YEAR))
else:
    view = views.of(data, area)
    shell.title(area.name)
    shell.write(views.trail(data, area))
    st.title(area.name)
    left, right = st.columns([10, 11], gap="medium")
    with left:
        shell.write(cards.card(data, area, linked=False))
        shell.write(views.inside(data, view))
    with right:
        the_map(view)
    st.header("Who led, and how we know" if area.footprint else "Money by year")
    if area.footprint:
        shell.write(tables.leads(data, area.id))
        st.header("Money by year")
    money = places.funding(data, area)
    st.caption(words.MONEY_CAVEAT)
    st.plotly_chart(charts.funding_by_year(money), alt=charts.summary(money, area.name), config=charts.QUIET)
    shell.write(tables.funding_by_year(money) + markup.tag("p", charts.summary(money, area.name)))
