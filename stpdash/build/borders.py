"""borders.csv: which areas of a layer share a border on land, read off the lines that both are drawn with."""

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from stpdash.build.layers import CCG, FOOTPRINT, REGION, VINTAGES
from stpdash.outlines import numbers

LAYERS = tuple(layer for year in VINTAGES for layer in (CCG[year], FOOTPRINT[year], REGION[year]))


def table(boundaries: bytes) -> pd.DataFrame:
    """One row a pair of areas that share a line, the lesser code first; from the TopoJSON of all layers.

    What only meets in a corner, or across water, shares none.
    """
    objects = json.loads(boundaries)["objects"]
    rows = [
        (layer.layer, layer.vintage, *pair) for layer in LAYERS for pair in sorted(set(_pairs(objects[layer.object])))
    ]
    frame = pd.DataFrame(rows, columns=["layer", "vintage", "code", "neighbour"])
    return frame.assign(source="ons-areas")


def _pairs(layer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    along: dict[int, set[str]] = {}
    for area in layer["geometries"]:
        for line in numbers(area["arcs"]):
            along.setdefault(line, set()).add(area["id"])
    for codes in along.values():
        yield from combinations(sorted(codes), 2)
