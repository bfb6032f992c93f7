"""England cut into atoms, once: every area's full size, and the lighter shapes that are drawn."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from stpdash.build.geometry import dissolved, gridded, grouped, simplified
from stpdash.build.layers import DRAWN, Layer
from stpdash.build.sources import Sources

TOLERANCE_M = 100
"""At 100 m every area keeps its size within 1% (at 120 not), and every line between areas stays within 260 m
(at 110 one strays 430)."""


@dataclass(frozen=True)
class Coverage:
    """Every atom's codes, its shape in full (EPSG:27700) and its shape as drawn (on the grid)."""

    codes: pd.DataFrame
    full: gpd.GeoSeries
    drawn: gpd.GeoSeries

    def full_areas_km2(self, layer: Layer) -> pd.Series:
        """Square kilometres of each area of a layer, from the full shapes; indexed by code."""
        codes = self.codes[layer.code]
        areas: pd.Series = self.full.area / 1e6
        return areas.groupby(codes[codes != ""]).sum()

    def shapes(self, layer: Layer) -> gpd.GeoSeries:
        """The drawn shape of each area of a layer, on the grid; indexed by code."""
        return grouped(self.drawn, self.codes[layer.code])


def coverage(sources: Sources) -> Coverage:
    """The atoms of England: LSOAs that share every code of every drawn layer."""
    columns = sorted({layer.code for layer in DRAWN})
    lookup = sources.lookup
    atom = lookup.groupby(columns).ngroup()
    full = dissolved(sources.lsoas, atom)
    codes = lookup[[*columns, "ENGCD"]].groupby(atom).first()
    return Coverage(codes, full, simplified(gridded(full), TOLERANCE_M))
