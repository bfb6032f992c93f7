"""The views: which shapes a map shows, what a reader may choose on it, what lies inside, the way up to England."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from stpdash import find, layers, places, tables
from stpdash.layers import Description
from stpdash.markup import area_link, joined, tag
from stpdash.measures import DEFAULT_MEASURE, YEARS, for_layer
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.overlays import OVERLAYS


@dataclass(frozen=True)
class View:
    """A map: the `codes` of `layer` at `vintage` are drawn and fitted (None: all England); `chosen` is marked.

    `overlays` always lie on it, `offered` may be laid over; `part` is the address's name for the area chosen on it.
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

    @property
    def year(self) -> str:
        """The financial year that the map begins with: that of the area's vintage, else the last with figures."""
        return places.year_of(self.since) or YEARS[-1]


ENGLAND = View(
    "england", "footprint", MAIN, offered=("ccg", "teams", "authorities"), measure=DEFAULT_MEASURE, part="area"
)


def of(atlas: Atlas, area: Area) -> View:
    """A footprint shows its CCGs, a CCG itself among the CCGs of its footprint, a region its footprints."""
    lines = ("footprint",) if area.vintage == MAIN else ()
    match area.layer:
        case "footprint":
            drawn, layer, offered = places.ccgs_of(atlas, area), "ccg", ("teams", "authorities")
        case "ccg":
            drawn, layer, offered = places.neighbours_in(atlas, area), "ccg", ("teams", "authorities")
        case "region":
            drawn, layer, offered = places.footprints_of(atlas, area), "footprint", ("ccg", "authorities")
            lines = ("teams",) if area.vintage == REGIONS else ()
        case other:
            raise ValueError(f"{other} has no page of its own")
    codes = tuple(each.code for each in drawn)
    chosen = area.code if area.layer == "ccg" else ""
    return View(area.id, layer, drawn[0].vintage, codes, chosen, lines, offered, since=area.vintage)


def named(atlas: Atlas, name: str) -> View | None:
    """A view by its name: "england" or an area's id; None when there is no such area."""
    area = find.resolve(atlas, name)
    return ENGLAND if name == ENGLAND.name else of(atlas, area) if area else None


Offers = dict[str, tuple[Mapping[str, str], str]]
"""What can be chosen: name in the address to its options (id to wording) and the one that stands when none is given."""


def offers(view: View) -> Offers:
    """What a reader may choose on a view's map."""
    lines = {"none": "No outlines"} | {key: OVERLAYS[key].title for key in view.offered}
    return {
        "measure": ({key: each.title for key, each in for_layer(view.layer).items()}, view.measure),
        "year": ({year: year for year in YEARS}, view.year),
        "overlay": (lines, "none"),
    }


def picture(atlas: Atlas, view: View, now: Mapping[str, str], area: Area | None) -> Description:
    """The layer description of a view as it stands: `now` names measure, year and overlay; `area` is the chosen one."""
    inside = area is not None and area.layer == view.layer and (view.codes is None or area.code in view.codes)
    return layers.describe(
        atlas,
        view.layer,
        view.vintage,
        for_layer(view.layer)[now["measure"]],
        now["year"],
        codes=view.codes,
        overlays=[OVERLAYS[key] for key in (*view.overlays, now["overlay"]) if key in OVERLAYS],
        chosen=area.code if area and inside else view.chosen,
    )


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
