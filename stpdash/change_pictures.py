"""An event as two maps, before and after: the areas concerned, which came from which, and the line that moved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stpdash import layers, places, words
from stpdash.change_words import NOUNS, together
from stpdash.layers import Description
from stpdash.ledger import INFERRED, MERGER, MOVE, REGION_MOVE, SPLIT, Change, Part, changes, regions
from stpdash.model import REGIONS, Area, Atlas
from stpdash.overlay import Lines
from stpdash.palette import EIGHTH, KINDS, SEVERAL

MANY = len(KINDS.light)
"""The class of an area that was made of several."""
MOVED = "moved"
"""The pieces that moved, in the boundary file."""
_SCHEMES = {"2016": "region4", "2017": "region4", "2018": "region5"}
"""How the regions of a vintage are drawn; the seven of 2019 are `region`."""
_NAMED = 3
"""From how many areas one may come for them to be named; more are counted."""


class Entry(NamedTuple):
    """One area of a map: its class, what is read out, what the legend says of its class."""

    area: Area
    kind: int
    told: str
    legend: str


def before(atlas: Atlas, change: Change, chosen: str = "") -> Description:
    """The areas concerned as they were: each in a colour of its own; footprints by region where regions changed."""
    if _regional(change):
        entries = list(_by_region(atlas, change, change.vintage))
    else:
        parts = _parts_of(atlas, change)
        called = {part.code: part.name for part in parts}
        entries = [
            Entry(area, kind, _went(parts, code), called.get(code, area.name))
            for code, (area, kind) in _first(atlas, change).items()
        ]
    lines = [*_schemes(change, change.vintage), *moved(atlas, change), *_together(change)]
    return _described(atlas, change, change.vintage, entries, lines, chosen, "Before", EIGHTH.light, EIGHTH.dark)


def after(atlas: Atlas, change: Change, chosen: str = "") -> Description | None:
    """The areas concerned as they became; one that stayed keeps its colour. None where their boundaries are not known.

    The lines that were there before are drawn, broken, over what was joined.
    """
    vintage = change.successor_vintage
    if not vintage:
        return None
    entries = list(_by_region(atlas, change, vintage) if _regional(change) else _second(atlas, change))
    former = (
        [Lines(change.layer, change.vintage, "former", f"the lines before, {atlas.vintage_label(change.vintage)}",
               codes=tuple(_first(atlas, change))).described()]
        if change.kind in {MERGER, SPLIT} and not _regional(change) else []
    )  # fmt: skip
    lines = [*_schemes(change, vintage), *former, *moved(atlas, change)]
    return _described(atlas, change, vintage, entries, lines, chosen, "After", SEVERAL.light, SEVERAL.dark)


def moved(atlas: Atlas, change: Change) -> list[Description]:
    """The pieces that passed to another area, as lines around each, named as the boundary file has them."""
    found = [each for each in (change, *beside(atlas, change)) if _outlined(each)]
    ids = [f"{each.id}|{part.code}|{part.successor}" for each in found for part in each.parts if part.moved]
    told = "the piece that moved" if len(ids) == 1 else f"the {len(ids)} pieces that moved"
    around = {"object": MOVED, "edge": "around", "style": MOVED, "label": told, "codes": sorted(ids)}
    return [around] if ids else []


def _outlined(change: Change) -> bool:
    """Whether the boundary file has the pieces of a change that moved."""
    return change.kind == MOVE or (change.kind == SPLIT and change.layer == "ccg")


def _regional(change: Change) -> bool:
    return change.kind == REGION_MOVE or change.layer == "region"


def _step(atlas: Atlas, change: Change) -> list[Change]:
    """The changes of ground of the same layer from the same vintage to the next."""
    ground = {MERGER, MOVE, SPLIT}
    same = (each for each in changes(atlas) if (each.layer, each.vintage) == (change.layer, change.vintage))
    return [each for each in same if each.kind in ground] if change.kind in ground else [change]


def beside(atlas: Atlas, change: Change) -> list[Change]:
    """The changes of the same step that gave people to the areas after, or took some of those before."""
    return [
        each
        for each in _step(atlas, change)
        if each != change and (set(each.codes) & set(change.codes) or set(each.successors) & set(change.successors))
    ]


def _parts_of(atlas: Atlas, change: Change) -> list[Part]:
    """The pieces of a change, and of all others of its step."""
    return [part for each in (change, *(x for x in _step(atlas, change) if x != change)) for part in each.parts]


def _first(atlas: Atlas, change: Change) -> dict[str, tuple[Area, int]]:
    """The areas before, each with a class of its own: those of the change by name, then whoever gave to those after."""
    others = {part.code for part in _parts_of(atlas, change) if part.successor in change.successors}
    order = [*_by_name(atlas, change.layer, change.vintage, change.codes)]
    order += _by_name(atlas, change.layer, change.vintage, others.difference(change.codes))
    return {area.code: (area, place % (MANY + 1)) for place, area in enumerate(order)}


def _second(atlas: Atlas, change: Change) -> Iterable[Entry]:
    """The areas after: one that stayed as before, one made of several in the class for that, else a new class."""
    parts, known = _parts_of(atlas, change), {code: kind for code, (_, kind) in _first(atlas, change).items()}
    stayed = {part.successor: known[part.code] for part in parts if not part.moved and part.code in known}
    others = {part.successor for part in parts if part.code in known}
    order = [*_by_name(atlas, change.layer, change.successor_vintage, change.successors)]
    order += _by_name(atlas, change.layer, change.successor_vintage, others.difference(change.successors))
    used, pieces = {*known.values(), *stayed.values(), MANY}, _pieces(atlas, change)
    several = False
    for area in order:
        came = [part for part in parts if part.successor == area.code]
        kind = stayed.get(area.code)
        if kind is None and len(came) > 1 and not several:
            kind, several = MANY, True
        if kind is None:
            kind = next(each for each in (*range(MANY), MANY) if each not in used or each == MANY)
            used.add(kind)
        whence = "" if area.code in stayed else _from(came, pieces, NOUNS[change.layer])
        yield Entry(area, kind, _came(came), f"{came[0].successor_name if came else area.name}{whence}")


def _by_name(atlas: Atlas, layer: str, vintage: str, codes: Iterable[str]) -> list[Area]:
    return sorted((atlas.area(layer, vintage, code) for code in codes), key=lambda area: area.name)


def _went(parts: Sequence[Part], code: str) -> str:
    mine = [part for part in parts if part.code == code]
    return f"then {together([f'{words.people(part.people)} in {part.successor_name}' for part in mine])}"


def _came(parts: Sequence[Part]) -> str:
    if len(parts) > _NAMED:
        return f"{words.people(sum(part.people for part in parts))} from {len(parts)} areas"
    return together([f"{words.people(part.people)} from {part.name}" for part in parts])


def _from(came: Sequence[Part], pieces: Sequence[Part], noun: str) -> str:
    """From what an area was made: ", from 4 CCGs and a piece of NHS Coastal West Sussex CCG"."""
    whole = [part for part in came if part not in pieces]
    made = [whole[0].name if len(whole) == 1 else words.count(len(whole), noun)] if whole else []
    return f", from {together([*made, *(f'a piece of {part.name}' for part in came if part in pieces)])}"


def _pieces(atlas: Atlas, change: Change) -> list[Part]:
    """What in a step is less than an area: what moved with a boundary, what an area was cut into."""
    step = [(each, part) for each in _step(atlas, change) for part in each.parts]
    return [
        part
        for each, part in step
        if each.kind == MOVE or (each.kind == SPLIT and [other.code for other in each.parts].count(part.code) > 1)
    ]


def _by_region(atlas: Atlas, change: Change, vintage: str) -> Iterable[Entry]:
    """Footprints of a vintage by region: those of the change, or all of the regions that it names."""
    earlier = vintage == change.vintage
    codes = change.codes if earlier else change.successors
    if change.layer == "region":
        drawn = [each for each in atlas.areas_of("footprint", vintage) if _code_of(atlas, each) in codes]
    else:
        drawn = _by_name(atlas, "footprint", vintage, codes)
    named = _regions_of(atlas, change)
    for area in drawn:
        region = places.region_then(atlas, area, vintage)
        if region is None:
            continue
        yield Entry(area, named.index(region.name), f"in {region.name}, {atlas.vintage_label(vintage)}", region.name)


def _code_of(atlas: Atlas, footprint: Area) -> str:
    region = places.region_then(atlas, footprint, footprint.vintage)
    return region.code if region else ""


def _regions_of(atlas: Atlas, change: Change) -> list[str]:
    """The regions that an event names, before and after, each once: a class of its own on both maps."""
    if change.kind == REGION_MOVE:
        return [region.name for region in regions(atlas, change)]
    return list(dict.fromkeys((*(part.name for part in change.parts), *(part.successor_name for part in change.parts))))


def _schemes(change: Change, vintage: str) -> list[Description]:
    """The regions of a vintage as lines, where an event is about regions."""
    if not _regional(change):
        return []
    style, drawn = _SCHEMES.get(vintage, "region"), min(vintage, REGIONS)
    return [Lines("region", drawn, style, "the regions of that year").described()]


def _together(change: Change) -> list[Description]:
    """The outer edge of the areas that became one whose boundaries are not in the data."""
    if change.successor_vintage:
        return []
    told = f"the {len(change.codes)} together, their outer edge"
    return [Lines(change.layer, change.vintage, "group1", told, "outer", change.codes).described()]


def _described(
    atlas: Atlas, change: Change, vintage: str, entries: Sequence[Entry], lines: list[Description], chosen: str,
    side: str, *eighth: tuple[str, ...],
) -> Description:  # fmt: skip
    noun = "footprint" if _regional(change) else NOUNS[change.layer]
    title = f"{side}: {words.count(len(entries), noun)} of {atlas.vintage_label(vintage)}"
    told: Mapping[int, str] = {each.kind: each.legend for each in entries}
    legend = [{"swatch": f"c{kind}", "label": label} for kind, label in sorted(told.items())]
    shade = {
        "label": f"Map, {title}",
        "areas": {each.area.code: [each.kind, each.told] for each in entries},
        "circles": None,
        "palette": {"light": [*KINDS.light, *eighth[0]], "dark": [*KINDS.dark, *eighth[1]]},
        "legend": {
            "title": f"{title}{', by NHS region' if _regional(change) else ''}",
            "entries": [*legend, {"swatch": "outside", "label": "not concerned"}],
            "note": change.note if change.confidence == INFERRED else "",
        },
    }
    codes = [each.area.code for each in entries]
    layer = "footprint" if _regional(change) else change.layer
    return layers.describe(layer, vintage, shade, codes=codes, lines=lines, chosen=chosen if chosen in codes else "")
