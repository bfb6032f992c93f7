"""Which CCG, footprint and region a point lies in, at a date; and whether it lies too near a line to be sure."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from shapely import Point
from shapely.strtree import STRtree

from stpdash import package
from stpdash.columns import is_date
from stpdash.errors import DataError, Problem
from stpdash.model import Atlas

LAYERS = ("ccg", "footprint", "region")
_METRES = "EPSG:27700"
_MEND = "Mend the file of points and try again."


def read(file: Path) -> list[tuple[float, float]]:
    """The points of a CSV file with columns lon and lat, in degrees. Raises DataError naming file, line and column."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = {"lon", "lat"} - set(rows.fieldnames or ())
            if missing:
                raise DataError.of(
                    str(file), "line 1", ", ".join(rows.fieldnames or ()) or "nothing", "columns lon and lat"
                )
            return [
                (_degree(file, n, row, "lon", 180), _degree(file, n, row, "lat", 90)) for n, row in enumerate(rows, 2)
            ]
    except (OSError, UnicodeDecodeError) as error:
        raise DataError.of(str(file), "", str(error), "a readable UTF-8 file", _MEND) from error


def _degree(file: Path, line: int, row: dict[str, str], column: str, most: float) -> float:
    text = (row[column] or "").strip()
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) <= most:
        raise DataError.of(
            str(file), f"line {line}, {column}", text or "nothing", f"degrees from -{most:g} to {most:g}"
        )
    return value


def vintage_at(atlas: Atlas, date: str) -> str:
    """The vintage in force at an ISO date. Raises DataError for a date at which England cannot be drawn whole."""
    rows = atlas.vintages
    found = rows[(rows["in_force_from"] <= date) & ((rows["in_force_to"] == "") | (rows["in_force_to"] >= date))]
    if len(date) != 10 or not is_date(date) or found.empty:
        spans = zip(rows["in_force_from"], rows["in_force_to"], strict=True)
        known = "; ".join(f"{start} to {end or 'later'}" for start, end in spans)
        expected = f"a day, written like 2017-04-01, in one of the vintages that can be drawn whole: {known}"
        raise DataError([Problem("--date", "", date, expected, "Give another date.")])
    return str(found["vintage"].iloc[-1])


def where(atlas: Atlas, folder: Path, points: list[tuple[float, float]], date: str) -> list[dict[str, Any]]:
    """One answer a point: lon, lat, vintage, code and name of CCG, footprint (and its number) and region, and a note.

    Names are those that ONS printed in that vintage. Outside England the codes are blank and the note says so. Nearer
    to a line than the drawn line may stray from the full one, the note says that the neighbouring area is possible.
    """
    vintage = vintage_at(atlas, date)
    answers: list[dict[str, Any]] = [{"lon": lon, "lat": lat, "vintage": vintage} for lon, lat in points]
    places = _projected(points)
    for layer in LAYERS:
        shapes = package.boundaries(folder, f"{layer}_{vintage}").to_crs(_METRES)
        names = atlas.layer(layer, vintage)["name"]
        tree = STRtree(shapes.geometry.values)
        for answer, place in zip(answers, places, strict=True):
            hits = tree.query(place, predicate="intersects")
            code = str(shapes.index[hits[0]]) if len(hits) else ""
            answer[f"{layer}_code"] = code
            answer[f"{layer}_name"] = str(names[code]) if code else ""
            if layer == "footprint":
                answer["footprint"] = atlas.area(layer, vintage, code).footprint if code else ""
            if layer == "ccg":
                answer["note"] = _note(code, tree, place, atlas.accuracy_m)
    return answers


def _projected(points: list[tuple[float, float]]) -> list[Point]:
    import geopandas

    return list(geopandas.GeoSeries([Point(p) for p in points], crs="EPSG:4326").to_crs(_METRES))


def _note(code: str, tree: STRtree, place: Point, accuracy_m: int) -> str:
    """What to know of an answer: a drawn line strays up to `accuracy_m` from the full one, at the border too."""
    near = len(tree.query(place, predicate="dwithin", distance=accuracy_m))
    if not code:
        return f"outside England, but within {accuracy_m} m of its drawn edge" if near else "outside England"
    return f"within {accuracy_m} m of a boundary: the neighbouring area is possible" if near > 1 else ""
