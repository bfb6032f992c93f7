"""The shapes of a layer at a vintage as GeoJSON, as RFC 7946 has it: WGS 84, outer rings anticlockwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from stpdash import package, words
from stpdash.errors import RESTORE, DataError
from stpdash.model import Atlas
from stpdash.site.data_tables import about, encoded

PLACES = 5
"""Decimals of a degree, about a metre: far finer than the lines were drawn, so that no corner falls on another."""
ATTRIBUTION = (words.ONS_CREDIT, words.OS_CREDIT)


def drawn(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Every layer and vintage that has shapes: all but England itself."""
    keys = atlas.areas[["layer", "vintage"]].drop_duplicates()
    return ((layer, vintage) for layer, vintage in keys.itertuples(index=False) if layer != "england")


def title(atlas: Atlas, layer: str, vintage: str) -> str:
    """A layer in words: "Clinical commissioning group, April 2017"."""
    return f"{atlas.word('layer', layer)}, {atlas.vintage_label(vintage)}"


def geojson(atlas: Atlas, folder: Path, layer: str, vintage: str) -> bytes:
    """The areas of a layer as a FeatureCollection by code, with what the table of areas says of each.

    Areas share their lines corner for corner, here as in the boundary file. Raises DataError when the boundary file
    of `folder` has other areas than the atlas.
    """
    areas = atlas.layer(layer, vintage)
    shapes = package.boundaries(folder, f"{layer}_{vintage}").geometry
    if not areas.index.equals(shapes.index):
        strange = ", ".join(sorted(map(str, areas.index.symmetric_difference(shapes.index)))[:5])
        place = f"{folder.name}/{package.BOUNDARIES}"
        raise DataError.of(place, f"{layer}_{vintage}", f"other areas: {strange}", "those of areas.csv", RESTORE)
    frame = gpd.GeoDataFrame(_told(atlas, layer, vintage), geometry=_wound(shapes), index=areas.index)
    collection: dict[str, Any] = frame.to_geo_dict(show_bbox=True)
    return encoded(
        collection
        | {
            "about": about(atlas) | {"attribution": list(ATTRIBUTION)},
            "accuracy_m": atlas.accuracy_m,
            "title": title(atlas, layer, vintage),
        }
    )


def _told(atlas: Atlas, layer: str, vintage: str) -> dict[str, list[Any]]:
    """The properties of every area of a layer, in the order of their codes; None: it has none."""
    rows = atlas.layer(layer, vintage)
    numbers = [" ".join(atlas.numbers_of(atlas.area(layer, vintage, code))) for code in rows.index]
    return {
        "area_km2": rows["area_km2"].tolist(),
        "code": rows.index.tolist(),
        "footprint": [(number if layer == "footprint" else "") or None for number in numbers],
        "layer": [layer] * len(rows),
        "name": rows["name"].tolist(),
        "ods_code": [code or None for code in rows["ods_code"]],
        "source": rows["source"].tolist(),
        "vintage": [vintage] * len(rows),
    }


def _wound(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    rounded = shapely.transform(shapes.to_numpy(), lambda corners: np.round(corners, PLACES))
    return gpd.GeoSeries(shapely.orient_polygons(rounded, exterior_cw=False), index=shapes.index, crs=shapes.crs)
