"""What happened to areas between two vintages, change by change: the ledger as data, and whether it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from stpdash.model import MAIN, Area, Atlas

MERGER, SPLIT, MOVE, RENAME, RECODE, REGION_MOVE, REDIGITISED = KINDS = (
    *("merger", "split", "boundary_move", "rename", "recode", "region_move", "redigitised"),
)
"""Every kind of change; the axis `change_kind` of the vocabulary says what each means."""
LAYERS = ("ccg", "footprint", "region")
"""The layers whose changes are known."""
INFERRED = "inferred"
"""The confidence of what rests on the line through NHS Cumbria CCG."""
NHS_LOG = "ods-stp-workbook"
"""The source of the days in `nhs_date`."""


@dataclass(frozen=True)
class Part:
    """One piece of a change: an area before, the area after, the residents of mid-2017 and the land in both.

    `moved`: whether the piece passed to another area (or a footprint to another region), or stayed where it was.
    """

    code: str
    name: str
    successor: str
    successor_name: str
    people: int
    area_km2: float
    moved: bool


@dataclass(frozen=True)
class Change:
    """What happened to some areas of `layer` at `vintage`, which are those of `successor_vintage` after.

    `successor_vintage` is blank where the areas after are not in the package: the mergers of April 2021. `nhs_date` is
    the day on which NHS Digital changed its records, blank where its log has none.
    """

    id: str
    kind: str
    layer: str
    vintage: str
    successor_vintage: str
    effective_from: str
    nhs_date: str
    confidence: str
    parts: tuple[Part, ...]
    note: str
    source: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The areas before, sorted."""
        return tuple(sorted({part.code for part in self.parts}))

    @property
    def successors(self) -> tuple[str, ...]:
        """The areas after, sorted."""
        return tuple(sorted({part.successor for part in self.parts}))

    @property
    def name(self) -> str:
        """What the areas after are called."""
        return "; ".join(dict.fromkeys(part.successor_name for part in self.parts))

    @property
    def people_moved(self) -> int:
        """The residents of mid-2017 of the pieces that passed to another area."""
        return sum(part.people for part in self.parts if part.moved)

    @property
    def area_km2_moved(self) -> float:
        """The land that passed to another area, square kilometres."""
        return round(sum(part.area_km2 for part in self.parts if part.moved), 3)

    @property
    def gain(self) -> int:
        """How many more areas of the layer there are after: below nothing for a merger, 0 where none came or went."""
        return len(self.successors) - len(self.codes)

    @property
    def sources(self) -> tuple[str, ...]:
        """The cards it rests on: that of the areas, and that of NHS Digital's log where the log dates it."""
        return (self.source, *((NHS_LOG,) if self.nhs_date else ()))

    def successor(self, atlas: Atlas) -> Area | None:
        """The one area that a merger made; None where the package does not have it."""
        if self.kind != MERGER or not self.successor_vintage:
            return None
        return atlas.area(self.layer, self.successor_vintage, self.parts[0].successor)


@lru_cache(maxsize=4)
def changes(atlas: Atlas) -> tuple[Change, ...]:
    """Every change, by date, layer, kind and name."""
    found = [_change(str(key), rows) for key, rows in atlas.changes.groupby("change")]
    return tuple(sorted(found, key=lambda each: (each.effective_from, each.layer, each.kind, each.name, each.id)))


def _change(key: str, rows: pd.DataFrame) -> Change:
    columns = ("code", "name", "successor", "successor_name", "people", "area_km2", "moved")
    first = {str(name): str(cell) for name, cell in rows.iloc[0].items()}
    parts = tuple(
        Part(code, name, successor, after, int(people), float(km2), bool(moved))
        for code, name, successor, after, people, km2, moved in zip(*(rows[name] for name in columns), strict=True)
    )
    note = " ".join(dict.fromkeys(note for note in rows["note"] if note))
    return Change(
        key,
        first["kind"],
        first["layer"],
        first["vintage"],
        first["successor_vintage"],
        first["effective_from"],
        first["nhs_date"],
        first["confidence"],
        parts,
        note,
        first["source"],
    )


def kinds_in(atlas: Atlas) -> tuple[str, ...]:
    """The kinds of change that there are, in the order of KINDS."""
    found = {each.kind for each in changes(atlas)}
    return tuple(kind for kind in KINDS if kind in found)


