"""The views: which shapes a map shows, what a reader may choose on it, what lies inside, the way up to England."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markupsafe import Markup

from stpdash import find, governing, layers, paint, places, ranking, tables, words
from stpdash.axes import AXES, DATES, DEFAULT_AXIS, DEFAULT_DATE
from stpdash.comparing import MOST
from stpdash.layers import Description
from stpdash.markup import area_link, joined, tag
from stpdash.measures import DEFAULT_MEASURE, for_layer
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.overlays import OVERLAYS
from stpdash.series import YEARS


@dataclass(frozen=True)
class View:
    """A map: the `codes` of `layer` at `vintage` are drawn and fitted (None: all England); `chosen` is marked.

    `overlays` always lie on it, `offered` may be laid over; `part` is the address's name for the area chosen on it.
    `lay`: the overlay that lies on it when none is chosen.
    `by`: whether a measure and a year are chosen on it, or a question of governance and a date. `most`: how many areas
    may be marked on it at once; 0: one is chosen.
    """

    name: str
    layer: str
    vintage: str
    codes: tuple[str, ...] | None = None
    chosen: str = ""
    overlays: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    measure: str = "core_per_resident"
    part: str = "part"
    since: str = MAIN
    by: Literal["measure", "axis"] = "measure"
    most: int = 0
    lay: str = "none"

    @property
    def year(self) -> str:
        """The financial year that the map begins with: that of the area's vintage, else the last with figures."""
        return places.year_of(self.since) or YEARS[-1]


def _over(layer: str, vintage: str, *always: str) -> tuple[str, ...]:
    """The overlays that may be laid over a layer: all but its own lines and those that always lie on it."""
    return tuple(key for key in OVERLAYS if key not in {layer if vintage == MAIN else "", *always})


_OVER_ENGLAND = _over("footprint", MAIN)
ENGLAND = View("england", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="area")
MONEY = View("money", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="area")
GOVERNANCE = View("governance", "footprint", MAIN, offered=_OVER_ENGLAND, part="area", by="axis")
COMPARE = View("compare", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="areas", most=MOST)
GROUPINGS = View(
    "groupings", "footprint", MAIN, offered=_OVER_ENGLAND, measure="density", part="area", lay="authorities"
)
POOLS = {
    f"{layer}-{vintage}": View(
        f"pool-{layer}-{vintage}", layer, vintage, offered=_over(layer, vintage), since=vintage, most=999
    )
    for layer in ("footprint", "ccg")
    for vintage in ("2016", "2017", "2018", "2019", "2020")
}
"""The maps of the pooling workbench, by what is grouped."""
_OF_ENGLAND = {view.name: view for view in (ENGLAND, MONEY, GOVERNANCE, COMPARE, GROUPINGS, *POOLS.values())}


def of(atlas: Atlas, area: Area) -> View:
    """A footprint shows its CCGs, a CCG itself among the CCGs of its footprint, a region its footprints.

    A council or combined authority shows the footprints it lies in, with its own kind's lines on top.
    """
    lines = ("footprint",) if area.vintage == MAIN else ()
    match area.layer:
        case "footprint":
            drawn, layer = places.ccgs_of(atlas, area), "ccg"
        case "ccg":
            drawn, layer = places.neighbours_in(atlas, area), "ccg"
        case "region":
            drawn, layer = places.footprints_of(atlas, area), "footprint"
            lines = ("teams",) if area.vintage == REGIONS else ()
        case "council" | "combined_authority":
            drawn, layer = [each for each, _ in places.footprints_around(atlas, area)], "footprint"
            lines = ("councils",) if area.layer == "council" else ("authorities",)
        case other:
            raise ValueError(f"{other} has no page of its own")
    codes = tuple(each.code for each in drawn)
    chosen = area.code if area.layer == "ccg" else ""
    vintage = drawn[0].vintage
    return View(area.id, layer, vintage, codes, chosen, lines, _over(layer, vintage, *lines), since=area.vintage)


def named(atlas: Atlas, name: str) -> View | None:
    """A view by its name: "england", "money", "governance" or an area's id; None when there is no such area."""
    area = find.resolve(atlas, name)
    return _OF_ENGLAND.get(name) or (of(atlas, area) if area else None)


Offers = dict[str, tuple[Mapping[str, str], str]]
"""What can be chosen: name in the address to its options (id to wording) and the one that stands when none is given."""


