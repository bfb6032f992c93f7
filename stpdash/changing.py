"""Which events of the ledger an address asks for: those of an area, of a kind, of a year; and what that is in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from stpdash import find, words
from stpdash.ledger import KINDS, LAYERS, MERGER, MOVE, RECODE, REDIGITISED, RENAME, SPLIT, Change, changes, of_area
from stpdash.model import Area, Atlas

EVERY = ""
"""What stands for all kinds and all years; an address leaves it out."""


class Asked(NamedTuple):
    """What of the ledger is asked for: an area (None: all England), a kind and a year; blank is every one."""

    area: Area | None = None
    kind: str = EVERY
    year: str = EVERY

    @property
    def address(self) -> dict[str, str]:
        """As an address has it."""
        told = {"area": self.area.id if self.area else "", "kind": self.kind, "when": self.year}
        return {name: value for name, value in told.items() if value}


def kinds(atlas: Atlas) -> dict[str, str]:
    """The kinds that can be chosen, id to wording with how many events there are of each."""
    counted = Counter(each.kind for each in changes(atlas))
    return {EVERY: "All types"} | {
        kind: f"{atlas.word('change_kind', kind)} ({counted[kind] or 'none'})"
        for kind in KINDS
        if kind in atlas.codes_of("change_kind")
    }


def years(atlas: Atlas) -> dict[str, str]:
    """The years that can be chosen, from the first event to the last."""
    found = sorted({int(each.effective_from[:4]) for each in changes(atlas)})
    return {EVERY: "All years"} | {str(year): str(year) for year in range(found[0], found[-1] + 1)} if found else {}


@lru_cache(maxsize=4)
def areas(atlas: Atlas) -> dict[str, str]:
    """The areas that can be chosen, id to label: all of England, and every one that something happened to."""
    found = {EVERY: "All of England"}
    for area_id, label in find.choices(atlas).items():
        area = find.resolve(atlas, area_id)
        if area and area.layer in LAYERS and of_area(atlas, area):
            found[area_id] = label
    return found


def read(atlas: Atlas, given: Mapping[str, str]) -> Asked:
    """What an address asks for; what it asks that is not known is taken as not asked."""
    area = find.resolve(atlas, given.get("area", "")) if given.get("area") else None
    kind, year = given.get("kind", EVERY), given.get("when", EVERY)
    return Asked(area, kind if kind in kinds(atlas) else EVERY, year if year in years(atlas) else EVERY)


def found(atlas: Atlas, asked: Asked) -> tuple[Change, ...]:
    """The events that are asked for, by date."""
    every = of_area(atlas, asked.area) if asked.area else changes(atlas)
    return tuple(
        each
        for each in every
        if asked.kind in {EVERY, each.kind} and (not asked.year or each.effective_from.startswith(asked.year))
    )


def named(atlas: Atlas, change_id: str) -> Change | None:
    """An event by its id; None when there is none."""
    return next((each for each in changes(atlas) if each.id == change_id), None)


def whose(asked: Asked) -> str:
    """Whose events are asked for, in words."""
    if asked.area is None:
        return "of England"
    number = f"footprint {asked.area.footprint}, " if asked.area.footprint else ""
    return f"of {number}{asked.area.name}"


CAME_WITH = "New names and codes that came with a merger, a split or a moved boundary stand with that event."


def _came_with(shown: Iterable[Change]) -> set[str]:
    """Which of new names and new codes came with an event of ground, for which there is no event of their own."""
    parts = [part for each in shown if each.kind in {MERGER, SPLIT, MOVE} for part in each.parts]
    named = {RENAME} if any(part.name != part.successor_name for part in parts) else set()
    return named | ({RECODE} if any(part.code != part.successor for part in parts) else set())


def summary(atlas: Atlas, asked: Asked) -> list[str]:
    """What is shown, in words: how many of how many, how many of each kind, which kinds have none and why."""
    mine = found(atlas, asked)
    counted = Counter(each.kind for each in mine)
    label = {kind: atlas.word("change_kind", kind) for kind in atlas.codes_of("change_kind")}
    of_each = [f"{label[kind].lower()} {counted[kind]}" for kind in KINDS if counted[kind]]
    year = f" in {asked.year}" if asked.year else ""
    told = [
        f"{len(mine)} of {words.count(len(changes(atlas)), 'event')}, {whose(asked)}{year}"
        f"{': ' + ', '.join(of_each) if of_each else ''}."
    ]
    if asked.area and asked.area.layer not in LAYERS:
        told.append("The ledger knows CCGs, footprints and regions; what happened to councils is not in it.")
    else:
        came = _came_with(found(atlas, asked._replace(kind=EVERY)))
        none = [kind for kind in KINDS if kind in label and not counted[kind] and kind not in {REDIGITISED, *came}]
        if none and asked.kind == EVERY:
            told.append(f"None {whose(asked)}{year}: {', '.join(label[kind].lower() for kind in none)}.")
        if came and asked.kind in {EVERY, *came}:
            told.append(CAME_WITH)
    if asked.kind in {EVERY, REDIGITISED} and REDIGITISED in label and not counted[REDIGITISED]:
        told.append(f"{label[REDIGITISED]}: {atlas.codes_of('change_kind')[REDIGITISED]}")
    return told
