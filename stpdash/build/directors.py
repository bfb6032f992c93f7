"""Who directed the NHS regions, as facts: the four of 2016, the five of 2018, the seven of 2019."""

import pandas as pd

from stpdash.build.dates import stated
from stpdash.build.fact import Fact, fact, sourced
from stpdash.build.layers import REGION, named
from stpdash.build.sources import DIRECTORS, Sources
from stpdash.errors import DataError

SCHEMES = {
    "4 regions": ("2016", "four regions, until 2018"),
    "5 regions": ("2018", "five regions, 2017 to 2019"),
    "7 regions": ("2019", "seven regions, from April 2019"),
}
SHORT = {
    "North": "North of England",
    "Midlands and East": "Midlands and East of England",
    "South": "South of England",
}
STATUS = {
    "ANNOUNCED": "ANNOUNCED",
    "APPOINTED": "ANNOUNCED",
    "APPOINTED_TEST": "ANNOUNCED",
    "IN_POST_SEEN": "NAMED",
    "STEPPED_DOWN": "STEPPING_DOWN",
    "FORMER": "NAMED",
}
"""What the evidence says of each, as a status of a fact."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a person and region; a director of part of a region is said to be one of that part."""
    printed = sources.table(DIRECTORS, "scheme", "region", "person", "body", "role", "from", "to", "status")
    return pd.DataFrame([_fact(sources, row) for _, row in printed.iterrows()])


def _fact(sources: Sources, row: pd.Series) -> Fact:
    vintage, scheme = SCHEMES[row["scheme"][:9]]
    region, _, part = row["region"].rstrip(")").partition(" (")
    told = sourced(row["source_title"], row["published"], row["confidence"])
    until = stated(row["to"])
    body = row["body"].replace(" (joint)", "")
    return fact(
        f"region:{_code(sources, vintage, SHORT.get(region, region))}",
        "regional_director",
        row["person"],
        STATUS[row["status"]],
        detail=f"{row['role'][0].upper()}{row['role'][1:]}, {body}",
        part=part,
        basis="ANNOUNCEMENT_SEEN" if row["status"] == "ANNOUNCED" else "SEEN_AT_DATE",
        as_at=until if row["status"] == "FORMER" else told["seen_on"],
        start="" if "arrangements from" in row["from"] else stated(row["from"]),
        end=until,
        note=f"The scheme of {scheme}.{_told(row)}",
        **told,
    )


def _told(row: pd.Series) -> str:
    """What to know of a start or an end that is only announced or expected."""
    start = " Announced; the arrangements began in autumn 2017." if "arrangements from" in row["from"] else ""
    return start + (" The end is the one expected then." if "expected" in row["to"] else "")


def _code(sources: Sources, vintage: str, name: str) -> str:
    """The ONS code of a region by its name in its own scheme. Raises DataError when there is none of that name."""
    regions = named(sources.lookup, REGION[vintage]).set_index("name")["code"]
    if name not in regions:
        raise DataError.of(DIRECTORS, "region", name, f"one of {', '.join(regions.index)}")
    return str(regions[name])
