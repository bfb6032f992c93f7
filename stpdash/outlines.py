"""The outer edge of some areas together, put together from the lines that all areas share; nothing is worked out anew.

A line between two of the areas is used twice and falls away; what is used once is the edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Lines:
    """Every line of the boundary file, longitude and latitude, and which of them each area of each layer has."""

    lines: tuple[NDArray[np.float64], ...]
    of: Mapping[str, Mapping[str, tuple[int, ...]]]
    rings: Mapping[str, Mapping[str, tuple[tuple[int, ...], ...]]]
    """The lines of every ring of every area one after the other; ~n: line n, run the other way."""


def lines(document: Mapping[str, Any]) -> Lines:
    """The lines of a TopoJSON document with a transform, decoded once."""
    scale, move = (np.array(document["transform"][name]) for name in ("scale", "translate"))
    decoded = tuple(np.cumsum(np.array(arc), axis=0) * scale + move for arc in document["arcs"])
    of = {
        name: {area["id"]: tuple(numbers(area["arcs"])) for area in layer["geometries"]}
        for name, layer in document["objects"].items()
    }
    rings = {
        name: {area["id"]: tuple(_rings(area["arcs"])) for area in layer["geometries"]}
        for name, layer in document["objects"].items()
    }
    return Lines(decoded, of, rings)


def _rings(arcs: Any) -> Iterator[tuple[int, ...]]:
    """The rings of an area of a TopoJSON document: lists of numbers, however deep they lie."""
    if arcs and isinstance(arcs[0], int):
        yield tuple(arcs)
    else:
        for part in arcs:
            yield from _rings(part)


def numbers(arcs: Any) -> Iterator[int]:
    """The numbers of the lines that an area of a TopoJSON document runs along, whichever way."""
    if isinstance(arcs, int):
        yield arcs if arcs >= 0 else ~arcs
    else:
        for part in arcs:
            yield from numbers(part)


def edge(of: Lines, layer: str, codes: Iterable[str]) -> frozenset[int]:
    """The numbers of the lines around some areas together. Raises KeyError for an area that the layer has not."""
    used = Counter(number for code in codes for number in of.of[layer][code])
    return frozenset(number for number, times in used.items() if times % 2)


def outline(of: Lines, layer: str, codes: Iterable[str]) -> shapely.Geometry:
    """The shape of some areas together: polygons with their holes, EPSG:4326; empty for no area."""
    around = edge(of, layer, codes)
    return shapely.build_area(shapely.MultiLineString([of.lines[number] for number in sorted(around)]))


def apart(of: Lines, one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]]) -> float:
    """How far two outlines differ: what lies in one of them only, as a part of the first (0: the same lines)."""
    first, second = ([*codes] for _, codes in (one, other))
    if edge(of, one[0], first) == edge(of, other[0], second):
        return 0.0
    mine = outline(of, one[0], first)
    return float(shapely.area(shapely.symmetric_difference(mine, outline(of, other[0], second))) / shapely.area(mine))
