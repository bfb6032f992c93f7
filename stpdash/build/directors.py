"""Who directed the NHS regions, as facts: the four of 2016, the five of 2018, the seven of 2019."""

import pandas as pd

from stpdash.build.cards import slug
from stpdash.build.dates import published, stated
from stpdash.build.layers import REGION, named
from stpdash.build.sources import DIRECTORS, Sources

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
    """One row a person and region. A director of part of a region is left out: part is not the whole."""
    printed = sources.table(DIRECTORS, "scheme", "region", "person", "body", "role", "from", "to", "status")
    facts = [_fact(row, codes) for _, row in printed.iterrows() if (codes := _codes(sources, row)) is not None]
    return pd.DataFrame(facts)


def _codes(sources: Sources, row: pd.Series) -> str | None:
    """The ONS code of a region by its name in its own scheme, or None when the name is no region of it."""
    vintage, _ = SCHEMES[row["scheme"][:9]]
    regions = named(sources.lookup, REGION[vintage]).set_index("name")["code"]
    found = regions.get(SHORT.get(row["region"], row["region"]))
    return None if found is None else str(found)


def _fact(row: pd.Series, code: str) -> dict[str, str]:
    _, scheme = SCHEMES[row["scheme"][:9]]
    seen_on, _ = published(row["published"])
    until = stated(row["to"])
    as_at = until if row["status"] == "FORMER" else seen_on
    body = row["body"].replace(" (joint)", "")
    return {
        "subject": f"region:{code}",
        "attribute": "regional_director",
        "value": row["person"],
        "status": STATUS[row["status"]],
        "basis": "ANNOUNCEMENT_SEEN" if row["status"] == "ANNOUNCED" else "SEEN_AT_DATE",
        "as_at": as_at,
        "from": stated(row["from"]),
        "to": until,
        "seen_on": seen_on,
        "confidence": row["confidence"],
        "note": f"{row['role'][0].upper()}{row['role'][1:]} for {body}; the scheme of {scheme}.",
        "source": slug(row["source_title"]),
    }
