"""Areas in order by a measure, beside their region and England; and a footprint's money made up of its CCGs'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from stpdash import places, words
from stpdash.measure import Measure
from stpdash.model import ENGLAND, MAIN, REGIONS, Area, Atlas
from stpdash.series import NOT_COMPARED, Figure, amounts, comparable, figure, together

Beside: TypeAlias = Mapping[str, tuple[str, Figure]]
"""Those to compare with, by id: name and figure."""


@lru_cache(maxsize=256)
def ordered(atlas: Atlas, measure: Measure, year: str, vintage: str = MAIN) -> pd.DataFrame:
    """The footprints of a vintage by a measure, the highest first; by name where the measure is not to be ranked.

    Indexed by code: `name`, `number`, `region` (code), `value` (NaN: no figure), `status`. Those without a comparable
    figure come last, by name.
    """
    figures = measure.of(atlas, "footprint", vintage, year)
    areas = {area.code: area for area in atlas.areas_of("footprint", vintage)}
    frame = figures.loc[list(areas)]
    frame = frame.assign(
        name=[area.name for area in areas.values()],
        number=[area.id for area in areas.values()],
        region=[_region(atlas, area) for area in areas.values()],
    )
    return frame.iloc[_order(frame, measure)] if measure.ranked else frame


def _order(frame: pd.DataFrame, measure: Measure) -> list[int]:
    values = comparable(frame).to_numpy()
    return sorted(range(len(frame)), key=lambda i: (values[i] != values[i], -values[i], frame["name"].iloc[i]))


def placed(figures: pd.DataFrame, measure: Measure) -> dict[str, str]:
    """Each area's place by a measure, the highest first: "1", "=2" where several share one. By code.

    None has a place where the measure is not to be ranked, nor has an area without a comparable figure.
    """
    known = comparable(figures).dropna() if measure.ranked else pd.Series(dtype=float)
    ranks = known.rank(method="min", ascending=False).astype(int)
    shared = ranks.duplicated(keep=False)
    columns = zip(map(str, ranks.index), ranks, shared, strict=True)
    return {code: f"{'=' if also else ''}{rank}" for code, rank, also in columns}


def _region(atlas: Atlas, area: Area) -> str:
    region = places.region_of(atlas, area)
    return region.code if region else ""


@lru_cache(maxsize=256)
def comparators(atlas: Atlas, measure: Measure, year: str, region: str = "") -> Beside:
    """England's figure and, where one is asked for, a region's.

    A measure without figures of wider areas has no comparator.
    """
    found: dict[str, tuple[str, Figure]] = {}
    if "england" in measure.layers:
        found["england"] = ("England", figure(measure.of(atlas, "england", MAIN, year), ENGLAND))
    if region and "region" in measure.layers:
        name = atlas.area("region", REGIONS, region).name
        found[region] = (name, figure(measure.of(atlas, "region", REGIONS, year), region))
    return found


def summary(frame: pd.DataFrame, measure: Measure, year: str, beside: Beside, noun: str = "footprint") -> str:
    """A view of `ordered` in words: highest, lowest, those to compare with, how many without a figure or estimated.

    `frame`: `name`, `value`, `status` by code; `noun`: what its areas are.
    """
    values = comparable(frame)
    known = frame[values.notna()]
    if known.empty:
        return f"{measure.heading(year)}: no figure for any {noun}."
    ends = [_of(known, str(code), measure) for code in (values.idxmin(), values.idxmax())]
    others = "".join(f"; {name} {told.told(measure.written)}" for name, told in beside.values())
    aside = int((frame["status"] == NOT_COMPARED).sum())
    missing, guessed = int(frame["value"].isna().sum()), int((known["status"] == "estimated").sum())
    notes = [f"{missing} without a figure" if missing else "", f"{guessed} estimated" if guessed else ""]
    notes.append(f"{aside} given but not to be compared" if aside else "")
    told = ", ".join(note for note in notes if note)
    gaps = f" Of the {len(frame)}, {told}." if told else ""
    if not measure.ranked:
        return f"{measure.heading(year)}: told of {words.count(len(known), noun)}, not put in order.{gaps}"
    span = f"from {ends[0]} to {ends[1]}" if len(known) > 1 else ends[0]
    return f"{measure.heading(year)} of {words.count(len(known), noun)}: {span}{others}.{gaps}"


def _of(frame: pd.DataFrame, code: str, measure: Measure) -> str:
    return f"{figure(frame, code).told(measure.written)} in {frame.loc[code, 'name']!s}"


def made_up_summary(parts: pd.DataFrame, name: str, year: str) -> str:
    """A footprint made up of its CCGs, in words."""
    whole, largest = together(parts), figure(parts, parts.index[0])
    told = f"Core funding of {name} in {year}: {whole.told(words.pounds_m)} from {words.count(len(parts), 'CCG')}"
    return f"{told}, the largest {parts['name'].iloc[0]} with {largest.told(words.pounds_m)}, cash."


def vintage_of(year: str) -> str:
    """The vintage of the CCGs that nest in the 44 footprints of April 2017 and have figures of a year."""
    return {"2018/19": "2018", "2019/20": "2019"}.get(year, MAIN)


def made_up_of(atlas: Atlas, footprint: Area, year: str) -> pd.DataFrame:
    """A footprint's core allocation made up of its CCGs', the largest first: `name`, `value` (£ million), `status`.

    The CCGs are those for which the year's money was printed, so that the parts add up to the whole; indexed by code.
    """
    vintage = vintage_of(year)
    ccgs = {ccg.code: ccg for ccg in atlas.children(footprint, "ccg", vintage)}
    money = amounts(atlas, "ccg", vintage, year).loc[list(ccgs)]
    frame = money.assign(name=[ccg.name for ccg in ccgs.values()])
    return frame.sort_values("value", ascending=False)
