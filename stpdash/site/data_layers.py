"""The shapes of a layer as GeoJSON, as RFC 7946 has it: each shape once, with the vintages in which it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from stpdash import find, outlines, package, words
from stpdash.errors import RESTORE, DataError
from stpdash.model import Atlas
from stpdash.site.data_tables import Cell, about, encoded, written

PLACES = 5
"""Decimals of a degree, about a metre: far finer than the lines were drawn, so that no corner falls on another."""
COLUMNS = ("vintage", "code", "ods_code", "name", "footprint", "area_km2", "id", "source")
"""What the CSV of a layer has of each area; `id` names the area's own file."""
ROWS = "layers/rows.json"
"""The schema of its rows, among the schemas."""
ATTRIBUTION = (words.ONS_CREDIT, words.OS_CREDIT)


@dataclass(frozen=True)
class Layer:
    """A layer as it is published: shapes and rows, how many areas it had in each vintage, how many shapes those share.

    `raw` is its GeoJSON, `csv` the same areas without shapes, a row an area and vintage.
    """

    name: str
    raw: bytes
    csv: bytes
    areas: dict[str, int]
    shapes: int


@dataclass(frozen=True)
class _Ground:
    """What must stay as it is for an area of one vintage to be that of another: code, lines, size and numbers."""

    code: str
    lines: frozenset[int]
    area_km2: float
    footprint: str


def vintages(atlas: Atlas) -> dict[str, list[str]]:
    """The layers that have shapes, all but England itself, and the vintages of each."""
    keys = atlas.areas[["layer", "vintage"]].drop_duplicates()
    return {str(name): sorted(each) for name, each in keys.groupby("layer")["vintage"] if name != "england"}


def every(atlas: Atlas, folder: Path) -> Iterator[Layer]:
    """Every layer, drawn from the lines of the boundary file of `folder`: areas share them corner for corner.

    Raises DataError when that file has other areas than the atlas.
    """
    lines = package.lines(folder)
    for name, years in vintages(atlas).items():
        for vintage in years:
            _of_the_atlas(atlas, lines, folder, f"{name}_{vintage}", atlas.codes(name, vintage))
        grounds = _grounds(atlas, lines, name, years)
        raw = encoded(_collection(atlas, lines, name, years, grounds))
        csv = written(COLUMNS, _rows(atlas, name, years))
        yield Layer(name, raw, csv, {vintage: len(atlas.codes(name, vintage)) for vintage in years}, len(grounds))


def _rows(atlas: Atlas, name: str, years: list[str]) -> Iterator[list[Cell]]:
    """Every area of a layer at every vintage, by vintage and code."""
    for vintage in years:
        for code, row in atlas.layer(name, vintage).sort_index().iterrows():
            area = atlas.area(name, vintage, str(code))
            own = area.id if area.id in find.choices(atlas) else None
            numbers = _numbers(atlas, name, vintage, area.code)
            told = {"vintage": vintage, "code": area.code, "footprint": numbers, "id": own}
            yield [told.get(each, row.get(each)) or None for each in COLUMNS]


def _of_the_atlas(atlas: Atlas, lines: outlines.Lines, folder: Path, drawn: str, codes: pd.Index) -> None:
    strange = codes.symmetric_difference(pd.Index(lines.of.get(drawn, {}).keys()))
    if not strange.empty:
        found = f"other areas: {', '.join(sorted(map(str, strange))[:5])}"
        raise DataError.of(f"{folder.name}/{package.BOUNDARIES}", drawn, found, "those of areas.csv", RESTORE)


def _grounds(atlas: Atlas, lines: outlines.Lines, name: str, years: list[str]) -> list[tuple[_Ground, list[str]]]:
    """The shapes of a layer, each once, by code and first vintage, and the vintages in which each holds.

    The boundary file keeps a line once however many areas run along it, so the same lines are the same corners.
    """
    found: dict[_Ground, list[str]] = {}
    for vintage in years:
        for code, size in atlas.layer(name, vintage)["area_km2"].items():
            around = outlines.edge(lines, f"{name}_{vintage}", [str(code)])
            ground = _Ground(str(code), around, size, _numbers(atlas, name, vintage, str(code)))
            found.setdefault(ground, []).append(vintage)
    return sorted(found.items(), key=lambda each: (each[0].code, each[1]))


def _numbers(atlas: Atlas, name: str, vintage: str, code: str) -> str:
    return " ".join(atlas.numbers_of(atlas.area(name, vintage, code))) if name == "footprint" else ""


def _collection(
    atlas: Atlas, lines: outlines.Lines, name: str, years: list[str], grounds: list[tuple[_Ground, list[str]]]
) -> dict[str, Any]:
    codes = [ground.code for ground, _ in grounds]
    drawn = [outlines.outline(lines, f"{name}_{held[0]}", [ground.code]) for ground, held in grounds]
    shapes = [_published(shape) for shape in drawn]
    features = [
        {
            "geometry": shapely.geometry.mapping(shape),
            "id": ground.code if codes.count(ground.code) == 1 else f"{ground.code}-{held[0]}",
            "properties": _told(atlas, name, ground, held) | {f"in_{year}": year in held for year in years},
            "type": "Feature",
        }
        for (ground, held), shape in zip(grounds, shapes, strict=True)
    ]
    return {
        "about": about(atlas) | {"attribution": list(ATTRIBUTION)},
        "accuracy_m": atlas.accuracy_m,
        "bbox": shapely.total_bounds(shapes).tolist(),
        "features": features,
        "title": atlas.word("layer", name),
        "type": "FeatureCollection",
    }


def _told(atlas: Atlas, name: str, ground: _Ground, held: list[str]) -> dict[str, Any]:
    """The properties of a shape, name and code of ODS as they were last; None: it has none."""
    rows = [atlas.layer(name, vintage).loc[ground.code] for vintage in held]
    return {
        "area_km2": ground.area_km2,
        "code": ground.code,
        "footprint": ground.footprint or None,
        "layer": name,
        "name": rows[-1]["name"],
        "ods_code": rows[-1]["ods_code"] or None,
        "sources": sorted({row["source"] for row in rows}),
        "vintages": held,
    }


def _published(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """A shape to the decimals that are published, every outer ring anticlockwise and every hole clockwise."""
    parts = shapely.multipolygons(shapely.get_parts(shape))
    rounded = shapely.transform(parts, lambda corners: np.round(corners, PLACES))
    return shapely.orient_polygons(rounded, exterior_cw=False)
