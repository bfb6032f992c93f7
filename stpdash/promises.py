"""Whether tables keep their promises: each by its schema, together by their links and by what must add up."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pandas as pd
from pandera.errors import SchemaErrors

from stpdash.columns import Link, Table
from stpdash.errors import Problem
from stpdash.schema import BY_NAME, TABLES
from stpdash.tabular import FIRST_LINE

PARTIAL = {"combined_authority"}
"""Layers which do not cover England: an area may lie partly outside every one of them."""
COUNTED = {"ccg": "ccgs", "footprint": "footprints", "region": "regions"}


def broken(frames: Mapping[str, pd.DataFrame], folder: str) -> list[Problem]:
    """Everything in the tables that is not as promised: by schema; if that holds, by links; then by sums."""
    problems = [problem for table in TABLES for problem in _against_schema(table, frames[table.name], folder)]
    problems = problems or [
        problem for table in TABLES for link in table.links for problem in _against_link(table, link, frames, folder)
    ]
    return problems or [
        problem
        for check in (
            _counts,
            _shares,
            _residents,
            _periods,
            _values,
            _subjects,
            _one_lead_at_a_time,
            _footprints,
            _ledger,
        )
        for problem in check(frames, folder)
    ]


def _problem(table: str, folder: str, row: object, column: str, found: object, expected: str) -> Problem:
    place = f"line {int(str(row)) + FIRST_LINE}" + (f", {column}" if column else "")
    return Problem(f"{folder}/{BY_NAME[table].file}", place, str(found) or "nothing", expected)


def _against_schema(table: Table, frame: pd.DataFrame, folder: str) -> Iterator[Problem]:
    try:
        table.promises.validate(frame, lazy=True)
    except SchemaErrors as errors:
        told = errors.failure_cases.assign(index=lambda cases: cases["index"].astype(int)).sort_values("index")
        twice = told["check"].eq("multiple_fields_uniqueness")
        for row in told[twice]["index"].unique():
            key = ", ".join(str(cell) for cell in frame.loc[row, list(table.key)])
            yield _problem(table.name, folder, row, ", ".join(table.key), f"{key} more than once", "each key once")
        for _, case in told[~twice].iterrows():
            yield _problem(table.name, folder, case["index"], case["column"], case["failure_case"], case["check"])


def _against_link(table: Table, link: Link, frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    there = frames[link.table]
    for column, value in link.given.items():
        there = there[there[column] == value]
    here = frames[table.name][list(link.columns)]
    here = here[(here != "").any(axis=1)] if link.optional else here
    known = pd.MultiIndex.from_frame(there[list(link.target)].set_axis(link.columns, axis=1))
    for row in here.index[~pd.MultiIndex.from_frame(here).isin(known)]:
        which = "".join(f" of {column} {value}" for column, value in link.given.items())
        yield _problem(
            table.name,
            folder,
            row,
            ", ".join(link.columns),
            ", ".join(here.loc[row]),
            f"a row{which} in {BY_NAME[link.table].file}",
        )


def _counts(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """As many areas of each layer and vintage as vintages.csv says; one main vintage."""
    vintages, areas = frames["vintages"], frames["areas"]
    counted = areas.groupby(["layer", "vintage"], sort=False).size()
    for layer, column in COUNTED.items():
        for row, vintage in vintages.iterrows():
            found = int(counted.get((layer, vintage["vintage"]), 0))
            if found != vintage[column]:
                yield _problem("vintages", folder, row, column, vintage[column], f"{found}, the rows in areas.csv")
    if vintages["main"].sum() != 1:
        yield Problem(f"{folder}/vintages.csv", "main", f"{vintages['main'].sum()} main vintages", "one")


def _shares(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """An area's shares among parents of one kind add up to 1, or to less where those do not cover England."""
    parents = frames["parents"]
    of = ["layer", "vintage", "code", "parent_layer", "parent_vintage"]
    sums = parents.groupby(of, sort=False)["share"].transform("sum")
    short = ~parents["parent_layer"].isin(PARTIAL) & (sums < 1 - 1e-5)
    for row in parents.index[(sums > 1 + 1e-5) | short]:
        yield _problem("parents", folder, row, "share", f"{sums[row]:.6f} in all", "shares that add up to 1")


