"""One footprint, CCG, region or council on one page: who answers here, its map, what lies in it, its money by year."""

import streamlit as st

from stpdash import charts, leading, money_tables, patch, places, search, tables, views, who, words
from stpdash.markup import tag
from stpdash.measures import DEFAULT_YEAR
from stpdash.model import Area
from stpdash.ui import address, atlas, region_panels, shell
from stpdash.ui.panel import map_panel

data = atlas.read()


def nowhere(notices: list[str]) -> None:
    """No area, or none of that name: the nearest names and the table of all."""
    shell.heading("Find an area")
    shell.notices(notices)
    shell.write(tables.hits(search.search(data, address.given("area"), most=3)))
    shell.write(tables.footprints(data, DEFAULT_YEAR))


def somewhere(area: Area) -> None:
    """The page of one area."""
    view = views.of(data, area)
    shell.title(area.name)
    shell.write(views.trail(data, area))
    shell.heading(area.name)
    left, right = st.columns([10, 11], gap="medium")
    with left:
        shell.write(who.card(data, area))
    with right:
        map_panel(view, told=not patch.is_team(area))
        shell.write(views.inside(data, view))
    if area.footprint:
        st.header("Who led, and how we know")
        shell.write(leading.timeline(data, area) + leading.key(data))
        shell.write(tables.leads(data, area.id))
        shell.write(tables.sightings(data, area.id))
        shell.take(words.TAKE_FACTS, f"take/facts.csv?footprint={area.id}")
    region_panels.panels(area, view)
    money = places.funding(data, area)
    if area.layer in places.FUNDED and money["source"].any():
        st.header("Money by year")
        shell.write(tag("p", words.MONEY_CAVEAT))
        shell.chart(charts.funding_by_year(money), charts.summary(money, area.name), words.MONEY_BANNER)
        shell.write(tag("p", charts.summary(money, area.name)))
        shell.write(tables.funding_by_year(data, money))
        shell.take_rows("by-year", f"area={area.id}")
        if area.footprint:
            shell.write(money_tables.official(data, area.code))
            shell.write(tag("p", tag("a", words.MORE_MONEY, href=f"money?area={area.id}"), class_="atlas-links"))


said: list[str] = []
if found := address.area(data, "area", said):
    somewhere(found)
else:
    nowhere(said)
