"""Who led each footprint at four dates, as facts: the name, the kind of organisation, how it is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from stpdash.build.cards import slug
from stpdash.build.dates import not_after, stated
from stpdash.build.sources import LEADS, MILESTONES, Sources
from stpdash.errors import DataError

AS_AT = {
    "2016-03-30": "2016-03-30",
    "2016-11-30": "2016-11-30",
    "2017-12 (window)": "2017-12",
    "2019-04/07": "2019-04",
}
"""The four dates, as the evidence and as the package write them."""
UNTOLD = {"NOT_FOUND", "UNKNOWN"}
"""Bases of what was not found: no row."""
BASES = {
    "OFFICIAL_LIST_SEEN": ("OFFICIAL_LIST_SEEN", "NAMED"),
    "OTHER_SOURCE_NAMES_SPRING_2016": ("OTHER_SOURCE_SPRING_2016", "NAMED"),
    "SEEN_LATER": ("SEEN_LATER", "LAST_KNOWN"),
    "OFFICIALLY_TBC": ("OFFICIALLY_TBC", "NOT_CONFIRMED"),
    "SEEN_AT_DATE": ("SEEN_AT_DATE", "NAMED"),
    "BRACKETED (August 2017; left by November 2019)": ("LAST_KNOWN", "LAST_KNOWN"),
    "BRACKETED": ("BRACKETED", "NAMED"),
    "CARRIED_FORWARD": ("CARRIED_FORWARD", "LAST_KNOWN"),
    "UNDATED_SOURCE_2016_17": ("UNDATED_SOURCE", "LAST_KNOWN"),
    "SEEN_AFTER": ("SEEN_AFTER", "NAMED"),
    "ODS_LIST": ("ODS_LIST", "NAMED"),
    "LAST_KNOWN": ("LAST_KNOWN", "LAST_KNOWN"),
    "REPLACED": ("REPLACED", "NOT_NAMED"),
    "POST SEEN": ("POST_SEEN", "NOT_NAMED"),
}
"""For each basis of the evidence: its clean code, and what the fact amounts to."""
NO_EMPLOYER = {"none", "STP"}
STYLES = re.compile(r"\b(Dr|Sir|Dame|Professor|Ms|OBE|CBE)\b")
BRACKETS = re.compile(r"\s*\(.*?\)")
ODS_WINDOW = "The list is printed April 2019; what it holds fits October 2017 to January 2018."


@dataclass(frozen=True)
class Sighting:
    """One person in one milestone row, and the rows about that person there in the list of sightings."""

    row: pd.Series
    person: str
    others: tuple[str, ...]
    seen: pd.DataFrame
    here: pd.DataFrame
    """Those of ``seen`` that come from the same document."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact: ``lead`` at four dates, and ``lead_organisation_type`` where a source says it."""
    facts = [fact for sighting in _sightings(sources) for fact in (_lead(sources, sighting), *_kinds(sighting))]
    every = pd.DataFrame([*facts, *_appointments(sources)])
    return every.drop_duplicates(["subject", "attribute", "as_at", "value", "source"])


def _sightings(sources: Sources) -> Iterator[Sighting]:
    milestones = sources.table(MILESTONES, "footprint", "milestone", "person", "basis", "source_url")
    leads = sources.table(LEADS, "footprint", "person", "role", "from", "to", "seen_on", "source_url")
    leads = leads[leads["status"] != "REPLACED_BY_DATE"]
    plain = leads["person"].map(_plain)
    for _, row in milestones[~milestones["basis"].isin(UNTOLD)].iterrows():
        people = re.split(r" and | / ", BRACKETS.sub("", row["person"]))
        for person in people:
            others = tuple(other for other in people if other != person)
            seen = leads[(leads["footprint"] == row["footprint"]) & (plain == _plain(person))]
            here = seen[seen["source_url"] == row["source_url"]]
            yield Sighting(row, person, others, seen if person else here, here)


def _plain(person: str) -> str:
    """A name without brackets, titles and honours, to tell whether two rows mean one person."""
    return " ".join(STYLES.sub("", BRACKETS.sub("", person)).split())


