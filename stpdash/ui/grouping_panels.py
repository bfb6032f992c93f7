"""The sections of the page on groupings across footprints."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from stpdash import (
    authority_tables,
    fit,
    fit_tables,
    merging_tables,
    pictures,
    suggested,
    suggested_tables,
    texts,
    views,
    words,
)
from stpdash.markup import joined, tag
from stpdash.ui import atlas, panel, shell


def contents() -> Markup:
    """What the page holds, as links to its parts."""
    links = (tag("a", heading, href=f"#{anchor}") for anchor, heading in words.GROUPINGS.items())
    return tag("p", joined(links, " · "), class_="atlas-links")


def at_a_glance() -> None:
    """The combined authorities as bars, those across footprints first, and the map with their outlines."""
    data, view = atlas.read(), panel.shown(views.GROUPINGS)
    left, right = st.columns([10, 11], gap="medium")
    with left:
        st.header("Combined authorities across footprints")
        shell.write(tag("p", fit.summary(data, "combined_authority", view.vintage)))
        shell.write(fit_tables.bars(data, "combined_authority", True, view.vintage))
    with right:
        st.header("On the map")
        panel.map_panel(view, told=False)
        shell.write(pictures.rests_on(data, view, panel.chosen(view)))


def authorities() -> None:
    """The ten side by side, and what their sources disagree on."""
    data = atlas.read()
    shell.section("authorities", words.GROUPINGS["authorities"])
    shell.write(tag("p", texts.ABOUT_AUTHORITIES))
    shell.write(authority_tables.side_by_side(data))
    shell.write(authority_tables.disagreements(data))
    shell.take_rows("authorities")


def councils() -> None:
    """The councils with residents in several footprints, as bars."""
    data, vintage = atlas.read(), panel.shown(views.GROUPINGS).vintage
    shell.section("councils", words.GROUPINGS["councils"])
    shell.write(tag("p", fit.summary(data, "council", vintage)))
    shell.write(fit_tables.bars(data, "council", vintage=vintage))


def in_full() -> None:
    """Every authority and every council with every footprint that it shares residents with."""
    data, view = atlas.read(), panel.shown(views.GROUPINGS)
    asked = urlencode(panel.as_at(panel.chosen(view)))
    shell.section("fit", words.GROUPINGS["fit"])
    shell.write(fit_tables.rule())
    for layer, name in (("combined_authority", "fit-authorities"), ("council", "fit-councils")):
        group: fit.Group = "council" if layer == "council" else "combined_authority"
        shell.write(fit_tables.matrix(data, group, view.vintage))
        shell.take_rows(name, asked, cited=fit_tables.sources(data, group, view.vintage))


def nhs() -> None:
    """The idea of May 2016: where suggested, what followed there, which parts exist elsewhere."""
    data = atlas.read()
    shell.section("nhs", words.GROUPINGS["nhs"])
    shell.write(tag("p", texts.TWO_LAYERS, class_="atlas-notice"))
    shell.write(suggested_tables.suggestion(data))
    for place in suggested.places(data):
        shell.write(tag("h3", f"What followed in {place.name}") + tag("p", texts.ABOUT_FOLLOWED))
        shell.write(suggested_tables.sequence(data, place))
    shell.write(tag("h3", "Which parts exist, footprint by footprint") + tag("p", texts.ABOUT_PARTS))
    shell.write(suggested_tables.everywhere(data))
    shell.take_rows("nhs-combined-authority")


def mergers() -> None:
    """How the number of CCGs fell, every merger, and what else moved."""
    data = atlas.read()
    shell.section("mergers", words.GROUPINGS["mergers"])
    shell.write(tag("p", merging_tables.summary(data)) + tag("p", texts.ABOUT_MERGERS))
    shell.write(merging_tables.counts(data))
    shell.write(merging_tables.mergers(data))
    shell.write(tag("h3", "What else moved") + tag("p", texts.ABOUT_MOVES))
    shell.write(merging_tables.moves(data))
    shell.take_rows("ccg-mergers")
