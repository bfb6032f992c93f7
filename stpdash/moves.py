"""Who came from where when regions were drawn anew: which areas did not go the way of the others.

Nothing here knows a region by name. A team's origin is the region in which most of its areas lay before; where several
share that place, each is one. An area moved when it lay elsewhere. A region that is the origin of several teams was
divided, and those of its areas that went to the other teams did not move: they left with their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def origins(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, set[str]]:
    """The origin of each team. `before` and `now` give each area's region then and its team now.

    An area of which only one of the two is known counts for nothing.

    >>> origins({"a": "North", "b": "North", "c": "South"}, {"a": "Team", "b": "Team", "c": "Team"})
    {'Team': {'North'}}
    """
    counted: dict[str, Counter[str]] = {}
    for area, team in now.items():
        if area in before:
            counted.setdefault(team, Counter())[before[area]] += 1
    return {
        team: {region for region, areas in regions.items() if areas == max(regions.values())}
        for team, regions in counted.items()
    }


def moved(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The areas that did not come the way of the others of their team, each to the region that it moved from."""
    home = origins(before, now)
    return {area: before[area] for area, team in now.items() if area in before and before[area] not in home[team]}


def others(before: Mapping[str, str], now: Mapping[str, str], team: str) -> dict[str, str]:
    """The areas that lay in an origin of a team and are now with another: each to that other team."""
    home = origins(before, now).get(team, set())
    return {area: now[area] for area, region in before.items() if region in home and now.get(area, team) != team}