def _fact(sighting: Sighting, attribute: str, value: str) -> dict[str, str]:
    row = sighting.row
    basis, status = _basis(row["basis"])
    return {
        "subject": f"footprint:{row['footprint']}",
        "attribute": attribute,
        "value": value,
        "status": status,
        "basis": basis,
        "as_at": AS_AT[row["milestone"]],
        "from": "",
        "to": "",
        "seen_on": _seen_on(sighting),
        "confidence": row["confidence"],
        "note": "",
        "source": slug(row["source_title"]),
    }


def _basis(words: str) -> tuple[str, str]:
    for begins, meant in BASES.items():
        if words == begins or words.startswith((f"{begins} ", f"{begins},")):
            return meant
    raise DataError.of(MILESTONES, "basis", words, f"one that begins with {', '.join(BASES)}")


def _seen_on(sighting: Sighting) -> str:
    """When the document saw the person in the post, or else came out; blank when neither is stated."""
    days = [stated(day) for day in sighting.here["seen_on"]]
    if slug(sighting.row["source_title"]) == "ods-stp-workbook":
        return AS_AT["2017-12 (window)"]
    return next((day for day in days if day), stated(sighting.row["published"]))


def _lead(sources: Sources, sighting: Sighting) -> dict[str, str]:
    fact = _fact(sighting, "lead", sighting.person)
    since, until = _term(sighting.seen, fact["as_at"]) if sighting.person else ("", "")
    ods = [ODS_WINDOW] if fact["source"] == "ods-stp-workbook" else []
    joint = [f"Named together with {' and '.join(sighting.others)}."] if sighting.others else []
    told = _told(sources, sighting.row["footprint"], fact["as_at"])
    return fact | {"from": since, "to": until, "note": " ".join([*_job(sighting), *joint, *told, *ods])}


def _term(seen: pd.DataFrame, as_at: str) -> tuple[str, str]:
    """Since when and until when a person led: the latest stint begun by the date; blank if unsaid."""
    stints = [(stated(since), stated(until)) for since, until in zip(seen["from"], seen["to"], strict=True)]
    begun = [stint for stint in stints if stint[0] and not_after(stint[0], as_at)]
    since, until = max(begun, default=("", ""))
    ends = [end for _, end in stints if end and not_after(as_at, end)]
    return since, until or min(ends, default="")


def _job(sighting: Sighting) -> list[str]:
    """The person's own job at the time, when the same document or another sighting names it."""
    for _, row in pd.concat([sighting.here, sighting.seen]).iterrows():
        parts = [
            part for part in (row["job_at_time"], BRACKETS.sub("", row["employer"])) if part and part not in NO_EMPLOYER
        ]
        if parts:
            return [f"Own job: {', '.join(parts).rstrip('?')}."]
    return []


def _told(sources: Sources, footprint: str, as_at: str) -> list[str]:
    """What people wrote in package.toml about this footprint's lead at this date."""
    notes = sources.written["lead_notes"]
    return [note["note"] for note in notes if note["footprint"] == footprint and note["as_at"] == as_at]


def _kinds(sighting: Sighting) -> Iterator[dict[str, str]]:
    """The kind of organisation the lead comes from, where the milestone or the same document says it."""
    printed = [kind for kind in sighting.row["employer_type"].split("/") if kind]
    own = [kind for kind in sighting.here["employer_type"] if kind]
    if printed and not sighting.others:
        own = printed
    if own:
        yield _fact(sighting, "lead_organisation_type", own[0])


def _appointments(sources: Sources) -> Iterator[dict[str, str]]:
    """The leads which a source says were formally appointed, at the date of their appointment."""
    leads = sources.table(LEADS)
    for _, row in leads[leads["status"] == "FORMALLY_APPOINTED"].iterrows():
        day = stated(row["from"])
        yield {
            "subject": f"footprint:{row['footprint']}",
            "attribute": "lead",
            "value": row["person"],
            "status": "FORMALLY_APPOINTED",
            "basis": "APPOINTMENT_SEEN",
            "as_at": day,
            "from": day,
            "to": stated(row["to"]),
            "seen_on": stated(row["seen_on"]),
            "confidence": row["confidence"],
            "note": f"Own job: {row['job_at_time']}.",
            "source": slug(row["source_title"]),
        }
