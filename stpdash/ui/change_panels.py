"""The ledger of changes on a page: what is asked for, how it adds up, every event, and one event with two maps."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from stpdash import change_pictures, change_tables, change_words, changing, texts
from stpdash.change_card import event_card
from stpdash.changing import EVERY, Asked
from stpdash.layers import Description
from stpdash.ledger import Change
from stpdash.markup import joined, tag
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import live_map

_PLAIN: Description = {"choosers": [], "keys": [], "fixed": 0}
"""A map on which nothing is to be chosen but an area."""


def asked(notices: list[str]) -> Asked:
    """What of the ledger the address asks for, with notices of what it does not know."""
    data = atlas.read()
    area = address.area(data, "area", notices)
    kind = address.wanted("kind", changing.kinds(data), EVERY, notices)
    return Asked(area, kind, address.wanted("when", changing.years(data), EVERY, notices))


def event(notices: list[str]) -> Change | None:
    """The event that the address names; an unknown one is None and a notice."""
    name = address.given("change")
    found = changing.named(atlas.read(), name)
    if name and found is None:
        notices.append(f"There is no event called “{name}”. Shown instead: all that the rest of the address asks for.")
    return found


def adding_up() -> None:
    """How the numbers of areas went, kind by kind."""
    data = atlas.read()
    shell.section("sum", "How the numbers add up")
    shell.write(tag("p", texts.ABOUT_ADDING))
    shell.write(change_tables.adding_up(data))


def choose(now: Asked) -> None:
    """Whose events, of which type, of which year."""
    data = atlas.read()
    shell.section("events", "The events")
    first, second, third = st.columns([2, 1, 1])
    options = changing.areas(data)
    if now.area and now.area.id not in options:
        options = {**options, now.area.id: now.area.name}
    with first:
        choosers.field(
            st.selectbox, "choose-area", "Footprint, CCG or region", now.area.id if now.area else EVERY,
            lambda area_id: address.put("area", area_id), options=[*options], format_func=lambda each: options[each],
        )  # fmt: skip
    with second:
        choosers.choose("kind", "Type", changing.kinds(data), EVERY, [])
    with third:
        choosers.choose("when", "Year", changing.years(data), EVERY, [])


def ledger(now: Asked) -> None:
    """What is shown in words, every event, and the same to take away."""
    data = atlas.read()
    shell.write(joined(tag("p", told) for told in changing.summary(data, now)))
    shell.write(change_tables.ledger(data, now))
    shell.take_rows("changes", urlencode(now.address))


def one(change: Change, now: Asked) -> None:
    """One event: what took place, when, how sure; the areas before and after on maps; its pieces."""
    data = atlas.read()
    name = change_words.title(data, change)
    shell.title(name)
    shell.write(change_tables.beside(data, change, now))
    shell.heading(name)
    shell.write(event_card(data, change))
    maps(change)
    shell.section("pieces", "Piece by piece")
    shell.write(tag("p", texts.ABOUT_PIECES) + change_tables.pieces(data, change) + change_tables.more(data, change))
    shell.take_rows("changes", urlencode({"change": change.id}))


def maps(change: Change) -> None:
    """Before and after, side by side or one under the other; where the areas after are not known, that is said."""
    data, chosen = atlas.read(), address.given("part")
    left, right = st.columns(2, gap="medium")
    with left:
        _map("before", f"Before: {data.vintage_label(change.vintage)}", change_pictures.before(data, change, chosen))
    with right:
        later = change_pictures.after(data, change, chosen)
        if later:
            _map("after", f"After: {data.vintage_label(change.successor_vintage)}", later)
        else:
            shell.section("after", "After: April 2021")
            shell.write(tag("p", texts.NOT_DRAWN, class_="atlas-notice"))


def _map(anchor: str, heading: str, description: Description) -> None:
    shell.section(anchor, heading)

    def take(choice: object) -> bool:
        code = choice.get("area", "") if isinstance(choice, dict) else ""
        return code in description["shade"]["areas"] and address.put("part", code)

    live_map(description | _PLAIN, f"map-{anchor}", take)
    shell.take_picture()
