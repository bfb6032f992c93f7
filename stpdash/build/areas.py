"""areas.csv: every area of every layer and vintage, its size and a point inside it."""

import pandas as pd

from stpdash.build.coverage import Coverage
from stpdash.build.footprints import ods_codes
from stpdash.build.geometry import in_degrees
from stpdash.build.layers import ALL, Layer, named
from stpdash.build.sources import Sources


def table(sources: Sources, coverage: Coverage) -> pd.DataFrame:
    """One row an area: its codes, name, square kilometres in full detail, and a point inside as drawn."""
    areas = pd.concat([_layer(sources, coverage, layer) for layer in ALL], ignore_index=True)
    footprints = ods_codes(sources).set_index(["vintage", "code"])["ods_code"]
    is_footprint = areas["layer"] == "footprint"
    keys = pd.MultiIndex.from_frame(areas.loc[is_footprint, ["vintage", "code"]])
    areas.loc[is_footprint, "ods_code"] = footprints.reindex(keys).to_numpy()
    return areas


def _layer(sources: Sources, coverage: Coverage, layer: Layer) -> pd.DataFrame:
    areas = named(sources.lookup, layer).set_index("code")
    inside = in_degrees(coverage.shapes(layer)).representative_point()
    return areas.assign(
        layer=layer.layer,
        vintage=layer.vintage,
        area_km2=coverage.full_areas_km2(layer),
        lon=inside.x,
        lat=inside.y,
        source="ons-areas",
    ).reset_index()
