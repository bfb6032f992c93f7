"""The national table of January 2016 to 2020/21, as series of funding.csv; it must add up in every year."""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.money import thousands
from stpdash.build.sources import POTS, Sources
from stpdash.errors import DataError

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
    """One row a line and year of the table, for England; amounts in £ thousand."""
    pots = sources.table(POTS, "measure", "year", "value_gbp_m", "source_title")
    pots = pots[pots["source_title"].str.startswith(PRINTED_IN)].reset_index(drop=True)
    amounts = thousands(pots["value_gbp_m"], POTS)
    rows = pots[["measure", "year"]].assign(amount=amounts)
    for year, wrong in _not_adding_up(rows.set_index(["year", "measure"])["amount"]):
        raise DataError.of(POTS, year, wrong, "a table that adds up")
    return rows.assign(
        layer="england", vintage="2017", code="E92000001", series="national_" + rows["measure"],
        status="published", note="", source=SOURCE,
    )  # fmt: skip


def _not_adding_up(amounts: pd.Series) -> Iterator[tuple[str, str]]:
    """Each year and sum that is not what its parts give, and a year's missing lines; amounts by year and measure."""
    for year in sorted(set(amounts.index.get_level_values(0))):
        mine = amounts[year]
        for name, parts in SUMS.items():
            missing = {name, *parts} - set(mine.index)
            if missing:
                yield year, f"no {', '.join(sorted(missing))}"
            elif mine[name] != mine[list(parts)].sum():
                yield year, f"{name} {mine[name]} and parts of {mine[list(parts)].sum()} (£ thousand)"
