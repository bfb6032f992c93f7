"""A small made-up country: two footprints of two CCGs each, one region, no files."""

# ruff: noqa: E501 - a row of a table stays one line
from __future__ import annotations

import pandas as pd

from stpdash.model import Atlas

NORTH, SOUTH = "E54000001", "E54000002"
CCGS = ("E38000001", "E38000002", "E38000003", "E38000004")
REGION = "E40000009"
ENGLAND = "E92000001"


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


def fact(
    subject: str, attribute: str, value: str, status: str, basis: str, as_at: str, **more: str
) -> tuple[object, ...]:
    """One row of the fact table; `more` names detail, part, start, end, confidence, conflict or note."""
    get = {"confidence": "high"} | more
    return (
        subject, attribute, value, get.get("detail", ""), get.get("part", ""), status, basis, as_at, get.get("start", ""),
        get.get("end", ""), "", get["confidence"], get.get("conflict", ""), get.get("note", ""), "made-up",
    )  # fmt: skip


FACT = "subject attribute value detail part status basis as_at from to seen_on confidence conflict note source"
FACTS: tuple[tuple[object, ...], ...] = (
    fact("footprint:1", "lead", "A. Person", "NAMED", "ODS_LIST", "2017-12", detail="Chief, Place"),
    fact("footprint:1", "lead_sighting", "A. Person", "NAMED", "ODS_LIST", "2017-12", detail="Chief, Place"),
    fact("footprint:2", "lead", "", "NOT_CONFIRMED", "OFFICIALLY_TBC", "2016-03-30"),
    fact("footprint:1", "agreement", "MOU", "IN_PLACE", "STARTED_AT_DATE", "2017-05", start="2017-05", detail="Of two"),
    fact("footprint:2", "agreement", "MOU", "AGREED", "SEEN_BY", "2017-06", part="A corner"),
    fact("trust:R0A", "partner_in", "E54000049", "LISTED", "SEEN_BY", "2019-04-03"),
)


def vocabulary() -> pd.DataFrame:
    """The words that the made-up facts use."""
    axes = {
        "basis": ("ODS_LIST", "OFFICIALLY_TBC", "STARTED_AT_DATE", "SEEN_BY"),
        "fact_status": ("NAMED", "NOT_CONFIRMED", "IN_PLACE", "AGREED", "LISTED"),
        "attribute": ("lead", "lead_sighting", "agreement", "partner_in"),
        "agreement": ("MOU", "FRAMEWORK"),
    }
    rows = [
        (axis, code, i, LABELS.get(code, code.lower()), "x")
        for axis, codes in axes.items()
        for i, code in enumerate(codes, 1)
    ]
    return frame("axis code place label definition", *rows)


LABELS = {"NOT_CONFIRMED": "Not yet confirmed", "MOU": "Understanding", "ODS_LIST": "On a list", "AGREED": "Agreed"}


def areas() -> pd.DataFrame:
    rows = [
        ("footprint", v, c, "", n, 10.0, -1.0, 52.0, "made-up")
        for v in ("2016", "2017")
        for c, n in ((NORTH, "North"), (SOUTH, "South & <b>Sea</b>"))
    ]
    rows += [
        ("ccg", "2017", code, f"0{i}X", f"NHS Place {i} CCG", 5.0, -1.0, 52.0 + i, "made-up")
        for i, code in enumerate(CCGS)
    ]
    rows += [("region", "2019", REGION, "Y63", "The Region", 20.0, -1.0, 52.0, "made-up")]
    rows += [("england", "2017", ENGLAND, "", "England", 20.0, -1.0, 52.0, "made-up")]
    for v in ("2018", "2019", "2020", "2016"):
        rows += [("ccg", v, "E38000099", "99X", "NHS Late CCG", 5.0, -1.0, 52.0, "made-up")]
        if v != "2016":
            rows += [("footprint", v, "E54000049", "QHM", "Merged", 20.0, -1.0, 52.0, "made-up")]
        if v != "2019":
            rows += [("region", v, "E40000001", "Y54", "Old Region", 20.0, -1.0, 52.0, "made-up")]
    rows += [("council", "2018", "E10000001", "", "Shire", 20.0, -1.0, 52.0, "made-up")]
    for v in ("2017", "2018"):
        rows += [("combined_authority", v, "E47000001", "", "Pool", 20.0, -1.0, 52.0, "made-up")]
    rows += [("region", "2017", "E40000001", "Y54", "Old Region", 20.0, -1.0, 52.0, "made-up")]
    return frame("layer vintage code ods_code name area_km2 lon lat source", *rows)


