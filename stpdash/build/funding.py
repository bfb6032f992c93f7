"""funding.csv: every series of money, each from a module of its own, in £ million cash by area and year."""

import pandas as pd

from stpdash.build import national_money, official, plans_money, targets
from stpdash.build.allocations import (
    as_printed,
    coded,
    north_cumbria_share,
    of_april_2017,
    of_merged,
    rows_of,
    summed,
    with_devon_whole,
)
from stpdash.build.layers import CCG, ENGLAND, FOOTPRINT, REGION
from stpdash.build.money import gbp_m
from stpdash.build.sources import Sources

PRINTED = {
    "2016/17": ("alloc_2016_17", "2016", "nhs-england-allocations-2016"),
    "2017/18": ("alloc_2017_18", "2016", "nhs-england-allocations-2016"),
    "2018/19": ("alloc_2018_19_refreshed", "2018", "nhs-england-allocations-2018"),
    "2019/20": ("alloc_2019_20_jan2019", "2019", "nhs-england-allocations-2019"),
}
"""For each financial year: the column it is printed in, the vintage of the CCGs in it, the source."""
COLUMNS = ("layer", "vintage", "code", "year", "series", "amount", "status", "note", "source")


def table(sources: Sources) -> pd.DataFrame:
    """One row an area, year and series; ``amount_gbp_m`` in cash, £ million."""
    core = _core(sources)
    now = core[(core["layer"] == "footprint") & (core["vintage"] == "2017") & (core["year"] == "2016/17")]
    frames = [core, *(maker(sources) for maker in (targets.table, national_money.table, plans_money.table))]
    frames.append(official.table(sources, now.set_index("code")["amount"]))
    every = pd.concat([frame.reindex(columns=COLUMNS) for frame in frames if len(frame)], ignore_index=True)
    return every.assign(amount_gbp_m=gbp_m(every["amount"].astype(int)))


def _core(sources: Sources) -> pd.DataFrame:
    """Core allocations of CCGs, as printed and for April 2017, and their sums."""
    ccgs = pd.concat(
        [_as_printed(sources, year) for year in PRINTED]
        + [_of_april_2017(sources, year) for year in ("2016/17", "2017/18")],
        ignore_index=True,
    )
    footprints = pd.concat([_footprints(sources, ccgs, year) for year in PRINTED], ignore_index=True)
    wider = [summed(sources.lookup, footprints, FOOTPRINT["2017"], over) for over in (REGION["2019"], ENGLAND["2017"])]
    merged = of_merged(sources.lookup, footprints)
    return pd.concat([ccgs, footprints, _footprints_of_spring_2016(sources), *wider, merged], ignore_index=True)


def _as_printed(sources: Sources, year: str) -> pd.DataFrame:
    """The CCGs of the vintage a year was printed for; Devon's two halves of 2019/20 are added up."""
    column, vintage, source = PRINTED[year]
    rows = rows_of(as_printed(sources, column))
    whole = with_devon_whole(rows) if vintage == "2019" else rows
    return coded(sources, whole, CCG[vintage], column).assign(year=year, series="core_allocation", source=source)


def _of_april_2017(sources: Sources, year: str) -> pd.DataFrame:
    """The allocations of a year for the 207 CCGs of April 2017, made from those of the 209 before."""
    column, _, source = PRINTED[year]
    rows = of_april_2017(rows_of(as_printed(sources, column)), north_cumbria_share(sources))
    return coded(sources, rows, CCG["2017"], column).assign(year=year, series="core_allocation", source=source)


def _footprints(sources: Sources, ccgs: pd.DataFrame, year: str) -> pd.DataFrame:
    """A year's sums for the 44 footprints of April 2017."""
    vintage = max(PRINTED[year][1], "2017")
    chosen = ccgs[(ccgs["year"] == year) & (ccgs["vintage"] == vintage)]
    return summed(sources.lookup, chosen, CCG[vintage], FOOTPRINT["2017"])


def _footprints_of_spring_2016(sources: Sources) -> pd.DataFrame:
    """The sums of 2016/17 for the footprints of spring 2016; NHS Cumbria CCG stands as the two CCGs after it.

    The CCGs of April 2017 nest in those footprints but for the 8 LSOAs of Norfolk, which lie in one footprint
    either way.
    """
    return summed(sources.lookup, _of_april_2017(sources, "2016/17"), CCG["2017"], FOOTPRINT["2016"])
