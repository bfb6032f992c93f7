"""Dated facts about people and arrangements, read from the fact table. A gap is a gap: nothing is carried over."""

from __future__ import annotations

from dataclasses import dataclass

from stpdash.model import Area, Atlas

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


@dataclass(frozen=True)
class Fact:
    """One dated statement about a subject, with its basis and its source card's id. Blank text means not stated."""

    attribute: str
    value: str
    status: str
    basis: str
    as_at: str
    start: str
    end: str
    seen_on: str
    confidence: str
    note: str
    source: str


def facts(atlas: Atlas, subject: str, attribute: str) -> list[Fact]:
    """Every fact of one kind about one subject ("footprint:28"), oldest first."""
    rows = atlas.facts_by_subject.get((subject, attribute))
    if rows is None:
        return []
    found = [
        Fact(**{str(name): str(cell) for name, cell in row.items() if name != "subject"})
        for row in rows.rename(columns={"from": "start", "to": "end"}).to_dict("records")
    ]
    return sorted(found, key=lambda fact: (fact.as_at, fact.value))


def leads(atlas: Atlas, footprint: str) -> dict[str, list[Fact]]:
    """The lead at each of the four milestones: milestone to facts; an empty list means not recorded at that date."""
    found = facts(atlas, f"footprint:{footprint}", "lead")
    return {milestone: [fact for fact in found if fact.as_at == milestone] for milestone in MILESTONES}


def employer(atlas: Atlas, footprint: str, milestone: str) -> str:
    """The kind of organisation the lead came from at a milestone, in words; blank when not recorded."""
    found = [f for f in facts(atlas, f"footprint:{footprint}", "lead_organisation_type") if f.as_at == milestone]
    return " and ".join(dict.fromkeys(atlas.word("lead_organisation_type", fact.value) for fact in found))


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
    found = facts(atlas, f"footprint:{footprint}", "lead")
    return [fact for fact in found if fact.status == "FORMALLY_APPOINTED"]
