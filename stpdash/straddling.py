"""What lies or works in several footprints or regions: councils, combined authorities, trusts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stpdash import facts, patch, places
from stpdash.model import REGIONS, Area, Atlas
from stpdash.patch import Shares


def straddlers(atlas: Atlas, team: Area) -> list[tuple[Area, Shares]]:
    """Councils, then combined authorities, that lie in several footprints, one of them a team's: with their shares."""
    here = patch.footprints(atlas, team)
    both = [area for area, _ in (*patch.councils(atlas, team), *patch.authorities(atlas, team))]
    around = [(area, places.footprints_around(atlas, area)) for area in both]
    return [(area, lies) for area, lies in around if len(lies) > 1 and any(each in here for each, _ in lies)]


def shared_trusts(atlas: Atlas, team: Area) -> dict[str, list[Area]]:
    """The trusts that are partners in several footprints of April 2019, one of them a team's: code to footprints.

    By name of the trust; footprints 1, 2 and 3 were one by then.
    """
    here = {places.in_2019(atlas, each) for each in patch.footprints(atlas, team)}
    partner = partner_in(atlas)
    return {
        code: partner[code]
        for code in patch.trusts(atlas, team)
        if len(partner[code]) > 1 and any(each in here for each in partner[code])
    }


@lru_cache(maxsize=4)
def partner_in(atlas: Atlas) -> dict[str, list[Area]]:
    """Each trust's code and the footprints of April 2019 in which NHS Digital lists it as a partner, by name."""
    found: dict[str, set[Area]] = {}
    for fact in facts.every(atlas, "partner_in"):
        area = atlas.area("footprint", REGIONS, fact.value)
        found.setdefault(fact.subject.removeprefix("trust:"), set()).add(area)
    return {code: sorted(areas, key=lambda area: area.name) for code, areas in found.items()}


def regions_of(atlas: Atlas, areas: Iterable[Area]) -> list[Area]:
    """The teams in which some areas lie, by name."""
    found = {region for area in areas if (region := places.region_of(atlas, area))}
    return sorted(found, key=lambda region: region.name)
