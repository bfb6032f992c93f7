"""One footprint, CCG, region or council on one page: who answers here, its map, what lies in it, its money by year."""

import streamlit as st

from stpdash import patch, search, tables, views, who
from stpdash.measures import DEFAULT_YEAR
from stpdash.model import Area
from stpdash.ui import address, area_panel, atlas, region_panels, shell
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
    when = area_panel.when(area)
    area = area_panel.then(area, when)
    view = views.of(data, area, when.vintage if when.dated else "")
    shell.title(area.name)
    shell.write(views.trail(data, area, when))
    shell.heading(area.name)
    shell.write(views.told(data, area, view, when))
    left, right = st.columns([10, 11], gap="medium")
    with left:
        shell.write(who.card(data, area, when))
    with right:
        map_panel(view, told=not patch.is_team(area))
        shell.write(views.inside(data, view, when))
    area_panel.leads(area)
    region_panels.panels(area, view)
    area_panel.money(area)


said: list[str] = []
if found := address.area(data, "area", said):
    somewhere(found)
else:
    nowhere(said)
