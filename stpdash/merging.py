"""The mergers of CCGs told as data: where each lies among the 44 footprints, and how their number fell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stpdash.ledger import MERGER, MOVE, SPLIT, Change, changes
from stpdash.model import MAIN, Area, Atlas

START = "2016"
"""The vintage from which the count begins: the CCGs of spring 2016."""


@dataclass(frozen=True)
class Step:
    """A day on which CCGs merged: how many there were before, how many fewer after, by how many mergers.

    `drawn`: how many the boundaries of that year hold; None where the package has none.
    """

    date: str
    before: int
    gone: int
    mergers: int
    drawn: int | None
    sources: tuple[str, ...]

    @property
    def after(self) -> int:
        """How many CCGs there were after that day."""
        return self.before - self.gone


@lru_cache(maxsize=4)
def reconciled(atlas: Atlas) -> tuple[Step, ...]:
    """How the number of CCGs fell from spring 2016 on, day by day, beside what the boundaries of each year hold."""
    drawn = dict(zip(atlas.vintages["vintage"], (int(n) for n in atlas.vintages["ccgs"]), strict=True))
    left, steps = drawn[START], []
    for date in sorted({each.effective_from for each in of_ccgs(atlas)}):
        found = [each for each in of_ccgs(atlas) if each.effective_from == date]
        gone = sum(len(each.codes) - 1 for each in found)
        used = tuple(sorted({each.source for each in found}))
        steps.append(Step(date, left, gone, len(found), drawn.get(date[:4]), used))
        left -= gone
    return tuple(steps)


@lru_cache(maxsize=4)
def of_ccgs(atlas: Atlas) -> tuple[Change, ...]:
    """The mergers of CCGs, by date and name."""
    return tuple(each for each in changes(atlas) if each.kind == MERGER and each.layer == "ccg")


def beside(atlas: Atlas) -> tuple[Change, ...]:
    """What else changed: CCGs that were divided, boundaries of CCGs and footprints that moved, merged footprints."""
    return tuple(each for each in of_boundaries(atlas) if each not in of_ccgs(atlas))


def of_boundaries(atlas: Atlas) -> tuple[Change, ...]:
    """Every change of the ground of CCGs and footprints, by date: mergers, splits and moved boundaries."""
    return tuple(
        each for each in changes(atlas) if each.kind in (MERGER, SPLIT, MOVE) and each.layer in ("ccg", "footprint")
    )


def people(change: Change) -> int:
    """The residents of mid-2017 of all the parts of a change."""
    return sum(part.people for part in change.parts)


def footprints(atlas: Atlas, change: Change) -> list[tuple[Area, float]]:
    """The footprints of April 2017 in which CCGs that merged lie, with the share of people in each, largest first."""
    inside: dict[Area, float] = {}
    for part in change.parts:
        for area, share in atlas.parents_of(atlas.area("ccg", change.vintage, part.code), "footprint", MAIN):
            inside[area] = inside.get(area, 0) + share * part.people
    whole = people(change)
    return sorted(((area, of / whole) for area, of in inside.items()), key=lambda pair: (-pair[1], pair[0].name))


@lru_cache(maxsize=4)
def in_footprints(atlas: Atlas) -> dict[str, tuple[tuple[Change, float], ...]]:
    """The mergers of CCGs by the number of the footprint in which they lie, with the share of their people there."""
    found: dict[str, list[tuple[Change, float]]] = {}
    for change in of_ccgs(atlas):
        for area, share in footprints(atlas, change):
            found.setdefault(area.footprint, []).append((change, share))
    return {number: tuple(pairs) for number, pairs in found.items()}
