"""Footprints side by side in numbers: every measure of each, beside a region, England and those most like the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from stpdash import similar, words
from stpdash.comparing import LEAST, Asked
from stpdash.measure import Measure
from stpdash.measures import for_layer
from stpdash.model import ENGLAND, MAIN, REGIONS, Area, Atlas
from stpdash.ranking import placed
from stpdash.series import Figure, comparable, figure


@dataclass(frozen=True)
class Column:
    """What stands in one column: a footprint, a region, England, or the median of those most like the first footprint.

    `layer` is blank for the last; `codes` are then those of the peers, else one.
    """

    name: str
    layer: str
    vintage: str
    codes: tuple[str, ...]
    id: str = ""

    @property
    def code(self) -> str:
        """Its code; blank for peers."""
        return self.codes[0] if self.layer else ""


@dataclass(frozen=True)
class Row:
    """One measure of a year: a figure for each column, None where it is not made for such a column."""

    measure: Measure
    year: str
    figures: tuple[Figure | None, ...]
    places: tuple[str, ...]
    places_in_all: int = 44

    @property
    def heading(self) -> str:
        """The measure with its year, where it has one."""
        return self.measure.heading(self.year)


def ordered(atlas: Atlas, asked: Asked) -> list[Area]:
    """The footprints as the reader wants them to stand: as chosen, by name, or by a measure, the highest first.

    Those without a figure come last, in the order of choice; no order says which is better.
    """
    areas = asked.footprints(atlas)
    if asked.order == "name":
        return sorted(areas, key=lambda area: area.name)
    measure = for_layer(atlas, "footprint").get(asked.order)
    if measure is None:
        return areas
    values = comparable(measure.of(atlas, "footprint", asked.vintage, asked.year))
    return sorted(
        areas, key=lambda area: -values[area.code] if values[area.code] == values[area.code] else float("inf")
    )


@lru_cache(maxsize=256)
def columns(atlas: Atlas, asked: Asked) -> tuple[Column, ...]:
    """The footprints, then the region, England and the peers of the first one chosen."""
    made = [Column(area.name, "footprint", area.vintage, (area.code,), area.id) for area in ordered(atlas, asked)]
    region = asked.beside(atlas)
    if region:
        made.append(Column(region.name, "region", REGIONS, (region.code,), region.code))
    made.append(Column("England", "england", MAIN, (ENGLAND,)))
    if peers := peers_of(atlas, asked):
        first = asked.footprints(atlas)[0]
        made.append(Column(f"Median of the {len(peers)} most like {first.name}", "", first.vintage, peers))
    return tuple(made)


def peers_of(atlas: Atlas, asked: Asked) -> tuple[str, ...]:
    """The codes of the footprints most like the first one chosen."""
    if not asked.areas:
        return ()
    found = similar.nearest(atlas, asked.footprints(atlas)[0], asked.recipe, asked.year, int(asked.peers))
    return tuple(map(str, found.index))


def rows(atlas: Atlas, asked: Asked) -> list[Row]:
    """Every measure, a figure for each of `columns`, in the year that is asked for where it has years."""
    across = columns(atlas, asked)
    return [_row(atlas, measure, asked.year, across) for measure in for_layer(atlas, "footprint").values()]


def _row(atlas: Atlas, measure: Measure, year: str, across: Sequence[Column]) -> Row:
    figures = tuple(_of(atlas, measure, year, each) for each in across)
    among = placed(measure.of(atlas, "footprint", across[0].vintage, year), measure)
    return Row(measure, year, figures, tuple(among.get(each.code, "") for each in across), len(among))


def _of(atlas: Atlas, measure: Measure, year: str, column: Column) -> Figure | None:
    if not column.layer:
        figures = measure.of(atlas, "footprint", column.vintage, year)
        return similar.median(figures, column.codes) if measure.ranked else None
    if column.layer not in measure.layers:
        return None
    return figure(measure.of(atlas, column.layer, column.vintage, year), column.code)


def by_year(atlas: Atlas, asked: Asked) -> dict[Column, list[Figure]]:
    """The measure in each of its years, for each column but the peers; empty where it is of one date only."""
    measure = for_layer(atlas, "footprint")[asked.measure]
    across = [each for each in columns(atlas, asked) if each.layer and each.layer in measure.layers]
    found = {each: [_of(atlas, measure, year, each) for year in measure.years] for each in across if measure.years}
    return {each: [told for told in figures if told] for each, figures in found.items()}


def pairs(atlas: Atlas, asked: Asked) -> pd.DataFrame:
    """All footprints by two measures: `x` (the first), `y`, `x_status`, `y_status`, `name`, `number`; by code.

    NaN where a footprint has no figure; what is only told has the status `NOT_COMPARED`.
    """
    offered = for_layer(atlas, "footprint")
    chosen = (offered[key] for key in (asked.measure, asked.against))
    across, up = (measure.of(atlas, "footprint", asked.vintage, asked.year) for measure in chosen)
    areas = [atlas.area("footprint", asked.vintage, str(code)) for code in across.index]
    return pd.DataFrame(
        {
            "x": across["value"], "y": up["value"], "x_status": across["status"], "y_status": up["status"],
            "name": [each.name for each in areas], "number": [each.id for each in areas],
        }
    )  # fmt: skip


def summary(atlas: Atlas, asked: Asked) -> str:
    """The comparison in words: the measure that is shown, of each footprint, the highest first, and beside what."""
    measure = for_layer(atlas, "footprint")[asked.measure]
    told = [(each, _of(atlas, measure, asked.year, each)) for each in columns(atlas, asked)]
    areas = [(each.name, found) for each, found in told if found and each.layer == "footprint"]
    known = [(name, found) for name, found in areas if found.value == found.value]
    if measure.ranked:
        known.sort(key=lambda pair: -pair[1].value)
    beside = [
        f"{each.name} {found.told(measure.written)}" for each, found in told if found and each.layer != "footprint"
    ]
    said = "; ".join(f"{name} {found.told(measure.written)}" for name, found in known)
    missing = [name for name, found in areas if found.value != found.value]
    gaps = f" {words.NO_FIGURE} for {'; '.join(missing)}: {measure.missing}." if missing else ""
    order = ", the highest first" if measure.ranked else ", not put in order"
    return f"{measure.heading(asked.year)}{order}: {said or 'none'}.{_beside(beside)}{gaps}"


def _beside(told: Sequence[str]) -> str:
    return f" Beside them: {'; '.join(told)}." if told else ""


def too_few(asked: Asked) -> bool:
    """Whether there is nothing to set side by side."""
    return len(asked.areas) < LEAST
