"""JSON Schemas (draft 2020-12) of every kind of file of the data API, made from what the tables promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pandera.pandas as pa

from stpdash.columns import LONG_LIMIT, TEXT_LIMIT, Table
from stpdash.keys import CODE, LAYERS, VINTAGE
from stpdash.model import Atlas
from stpdash.schema import BY_NAME, TABLES
from stpdash.site import data_layers
from stpdash.site.data_areas import IN_BRIEF, NAMED, WITHIN

Schema: TypeAlias = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHA256 = "^[0-9a-f]{64}$"
_KINDS = {"bool": "boolean", "int64": "integer", "float64": "number"}
_SAME = {"pattern": "pattern", "allowed_values": "enum", "min_value": "minimum", "max_value": "maximum"}
"""What pandera's checks are called in JSON Schema."""
_ID = {"type": ["string", "null"], "minLength": 1, "description": "Name of the area's own file; null: it has none"}
SHAPE_ID = "ONS code; where a code has several shapes, -YEAR after it: the first vintage of this one"
_AREAS_OF_EACH = {
    "type": ["object", "null"],
    "description": "How many areas there were in each vintage of a layer; null for any other file",
    "additionalProperties": {"type": "integer", "minimum": 1},
}


def table(atlas: Atlas, of: Table) -> Schema:
    """The schema of a table's JSON file: each row a list of cells, in the order of `columns`."""
    cells = _cells(atlas, of)
    row = _list("Cells in the order of `columns`", prefixItems=list(cells.values()), items=False, minItems=len(cells))
    links = [
        {"columns": list(link.columns), "table": link.table, "target": list(link.target), "where": dict(link.given)}
        for link in of.links
    ]
    told = _object(
        of.title,
        about=_about(),
        columns={"const": list(of.columns)},
        key={"const": list(of.key), "description": "The columns which together tell rows apart"},
        rows=_list("One item a row", items=row, minItems=1),
        table={"const": of.name},
        title={"const": of.title},
    )
    return _published(told) | {"x-links": links}


def layer(atlas: Atlas, name: str, vintages: list[str]) -> Schema:
    """The schema of a layer's GeoJSON; how coordinates are nested is left to RFC 7946."""
    areas = _cells(atlas, BY_NAME["areas"])
    told = {each: areas[each] for each in ("area_km2", "code", "name", "ods_code")}
    told |= {f"in_{year}": {"type": "boolean", "description": f"Whether it holds in {year}"} for year in vintages}
    numbers = {
        "type": ["string", "null"],
        "pattern": r"^\d+( \d+)*$",
        "description": "Numbers of the footprints it is, or was merged from; null for any other layer",
    }
    own = {"type": "string", "pattern": f"{CODE[:-1]}(-20\\d\\d)?$", "description": SHAPE_ID}
    years = _list("The vintages in which it holds", items={"enum": vintages}, minItems=1, uniqueItems=True)
    sources = _list("Whose shape it is", items=areas["source"], minItems=1, uniqueItems=True)
    feature = _object(
        "A shape of an area, the same in each of its vintages; name and ods_code are those of the last",
        geometry=_object("The shape", coordinates={"type": "array", "minItems": 1}, type={"enum": ["MultiPolygon"]}),
        id=own,
        properties=_object(
            "What is said of it", footprint=numbers, layer={"const": name}, sources=sources, vintages=years, **told
        ),
        type={"const": "Feature"},
    )
    return _published(
        _object(
            "The shapes of a layer: GeoJSON, WGS 84",
            about=_about(),
            accuracy_m={"type": "integer", "description": "How far a line strays from the full one at most, metres"},
            bbox=_list("West, south, east, north, degrees", items={"type": "number"}, minItems=4, maxItems=4),
            features=_list("One item a shape, by code and first vintage", items=feature, minItems=1),
            title=_text("The layer in words"),
            type={"const": "FeatureCollection"},
        )
    )


