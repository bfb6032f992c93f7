"""The national table of January 2016 to 2020/21, as series of funding.csv; it must add up in every year."""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.allocations import LEAST_PER_HEAD, MOST_PER_HEAD
from stpdash.build.money_file import MEND, exact
from stpdash.build.sources import PEOPLE, POTS, Sources
from stpdash.errors import DataError, Problem

SOURCE = "cipfa-resource-allocation"
PRINTED_IN = "CIPFA, Resource allocation"
PLACE_BASED = ("ccg_allocations", "primary_care", "specialised")
NOT_COVERED = ("other_direct_commissioning", "central_budgets", "non_recurrent_drawdown")
SUMS = {
    "place_based_subtotal": PLACE_BASED,
    "total": ("place_based_subtotal", "sustainability_and_transformation_total", *NOT_COVERED),
}
"""What each sum is made of."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a line and year of the table, for England; amounts in £ thousand.

    Raises DataError with every cell that is no amount, every line that stands twice, every sum that does not add up.
    """
    pots = sources.table(POTS, "measure", "year", "value_gbp_m", "source_title")
    pots = pots[pots["source_title"].str.startswith(PRINTED_IN)]
    places = "line " + sources.lines(POTS)[pots.index].astype("str") + ", value_gbp_m"
    rows = pots[["measure", "year"]].assign(amount=exact(pots["value_gbp_m"], places, POTS), place=places)
    problems = [*_twice(rows)] or [*_not_adding_up(rows), *_out_of_range(sources, rows)]
    if problems:
        raise DataError(problems)
    return rows.drop(columns="place").assign(
        layer="england", vintage="2017", code="E92000001", series="national_" + rows["measure"],
        status="published", note="", source=SOURCE,
    )  # fmt: skip


def _twice(rows: pd.DataFrame) -> Iterator[Problem]:
    for _, row in rows[rows.duplicated(["year", "measure"])].iterrows():
        yield Problem(POTS, row["place"], f"{row['measure']} of {row['year']} a second time", "each line once", MEND)


def _not_adding_up(rows: pd.DataFrame) -> Iterator[Problem]:
    """Each year and sum that is not what its parts give, and a year's missing lines."""
    amounts = rows.set_index(["year", "measure"])["amount"]
    for year in sorted(set(rows["year"])):
        mine = amounts[year]
        for name, parts in SUMS.items():
            missing = {name, *parts} - set(mine.index)
            if missing:
                yield Problem(POTS, year, f"no {', '.join(sorted(missing))}", "a table that adds up", MEND)
            elif mine[name] != mine[list(parts)].sum():
                found = f"{name} {mine[name]} and parts of {mine[list(parts)].sum()} (£ thousand)"
                yield Problem(POTS, year, found, "a table that adds up", MEND)


def _out_of_range(sources: Sources, rows: pd.DataFrame) -> Iterator[Problem]:
    """A table in thousands adds up as well as one in millions, but no country has so much for each resident."""
    people = int(sources.lookup[PEOPLE["all"]].sum())
    for _, row in rows[rows["measure"] == "total"].iterrows():
        each = row["amount"] * 1000 / people
        if not LEAST_PER_HEAD <= each <= MOST_PER_HEAD:
            expected = f"£{LEAST_PER_HEAD:,} to £{MOST_PER_HEAD:,} for each resident: is it in £ million?"
            yield Problem(POTS, row["place"], f"£{each:,.0f} for each resident", expected, MEND)
