"""Parts of the pooling workbench: what is grouped, on the map and by list; what it is together; how to take it away."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from stpdash import (
    grouping,
    layers,
    mergers,
    pictures,
    pool_sources,
    pool_tables,
    regrouping,
    telling,
    texts,
    views,
    words,
)
from stpdash.choices import written as written_pot
from stpdash.fairness import POT_GBP_M
from stpdash.grouping import MOST, Asked
from stpdash.markup import tag
from stpdash.ui import address, atlas, choosers, panel, shell
from stpdash.ui.mapview import Choice, live_map


def asked() -> tuple[Asked, int, list[str]]:
    """The groupings of the address, the place of the one that is being changed, and what could not be followed."""
    found, notices = grouping.read(atlas.read(), address.whole("pool"))
    places = {str(place + 1): found.title(place) for place in range(len(found.groupings))}
    return found, int(address.wanted("group", places, "1", notices)) - 1, notices


def _put(now: Asked, place: int = 0) -> None:
    address.put("pool", grouping.written(atlas.read(), now))
    address.put("group", str(place + 1), "1")


def begin(now: Asked, place: int) -> None:
    """What is grouped and as at when; and the mergers that really took place, to be tried again."""
    data = atlas.read()
    left, right = st.columns(2, gap="medium")
    with left:

        def take_scale(scale: str) -> None:
            after = regrouping.moved(data, now, scale)
            st.session_state["pool-lost"] = regrouping.left_out(data, now, after)
            _put(after, place)

        scales = grouping.scales(data)
        choosers.field(
            st.selectbox, "pool-scale", "What is grouped", now.scale, take_scale,
            options=[*scales], format_func=lambda key: scales[key],
            help="What has the same ground at both dates is kept.",
        )  # fmt: skip
        shell.notices(st.session_state.pop("pool-lost", []))
    with right:

        def take_preset(key: str) -> None:
            preset = mergers.as_asked(mergers.mergers(data)[key])
            same, one = preset.scale == now.scale, preset.groupings[0]
            _put(now.having(place, one.codes).called(place, one.name) if same else preset, place if same else 0)

        hint = "Every real merger of 2017 to 2021"
        choosers.once("pool-preset", "Try a merger that took place", mergers.presets(data), hint, take_preset)


def change(now: Asked, place: int) -> None:
    """Which grouping is being changed, its name, its members by list or by region."""
    _which(now, place)
    _name(now, place)
    _members(now, place)
    _take_in(now, place)
    shell.write(pool_tables.glance(atlas.read(), now, place))


def _which(now: Asked, place: int) -> None:
    titles = {str(n + 1): now.title(n) for n in range(len(now.groupings))}
    if len(titles) > 1:
        choosers.field(
            st.radio, "pool-group", "Which is being changed", str(place + 1),
            lambda chosen: address.put("group", chosen, "1"),
            options=[*titles], format_func=lambda key: titles[key], horizontal=True,
        )  # fmt: skip
    left, right = st.columns(2)
    with left:
        st.button(
            "Set another beside it",
            key="pool-more",
            disabled=len(now.groupings) >= MOST,
            on_click=lambda: _put(now.and_one_more(), len(now.groupings)),
        )
    with right:
        alone = len(now.groupings) == 1
        st.button("Empty it" if alone else "Leave it out", key="pool-less", on_click=lambda: _put(now.without(place)))


def _name(now: Asked, place: int) -> None:
    choosers.field(
        st.text_input, "pool-name", "Its name", now.groupings[place].name,
        lambda name: _put(now.called(place, name), place),
        max_chars=grouping.LONGEST_NAME, placeholder=now.title(place),
    )  # fmt: skip


def _members(now: Asked, place: int) -> None:
    names = {area.code: area.name for area in atlas.read().areas_of(now.layer, now.vintage)}
    choosers.field(
        st.multiselect, "pool-members", "Its members", [area.code for area in now.areas(atlas.read(), place)],
        lambda codes: _put(now.having(place, codes), place),
        options=[*names], format_func=lambda code: names[code], placeholder="Choose here, or on the map",
    )  # fmt: skip


def _take_in(now: Asked, place: int) -> None:
    wholes = regrouping.wholes(atlas.read(), now.layer, now.vintage)

    def take(key: str) -> None:
        _put(now.having(place, {*now.groupings[place].codes, *wholes[key][1]}), place)

    options = {key: wording for key, (wording, _) in wholes.items()}
    choosers.once("pool-whole", "Take in all of", options, "A region, a footprint, England", take)


def on_the_map(now: Asked, place: int) -> None:
    """All areas of the kind, shaded by a measure; a click takes one in or leaves it out; each grouping has its edge."""
    data, view = atlas.read(), views.POOLS[now.scale]
    notices: list[str] = []
    chosen = panel.chosen(view, notices)
    shell.notices(notices)
    picture = pictures.picture(data, view, chosen, None, now.areas(data, place))
    edges = layers.edges(now)

    def take(choice: Choice) -> bool:
        if "areas" not in choice:
            return panel.take(data, view, choice)
        known = set(choice["areas"].split(".")).intersection(data.codes(now.layer, now.vintage))
        before = address.whole("pool")
        _put(now.having(place, known), place)
        return address.whole("pool") != before

    lines = {"lines": [*edges, *picture["lines"]], "fixed": len(edges), "together": f"group{place + 1}"}
    live_map(picture | panel.choosing(data, view, chosen) | lines, f"map-{view.name}", take)
    shell.write(tag("p", pictures.summary(data, view, chosen)))
    shell.take_picture(pictures.remark(data, view, chosen))


def together(now: Asked) -> None:
    """What the groupings are together, beside one another; and whether a real merger comes out as it did."""
    data, lines = atlas.read(), atlas.lines()
    for told in pool_tables.checks(data, lines, now):
        shell.write(tag("p", tag("strong", "Against what happened: ") + told))
    shell.section("numbers", "In numbers")
    notices: list[str] = []
    pot = choosers.pot("A pot to share out by targets, £ million", notices)
    shell.notices(notices)
    shell.write(tag("p", texts.POOLED_MONEY, class_="atlas-notice"))
    rests = telling.cited(data, "these numbers", sources=pool_sources.of_asked(data, now))
    shell.write(pool_tables.figures(data, now, pot) + tag("div", rests))
    query = urlencode({"pool": grouping.written(data, now)} | _pot(pot))
    shell.take_rows("pool", query)
    shell.take(words.TAKE_OUTLINES, f"take/pool.geojson?{query}")
    shell.section("answers", "Who would share a decision")
    shell.write(tag("p", texts.POOLED_BODIES))
    shell.write(pool_tables.answers(data, now) + tag("div", telling.cited(data, "bodies", sources=pool_sources.BODIES)))
    shell.section("members", "Who is in it")
    for place in pool_tables.pools(now):
        shell.write(pool_tables.members(data, now, place))
    shell.take_rows("pool-members", query)


def _pot(pot: float) -> dict[str, str]:
    said = written_pot(pot)
    return {} if said == written_pot(POT_GBP_M) else {"pot": said}
