"""What a boundary that moved between two dates gave to an area's own ground or took of it, as far as can be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from stpdash import series
from stpdash.ledger import Change, Part
from stpdash.model import Area, Atlas

Pair = tuple[str, str, int]
"""Code before, code after and the people in both."""


@lru_cache(maxsize=128)
def common(atlas: Atlas, layer: str, vintage: str, later: str) -> tuple[Pair, ...]:
    """The pairs of areas that have residents in common, by code."""
    if vintage == later:
        counted = series.people(atlas, layer, vintage)["value"].dropna()
        return tuple((str(code), str(code), int(people)) for code, people in counted.items())
    rows = atlas.parents
    rows = rows[
        (rows["layer"] == layer)
        & (rows["vintage"] == vintage)
        & (rows["parent_layer"] == layer)
        & (rows["parent_vintage"] == later)
    ]
    return tuple(sorted(zip(rows["code"], rows["parent"], map(int, rows["people"]), strict=True)))


class Ground(NamedTuple):
    """Some people of mid-2017 and their land; the land is None where only that of a larger piece is known."""

    people: int
    area_km2: float | None


class Crossed(NamedTuple):
    """What a moved boundary took of the ground of an area (`left`) and gave to it (`came`).

    None: nothing. `whole` names the merged area to which it happened, where what of it was the area's own ground cannot
    be known.
    """

    left: Ground | None
    came: Ground | None
    whole: str = ""

    @property
    def touched(self) -> bool:
        """Whether the area's ground was touched, or may have been."""
        return bool(self.left or self.came or self.whole)


@lru_cache(maxsize=1024)
def crossed(atlas: Atlas, area: Area, change: Change) -> Crossed:
    """What a moved boundary did to the ground of an area of the vintage before it or of an earlier one.

    An area that merged before is in a larger one by then: of its own ground are the people whom it shares with the area
    after. What came to the larger one came to all that merged.
    """
    step = common(atlas, change.layer, change.vintage, change.successor_vintage)
    before, after = _in(atlas, area, change.vintage), _in(atlas, area, change.successor_vintage)
    moved, whole = [part for part in change.parts if part.moved], ""
    left: list[Ground] = []
    for successor in sorted({each.successor for each in moved if each.code in before and after.get(each.successor)}):
        parts = [each for each in moved if each.successor == successor and each.code in before]
        if {each.code for each in parts} == {a for a, b, _ in step if b == successor and a in before}:
            left.append(_of(parts, after[successor]))
        elif all(before[each.code] == _people(step, each.code) for each in parts):
            left.append(_of(parts, sum(each.people for each in parts)))
        else:
            whole = parts[0].name
    came: list[Ground] = []
    for stayed in (part for part in change.parts if not part.moved and part.code in before):
        gained = [each for each in moved if each.successor == stayed.successor and each.code not in before]
        if gained and before[stayed.code] < _people(step, stayed.code):
            whole = stayed.successor_name
        elif gained:
            came.append(_of(gained, sum(part.people for part in gained)))
    return Crossed(_sum(left), _sum(came), whole)


def _in(atlas: Atlas, area: Area, vintage: str) -> dict[str, int]:
    """The people of an area in each of those of a vintage, by code."""
    pairs = common(atlas, area.layer, area.vintage, vintage)
    return {after: people for code, after, people in pairs if code == area.code and people}


def _people(step: Iterable[Pair], code: str) -> int:
    """All the people of an area before a step."""
    return sum(people for before, _, people in step if before == code)


def _of(parts: Sequence[Part], people: int) -> Ground:
    """Some or all of the people of some pieces, with their land if it is all of them."""
    every = people == sum(part.people for part in parts)
    return Ground(people, round(sum(part.area_km2 for part in parts), 3) if every else None)


def _sum(found: Sequence[Ground]) -> Ground | None:
    known = [each.area_km2 for each in found if each.area_km2 is not None]
    whole = round(sum(known), 3) if len(known) == len(found) else None
    return Ground(sum(each.people for each in found), whole) if found else None
