"""What is known of one place, gathered from the tables: its money by year, where it belongs, what lies in it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pandas as pd

from stpdash import facts
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.series import YEARS
from stpdash.sharing import in_both

COUNCILS = AUTHORITIES = "2018"
"""The vintage of councils and of their combined authorities."""
FUNDED = ("footprint", "ccg", "region")
"""The layers that can have money by year."""
SLIVER = 0.01
"""Below this share of its people an area is not said to lie in another."""
WHOLE = 0.995
"""From this share on an area is said to lie wholly in another."""


def year_of(vintage: str) -> str:
    """The financial year that begins with a vintage: 2017/18 for April 2017; blank where there is no money."""
    return next((year for year in YEARS if year.startswith(vintage)), "")


def drawn_by(atlas: Atlas, area: Area) -> list[str]:
    """The source of an area's boundaries, code and name."""
    return [str(atlas.layer(area.layer, area.vintage)["source"][area.code])]


def counted_by(atlas: Atlas, area: Area) -> list[str]:
    """The sources of an area's count of residents; none where there is no count."""
    return _counters(atlas).get((area.layer, area.vintage, area.code), [])


@lru_cache(maxsize=4)
def _counters(atlas: Atlas) -> dict[tuple[str, str, str], list[str]]:
    rows = atlas.people[atlas.people["basis"] == "resident"]
    found: dict[tuple[str, str, str], list[str]] = {}
    columns = zip(rows["layer"], rows["vintage"], rows["code"], rows["source"], strict=True)
    for layer, vintage, code, source in sorted(set(columns)):
        found.setdefault((layer, vintage, code), []).append(source)
    return found


@lru_cache(maxsize=1024)
def funding(atlas: Atlas, area: Area, series: str = "core_allocation") -> pd.DataFrame:
    """An area's money by financial year: amount_gbp_m (NaN: no figure), status, note, source; four rows.

    A figure of the area's own vintage comes first; one of another vintage counts only under the same code, which for
    ONS means the same ground.
    """
    known = _allocated(atlas).get((area.layer, area.code, series), {})
    own_first = {year: min(rows, key=lambda row: (row[0] != area.vintage, row[0]))[1:] for year, rows in known.items()}
    told = [own_first.get(year, (float("nan"), "", "", "")) for year in YEARS]
    return pd.DataFrame(told, index=pd.Index(YEARS, name="year"), columns=["amount_gbp_m", "status", "note", "source"])


@lru_cache(maxsize=4)
def _allocated(atlas: Atlas) -> dict[tuple[str, str, str], dict[str, list[tuple[str, float, str, str, str]]]]:
    """By layer, code and series, then by year: vintage, amount in £ million, status, note and source of each figure."""
    columns = ["layer", "code", "series", "year", "vintage", "amount_gbp_m", "status", "note", "source"]
    found: dict[tuple[str, str, str], dict[str, list[tuple[str, float, str, str, str]]]] = {}
    for row in atlas.funding[columns].itertuples(index=False, name=None):
        layer, code, series, year, vintage, amount, status, note, source = row
        told = (vintage, amount, status, note, source)
        found.setdefault((layer, code, series), {}).setdefault(year, []).append(told)
    return found


def footprint_of(atlas: Atlas, ccg: Area) -> list[tuple[Area, float]]:
    """The footprints a CCG lies in, at its own vintage, with the share of its people in each."""
    return atlas.parents_of(ccg, "footprint", ccg.vintage)


@lru_cache(maxsize=2048)
def region_of(atlas: Atlas, area: Area) -> Area | None:
    """The one of the seven regions of 2019 in which an area lies; None when the package does not say, or several."""
    if area.layer == "footprint":
        regions = atlas.footprints.set_index("footprint")["region_2019"]
        codes = {str(regions[number]) for number in atlas.numbers_of(area)}
        return atlas.area("region", REGIONS, codes.pop()) if len(codes) == 1 else None
    found = atlas.parents_of(area, "region", REGIONS)
    if found:
        return found[0][0]
    if area.layer in {"council", "combined_authority"}:
        around = {region_of(atlas, footprint) for footprint, _ in footprints_around(atlas, area)}
        return around.pop() if len(around) == 1 else None
    above = atlas.parents_of(area, "footprint", area.vintage)
    return region_of(atlas, above[0][0]) if above else None


def region_then(atlas: Atlas, area: Area, vintage: str) -> Area | None:
    """The NHS region in which most of an area's people lived at a vintage: of four, five or seven; None: not recorded.

    The area is one of that vintage.
    """
    found = atlas.parents_of(area, "region", vintage)
    return found[0][0] if found else None


