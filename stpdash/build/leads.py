"""Who led each footprint at four dates, as facts: the name, the kind of organisation, how it is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from stpdash.build.cards import slug
from stpdash.build.dates import not_after, stated
from stpdash.build.fact import Fact, fact
from stpdash.build.sightings import BRACKETS, NO_EMPLOYER, ODS_NOTE
from stpdash.build.sources import LEADS, MILESTONES, Sources
from stpdash.errors import DataError
from stpdash.names import plain

AS_AT = {
    "2016-03-30": "2016-03-30",
    "2016-11-30": "2016-11-30",
    "2017-12 (window)": "2017-12",
    "2019-04/07": "2019-04",
}
"""The four dates, as the evidence and as the package write them."""
OFFICIAL = {"OFFICIAL_LIST_SEEN": "NAMED", "OFFICIALLY_TBC": "NOT_CONFIRMED"}
"""What the official list of March 2016 says of a lead, by how it is known."""
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
    """One row a fact: ``lead`` at four dates, ``lead_organisation_type`` where a source says it, ``lead_status``."""
    facts = [
        made
        for sighting in _sightings(sources)
        for made in (_lead(sources, sighting), *_kinds(sighting), *_standing(sighting))
    ]
    return pd.DataFrame(facts)


def _sightings(sources: Sources) -> Iterator[Sighting]:
    milestones = sources.table(MILESTONES, "footprint", "milestone", "person", "basis", "source_url")
    leads = sources.table(LEADS, "footprint", "person", "role", "from", "to", "seen_on", "source_url")
    leads = leads[leads["status"] != "REPLACED_BY_DATE"]
    names = leads["person"].map(plain)
    for _, row in milestones[~milestones["basis"].isin(UNTOLD)].iterrows():
        people = re.split(r" and | / ", BRACKETS.sub("", row["person"]))
        for person in people:
            others = tuple(other for other in people if other != person)
            seen = leads[(leads["footprint"] == row["footprint"]) & (names == plain(person))]
            here = seen[seen["source_url"] == row["source_url"]]
            yield Sighting(row, person, others, seen if person else here, here)


def _fact(sighting: Sighting, attribute: str, value: str, **rest: str) -> Fact:
    row = sighting.row
    basis, status = _basis(row["basis"])
    return fact(
        f"footprint:{row['footprint']}",
        attribute,
        value,
        "NAMED_JOINTLY" if sighting.others and status == "NAMED" else status,
        basis=basis,
        as_at=AS_AT[row["milestone"]],
        seen_on=_seen_on(sighting),
        confidence=row["confidence"],
        source=slug(row["source_title"]),
        **rest,
    )


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


def _lead(sources: Sources, sighting: Sighting) -> Fact:
    as_at = AS_AT[sighting.row["milestone"]]
    since, until = _term(sighting.seen, as_at) if sighting.person else ("", "")
    ods = [ODS_NOTE] if slug(sighting.row["source_title"]) == "ods-stp-workbook" else []
    joint = [f"Named together with {' and '.join(sighting.others)}."] if sighting.others else []
    note = " ".join([*joint, *_told(sources, sighting.row["footprint"], as_at), *ods])
    return _fact(sighting, "lead", sighting.person, detail=_job(sighting), start=since, end=until, note=note)


def _term(seen: pd.DataFrame, as_at: str) -> tuple[str, str]:
    """Since when and until when a person led: the latest stint begun by the date; blank if unsaid."""
    stints = [(stated(since), stated(until)) for since, until in zip(seen["from"], seen["to"], strict=True)]
    begun = [stint for stint in stints if stint[0] and not_after(stint[0], as_at)]
    since, until = max(begun, default=("", ""))
    ends = [end for _, end in stints if end and not_after(as_at, end)]
    return since, until or min(ends, default="")


def _job(sighting: Sighting) -> str:
    """The person's own job at the time, when the same document or another sighting names it."""
    for _, row in pd.concat([sighting.here, sighting.seen]).iterrows():
        parts = [
            part for part in (row["job_at_time"], BRACKETS.sub("", row["employer"])) if part and part not in NO_EMPLOYER
        ]
        if parts:
            return ", ".join(parts).rstrip("?")
    return ""


def _told(sources: Sources, footprint: str, as_at: str) -> list[str]:
    """What people wrote in package.toml about this footprint's lead at this date."""
    notes = sources.written["lead_notes"]
    return [note["note"] for note in notes if note["footprint"] == footprint and note["as_at"] == as_at]


def _kinds(sighting: Sighting) -> Iterator[Fact]:
    """The kind of organisation the lead comes from, where the milestone or the same document says it."""
    printed = [kind for kind in sighting.row["employer_type"].split("/") if kind]
    own = [kind for kind in sighting.here["employer_type"] if kind]
    if printed and not sighting.others:
        own = printed
    if own:
        _, until = _term(sighting.seen, AS_AT[sighting.row["milestone"]])
        made = _fact(sighting, "lead_organisation_type", own[0], detail=sighting.person, end=until)
        doubted = any("employer" in words for words in sighting.here["confidence"])
        yield made | {"confidence": "low"} if doubted else made


def _standing(sighting: Sighting) -> Iterator[Fact]:
    """What the list of March 2016 makes of its lead: named, or still to be confirmed."""
    basis, _ = _basis(sighting.row["basis"])
    if basis in OFFICIAL:
        yield _fact(sighting, "lead_status", OFFICIAL[basis], detail=sighting.person)
