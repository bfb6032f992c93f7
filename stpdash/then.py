"""What was so on a day: who was seen to lead, in which region, under which arrangement. Nothing is carried over."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stpdash import facts, places, words
from stpdash.asat import TEAMS_DAY, AsAt
from stpdash.axes import (
    AXES,
    NO_STATEMENT,
    YET_TO_COME,
    YET_TO_COME_MONTHS,
    Standing,
    months_between,
    standings,
    together,
)
from stpdash.facts import Fact, last_day
from stpdash.model import Area, Atlas
from stpdash.people import who
from stpdash.telling import standing as standing_of

SEEN_MONTHS = AXES["lead_status"].months
"""How long a sighting of a lead counts: as long as any statement of who leads."""
UNNAMED = NO_STATEMENT | {"NOT_CONFIRMED"}

LISTED, LIST_FITS_UNTIL = "ODS_LIST", "2018-01-31"
"""The list that names all 44 was printed in April 2019; what it holds fits October 2017 to January 2018."""
OF_THE_LIST = "The list is printed"
"""How the note begins that every entry of that list has; what is noted of an entry itself stands before it."""
CONCLUDED = {"BRACKETED", "SEEN_AFTER"}
"""What is concluded for a date from sightings before and after it holds on that day alone."""


@lru_cache(maxsize=1024)
def leads(atlas: Atlas, area: Area, day: str) -> tuple[Fact, ...]:
    """Who was seen or listed as lead of a footprint by a day and not longer before than a statement counts.

    Of several the latest, and a doubtful one only where there is no other; a merged footprint has those of all its
    parts. Empty: not recorded at this date.
    """
    found: dict[str, Fact] = {}
    for number in atlas.numbers_of(area):
        said = [fact for kind in ("lead", "lead_sighting") for fact in facts.of(atlas, number, kind)]
        counts = [fact for fact in said if fact.value and _counts(fact, day)]
        heard = [fact for fact in counts if fact.confidence != "low"] or counts
        last = max((last_day(fact.as_at) for fact in heard), default="")
        found |= {who(atlas, fact.value).id: fact for fact in reversed(heard) if last_day(fact.as_at) == last}
    return tuple(found.values())


def _counts(fact: Fact, day: str) -> bool:
    if fact.status in UNNAMED or not fact.as_at or last_day(fact.as_at) > day:
        return False
    if fact.end and last_day(fact.end) < day:
        return False
    if fact.basis in CONCLUDED:
        return last_day(fact.as_at) == day
    if fact.basis == LISTED:
        return day <= LIST_FITS_UNTIL
    return months_between(fact.as_at, day) <= SEEN_MONTHS


def at_odds(atlas: Atlas, area: Area, leads: Iterable[Fact]) -> str:
    """What must be known of an entry of the list of late 2017 that is at odds with a formal appointment before it."""
    appointed = {fact.value for number in atlas.numbers_of(area) for fact in facts.appointments(atlas, number)}
    entries = (fact for fact in leads if fact.basis == LISTED and fact.value in appointed)
    told = (fact.note.partition(OF_THE_LIST)[0].strip() for fact in entries)
    return "".join(f" {note}" for note in told if note)


def standing(atlas: Atlas, area: Area, axis: str, day: str) -> Standing:
    """A footprint's standing on a question of governance on a day; of a merged one that of all its parts."""
    found = standings(atlas, axis, day)
    return together([found[number] for number in atlas.numbers_of(area)])


def region(atlas: Atlas, area: Area) -> Area | None:
    """The region in which most of an area's people lived, in the scheme of its vintage; None: not recorded."""
    return places.region_then(atlas, area, area.vintage)


def directors(atlas: Atlas, region_then: Area, day: str) -> list[Fact]:
    """Who was director of a region on a day: by dates that a source gives, or seen not longer before than counts.

    What was only announced counts as long as announcements do.
    """
    found = facts.directors(atlas, region_then)
    return [fact for fact in found if _in_post(fact, day) or _announced(fact, day) or _counts(fact, day)]


def _in_post(fact: Fact, day: str) -> bool:
    """Whether a source gives both the beginning and the end of a post, with the day between."""
    return bool(fact.start and fact.end) and last_day(fact.start) <= day <= last_day(fact.end)


def _announced(fact: Fact, day: str) -> bool:
    """Whether a post had been announced by a day, and not longer before than announcements count."""
    heard = fact.status in YET_TO_COME and bool(fact.as_at) and last_day(fact.as_at) <= day and not fact.end
    return heard and months_between(fact.as_at, day) <= YET_TO_COME_MONTHS


def told_of(atlas: Atlas, fact: Fact, day: str) -> str:
    """What a director's name amounts to on a day; one known by a later source to have been in post says so."""
    if fact.as_at and fact.as_at > day:
        span = words.period(fact.start, fact.end)
        return f"in post, {span}, by a source of {words.date(fact.as_at)}"
    return f"{standing_of(atlas, fact)}; {fact.part}" if fact.part else standing_of(atlas, fact)


def lead_heading(at: AsAt) -> str:
    """Which lead is told: that of the list of late 2017, or whoever was seen on the day."""
    return f"Lead, {words.date(at.day)}" if at.dated else "Lead, late-2017 list"


def named(atlas: Atlas, area: Area, at: AsAt) -> list[Fact]:
    """The lead of a footprint as `lead_heading` has it."""
    if at.dated:
        return list(leads(atlas, area, at.day))
    listed = (facts.leads(atlas, number)[facts.LISTED] for number in atlas.numbers_of(area))
    return [fact for found in listed for fact in found if fact.value]


def region_heading(at: AsAt) -> str:
    """Which region is told: the team of 2019, or before its time the region of the day."""
    return f"Region, {words.date(at.day)}" if at.dated and at.day < TEAMS_DAY else "Region of 2019"


def region_at(atlas: Atlas, area: Area, at: AsAt) -> Area | None:
    """The region of a footprint as `region_heading` has it."""
    return region(atlas, area) if at.dated and at.day < TEAMS_DAY else places.region_of(atlas, area)


def whose(atlas: Atlas, area: Area, fact: Fact) -> str:
    """Of which part of a merged footprint a statement is; blank for any other area."""
    if area.layer != "footprint" or area.footprint or not fact.footprint:
        return ""
    return f"{atlas.footprint(int(fact.footprint)).name}: "
