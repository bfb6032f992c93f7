"""Every dated sighting of a lead or a chair, as facts: 132 rows that name 84 people or a post."""

import re
from collections.abc import Iterator

import pandas as pd

from stpdash.build.dates import not_after, stated
from stpdash.build.fact import Fact, fact, sourced, timed
from stpdash.build.sources import LEADS, MILESTONES, Sources
from stpdash.names import plain

STATUS = {
    "ANNOUNCED_2016": ("NAMED", "SEEN_AT_DATE"),
    "IN_POST_SEEN": ("NAMED", "SEEN_AT_DATE"),
    "NOT_CONFIRMED_AT_DATE": ("NOT_CONFIRMED", "OFFICIALLY_TBC"),
    "NOMINATED": ("NOMINATED", "SEEN_AT_DATE"),
    "DESIGNATE": ("DESIGNATE", "SEEN_AT_DATE"),
    "INTERIM": ("INTERIM", "SEEN_AT_DATE"),
    "APPOINTED": ("APPOINTED", "APPOINTMENT_SEEN"),
    "FORMALLY_APPOINTED": ("FORMALLY_APPOINTED", "APPOINTMENT_SEEN"),
    "LISTED": ("LISTED", "SEEN_AT_DATE"),
    "REPLACED_BY_DATE": ("REPLACED", "SEEN_AT_DATE"),
}
"""What a sighting amounts to, and how it is known."""
ODS_LIST = "2017-12"
"""The month by which the list of NHS Digital is dated: what it holds fits October 2017 to January 2018."""
ODS_NOTE = "The list is printed April 2019; what it holds fits October 2017 to January 2018."
BRACKETS = re.compile(r"\s*\(.*?\)")
NO_EMPLOYER = {"none", "STP"}
STEPPED_DOWN = {("10", "John MacDonald"), ("25", "Tom Cahill")}
"""Leads of whom a source says in so many words that they resigned or stepped down."""
NAMELESS = ("(to be confirmed)", "(name not in the part seen)")


def table(sources: Sources) -> pd.DataFrame:
    """One row a sighting, and one for the kind of organisation the person came from where that is said."""
    printed = sources.table(LEADS, "footprint", "person", "role", "status", "seen_on", "from", "to", "published")
    listed = _listed(sources)
    return pd.DataFrame([made for _, row in printed.iterrows() for made in _facts(row, listed)])


def _listed(sources: Sources) -> set[tuple[str, str, str]]:
    """Footprint, person and source of everybody whom a list of leads names, whatever it calls them."""
    rows = sources.table(MILESTONES, "footprint", "person", "source_title")
    return {
        (row["footprint"], plain(person), row["source_title"])
        for _, row in rows.iterrows()
        for person in re.split(r" and | / ", BRACKETS.sub("", row["person"]))
    }


def _facts(row: pd.Series, listed: set[tuple[str, str, str]]) -> Iterator[Fact]:
    led = "lead" in row["role"] or (row["footprint"], plain(row["person"]), row["source_title"]) in listed
    subject = f"footprint:{row['footprint']}"
    name = "" if row["person"] in NAMELESS else _name(row["person"])
    status, basis = STATUS[row["status"]]
    if name == "" and status == "NAMED":
        status, basis = "NOT_NAMED", "POST_SEEN"
    told = sourced(row["source_title"], row["published"], row["confidence"])
    shared = _times(row) | told
    yield fact(
        subject, "lead_sighting" if led else "chair", name, status,
        detail=_job(row), **shared | {"basis": "ODS_LIST" if _is_ods(row) else basis},
    )  # fmt: skip
    if status == "FORMALLY_APPOINTED":
        yield fact(subject, "lead_status", status, status, detail=name, **shared | {"basis": basis})
    if (row["footprint"], name) in STEPPED_DOWN and shared["to"]:
        left = shared | {"basis": basis, "as_at": shared["to"], "from": "", "to": ""}
        yield fact(subject, "lead_status", "STEPPED_DOWN", "NAMED", detail=name, **left)
    if led and row["employer_type"]:
        sure = {} if "employer" not in row["confidence"] else {"confidence": "low"}
        kind = row["employer_type"]
        yield fact(subject, "lead_organisation_type", kind, status, detail=name, **shared | {"basis": basis} | sure)
    if "chair" in row["role"] and (seat := _seat(row)):
        yield fact(subject, "chair_type", seat, "IN_PLACE", detail=name, **shared | {"basis": basis})


def _seat(row: pd.Series) -> str:
    """The kind of chair: independent where the role says so, else by the body the person is from; blank if unsaid."""
    if "independent" in row["role"]:
        return "INDEPENDENT_CHAIR"
    return {"NHS_PROVIDER": "NHS_CHAIR", "LOCAL_AUTHORITY": "LOCAL_AUTHORITY_CHAIR"}.get(row["employer_type"], "")


def _name(printed: str) -> str:
    """The name alone: without a bracket before or behind it."""
    return BRACKETS.sub("", printed).strip()


def _is_ods(row: pd.Series) -> bool:
    return bool(row["seen_on"].startswith("2017-10..") or row["seen_on"].startswith("2017-12 (window"))


def _times(row: pd.Series) -> Fact:
    """The date of the sighting; since when and until when, as far as a date is stated."""
    since, until = stated(row["from"]), "" if row["status"] == "REPLACED_BY_DATE" else stated(row["to"])
    if _is_ods(row):
        return {"as_at": ODS_LIST, "from": since, "to": until, "note": ODS_NOTE}
    seen = timed(row["seen_on"], row["published"])
    as_at = since if row["status"] in {"APPOINTED", "FORMALLY_APPOINTED"} and len(since) > 4 else seen["as_at"]
    if until and not not_after(as_at, until):
        as_at = until
    return {"as_at": as_at, "from": since, "to": until, "note": seen["note"]}


def _job(row: pd.Series) -> str:
    """The person's own job, as the source gives it."""
    parts = (row["job_at_time"], BRACKETS.sub("", row["employer"]))
    return ", ".join(part.rstrip("?") for part in parts if part and part not in NO_EMPLOYER)
