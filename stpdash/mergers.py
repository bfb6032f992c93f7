"""The mergers of the ledger as groupings to be tried again, and who came or left beside them."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from stpdash import words
from stpdash.grouping import Asked, Grouping, fitting, written
from stpdash.ledger import MERGER, MOVE, SPLIT, Change, changes
from stpdash.model import Atlas


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
        if each.kind in (MOVE, SPLIT) and (each.layer, each.effective_from) == (merger.layer, merger.effective_from)
        for part in each.parts
    ]
    came = sum(part.people for part in same_day if part.successor in after and part.code not in before)
    left = sum(part.people for part in same_day if part.code in before and part.successor not in after)
    return came, left
