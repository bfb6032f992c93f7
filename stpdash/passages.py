"""Where a regional team's footprints lay in the schemes of regions before, and which did not come with the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stpdash import moves
from stpdash.model import REGIONS, Area, Atlas
from stpdash.patch import Shares, footprints

EARLIER = {"2016": "until March 2018 (of four)", "2018": "2018/19 (of five)"}
"""The schemes of regions before the seven teams: vintage to what readers call it."""


@dataclass(frozen=True)
class Passage:
    """A footprint and the regions it lay in, by vintage, with the share of its people; the vintages in which it moved.

    `before` has no regions for a vintage of which the package does not say.
    """

    footprint: Area
    before: dict[str, Shares]
    moved: tuple[str, ...]


@lru_cache(maxsize=4)
def _teams(atlas: Atlas) -> dict[str, str]:
    """Every footprint's team, number to code."""
    return dict(zip(atlas.footprints["footprint"], atlas.footprints["region_2019"], strict=True))


@lru_cache(maxsize=8)
def _regions(atlas: Atlas, vintage: str) -> dict[str, Shares]:
    """The regions each footprint lay in at a vintage, by its number, the largest share first."""
    rows = atlas.footprint_codes[atlas.footprint_codes["vintage"] == vintage]
    return {
        str(number): atlas.parents_of(atlas.area("footprint", vintage, str(code)), "region", vintage)
        for number, code in zip(rows["footprint"], rows["code"], strict=True)
    }


def _before(atlas: Atlas, vintage: str) -> dict[str, str]:
    """The code of the region in which most of each footprint's people lived at a vintage, by number."""
    return {number: above[0][0].code for number, above in _regions(atlas, vintage).items() if above}


@lru_cache(maxsize=8)
def strays(atlas: Atlas, vintage: str) -> frozenset[str]:
    """The numbers of all footprints that did not come the way of the others of their team since a vintage."""
    return frozenset(moves.moved(_before(atlas, vintage), _teams(atlas)))


def passages(atlas: Atlas, team: Area) -> list[Passage]:
    """Where each footprint of a team lay before, by name."""
    return [
        Passage(
            each,
            {vintage: _regions(atlas, vintage).get(each.id, []) for vintage in EARLIER},
            tuple(vintage for vintage in EARLIER if each.id in strays(atlas, vintage)),
        )
        for each in footprints(atlas, team)
    ]


def origin(atlas: Atlas, team: Area, vintage: str) -> list[Area]:
    """The region that most footprints of a team lay in at a vintage (several where they tie, none: not known)."""
    codes = moves.origins(_before(atlas, vintage), _teams(atlas)).get(team.code, set())
    return [atlas.area("region", vintage, code) for code in sorted(codes)]


def parted(atlas: Atlas, team: Area, vintage: str) -> dict[Area, list[Area]]:
    """The footprints that lay with a team's own at a vintage and went to other teams: each such team to them."""
    found: dict[Area, list[Area]] = {}
    for number, code in moves.others(_before(atlas, vintage), _teams(atlas), team.code).items():
        found.setdefault(atlas.area("region", REGIONS, code), []).append(atlas.footprint(int(number)))
    return found
