"""changes.csv: which areas merged and which boundaries moved between two vintages, and how many people live there.

Read off the LSOA lookups; the evidence names the mergers of CCGs besides, and the two are held against each other.
"""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from stpdash.build.layers import CCG, FOOTPRINT, VINTAGES, Layer, named
from stpdash.build.sources import MERGERS, Sources
from stpdash.errors import DataError

Change = dict[str, object]
STEPS = tuple(
    (layers[earlier], layers[later], f"{later}-04-01" if (layers, later) != (FOOTPRINT, "2017") else "2016-10")
    for layers in (CCG, FOOTPRINT)
    for earlier, later in pairwise(VINTAGES)
)
"""The layers before and after, and when the later one began."""
FOOTPRINTS_2018 = "ONS counts one footprint from April 2018; NHS Digital dates the merger 7 June 2018."
BESIDE = "Beside a merger; seen in the lookups of LSOAs alone."
AFTER = "The successor's boundaries are not in the package: its people are those of the parts."
AFTER_SOURCE = "ons-ccg-2021"
SEEN_TWICE = "A second source says so: {}."
OF_ONS = "datasets.md"
"""The notes that ONS prints with its lookups, in the copy that was read."""
COLUMNS = (
    *("change", "kind", "layer", "vintage", "code", "successor_vintage", "successor", "successor_name"),
    *("effective_from", "people", "confidence", "note", "source"),
)


def table(sources: Sources) -> pd.DataFrame:
    """One row a part of a change: the area before, the area after, and the residents of mid-2017 in both."""
    rows = [row for before, after, day in STEPS for row in _between(sources.lookup, before, after, day)]
    evidence = sources.table(MERGERS, "event", "effective_from", "successor", "successor_code", "predecessors")
    mergers = evidence[evidence["event"] == "MERGER"]
    found = _as_told(sources, rows, mergers)
    return pd.DataFrame([*found, *_of_2021(sources, mergers)], columns=list(COLUMNS))


def _between(lookup: pd.DataFrame, before: Layer, after: Layer, day: str) -> Iterator[Change]:
    """What happened between two vintages, area by area; one that only got another code is no change.

    A merger: two or more areas of which more than half the people are in the same one after. All else that passed from
    one area to another is a moved boundary.
    """
    pairs = lookup.groupby([before.code, after.code])["pop"].sum().reset_index()
    pairs.columns = pd.Index(["code", "successor", "people"])
    pairs["main"] = pairs["people"] * 2 > pairs.groupby("code")["people"].transform("sum")
    pairs["merged"] = pairs["main"] & (pairs[pairs["main"]].groupby("successor")["main"].transform("size") > 1)
    names = named(lookup, after).set_index("code")["name"]
    for group in (group for group in _together(pairs) if len(group) > 1):
        beside = bool(group["merged"].any())
        moved = group["successor"].min().lower()
        for code, successor, people, main, merged in group.itertuples(index=False):
            if main and beside and not merged:
                continue  # beside a merger, what stays where it was
            name = successor.lower() if merged else f"move-{moved}"
            yield {
                "change": f"{before.layer}-{after.vintage}-{name}", "kind": "merger" if merged else "boundary_move",
                "layer": before.layer, "vintage": before.vintage, "code": code, "successor_vintage": after.vintage,
                "successor": successor, "successor_name": names[successor], "effective_from": day, "people": people,
                "confidence": "medium" if beside and not merged else "high",
                "note": BESIDE if beside and not merged else FOOTPRINTS_2018 if before.layer == "footprint" and merged
                else "", "source": "ons-areas",
            }  # fmt: skip


def _together(pairs: pd.DataFrame) -> list[pd.DataFrame]:
    """The pairs that hang together: those that share an area before or after, each group by itself."""
    group = {code: place for place, code in enumerate(pairs["successor"].unique())}
    of_pair = pairs["successor"].map(group)
    while True:
        least = of_pair.groupby(pairs["code"]).transform("min").groupby(pairs["successor"]).transform("min")
        if least.equals(of_pair):
            return [rows for _, rows in pairs.groupby(of_pair)]
        of_pair = least


def _as_told(sources: Sources, rows: list[Change], mergers: pd.DataFrame) -> Iterator[Change]:
    """The changes, with what the evidence adds. Raises DataError where the two do not name the same mergers of CCGs."""
    told = {row["successor_code"]: row for _, row in mergers.iterrows() if row["effective_from"] < "2021"}
    parts: dict[object, set[object]] = {}
    for row in rows:
        if row["layer"] == "ccg" and row["kind"] == "merger":
            parts.setdefault(row["successor"], set()).add(_name(sources, row))
    for code in sorted({*told, *map(str, parts)}):
        printed = set(told[code]["predecessors"].split("; ")) if code in told else set()
        if printed != parts.get(code, set()):
            found = f"{code} from {', '.join(sorted(printed)) or 'nothing'}"
            raise DataError.of(MERGERS, "predecessors", found, f"{sorted(map(str, parts.get(code, ())))}, as by LSOAs")
    for row in rows:
        second = told[str(row["successor"])]["corroboration_source"] if row["successor"] in told else ""
        mine = row["layer"] == "ccg" and row["kind"] == "merger" and second
        yield row | ({"note": _seen_twice(second)} if mine else {})


def _seen_twice(second: str) -> str:
    return SEEN_TWICE.format("a note of ONS" if second.endswith(OF_ONS) else second)


def _name(sources: Sources, row: Change) -> str:
    layer = CCG[str(row["vintage"])]
    return str(named(sources.lookup, layer).set_index("code")["name"][str(row["code"])])


def _of_2021(sources: Sources, mergers: pd.DataFrame) -> Iterator[Change]:
    """The mergers of April 2021, of which only names and codes are known: the areas are those of April 2020."""
    last = CCG["2020"]
    codes = named(sources.lookup, last).set_index("name")["code"]
    people = sources.lookup.groupby(last.code)["pop"].sum()
    for _, row in mergers[mergers["effective_from"] > "2021"].iterrows():
        for name in row["predecessors"].split("; "):
            if name not in codes:
                raise DataError.of(MERGERS, "predecessors", name, "a CCG of April 2020")
            second = row["corroboration_source"]
            yield {
                "change": f"ccg-2021-{row['successor_code'].lower()}", "kind": "merger", "layer": "ccg",
                "vintage": "2020", "code": codes[name], "successor_vintage": "", "successor": row["successor_code"],
                "successor_name": row["successor"], "effective_from": row["effective_from"],
                "people": people[codes[name]], "confidence": "high",
                "note": f"{AFTER} {_seen_twice(second)}" if second else AFTER, "source": AFTER_SOURCE,
            }  # fmt: skip
