"""What the page of one area shows: which shapes, which are inside, which lines on top, the way up to England."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from stpdash import places, tables
from stpdash.markup import area_link, joined, tag
from stpdash.measures import YEARS
from stpdash.model import MAIN, REGIONS, Area, Atlas


@dataclass(frozen=True)
class View:
    """A map: the `codes` of `layer` at `vintage` are drawn and fitted (None: all England); `chosen` is marked."""

    name: str
    layer: str
    vintage: str
    codes: tuple[str, ...] | None = None
    chosen: str = ""
    overlays: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The financial year that the map begins with: that of the drawn areas, else the last with figures."""
        return places.year_of(self.vintage) or YEARS[-1]


ENGLAND = View("footprints", "footprint", MAIN)


def of(atlas: Atlas, area: Area) -> View:
    """A footprint shows its CCGs, a CCG itself among the CCGs of its footprint, a region its footprints."""
    lines = ("footprint",) if area.vintage == MAIN else ()
    match area.layer:
        case "footprint":
            return View(area.id, "ccg", area.vintage, _codes(places.ccgs_of(atlas, area)), "", lines)
        case "ccg":
            return View(area.id, "ccg", area.vintage, _codes(places.neighbours_in(atlas, area)), area.code, lines)
        case "region":
            inside = places.footprints_of(atlas, area)
            lines = ("teams",) if area.vintage == REGIONS else ()
            return View(area.id, "footprint", inside[0].vintage, _codes(inside), "", lines)
        case other:
            raise ValueError(f"{other} has no page of its own")


def _codes(areas: list[Area]) -> tuple[str, ...]:
    return tuple(area.code for area in areas)


def inside(atlas: Atlas, view: View) -> Markup:
    """The table of what the map shows, each name a link."""
    areas = [atlas.area(view.layer, view.vintage, code) for code in view.codes or atlas.codes(view.layer, view.vintage)]
    if view.layer == "footprint":
        return tables.footprints(atlas, view.year, areas)
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
