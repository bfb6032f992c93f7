"""What stands on a map as a point: trusts at their head offices, vanguards at the middle of their CCG or footprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from math import cos, pi, sin

from stpdash import facts, straddling, words
from stpdash.facts import Fact
from stpdash.model import MAIN, Area, Atlas
from stpdash.overlay import Mark, Points

_RING = "M-7.5 0A7.5 7.5 0 1 1 7.5 0A7.5 7.5 0 1 1-7.5 0Z"
_APART = 16
"""How far two points of one place are drawn from each other, in pixels."""
LETTERS = {
    "PACS": ("P", "M-2 4.5V-4H.5A2.2 2.2 0 0 1 .5 .5H-2"),
    "MCP": ("M", "M-3.5 4V-4L0 1.5L3.5-4V4"),
    "EHCH": ("E", "M2.5 4H-2.2V-4H2.5M-2.2 0H1.8"),
    "UEC": ("U", "M2.8-4V1.2A2.8 2.8 0 0 1-2.8 1.2V-4"),
    "ACC": ("A", "M-3.2 4L0-4.4L3.2 4M-2 1.2H2"),
}
"""The letter of each type of vanguard, and how it is drawn: clockwise, as the ring is, so that none has a hole."""


@dataclass(frozen=True)
class Spot:
    """A point: where, its mark's key, its name, what else is told; and how far aside it is drawn, in pixels."""

    lon: float
    lat: float
    mark: str
    name: str
    told: str
    aside: tuple[int, int] = (0, 0)


def trusts(atlas: Atlas) -> tuple[Points, ...]:
    """Every trust that NHS Digital lists as a partner, by whether in one footprint or in several."""
    counts = Counter(spot.mark for spot in _trusts(atlas))
    return (
        Points(
            "trusts",
            (
                Mark("one", "M-3.6-3.6H3.6V3.6H-3.6Z", f"Trust, partner in one footprint ({counts['one']})"),
                Mark("several", "M0-6L6 0L0 6L-6 0Z", f"Trust, partner in several footprints ({counts['several']})"),
            ),
            "A trust stands at its head office. Partners by NHS Digital's list of April 2019, with 42 footprints.",
        ),
    )


def vanguards(atlas: Atlas) -> tuple[Points, ...]:
    """The vanguards of the new care models by type. One that touches several footprints stands in each."""
    told = facts.every(atlas, "vanguard")
    each = {(fact.value, fact.detail) for fact in told}
    nowhere = each - {(fact.value, fact.detail) for fact in told if fact.footprint}
    types = Counter(kind for kind, _ in each)
    marks = (
        Mark(letter, _RING + path, f"{letter}: {atlas.word('vanguard', kind)} ({types[kind]})")
        for kind, (letter, path) in LETTERS.items()
        if types[kind]
    )
    note = (
        "A vanguard, named in 2015, stands at the middle of its CCG, or of its footprint where no CCG is named, not at "
        f"an address; in each footprint, where in several. {len(nowhere)} of {len(each)} name no place."
    )
    return (Points("vanguards", tuple(marks), note),)


def _trusts(atlas: Atlas) -> list[Spot]:
    partner = straddling.partner_in(atlas)
    rows = atlas.organisations
    columns = zip(rows["code"], rows["name"], rows["lon"], rows["lat"], strict=True)
    return [
        Spot(
            float(lon), float(lat), "several" if len(partner[code]) > 1 else "one", str(name),
            f"partner in {_in_words(partner[code])} (April 2019)",
        )
        for code, name, lon, lat in columns
        if code in partner and lon == lon  # a place that is not known is NaN
    ]  # fmt: skip


def _in_words(areas: Iterable[Area]) -> str:
    names = [area.name for area in areas]
    return f"{len(names)} footprints: {'; '.join(names)}" if len(names) > 1 else f"footprint {names[0]}"


def _vanguards(atlas: Atlas) -> list[Spot]:
    return [_vanguard(atlas, fact) for fact in facts.every(atlas, "vanguard") if fact.footprint]


def _vanguard(atlas: Atlas, fact: Fact) -> Spot:
    """One vanguard in one footprint: at the middle of its CCG, or of all that it names; else of the footprint."""
    footprint = atlas.footprint(int(fact.footprint))
    ccgs = atlas.layer("ccg", MAIN)
    named = ccgs[ccgs["name"].isin(fact.part.split("; "))]
    places = named if len(named) else atlas.layer("footprint", MAIN).loc[[footprint.code]]
    kind = atlas.word("vanguard", fact.value)
    inside = "; ".join([*named["name"], f"footprint {footprint.name}"])
    return Spot(
        float(places["lon"].mean()), float(places["lat"].mean()), LETTERS[fact.value][0], fact.detail,
        f"{kind}, named {words.date(fact.start)}: {inside}",
    )  # fmt: skip


SPOTS: dict[str, Callable[[Atlas], list[Spot]]] = {"trusts": _trusts, "vanguards": _vanguards}


def spots(atlas: Atlas, name: str) -> list[Spot]:
    """Where the points of a name stand; those of one place are set aside in a ring, so that none hides another.

    Raises KeyError for a name that no overlay has.
    """
    found = sorted(SPOTS[name](atlas), key=lambda spot: (spot.lon, spot.lat, spot.mark, spot.name))
    spread = [spot for _, there in groupby(found, key=lambda spot: (spot.lon, spot.lat)) for spot in _spread([*there])]
    return sorted(spread, key=lambda spot: spot.mark)  # trusts of several footprints, the fewer, lie uppermost


def _spread(there: list[Spot]) -> list[Spot]:
    if len(there) == 1:
        return there
    radius = _APART / 2 / sin(pi / len(there))
    angles = [2 * pi * k / len(there) for k in range(len(there))]
    return [
        replace(spot, aside=(round(-radius * cos(angle)), round(radius * sin(angle))))
        for spot, angle in zip(there, angles, strict=True)
    ]


def told(atlas: Atlas, name: str) -> list[list[object]]:
    """The points of a name as the browser wants them: lon, lat, mark, name, what else is told, how far aside (x, y)."""
    return [
        [round(spot.lon, 5), round(spot.lat, 5), spot.mark, spot.name, spot.told, *spot.aside]
        for spot in spots(atlas, name)
    ]
