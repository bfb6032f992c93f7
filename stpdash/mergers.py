"""What happened to areas between two vintages, change by change; and the mergers as groupings to be tried again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import pandas as pd

from stpdash import words
from stpdash.grouping import Asked, Grouping, fitting, written
from stpdash.model import Area, Atlas

MERGER, MOVE = "merger", "boundary_move"


@dataclass(frozen=True)
class Part:
    """One piece of a change: an area before, the code and name of the area after, the residents of mid-2017 in both."""

    code: str
    successor: str
    successor_name: str
    people: int


@dataclass(frozen=True)
class Change:
    """A merger, or boundaries that moved: areas of `layer` at `vintage` became those of `successor_vintage`.

    `successor_vintage` is blank where the areas after are not in the package: the mergers of April 2021.
    """

    id: str
    kind: str
    layer: str
    vintage: str
    successor_vintage: str
    effective_from: str
    parts: tuple[Part, ...]
    note: str
    source: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The areas before, sorted."""
        return tuple(sorted({part.code for part in self.parts}))

    @property
    def name(self) -> str:
        """What the areas after are called."""
        return "; ".join(dict.fromkeys(part.successor_name for part in self.parts))

    def successor(self, atlas: Atlas) -> Area | None:
        """The one area that a merger made; None where the package does not have it."""
        if self.kind != MERGER or not self.successor_vintage:
            return None
        return atlas.area(self.layer, self.successor_vintage, self.parts[0].successor)


@lru_cache(maxsize=4)
def changes(atlas: Atlas) -> tuple[Change, ...]:
    """Every change, by date, kind and name."""
    found = [_change(str(key), rows) for key, rows in atlas.changes.groupby("change")]
    return tuple(sorted(found, key=lambda each: (each.effective_from, each.layer, each.kind, each.name)))


def _change(key: str, rows: pd.DataFrame) -> Change:
    first = {str(name): str(cell) for name, cell in rows.iloc[0].items()}
    columns = (rows[name] for name in ("code", "successor", "successor_name", "people"))
    return Change(
        key,
        first["kind"],
        first["layer"],
        first["vintage"],
        first["successor_vintage"],
        first["effective_from"],
        tuple(Part(code, after, name, int(people)) for code, after, name, people in zip(*columns, strict=True)),
        " ".join(dict.fromkeys(note for note in rows["note"] if note)),
        first["source"],
    )


@lru_cache(maxsize=4)
def mergers(atlas: Atlas) -> dict[str, Change]:
    """The mergers, of CCGs and of footprints, by id."""
    return {each.id: each for each in changes(atlas) if each.kind == MERGER}


def as_asked(change: Change) -> Asked:
    """A merger as a grouping of the areas before, named after the area that came of it."""
    return Asked(change.layer, change.vintage, (Grouping(change.codes, fitting(change.name)),))


def link(atlas: Atlas, change_id: str) -> str:
    """The address at which a merger is tried again in the workbench. Raises KeyError for what is no merger."""
    return f"pool?{urlencode({'pool': written(atlas, as_asked(mergers(atlas)[change_id]))})}"


def presets(atlas: Atlas) -> dict[str, str]:
    """The mergers in a list, id to wording: "April 2018: NHS Leeds CCG, from 3"."""
    return {
        key: f"{words.date(each.effective_from[:7])}: {each.name}, from {len(each.codes)}"
        for key, each in mergers(atlas).items()
    }


def matching(atlas: Atlas, layer: str, codes: tuple[str, ...]) -> Change | None:
    """The merger that joined exactly these areas; None where there was none.

    At whatever vintage they are taken: the same code means the same ground.
    """
    return _by_parts(atlas).get((layer, codes))


@lru_cache(maxsize=4)
def _by_parts(atlas: Atlas) -> dict[tuple[str, tuple[str, ...]], Change]:
    return {(each.layer, each.codes): each for each in mergers(atlas).values()}


def moved_beside(atlas: Atlas, merger: Change) -> tuple[int, int]:
    """Residents who came from elsewhere, and who left, as a boundary moved together with a merger."""
    after, before = {part.successor for part in merger.parts}, set(merger.codes)
    same_day = [
        part
        for each in changes(atlas)
        if each.kind == MOVE and (each.layer, each.effective_from) == (merger.layer, merger.effective_from)
        for part in each.parts
    ]
    came = sum(part.people for part in same_day if part.successor in after and part.code not in before)
    left = sum(part.people for part in same_day if part.code in before and part.successor not in after)
    return came, left
