"""What the page of one area shows: which shapes, which are inside, which lines on top, the way up to England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stpdash import places, tables
from stpdash.markup import area_link, joined, tag
from stpdash.measures import YEARS
from stpdash.model import MAIN, Area, Atlas


@dataclass(frozen=True)
class View:
    """The map of an area's page: `codes` of `layer` at `vintage` are drawn and fitted; `chosen` is marked."""

    area: Area
    layer: str
    vintage: str
    codes: Sequence[str]
    chosen: str
    overlays: Sequence[str]

    @property
    def year(self) -> str:
        """The financial year that the page begins with: that of the drawn areas, else the last with figures."""
        return places.year_of(self.vintage) or YEARS[-1]


def of(atlas: Atlas, area: Area) -> View:
    """A footprint shows its CCGs, a CCG itself among the CCGs of its footprint, a region its footprints."""
    match area.layer:
        case "footprint":
            codes = [ccg.code for ccg in places.ccgs_of(atlas, area)]
            return View(area, "ccg", area.vintage, codes, "", ("footprint",) if area.vintage == MAIN else ())
        case "ccg":
            codes = [ccg.code for ccg in places.neighbours_in(atlas, area)]
            return View(area, "ccg", area.vintage, codes, area.code, ("footprint",) if area.vintage == MAIN else ())
        case "region":
            inside = places.footprints_of(atlas, area)
            vintage = inside[0].vintage if inside else MAIN
            return View(
                area,
                "footprint",
                vintage,
                [each.code for each in inside],
                "",
                ("teams",) if area.vintage == places.REGIONS else (),
            )
        case other:
            raise ValueError(f"{other} has no page of its own")


def inside(atlas: Atlas, view: View) -> Markup:
    """The table of what the map shows, each name a link."""
    areas = [atlas.area(view.layer, view.vintage, code) for code in view.codes]
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
