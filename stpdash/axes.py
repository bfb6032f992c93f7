"""AXES: every question of governance that a footprint can be shaded by. Adding one means adding one entry here.

What a footprint shows at a date is what sources had said by then and no source had ended: in place before announced,
the latest before the earlier, a part marked as a part. Nothing is carried from a neighbour, an employer or another
axis, and what nobody dated shows only when no date is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stpdash import asat, facts
from stpdash.asat import ANY
from stpdash.facts import Fact, last_day
from stpdash.model import MAIN, Area, Atlas

DATES: dict[str, str] = asat.STOPS | {ANY: "Any date"}
"""The dates of the story at which a question can be asked; any other day can be asked for as well."""
DEFAULT_DATE = asat.MAIN_DAY
YET_TO_COME = {"PROPOSED", "PLANNED", "AGREED", "IN_PROGRESS", "ANNOUNCED", "OFFERED", "EXPECTED"}
"""What is said and not seen in place: announced is not granted."""
YET_TO_COME_MONTHS = 12
"""How long what is announced stands without being seen in place."""
NO_STATEMENT = {"REJECTED", "REPORTED", "COUNTED", "LAST_KNOWN", "REPLACED", "NOT_NAMED"}
"""What says nothing about a place at a date."""


@dataclass(frozen=True)
class Axis:
    """A question, by its attribute in the fact table. `months`: how long an answer stands; 0: until a source ends it.

    `ordered`: its codes go from best to worst, so that their colours do too. `beside`: codes that a later answer does
    not replace, because they stand beside it.
    """

    key: str
    title: str
    question: str
    note: str
    months: int = 0
    ordered: bool = False
    beside: tuple[str, ...] = ()


AXES: dict[str, Axis] = {
    axis.key: axis
    for axis in (
        Axis(
            "commissioning_arrangement",
            "How the CCGs decide",
            "Do the CCGs decide alone, together, or with councils?",
            "That one CCG covers a footprint is counted from the boundaries; all else is what a source says.",
        ),
        Axis(
            "shared_leadership",
            "Accountable officers of the CCGs",
            "Does one accountable officer answer for all the CCGs?",
            "Where one CCG covers the footprint the question does not apply.",
        ),
        Axis(
            "nhs_combined_authority",
            "NHS “combined authority”",
            "Was a body suggested that pools decisions of commissioners and providers?",
            "An idea of May 2016: one place was named as an example and no such body was found. "
            "It is not the councils' combined authorities, which are an overlay of their own.",
        ),
        Axis(
            "system_status",
            "Status of the system",
            "What was the footprint called and allowed to be?",
            "Plans and partnerships are said of all footprints alike by national documents. A health devolution "
            "agreement stands beside the rest.",
            beside=("HEALTH_DEVOLUTION",),
        ),
        Axis(
            "agreement",
            "Written agreement",
            "Had the partners set down how they work together?",
            "That none is recorded does not mean that there was none.",
        ),
        Axis(
            "chair_type",
            "Kind of chair",
            "Who chairs the partnership or its boards?",
            "Independent only where a source says so.",
        ),
        Axis(
            "lead_status",
            "Standing of the lead",
            "Was the lead named, appointed, or still to be found?",
            "The list of March 2016 confirmed 41; for 17 the name was seen in it or in a report of it. Formal "
            "appointments were announced in early 2017; for three a source reports one by, or announced by, the "
            "national bodies. "
            "An appointment counts for twelve months, any other statement for four.",
            months=4,
        ),
        Axis(
            "lead_organisation_type",
            "Where the lead comes from",
            "In what kind of organisation did the lead have a main job?",
            "As sources of the time say it. A statement counts for four months.",
            months=4,
        ),
        Axis(
            "decision_rights",
            "Who may decide what",
            "What may a board or committee of the footprint decide?",
            "A veto, or its absence, is never read out of silence. Rights announced for leads in 2017 were found "
            "granted nowhere.",
        ),
        Axis(
            "control_total_type",
            "Control total",
            "Was there one financial target for the whole footprint?",
            "From 2017/18 national guidance gave every footprint one, so that having one tells places apart only in "
            "2016/17. Shown is what is said of single places.",
        ),
        Axis(
            "progress_rating_2017",
            "Progress rating, July 2017",
            "How did NHS England rate the footprint on 21 July 2017?",
            "A baseline on figures of 2016/17: no mark for the lead. All 44 were rated; 13 ratings were found, and "
            "sources disagree on the totals.",
            ordered=True,
        ),
        Axis(
            "accountability_model",
            "Accountability model",
            "Is the place led by CCGs, by a health and wellbeing board, or by a provider?",
            "No source puts any footprint in one of these. All 44 read Not recorded; the evidence one layer down is in "
            "the table on this page.",
        ),
    )
}
DEFAULT_AXIS = "commissioning_arrangement"


@dataclass(frozen=True)
class Standing:
    """What had been said of one footprint by a date: the codes drawn, the statements, the latest first, those drawn.

    No code: not recorded. Several codes: more than one at once; or, with `disputed`, sources that disagree.
    `part`: only parts of the footprint are meant; `yet_to_come`: announced or agreed, not seen in place.
    """

    codes: tuple[str, ...]
    said: tuple[Fact, ...]
    drawn: tuple[Fact, ...] = ()
    part: bool = False
    yet_to_come: bool = False
    disputed: bool = False


@lru_cache(maxsize=256)
def standings(atlas: Atlas, axis: str, date: str) -> dict[str, Standing]:
    """Every footprint's standing on an axis at a date (or ANY), by its number."""
    numbers = [area.footprint for area in atlas.areas_of("footprint", MAIN)]
    return {number: standing(facts.of(atlas, number, axis), AXES[axis], date) for number in sorted(numbers, key=int)}


