"""An area's page at a date: which date, the area as it was then, and what to say where it was not there."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from stpdash import charts, find, leading, money_tables, places, tables, words
from stpdash.asat import AsAt
from stpdash.markup import tag
from stpdash.model import Area, Atlas
from stpdash.ui import atlas, panel, shell
from stpdash.views import of


def when(area: Area) -> AsAt:
    """The date that the address asks for; where it asks for none, the main view."""
    return panel.at(of(atlas.read(), area), [])


def then(area: Area, at: AsAt) -> Area:
    """The area at the date; one that was not there as it was last before, or first after."""
    return find.nearest(atlas.read(), area, at.vintage) if at.dated else area


def leads(area: Area) -> None:
    """Everybody who was seen to lead a footprint; nothing for any other area."""
    if not area.footprint:
        return
    data = atlas.read()
    st.header("Who led, and how we know")
    shell.write(leading.timeline(data, area) + leading.key(data))
    shell.write(tables.leads(data, area.id))
    shell.write(tables.sightings(data, area.id))
    shell.take(words.TAKE_FACTS, f"take/facts.csv?footprint={area.id}")


@lru_cache(maxsize=512)
def _bars(data: Atlas, area: Area) -> Any:
    """An area's money year by year as bars, kept: plotly takes 20 ms to put them together."""
    return charts.funding_by_year(places.funding(data, area))


def money(area: Area) -> None:
    """An area's money year by year; nothing where none is known."""
    data = atlas.read()
    by_year = places.funding(data, area)
    if area.layer not in places.FUNDED or not by_year["source"].any():
        return
    st.header("Money by year")
    shell.write(tag("p", words.MONEY_CAVEAT))
    told = charts.summary(by_year, area.name)
    shell.chart(_bars(data, area), told, words.MONEY_BANNER)
    shell.write(tag("p", told))
    shell.write(tables.funding_by_year(data, by_year))
    shell.take_rows("by-year", f"area={area.id}")
    if area.footprint:
        shell.write(money_tables.official(data, data.footprint(int(area.footprint)).code))
        shell.write(tag("p", tag("a", words.MORE_MONEY, href=f"money?area={area.id}"), class_="atlas-links"))
