"""The national level, as facts: posts at the head of the NHS, the assembly, rights of leads, surveys."""

import re
from collections.abc import Iterator

import pandas as pd

from stpdash import words
from stpdash.build.dates import DATE, published, stated
from stpdash.build.fact import Fact, fact, sourced, timed
from stpdash.build.own_words import by_key, in_order
from stpdash.build.sources import ASSEMBLY, DECISION_RIGHTS, NATIONAL_ROLES, SURVEYS, Sources

BODIES = {
    "NHS England": "england",
    "NHS Improvement": "improvement",
    "NHS England and NHS Improvement": "joint",
}
RIGHTS = {
    "IN_FORCE": "IN_PLACE",
    "PROPOSED": "ANNOUNCED",
    "PLANNED": "PLANNED",
    "POLICY": "POLICY",
    "OFFERED": "OFFERED",
    "EXPECTATION": "EXPECTED",
    "STATISTIC": "COUNTED",
}
"""What the evidence says of a right: announced and offered are not granted."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact."""
    makers = (_roles, _assembly, _members, _rights, _surveys)
    return pd.DataFrame([made for maker in makers for made in maker(sources)])


def _roles(sources: Sources) -> Iterator[Fact]:
    """Who held which post, by body; a row without a person is a body or post that was created."""
    for _, row in sources.table(NATIONAL_ROLES, "role", "person", "body", "from", "to", "published").iterrows():
        told = sourced(row["source_title"], row["published"], row["confidence"])
        subject, when = f"national:{BODIES[row['body']]}", _when(row["from"])
        role = row["role"].removesuffix(" (body)")
        if not row["person"]:
            created = role.removesuffix(" (post created)")
            yield fact(subject, "national_body", created, "ANNOUNCED", **when, **told)
            continue
        end, note = _end(row["to"])
        yield fact(
            subject, "national_role", row["person"], _standing(row), detail=role, end=end,
            **when | {"note": " ".join(part for part in (when.get("note", ""), note) if part)}, **told,
        )  # fmt: skip


def _standing(row: pd.Series) -> str:
    """What a row about a post amounts to: announced, put forward, for the time being, expected to leave, or named."""
    if row["from"].startswith("announced"):
        return "ANNOUNCED"
    if "preferred candidate" in row["role"]:
        return "NOMINATED"
    if row["role"].startswith("Interim"):
        return "INTERIM"
    return "STEPPING_DOWN" if "expected" in row["to"] else "NAMED"


def _when(printed: str) -> Fact:
    """Since when a post was held: "in post by", "listed" and "named" give no start, "after" gives no date at all."""
    day = next((found for found, _ in DATE.findall(printed)), "")
    lead_in = printed.partition(day)[0].strip() if day else ""
    match lead_in:
        case "announced" | "created":
            return {"as_at": day, "basis": "ANNOUNCEMENT_SEEN"}
        case "after":
            return {"as_at": "", "basis": "UNDATED_SOURCE", "note": f"From some day after {words.date(day)}."}
        case "":
            return timed(printed, "")
        case _:
            return {"as_at": day, "basis": "SEEN_BY"}


def _end(printed: str) -> tuple[str, str]:
    """When a post ended, as ISO, and what to know of it; an end that is only announced is none.

    >>> _end("2017-10/12"), _end("by 2021-08"), _end("announced leaving 2019-03-01")[0], _end("2019-03 (expected)")[1]
    (('2017-12', ''), ('2021-08', ''), '', 'The end is the one expected then.')
    """
    if printed.startswith("announced leaving"):
        return (
            "",
            f"On {words.date(stated(printed.removeprefix('announced leaving ')))} it was announced that he leaves.",
        )
    if either := re.fullmatch(r"(\d{4})-\d{2}/(\d{2})", printed):
        return f"{either[1]}-{either[2]}", ""
    day = stated(printed) or next((found for found, _ in DATE.findall(printed)), "")
    return day, "The end is the one expected then." if "expected" in printed else ""


def _assembly(sources: Sources) -> Iterator[Fact]:
    """The assembly as an idea, and its terms."""
    printed = sources.table(ASSEMBLY, "kind", "item", "date", "published")
    for row, own in in_order(sources, "assembly", printed[printed["kind"].isin(["origin", "terms"])]):
        yield fact(
            "assembly",
            "assembly_idea" if row["kind"] == "origin" else "assembly_terms",
            own["topic"],
            own["status"],
            detail=own["says"],
            conflict=own.get("conflict", ""),
            **timed(row["date"], row["published"]),
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )


def _members(sources: Sources) -> Iterator[Fact]:
    """The co-chairs and members that were named; two members are known by their kind alone."""
    printed = sources.table(ASSEMBLY, "kind", "item", "value", "stp_or_ics_footprint", "date")
    for _, row in printed[~printed["kind"].isin(["origin", "terms"])].iterrows():
        named = "unnamed" not in row["kind"]
        role = f"Co-chair, {row['value'].removesuffix(' chair')}" if row["kind"] == "co-chair" else "Member"
        yield fact(
            "assembly", "assembly_member", row["item"] if named else "", "NAMED" if named else "NOT_NAMED",
            detail=role if named else "Two leaders of councils and social care",
            **timed(row["date"], row["published"]) | {"note": _from_where(row["stp_or_ics_footprint"])},
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )  # fmt: skip


def _from_where(printed: str) -> str:
    """The footprint that a member is said to come from."""
    return f"From footprint {printed.split(' ')[0]}." if printed else ""


def _rights(sources: Sources) -> Iterator[Fact]:
    """Rights and rules for leads and systems, each with what it amounts to."""
    printed = sources.table(DECISION_RIGHTS, "id", "status", "date", "published")
    for row, own in by_key(sources, "decision_rights", printed, list(printed["id"])):
        yield fact(
            "england", "decision_right", own["topic"], RIGHTS[row["status"].split(" ")[0]], detail=own["says"],
            as_at=stated(row["date"]), basis="SEEN_AT_DATE",
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )  # fmt: skip


def _surveys(sources: Sources) -> Iterator[Fact]:
    """What finance directors answered; never a figure of one footprint."""
    for row, own in in_order(sources, "surveys", sources.table(SURVEYS, "measure", "published")):
        day, _ = published(row["published"])
        yield fact(
            "england", "survey", own["question"], "COUNTED", detail=f"{own['answer']} ({own['survey']})",
            basis="SEEN_AT_DATE", as_at=day, seen_on=day, confidence="high", note=own.get("note", ""),
            conflict=own.get("conflict", ""), source=own["source"],
        )  # fmt: skip
