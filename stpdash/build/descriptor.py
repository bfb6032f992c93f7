"""datapackage.json: what the machine can say of the package, beside what people wrote in package.toml."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from stpdash.columns import Table
from stpdash.package import BOUNDARIES, NEIGHBOURS, fingerprint, hashed
from stpdash.schema import TABLES


class Shapes(NamedTuple):
    """What is said of a boundary file; ``source`` is its card."""

    name: str
    title: str
    format: str
    mediatype: str
    source: str


AREAS = "The areas of every layer and vintage over one set of lines"
SHAPES = {
    BOUNDARIES: Shapes("boundaries", AREAS, "topojson", "application/json", "ons-areas"),
    NEIGHBOURS: Shapes("neighbours", "The land around England", "geojson", "application/geo+json", "neighbouring-land"),
}


def descriptor(about: Mapping[str, Any], content: Mapping[str, bytes], cards: pd.DataFrame, accuracy_m: int) -> bytes:
    """The descriptor of a package with this content by path: frictionless Data Package v1, no clock in it."""
    resources = [
        *(_table(table, content[table.file]) for table in TABLES),
        *(_shapes(path, content[path]) for path in SHAPES),
    ]
    told = {
        **about,
        "profile": "data-package",
        "fingerprint": fingerprint(resources),
        "accuracy_m": accuracy_m,
        "sources": [_source(card) for _, card in cards.sort_values("source").iterrows()],
        "resources": resources,
    }
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


def _source(card: pd.Series) -> dict[str, str]:
    return {"title": f"{card['publisher']}: {card['title']}"} | ({"path": card["address"]} if card["address"] else {})


def _table(table: Table, raw: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": _fields(table),
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    links = _links(table)
    return {
        "name": table.name.replace("_", "-"),
        "path": table.file,
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": raw.count(b"\n") - 1,
        **_size(raw),
        "schema": schema | ({"foreignKeys": links} if links else {}),
    }


def _shapes(path: str, raw: bytes) -> dict[str, Any]:
    shapes = SHAPES[path]
    told = {
        "title": shapes.title,
        "format": shapes.format,
        "mediatype": shapes.mediatype,
        "encoding": "utf-8",
    }
    return {"name": shapes.name, "path": path, **told, **_size(raw)}


def _size(raw: bytes) -> dict[str, Any]:
    return {"bytes": len(raw), "hash": hashed(raw)}


def _fields(table: Table) -> list[dict[str, Any]]:
    """The columns of a table as a frictionless schema describes them."""
    return [_field(name, column) for name, column in table.columns.items()]


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    kinds = {"bool": "boolean", "int64": "integer", "float64": "number"}
    constraints: dict[str, Any] = {} if column.metadata.get("blank") else {"required": True}
    for check in column.checks:
        constraints |= _constraints(check)
    kind = kinds.get(str(column.dtype), "string")
    return {"name": name, "type": kind, "description": column.description} | (
        {"constraints": constraints} if constraints else {}
    )


def _constraints(check: pa.Check) -> dict[str, Any]:
    told = check.statistics or {}
    renamed = {"pattern": "pattern", "allowed_values": "enum", "min_value": "minimum", "max_value": "maximum"}
    if check.name == "str_length":
        return {"minLength": told["min_value"]}
    return {
        renamed[name]: list(value) if name == "allowed_values" else value
        for name, value in told.items()
        if name in renamed
    }


def _links(table: Table) -> list[dict[str, Any]]:
    """The links of a table which hold as they stand, as frictionless foreign keys."""
    return [
        {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.target)}}
        for link in table.links
        if not link.given
    ]