def offers(atlas: Atlas, view: View) -> Offers:
    """What a reader may choose on a view's map."""
    lines = {"none": words.NOTHING_LAID} | {key: OVERLAYS[key].title for key in view.offered}
    over: Offers = {"overlay": (lines, view.lay), "also": (lines, "none")}
    if view.by == "axis":
        questions = {key: each.title for key, each in AXES.items()}
        return {"axis": (questions, DEFAULT_AXIS), "date": (DATES, DEFAULT_DATE)} | over
    return {
        "measure": ({key: each.title for key, each in for_layer(atlas, view.layer).items()}, view.measure),
        "year": ({year: year for year in YEARS}, view.year),
    } | over


def menus(atlas: Atlas) -> dict[str, object]:
    """What every choice on any map is called, for the page's head, so that no rerun has to say it again.

    `labels`: a chooser's name to its label; `options`: its name to ids and wordings; `usual`: its name to the ids that
    the maps of England offer; `timeless`: the measures that know no year: where one is shaded, none is to be chosen;
    `overlays`: what each overlay draws.
    """
    options: dict[str, dict[str, str]] = {}
    for view in _OF_ENGLAND.values():
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
    }


@lru_cache(maxsize=4)
def usual(atlas: Atlas) -> dict[str, list[str]]:
    """The ids that the maps of England offer under each name: a map that offers the same need not say so."""
    england = offers(atlas, GOVERNANCE) | offers(atlas, ENGLAND)
    return {name: list(options) for name, (options, _) in england.items()}


def keys(view: View) -> list[str]:
    """The two choices by which a shade is known ahead: measure and year, or axis and date."""
    return ["axis", "date"] if view.by == "axis" else ["measure", "year"]


def ahead(atlas: Atlas, view: View) -> Description:
    """Every shade of a view's map by its two keys."""
    shades = paint.ahead(atlas) if view.by == "axis" else layers.ahead(atlas, view.layer, view.vintage, view.codes)
    return {"shades": shades}


def lines(atlas: Atlas, *chosen: str) -> list[Description]:
    """What overlays draw, by their keys: each once, however often it is named; a key of no overlay draws nothing."""
    return [part for key in dict.fromkeys(chosen) for part in parts(atlas).get(key, [])]


@lru_cache(maxsize=4)
def parts(atlas: Atlas) -> dict[str, list[Description]]:
    """What each overlay draws, by its key: as the page's head says it, so that a rerun need only name it."""
    return {key: layers.laid(atlas, overlay) for key, overlay in OVERLAYS.items()}


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
        return governing.summary(atlas, now["axis"], now["date"])
    measure, year = for_layer(atlas, view.layer)[now["measure"]], now["year"]
    figures = measure.of(atlas, view.layer, view.vintage, year)
    codes = list(view.codes or figures.index)
    names = [atlas.area(view.layer, view.vintage, code).name for code in codes]
    beside = ranking.comparators(atlas, measure, year)
    return ranking.summary(figures.loc[codes].assign(name=names), measure, year, beside, NOUNS[view.layer])


def remark(atlas: Atlas, view: View, now: Mapping[str, str]) -> str:
    """What must stand beside what a view's map shows."""
    return "" if view.by == "axis" else for_layer(atlas, view.layer)[now["measure"]].banner


def _shade(atlas: Atlas, view: View, now: Mapping[str, str]) -> Description:
    if view.by == "axis":
        return paint.shade(atlas, now["axis"], now["date"])
    measure = for_layer(atlas, view.layer)[now["measure"]]
    return layers.shade(atlas, view.layer, view.vintage, measure, now["year"], view.codes)


def inside(atlas: Atlas, view: View) -> Markup:
    """The table of what the map shows, each name a link."""
    areas = [atlas.area(view.layer, view.vintage, code) for code in view.codes or atlas.codes(view.layer, view.vintage)]
    if view.layer == "footprint":
        return tables.footprints(atlas, view.year, tuple(areas))
    return tables.members(atlas, areas, view.year, view.chosen)


def trail(atlas: Atlas, area: Area) -> Markup:
    """The way up: England, region, footprint."""
    steps = [tag("a", "England", href="./")]
    region = places.region_of(atlas, area) if area.layer != "region" else None
    if region:
        steps.append(area_link(region.id, region.name))
    if area.layer == "ccg":
        steps += [area_link(footprint.id, footprint.name) for footprint, _ in places.footprint_of(atlas, area)]
    items = joined(tag("li", step) for step in steps)
    return tag(
        "nav",
        tag("ul", items, class_="atlas-trail"),
        aria_label="Where this area belongs",
        class_="atlas-links",
    )