def _residents(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """Every layer which covers England has England's residents, in every vintage and age group."""
    people = frames["people"]
    counted = people[(people["basis"] == "resident") & ~people["layer"].isin(PARTIAL)]
    sums = counted.groupby(["ages", "layer", "vintage"], sort=False)["people"].sum().reset_index()
    sums["usual"] = sums.groupby("ages")["people"].transform(lambda all_sums: all_sums.mode().iloc[0])
    for wrong in sums[sums["people"] != sums["usual"]].itertuples(index=False):
        place = f"{wrong.layer} {wrong.vintage}, {wrong.ages}"
        found, usual = f"{wrong.people:,} people in all", f"{wrong.usual:,}, as in the other layers"
        yield Problem(f"{folder}/people.csv", place, found, usual)


def _periods(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """Nothing ends before it begins."""
    for table, begin, end in (("facts", "from", "to"), ("vintages", "in_force_from", "in_force_to")):
        frame = frames[table]
        for row, first, last in zip(frame.index, frame[begin], frame[end], strict=True):
            shorter = min(len(first), len(last))
            if last[:shorter] < first[:shorter]:
                yield _problem(table, folder, row, end, last, f"{first} or later")


def _values(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """A fact whose attribute is an axis of the vocabulary has one of that axis's codes as its value."""
    facts, vocabulary = frames["facts"], frames["vocabulary"]
    coded = facts[facts["attribute"].isin(vocabulary["axis"])]
    known = pd.MultiIndex.from_frame(vocabulary[["axis", "code"]])
    for row in coded.index[~pd.MultiIndex.from_frame(coded[["attribute", "value"]]).isin(known)]:
        yield _problem("facts", folder, row, "value", coded["value"][row], f"a code of {coded['attribute'][row]}")


def _subjects(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """Facts and disagreements are about footprints, regions and trusts that exist."""
    regions = frames["areas"].query("layer == 'region'")["code"]
    known = {"", *(f"footprint:{number}" for number in frames["footprints"]["footprint"])}
    known |= {f"region:{code}" for code in regions} | {f"trust:{code}" for code in frames["organisations"]["code"]}
    known |= {f"authority:{code}" for code in frames["areas"].query("layer == 'combined_authority'")["code"]}
    for table in ("facts", "conflicts"):
        for row, subject in frames[table]["subject"].items():
            if ":" in subject and not subject.startswith("national:") and subject not in known:
                yield _problem(
                    table, folder, row, "subject", subject, "a footprint, region, trust or authority of the package"
                )


def _one_lead_at_a_time(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """Two leads of one footprint at one date are named jointly, or a disagreement of sources says so."""
    facts = frames["facts"]
    stated = (facts["attribute"] == "lead") & (facts["value"] != "") & (facts["status"] != "LAST_KNOWN")
    leads = facts[stated]
    for (_, _), rows in leads.groupby(["subject", "as_at"], sort=False):
        if rows["value"].nunique() < 2:
            continue
        for row in rows.index[(rows["status"] != "NAMED_JOINTLY") & (rows["conflict"] == "")]:
            others = ", ".join(sorted(set(rows["value"]) - {rows["value"][row]}))
            expected = f"one lead at a date; {others} leads then too: status NAMED_JOINTLY, or a conflict"
            yield _problem("facts", folder, row, "status", rows["status"][row], expected)


def _footprints(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """All 44 footprints are there, and each has a code in every vintage."""
    vintages, codes = set(frames["vintages"]["vintage"]), frames["footprint_codes"]
    for number in map(str, range(1, 45)):
        if number not in set(frames["footprints"]["footprint"]):
            yield Problem(f"{folder}/footprints.csv", f"footprint {number}", "no row", "all 44 footprints")
        for vintage in sorted(vintages - set(codes[codes["footprint"] == number]["vintage"])):
            yield Problem(
                f"{folder}/footprint_codes.csv",
                f"footprint {number}",
                f"no code for {vintage}",
                "one a vintage",
            )


def _ledger(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """Every area after a change is there, and from vintage to vintage the number of areas follows from the changes."""
    rows, areas = frames["changes"], frames["areas"]
    after = rows[rows["successor_vintage"] != ""]
    known = pd.MultiIndex.from_frame(areas[["layer", "vintage", "code"]])
    for row in after.index[~pd.MultiIndex.from_frame(after[["layer", "successor_vintage", "successor"]]).isin(known)]:
        yield _problem("changes", folder, row, "successor", rows["successor"][row], "an area of that layer and vintage")
    parts = after.groupby(["layer", "vintage", "change"], sort=False)[["code", "successor"]].nunique()
    gains = (parts["successor"] - parts["code"]).groupby(level=["layer", "vintage"]).sum()
    counted = areas.groupby(["layer", "vintage"], sort=False).size()
    for layer in COUNTED:
        for before, later in pairwise(sorted(frames["vintages"]["vintage"])):
            found = int(counted.get((layer, before), 0)) + int(gains.get((layer, before), 0))
            there = int(counted.get((layer, later), 0))
            if found != there:
                place = f"{layer}, {before} to {later}"
                yield Problem(
                    f"{folder}/changes.csv", place, f"{found} areas by the changes", f"{there}, as areas.csv has"
                )