def directed(atlas: Atlas, fact: facts.Fact) -> Area:
    """The region that a fact about a director is about: one of the seven, else as it was in the earliest scheme."""
    code = fact.subject.removeprefix("region:")
    schemes = (REGIONS,) if fact.start >= facts.SEVEN_TEAMS else ("2016", "2018", REGIONS)
    vintage = next(scheme for scheme in schemes if code in atlas.codes("region", scheme))
    return atlas.area("region", vintage, code)


def ccgs_of(atlas: Atlas, footprint: Area) -> list[Area]:
    """The CCGs of a footprint at its own vintage."""
    return atlas.children(footprint, "ccg", footprint.vintage)


def footprints_of(atlas: Atlas, region: Area, vintage: str = "") -> list[Area]:
    """The footprints of a region: of its own vintage; for the seven teams of 2019 of any, else the 44 of April 2017."""
    vintage = (vintage or MAIN) if region.vintage == REGIONS else region.vintage
    if vintage > REGIONS == region.vintage:
        region = atlas.area("region", vintage, region.code)
    return atlas.children(region, "footprint", vintage)


def footprints_around(atlas: Atlas, area: Area, vintage: str = MAIN) -> list[tuple[Area, float]]:
    """The footprints of a vintage in which a council or combined authority lies, with the share of its people in each.

    Below `SLIVER` a share is left out: boundaries drawn from different lines graze each other.
    """
    shared = in_both(atlas, area.layer, AUTHORITIES, "footprint", vintage)
    people = Counter[str]()
    for part in parts_of(atlas, area):
        people.update({each.other: each.people for each in shared.get(part.code, [])})
    found = ((atlas.area("footprint", vintage, code), count / people.total()) for code, count in people.items())
    return sorted(((a, share) for a, share in found if share >= SLIVER), key=lambda pair: (-pair[1], pair[0].name))


def parts_of(atlas: Atlas, area: Area) -> list[Area]:
    """A council or combined authority as of 2018: of one that was divided by then the parts, its own name first.

    A part has a council from the day on which that council left the authority of the same name.
    """
    if area.code in atlas.codes(area.layer, AUTHORITIES):
        return [atlas.area(area.layer, AUTHORITIES, area.code)]
    later = atlas.areas_of(area.layer, AUTHORITIES)
    members = {each: facts.facts(atlas, f"authority:{each.code}", "authority_member") for each in later}
    kept = [each for each in later if each.name == area.name]
    left = {(fact.value, fact.end) for each in kept for fact in members[each] if fact.end}
    return kept + [each for each in later if left & {(fact.value, fact.start) for fact in members[each]}]


def councils_of(atlas: Atlas, footprint: Area) -> list[tuple[Area, float]]:
    """The councils of 2018 that lie in a footprint, with the share of each council's people, by name."""
    inside = atlas.children(footprint, "council", COUNCILS)
    shares = {each: dict(atlas.parents_of(each, "footprint", footprint.vintage))[footprint] for each in inside}
    return sorted(((c, share) for c, share in shares.items() if share >= SLIVER), key=lambda pair: pair[0].name)


def authorities_of(atlas: Atlas, area: Area) -> list[tuple[Area, float]]:
    """The combined authorities of November 2018 in which a footprint or CCG lies, with shares."""
    found = atlas.parents_of(area, "combined_authority", AUTHORITIES)
    return [(authority, share) for authority, share in found if share >= SLIVER]


def listings(atlas: Atlas, footprint: Area) -> list[facts.Fact]:
    """The facts of NHS Digital's list of April 2019 that make a trust partner in a footprint.

    Footprints 1, 2 and 3 were one by then and share their partners.
    """
    then = in_2019(atlas, footprint)
    return [fact for fact in facts.every(atlas, "partner_in") if fact.value == then.code]


def in_2019(atlas: Atlas, footprint: Area) -> Area:
    """The footprint of April 2019 that a footprint was, or was by then a part of."""
    rows = atlas.footprint_codes
    number = atlas.numbers_of(footprint)[0]
    code = rows[(rows["vintage"] == REGIONS) & (rows["footprint"] == number)]["code"].iloc[0]
    return atlas.area("footprint", REGIONS, str(code))


@lru_cache(maxsize=128)
def trusts_of(atlas: Atlas, footprint: Area) -> dict[str, str]:
    """The trusts that are partners of a footprint by that list, code to name, by name."""
    names = dict(zip(atlas.organisations["code"], atlas.organisations["name"], strict=True))
    partners = {fact.subject.removeprefix("trust:") for fact in listings(atlas, footprint)}
    return {code: names[code] for code in sorted(partners, key=lambda code: names[code])}


def neighbours_in(atlas: Atlas, ccg: Area) -> list[Area]:
    """The CCGs of the same footprint or footprints, this one included, at its vintage."""
    codes = {area.code for footprint, _ in footprint_of(atlas, ccg) for area in ccgs_of(atlas, footprint)}
    return [atlas.area("ccg", ccg.vintage, code) for code in sorted(codes | {ccg.code})]
