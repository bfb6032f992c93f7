"""Targets, and the allocations of 2019/20 as first set in January 2016: series of funding.csv.

The target is what weighted capitation gives a CCG. Its distance from the allocation is worked out by readers of the
table, not kept in it; here it is only compared with what is printed.
"""

from fractions import Fraction

import pandas as pd

from stpdash.build.allocations import (
    Guess,
    as_printed,
    coded,
    north_cumbria_share,
    of_april_2017,
    of_merged,
    rows_of,
    summed,
)
from stpdash.build.allocations import table as table_of
from stpdash.build.layers import CCG, ENGLAND, FOOTPRINT, REGION
from stpdash.build.money_file import MEND
from stpdash.build.sources import ALLOCATIONS, Sources
from stpdash.errors import DataError, Problem

YEAR, SOURCE = "2019/20", "nhs-england-allocations-2016"
COLUMNS = {"core_allocation_jan2016": "alloc_2019_20_jan2016", "core_target": "target_2019_20"}
"""Each series and the column it is printed in: both for the 209 CCGs of 2016, Newcastle Gateshead absent."""
DISTANCE = "dft_close_2019_20"
NEWCASTLE_GATESHEAD = "13T"
ESTIMATE = "its allocation of 2017/18, grown as those of the other 208 CCGs together, and a target equal to it."
GUESS = Guess("newcastle", f"That of NHS Newcastle Gateshead CCG, absent from the source, is estimated: {ESTIMATE}")
ROUNDING = 0.00006
"""How far a printed distance, of four decimals, may be from one worked out."""


def table(sources: Sources) -> pd.DataFrame:
    """Both series for CCGs of 2016 and April 2017, footprints, regions and England; amounts in £ thousand."""
    _check(sources)
    made = [_series(sources, series) for series in COLUMNS]
    return pd.concat(made, ignore_index=True)


def newcastle_gateshead(sources: Sources) -> int:
    """The estimate for NHS Newcastle Gateshead CCG in £ thousand: allocation and target alike."""
    before = as_printed(sources, "alloc_2017_18")
    after = as_printed(sources, COLUMNS["core_allocation_jan2016"])
    others = before.drop(NEWCASTLE_GATESHEAD)
    return round(Fraction(int(before[NEWCASTLE_GATESHEAD])) * int(after.sum()) / int(others.sum()))


def _series(sources: Sources, series: str) -> pd.DataFrame:
    estimate = {
        "ods": NEWCASTLE_GATESHEAD, "amount": newcastle_gateshead(sources), "status": "estimated",
        "note": f"Absent from the source. Taken here: {ESTIMATE}", "guesses": frozenset({GUESS}),
    }  # fmt: skip
    printed = pd.concat([rows_of(as_printed(sources, COLUMNS[series])), pd.DataFrame([estimate])], ignore_index=True)
    before = coded(sources, printed, CCG["2016"], COLUMNS[series])
    after = coded(sources, of_april_2017(printed, north_cumbria_share(sources)), CCG["2017"], COLUMNS[series])
    told = {"year": YEAR, "series": series, "source": SOURCE}
    footprints = summed(sources.lookup, after.assign(**told), CCG["2017"], FOOTPRINT["2017"])
    wider = [summed(sources.lookup, footprints, FOOTPRINT["2017"], over) for over in (REGION["2019"], ENGLAND["2017"])]
    merged = of_merged(sources.lookup, footprints)
    return pd.concat([before.assign(**told), after.assign(**told), footprints, *wider, merged], ignore_index=True)


def _printed(sources: Sources) -> pd.Series:
    """The printed distance from target by ODS code, as a part of the target; CCGs without one are left out."""
    handed_in = table_of(sources)
    if DISTANCE not in handed_in.text:
        raise DataError.of(ALLOCATIONS, "line 1", f"no heading {DISTANCE}", "the published columns", MEND)
    cells = handed_in.text[DISTANCE]
    wrong = cells[(cells != "") & ~cells.str.fullmatch(r"-?0\.[0-9]+")]
    if len(wrong):
        expected = "a part of the target such as -0.0123"
        raise DataError(
            Problem(ALLOCATIONS, handed_in.place(str(code), DISTANCE), f"“{cell}”", expected, MEND)
            for code, cell in wrong.items()
        )
    return cells[cells != ""].astype(float)


def _check(sources: Sources) -> None:
    """Whether allocation over target gives the printed distance; raises DataError where it does not."""
    amounts, targets = (as_printed(sources, COLUMNS[series]) for series in COLUMNS)
    printed = _printed(sources)
    for code in sorted(set(amounts.index) ^ set(targets.index) | set(targets.index) ^ set(printed.index)):
        raise DataError.of(ALLOCATIONS, code, "an allocation, a target or a distance alone", "all three of 2019/20")
    worked_out = amounts / targets - 1
    for code in worked_out.index[(worked_out - printed).abs() > ROUNDING]:
        found = f"distance {printed[code]:.4f}, where its figures give {worked_out[code]:.4f}"
        raise DataError.of(ALLOCATIONS, str(code), found, "allocation / target - 1, to four decimals")
