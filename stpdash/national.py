"""The national picture: England's table of 2015/16 to 2020/21, and how far the sums of CCG money reach into it."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from stpdash.model import ENGLAND, MAIN, Atlas
from stpdash.series import CORE, CORE_JAN_2016, YEARS, amounts, cell, figure

YEARS_OF_TABLE = ("2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21")
PLACE_BASED = ("national_ccg_allocations", "national_primary_care", "national_specialised")
TRANSFORMATION = "national_sustainability_and_transformation_total"
NOT_COVERED = (
    *("national_other_direct_commissioning", "national_central_budgets"),
    "national_non_recurrent_drawdown",
)
PARTS = (*PLACE_BASED, TRANSFORMATION, *NOT_COVERED)
SUBTOTAL, TOTAL = "national_place_based_subtotal", "national_total"
SOURCES = ("cipfa-resource-allocation", "nhs-england-allocations-2016")
PARTS_APART = ("national_sustainability", "national_transformation")
"""The two halves of the fund, which the table tells apart in its first two years only."""
SUMS_IN = {YEARS[0]: CORE, YEARS[1]: CORE, YEARS[3]: CORE_JAN_2016}
"""The years in which our sums stand on the same decisions as the table, and the series that does."""
LINES = (*PLACE_BASED, SUBTOTAL, TRANSFORMATION, *NOT_COVERED, TOTAL)
"""The lines of the table in its order."""


@lru_cache(maxsize=4)
def picture(atlas: Atlas) -> pd.DataFrame:
    """The national table: £ million cash, a row a line, a column a year; NaN where the table has no figure."""
    money = atlas.funding[atlas.funding["series"].isin([*LINES, *PARTS_APART])]
    wide = money.pivot(index="series", columns="year", values="amount_gbp_m")
    return wide.reindex(index=[*LINES, *PARTS_APART], columns=list(YEARS_OF_TABLE))


@lru_cache(maxsize=4)
def reconciled(atlas: Atlas) -> pd.DataFrame:
    """By year: `table`, the CCG line of the national table; `core`, our sum of CCG allocations; `rest`, between them;
    `status`, of the last two.

    £ million. Only the years of which both were set in January 2016 can be set against each other: for 2019/20 our sum
    is that of January 2016, and what CCGs were given in 2018/19 was set anew, so that it has no row.
    """
    rows = {}
    for year, series in SUMS_IN.items():
        core = figure(amounts(atlas, "england", MAIN, year, series), ENGLAND)
        table = cell(picture(atlas), PLACE_BASED[0], year)
        rows[year] = {"table": table, "core": core.value, "rest": table - core.value, "status": core.status}
    return pd.DataFrame.from_dict(rows, orient="index")
