"""Two dates on a page: which days and what of, the two linked maps, the chosen area on either day, what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from stpdash import (
    asat,
    find,
    texts,
    two_dates,
    two_dates_chosen,
    two_dates_map,
    two_dates_tables,
    two_dates_words,
    words,
)
from stpdash.markup import joined, tag
from stpdash.model import Area
from stpdash.telling import cited
from stpdash.two_dates import LAYERS, USUAL, Asked
from stpdash.two_dates_map import CHANGED, Side
from stpdash.ui import address, atlas, choosers, shell
from stpdash.ui.mapview import Choice, live_map

_SIDES: tuple[tuple[Side, str], ...] = ((0, "left"), (1, "right"))
_FIRST_LAYER = next(iter(LAYERS))


def asked() -> tuple[Asked, list[str]]:
    """The two days and the layer of the address, and what could not be followed."""
    return two_dates.read({name: address.given(name) for name in (*USUAL, "layer")})


def _put(now: Asked) -> None:
    """Write two days and a layer into the address, each where it is not the usual one."""
    address.put("date", now.day, USUAL["date"])
    address.put("then", now.then, USUAL["then"])
    address.put("layer", now.layer, _FIRST_LAYER)


def choose(now: Asked, notices: list[str]) -> str:
    """Which two days, what of, and what shades both maps; gives the shade."""
    first, second, third, fourth = st.columns([1, 1, 1, 2])
    with first:
        _day("date", "Left, the earlier day", now.day, lambda day: _put(now._replace(day=day)))
    with second:
        _day("then", "Right, the later day", now.then, lambda day: _put(now._replace(then=day)))
    with third:
        choosers.field(
            st.selectbox, "choose-layer", "Show", now.layer, lambda layer: _put(now._replace(layer=layer)),
            options=[*LAYERS], format_func=lambda layer: LAYERS[layer],
        )  # fmt: skip
    with fourth:
        return choosers.choose("measure", "Shade both by", two_dates_map.shades(atlas.read(), now), CHANGED, notices)


def _day(name: str, label: str, now: str, take: Callable[[str], None]) -> None:
    def taken(day: date | None) -> None:
        if day:
            take(day.isoformat())

    choosers.field(
        st.date_input, f"choose-{name}", label, date.fromisoformat(now), taken, format="DD/MM/YYYY",
        min_value=date.fromisoformat(asat.FIRST_DAY), max_value=date.fromisoformat(asat.LAST_DAY),
    )  # fmt: skip


def steps(now: Asked, shade: str) -> Markup:
    """Links to pairs of days between which boundaries changed."""
    pairs = [*pairwise(asat.STEPS), (asat.STEPS[0], asat.STEPS[-1])]
    more = {"layer": now.layer} if now.layer != _FIRST_LAYER else {}
    more |= {"measure": shade} if shade != CHANGED else {}
    links = [
        tag(
            "a",
            f"{words.date(one)} and {words.date(two)}",
            href=f"dates?{urlencode({'date': one, 'then': two} | more)}",
        )
        for one, two in pairs
    ]
    return tag("p", joined(["Step by step: ", joined(links, "; ")]), class_="atlas-links")


def marked(now: Asked, notices: list[str]) -> tuple[Area | None, Area | None]:
    """The area that the address chooses, as it is on either day."""
    data = atlas.read()
    area = address.area(data, "area", notices)
    if area is None:
        return None, None
    found = two_dates.linked(data, now, area)
    if found == (None, None):
        what = LAYERS[now.layer]
        notices.append(f"{area.name} is not among the {what} of either day: it is not marked on the maps.")
    return found


def maps(now: Asked, shade: str, chosen: tuple[Area | None, Area | None]) -> None:
    """The two maps, side by side or one under the other: each marks what is chosen on the other."""
    data = atlas.read()
    days = (now.day, now.then)
    for (side, name), column in zip(_SIDES, st.columns(2, gap="medium"), strict=True):
        with column:
            label = data.vintage_label(now.vintages[side])
            drawn = tag("p", f"On the boundaries of {label}", class_="flag")
            shell.write(tag("h2", words.date(days[side]), id=name) + drawn)
            picture = two_dates_map.picture(data, now, shade, side, chosen[side])
            live_map(picture, f"map-dates-{name}", partial(take, now))
            shell.take_picture(two_dates_map.remark(data, now, shade))


def take(now: Asked, choice: Choice) -> bool:
    """Write the area that was chosen on either map into the address; whether the address changed."""
    found = _meant(now, choice)
    return address.put("area", found.id) if found else False


def _meant(now: Asked, choice: Mapping[str, str]) -> Area | None:
    """An area of one of the two days by its code."""
    data, code = atlas.read(), choice.get("area", "")
    for vintage in now.vintages:
        if code in data.codes(now.layer, vintage):
            return data.area(now.layer, vintage, code)
    return find.resolve(data, code)


def chosen_area(now: Asked, chosen: tuple[Area | None, Area | None]) -> None:
    """Where the people of the chosen area are on the other day."""
    data = atlas.read()
    area = chosen[0] or chosen[1]
    if area is None:
        shell.write(tag("p", texts.CHOOSE_ON_EITHER))
        return
    shell.section("chosen", f"{two_dates.name_then(data, area)} on either day")
    shell.write(two_dates_chosen.told(data, now, *chosen))


def differences(now: Asked) -> None:
    """What differs, the rest to be opened in place, and all of it to take away."""
    data = atlas.read()
    shell.section("differences", "What differs")
    shell.write(tag("p", texts.ABOUT_DIFFERENCES))
    nothing = tag("p", f"No {two_dates.NOUNS[now.layer]} differs in ground, name or code.")
    shell.write((two_dates_tables.differing(data, now) or nothing) + two_dates_tables.unchanged(data, now))
    shell.take_rows("dates", urlencode({"date": now.day, "then": now.then, "layer": now.layer}), _sources(now))


def _sources(now: Asked) -> Markup:
    return cited(atlas.read(), "these two dates", sources=two_dates_tables.sources(atlas.read(), now))


def told(now: Asked) -> Markup:
    """How many there were on either day and what became of them; why nothing can differ where that is so."""
    data = atlas.read()
    why = two_dates_words.no_difference(data, now)
    counts = " ".join((two_dates_words.summary(data, now), two_dates_words.regions_moved(data, now))).strip()
    return (tag("p", why, class_="atlas-notice", role="status") if why else Markup("")) + tag(
        "p", tag("strong", counts)
    )
