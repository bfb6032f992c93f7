"""Two dates side by side: where the people of each area of one day are on another, and what became of each area.

What became of an area is told net: by where its people are, and by what the ledger says happened on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from stpdash import asat, ledger, then, words
from stpdash.asat import ANY, NAMED_DAY, NO_DATE, TEAMS_DAY
from stpdash.ledger import Change
from stpdash.model import Area, Atlas
from stpdash.two_dates_ground import common, crossed

Kind = Literal["same", "renamed", "moved", "merged", "split"]
KINDS: tuple[Kind, ...] = ("same", "renamed", "moved", "merged", "split")
"""What can have become of an area: the same; another name or code on the same ground; its boundary moved; it merged;
it was split."""
LAYERS = {"footprint": "Footprints", "ccg": "CCGs", "region": "Regions"}
"""What can be set side by side; the first where none is asked for."""
NOUNS = {"footprint": "footprint", "ccg": "CCG", "region": "region"}
USUAL = {"date": NAMED_DAY, "then": TEAMS_DAY}
"""The two days where none are asked for."""


class Asked(NamedTuple):
    """Two days, ISO, the earlier first, and the layer that is looked at."""

    day: str
    then: str
    layer: str

    @property
    def vintages(self) -> tuple[str, str]:
        """The vintages of the boundaries in force on the two days."""
        return asat.vintage(self.day), asat.vintage(self.then)

    @property
    def one(self) -> bool:
        """Whether both days have the same boundaries."""
        return self.vintages[0] == self.vintages[1]


def read(given: Mapping[str, str]) -> tuple[Asked, list[str]]:
    """What an address asks for, and in words what of it could not be followed; two days in the wrong order change."""
    notices: list[str] = []
    day, later = (_day(given, name, notices) for name in USUAL)
    layer = given.get("layer", "")
    if layer and layer not in LAYERS:
        notices.append(words.unknown_choice("layer", layer[:40], next(iter(LAYERS.values()))))
    if later < day:
        day, later = later, day
        notices.append(
            f"The address names the later day first. They have changed places: {words.date(day)} is on the left."
        )
    return Asked(day, later, layer if layer in LAYERS else next(iter(LAYERS))), notices


def _day(given: Mapping[str, str], name: str, notices: list[str]) -> str:
    asked = given.get(name, "")
    wrong = f"The address asks for the date “{asked}”: two days are needed here." if asked in {ANY, NO_DATE} else ""
    if asked and (wrong := wrong or asat.fault(asked)):
        notices.append(f"{wrong} Shown: {words.date(USUAL[name])}.")
    return USUAL[name] if wrong or not asked else asked


class Piece(NamedTuple):
    """The residents of mid-2017 who live both in an area of one day and in one of the other."""

    before: Area
    after: Area
    people: int
    share: float
    """Of the people of the area before."""
    share_after: float
    """Of the people of the area after."""


@lru_cache(maxsize=64)
def pieces(atlas: Atlas, layer: str, vintage: str, later: str) -> tuple[Piece, ...]:
    """Every pair of areas of a layer at two vintages that have residents in common, by code."""
    found = common(atlas, layer, vintage, later)
    before, after = (
        {code: sum(people for *pair, people in found if pair[side] == code) for code in {row[side] for row in found}}
        for side in (0, 1)
    )
    return tuple(
        Piece(
            atlas.area(layer, vintage, code), atlas.area(layer, later, successor), people,
            people / before[code], people / after[successor],
        )
        for code, successor, people in found
    )  # fmt: skip


class Fate(NamedTuple):
    """What became of an area, or for one of the later day where it came from.

    `pieces`: those it is part of, the largest first. `changes`: what the ledger says happened on the way, by date; of
    an area of the earlier day only the moved boundaries that touched its own ground.
    """

    area: Area
    kind: Kind
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    name: str
    """What it was called then: a footprint's page has one name for all years."""


def name_then(atlas: Atlas, area: Area) -> str:
    """The name of an area as its vintage has it."""
    return str(atlas.layer(area.layer, area.vintage)["name"][area.code])


@lru_cache(maxsize=64)
def fates(atlas: Atlas, layer: str, vintage: str, later: str) -> tuple[Fate, ...]:
    """What became of every area of the earlier day, by name."""
    return _fates(atlas, layer, vintage, later, forward=True)


@lru_cache(maxsize=64)
def origins(atlas: Atlas, layer: str, vintage: str, later: str) -> tuple[Fate, ...]:
    """Where every area of the later day came from, by name."""
    return _fates(atlas, layer, vintage, later, forward=False)


