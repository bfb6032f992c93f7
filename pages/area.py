"""One footprint, CCG or region on one page: who answers here, its map, what lies in it, its money by year."""

import streamlit as st

from stpdash import cards, charts, find, places, tables, views, words
from stpdash.markup import tag
from stpdash.measures import DEFAULT_YEAR
from stpdash.model import Area
from stpdash.ui import address, atlas, shell
from stpdash.ui.finder import find_area
from stpdash.ui.panel import map_panel

data = atlas.read()


def nowhere(notices: list[str]) -> None:
    """No area, or none of that name: the nearest names, the search box and the table."""
    shell.heading("Find an area")
    shell.notices(notices)
    shell.write(tables.suggestions(find.nearest(data, address.given("area"))))
    find_area()
    shell.write(tables.footprints(data, DEFAULT_YEAR))


def somewhere(area: Area) -> None:
    """The page of one area."""
    view = views.of(data, area)
    shell.title(area.name)
    shell.write(views.trail(data, area))
    shell.heading(area.name)
    left, right = st.columns([10, 11], gap="medium")
    with left:
        shell.write(cards.card(data, area, linked=False))
        shell.write(views.inside(data, view))
    with right:
        map_panel(view)
    if area.footprint:
        st.header("Who led, and how we know")
        shell.write(tables.leads(data, area.id))
    st.header("Money by year")
    money = places.funding(data, area)
    st.caption(words.MONEY_CAVEAT)
    st.plotly_chart(charts.funding_by_year(money), alt=charts.summary(money, area.name), config=charts.QUIET)
    shell.write(tag("p", charts.summary(money, area.name)))
    shell.write(tables.funding_by_year(money))


said: list[str] = []
found = address.area(data, "area", said)
if found is None:
    nowhere(said)
else:
    somewhere(found)
