"""The councils' combined authorities as facts: when each began, its mayor, who belongs, what ties it to health."""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.cards import slug
from stpdash.build.dates import published, stated
from stpdash.build.fact import Fact, fact
from stpdash.build.layers import COMBINED_AUTHORITY, named
from stpdash.build.own_words import Words, in_order
from stpdash.build.sources import AUTHORITIES, AUTHORITY_FACTS, Sources
from stpdash.errors import DataError

ATTRIBUTES = {
    "established": "authority_start",
    "first_mayoral_election": "authority_mayor",
    "mayor": "authority_mayor",
    "health_devolution": "authority_health",
    "nhs_link": "authority_health",
}
"""What the evidence's facts are called here."""
LISTED_ON = "2018-05-25"
ORDER = "the-cambridgeshire-and-peterborough-combined-authority-order"
MEMBERS = {
    "constituent (district-level, mapped)": ("Constituent council", "ons-areas"),
    "constituent (upper tier; not in the ONS district table)": ("Constituent council, of the upper tier", ORDER),
    "NON-constituent (do not map as part of the area)": ("Member, but not constituent", "wmca-board-may-2018"),
}
"""What a kind of member is called, and who says that a council is one."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact; the subject is the authority by its ONS code of November 2018."""
    codes = named(sources.lookup, COMBINED_AUTHORITY["2018"]).set_index("name")["code"]
    printed = sources.table(AUTHORITY_FACTS, "authority", "fact", "date", "source_title", "published", "confidence")
    told = [_told(_subject(codes, row), row, words) for row, words in in_order(sources, "authorities", printed)]
    listed = sources.table(AUTHORITIES, "authority", "member", "member_type", "from", "to")
    return pd.DataFrame([*told, *_members(codes, listed)])


def _subject(codes: pd.Series, row: pd.Series) -> str:
    name = row["authority"]
    if name not in codes:
        raise DataError.of(AUTHORITIES, "authority", name, f"one of {', '.join(codes.index)}")
    return f"authority:{codes[name]}"


def _told(subject: str, row: pd.Series, words: Words) -> Fact:
    day, (seen, _) = stated(row["date"].removeprefix("as at ")), published(row["published"])
    planned = words["status"] == "PLANNED"  # a source of before says when it is to be
    as_at = seen if planned else day
    basis = "STARTED_AT_DATE" if day else "UNDATED_SOURCE"
    return fact(
        subject, ATTRIBUTES[row["fact"]], words["value"], words["status"],
        detail=words.get("detail", ""), basis="SEEN_BY" if row["date"].startswith("as at") else basis,
        as_at=as_at, start="" if row["date"].startswith("as at") else day, seen_on=seen,
        confidence=row["confidence"], conflict=words.get("conflict", ""), source=slug(row["source_title"]),
    )  # fmt: skip


def _members(codes: pd.Series, listed: pd.DataFrame) -> Iterator[Fact]:
    """Who belongs, since when: constituent councils since the authority began, others as a list of one day has them."""
    for _, row in listed.iterrows():
        what, source = MEMBERS[row["member_type"]]
        as_listed, day = "as listed" in row["from"], stated(row["from"])
        basis = "SEEN_AT_DATE" if as_listed else "STARTED_AT_DATE"
        yield fact(
            _subject(codes, row), "authority_member", row["member"].replace(" & ", " and "),
            "LISTED" if as_listed else "IN_PLACE", detail=what, basis=basis,
            as_at=day, start="" if as_listed else day, end=stated(row["to"]), seen_on=LISTED_ON if as_listed else "",
            confidence="medium", source=source,
        )  # fmt: skip
