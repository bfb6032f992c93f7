"""How codes, ids and dates are written in every table of the data package, and the columns that many tables share."""

import pandera.pandas as pa

from stpdash.columns import Link, among, text

LAYERS = ("ccg", "footprint", "region", "combined_authority", "council", "local_office", "england")
FOOTPRINT = r"^([1-9]|[123]\d|4[0-4])$"
VINTAGE = r"^20(16|17|18|19|20)$"
CODE = r"^E\d{8}$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WORD = r"^[a-z0-9]+(_[a-z0-9]+)*$"
NAME = r"^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$"
SUBJECT = r"^(england|assembly|footprint:\d+|region:E\d{8}|national:[a-z]+|trust:[A-Z0-9]{3}|authority:E47\d{6})$"
SUBJECTS = "england, assembly, footprint:number, region:code, national:body, trust:code or authority:code"
LINK = r"^https://[^\s\"'<>\\`{}]+$"


def area_key(what: str) -> dict[str, pa.Column]:
    """The three columns that name an area: layer, vintage, code."""
    return {
        "layer": among(f"The kind of area {what}", *LAYERS),
        "vintage": text(f"The year of the boundaries of the area {what}", VINTAGE, "a vintage, 2016 to 2020"),
        "code": text(f"ONS code of the area {what}", CODE, "an ONS code: E and eight digits"),
    }


SOURCE = {"source": text("Who says so: a card in sources.csv", SLUG, "a source id")}
STATUS = {
    "status": text("published, derived or estimated", WORD, "a status"),
    "note": text("How a derived or estimated figure was made", blank=True, long=True),
}


def vocabulary(column: str, axis: str) -> Link:
    """The promise that a column holds codes of an axis."""
    return Link((column,), "vocabulary", ("code",), {"axis": axis})


TO_AREA = Link(("layer", "vintage", "code"), "areas", ("layer", "vintage", "code"))
TO_SOURCE = Link(("source",), "sources", ("source",))
TO_STATUS = vocabulary("status", "status")
