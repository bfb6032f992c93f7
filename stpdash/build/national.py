"""The national level, as facts: posts at the head of the NHS, the assembly, rights of leads, surveys."""

from collections.abc import Iterator

import pandas as pd

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
        status = "ANNOUNCED" if row["from"].startswith("announced") else "NAMED"
        yield fact(
            subject, "national_role", row["person"], status, detail=role, end=_end(row["to"]), **when, **told,
        )  # fmt: skip


def _when(printed: str) -> Fact:
    """Since when a post was held: "in post by", "listed", "named" and "after" give no start."""
    lead_in, _, rest = printed.partition(next(iter(DATE.findall(printed)), ("",))[0] or "\n")
    day = printed[len(lead_in) :][: len(printed) - len(lead_in) - len(rest)]
    if lead_in.strip() in {"announced", "created"}:
        return {"as_at": day, "basis": "ANNOUNCEMENT_SEEN"}
    if lead_in.strip():
        return {"as_at": day, "basis": "SEEN_BY"}
    return timed(printed, "")


def _end(printed: str) -> str:
    """When a post ended, as ISO: also out of "by 2021-08", "announced leaving 2019-03-01", "role abolished 2019"."""
    return stated(printed) or next((day for day, _ in DATE.findall(printed)), "")


def _assembly(sources: Sources) -> Iterator[Fact]:
    """The assembly as an idea, and its terms."""
    printed = sources.table(ASSEMBLY, "kind", "item", "date", "published")
    for row, words in in_order(sources, "assembly", printed[printed["kind"].isin(["origin", "terms"])]):
        yield fact(
            "assembly",
            "assembly_idea" if row["kind"] == "origin" else "assembly_terms",
            words["topic"],
            words["status"],
            detail=words["says"],
            conflict=words.get("conflict", ""),
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
            part=f"Footprint {row['stp_or_ics_footprint'].split(' ')[0]}" if row["stp_or_ics_footprint"] else "",
            **timed(row["date"], row["published"]),
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )  # fmt: skip


def _rights(sources: Sources) -> Iterator[Fact]:
    """Rights and rules for leads and systems, each with what it amounts to."""
    printed = sources.table(DECISION_RIGHTS, "id", "status", "date", "published")
    for row, words in by_key(sources, "decision_rights", printed, list(printed["id"])):
        yield fact(
            "england", "decision_right", words["topic"], RIGHTS[row["status"].split(" ")[0]], detail=words["says"],
            as_at=stated(row["date"]), basis="SEEN_AT_DATE",
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )  # fmt: skip


def _surveys(sources: Sources) -> Iterator[Fact]:
    """What finance directors answered; never a figure of one footprint."""
    for row, words in in_order(sources, "surveys", sources.table(SURVEYS, "measure", "published")):
        day, _ = published(row["published"])
        yield fact(
            "england", "survey", words["question"], "COUNTED", detail=f"{words['answer']} ({words['survey']})",
            basis="SEEN_AT_DATE", as_at=day, seen_on=day, confidence="high", note=words.get("note", ""),
            conflict=words.get("conflict", ""), source=words["source"],
        )  # fmt: skip
