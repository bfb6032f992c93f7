"""datapackage.json: what the machine can say of the package, beside what people wrote in package.toml."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from stpdash.package import BOUNDARIES, NEIGHBOURS, fingerprint, hashed
from stpdash.schema import TABLES, Table, descriptor_fields, descriptor_links

SHAPES = {
    BOUNDARIES: (
        "boundaries",
        "The areas of every layer and vintage over one set of lines",
        "topojson",
        "application/json",
    ),
    NEIGHBOURS: ("neighbours", "The land around England", "geojson", "application/geo+json"),
}


def descriptor(
    about: Mapping[str, Any], content: Mapping[str, bytes], cards: pd.DataFrame, accuracy_m: int
) -> bytes:
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
    return {"title": f"{card['publisher']}: {card['title']}"} | (
        {"path": card["address"]} if card["address"] else {}
    )


def _table(table: Table, raw: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": descriptor_fields(table),
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    links = descriptor_links(table)
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
    name, title, kind, media = SHAPES[path]
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": kind,
        "mediatype": media,
        "encoding": "utf-8",
        **_size(raw),
    }


def _size(raw: bytes) -> dict[str, Any]:
    return {"bytes": len(raw), "hash": hashed(raw)}
