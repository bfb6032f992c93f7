"""JSON Schemas (draft 2020-12) of every kind of file of the data API, made from what the tables promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandera.pandas as pa

from stpdash.columns import LONG_LIMIT, TEXT_LIMIT, Table
from stpdash.keys import CODE, VINTAGE
from stpdash.model import Atlas
from stpdash.schema import BY_NAME, TABLES
from stpdash.site import data_layers
from stpdash.site import data_schema_parts as parts
from stpdash.site.data_areas import IN_BRIEF, NAMED, WITHIN
from stpdash.site.data_schema_parts import SHA256, Schema

_KINDS = {"bool": "boolean", "int64": "integer", "float64": "number"}
_SAME = {"pattern": "pattern", "allowed_values": "enum", "min_value": "minimum", "max_value": "maximum"}
"""What pandera's checks are called in JSON Schema."""
_ID = {"type": ["string", "null"], "minLength": 1, "description": "Name of the area's own file; null: it has none"}
_NUMBERS = {
    "type": ["string", "null"],
    "pattern": r"^\d+( \d+)*$",
    "description": "Numbers of the footprints it is, or was merged from; null for any other layer",
}
SHAPE_ID = "ONS code; where a code has several shapes, -YEAR after it: the first vintage of this one"
_AREAS_OF_EACH = {
    "type": ["object", "null"],
    "description": "How many areas there were in each vintage of a layer; null for any other file",
    "additionalProperties": {"type": "integer", "minimum": 1},
}


def table(atlas: Atlas, of: Table) -> Schema:
    """The schema of a table's JSON file: each row a list of cells, in the order of `columns`."""
    cells = _cells(atlas, of)
    row = parts.items(
        "Cells in the order of `columns`", prefixItems=list(cells.values()), items=False, minItems=len(cells)
    )
    links = [
        {"columns": list(link.columns), "table": link.table, "target": list(link.target), "where": dict(link.given)}
        for link in of.links
    ]
    told = parts.record(
        of.title,
        about=parts.about(),
        columns={"const": list(of.columns)},
        key={"const": list(of.key), "description": "The columns which together tell rows apart"},
        rows=parts.items("One item a row", items=row, minItems=1),
        table={"const": of.name},
        title={"const": of.title},
    )
    return parts.published(told) | {"x-links": links}


def layer(atlas: Atlas, name: str, vintages: list[str]) -> Schema:
    """The schema of a layer's GeoJSON; how coordinates are nested is left to RFC 7946."""
    areas = _cells(atlas, BY_NAME["areas"])
    told = {each: areas[each] for each in ("area_km2", "code", "name", "ods_code")}
    told |= {f"in_{year}": {"type": "boolean", "description": f"Whether it holds in {year}"} for year in vintages}
    own = {"type": "string", "pattern": f"{CODE[:-1]}(-20\\d\\d)?$", "description": SHAPE_ID}
    years = parts.items("The vintages in which it holds", items={"enum": vintages}, minItems=1, uniqueItems=True)
    sources = parts.items("Whose shape it is", items=areas["source"], minItems=1, uniqueItems=True)
    feature = parts.record(
        "A shape of an area, the same in each of its vintages; name and ods_code are those of the last",
        geometry=parts.record(
            "The shape", coordinates={"type": "array", "minItems": 1}, type={"enum": ["MultiPolygon"]}
        ),
        id=own,
        properties=parts.record(
            "What is said of it", footprint=_NUMBERS, layer={"const": name}, sources=sources, vintages=years, **told
        ),
        type={"const": "Feature"},
    )
    return parts.published(
        parts.record(
            "The shapes of a layer: GeoJSON, WGS 84",
            about=parts.about(),
            accuracy_m={"type": "integer", "description": "How far a line strays from the full one at most, metres"},
            bbox=parts.items("West, south, east, north, degrees", items={"type": "number"}, minItems=4, maxItems=4),
            features=parts.items("One item a shape, by code and first vintage", items=feature, minItems=1),
            title=parts.words("The layer in words"),
            type={"const": "FeatureCollection"},
        )
    )


def rows_of_layer(atlas: Atlas) -> Schema:
    """The schema of a row of a layer's CSV as an object, column to cell; a blank cell is null."""
    areas = _cells(atlas, BY_NAME["areas"])
    year = {"type": "string", "pattern": VINTAGE, "description": "The year of its boundaries"}
    told = {name: areas[name] for name in data_layers.COLUMNS if name in areas}
    told |= {"vintage": year, "footprint": _NUMBERS, "id": _ID}
    return parts.published(parts.record("A row of a layer's CSV: an area at a vintage; a blank cell is null", **told))