def _fates(atlas: Atlas, layer: str, vintage: str, later: str, *, forward: bool) -> tuple[Fate, ...]:
    """Every area of one side, told by the pieces and the ledger."""
    found = pieces(atlas, layer, vintage, later)
    graph = _Graph(found)
    made = []
    for code in atlas.codes(layer, vintage if forward else later):
        mine = [each for each in found if (each.before if forward else each.after).code == code]
        mine.sort(key=lambda each: (-each.people, each.before.code, each.after.code))
        area = atlas.area(layer, vintage if forward else later, str(code))
        way = _way(atlas, layer, vintage, later, str(code), forward=forward)
        kind = _same(atlas, mine[0]) if graph.alone(mine[0]) else graph.net(mine[0], {each.kind for each in way})
        if forward:
            way = tuple(each for each in way if each.kind != ledger.MOVE or crossed(atlas, area, each).touched)
        made.append(Fate(area, kind, tuple(mine), way, name_then(atlas, area)))
    return tuple(sorted(made, key=lambda each: (each.name, each.area.code)))


def _same(atlas: Atlas, piece: Piece) -> Kind:
    """Of an area that is one and the same on both days: whether it has another name or code."""
    other = piece.before.code != piece.after.code or name_then(atlas, piece.before) != name_then(atlas, piece.after)
    return "renamed" if other else "same"


class _Graph:
    """Which area went where, and which came from where, for the most part."""

    def __init__(self, found: tuple[Piece, ...]) -> None:
        largest = sorted(found, key=lambda each: (each.people, each.before.code, each.after.code))
        self.to = {each.before.code: each.after.code for each in largest}
        self.come = {each.after.code: each.before.code for each in largest}
        self.into, self.out_of = Counter(self.to.values()), Counter(self.come.values())
        self.ends = Counter(each.before.code for each in found), Counter(each.after.code for each in found)

    def alone(self, piece: Piece) -> bool:
        """Whether two areas have all their people in each other."""
        return self.ends[0][piece.before.code] == self.ends[1][piece.after.code] == 1

    def net(self, largest: Piece, kinds: set[str]) -> Kind:
        """What became of an area that is not the same on both days, by its largest piece and the ledger's `kinds`.

        It merged where the ledger has a merger and another area went the same way; it was split where the ledger has a
        split and two areas came of the one; else its boundary moved.
        """
        whole = self.come[self.to[largest.before.code]]
        if ledger.MERGER in kinds and self.into[largest.after.code] > 1:
            return "merged"
        if ledger.SPLIT in kinds and max(self.out_of[largest.before.code], self.out_of[whole]) > 1:
            return "split"
        return "moved"


@lru_cache(maxsize=4096)
def _way(atlas: Atlas, layer: str, vintage: str, later: str, code: str, *, forward: bool) -> tuple[Change, ...]:
    """The changes of an area's layer that it, or what became of it, took part in between two vintages, by date."""
    steps = [str(each) for each in atlas.vintages["vintage"] if vintage <= each < later]
    here, found = {code}, []
    for step in steps if forward else reversed(steps):
        passed: set[str] = set()
        left: set[str] = set()
        for change in (each for each in ledger.changes(atlas) if (each.layer, each.vintage) == (layer, step)):
            ends = [(part.code, part.successor) if forward else (part.successor, part.code) for part in change.parts]
            mine = [end for end in ends if end[0] in here]
            if mine:
                found.append(change)
                left |= {end[0] for end in mine}
                passed |= {end[1] for end in mine}
        here = passed | (here - left)
    return tuple(sorted(found, key=lambda each: (each.effective_from, each.kind, each.id)))


def counted(atlas: Atlas, asked: Asked) -> dict[Kind, tuple[int, int]]:
    """How many areas of the earlier and of the later day are of each kind."""
    both = [told(atlas, asked.layer, *asked.vintages) for told in (fates, origins)]
    return {kind: (_of(both[0], kind), _of(both[1], kind)) for kind in KINDS}


def _of(found: tuple[Fate, ...], kind: Kind) -> int:
    return sum(each.kind == kind for each in found)


def linked(atlas: Atlas, asked: Asked, area: Area) -> tuple[Area | None, Area | None]:
    """An area as it is on either day: by its number, or else by its code; None where it is not there."""
    if area.layer != asked.layer:
        return None, None
    before, after = asked.vintages
    return _on(atlas, area, before), _on(atlas, area, after)


def _on(atlas: Atlas, area: Area, vintage: str) -> Area | None:
    if area.layer == "footprint":
        return atlas.numbered(atlas.numbers_of(area), vintage)
    return atlas.area(area.layer, vintage, area.code) if area.code in atlas.codes(area.layer, vintage) else None


def region(atlas: Atlas, area: Area) -> str:
    """The code of the region of its vintage in which most of an area's people lived; blank where it is not recorded."""
    found = then.region(atlas, area)
    return found.code if found else ""
