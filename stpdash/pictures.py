"""The picture of a view: what a reader may choose on it, what is drawn of that and comes ahead, and it all in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from stpdash import governing, layers, paint, provenance, ranking, words
from stpdash.asat import BEGAN, FIRST_DAY, LAST_DAY, MAIN_DAY, NO_DATE, STEPS, STOPS, TEAMS_DAY
from stpdash.axes import AXES, DATES, DEFAULT_AXIS
from stpdash.layers import Description
from stpdash.markup import tag
from stpdash.measures import for_layer
from stpdash.model import Area, Atlas
from stpdash.overlays import OVERLAYS, OWN
from stpdash.series import YEARS
from stpdash.telling import cited
from stpdash.views import ENGLAND, GOVERNANCE, OF_ENGLAND, View

_MAIN_VIEW = {NO_DATE: words.MAIN_VIEW}
Offers = dict[str, tuple[Mapping[str, str], str]]
"""What can be chosen: name in the address to its options (id to wording) and the one that stands when none is given."""
_KEPT = 256
"""So many views, each with a measure and a year, are kept as they were worked out: a click changes none of them."""
DIFFERS = ("overlay", "also")
"""What is offered otherwise on another vintage."""


def offers(atlas: Atlas, view: View) -> Offers:
    """What a reader may choose on a view's map."""
    lines = {"none": words.NOTHING_LAID} | {key: OVERLAYS[key].title for key in view.offered}
    over: Offers = {"overlay": (lines, view.lay), "also": (lines, "none")}
    if view.by == "axis":
        questions = {key: each.title for key, each in AXES.items()}
        return {"axis": (questions, DEFAULT_AXIS), "date": (_MAIN_VIEW | DATES, NO_DATE)} | over
    return (
        {
            "measure": ({key: each.title for key, each in for_layer(atlas, view.layer).items()}, view.measure),
            "year": ({year: year for year in YEARS}, view.year),
        }
        | ({"date": (_MAIN_VIEW | STOPS, NO_DATE)} if view.dated else {})
        | over
    )


def menus(atlas: Atlas) -> dict[str, object]:
    """What every choice on any map is called, for the page's head, so that no rerun has to say it again.

    `labels`: a chooser's name to its label; `options`: its name to ids and wordings; `usual`: its name to the ids that
    the maps of England offer; `timeless`: the measures that know no year: where one is shaded, none is to be chosen;
    `overlays`: what each overlay draws; `clock`: what the browser must know to tell the vintage of a date.
    """
    options: dict[str, dict[str, str]] = {}
    for view in OF_ENGLAND.values():
        for name, (mine, _) in offers(atlas, view).items():
            options.setdefault(name, {}).update(mine)
    titles = {key: overlay.title for key, overlay in OVERLAYS.items()}
    options |= {name: options[name] | titles for name in ("overlay", "also")}
    measures = for_layer(atlas, "footprint")  # every measure has figures of footprints
    return {
        "labels": words.CHOOSERS,
        "options": options,
        "usual": usual(atlas),
        "overlays": parts(atlas),
        "timeless": [key for key, each in measures.items() if not each.years],
        "clock": {
            "main": MAIN_DAY,
            "teams": TEAMS_DAY,
            "first": FIRST_DAY,
            "last": LAST_DAY,
            "began": BEGAN,
            "steps": STEPS,
        },
    }


@lru_cache(maxsize=4)
def usual(atlas: Atlas) -> dict[str, list[str]]:
    """The ids that the maps of England offer under each name: a map that offers the same need not say so."""
    england = offers(atlas, GOVERNANCE) | offers(atlas, ENGLAND)
    return {name: list(options) for name, (options, _) in england.items()}


def keys(view: View) -> list[str]:
    """The two choices by which a shade is known ahead: measure and year, or axis and date (the day, where none is)."""
    return ["axis", "date"] if view.by == "axis" else ["measure", "year"]


