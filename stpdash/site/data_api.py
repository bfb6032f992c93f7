"""The data API of the plain edition: every table, layer and area as files that a program can fetch and check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from stpdash import find, package, schema, words
from stpdash.model import Atlas
from stpdash.site import data_areas, data_layers, data_schema, data_tables

ROOT = "data/v1"
"""Where the API stands in the edition. What would break a reader of v1 gets a folder of its own, v2."""
INDEX, CHECKSUMS = "index.json", "checksums.txt"
LICENCES = {
    data_tables.LICENCE: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_JSON, _GEOJSON, _CSV, _SCHEMA = "application/json", "application/geo+json", "text/csv", "application/schema+json"
READ_THIS = (
    "The same data in two shapes: tables, as CSV and as JSON (a list of columns, and rows in that order), and a file "
    "for each area that has a page. Text codes, years and footprint numbers are text. A blank cell (null in JSON) "
    "means that no source says; nothing is filled in, and zero is a figure. An area is named by layer, vintage and "
    "code together. Every figure has a source (a card in tables/sources.json) and a status: published, derived or "
    "estimated. In CSV, text that begins like a formula has an apostrophe before it. The licence does not cover "
    "personal data: people are named in their public role only."
)
ONE_A_SHAPE = (
    "One feature a shape: where an area keeps its ground it is here once, with the vintages in which it holds, and its "
    "name in the last of them. The layer of one vintage is the features that say true to it, such as in_2017."
)


@dataclass(frozen=True)
class _File:
    """A file as it is made: its path from the index, its bytes, and what the index says of it."""

    path: str
    raw: bytes
    title: str
    description: str
    media_type: str
    rows: int | None = None
    vintages: dict[str, int] | None = None
    schema: str | None = None
    attribution: tuple[str, ...] = data_tables.ATTRIBUTION


def files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Every file of the API: its path from the edition's root, such as ``data/v1/index.json``, and its bytes.

    One at a time, the index and the checksums last. The same bytes from the same data. The shapes are those of
    `package.home()`; raises DataError when they are not the shapes of this atlas.
    """
    entries: list[dict[str, object]] = []
    sums: dict[str, str] = {}
    for file in _every(atlas):
        told = {name: value for name, value in asdict(file).items() if name != "raw"}
        sums[file.path] = hashlib.sha256(file.raw).hexdigest()
        sized = {"bytes": len(file.raw), "sha256": sums[file.path], "licence": data_tables.LICENCE}
        entries.append(told | sized | {"attribution": list(file.attribution)})
        yield f"{ROOT}/{file.path}", file.raw
    index = data_tables.encoded(_index(atlas) | {"files": entries})
    sums[INDEX] = hashlib.sha256(index).hexdigest()
    yield f"{ROOT}/{INDEX}", index
    yield f"{ROOT}/{CHECKSUMS}", "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def cite(atlas: Atlas) -> str:
    """How to cite the data: name, version, fingerprint in short, and whom else to credit."""
    credit = ". ".join(line.rstrip(".") for line in data_tables.ATTRIBUTION)
    return f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}. {credit}."


def _index(atlas: Atlas) -> dict[str, object]:
    return {
        "about": data_tables.about(atlas),
        "accuracy_m": atlas.accuracy_m,
        "checksums": CHECKSUMS,
        "cite": cite(atlas),
        "description": f"{READ_THIS} {words.NOT_AN_NHS_SITE}",
        "licences": LICENCES,
        "title": f"{words.NAME}: data",
    }


def _every(atlas: Atlas) -> Iterator[_File]:
    yield from _tables(atlas)
    yield from _layers(atlas)
    yield from _areas(atlas)
    for path, title, told in data_schema.every(atlas):
        raw = data_tables.encoded(told, indent=1)
        yield _File(path, raw, title, "JSON Schema, draft 2020-12", _SCHEMA)


def _tables(atlas: Atlas) -> Iterator[_File]:
    for table in schema.TABLES:
        count = len(getattr(atlas, table.name))
        says = f"Key: {', '.join(table.key)}. Columns: {', '.join(table.columns)}."
        of = f"schema/tables/{table.name}.json"
        name = f"tables/{table.name}"
        yield _File(f"{name}.csv", data_tables.as_csv(atlas, table), table.title, says, _CSV, count, schema=of)
        yield _File(f"{name}.json", data_tables.as_json(atlas, table), table.title, says, _JSON, count, schema=of)


def _layers(atlas: Atlas) -> Iterator[_File]:
    for layer in data_layers.every(atlas, package.home()):
        yield _File(
            path=f"layers/{layer.name}.geojson",
            raw=layer.raw,
            title=atlas.word("layer", layer.name),
            description=f"{ONE_A_SHAPE} WGS 84, lines true to {atlas.accuracy_m} m.",
            media_type=_GEOJSON,
            rows=layer.shapes,
            vintages=layer.areas,
            schema=f"schema/layers/{layer.name}.json",
            attribution=data_layers.ATTRIBUTION,
        )
        yield _File(
            path=f"layers/{layer.name}.csv",
            raw=layer.csv,
            title=atlas.word("layer", layer.name),
            description=f"A row an area and vintage, no shapes. Columns: {', '.join(data_layers.COLUMNS)}.",
            media_type=_CSV,
            rows=sum(layer.areas.values()),
            schema=f"schema/{data_layers.ROWS}",
            attribution=data_layers.ATTRIBUTION,
        )
    yield _File(
        path="layers/all.topojson",
        raw=package.topojson(package.home()),
        title="Every layer and vintage, and the ground that moved between them",
        description="TopoJSON: an object a layer and vintage, such as ccg_2017, with code and name; each line once.",
        media_type=_JSON,
        attribution=data_layers.ATTRIBUTION,
    )


def _areas(atlas: Atlas) -> Iterator[_File]:
    says = "Names and codes, what it lies in and what lies in it, people, money, dated facts, changes, with sources."
    for area, raw in data_areas.Areas(atlas).every():
        path = f"areas/{area.id}.json"
        yield _File(path, raw, find.label(area), says, _JSON, schema="schema/area.json")