def atlas(**changes: pd.DataFrame) -> Atlas:
    """The made-up atlas; any table can be replaced."""
    people = [
        ("ccg", "2017", c, "2017-06-30", "resident", "all", n, "derived", "summed", "made-up")
        for c, n in zip(CCGS, (100, 300, 200, 400), strict=True)
    ]
    people += [
        ("footprint", "2017", c, "2017-06-30", "resident", "all", n, "derived", "summed", "made-up")
        for c, n in ((NORTH, 400), (SOUTH, 600))
    ]
    people += [("region", "2019", REGION, "2017-06-30", "resident", "all", 1000, "derived", "summed", "made-up")]
    money = [
        ("footprint", "2017", NORTH, "2016/17", "core_allocation", 4.0, "derived", "sum", "made-up"),
        ("footprint", "2017", NORTH, "2017/18", "core_allocation", 5.0, "estimated", "split", "made-up"),
        ("ccg", "2017", CCGS[0], "2017/18", "core_allocation", 1.0, "published", "", "made-up"),
    ]
    tables = {
        "vintages": frame("vintage label in_force_from in_force_to ccgs footprints regions main note source",
                          ("2016", "Spring 2016", "2016-04-01", "2017-03-31", 1, 2, 1, False, "", "made-up"),
                          ("2017", "April 2017", "2017-04-01", "2018-03-31", 4, 2, 1, True, "", "made-up"),
                          ("2018", "April 2018", "2018-04-01", "2019-03-31", 1, 1, 1, False, "", "made-up")),
        "areas": areas(),
        "footprints": frame("footprint name name_2016 region_2019 source", ("1", "North", "North", REGION, "made-up"),
                            ("2", "South & <b>Sea</b>", "South", REGION, "made-up")),
        "footprint_codes": frame("footprint vintage code name ods_code source",
                                 *(( f, v, c, n, "", "made-up") for v in ("2016", "2017") for f, c, n in (("1", NORTH, "North"), ("2", SOUTH, "South"))),
                                 *((f, v, "E54000049", "Merged", "QHM", "made-up") for v in ("2018", "2019") for f in ("1", "2"))),
        "parents": frame("layer vintage code parent_layer parent_vintage parent people share status note source",
                         ("ccg", "2017", CCGS[0], "footprint", "2017", NORTH, 100, 1.0, "derived", "", "made-up"),
                         ("ccg", "2017", CCGS[1], "footprint", "2017", NORTH, 300, 1.0, "derived", "", "made-up"),
                         ("ccg", "2017", CCGS[2], "footprint", "2017", SOUTH, 200, 1.0, "derived", "", "made-up"),
                         ("ccg", "2017", CCGS[3], "footprint", "2017", SOUTH, 400, 1.0, "derived", "", "made-up"),
                         ("footprint", "2017", NORTH, "region", "2019", REGION, 400, 1.0, "derived", "", "made-up"),
                         ("footprint", "2017", SOUTH, "region", "2019", REGION, 600, 1.0, "derived", "", "made-up")),
        "borders": frame("layer vintage code neighbour source", ("footprint", "2017", NORTH, SOUTH, "made-up"),
                         ("ccg", "2017", CCGS[0], CCGS[1], "made-up"), ("ccg", "2017", CCGS[1], CCGS[2], "made-up")),
        "changes": frame("change kind layer vintage code name successor_vintage successor successor_name effective_from nhs_date moved people area_km2 confidence note source",
                         *(("ccg-2018-e38000099", "merger", "ccg", "2017", c, "", "2018", "E38000099", "NHS Late CCG", "2018-04-01", "", True, n, 5.0, "high", "", "made-up")
                           for c, n in ((CCGS[0], 100), (CCGS[1], 300)))),
        "people": frame("layer vintage code counted_on basis ages people status note source", *people),
        "funding": frame("layer vintage code year series amount_gbp_m status note source", *money),
        "organisations": frame("code kind name lon lat note source", ("R0A", "trust", "The <i>Made-up</i> Trust", -1.0, 52.0, "Placed", "made-up")),
        "facts": frame(FACT, *FACTS),
        "conflicts": frame("conflict subject about one other shown", ("who-led", "footprint:2", "Who led", "A", "B", "Both")),
        "vocabulary": vocabulary(),
        "sources": frame("source title publisher address published published_note accessed licence covers",
                         ("made-up", "A <made-up> source", "Nobody", "https://example.org/a", "2017-04", "", "", "OGL-3.0", "everything")),
    } | changes  # fmt: skip
    return Atlas(**tables, version="0", fingerprint="f" * 64, accuracy_m=10)