def ahead(atlas: Atlas, view: View) -> Description:
    """Every shade of a view's map by its two keys; and its frame: what else differs between vintages."""
    by_axis = view.by == "axis"
    shades = paint.ahead(atlas, view.vintage) if by_axis else layers.ahead(atlas, view.layer, view.vintage, view.codes)
    frame = layers.frame(view.layer, view.vintage, view.codes)
    always = [f"{key}.{place}" for key in view.overlays for place, _ in enumerate(parts(atlas)[key])]
    offered = {name: list(options) for name, (options, _) in offers(atlas, view).items() if name in DIFFERS}
    unusual = {name: options for name, options in offered.items() if options != usual(atlas)[name]}
    return {"shades": shades, "frame": frame | {"lines": always, "year": view.year, "options": unusual}}


def lines(atlas: Atlas, *chosen: str) -> list[Description]:
    """What overlays draw, by their keys: each once, however often it is named; a key of no overlay draws nothing."""
    return [part for key in dict.fromkeys(chosen) for part in parts(atlas).get(key, [])]


@lru_cache(maxsize=4)
def parts(atlas: Atlas) -> dict[str, list[Description]]:
    """What each overlay draws, by its key: as the page's head says it, so that a rerun need only name it."""
    every = (*OVERLAYS.values(), *OWN.values())
    return {overlay.key: layers.laid(atlas, overlay) for overlay in every}


def picture(
    atlas: Atlas, view: View, now: Mapping[str, str], area: Area | None, marked: Sequence[Area] = ()
) -> Description:
    """The layer description of a view as it stands: `now` names what was chosen; `area` is the chosen one.

    `marked`: the areas marked on a view of several.
    """
    inside = area is not None and area.layer == view.layer and (view.codes is None or area.code in view.codes)
    several = {"most": view.most, "marked": [each.code for each in marked]} if view.most else {}
    return several | layers.describe(
        view.layer,
        view.vintage,
        _shade(atlas, view, now),
        codes=view.codes,
        lines=lines(atlas, *view.overlays, now["overlay"], now["also"]),
        chosen=area.code if area and inside else view.chosen,
    )


NOUNS = {"footprint": "footprint", "ccg": "CCG"}


def summary(atlas: Atlas, view: View, now: Mapping[str, str]) -> str:
    """What a view's map shows, in words, from the same numbers."""
    if view.by == "axis":
        return governing.summary(atlas, now["axis"], now["day"])
    return _told(atlas, view, now["measure"], now["year"])


@lru_cache(maxsize=_KEPT)
def _told(atlas: Atlas, view: View, key: str, year: str) -> str:
    measure = for_layer(atlas, view.layer)[key]
    figures = measure.of(atlas, view.layer, view.vintage, year)
    codes = list(view.codes or figures.index)
    names = [atlas.area(view.layer, view.vintage, code).name for code in codes]
    beside = ranking.comparators(atlas, measure, year)
    return ranking.summary(figures.loc[codes].assign(name=names), measure, year, beside, NOUNS[view.layer])


def rests_on(atlas: Atlas, view: View, now: Mapping[str, str]) -> Markup:
    """The sources of the measure that a view's map shows."""
    return _rests_on(atlas, view, now["measure"], now["year"])


@lru_cache(maxsize=_KEPT)
def _rests_on(atlas: Atlas, view: View, key: str, year: str) -> Markup:
    measure = for_layer(atlas, view.layer)[key]
    behind = provenance.behind(atlas, measure, year, view.layer, view.vintage)
    used = sorted({*behind.loc[behind["code"].isin(view.codes or atlas.codes(view.layer, view.vintage)), "source"]})
    return tag("div", cited(atlas, f"{measure.heading(year)}, on the map", sources=used))


def remark(atlas: Atlas, view: View, now: Mapping[str, str]) -> str:
    """What must stand beside what a view's map shows."""
    return "" if view.by == "axis" else for_layer(atlas, view.layer)[now["measure"]].banner


def _shade(atlas: Atlas, view: View, now: Mapping[str, str]) -> Description:
    if view.by == "axis":
        return paint.shade(atlas, now["axis"], now["day"])
    return _shaded(atlas, view, now["measure"], now["year"])


@lru_cache(maxsize=_KEPT)
def _shaded(atlas: Atlas, view: View, key: str, year: str) -> Description:
    return layers.shade(atlas, view.layer, view.vintage, for_layer(atlas, view.layer)[key], year, view.codes)
