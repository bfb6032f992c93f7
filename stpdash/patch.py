"""A regional team's patch: which footprints, CCGs, trusts, councils lie in it, what of it is not recorded.

A team is one of the seven of April 2019, its footprints those of April 2017.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from stpdash import places
from stpdash.axes import AXES, standings
from stpdash.model import MAIN, REGIONS, Area, Atlas

Shares: TypeAlias = list[tuple[Area, float]]
"""Areas with a share of people, 0 to 1."""


def is_team(area: Area) -> bool:
    """Whether an area is one of the seven integrated regional teams."""
    return area.layer == "region" and area.vintage == REGIONS


@lru_cache(maxsize=16)
def footprints(atlas: Atlas, team: Area) -> tuple[Area, ...]:
    """A team's footprints, by name."""
    return tuple(sorted(places.footprints_of(atlas, team), key=lambda area: area.name))


def ccgs(atlas: Atlas, team: Area) -> list[Area]:
    """The CCGs of April 2017 in a team's footprints."""
    return [ccg for each in footprints(atlas, team) for ccg in places.ccgs_of(atlas, each)]


@lru_cache(maxsize=16)
def trusts(atlas: Atlas, team: Area) -> dict[str, str]:
    """The trusts that are partners of a team's footprints by the list of April 2019, code to name, by name."""
    found: dict[str, str] = {}
    for each in footprints(atlas, team):
        found |= places.trusts_of(atlas, each)
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@lru_cache(maxsize=16)
def councils(atlas: Atlas, team: Area) -> Shares:
    """The councils of 2018 that lie in a team's footprints, whole or in part, with the share of their people, by name.

    Below `places.SLIVER` a share is left out.
    """
    here = footprints(atlas, team)
    inside = {council for each in here for council in atlas.children(each, "council", places.COUNCILS)}
    shares = ((each, _within(atlas.parents_of(each, "footprint", MAIN), here)) for each in inside)
    return _by_name((each, share) for each, share in shares if share >= places.SLIVER)


@lru_cache(maxsize=16)
def authorities(atlas: Atlas, team: Area) -> Shares:
    """The combined authorities of November 2018 in a team's footprints, with the share of their people, by name."""
    here = footprints(atlas, team)
    above = (atlas.parents_of(each, "combined_authority", places.AUTHORITIES) for each in here)
    inside = {authority for found in above for authority, _ in found}
    shares = ((each, _within(places.footprints_around(atlas, each), here)) for each in inside)
    return _by_name((each, share) for each, share in shares if share >= places.SLIVER)


def _within(shares: Shares, here: tuple[Area, ...]) -> float:
    return sum(share for footprint, share in shares if footprint in here)


def _by_name(pairs: Iterable[tuple[Area, float]]) -> Shares:
    return sorted(pairs, key=lambda pair: pair[0].name)


def among(frame: pd.DataFrame, team: Area) -> pd.DataFrame:
    """Those rows of `ranking.ordered` that are a team's own footprints, in the same order."""
    return frame.loc[frame["region"] == team.code]


def unknown(atlas: Atlas, team: Area, date: str) -> dict[str, list[Area]]:
    """For each question of governance the footprints of a team that have no answer at a date, by name."""
    here = footprints(atlas, team)
    return {key: [each for each in here if not standings(atlas, key, date)[each.id].codes] for key in AXES}


def merged(atlas: Atlas, team: Area) -> list[Area]:
    """The footprints of a team that by April 2019 were a part of another, by name."""
    return [each for each in footprints(atlas, team) if not places.in_2019(atlas, each).footprint]
