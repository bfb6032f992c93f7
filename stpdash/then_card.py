"""The part of a card that is of one day: who led then, in which region, under which arrangement, with what money."""

from __future__ import annotations

from stpdash import cards, places, then, words
from stpdash.asat import ANY, AsAt, pinned
from stpdash.axes import AXES
from stpdash.cards import Line, Part
from stpdash.markup import joined, listed
from stpdash.model import Area, Atlas
from stpdash.telling import sentence

ASKED = (
    *("lead_status", "system_status", "commissioning_arrangement", "decision_rights", "control_total_type"),
    "progress_rating_2017",
)
"""The questions that a card answers for a day."""


def parts(atlas: Atlas, area: Area, at: AsAt) -> list[Part]:
    """What was so on the day of a view; nothing for what has no facts of its own.

    The main view has the lead as the list of late 2017 names him, and all else as it was on its day.
    """
    if at.day == ANY or area.vintage != at.vintage:  # an area that was not there then has nothing of that day
        return []
    lines = {"footprint": _footprint, "ccg": _ccg}.get(area.layer, _none)(atlas, area, at)
    return [Part(f"On {words.date(at.day)}", lines)] if lines else []


def _footprint(atlas: Atlas, area: Area, at: AsAt) -> list[Line]:
    return [
        cards.lead(atlas, area, at),
        cards.region(atlas, area, pinned(at.day)),
        *(_answer(atlas, area, axis, at.day) for axis in ASKED),
        cards.money(atlas, area),
    ]


def _answer(atlas: Atlas, area: Area, axis: str, day: str) -> Line:
    """What had been said on a question by the day, each statement with what it amounts to."""
    drawn = then.standing(atlas, area, axis, day).drawn
    said = dict.fromkeys(then.whose(atlas, area, fact) + sentence(atlas, fact) for fact in drawn)
    return Line(AXES[axis].title, listed([joined([each]) for each in said]) or words.NOT_RECORDED_THEN, drawn)


def _ccg(atlas: Atlas, area: Area, at: AsAt) -> list[Line]:
    around = places.footprint_of(atlas, area)
    return [*cards.leads_of(atlas, (each for each, _ in around), at), cards.region(atlas, area, pinned(at.day))]


def _none(_atlas: Atlas, _area: Area, _at: AsAt) -> list[Line]:
    return []
