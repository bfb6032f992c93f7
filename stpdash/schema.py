"""What each table of the data package promises: its columns, units, keys, vocabularies and links.

The promises are pandera schemas; the descriptor that other programs read (frictionless) is made from them.
Text is never null (blank is ``""``), and every other column has a figure in every row: where nothing is known
there is no row.
"""

from collections.abc import Mapping

import pandera.pandas as pa

from stpdash.columns import Link, Table, among, day, number, text, truth, whole

LAYERS = ("ccg", "footprint", "region", "combined_authority", "council", "england")
FOOTPRINT = r"^([1-9]|[123]\d|4[0-4])$"
VINTAGE = r"^20(16|17|18|19|20)$"
CODE = r"^E\d{8}$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WORD = r"^[a-z0-9]+(_[a-z0-9]+)*$"
NAME = r"^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$"
LINK = r"^https://[^\s\"'<>\\`{}]+$"


def _area_key(what: str) -> dict[str, pa.Column]:
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


def _vocabulary(column: str, axis: str) -> Link:
    return Link((column,), "vocabulary", ("code",), {"axis": axis})


TO_AREA = Link(("layer", "vintage", "code"), "areas", ("layer", "vintage", "code"))
TO_SOURCE = Link(("source",), "sources", ("source",))
TO_STATUS = _vocabulary("status", "status")

