"""changes.csv: the ledger of everything that happened to CCGs, footprints and regions between two vintages.

Read off the LSOA lookups; the evidence names the mergers of CCGs besides, and the two are held against each other.
"""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from stpdash.build import change_log
from stpdash.build.between import MERGER, Row, happened, printed, regions, step
from stpdash.build.coverage import Coverage
from stpdash.build.layers import CCG, FOOTPRINT, REGION, VINTAGES
from stpdash.build.sources import MERGERS, Sources
from stpdash.errors import DataError

AFTER = "The successor's boundaries are not in the package: its people are those of the parts."
AFTER_SOURCE = "ons-ccg-2021"
SEEN_TWICE = "A second source says so: {}."
OF_ONS = "datasets.md"
"""The notes that ONS prints with its lookups, in the copy that was read."""
COLUMNS = (
    *("change", "kind", "layer", "vintage", "code", "name", "successor_vintage", "successor", "successor_name"),
    *("effective_from", "nhs_date", "moved", "people", "area_km2", "confidence", "note", "source"),
)


def table(sources: Sources, coverage: Coverage) -> pd.DataFrame:
    """One row a part of a change: the area before, the area after, the residents of mid-2017 and the land in both."""
    rows = [row for earlier, later in pairwise(VINTAGES) for row in _between(sources, coverage, earlier, later)]
    evidence = sources.table(MERGERS, "event", "effective_from", "successor", "successor_code", "predecessors")
    mergers = evidence[evidence["event"] == "MERGER"]
    found = [*_as_told(rows, mergers), *_of_2021(sources, coverage, mergers)]
    return pd.DataFrame(change_log.dated(sources, found)).reindex(columns=list(COLUMNS))


def _between(sources: Sources, coverage: Coverage, earlier: str, later: str) -> Iterator[Row]:
    """What happened from one vintage to the next, layer by layer; regions that kept their lookup kept everything."""
    for layers in (CCG, FOOTPRINT, REGION):
        before, after = layers[earlier], layers[later]
        if before.code == after.code:
            continue
        found = step(sources, coverage, before, after)
        yield from happened(found)
        if layers is FOOTPRINT:
            yield from regions(sources, found)


def _as_told(rows: list[Row], mergers: pd.DataFrame) -> Iterator[Row]:
    """The changes, with what the evidence adds. Raises DataError where the two do not name the same mergers of CCGs."""
    told = {row["successor_code"]: row for _, row in mergers.iterrows() if row["effective_from"] < "2021"}
    parts: dict[object, set[object]] = {}
    for row in rows:
        if _is_merger_of_ccgs(row):
            parts.setdefault(row["successor"], set()).add(row["name"])
    for code in sorted({*told, *map(str, parts)}):
        named = set(told[code]["predecessors"].split("; ")) if code in told else set()
        if named != parts.get(code, set()):
            found = f"{code} from {', '.join(sorted(named)) or 'nothing'}"
            raise DataError.of(MERGERS, "predecessors", found, f"{sorted(map(str, parts.get(code, ())))}, as by LSOAs")
    for row in rows:
        second = told[str(row["successor"])]["corroboration_source"] if _is_merger_of_ccgs(row) else ""
        yield row | ({"note": _seen_twice(second)} if second else {})


def _is_merger_of_ccgs(row: Row) -> bool:
    return (row["layer"], row["kind"]) == ("ccg", MERGER)


def _seen_twice(second: str) -> str:
    return SEEN_TWICE.format("a note of ONS" if second.endswith(OF_ONS) else second)


def _of_2021(sources: Sources, coverage: Coverage, mergers: pd.DataFrame) -> Iterator[Row]:
    """The mergers of April 2021, of which only names and codes are known: the areas are those of April 2020."""
    last = CCG["2020"]
    areas = printed(sources, last).reset_index().set_index("name")
    people, land = sources.lookup.groupby(last.code)["pop"].sum(), coverage.full_areas_km2(last)
    for _, row in mergers[mergers["effective_from"] > "2021"].iterrows():
        for name in row["predecessors"].split("; "):
            if name not in areas.index:
                raise DataError.of(MERGERS, "predecessors", name, "a CCG of April 2020")
            code, second = areas["code"][name], row["corroboration_source"]
            yield {
                "change": f"ccg-2021-{row['successor_code'].lower()}", "kind": MERGER, "layer": "ccg",
                "vintage": "2020", "code": code, "name": name, "ods_code": areas["ods_code"][name],
                "successor_vintage": "", "successor": row["successor_code"], "successor_name": row["successor"],
                "successor_ods": "", "effective_from": row["effective_from"], "moved": True, "people": people[code],
                "area_km2": land[code], "confidence": "high",
                "note": f"{AFTER} {_seen_twice(second)}" if second else AFTER, "source": AFTER_SOURCE,
            }  # fmt: skip
