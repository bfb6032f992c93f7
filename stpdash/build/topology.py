"""A coverage on the whole-number grid, written once: every line between two areas is one arc, used by both.

The format is TopoJSON 1.0 (github.com/topojson/topojson-specification). Arcs are lists of corners as [x, y]
steps from the corner before; a ring names its arcs by number, ``~number`` when it runs along one backwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from stpdash.build.geometry import undirected
from stpdash.errors import DataError

Corner: TypeAlias = tuple[int, int]
Corners: TypeAlias = NDArray[np.int64]
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Arcs:
    """The lines of a coverage, in a settled order, and where each begins, by its first two corners."""

    lines: tuple[Corners, ...]
    number: Mapping[tuple[Corner, Corner], int]
    ends: frozenset[Corner]


def arcs(shapes: gpd.GeoSeries) -> Arcs:
    """The lines of a coverage between the corners where three or more edges meet, or round a lone ring.

    The order does not depend on the order of the shapes: a line runs from its lesser end and lines are
    sorted.
    """
    edges = _edges(shapes)
    crossings = _crossings(edges)
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(edges.astype(float)))))
    lines = [shapely.get_coordinates(line).astype(np.int64) for line in merged]
    settled = sorted((_settled(line, crossings) for line in lines), key=np.ndarray.tolist)
    number: dict[tuple[Corner, Corner], int] = {}
    for place, line in enumerate(settled):
        number[_corner(line[0]), _corner(line[1])] = place
        number.setdefault((_corner(line[-1]), _corner(line[-2])), ~place)
    ends = frozenset(_corner(line[end]) for line in settled for end in (0, -1))
    return Arcs(tuple(settled), number, ends)


def _edges(shapes: gpd.GeoSeries) -> Corners:
    """Every edge of a coverage once, shape (edges, 2 corners, x and y), whichever shapes it belongs to."""
    rings = shapely.get_rings(shapely.get_parts(shapes.to_numpy()))
    corners = [shapely.get_coordinates(ring).astype(np.int64) for ring in rings]
    pairs = np.concatenate([np.hstack([ring[:-1], ring[1:]]) for ring in corners])
    return np.unique(undirected(pairs), axis=0).reshape(-1, 2, 2)


def _crossings(edges: Corners) -> frozenset[Corner]:
    """The corners where more than two edges meet."""
    corners, meeting = np.unique(edges.reshape(-1, 2), axis=0, return_counts=True)
    return frozenset(_corner(corner) for corner in corners[meeting > 2])


def _settled(line: Corners, crossings: frozenset[Corner]) -> Corners:
    """The same line from its lesser end; a ring which meets no other line from its least corner."""
    if (line[0] == line[-1]).all() and _corner(line[0]) not in crossings:
        body = line[:-1]
        start = int(np.lexsort((body[:, 1], body[:, 0]))[0])
        line = np.vstack([body[start:], body[: start + 1]])
    return min(line, line[::-1], key=np.ndarray.tolist)


def _corner(point: Corners) -> Corner:
    return int(point[0]), int(point[1])


def features(shapes: gpd.GeoSeries, properties: pd.DataFrame, lines: Arcs) -> Json:
    """One layer as a TopoJSON GeometryCollection; ids are the codes the shapes are indexed by.

    Raises DataError when an edge of a shape is none of the coverage's lines.
    """
    return {
        "type": "GeometryCollection",
        "geometries": [
            {
                "type": "MultiPolygon",
                "id": code,
                "properties": dict(properties.loc[code]),
                "arcs": [_polygon(part, lines) for part in _parts(shape)],
            }
            for code, shape in shapes.items()
        ],
    }


def _parts(shape: Any) -> list[Any]:
    """The polygons of a shape in a settled order: outside rings anticlockwise, holes clockwise (RFC 7946)."""
    turned = shapely.orient_polygons(shapely.get_parts(shapely.normalize(shape)))
    return sorted(turned, key=lambda part: part.bounds)


def _polygon(part: Any, lines: Arcs) -> list[list[int]]:
    return [
        _ring([_corner(point) for point in shapely.get_coordinates(ring).astype(np.int64)], lines)
        for ring in shapely.get_rings(part)
    ]


def _ring(ring: list[Corner], lines: Arcs) -> list[int]:
    """A closed ring as the numbers of the lines it runs along, cut where lines end."""
    body = ring[:-1]
    first = next((place for place, corner in enumerate(body) if corner in lines.ends), None)
    if first is None:
        raise _stray(body[0])
    turned = [*body[first:], *body[: first + 1]]
    return [_number(step, lines) for step in pairwise(turned) if step[0] in lines.ends]


def _number(step: tuple[Corner, Corner], lines: Arcs) -> int:
    if step not in lines.number:
        raise _stray(step[0])
    return lines.number[step]


def _stray(corner: Corner) -> DataError:
    return DataError.of(
        "boundaries",
        f"grid corner {corner}",
        "an edge which is no line of the coverage",
        "every area made of whole atoms",
        "Mend the dissolve step",
    )


def document(lines: Arcs, objects: Mapping[str, Json], cell: Iterable[float], origin: Iterable[float]) -> Json:
    """The whole TopoJSON document: lines as whole-number steps, and the layers which use them."""
    return {
        "type": "Topology",
        "transform": {"scale": list(cell), "translate": list(origin)},
        "objects": dict(objects),
        "arcs": [np.vstack([line[:1], np.diff(line, axis=0)]).tolist() for line in lines.lines],
    }
