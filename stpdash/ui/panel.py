"""The map of a view, what can be chosen on it, the card of the area that was chosen, and the map to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import asat, brief, comparing, find, pictures, views, words
from stpdash.asat import ANY, NAMED_DAY, AsAt
from stpdash.comparing import BETWEEN
from stpdash.layers import Description
from stpdash.markup import tag
from stpdash.model import Area, Atlas
from stpdash.ui import address, atlas, shell
from stpdash.ui.mapview import Choice, live_map
from stpdash.views import View

_NOTHING = Markup("")


def at(view: View, notices: list[str] | None = None) -> AsAt:
    """The date that the address asks for on a view's map; what cannot be followed gives the main view and a notice."""
    told = [] if notices is None else notices
    if not view.dated:
        return asat.unpinned()
    return asat.read(_laid(view), told, whenever=view.by == "axis")


def _laid(view: View) -> dict[str, str]:
    """What the address says that moves a date."""
    return {"overlay": view.lay} | {name: address.given(name) for name in ("date", "overlay", "also")}


def shown(view: View) -> View:
    """A map of England on the boundaries of the date that the address asks for."""
    return views.on(view, at(view).vintage)


def as_at(now: Mapping[str, str]) -> dict[str, str]:
    """A choice of date as an address says it; nothing on the main view."""
    return {"date": now["date"]} if now["date"] != asat.NO_DATE else {}


def chosen(view: View, notices: list[str] | None = None) -> dict[str, str]:
    """What the address chooses on a view's map, and under "day" the day it is as at.

    What it does not know is taken as not asked for, with a notice.
    """
    told = [] if notices is None else notices
    said: list[str] = []
    when = at(view, said)
    told += [each for each in said if each != asat.MOVED or when.vintage == view.vintage]
    asked = {
        name: address.wanted(name, options, first, told)
        for name, (options, first) in pictures.offers(atlas.read(), view).items()
        if name != "date"
    }
    return asked | {"date": when.asked, "day": when.day}


def map_panel(view: View, marked: Sequence[Area] = (), *, told: bool = True) -> None:
    """Draw a view's map with all that belongs to it; `marked`: the areas on a view of several.

    `told`: say in words what it shows, where the page does not say so elsewhere.
    """
    data = atlas.read()
    notices: list[str] = []
    now, when = chosen(view, notices), at(view)
    area = None if view.most else _area(view, notices)
    shell.notices([] if view.most else notices)
    picture = pictures.picture(data, view, now, area, marked)
    live_map(picture | choosing(data, view, now), f"map-{view.name}", lambda choice: take(data, view, choice))
    dated = _when(view, when) if view.dated else _NOTHING
    shell.write(dated + shell.picture_buttons(pictures.remark(data, view, now)))
    if area:
        shell.write(brief.card(data, area, _value(picture, area), when))
    defaults = {name: first for name, (_, first) in pictures.offers(data, view).items()}
    differs = {name: now[name] for name, first in defaults.items() if now[name] != first}
    asked = urlencode(differs | _where(view, area, marked))
    shell.write(tag("p", pictures.summary(data, view, now)) if told else _NOTHING)
    link = tag("a", words.TAKE_MAP, href=f"take/{view.name}.html?{asked}", download="")
    shell.write(tag("p", link, class_="atlas-links"))


def _when(view: View, when: AsAt) -> Markup:
    """The date and the boundaries on show, and the way to set them beside those of another date."""
    query = "" if not when.pinned or when.day == ANY else f"?{'then' if when.day > NAMED_DAY else 'date'}={when.day}"
    link = tag("a", words.BESIDE_A_DATE, href=f"dates{query}")
    return tag("p", tag("em", when.told(view.vintage, view.since)) + " " + link, class_="atlas-links")


def _area(view: View, notices: list[str]) -> Area | None:
    """The area chosen on a map, as it is on the map's boundaries; None, with a notice, where it is not there."""
    data = atlas.read()
    area = address.area(data, view.part, notices)
    if area is None or area.layer != view.layer or not view.dated:
        return area
    there = find.on(data, area, view.vintage)
    if there is None:
        notices.append(words.not_there(area.name, data.vintage_label(view.vintage)))
    return there


def _where(view: View, area: Area | None, marked: Sequence[Area]) -> dict[str, str]:
    """What is marked on the map, as an address says it."""
    ids = [each.id for each in marked] if view.most else [area.id] if area else []
    return {view.part: BETWEEN.join(ids)} if ids else {}


def choosing(data: Atlas, view: View, now: Mapping[str, str]) -> Description:
    """What the browser needs to offer the choices and to draw them at once."""
    offers, usual = pictures.offers(data, view), pictures.usual(data)
    return {
        "choosers": [
            {"name": name, "now": now[name]} | ({} if list(options) == usual.get(name) else {"options": list(options)})
            for name, (options, _) in offers.items()  # what they are called, and what is usual, is in the page's head
            if len(options) > 1
        ],
        "keys": pictures.keys(view),
        "fixed": len(pictures.lines(data, *view.overlays)),
        "ahead": atlas.ahead_address(view),
        "home": view.home,
    }


def take(data: Atlas, view: View, choice: Choice) -> bool:
    """Write what was chosen into the address, as far as it is offered; whether the address changed."""
    offers = pictures.offers(data, view)
    changed = False
    for name, value in choice.items():
        if name == "areas" and view.most:
            changed |= address.put(view.part, BETWEEN.join(comparing.read(data, {"areas": value})[0].areas))
        elif name == "area" and (found := find.resolve(data, value)):
            changed |= address.put(view.part, found.id)
        elif name == "date" and view.dated and not asat.fault(value):
            changed |= address.put(name, value, asat.NO_DATE)
        elif name in offers and value in offers[name][0]:
            changed |= address.put(name, value, offers[name][1])
    return changed


def _value(picture: Description, area: Area) -> tuple[str, str] | None:
    """What the map shows of an area: the measure and the value, in words; None where it shows nothing of it."""
    entry = picture["shade"]["areas"].get(area.code)
    return ("On the map", f"{entry[1]} - {picture['shade']['legend']['title']}") if entry else None
