"""The map of a view, what can be chosen on it, the card of the area that was chosen, and the map to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from stpdash import cards, comparing, find, views, words
from stpdash.axes import DEFAULT_DATE
from stpdash.comparing import BETWEEN
from stpdash.layers import Description
from stpdash.markup import tag
from stpdash.model import Area, Atlas
from stpdash.ui import address, atlas, shell
from stpdash.ui.mapview import Choice, live_map
from stpdash.views import View


def chosen(view: View, notices: list[str] | None = None) -> dict[str, str]:
    """What the address chooses on a view's map; what it does not know is taken as not asked for, with a notice."""
    told = [] if notices is None else notices
    return {
        name: address.wanted(name, options, first, told)
        for name, (options, first) in views.offers(atlas.read(), view).items()
    }


def map_panel(view: View, marked: Sequence[Area] = (), *, told: bool = True) -> None:
    """Draw a view's map with all that belongs to it; `marked`: the areas on a view of several.

    `told`: say in words what it shows, where the page does not say so elsewhere.
    """
    data = atlas.read()
    notices: list[str] = []
    offers = views.offers(data, view)
    now = {name: address.wanted(name, options, first, notices) for name, (options, first) in offers.items()}
    area = None if view.most else address.area(data, view.part, notices)
    shell.notices([] if view.most else notices)
    picture = views.picture(data, view, now, area, marked)
    live_map(picture | choosing(data, view, now), f"map-{view.name}", lambda choice: take(data, view, choice))
    if area:
        shell.write(cards.beside_map(data, area, _value(picture, area), now.get("date", DEFAULT_DATE)))
    defaults = {name: first for name, (_, first) in offers.items()}
    differs = {name: value for name, value in now.items() if value != defaults[name]}
    asked = urlencode(differs | _where(view, area, marked))
    if told:
        shell.write(tag("p", views.summary(data, view, now)))
    shell.take_picture(views.remark(data, view, now))
    shell.write(
        tag("p", tag("a", words.TAKE_MAP, href=f"take/{view.name}.html?{asked}", download=""), class_="atlas-links")
    )


def _where(view: View, area: Area | None, marked: Sequence[Area]) -> dict[str, str]:
    """What is marked on the map, as an address says it."""
    ids = [each.id for each in marked] if view.most else [area.id] if area else []
    return {view.part: BETWEEN.join(ids)} if ids else {}


def choosing(data: Atlas, view: View, now: Mapping[str, str]) -> Description:
    """What the browser needs to offer the choices and to draw them at once."""
    offers, usual = views.offers(data, view), views.usual(data)
    return {
        "choosers": [
            {"name": name, "now": now[name]} | ({} if list(options) == usual.get(name) else {"options": list(options)})
            for name, (options, _) in offers.items()  # what they are called, and what is usual, is in the page's head
            if len(options) > 1
        ],
        "keys": views.keys(view),
        "fixed": len(views.lines(data, *view.overlays)),
        "ahead": atlas.ahead_address(view),
    }


def take(data: Atlas, view: View, choice: Choice) -> bool:
    """Write what was chosen into the address, as far as it is offered; whether the address changed."""
    offers = views.offers(data, view)
    changed = False
    for name, value in choice.items():
        if name == "areas" and view.most:
            changed |= address.put(view.part, BETWEEN.join(comparing.read(data, {"areas": value})[0].areas))
        elif name == "area" and (found := find.resolve(data, value)):
            changed |= address.put(view.part, found.id)
        elif name in offers and value in offers[name][0]:
            changed |= address.put(name, value, offers[name][1])
    return changed


def _value(picture: Description, area: Area) -> tuple[str, str] | None:
    """What the map shows of an area: the measure and the value, in words; None where it shows nothing of it."""
    entry = picture["shade"]["areas"].get(area.code)
    return ("On the map", f"{entry[1]} - {picture['shade']['legend']['title']}") if entry else None
