"""Ready-made sets of areas to take into a grouping, and a grouping taken over to another kind of area or date."""

from __future__ import annotations

from functools import lru_cache

from stpdash import mergers, pooling, words
from stpdash.grouping import Asked
from stpdash.model import REGIONS, Area, Atlas
from stpdash.places import ccgs_of, footprint_of
from stpdash.pooling import Pool
from stpdash.series import people

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
    """The same groupings of another kind of area or date, as far as areas there have the same ground.

    Footprints become their CCGs; CCGs become the footprints that they fill. From one date to another go the areas whose
    code stays; those that merged, where all of them are in; and the parts of one that came of a merger.
    """
    layer, _, vintage = scale.partition("-")
    now = Asked(layer, vintage, asked.groupings)
    for place, each in enumerate(asked.groupings):
        codes = set(each.codes)
        if (asked.layer, layer) == ("footprint", "ccg"):
            areas = (atlas.area("footprint", asked.vintage, code) for code in codes)
            codes = {ccg.code for area in areas for ccg in ccgs_of(atlas, area) if _inside_of(atlas, ccg, codes)}
        if asked.layer == layer == "footprint":
            codes = _same_footprints(atlas, asked.vintage, vintage, codes)
        else:
            codes = _same_ccgs(atlas, asked.vintage, vintage, codes)
        if (asked.layer, layer) == ("ccg", "footprint"):
            codes = {area.code for area in atlas.areas_of("footprint", vintage) if _filled(atlas, area, codes)}
        now = now.having(place, codes.intersection(atlas.codes(layer, vintage)))
    return now


def left_out(atlas: Atlas, before: Asked, after: Asked) -> list[str]:
    """For each grouping that lost people when it was taken over to other areas: how many, and why."""
    told = []
    for place, (had, has) in enumerate(zip(before.groupings, after.groupings, strict=True)):
        was = pooling.people(atlas, Pool(before.layer, before.vintage, had.codes)).value if had.codes else 0
        now = pooling.people(atlas, Pool(after.layer, after.vintage, has.codes)).value if has.codes else 0
        if now < was:
            told.append(
                f"{before.title(place)}: {words.number(was - now)} of its {words.people(was)} are not in it any more, "
                f"because no area then has the same ground. Going back undoes it."
            )
    return told


def _inside_of(atlas: Atlas, ccg: Area, footprints: set[str]) -> bool:
    """Whether a CCG lies in some footprints of its vintage with all its people."""
    return sum(share for each, share in footprint_of(atlas, ccg) if each.code in footprints) > 1 - 1e-5


def _filled(atlas: Atlas, footprint: Area, codes: set[str]) -> bool:
    inside = ccgs_of(atlas, footprint)
    return all(ccg.code in codes and dict(footprint_of(atlas, ccg))[footprint] == 1 for ccg in inside)


def _same_footprints(atlas: Atlas, vintage: str, other: str, codes: set[str]) -> set[str]:
    """The footprints of another vintage that are some of this one's together: the same numbers, the same people."""
    mine = {number: area for area in _areas(atlas, vintage, codes) for number in atlas.numbers_of(area)}
    size, then = (people(atlas, "footprint", each)["value"] for each in (vintage, other))
    found = set()
    for area in atlas.areas_of("footprint", other):
        numbers = atlas.numbers_of(area)
        parts = {mine[number] for number in numbers if number in mine}
        whole = all(number in mine for number in numbers)
        if whole and sum(float(size[part.code]) for part in parts) == float(then[area.code]):
            found.add(area.code)
    return found


def _areas(atlas: Atlas, vintage: str, codes: set[str]) -> list[Area]:
    return [atlas.area("footprint", vintage, code) for code in codes]


def _same_ccgs(atlas: Atlas, vintage: str, other: str, codes: set[str]) -> set[str]:
    """The CCGs of another vintage that are some of this one's together, merger by merger."""
    clean = [
        each for each in mergers.mergers(atlas).values()
        if each.layer == "ccg" and each.successor_vintage and mergers.moved_beside(atlas, each) == (0, 0)
    ]  # fmt: skip
    found = set(codes)
    for each in clean if other > vintage else reversed(clean):
        within = min(vintage, other) <= each.vintage and each.successor_vintage <= max(vintage, other)
        before, after = set(each.codes), {each.parts[0].successor}
        gone, comes = (before, after) if other > vintage else (after, before)
        if within and gone <= found:
            found = (found - gone) | comes
    return found
