"""What a measure rests on: the rows of the package behind a figure, with their notes and sources."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from stpdash.measure import Measure
from stpdash.model import Atlas


@lru_cache(maxsize=1024)
def behind(atlas: Atlas, measure: Measure, year: str, layer: str, vintage: str) -> pd.DataFrame:
    """Every row of money and people that a measure reads for a year: `code`, `note`, `source`; one row of each kind.

    Money and lists of GPs count under the same code whatever their vintage, as `series` takes them.
    """
    money, people = atlas.funding, atlas.people
    years = measure.reads(year)
    read = money[(money["layer"] == layer) & money["series"].isin(measure.uses) & money["year"].isin(years)]
    own = (people["vintage"] == vintage) | (people["basis"] == "registered")
    counted = people[(people["layer"] == layer) & own & people["basis"].isin(measure.uses)]
    if year:
        counted = counted[(counted["basis"] != "registered") | counted["counted_on"].str.startswith(year[:4])]
    rows = [read[["code", "note", "source"]], counted[["code", "note", "source"]]]
    if "area" in measure.uses:
        rows.append(atlas.layer(layer, vintage).reset_index()[["code", "source"]].assign(note=""))
    return pd.concat(rows, ignore_index=True).drop_duplicates()


def sources(atlas: Atlas, measure: Measure, year: str) -> list[str]:
    """The ids of every source behind a measure of the footprints in a year, sorted."""
    return sorted(set(behind(atlas, measure, year, "footprint", "2017")["source"]))
