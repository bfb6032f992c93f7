"""organisations.csv and who is partner where: NHS trusts, as the list of April 2019 has them."""

import pandas as pd

from stpdash.build.fact import fact
from stpdash.build.footprints import ods_codes
from stpdash.build.sources import ODS_TRUSTS, TRUSTS, Sources
from stpdash.errors import DataError

LISTED_ON = "2019-04-03"
SOURCE = "ods-stp-workbook"
LOCATED = {
    "geographr points_nhs_trusts22": "Head office, placed by a list of NHS trusts of 2022.",
    "NHS Choices 2014 (postcode match)": "Head office, placed by its postcode of 2018 in a list of NHS Choices, 2014.",
    "NHS Choices Trust 2014 (code match)": "Head office, placed by a list of trusts of NHS Choices, 2014.",
}
"""Where a trust's point comes from, in our words. The point is one address; a trust works in many places."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a trust that is partner in a footprint: its NHS code, its name, where its head office is."""
    listed = set(sources.table(ODS_TRUSTS, "trust_ods")["trust_ods"])
    named = sources.table(TRUSTS, "code", "name", "lon", "lat", "coord_source")
    for code in sorted(listed - set(named["code"])):
        raise DataError.of(TRUSTS, "code", f"no trust {code}", f"every trust of {ODS_TRUSTS}")
    kept = named[named["code"].isin(listed)]
    return kept[["code", "name"]].assign(
        kind="trust",
        lon=kept["lon"].astype(float),
        lat=kept["lat"].astype(float),
        note=kept["coord_source"].map(LOCATED),
        source=SOURCE,
    )


def partners(sources: Sources) -> pd.DataFrame:
    """One row a trust and partnership that lists it; the partnership by its ONS code of April 2019."""
    codes = ods_codes(sources)
    of_2019 = codes[codes["vintage"] == "2019"].set_index("ods_code")["code"]
    rows = sources.table(ODS_TRUSTS, "ods", "trust_ods").drop_duplicates(["ods", "trust_ods"])
    return pd.DataFrame(
        [
            fact(
                f"trust:{trust}", "partner_in", str(of_2019[ods]), "LISTED",
                basis="SEEN_AT_DATE", as_at=LISTED_ON, seen_on=LISTED_ON, confidence="high", source=SOURCE,
            )
            for ods, trust in zip(rows["ods"], rows["trust_ods"], strict=True)
        ]
    )  # fmt: skip
