"""The leads of the 44 footprints as written tables: when seen, from which kind of body; and one person's roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from stpdash import facts, words
from stpdash.facts import Fact, kind_of, last_day
from stpdash.markup import Column, area_link, joined, person_link, table, tag
from stpdash.model import MAIN, Area, Atlas
from stpdash.people import Person, people, who
from stpdash.telling import cited, how_known, source_line, standing
from stpdash.who import roles as roles_of

KINDS = ("NHS_PROVIDER", "CCG", "LOCAL_AUTHORITY", "COMBINED_AUTHORITY", "NHS_ENGLAND", "DEDICATED_STP_ROLE", "OTHER")
PUBLISHED_2016 = {"NHS_PROVIDER": 18, "CCG": 18, "LOCAL_AUTHORITY": 3}
"""HSJ's own count of the 41 leads of 30 March 2016, which makes 39."""
PUBLISHED_BY = "hsj-revealed-the-leaders-chosen-for-41-of-englands-stps"
FIRST_YEAR, QUARTERS = 2016, 16
"""The strip of time: 2016 to 2019 in quarters."""


@lru_cache(maxsize=4)
def kinds(atlas: Atlas) -> dict[str, Counter[str]]:
    """At each of the four dates: how many footprints had a lead from which kind of body; blank: not recorded.

    Two leads of different kinds count as "SEVERAL". Last known does not count as known at a date.
    """
    counted: dict[str, Counter[str]] = {milestone: Counter() for milestone in facts.MILESTONES}
    for number in range(1, 45):
        for milestone, found in facts.leads(atlas, str(number)).items():
            stated_ones = [fact for fact in found if fact.status not in {"LAST_KNOWN", "NOT_CONFIRMED"}]
            own = {kind_of(atlas, fact) for fact in stated_ones} - {""}
            counted[milestone]["SEVERAL" if len(own) > 1 else own.pop() if own else ""] += 1
    return counted


def where_from(atlas: Atlas) -> Markup:
    """The kinds of body that leads came from, at four dates, beside the count that HSJ published in March 2016."""
    counted = kinds(atlas)
    labels = {kind: atlas.word("lead_organisation_type", kind) for kind in KINDS}
    labels |= {"SEVERAL": "Two leads of different kinds", "": words.NOT_RECORDED}
    rows = [
        (
            label,
            str(PUBLISHED_2016.get(kind, "not given")),
            *(str(counted[milestone][kind]) for milestone in facts.MILESTONES),
        )
        for kind, label in labels.items()
    ]
    columns = [
        Column("Kind of body"),
        Column("HSJ's count, 41 leads, March 2016", numeric=True),
        *(Column(words.date(milestone), numeric=True) for milestone in facts.MILESTONES),
    ]
    written = table("Where leads came from: footprints by kind of body", columns, rows)
    return written + cited(atlas, "HSJ's count of March 2016", sources=[PUBLISHED_BY])


@lru_cache(maxsize=4)
def strips(atlas: Atlas) -> Markup:
    """All 44 as small multiples: when which lead was seen, from which kind of body, on one strip of time each."""
    rows = [
        (area_link(area.id, area.name), _strip(atlas, _seen(atlas, area)), _names(atlas, area))
        for area in atlas.areas_of("footprint", MAIN)
    ]
    columns = (Column("Footprint"), Column("2016 to 2019"), Column("Seen as lead"))
    return table("Who was seen to lead, all 44 footprints", columns, rows, scroll=True)


def timeline(atlas: Atlas, area: Area) -> Markup:
    """One footprint's leads on a strip of time each, with when and from which kind of body they were seen."""
    rows = [
        (person_link(person.id, person.name), _strip(atlas, seen), _when_seen(atlas, seen))
        for person, seen in _by_person(atlas, area)
    ]
    if not rows:
        return tag("p", words.NOT_RECORDED)
    columns = (Column("Lead"), Column("2016 to 2019"), Column("Seen"))
    return table(f"Who was seen to lead {area.name}", columns, rows)


def _by_person(atlas: Atlas, area: Area) -> list[tuple[Person, list[Fact]]]:
    """The sightings of a footprint's leads, those of one person together; who was seen first comes first."""
    found: dict[str, list[Fact]] = {}
    for fact in _seen(atlas, area):
        found.setdefault(who(atlas, fact.value).id, []).append(fact)
    return [(people(atlas)[person], seen) for person, seen in found.items()]


def _seen(atlas: Atlas, area: Area) -> list[Fact]:
    found = facts.of(atlas, area.id, "lead_sighting")
    return [fact for fact in found if fact.value and fact.status != "REPLACED" and fact.confidence != "low"]


def _strip(atlas: Atlas, seen: Sequence[Fact]) -> Markup:
    """A mark in the quarter of each sighting, in the colour of the kind of body; the words stand beside it."""
    marks = []
    for fact in seen:
        quarter = _quarter(fact.as_at)
        if quarter is not None:
            marks.append(tag("i", "", class_=f"q{quarter} {_colour(kind_of(atlas, fact))}"))
    return tag("div", joined(marks), class_="strip", aria_hidden="true")


def _colour(kind: str) -> str:
    """The class that colours a kind of body; blank: not recorded."""
    return f"k-{(kind or 'none').lower().replace('_', '-')}"


def _quarter(date: str) -> int | None:
    if not date:
        return None
    day = last_day(date) if len(date) > 4 else f"{date}-06-30"
    place = (int(day[:4]) - FIRST_YEAR) * 4 + (int(day[5:7]) - 1) // 3
    return place if 0 <= place < QUARTERS else None


def _names(atlas: Atlas, area: Area) -> Markup:
    lines = [
        person_link(person.id, person.name) + f" ({_when_seen(atlas, seen)})"
        for person, seen in _by_person(atlas, area)
    ]
    return joined(lines, "; ") if lines else joined([words.NOT_RECORDED])


def _when_seen(atlas: Atlas, seen: Sequence[Fact]) -> str:
    """Dates and kinds of body of sightings; what two sources say alike stands once."""
    told = []
    for fact in seen:
        kind = facts.came_from(atlas, fact)
        told.append(f"{words.date(fact.as_at) if fact.as_at else 'undated'}{f', {kind}' if kind else ''}")
    return "; ".join(dict.fromkeys(told))


def career(atlas: Atlas, person: Person) -> Markup:
    """Everything said of a person, the latest first: as what, where, as which job, when, how we know."""
    rows = [
        (
            joined([as_what]),
            where,
            joined([fact.detail or words.NOT_RECORDED]),
            standing(atlas, fact),
            joined([how_known(atlas, fact), " ", source_line(atlas, fact.source)]),
        )
        for as_what, where, fact in roles_of(atlas, person)
    ]
    columns = [Column(each) for each in ("As", "Where", "Job or role", "When", "How we know")]
    return table(f"{words.count(len(rows), 'record')} of {person.name}", columns, rows)


def key(atlas: Atlas) -> Markup:
    """What the colours of the strips mean."""
    items = [
        tag("li", tag("i", "", class_=_colour(kind), aria_hidden="true") + " " + label)
        for kind, label in [
            *((kind, atlas.word("lead_organisation_type", kind)) for kind in KINDS),
            ("SEVERAL", "Two of different kinds"),
            ("", words.NOT_RECORDED),
        ]
    ]
    return tag("ul", joined(items), class_="strip-key")
