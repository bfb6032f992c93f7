"""How councils and combined authorities fit the footprints: who of each lives in which, and how much that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stpdash import words
from stpdash.model import MAIN, Area, Atlas
from stpdash.places import COUNCILS, SLIVER
from stpdash.series import cell
from stpdash.series import people as residents
from stpdash.sharing import in_both

Group = Literal["combined_authority", "council"]
Kind = Literal["inside", "mostly", "straddles", "sliver"]
INSIDE, MOSTLY = 0.99, 0.75
"""From these shares of a group's people on it is said to lie inside, or mostly inside, a footprint."""
GROUPS: dict[Group, str] = {"combined_authority": "combined authority", "council": "council"}
MANY: dict[Group, str] = {"combined_authority": "combined authorities", "council": "councils"}


@dataclass(frozen=True)
class Fit:
    """A group and a footprint that share residents: how many, and what share (0 to 1) of either they are."""

    group: Area
    footprint: Area
    people: int
    of_group: float
    of_footprint: float
    status: str
    source: str

    @property
    def kind(self) -> Kind:
        """How the group lies in the footprint, by the share of its people there."""
        return kind(self.of_group)


Fits = Sequence[Fit]


def kind(share: float) -> Kind:
    """How a group lies in a footprint with a share of its people: each limit belongs to the class above it.

    >>> [kind(share) for share in (1.0, 0.99, 0.75, 0.01, 0.0099)]
    ['inside', 'inside', 'mostly', 'straddles', 'sliver']
    """
    if share >= INSIDE:
        return "inside"
    if share >= MOSTLY:
        return "mostly"
    return "straddles" if share >= SLIVER else "sliver"


@lru_cache(maxsize=16)
def fits(atlas: Atlas, layer: Group, vintage: str = MAIN) -> dict[Area, tuple[Fit, ...]]:
    """The groups of 2018, by name, each with the footprints of a vintage it shares residents with, most first."""
    areas, footprints = residents(atlas, layer, COUNCILS), residents(atlas, "footprint", vintage)
    found = {
        atlas.area(layer, COUNCILS, code): [
            Fit(
                atlas.area(layer, COUNCILS, code), atlas.area("footprint", vintage, each.other), each.people,
                each.people / cell(areas, code, "value"), each.people / cell(footprints, each.other, "value"),
                each.status, each.source,
            )
            for each in both
        ]
        for code, both in in_both(atlas, layer, COUNCILS, "footprint", vintage).items()
    }  # fmt: skip
    by_name = sorted(found, key=lambda area: area.name)
    return {area: tuple(sorted(found[area], key=lambda fit: (-fit.people, fit.footprint.name))) for area in by_name}


def straddles(found: Fits) -> bool:
    """Whether a group lies in several footprints with more than a sliver of its people."""
    return sum(fit.kind != "sliver" for fit in found) > 1


def split(atlas: Atlas, layer: Group, vintage: str = MAIN) -> dict[Area, tuple[Fit, ...]]:
    """The groups with residents in several footprints: those that straddle first, the most evenly divided ahead."""
    several = {area: found for area, found in fits(atlas, layer, vintage).items() if len(found) > 1}
    return dict(sorted(several.items(), key=lambda pair: _how_divided(pair[1])))


def across_first(atlas: Atlas, layer: Group, vintage: str = MAIN) -> dict[Area, tuple[Fit, ...]]:
    """Every group: those with residents in several footprints first, then the others by name."""
    return split(atlas, layer, vintage) | fits(atlas, layer, vintage)


def _how_divided(found: Fits) -> tuple[bool, int, float]:
    return not straddles(found), -sum(fit.kind != "sliver" for fit in found), found[0].of_group


def summary(atlas: Atlas, layer: Group, vintage: str = MAIN) -> str:
    """How many groups lie in several footprints, which, and how many in one, in words."""
    every, several = fits(atlas, layer, vintage), split(atlas, layer, vintage)
    across = [area.name for area, found in several.items() if straddles(found)]
    slightly = [area.name for area, found in several.items() if not straddles(found)]
    of = f"{len(several)} of {words.count(len(every), GROUPS[layer], MANY[layer])} have residents in several footprints"
    which = f": {words.listed(across)} with at least 1% in each of several" if across else ""
    only = f"; {words.listed(slightly)} with less than 1% outside one" if slightly else ""
    return f"{of}{which}{only}. The other {len(every) - len(several)} lie in one."


def share(value: float) -> str:
    """A share of people: 40.6%, 100%; what rounding would lift over a class's limit is said to be just under it."""
    written = words.percent(value * 100)
    for limit in (1, INSIDE, MOSTLY, SLIVER):
        if value < limit and written == words.percent(limit * 100):
            return f"just under {words.percent(limit * 100, 0)}"
    return "100%" if value == 1 else written
