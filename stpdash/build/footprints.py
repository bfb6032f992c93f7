"""footprints.csv and footprint_codes.csv: the 44 by number, and their code and name in each vintage."""

import pandas as pd

from stpdash.build.layers import FOOTPRINT, VINTAGES
from stpdash.build.sources import CODES, ODS_FOOTPRINTS, Sources
from stpdash.errors import DataError


def table(sources: Sources) -> pd.DataFrame:
    """One row a footprint: its name of April 2017, its name of spring 2016 and its one region of 2019."""
    printed = sources.table(CODES, "footprint", "STP16NM", "STP17NM", "NHSER19CD")
    _in_one_region(sources)
    return pd.DataFrame(
        {
            "footprint": printed["footprint"],
            "name": printed["STP17NM"],
            "name_2016": printed["STP16NM"],
            "region_2019": printed["NHSER19CD"],
            "source": "ons-areas",
        }
    )


def _in_one_region(sources: Sources) -> None:
    """Raise DataError unless each footprint of April 2017 lies in the one region of 2019 that is printed."""
    printed = sources.table(CODES).set_index("STP17CD")["NHSER19CD"]
    for code, regions in sources.lookup.groupby("STP17CD")["NHSER19CD"].unique().items():
        if list(regions) != [printed.get(code)]:
            raise DataError.of(CODES, str(code), ", ".join(regions), f"one region, {printed.get(code)}")


def codes(sources: Sources) -> pd.DataFrame:
    """One row a footprint and vintage: the ONS code and name it had then, and its NHS code."""
    printed = sources.table(CODES)
    rows = [
        pd.DataFrame(
            {
                "footprint": printed["footprint"],
                "vintage": vintage,
                "code": printed[f"STP{vintage[2:]}CD"],
                "name": printed[f"STP{vintage[2:]}NM"],
            }
        )
        for vintage in VINTAGES
    ]
    every = pd.concat(rows, ignore_index=True).merge(ods_codes(sources), on=["vintage", "code"], how="left")
    _as_in_lookup(sources, every)
    return every.assign(source="ons-areas")


def _as_in_lookup(sources: Sources, every: pd.DataFrame) -> None:
    """Raise DataError when the codes and names of a vintage are not those of the LSOA lookup."""
    for vintage, layer in FOOTPRINT.items():
        there = set(zip(sources.lookup[layer.code], sources.lookup[layer.name], strict=True))
        here = every[every["vintage"] == vintage]
        for code, name in sorted(there ^ set(zip(here["code"], here["name"], strict=True))):
            raise DataError.of(CODES, vintage, f"{code} {name} in one of two tables", "the codes of the LSOA lookup")


def ods_codes(sources: Sources) -> pd.DataFrame:
    """The NHS code of each footprint area: ``vintage``, ``code``, ``ods_code``.

    A footprint that stands alone keeps its own; where several share an ONS code, the code of their merger is
    used.
    """
    printed = sources.table(CODES)
    merged = sources.table(ODS_FOOTPRINTS, "ons", "ods").set_index("ons")["ods"]
    rows = []
    for vintage in VINTAGES:
        column = f"STP{vintage[2:]}CD"
        alone = ~printed[column].duplicated(keep=False)
        own = (
            printed["STP20ODS"] if vintage == "2020" else printed["ods_2018"].where(alone, printed[column].map(merged))
        )
        rows.append(pd.DataFrame({"vintage": vintage, "code": printed[column], "ods_code": own}))
    return pd.concat(rows, ignore_index=True).drop_duplicates().reset_index(drop=True)


def numbers(sources: Sources, vintage: str) -> pd.Series:
    """The footprint numbers of each ONS code of a vintage, ``"1 2 3"`` for the merger; indexed by code."""
    printed = sources.table(CODES)
    return printed.groupby(f"STP{vintage[2:]}CD")["footprint"].agg(" ".join)
