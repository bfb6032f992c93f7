"""NHS England's own table of indicative funding of 19 May 2016, where somebody has it: checked, never guessed.

The table was not found when the atlas was built. Whoever has it fills the template (44 rows, three numbers) and hands
it in with ``python -m stpdash build --official-table FILE.csv``; a table that cannot be the published one is refused.
"""

from collections.abc import Iterator

import pandas as pd
from rapidfuzz import fuzz, process

from stpdash.build.layers import FOOTPRINT
from stpdash.build.money_file import MEND, MoneyTable, read
from stpdash.build.sources import CODES, TEMPLATE, Sources
from stpdash.errors import DataError, Problem
from stpdash.names import plain

SOURCE = "nhs-england-indicative-2016"
NAME = "stp_name"
NOW, LATER, WITH = (
    *("place_based_2016_17_gbp_m", "place_based_2020_21_gbp_m"),
    "indicative_2020_21_incl_st_funds_gbp_m",
)
SERIES = {
    NOW: ("place_based", "2016/17"),
    LATER: ("place_based", "2020/21"),
    WITH: ("place_based_with_transformation", "2020/21"),
}
"""Each column, the series it is and its year."""
NATIONAL = {NOW: 95_167_000, LATER: 107_382_000}
"""England's place-based money in the national table, £ thousand."""
POT = 3_405_000
"""England's sustainability and transformation money of 2020/21, £ thousand."""
LEAST, MOST = 1.2, 1.6
"""Place-based money over core allocation, 2016/17: about three quarters of it is core."""


def table(sources: Sources, core_2016_17: pd.Series) -> pd.DataFrame:
    """The three series for the 44 footprints, £ thousand; no row where nobody handed the table in.

    ``core_2016_17``: core allocation by ONS code of April 2017, £ thousand, to check against. Raises DataError with
    every row and rule that fails.
    """
    if sources.official is None:
        return pd.DataFrame()
    money = read(sources.official, sources.official.name, "footprint", tuple(SERIES))
    if NAME not in money.text:
        raise DataError.of(money.file, "line 1", f"no heading {NAME}", f"footprint, {NAME}, {', '.join(SERIES)}", MEND)
    of_2017 = sources.table(CODES, "footprint", "STP17CD").set_index("footprint")["STP17CD"]
    problems = [*_incomplete(money, of_2017.index), *_misnamed(sources, money)]
    problems = problems or [*_out_of_line(money, of_2017, core_2016_17), *_not_adding_up(money)]
    if problems:
        raise DataError(problems)
    return pd.concat([_series(money, column, of_2017) for column in SERIES], ignore_index=True)


def _series(money: MoneyTable, column: str, codes: pd.Series) -> pd.DataFrame:
    series, year = SERIES[column]
    rows = money.known(column).rename("amount").rename_axis("footprint").reset_index()
    return rows.assign(
        layer=FOOTPRINT["2017"].layer, vintage=FOOTPRINT["2017"].vintage, code=rows["footprint"].map(codes),
        year=year, series=series, status="published", note="", source=SOURCE,
    ).drop(columns="footprint")  # fmt: skip


def _incomplete(money: MoneyTable, numbers: pd.Index) -> Iterator[Problem]:
    for number in numbers.difference(money.amounts.index):
        yield Problem(money.file, f"footprint {number}", "no row", "a row for each of the 44", MEND)
    for number, cells in money.amounts.iterrows():
        for column in cells.index[cells.isna()]:
            yield Problem(money.file, money.place(str(number), str(column)), "a blank", "£ million", MEND)


def _misnamed(sources: Sources, money: MoneyTable) -> Iterator[Problem]:
    """Rows whose name is nearer to another footprint's: a table sorted in part, or pasted one row off."""
    names = sources.table(TEMPLATE, "footprint", NAME).set_index("footprint")[NAME]
    known = {str(number): plain(name) for number, name in names.items()}
    for number, name in zip(money.text.index, money.text[NAME], strict=True):
        found = process.extractOne(plain(name), known, scorer=fuzz.token_set_ratio)
        if not found or (found[2] != number and found[1] > fuzz.token_set_ratio(plain(name), known[number])):
            yield Problem(money.file, money.place(str(number), NAME), f"“{name}”", str(names[number]), MEND)


def _out_of_line(money: MoneyTable, codes: pd.Series, core: pd.Series) -> Iterator[Problem]:
    for number in money.amounts.index:
        row = money.amounts.loc[number]
        if row[WITH] <= row[LATER]:
            found, expected = f"{row[WITH] / 1000:,.1f}", f"more than the {row[LATER] / 1000:,.1f} of {LATER}"
            yield Problem(money.file, money.place(str(number), WITH), found, expected, MEND)
        ratio = row[NOW] / int(core[codes[number]])
        if not LEAST <= ratio <= MOST:
            found = f"{row[NOW] / 1000:,.1f}, {ratio:.2f} times the core allocation of 2016/17"
            expected = f"{LEAST} to {MOST} times, in £ million"
            yield Problem(money.file, money.place(str(number), NOW), found, expected, MEND)


def _not_adding_up(money: MoneyTable) -> Iterator[Problem]:
    for column, national in NATIONAL.items():
        total = int(money.known(column).sum())
        if abs(total - national) > national / 100:
            found, expected = f"a sum of {total / 1000:,.0f}", f"within 1% of {national / 1000:,.0f}, England's"
            yield Problem(money.file, column, found, expected, MEND)
    added = int((money.known(WITH) - money.known(LATER)).sum())
    if added > POT:
        found, expected = f"{added / 1000:,.0f} more than {LATER}", f"at most {POT / 1000:,.0f}, England's pot"
        yield Problem(money.file, WITH, found, expected, MEND)