def area(atlas: Atlas) -> Schema:
    """The schema of the file of one area."""
    cells = {name: _cells(atlas, BY_NAME[name]) for name in ("areas", "changes", "facts", "funding", "people")}
    cells["facts"]["about"] = parts.words("What the fact is about, in words")
    cells["facts"]["in_words"] = parts.words(
        "The value in words; null: the source says that there is none yet", null=True
    )
    within = _cells(atlas, BY_NAME["parents"])
    other = dict(zip(NAMED, (_ID, *parts.area_key(), parts.words("Name of the other area")), strict=True))
    other |= {name: within[name] for name in WITHIN}
    whole = _cells(atlas, BY_NAME["sources"])
    card = parts.record("A source, in brief; whole in tables/sources.json", **{name: whole[name] for name in IN_BRIEF})
    own = dict(zip(NAMED, (parts.words("Name of this file"), *parts.area_key(), parts.words("Name")), strict=True))
    groups = {
        "vintages": ("The area in each vintage in which it was there", cells["areas"]),
        "parents": ("Areas of other layers in which it lies, with the share (0 to 1) of its people in each", other),
        "children": ("Areas of other layers that lie in it, with the share (0 to 1) of their people in it", other),
        "later": ("Areas of its own layer in which its people are in later vintages, with the share in each", other),
        "people": ("How many people live in it or are registered there", cells["people"]),
        "funding": ("Money allocated to it, by financial year", cells["funding"]),
        "facts": ("Dated facts about it", cells["facts"]),
        "changes": ("The parts of changes by which it began, ended, lost or gained", cells["changes"]),
    }
    return parts.published(
        parts.record(
            "One area: a footprint, region, CCG, council or combined authority",
            about=parts.about(),
            area=parts.record(
                "The area as it has a page",
                **own,
                footprints=parts.items("Numbers of the footprints it is or was merged from", items={"type": "string"}),
                label=parts.words("What it is called in a list"),
                ods_code=cells["areas"]["ods_code"],
            ),
            sources={
                "type": "object",
                "description": "The card of each source a row names, in brief",
                "additionalProperties": card,
            },
            **{name: parts.items(says, items=parts.record(says, **told)) for name, (says, told) in groups.items()},
        )
    )


def index() -> Schema:
    """The schema of the index."""
    null = {"type": ["string", "null"]}
    entry = parts.record(
        "A file",
        attribution=parts.to_credit(),
        bytes={"type": "integer", "minimum": 1},
        description=parts.words("What is in it"),
        licence=parts.words("SPDX name of its licence"),
        media_type=parts.words("Media type"),
        path=parts.words("Where it is, seen from the index"),
        rows={"type": ["integer", "null"], "minimum": 1, "description": "Rows or shapes; null where it has none"},
        schema=null
        | {"description": "Where the schema of the file is (of a CSV: of its rows, see the docs); null: none"},
        sha256={"type": "string", "pattern": SHA256},
        title=parts.words("Title"),
        vintages=_AREAS_OF_EACH,
    )
    return parts.published(
        parts.record(
            "Every file of the data API",
            about=parts.about(),
            accuracy_m={"type": "integer", "minimum": 1},
            checksums=parts.words("Where the checksums of all files are, for sha256sum -c"),
            cite=parts.words("How to cite the data"),
            description=parts.words("How the files are to be read"),
            files=parts.items("One item a file", items=entry, minItems=1),
            licences={"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
            title=parts.words("Title"),
        )
    )


def _cells(atlas: Atlas, of: Table) -> dict[str, Schema]:
    """What may stand in each column of a table."""
    axes = {link.columns[0]: link.given["axis"] for link in of.links if link.table == "vocabulary"}
    return {name: _cell(column, dict(_codes(atlas, axes.get(name, "")))) for name, column in of.columns.items()}


def _codes(atlas: Atlas, axis: str) -> Iterator[tuple[str, Schema]]:
    for code, definition in atlas.codes_of(axis).items():
        yield code, {"const": code, "title": atlas.word(axis, code), "description": definition}


def _cell(column: pa.Column, codes: Mapping[str, Schema]) -> Schema:
    kind = _KINDS.get(str(column.dtype), "string")
    blank = bool(column.metadata.get("blank"))
    expected = "; ".join(str(check.error) for check in column.checks if check.error)
    told: Schema = {"description": f"{column.description} ({expected})" if expected else column.description}
    if codes:
        return told | {"oneOf": list(codes.values())}
    if kind == "string":
        told |= {"minLength": 1, "maxLength": LONG_LIMIT if column.metadata["long"] else TEXT_LIMIT}
    for check in column.checks:
        told |= _limits(check) if check.name != "str_length" else {}
    if blank and "enum" in told:
        told["enum"] = [*told["enum"], None]
    return told | {"type": [kind, "null"] if blank else kind}


def _limits(check: pa.Check) -> Schema:
    told = {_SAME[name]: value for name, value in (check.statistics or {}).items() if name in _SAME}
    return {name: list(value) if name == "enum" else value for name, value in told.items()}


def every(atlas: Atlas) -> Iterator[tuple[str, str, Schema]]:
    """Every schema: its file, its title, itself."""
    for each in TABLES:
        yield f"schema/tables/{each.name}.json", f"Schema of the table: {each.title}", table(atlas, each)
    for name, vintages in data_layers.vintages(atlas).items():
        title = f"Schema of the shapes: {atlas.word('layer', name)}"
        yield f"schema/layers/{name}.json", title, layer(atlas, name, vintages)
    yield f"schema/{data_layers.ROWS}", "Schema of a row of the CSV of a layer", rows_of_layer(atlas)
    yield "schema/area.json", "Schema of the file of an area", area(atlas)
    yield "schema/index.json", "Schema of the index", index()