def by_area(atlas: Atlas, axis: str, date: str) -> dict[Area, Standing]:
    """Every footprint of the vintage of a date with its standing then, by name."""
    found = standings(atlas, axis, date)
    areas = atlas.areas_of("footprint", asat.vintage(date))
    return {area: together([found[number] for number in atlas.numbers_of(area)]) for area in areas}


def together(states: list[Standing]) -> Standing:
    """The standing of an area merged from several footprints: what is said of each; a part unless all say the same."""
    first = states[0]
    if len(states) == 1:
        return first
    codes = tuple(dict.fromkeys(code for state in states for code in state.codes))
    return Standing(
        codes,
        tuple(fact for state in states for fact in state.said),
        tuple(fact for state in states for fact in state.drawn),
        part=bool(codes) and (any(set(state.codes) != set(codes) for state in states) or first.part),
        yet_to_come=bool(codes) and all(state.yet_to_come for state in states if state.codes),
        disputed=any(state.disputed for state in states),
    )


def standing(said: tuple[Fact, ...], axis: Axis, date: str) -> Standing:
    """One footprint's standing from all that was ever said of it on an axis."""
    heard = sorted((fact for fact in said if holds(fact, axis, date)), key=_newest, reverse=True)
    sure = [fact for fact in heard if fact.confidence != "low"]
    placed = [fact for fact in sure if fact.status not in YET_TO_COME]
    chosen = placed or sure
    following = [fact for fact in chosen if fact.value not in axis.beside]
    latest = [fact for fact in following if _newest(fact) == _newest(following[0])]
    latest += [fact for fact in chosen if fact.value in axis.beside]
    codes = tuple(dict.fromkeys(fact.value for fact in latest))
    return Standing(
        codes,
        tuple(heard),
        tuple(latest),
        part=bool(latest) and all(fact.part for fact in latest),
        yet_to_come=bool(sure) and not placed,
        disputed=len(codes) > 1 and any(fact.conflict for fact in latest),
    )


def holds(fact: Fact, axis: Axis, date: str) -> bool:
    """Whether a statement stands at a date: made by then, not ended, not too old; a plan until its own date."""
    if fact.status in NO_STATEMENT:
        return False
    if date == ANY:
        return True
    if not fact.as_at or last_day(fact.as_at) > date:
        return False
    if fact.end and last_day(fact.end) < date:
        return False
    if fact.status == "PLANNED" and fact.start and last_day(fact.start) < date:
        return False
    if fact.end:
        return True
    months = YET_TO_COME_MONTHS if fact.status in YET_TO_COME | {"FORMALLY_APPOINTED"} else axis.months
    return not months or months_between(fact.as_at, date) <= months


def months_between(first: str, last: str) -> int:
    """Months from a date, of which the first possible one counts, to a day."""
    (year, month, *_), (to_year, to_month, *_) = (map(int, f"{day}-01".split("-")) for day in (first, last))
    return (to_year - year) * 12 + to_month - month


def _newest(fact: Fact) -> str:
    return last_day(fact.as_at) if fact.as_at else ""


@lru_cache(maxsize=64)
def codes_in_use(atlas: Atlas, axis: str) -> tuple[str, ...]:
    """The codes of an axis that any footprint has at any date, in the order of the vocabulary: each has a colour."""
    used = {fact.value for fact in facts.every(atlas, axis) if fact.footprint and fact.status not in NO_STATEMENT}
    return tuple(code for code in atlas.codes_of(axis) if code in used)
