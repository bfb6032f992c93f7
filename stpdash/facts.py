"""Dated facts about people and arrangements, read from the fact table. A gap is a gap: nothing is carried over."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from stpdash.model import Area, Atlas
from stpdash.names import plain

MILESTONES = {
    "2016-03-30": "March 2016, when the footprints were named",
    "2016-11-30": "November 2016, when the plans were due",
    "2017-12": "Late 2017, the NHS list of partnerships",
    "2019-04": "April to July 2019, when seven regional teams took over",
}
"""The four dates at which the lead of every footprint was looked for."""

SEVEN_TEAMS = "2019"
"""From this year on seven integrated teams, before it four and then five regions."""

LISTED = "2017-12"
"""The one milestone with a name for all 44: the list printed in April 2019, whose contents fit late 2017."""

PEOPLE = (
    *("lead", "lead_sighting", "chair", "accountable_officer"),
    *("regional_director", "national_role", "assembly_member"),
)
"""The attributes whose value is a person."""


@dataclass(frozen=True)
class Fact:
    """One dated statement about a subject, with its basis and its source card's id. Blank text means not stated."""

    subject: str
    attribute: str
    value: str
    detail: str
    part: str
    status: str
    basis: str
    as_at: str
    start: str
    end: str
    seen_on: str
    confidence: str
    conflict: str
    note: str
    source: str

    @property
    def footprint(self) -> str:
        """The number of the footprint it is about; blank when it is about something else."""
        kind, _, number = self.subject.partition(":")
        return number if kind == "footprint" else ""


@lru_cache(maxsize=4)
def _all(atlas: Atlas) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """Every fact by subject and attribute, oldest first."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for row in atlas.facts.rename(columns={"from": "start", "to": "end"}).to_dict("records"):
        fact = Fact(**{str(name): str(cell) for name, cell in row.items()})
        found.setdefault((fact.subject, fact.attribute), []).append(fact)
    return {key: tuple(sorted(facts, key=lambda fact: (fact.as_at, fact.value))) for key, facts in found.items()}


def facts(atlas: Atlas, subject: str, attribute: str) -> tuple[Fact, ...]:
    """Every fact of one kind about one subject ("footprint:28"), oldest first; undated ones before all."""
    return _all(atlas).get((subject, attribute), ())


def of(atlas: Atlas, footprint: str, attribute: str) -> tuple[Fact, ...]:
    """Every fact of one kind about a footprint, by its number."""
    return facts(atlas, f"footprint:{footprint}", attribute)


@lru_cache(maxsize=256)
def every(atlas: Atlas, attribute: str) -> tuple[Fact, ...]:
    """Every fact of one kind, whomever it is about, oldest first."""
    found = [fact for (_, kind), facts in _all(atlas).items() if kind == attribute for fact in facts]
    return tuple(sorted(found, key=lambda fact: (fact.as_at, fact.subject, fact.value)))


def leads(atlas: Atlas, footprint: str) -> dict[str, list[Fact]]:
    """The lead at each of the four milestones: milestone to facts; an empty list means not recorded at that date."""
    found = of(atlas, footprint, "lead")
    return {milestone: [fact for fact in found if fact.as_at == milestone] for milestone in MILESTONES}


def kind_of(atlas: Atlas, lead: Fact) -> str:
    """The code of the organisation that a lead came from, as the same source says it; blank when it does not."""
    kinds = facts(atlas, lead.subject, "lead_organisation_type")
    same = [k for k in kinds if k.as_at == lead.as_at and k.source == lead.source]
    own = [k.value for k in same if plain(k.detail) == plain(lead.value)]
    return own[0] if own else ""


def came_from(atlas: Atlas, lead: Fact) -> str:
    """The kind of organisation that a lead came from, in words; blank when not recorded."""
    kind = kind_of(atlas, lead)
    return atlas.word("lead_organisation_type", kind) if kind else ""


def directors(atlas: Atlas, region: Area) -> list[Fact]:
    """Who was announced or seen as director of a region, oldest first.

    A code can serve two schemes: for a region of 2019 or later only those count who were to start with the seven teams.
    """
    found = facts(atlas, f"region:{region.code}", "regional_director")
    return [fact for fact in found if (fact.start >= SEVEN_TEAMS) == (region.vintage >= SEVEN_TEAMS)]


def named(fact: Fact) -> str:
    """The person of a fact; a doubtful one is said to be so."""
    return f"{fact.value} (uncertain)" if fact.confidence == "low" and fact.status != "LAST_KNOWN" else fact.value


def appointments(atlas: Atlas, footprint: str) -> list[Fact]:
    """What a source calls a formal appointment of the lead, oldest first; three footprints have one."""
    return [fact for fact in of(atlas, footprint, "lead_sighting") if fact.status == "FORMALLY_APPOINTED"]


def last_day(date: str) -> str:
    """The last day that an ISO date of any precision can mean.

    >>> last_day("2017"), last_day("2016-02"), last_day("2017-07-21")
    ('2017-12-31', '2016-02-29', '2017-07-21')
    """
    year, month, day = (*date.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"
