"""What is known of one place, gathered from the tables: its money by year, where it belongs, what lies in it."""

from __future__ import annotations

import pandas as pd

from stpdash.measures import YEARS
from stpdash.model import MAIN, REGIONS, Area, Atlas


def year_of(vintage: str) -> str:
    """The financial year that begins with a vintage: 2017/18 for April 2017; blank where there is no money."""
    return next((year for year in YEARS if year.startswith(vintage)), "")


def funding(atlas: Atlas, area: Area, series: str = "core_allocation") -> pd.DataFrame:
    """An area's money by financial year: amount_gbp_m (NaN: no figure), status, note, source; four rows.

    A figure of the area's own vintage comes first; one of another vintage counts only under the same code, which for
    ONS means the same ground.
    """
    rows = atlas.funding
    mine = rows[(rows["layer"] == area.layer) & (rows["code"] == area.code) & (rows["series"] == series)]
    own_first = mine.assign(own=mine["vintage"] == area.vintage).sort_values(
        ["own", "vintage"], ascending=[False, True]
    )
    by_year = own_first.drop_duplicates("year").set_index("year")[["amount_gbp_m", "status", "note", "source"]]
    filled = by_year.reindex(list(YEARS))
    return filled.fillna({"status": "", "note": "", "source": ""})


def footprint_of(atlas: Atlas, ccg: Area) -> list[tuple[Area, float]]:
    """The footprints a CCG lies in, at its own vintage, with the share of its people in each."""
    return atlas.parents_of(ccg, "footprint", ccg.vintage)


def region_of(atlas: Atlas, area: Area) -> Area | None:
    """The one of the seven regions of 2019 in which a footprint or CCG lies; None when the package does not say."""
    if area.layer == "footprint":
        regions = atlas.footprints.set_index("footprint")["region_2019"]
        codes = {str(regions[number]) for number in atlas.numbers_of(area)}
        return atlas.area("region", REGIONS, codes.pop()) if len(codes) == 1 else None
    found = atlas.parents_of(area, "region", REGIONS)
    if found:
        return found[0][0]
    above = atlas.parents_of(area, "footprint", area.vintage)
    return region_of(atlas, above[0][0]) if above else None


def ccgs_of(atlas: Atlas, footprint: Area) -> list[Area]:
    """The CCGs of a footprint at its own vintage."""
    return atlas.children(footprint, "ccg", footprint.vintage)


def footprints_of(atlas: Atlas, region: Area) -> list[Area]:
    """The footprints of a region: for the seven teams of 2019 the 44 of April 2017, else those of the same vintage."""
    return atlas.children(region, "footprint", MAIN if region.vintage == REGIONS else region.vintage)


def neighbours_in(atlas: Atlas, ccg: Area) -> list[Area]:
    """The CCGs of the same footprint or footprints, this one included, at its vintage."""
    codes = {area.code for footprint, _ in footprint_of(atlas, ccg) for area in ccgs_of(atlas, footprint)}
    return [atlas.area("ccg", ccg.vintage, code) for code in sorted(codes | {ccg.code})]
