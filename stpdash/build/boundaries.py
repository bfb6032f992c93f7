"""The boundary files: every layer and year over one set of lines, and the land around England."""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from stpdash.build.between import MOVE, SPLIT
from stpdash.build.coverage import Coverage
from stpdash.build.footprints import numbers
from stpdash.build.geometry import CELL, DEGREES, METRES, ORIGIN, in_degrees
from stpdash.build.layers import DRAWN, ENGLAND, Layer, named
from stpdash.build.sources import Sources
from stpdash.build.topology import arcs, document, features

AROUND = shapely.box(-11, 48.5, 4.5, 60)
"""The land worth showing round England: longitude and latitude."""
OVERLAP_M = 600
"""How far neighbouring land is drawn on under England, so that no sliver of sea shows along the border."""
COARSE_M = 450
PLACES = 3
MOVED = "moved"
"""The layer of the ground that passed from one area to another."""


def england(sources: Sources, coverage: Coverage, changes: pd.DataFrame) -> bytes:
    """The TopoJSON of all drawn layers: id is the ONS code; with a name, and footprints their number.

    One more layer, ``moved``, has the ground that passed from one area to another, as changes.csv has it.
    """
    lines = arcs(coverage.drawn)
    objects = {layer.object: features(coverage.shapes(layer), _properties(sources, layer), lines) for layer in DRAWN}
    ground = moved(coverage, changes)
    objects[MOVED] = features(ground.geometry, ground[["name"]], lines)
    return _json(document(lines, objects, CELL.tolist(), ORIGIN.tolist()))


def moved(coverage: Coverage, changes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Each piece that moved with a boundary, or as a CCG was divided, on the grid, with the name of the area after.

    Indexed by change, area before and area after, ``CHANGE|CODE|SUCCESSOR``. Made of whole atoms, as every area is.
    """
    wanted = (changes["kind"] == MOVE) | ((changes["kind"] == SPLIT) & (changes["layer"] == "ccg"))
    rows = changes[wanted & changes["moved"]].sort_values(["change", "code", "successor"])
    of = {layer.object: layer.code for layer in DRAWN}
    pieces = {
        f"{row.change}|{row.code}|{row.successor}": coverage.drawn[
            (coverage.codes[of[f"{row.layer}_{row.vintage}"]] == row.code)
            & (coverage.codes[of[f"{row.layer}_{row.successor_vintage}"]] == row.successor)
        ]
        for row in rows.itertuples(index=False)
    }
    shapes = [shapely.coverage_union_all(piece.to_numpy()) for piece in pieces.values()]
    return gpd.GeoDataFrame({"name": [*rows["successor_name"]]}, geometry=shapes, index=[*pieces])


def _properties(sources: Sources, layer: Layer) -> pd.DataFrame:
    names = named(sources.lookup, layer).set_index("code")[["name"]]
    return names.assign(footprint=numbers(sources, layer.vintage)) if layer.layer == "footprint" else names


def neighbours(sources: Sources, coverage: Coverage) -> bytes:
    """The GeoJSON of the land around England, coarse, and drawn on a little under it."""
    land = gpd.GeoSeries(shapely.make_valid(sources.neighbours.to_numpy()), index=sources.neighbours.index, crs=DEGREES)
    metres = land.clip_by_rect(*AROUND.bounds).to_crs(METRES)
    ours = in_degrees(coverage.shapes(ENGLAND["2017"])).to_crs(METRES).iloc[0]
    coarse = metres.simplify(COARSE_M).buffer(0)
    under = coarse.buffer(OVERLAP_M, quad_segs=2).intersection(
        ours.simplify(OVERLAP_M / 4).buffer(OVERLAP_M, quad_segs=2)
    )
    drawn = coarse.union(under).simplify(OVERLAP_M / 4).to_crs(DEGREES)
    rounded = shapely.set_precision(drawn.to_numpy(), 10**-PLACES)
    return _json(
        {
            "type": "FeatureCollection",
            "features": [_feature(name, shape) for name, shape in zip(drawn.index, rounded, strict=True)],
        }
    )


def _feature(name: str, shape: Any) -> dict[str, Any]:
    polygons = [part for part in shapely.get_parts(shapely.normalize(shape)) if part.geom_type == "Polygon"]
    turned = shapely.orient_polygons(shapely.MultiPolygon(polygons))
    parts = [
        [
            [[round(x, PLACES), round(y, PLACES)] for x, y in shapely.get_coordinates(ring).tolist()]
            for ring in shapely.get_rings(part)
        ]
        for part in shapely.get_parts(turned)
    ]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
    }


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