@lru_cache(maxsize=512)
def of_area(atlas: Atlas, area: Area) -> tuple[Change, ...]:
    """The changes in which an area takes part, before or after, by date; none for a layer whose changes are not known.

    A CCG or a region takes part by its code, a region in the moves of footprints to and from it as well. A footprint
    takes part under the code it has in each vintage, and so do the CCGs and the regions that share residents with it.
    All changes are England's.
    """
    if area.layer == "england":
        return changes(atlas)
    if area.layer == "footprint":
        return tuple(each for each in changes(atlas) if _concerns(atlas, area, each))
    return tuple(
        each
        for each in changes(atlas)
        if (each.layer == area.layer and area.code in (*each.codes, *each.successors))
        or (area.layer == "region" and each.kind == REGION_MOVE and area.code in {a.code for a in regions(atlas, each)})
    )


def _concerns(atlas: Atlas, footprint: Area, change: Change) -> bool:
    """Whether a footprint, or a CCG or region that shares residents with it, is in a change, before or after."""
    ends = ((change.vintage, change.codes), (change.successor_vintage, change.successors))
    return any(set(codes) & _codes(atlas, footprint, change.layer, vintage) for vintage, codes in ends if vintage)


@lru_cache(maxsize=2048)
def _codes(atlas: Atlas, footprint: Area, layer: str, vintage: str) -> frozenset[str]:
    """The codes at a vintage of a footprint, or of the CCGs or regions that share residents with it.

    CCGs are those of the ground of April 2017, so that a footprint that merged later has only its own.
    """
    here = MAIN if layer == "ccg" else vintage
    codes = sorted({_of_numbers(atlas)[here, number] for number in _numbers(atlas, footprint)})
    if layer == "footprint":
        return frozenset(codes)
    areas = [atlas.area("footprint", here, code) for code in codes]
    if layer == "region":
        return frozenset(above.code for area in areas for above, _ in atlas.parents_of(area, layer, vintage))
    return frozenset(below.code for area in areas for below in atlas.children(area, layer, vintage))


@lru_cache(maxsize=256)
def _numbers(atlas: Atlas, footprint: Area) -> tuple[str, ...]:
    return tuple(atlas.numbers_of(footprint))


@lru_cache(maxsize=4)
def _of_numbers(atlas: Atlas) -> dict[tuple[str, str], str]:
    """The code of each footprint at each vintage, by vintage and number."""
    rows = atlas.footprint_codes
    return dict(zip(zip(rows["vintage"], rows["footprint"], strict=True), rows["code"], strict=True))


def regions(atlas: Atlas, change: Change) -> tuple[Area, Area]:
    """The region that footprints left and the one that they came to. Raises ValueError for any other kind of change."""
    if change.kind != REGION_MOVE:
        raise ValueError(f"{change.id} is no move to another region")
    part = change.parts[0]
    ends = ((change.vintage, part.code), (change.successor_vintage, part.successor))
    was, now = (
        atlas.parents_of(atlas.area("footprint", vintage, code), "region", vintage)[0][0] for vintage, code in ends
    )
    return was, now


class Step(NamedTuple):
    """From one vintage to the next: how many areas there were, what each change added or took, how many there are.

    `changes` has those that came or went in the step with their gain or loss, 0 included. `vintage` after is blank, and
    `counted` None, for April 2021, of which the package has no boundaries.
    """

    vintage: str
    before: int
    changes: tuple[tuple[Change, int], ...]
    successor_vintage: str
    counted: int | None

    @property
    def after(self) -> int:
        """How many areas there are after, by what the changes added and took."""
        return self.before + sum(gain for _, gain in self.changes)

    @property
    def agrees(self) -> bool:
        """Whether that is how many the boundaries have; true where there are none to compare with."""
        return self.counted is None or self.counted == self.after


@lru_cache(maxsize=16)
def arithmetic(atlas: Atlas, layer: str) -> tuple[Step, ...]:
    """How the number of areas of a layer went from vintage to vintage, by the changes alone after the first."""
    vintages = [str(vintage) for vintage in atlas.vintages["vintage"]]
    left, steps = len(atlas.codes(layer, vintages[0])), []
    for vintage, later in zip(vintages, [*vintages[1:], ""], strict=True):
        mine = [each for each in changes(atlas) if (each.layer, each.vintage) == (layer, vintage)]
        if later or mine:
            counted = len(atlas.codes(layer, later)) if later else None
            steps.append(Step(vintage, left, tuple((each, each.gain) for each in mine), later, counted))
            left = steps[-1].after
    return tuple(steps)
