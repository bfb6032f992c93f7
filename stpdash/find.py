"""Find an area by whatever the reader has: a footprint's number, an old or new code, a name or part of one."""

from __future__ import annotations

from functools import lru_cache

from stpdash.model import MAIN, REGIONS, Area, Atlas

_ORDER = {
    "footprint": ("2017", "2016", "2018", "2019", "2020"),
    "ccg": ("2017", "2018", "2019", "2020", "2016"),
    "region": ("2019", "2018", "2017", "2016", "2020"),
    "council": ("2018",),
    "combined_authority": ("2018", "2017"),
}


def resolve(atlas: Atlas, asked: str) -> Area | None:
    """The area meant by an id or a name: 28, E54000028, QMJ, E38000217, 14L, Y56, Devon. None when there is none.

    Footprints go by number; an old code of one opens the page of its number. A code of several vintages means April
    2017 where it existed then; a region means the seven teams of April 2019 where the code is one of theirs.
    """
    key = asked.strip()
    if key.isascii() and key.isdecimal():
        number = str(int(key[:6]))
        return atlas.footprint(int(number)) if number in set(atlas.footprints["footprint"]) else None
    if at := _codes(atlas).get(key.upper()):
        area = atlas.area(*at)
        return atlas.footprint(int(area.footprint)) if area.footprint else area
    named = _names(atlas).get(asked.strip().casefold())
    return resolve(atlas, named) if named else None


def on(atlas: Atlas, area: Area, vintage: str) -> Area | None:
    """The same area at another vintage; None where it is not there.

    A footprint goes by its number (or those it was merged from), any other area by its code.
    The seven regions of April 2020 are those of 2019; councils and combined authorities are taken as they are known.
    """
    if area.layer in {"council", "combined_authority"}:
        return area
    if area.layer == "region" and vintage > REGIONS:
        vintage = REGIONS
    if area.layer == "footprint":
        return atlas.numbered(atlas.numbers_of(area), vintage)
    return atlas.area(area.layer, vintage, area.code) if area.code in atlas.codes(area.layer, vintage) else None


def nearest(atlas: Atlas, area: Area, vintage: str) -> Area:
    """The same area at a vintage, or as it last was before, or else as it first was after."""
    there = [each for each in map(str, atlas.vintages["vintage"]) if on(atlas, area, each)]
    before = [each for each in there if each <= vintage]
    return on(atlas, area, max(before) if before else min(there)) or area


@lru_cache(maxsize=4)
def _codes(atlas: Atlas) -> dict[str, tuple[str, str, str]]:
    """Every ONS code, and every NHS code that one area alone has at a vintage, to the layer, vintage and code meant."""
    found: dict[str, tuple[str, str, str]] = {}
    for layer, vintages in _ORDER.items():
        for vintage in vintages:
            ods = atlas.layer(layer, vintage)["ods_code"]
            alone = ods[(ods != "") & ~ods.duplicated(keep=False)]
            for key, code in [*((code, code) for code in ods.index), *((nhs, code) for code, nhs in alone.items())]:
                found.setdefault(str(key), (layer, vintage, str(code)))
    return found


@lru_cache(maxsize=4)
def _names(atlas: Atlas) -> dict[str, str]:
    """Labels and names to ids; of two areas with one name the one that `choices` gives first."""
    found: dict[str, str] = {}
    for area_id, text in choices(atlas).items():
        found.setdefault(text.casefold(), area_id)
        found.setdefault(text.rpartition(" (")[0].casefold(), area_id)
    return found


@lru_cache(maxsize=4)
def choices(atlas: Atlas) -> dict[str, str]:
    """Every area that has a page, id to label: footprints, regions, CCGs of any vintage, councils, authorities."""
    found: dict[str, str] = {}
    for layer in ("footprint", "region", "ccg", "council", "combined_authority"):
        for vintage in _ORDER[layer]:
            for code in atlas.codes(layer, vintage):
                area = atlas.area(layer, vintage, code)
                found.setdefault(area.id, label(area))
    return found


def label(area: Area) -> str:
    """An area in a list: "North Central London (footprint 28)"."""
    match area.layer:
        case "footprint" if area.footprint:
            return f"{area.name} (footprint {area.id})"
        case "footprint":
            return f"{area.name} (merged footprint, {area.vintage})"
        case "region":
            return f"{area.name} (region{'' if area.vintage == '2019' else f' until {area.vintage}'})"
        case "combined_authority" if area.vintage == MAIN:
            return f"{area.name} (combined authority, {area.vintage} boundaries)"
        case "council" | "combined_authority":
            return f"{area.name} ({area.layer.replace('_', ' ')})"
        case _:
            since = "" if area.vintage == MAIN else f", {area.vintage} boundaries"
            return f"{area.name} ({area.ods_code or area.code}{since})"