def area(atlas: Atlas) -> Schema:
    """The schema of the file of one area."""
    cells = {name: _cells(atlas, BY_NAME[name]) for name in ("areas", "changes", "facts", "funding", "people")}
    cells["facts"]["about"] = _text("What the fact is about, in words")
    cells["facts"]["in_words"] = _text("The value in words; null: the source says that there is none yet", null=True)
    within = _cells(atlas, BY_NAME["parents"])
    other = dict(zip(NAMED, (_ID, *_key(), _text("Name of the other area")), strict=True))
    other |= {name: within[name] for name in WITHIN}
    whole = _cells(atlas, BY_NAME["sources"])
    card = _object("A source, in brief; whole in tables/sources.json", **{name: whole[name] for name in IN_BRIEF})
    own = dict(zip(NAMED, (_text("Name of this file"), *_key(), _text("Name")), strict=True))
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
    return _published(
        _object(
            "One area: a footprint, region, CCG, council or combined authority",
            about=_about(),
            area=_object(
                "The area as it has a page",
                **own,
                footprints=_list("Numbers of the footprints it is or was merged from", items={"type": "string"}),
                label=_text("What it is called in a list"),
                ods_code=cells["areas"]["ods_code"],
            ),
            sources={
                "type": "object",
                "description": "The card of each source a row names, in brief",
                "additionalProperties": card,
            },
            **{name: _list(says, items=_object(says, **told)) for name, (says, told) in groups.items()},
        )
    )


def index() -> Schema:
    """The schema of the index."""
    null = {"type": ["string", "null"]}
    entry = _object(
        "A file",
        attribution=_lines(),
        bytes={"type": "integer", "minimum": 1},
        description=_text("What is in it"),
        licence=_text("SPDX name of its licence"),
        media_type=_text("Media type"),
        path=_text("Where it is, seen from the index"),
        rows={"type": ["integer", "null"], "minimum": 1, "description": "Rows or shapes; null where it has none"},
        schema=null | {"description": "Where the schema of the file is; null where it has none"},
        sha256={"type": "string", "pattern": SHA256},
        title=_text("Title"),
        vintages=_AREAS_OF_EACH,
    )
    return _published(
        _object(
            "Every file of the data API",
            about=_about(),
            accuracy_m={"type": "integer", "minimum": 1},
            checksums=_text("Where the checksums of all files are, for sha256sum -c"),
            cite=_text("How to cite the data"),
            description=_text("How the files are to be read"),
            files=_list("One item a file", items=entry, minItems=1),
            licences={"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
            title=_text("Title"),
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


def _published(told: Schema) -> Schema:
    return {"$schema": DRAFT} | told


def _object(says: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": says,
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _list(says: str, **more: Any) -> Schema:
    return {"type": "array", "description": says} | more


def _text(says: str, *, null: bool = False) -> Schema:
    return {"type": ["string", "null"] if null else "string", "minLength": 1, "description": says}


def _lines() -> Schema:
    return _list("Lines to print wherever the data are used", items={"type": "string"}, minItems=1)


def _key() -> tuple[Schema, Schema, Schema]:
    return (
        {"enum": list(LAYERS), "description": "The kind of area"},
        {"type": "string", "pattern": VINTAGE, "description": "The year of its boundaries"},
        {"type": "string", "pattern": CODE, "description": "ONS code"},
    )


def _about() -> Schema:
    return _object(
        "Which data these are",
        attribution=_lines(),
        fingerprint={"type": "string", "pattern": SHA256, "description": "The same for the same data, else another"},
        licence=_text("SPDX name of the licence"),
        version=_text("Version of the data"),
    )


def every(atlas: Atlas) -> Iterator[tuple[str, str, Schema]]:
    """Every schema: its file, its title, itself."""
    for each in TABLES:
        yield f"schema/tables/{each.name}.json", f"Schema of the table: {each.title}", table(atlas, each)
    for name, vintages in data_layers.vintages(atlas).items():
        title = f"Schema of the shapes: {atlas.word('layer', name)}"
        yield f"schema/layers/{name}.json", title, layer(atlas, name, vintages)
    yield "schema/area.json", "Schema of the file of an area", area(atlas)
    yield "schema/index.json", "Schema of the index", index()
