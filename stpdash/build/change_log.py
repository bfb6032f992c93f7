"""The days on which NHS Digital changed its own records of footprints, regions and CCGs: dates and codes, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from stpdash.build.between import MERGER, REGION_MOVE, RENAME, SPLIT, Row
from stpdash.build.sources import CHANGE_LOG, Sources
from stpdash.errors import DataError

CLOSED, NAMED, PARTNERS = "STP code closed (merger)", "STP name amendment", "Partner merger."
REGIONS = ("Region update", "NHS England Region changes.")
CODE = re.compile(r"\b[A-Z][A-Z0-9]{2}\b")
IN_BRACKETS = re.compile(r"\(([A-Z0-9]{3})\)")


class Entry(NamedTuple):
    """A line of the log: its day, what kind of change, the footprints it is about, and every NHS code in it."""

    date: str
    change: str
    about: frozenset[str]
    codes: frozenset[str]


def entries(sources: Sources) -> tuple[Entry, ...]:
    """The lines of the log."""
    log = sources.table(CHANGE_LOG, "date", "stp_code", "stp_name", "change", "details")
    found = []
    for row in log.itertuples(index=False):
        about = frozenset(CODE.findall(str(row.stp_code)))
        said = IN_BRACKETS.findall(f"{row.stp_name} {row.details}")
        found.append(Entry(str(row.date), str(row.change), about, about | frozenset(said)))
    return tuple(found)


def dated(sources: Sources, rows: list[Row]) -> Iterator[Row]:
    """The rows with ``nhs_date``, one for each change: the day in the log, blank where the log has none.

    Raises DataError where the log gives two days for one change.
    """
    log = entries(sources)
    for change, parts in pd.Series(rows).groupby([str(row["change"]) for row in rows]):
        mine = [entry for entry in log if _speaks_of(entry, list(parts)) and _in_time(entry, parts.iloc[0])]
        days = sorted({entry.date for entry in mine})
        if len(days) > 1:
            raise DataError.of(CHANGE_LOG, str(change), ", ".join(days), "one day for one change")
        left_out = _left_out(list(parts), mine)
        for row in parts:
            note = f"{row['note']} {left_out}".strip()
            yield row | {"nhs_date": days[0] if days else "", "note": note}


def _in_time(entry: Entry, row: Mapping[str, object]) -> bool:
    """Whether a line is of the years before and after a step, so that it can speak of it."""
    return f"{row['vintage']}-04-01" <= entry.date < f"{int(str(row['vintage'])) + 2}-04-01"


def _speaks_of(entry: Entry, parts: list[Row]) -> bool:
    """Whether a line of the log is about a change, by its kind and by the NHS codes before and after."""
    before, after = ({str(row[name]) for row in parts} for name in ("ods_code", "successor_ods"))
    match parts[0]["kind"], parts[0]["layer"]:
        case (kind, "footprint") if kind == MERGER:
            return entry.change == CLOSED and entry.about <= before
        case (kind, "ccg") if kind == MERGER:
            return entry.change == PARTNERS and before | after <= entry.codes
        case (kind, "footprint") if kind == RENAME:
            return entry.change == NAMED and entry.about == before
        case (kind, "region") if kind == SPLIT:
            return entry.change in REGIONS and before <= entry.codes and bool(after & entry.codes)
        case (kind, _) if kind == REGION_MOVE:
            between = {str(parts[0][name]) for name in ("region_ods", "successor_region_ods")}
            return entry.change in REGIONS and between <= entry.codes
        case _:
            return False


def _left_out(parts: list[Row], mine: list[Entry]) -> str:
    """What to say where the log lists the footprints that came to another region, but not all of them."""
    listed = {code for entry in mine for code in entry.about}
    missing = sorted(str(row["name"]) for row in parts if listed and row["ods_code"] not in listed)
    if parts[0]["kind"] != REGION_MOVE or not missing:
        return ""
    return f"NHS Digital's log does not list {'; '.join(missing)} among them."
