"""Shapes for the maps of the plain edition: projected to the British National Grid once, then fitted to a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray
from pyproj import Transformer

from stpdash import outlines

GRID = "EPSG:27700"
"""The British National Grid: metres east and north, in which England has its own shape."""
SIZE, SMALL = 720, 330
"""Units of the longer side of a picture: of England, and of a part of it."""
FINE = 1.8
"""How far, in units of the picture, a line may stray for the sake of fewer points."""
COARSE = 300
"""How far, in metres, the lines of the scenery may stray."""
MARGIN = 10
"""Units left free around what is drawn."""
Points = NDArray[np.float64]
"""Points on the grid, metres east and north, one a row."""
_to_grid = Transformer.from_crs("EPSG:4326", GRID, always_xy=True).transform


@dataclass(frozen=True)
class Window:
    """What of the grid a picture shows: its western and northern edge in metres, metres a unit, units wide and high."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    def units(self, points: Points) -> NDArray[np.int64]:
        """Points of the grid as whole units of the picture, from its upper left corner."""
        moved = np.column_stack([points[:, 0] - self.west, self.north - points[:, 1]])
        return np.rint(moved / self.scale).astype(np.int64)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the picture, in metres."""
        return (
            self.west,
            self.north - self.height * self.scale,
            self.west + self.width * self.scale,
            self.north,
        )


def window_on(shapes: Iterable[shapely.Geometry], size: int = SIZE) -> Window:
    """The window into which shapes fit, with a margin around them; `size`: units of its longer side."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    scale = max(east - west, north - south) / (size - 2 * MARGIN)
    room = MARGIN * scale
    wide, high = (round(length / scale) + 2 * MARGIN for length in (east - west, north - south))
    return Window(west - room, north + room, scale, wide, high)


class Ground:
    """The boundary file on the grid. `read` gives a layer of it by name; `lines` are the lines all layers share."""

    def __init__(self, read: Callable[[str], GeoDataFrame], lines: outlines.Lines) -> None:
        self._read = read
        self._layers: dict[str, dict[str, shapely.Geometry]] = {}
        self._lines = lines
        self._last_scale = 0.0
        self._last: dict[int, shapely.LineString] = {}

    def layer(self, name: str) -> dict[str, shapely.Geometry]:
        """The areas of a layer by code; read and projected when first asked for."""
        if name not in self._layers:
            shapes = self._read(name).to_crs(GRID)
            self._layers[name] = dict(zip(map(str, shapes.index), shapes.geometry, strict=True))
        return self._layers[name]

    @cached_property
    def land(self) -> shapely.Geometry:
        """England and the land around it in one: scenery."""
        around = self._read("neighbours").to_crs(GRID).geometry
        together = GeoSeries([*around, *self.layer("footprint_2017").values()]).buffer(1).union_all()
        return shapely.simplify(together, COARSE)

    @cached_property
    def _arcs(self) -> NDArray[np.object_]:
        """Every line of the boundary file on the grid."""
        on_grid = (np.column_stack(_to_grid(line[:, 0], line[:, 1])) for line in self._lines.lines)
        return np.array([shapely.LineString(line) for line in on_grid], dtype=object)

    @cached_property
    def _bounds(self) -> NDArray[np.float64]:
        """West, south, east and north of every line."""
        bounds: NDArray[np.float64] = shapely.bounds(self._arcs)
        return bounds

    def _thinned(self, numbers: Iterable[int], on: Window) -> dict[int, shapely.LineString]:
        """Lines without the points that nobody could see on a picture; their ends stay, so that they still meet.

        Those of the last scale are kept: a picture draws most lines several times, and so does the next date's.
        """
        if on.scale != self._last_scale:
            self._last_scale, self._last = on.scale, {}
        wanted = sorted(numbers)
        if new := [number for number in wanted if number not in self._last]:
            whole = self._arcs[new]
            thin = shapely.simplify(whole, on.scale * FINE)
            kept = (shapely.get_num_coordinates(thin) > 3) | ~shapely.is_closed(whole)
            self._last |= zip(new, np.where(kept, thin, whole), strict=True)
        return {number: self._last[number] for number in wanted}

    def area(self, on: Window, layer: str, code: str) -> str:
        """An area as a path, ring by ring: areas beside each other have the same line between them."""
        rings = self._lines.rings[layer][code]
        thin = self._thinned({way if way >= 0 else ~way for ring in rings for way in ring}, on)
        run = {number: shapely.get_coordinates(line) for number, line in thin.items()}
        return path((np.concatenate([run[way] if way >= 0 else run[~way][::-1] for way in ring]) for ring in rings), on)

    def edge(self, on: Window, part: Mapping[str, Any]) -> str:
        """The lines of a part of a description as a path: what of them lies in the picture.

        Those `between` areas of a layer (or of its `codes`), `around` each, or the `outer` edge of all; `apart`: those
        alone that are no lines of the layer `than`. Raises ValueError for another kind.
        """
        mine = self._lines.of[part["object"]]
        chosen = [code for code in part.get("codes", mine) if code in mine]
        around = {number for code in chosen for number in mine[code]}
        outer = outlines.edge(self._lines, part["object"], chosen)
        match part["edge"]:
            case "around":
                wanted = around
            case "outer":
                wanted = set(outer)
            case "between":
                wanted = around - outer
            case "apart":
                wanted = around - {number for numbers in self._lines.of[part["than"]].values() for number in numbers}
            case other:
                raise ValueError(f"{other} is no edge of areas")
        near = shapely.intersects(shapely.box(*on.box), shapely.box(*self._bounds[sorted(wanted)].T))
        lines = self._thinned(np.array(sorted(wanted))[near].tolist(), on)
        seen = shapely.clip_by_rect(shapely.multilinestrings(list(lines.values())), *on.box)
        return path([shapely.get_coordinates(line) for line in shapely.get_parts(seen)], on, closed=False)


def rings(shape: shapely.Geometry) -> list[Points]:
    """Every ring of a shape, outer and inner."""
    parts = shapely.get_parts(shape)
    areas = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(areas)]


def path(lines: Iterable[Points], on: Window, *, closed: bool = True) -> str:
    """Lines as an SVG path in whole units; what shrinks to a point is left out, unless nothing else would be left."""
    units = [on.units(line) for line in lines]
    drawn = "".join(_steps(line, closed=closed) for line in units)
    return drawn or next((f"M{_pair(line[0])}h1v1z" for line in units), "")


def _steps(units: NDArray[np.int64], *, closed: bool) -> str:
    """One line from its first point on, in steps; blank where it is too small to see."""
    kept = units[np.append(True, np.any(np.diff(units, axis=0) != 0, axis=1))]
    if closed and len(kept) > 1 and np.array_equal(kept[0], kept[-1]):
        kept = kept[:-1]
    if len(kept) < (3 if closed else 2):
        return ""
    steps = " ".join(map(str, np.diff(kept, axis=0).ravel().tolist())).replace(" -", "-")
    return f"M{_pair(kept[0])}l{steps}{'z' if closed else ''}"


def _signed(number: int) -> str:
    return str(number) if number < 0 else f" {number}"


def _pair(point: NDArray[np.int64]) -> str:
    return f"{point[0]}{_signed(point[1])}"
