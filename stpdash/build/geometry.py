"""England's areas as one coverage: shared edges, no gaps, no overlaps, at every step.

The smallest pieces are *atoms*: the LSOAs which share the same code in every layer and year. Each area of
each layer is a union of atoms, so a boundary that did not change is the same line in every layer and year.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from stpdash.errors import DataError

METRES = "EPSG:27700"
DEGREES = "EPSG:4326"
ORIGIN = np.array([-6.5, 49.8])
CELL = np.array([3e-5, 1.8e-5])
"""One grid cell in degrees of longitude and latitude: about two metres square in the middle of England."""
CELL_METRES = 2.0
ROUNDS = 10

Shapes: TypeAlias = NDArray[Any]
Points: TypeAlias = NDArray[np.float64]


def dissolved(shapes: gpd.GeoSeries, group: pd.Series) -> gpd.GeoSeries:
    """The union of the shapes of each group, in metres, as a coverage without holes between neighbours.

    Indexed by group, sorted. Takes shapes in EPSG:4326 that meet along shared edges; mends those which are
    not valid. The union leaves holes of no area where edges meet a hair apart: coverage_clean closes what is
    under a metre wide.
    """
    sound = pd.Series(np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes)), index=shapes.index)
    whole = sound.groupby(group).agg(lambda part: _polygonal(shapely.union_all(part.to_numpy())))
    metres = gpd.GeoSeries(whole, crs=DEGREES).to_crs(METRES)
    return gpd.GeoSeries(shapely.coverage_clean(metres.to_numpy(), gap_width=1), index=metres.index, crs=METRES)


def _polygonal(shape: Any) -> Any:
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def gridded(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """The coverage on the whole-number grid: every coordinate a count of cells from the origin.

    Snapping can fold a thin neck on itself and mending can leave the grid, so both repeat until neither is
    needed. Raises DataError when that has not settled after ten rounds.
    """
    grid = shapely.transform(shapes.to_crs(DEGREES).to_numpy(), _cells)
    for _ in range(ROUNDS):
        if _settled(grid):
            return gpd.GeoSeries(grid, index=shapes.index)
        mended = shapely.make_valid(grid, method="structure", keep_collapsed=False)
        grid = shapely.transform(shapely.coverage_clean(mended), np.rint)
    raise DataError.of(
        "lsoa11_england_20m.parquet",
        "all",
        "edges that still cross on the grid",
        "a coverage that settles",
        "Mend the LSOA boundaries",
    )


def _cells(degrees: Points) -> Points:
    """Grid cells of positions in degrees; the thousandth keeps float noise from deciding a tie."""
    return np.asarray(np.floor((degrees - ORIGIN) / CELL + 0.5 + 1e-3))


def _settled(grid: Shapes) -> bool:
    corners = shapely.get_coordinates(grid)
    whole = bool((corners == np.rint(corners)).all())
    return whole and bool(shapely.is_valid(grid).all()) and bool(shapely.coverage_is_valid(grid))


def simplified(grid: gpd.GeoSeries, tolerance_m: float) -> gpd.GeoSeries:
    """The coverage with fewer corners, still on the grid: corners are left out, none is moved.

    Both sides of a shared edge lose the same corners. A corner goes when the triangle it makes with its
    neighbours is smaller than the square of the tolerance (Visvalingam and Whyatt 1993, as
    shapely.coverage_simplify has it).
    """
    return gpd.GeoSeries(shapely.coverage_simplify(grid.to_numpy(), tolerance_m / CELL_METRES), index=grid.index)


def in_degrees(grid: gpd.GeoSeries) -> gpd.GeoSeries:
    """Shapes on the grid as longitude and latitude, EPSG:4326."""
    return gpd.GeoSeries(
        shapely.transform(grid.to_numpy(), lambda cells: cells * CELL + ORIGIN), index=grid.index, crs=DEGREES
    )


def grouped(shapes: gpd.GeoSeries, group: pd.Series) -> gpd.GeoSeries:
    """The union of a coverage's shapes by group, corner for corner; indexed by group, sorted.

    Shapes whose group is blank are left out.
    """
    kept = shapes[group.ne("")]
    return gpd.GeoSeries(
        kept.groupby(group[group.ne("")]).agg(lambda part: shapely.coverage_union_all(part.to_numpy())),
        crs=shapes.crs,
    )


def largest_displacement_m(full: gpd.GeoSeries, drawn: gpd.GeoSeries) -> float:
    """How far a drawn line between two neighbours strays from the full one, at most: metres.

    A place further than this from every drawn line is in the area it is drawn in. Coasts are left out: narrow
    tidal water is filled in for kilometres, and nobody lives there. Both coverages on one index.
    """
    there = _between(drawn.to_crs(METRES))
    return max(_strays(line, there[pair]) for pair, line in _between(full).items())


def _between(shapes: gpd.GeoSeries) -> Mapping[tuple[int, int], Points]:
    """The edges two neighbours share, shape (edges, 2 corners, x and y), by the neighbours' places."""
    parts, owner = shapely.get_parts(shapes.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[:-1] == ring[1:]
    edges = undirected(np.hstack([corners[:-1], corners[1:]])[follows])
    order = np.lexsort(edges.T)
    edges, owners = edges[order], owner[part[ring[:-1][follows]]][order]
    twice = np.flatnonzero((edges[:-1] == edges[1:]).all(axis=1))
    pairs = np.sort(np.stack([owners[twice], owners[twice + 1]], axis=1), axis=1)
    return {
        (int(one), int(other)): edges[twice[(pairs == (one, other)).all(axis=1)]].reshape(-1, 2, 2)
        for one, other in np.unique(pairs, axis=0)
    }


def undirected(edges: NDArray[Any]) -> NDArray[Any]:
    """The same edges, each from its lesser corner: shape (edges, 4), x and y of both corners."""
    backwards = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    return np.where(backwards[:, None], edges[:, [2, 3, 0, 1]], edges)


def _strays(full: Points, drawn: Points) -> float:
    """The largest distance from a corner of one set of edges to the other set, metres."""
    corners = shapely.points(full.reshape(-1, 2))
    _, distances = shapely.STRtree(shapely.linestrings(drawn)).query_nearest(
        corners, all_matches=False, return_distance=True
    )
    return float(distances.max())
