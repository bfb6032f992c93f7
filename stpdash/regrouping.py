"""Ready-made sets of areas to take into a grouping, and a grouping taken over to another kind of area or date."""

from __future__ import annotations

from functools import lru_cache

from stpdash.grouping import Asked
from stpdash.model import REGIONS, Area, Atlas
from stpdash.places import ccgs_of

ENGLAND = "england"


@lru_cache(maxsize=32)
def wholes(atlas: Atlas, layer: str, vintage: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What can be taken in at once, id to wording and codes: all England, regions of 2019, and footprints for CCGs."""
    found = {ENGLAND: ("All England", tuple(atlas.codes(layer, vintage)))}
    scheme = vintage if vintage > REGIONS else REGIONS
    for region in atlas.areas_of("region", scheme):
        found[region.code] = (region.name, _inside(atlas, region, layer, vintage))
    if layer == "ccg":
        for footprint in atlas.areas_of("footprint", vintage):
            found[footprint.code] = (f"Footprint: {footprint.name}", _inside(atlas, footprint, layer, vintage))
    return found


def _inside(atlas: Atlas, parent: Area, layer: str, vintage: str) -> tuple[str, ...]:
    """The areas of a layer of which most people live in an area."""
    return tuple(
        child.code
        for child in atlas.children(parent, layer, vintage)
        if dict(atlas.parents_of(child, parent.layer, parent.vintage))[parent] > 0.5
    )


def moved(atlas: Atlas, asked: Asked, scale: str) -> Asked:
    """The same groupings of another kind of area or date, as far as it has the same ground: the rest is left out.

    Footprints become their CCGs; CCGs become the footprints that they fill; at another date the areas stay that have
    the same code, which for ONS means the same ground.
    """
    layer, _, vintage = scale.partition("-")
    now = Asked(layer, vintage, asked.groupings)
    for place, each in enumerate(asked.groupings):
        kept = set(each.codes)
        if (asked.layer, layer) == ("footprint", "ccg"):
            areas = (atlas.area("footprint", asked.vintage, code) for code in kept)
            kept = {ccg.code for area in areas for ccg in ccgs_of(atlas, area)}
        if (asked.layer, layer) == ("ccg", "footprint"):
            kept = {area.code for area in atlas.areas_of("footprint", asked.vintage) if _filled(atlas, area, kept)}
        now = now.having(place, kept.intersection(atlas.codes(layer, vintage)))
    return now


def _filled(atlas: Atlas, footprint: Area, codes: set[str]) -> bool:
    return all(ccg.code in codes for ccg in ccgs_of(atlas, footprint))