TABLES: tuple[Table, ...] = (
    Table(
        "vintages",
        "The years for which England's NHS areas can be drawn whole",
        ("vintage",),
        {
            "vintage": text("Year of the boundaries, the first half of the key of every area", VINTAGE, "a vintage"),
            "label": text("What readers call it"),
            "in_force_from": day("First day these areas were in use"),
            "in_force_to": day("Last day they were in use; blank when that is outside the story", blank=True),
            "ccgs": whole("Clinical commissioning groups"),
            "footprints": whole("Footprints (from 2018 partnerships, as ONS counts them)"),
            "regions": whole("NHS regions"),
            "main": truth("Whether this is the vintage shown first"),
            "note": text("What is particular about it", blank=True, long=True),
            **SOURCE,
        },
        (TO_SOURCE,),
    ),
    Table(
        "areas",
        "Every area of every layer and vintage",
        ("layer", "vintage", "code"),
        {
            **_area_key("itself"),
            "ods_code": text(
                "NHS code of the organisation, where it has one",
                r"^[A-Z0-9]{3}$",
                "three letters or digits",
                blank=True,
            ),
            "name": text("Name as ONS prints it in that vintage"),
            "area_km2": number("Land area, from the boundaries in full detail, square kilometres", 0.1, 140_000, 3),
            "lon": number("Longitude of a point inside, degrees (WGS 84)", -6.5, 2, 5),
            "lat": number("Latitude of a point inside, degrees (WGS 84)", 49.8, 56, 5),
            **SOURCE,
        },
        (_vocabulary("layer", "layer"), Link(("vintage",), "vintages", ("vintage",)), TO_SOURCE),
    ),
    Table(
        "footprints",
        "The 44 footprints by their own number, which never changes",
        ("footprint",),
        {
            "footprint": text("NHS England's number, 1 to 44", FOOTPRINT, "a footprint number, 1 to 44"),
            "name": text("The name used here: that of April 2017"),
            "name_2016": text("The name of spring 2016"),
            "region_2019": text("ONS code of the one NHS region of 2019 it lies in", CODE, "an ONS code"),
            **SOURCE,
        },
        (Link(("region_2019",), "areas", ("code",), {"layer": "region", "vintage": "2019"}), TO_SOURCE),
    ),
    Table(
        "footprint_codes",
        "The code and name of each footprint in each vintage",
        ("footprint", "vintage"),
        {
            "footprint": text("NHS England's number, 1 to 44", FOOTPRINT, "a footprint number, 1 to 44"),
            "vintage": text("Year of the boundaries", VINTAGE, "a vintage, 2016 to 2020"),
            "code": text("ONS code of the area the footprint is, or is part of", CODE, "an ONS code"),
            "name": text("Name as ONS prints it in that vintage"),
            "ods_code": text("NHS code, where known", r"^Q[A-Z0-9]{2}$", "Q and two letters or digits", blank=True),
            **SOURCE,
        },
        (
            Link(("footprint",), "footprints", ("footprint",)),
            Link(("vintage", "code"), "areas", ("vintage", "code"), {"layer": "footprint"}),
            TO_SOURCE,
        ),
    ),
    Table(
        "parents",
        "Which area lies in which, and with how many of its people where they do not nest",
        ("layer", "vintage", "code", "parent_layer", "parent_vintage", "parent"),
        {
            **_area_key("that lies inside"),
            "parent_layer": among("The kind of area it lies in", *LAYERS),
            "parent_vintage": text("The year of the boundaries of that area", VINTAGE, "a vintage, 2016 to 2020"),
            "parent": text("ONS code of that area", CODE, "an ONS code: E and eight digits"),
            "people": whole("Residents of mid-2017 who live in both"),
            "share": number("Those residents as a share of the first area's", 0, 1, 6),
            **STATUS,
            **SOURCE,
        },
        (
            TO_AREA,
            Link(("parent_layer", "parent_vintage", "parent"), "areas", ("layer", "vintage", "code")),
            TO_STATUS,
            TO_SOURCE,
        ),
    ),
    Table(
        "people",
        "How many people live in, or are registered in, each area",
        ("layer", "vintage", "code", "counted_on", "basis", "ages"),
        {
            **_area_key("counted"),
            "counted_on": day("The day the count speaks of"),
            "basis": text("resident or registered", WORD, "a basis of counting"),
            "ages": text("all, under_18 or 65_plus", WORD, "an age group"),
            "people": whole("People"),
            **STATUS,
            **SOURCE,
        },
        (TO_AREA, _vocabulary("basis", "people_basis"), _vocabulary("ages", "ages"), TO_STATUS, TO_SOURCE),
    ),
    Table(
        "funding",
        "Money allocated to each area in each financial year",
        ("layer", "vintage", "code", "year", "series"),
        {
            **_area_key("funded"),
            "year": text("Financial year, April to March", r"^20\d\d/\d\d$", "a financial year such as 2016/17"),
            "series": text("Which money", WORD, "a series of figures"),
            "amount_gbp_m": number("£ million, cash, in the year", 0, 200_000, 3),
            **STATUS,
            **SOURCE,
        },
        (TO_AREA, _vocabulary("series", "series"), TO_STATUS, TO_SOURCE),
    ),
    Table(
        "facts",
        "Dated facts about places: who leads, and later how they are governed",
        ("subject", "attribute", "as_at", "value", "source"),
        {
            "subject": text(
                "footprint:number or region:code",
                r"^(footprint:\d+|region:E\d{8})$",
                "footprint:number or region:code",
            ),
            "attribute": text("What the fact is about", WORD, "an attribute"),
            "value": text("A name or a code; blank where the source says that there is none yet", blank=True),
            "status": text("What the fact amounts to", NAME, "a status of a fact"),
            "basis": text("How it is known", NAME, "a basis"),
            "as_at": day("The date the fact speaks of"),
            "from": day("Since when, where any sighting of the same person there states it", blank=True),
            "to": day("Until when at the latest, where any sighting of the same person there states it", blank=True),
            "seen_on": day("The date of the sighting itself, where known", blank=True),
            "confidence": text("high, medium or low", WORD, "a degree of confidence"),
            "note": text("What a reader should know", blank=True, long=True),
            **SOURCE,
        },
        (
            _vocabulary("attribute", "attribute"),
            _vocabulary("status", "fact_status"),
            _vocabulary("basis", "basis"),
            _vocabulary("confidence", "confidence"),
            TO_SOURCE,
        ),
    ),
    Table(
        "vocabulary",
        "Every code used in the package, in plain words",
        ("axis", "code"),
        {
            "axis": text("What the code is about", WORD, "an axis"),
            "code": text("The code", NAME, "a code"),
            "label": text("What readers see"),
            "definition": text("What it means", long=True),
        },
    ),
    Table(
        "sources",
        "Where everything comes from: one card a source",
        ("source",),
        {
            "source": text("Id of the card", SLUG, "a source id"),
            "title": text("Title of the document", long=True),
            "publisher": text("Who published it"),
            "address": text(
                "Where it can be read; blank when no safe address is known",
                LINK,
                "an https address",
                blank=True,
            ),
            "published": day("When it was published; blank when it does not say", blank=True),
            "published_note": text("How sure that date is", blank=True),
            "accessed": day("When it was read; blank when that was not written down", blank=True),
            "licence": text("OGL-3.0, public domain, or not stated"),
            "covers": text("What was taken from it", long=True),
        },
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
