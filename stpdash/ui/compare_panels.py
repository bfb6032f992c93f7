"""Parts of the compare page: whom to set side by side, and each view of those who were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from stpdash import (
    compare_charts,
    compare_tables,
    comparing,
    comparison,
    money_charts,
    ranking,
    similar,
    texts,
    views,
    words,
)
from stpdash.comparing import BETWEEN, LEAST, MOST, Asked
from stpdash.markup import joined, tag
from stpdash.measure import Measure
from stpdash.measures import for_layer
from stpdash.model import MAIN, REGIONS, Area
from stpdash.places import footprints_of
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.panel import map_panel
from stpdash.views import COMPARE


def whom(asked: Asked) -> None:
    """The field in which footprints are chosen, and ready-made choices as links."""
    data = atlas.read()
    st.session_state["choose-areas"] = list(asked.areas)

    def take() -> None:
        address.put("areas", BETWEEN.join(st.session_state["choose-areas"]))

    names = {area.id: area.name for area in (*data.areas_of("footprint", MAIN), *asked.footprints(data))}
    st.multiselect(
        f"Footprints to set side by side, {LEAST} to {MOST}", list(names), key="choose-areas", max_selections=MOST,
        format_func=lambda number: names[number], on_change=take, placeholder="Choose footprints",
    )  # fmt: skip
    patches = [_patch(region, footprints_of(data, region)) for region in data.areas_of("region", REGIONS)]
    shell.write(tag("p", joined(["Whole patches: ", joined(patches, " · ")]), class_="atlas-links"))


def _patch(region: Area, areas: Sequence[Area]) -> str | Markup:
    """A link that sets a region's footprints side by side; words where they are too many."""
    if len(areas) > MOST:
        return f"{region.name} (its {len(areas)} are more than fit)"
    return tag("a", region.name, href=_link(areas))


def _link(areas: Sequence[Area]) -> str:
    return f"compare?{urlencode({'areas': BETWEEN.join(area.id for area in areas)})}"


def numbers(asked: Asked) -> None:
    """Every measure side by side; beside it the map on which footprints are added and left out."""
    data = atlas.read()
    shell.section("numbers", "In numbers")
    left, right = st.columns(2, gap="medium")
    with left:
        choosers.choose("region", "Compare with", comparing.offers(data)["region"], Asked.region, [])
    with right:
        choosers.choose("order", "Order footprints", comparing.offers(data)["order"], Asked.order, [])
    shell.write(tag("p", texts.BESIDE_NUMBERS, class_="atlas-notice") + tag("p", comparison.summary(data, asked)))
    shell.write(compare_tables.measures(comparison.columns(data, asked), comparison.rows(data, asked)))
    offered = for_layer(data, "footprint").values()
    shell.write(compare_tables.sources(data, offered, asked.year) + compare_tables.meanings(tuple(offered)))
    shell.take_rows("compare", urlencode(asked.address()))
    shell.take(words.TAKE_SHAPES, f"take/compare.geojson?{urlencode(asked.address())}")


def _meant(measure: Measure) -> Markup:
    """What a measure is, and what must stand beside it."""
    notice = tag("p", measure.banner, class_="atlas-notice") if measure.banner else Markup("")
    return notice + tag("p", measure.definition)


def one_measure(asked: Asked) -> None:
    """The map with its measure, all 44 in order with the chosen ones marked, the years as lines."""
    data = atlas.read()
    shell.section("measure", "By one measure")
    left, right = st.columns([11, 10], gap="medium")
    with left:
        map_panel(views.on(COMPARE, asked.vintage), asked.footprints(data), told=False)
    measure = for_layer(data, "footprint")[asked.measure]
    region = asked.beside(data)
    with right:
        frame = ranking.ordered(data, measure, asked.year, asked.vintage)
        beside = ranking.comparators(data, measure, asked.year, region.code if region else "")
        told = ranking.summary(frame, measure, asked.year, beside)
        shell.write(_meant(measure) + tag("p", told))
        shell.chart(money_charts.ranked(frame, measure, beside), told, measure.banner)
        shell.write(compare_tables.sources(data, [measure], asked.year))
    found = comparison.by_year(data, asked)
    told = compare_charts.by_year_summary(found, measure)
    shell.section("years", "Through the years")
    shell.write(tag("p", told))
    if found:
        shell.chart(compare_charts.by_year(found, measure), told, measure.banner)
        shell.write(compare_tables.by_year(found, measure))
        shell.take_rows("compare-years", urlencode(asked.address()))


def two_measures(asked: Asked) -> None:
    """All 44 by two measures."""
    data = atlas.read()
    shell.section("two", "Two measures against each other")
    choosers.choose("against", "Against", comparing.offers(data)["against"], Asked.against, [])
    across, up = (for_layer(data, "footprint")[key] for key in (asked.measure, asked.against))
    pairs, chosen = comparison.pairs(data, asked), [area.code for area in asked.footprints(data)]
    told = compare_charts.two_summary(pairs, across, up, asked.year, chosen)
    meant = joined(dict.fromkeys(_meant(measure) for measure in (across, up)))
    shell.write(meant + tag("p", told))
    left, right = st.columns([11, 10], gap="medium")
    with left:
        remark = " ".join(dict.fromkeys(measure.banner for measure in (across, up)))
        shell.chart(compare_charts.two(pairs, across, up, asked.year, chosen), told, remark)
        shell.write(compare_tables.sources(data, [across, up], asked.year))
    with right:
        shell.write(compare_tables.two(pairs, across, up, asked.year))
        shell.take_rows("compare-two", urlencode(asked.address()))


def alike(asked: Asked) -> None:
    """The footprints most like the first one chosen, and the recipe by which they were found."""
    data = atlas.read()
    first = asked.footprints(data)[0]
    shell.section("alike", f"Most like {first.name}")
    st.session_state["choose-recipe"] = list(asked.recipe)

    def take() -> None:
        chosen = st.session_state["choose-recipe"] or Asked.recipe  # none at all is no recipe: the first one again
        address.put("recipe", BETWEEN.join(chosen), BETWEEN.join(Asked.recipe))

    left, right = st.columns([3, 1], gap="medium")
    with left:
        titles = comparing.ingredients()
        st.multiselect(
            "Alike by", list(titles), key="choose-recipe", format_func=lambda key: titles[key], on_change=take
        )
    with right:
        choosers.choose("peers", "How many", comparing.offers(data)["peers"], Asked.peers, [])
    found = similar.nearest(data, first, asked.recipe, asked.year, int(asked.peers))
    shell.write(tag("p", similar.summary(found, first, asked.recipe, asked.year)))
    shell.write(compare_tables.alike(data, found, first, asked))
    peers = [first, *(data.area("footprint", first.vintage, str(code)) for code in found.index)]
    shell.write(tag("p", tag("a", f"Set {first.name} beside these", href=_link(peers[:MOST])), class_="atlas-links"))
    shell.take_rows("alike", urlencode(asked.address()))


def answers(asked: Asked) -> None:
    """Who answers in each."""
    data = atlas.read()
    shell.section("answers", "Who answers")
    shell.write(tag("p", f"{asked.at.told()} The date is chosen above the map."))
    shell.write(compare_tables.answers(data, comparison.ordered(data, asked), asked.at))
    shell.take_rows("compare-answers", urlencode(asked.address()))


def nobody(asked: Asked) -> None:
    """What to do where too few are chosen."""
    shell.write(tag("p", texts.CHOOSE_SOME))
    map_panel(views.on(COMPARE, asked.vintage), asked.footprints(atlas.read()))
