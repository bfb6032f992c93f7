"""What happened to the areas of one layer between two vintages, read off the LSOAs that they share and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from stpdash.build.coverage import Coverage
from stpdash.build.footprints import ods_codes
from stpdash.build.layers import REGION, Layer, named
from stpdash.build.people import INFERRED, rests_on_inferred_line
from stpdash.build.sources import LOOKUP, Sources
from stpdash.errors import DataError

Row = dict[str, object]
MERGER, SPLIT, MOVE, RENAME, RECODE, REGION_MOVE = (
    *("merger", "split", "boundary_move"),
    *("rename", "recode", "region_move"),
)
DIVIDED = 2 / 3
"""An area is divided if less than this share of its people is in any one area after."""
MOVED_ON = {("footprint", "2017"): "2016-10"}
"""Where people passed to another area before the day from which the vintage is in force."""
BESIDE = "Beside a merger; seen in the lookups of LSOAs alone."
FOOTPRINTS_2018 = "ONS counts one footprint from April 2018; NHS Digital dates the merger 7 June 2018."
PRINTED = "The name is as ONS prints it for that day; it may have been in use before."
NOT_RECORDED = "The code is another; whether the boundary moved is not recorded."


@dataclass(frozen=True)
class Step:
    """Two layers of one kind with the vintages that follow each other, and the parts that both cut the land into.

    ``parts`` has a row for every pair of areas that share an LSOA: code, name and ods_code before, successor,
    successor_name and successor_ods after, people and area_km2 of the land in both, and whether it is ``main``: more
    than half the people of the area before.
    """

    before: Layer
    after: Layer
    parts: pd.DataFrame

    @property
    def day(self) -> str:
        """The first day of the vintage after."""
        return f"{self.after.vintage}-04-01"

    @property
    def moved_on(self) -> str:
        """The day on which land passed from one area to another."""
        return MOVED_ON.get((self.after.layer, self.after.vintage), self.day)

    def row(self, part: pd.Series, **told: object) -> Row:
        """A part of a change as the table has it; what is told may replace what holds for most."""
        columns = ("code", "name", "ods_code", "successor", "successor_name", "successor_ods", "people", "area_km2")
        usual = {
            "layer": self.before.layer, "vintage": self.before.vintage, "successor_vintage": self.after.vintage,
            "effective_from": self.day, "confidence": "high", "note": "", "source": "ons-areas", "moved": False,
        }  # fmt: skip
        return {**{name: part[name] for name in columns}, **usual, **told}


def step(sources: Sources, coverage: Coverage, before: Layer, after: Layer) -> Step:
    """The parts into which the areas of two vintages cut the land; square kilometres from the full shapes."""
    keys = [before.code, after.code]
    people = sources.lookup.groupby(keys)["pop"].sum()
    codes = [coverage.codes[name] for name in keys]
    parts = pd.DataFrame({"people": people, "area_km2": (coverage.full.area / 1e6).groupby(codes).sum()})
    parts.index = parts.index.set_names(["code", "successor"])
    parts = parts.reset_index()
    mine, theirs = printed(sources, before), printed(sources, after)
    parts["name"], parts["ods_code"] = parts["code"].map(mine["name"]), parts["code"].map(mine["ods_code"])
    parts["successor_name"] = parts["successor"].map(theirs["name"])
    parts["successor_ods"] = parts["successor"].map(theirs["ods_code"])
    parts["main"] = parts["people"] * 2 > parts.groupby("code")["people"].transform("sum")
    return Step(before, after, parts)


def printed(sources: Sources, layer: Layer) -> pd.DataFrame:
    """The name and the NHS code of each area of a layer, by ONS code; blank where there is no NHS code."""
    areas = named(sources.lookup, layer).set_index("code")
    if layer.layer == "footprint":
        every = ods_codes(sources)
        known = every[every["vintage"] == layer.vintage].set_index("code")["ods_code"]
        areas["ods_code"] = known.reindex(areas.index).fillna("")
    return areas


def happened(of: Step) -> Iterator[Row]:
    """Every part of every change of a step; what did not change has no row."""
    for group in together(of.parts):
        yield from _same_ground(of, group.iloc[0]) if len(group) == 1 else _passed(of, group)


def together(pairs: pd.DataFrame) -> list[pd.DataFrame]:
    """The pairs that hang together: those that share an area before or after, each group by itself."""
    group = {code: place for place, code in enumerate(pairs["successor"].unique())}
    of_pair = pairs["successor"].map(group)
    while True:
        least = of_pair.groupby(pairs["code"]).transform("min").groupby(pairs["successor"]).transform("min")
        if least.equals(of_pair):
            return [rows for _, rows in pairs.groupby(of_pair)]
        of_pair = least


def _same_ground(of: Step, part: pd.Series) -> Iterator[Row]:
    """What changed of an area that kept its LSOAs: its code, its name, both or nothing."""
    of_after, code = f"{of.after.layer}-{of.after.vintage}", str(part["successor"]).lower()
    if (part["code"], part["ods_code"]) != (part["successor"], part["successor_ods"]):
        unsure = bool(rests_on_inferred_line(of.before, pd.Series([part["code"]])).iloc[0])
        told = {"confidence": "inferred", "note": f"{NOT_RECORDED} {INFERRED}"} if unsure else {}
        yield of.row(part, change=f"{of_after}-recode-{code}", kind=RECODE, **told)
    if part["name"] != part["successor_name"]:
        yield of.row(part, change=f"{of_after}-rename-{code}", kind=RENAME, note=PRINTED)


def _passed(of: Step, group: pd.DataFrame) -> Iterator[Row]:
    """Mergers, splits and moved boundaries among areas that hang together.

    A merger: two or more areas of which more than half the people are in the same one after. All else is one more
    change: a split if any area is divided, in which all moved but where the NHS's own code went on, else a moved
    boundary, in which what is not ``main`` moved. Beside a merger what stays where it was is left out.
    """
    main, of_after = group["main"], f"{of.after.layer}-{of.after.vintage}"
    merged = main & (main.groupby(group["successor"]).transform("sum") > 1)
    for _, part in group[merged].iterrows():
        note = FOOTPRINTS_2018 if of.before.layer == "footprint" else ""
        told = {"change": f"{of_after}-{str(part['successor']).lower()}", "kind": MERGER, "note": note}
        yield of.row(part, **told, moved=True, effective_from=of.moved_on)
    people = group.groupby("code")["people"]
    divided = people.transform("max") < people.transform("sum") * DIVIDED
    beside = bool(merged.any())
    rest = group[~merged & (~main | divided)] if beside else group
    kind, word = (SPLIT, "split") if divided[rest.index].any() else (MOVE, "move")
    for _, part in rest.iterrows():
        change = f"{of_after}-{word}-{str(group['successor'].min()).lower()}"
        unsure = {"confidence": "medium", "note": BESIDE} if beside else {}
        moved = not (_went_on(part) if kind == SPLIT else part["main"])
        yield of.row(part, change=change, kind=kind, moved=moved, effective_from=of.moved_on, **unsure)


def _went_on(part: pd.Series) -> bool:
    """Whether the NHS gave the area after the code that it had given to the one before."""
    return bool(part["ods_code"]) and part["ods_code"] == part["successor_ods"]


def regions(sources: Sources, of: Step) -> Iterator[Row]:
    """The footprints that lie in another region after: a change for each new region, a row for each footprint."""
    before, after = REGION[of.before.vintage], REGION[of.after.vintage]
    if before.code == after.code:
        return
    names = {layer: printed(sources, layer) for layer in (before, after)}
    places = sources.lookup[[of.before.code, of.after.code, before.code, after.code]].drop_duplicates()
    for _, part in of.parts.iterrows():
        here = places[(places[of.before.code] == part["code"]) & (places[of.after.code] == part["successor"])]
        was, now = (_only(here, layer) for layer in (before, after))
        if was != now:
            yield of.row(
                part, change=f"footprint-{of.after.vintage}-region-{now.lower()}", kind=REGION_MOVE, moved=True,
                note=f"From {names[before]['name'][was]} to {names[after]['name'][now]}.",
                region_ods=names[before]["ods_code"][was], successor_region_ods=names[after]["ods_code"][now],
            )  # fmt: skip


def _only(places: pd.DataFrame, layer: Layer) -> str:
    """The one region in which a footprint lies. Raises DataError where there are more."""
    found = sorted(set(places[layer.code]))
    if len(found) != 1:
        place = f"{', '.join(sorted(set(places.iloc[:, 0])))}, {layer.code}"
        raise DataError.of(LOOKUP, place, ", ".join(found), "one region for each footprint")
    return str(found[0])
