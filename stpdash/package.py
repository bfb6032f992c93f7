"""The data package: files to atlas and back. Nothing else opens geodata/."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from stpdash import outlines
from stpdash.errors import RESTORE, DataError, Problem
from stpdash.model import Atlas
from stpdash.promises import broken
from stpdash.schema import TABLES
from stpdash.tabular import decoded

if TYPE_CHECKING:
    import geopandas as gpd

DESCRIPTOR = "datapackage.json"
BOUNDARIES = "boundaries/england_2016-2020.topojson"
NEIGHBOURS = "boundaries/neighbours.geojson"
BESIDE = Path(__file__).parents[1] / "geodata"


def home() -> Path:
    """The folder of the data package: STPDASH_GEODATA where that is set, else geodata/ beside the program."""
    return Path(os.environ.get("STPDASH_GEODATA") or BESIDE)


def read(folder: Path) -> Atlas:
    """The atlas in a folder: every file as its descriptor says, every table as its schema says.

    Raises DataError with every problem found: first of files that are missing or altered, then of cells, then
    of tables.
    """
    descriptor = _descriptor(folder)
    content = _unaltered(folder, descriptor)
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for table in TABLES:
        frame, wrong = decoded(table, f"{folder.name}/{table.file}", content[table.file])
        problems += wrong
        if frame is not None:
            frames[table.name] = frame
    problems = problems or broken(frames, folder.name)
    if problems:
        raise DataError(problems)
    return Atlas(
        **frames,
        version=descriptor["version"],
        fingerprint=descriptor["fingerprint"],
        accuracy_m=int(descriptor["accuracy_m"]),
    )


def whole(folder: Path) -> str:
    """The fingerprint of the package in a folder, once every file has been hashed and is as its descriptor says.

    Raises DataError with every file that is missing or altered.
    """
    descriptor = _descriptor(folder)
    _unaltered(folder, descriptor)
    return str(descriptor["fingerprint"])


def boundaries(folder: Path, layer: str) -> "gpd.GeoDataFrame":
    """The shapes of one layer and vintage, such as ``ccg_2017``: indexed by code, EPSG:4326, with ``name``.

    All layers share their lines, corner for corner. Raises DataError when the file has no such layer.
    """
    import geopandas as gpd
    from pyogrio.errors import DataLayerError

    try:
        shapes = gpd.read_file(folder / BOUNDARIES, layer=layer)
    except DataLayerError:
        file = f"{folder.name}/{BOUNDARIES}"
        raise DataError.of(file, layer, "no such layer", "a layer and vintage such as ccg_2017", RESTORE) from None
    return shapes.set_crs("EPSG:4326", allow_override=True).set_index("id").sort_index()


def lines(folder: Path) -> outlines.Lines:
    """Every line of the boundary file, decoded, and which of them each area of each layer runs along."""
    return outlines.lines(json.loads(topojson(folder)))


def topojson(folder: Path) -> bytes:
    """The boundary file as it is: TopoJSON with every layer and vintage, each line once."""
    return (folder / BOUNDARIES).read_bytes()


def neighbours(folder: Path) -> "gpd.GeoDataFrame":
    """The land around England, EPSG:4326: scenery for maps, coarse."""
    import geopandas as gpd

    return gpd.read_file(folder / NEIGHBOURS).set_crs("EPSG:4326", allow_override=True)


def fingerprint(resources: list[dict[str, Any]]) -> str:
    """sha256 over the paths and hashes of all resources, in the order of their paths."""
    lines = sorted(f"{resource['path']} {resource['hash']}\n" for resource in resources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def hashed(raw: bytes) -> str:
    """The hash of a file as the descriptor writes it."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _descriptor(folder: Path) -> Mapping[str, Any]:
    file = f"{folder.name}/{DESCRIPTOR}"
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    except FileNotFoundError:
        raise DataError.of(file, "", "no file", "the descriptor of the data package", RESTORE) from None
    except ValueError as error:
        raise DataError.of(file, "", f"text that is not JSON ({error})", "the descriptor", RESTORE) from None
    wanted = {"version": str, "fingerprint": str, "accuracy_m": int, "resources": list}
    problems = [
        Problem(file, name, "nothing of that kind", kind.__name__, RESTORE)
        for name, kind in wanted.items()
        if not isinstance(descriptor, dict) or not isinstance(descriptor.get(name), kind)
    ]
    if problems:
        raise DataError(problems)
    found = fingerprint(descriptor["resources"])
    if found != descriptor["fingerprint"]:
        raise DataError.of(
            file, "fingerprint", descriptor["fingerprint"], f"{found}, as its resources have it", RESTORE
        )
    return dict(descriptor)


def _unaltered(folder: Path, descriptor: Mapping[str, Any]) -> Mapping[str, bytes]:
    """The bytes of every file of the package, by path, once each has the size and hash it should have."""
    resources = {resource["path"]: resource for resource in descriptor["resources"]}
    content: dict[str, bytes] = {}
    problems = [
        Problem(f"{folder.name}/{DESCRIPTOR}", "resources", f"no {path}", "every table of the schema", RESTORE)
        for path in [*(table.file for table in TABLES), BOUNDARIES, NEIGHBOURS]
        if path not in resources
    ]
    for path, resource in resources.items():
        file = folder / path
        if not file.is_file():
            problems.append(Problem(f"{folder.name}/{path}", "", "no file", f"{resource['bytes']:,} bytes", RESTORE))
            continue
        content[path] = file.read_bytes()
        problems += _altered(f"{folder.name}/{path}", content[path], resource)
    if problems:
        raise DataError(problems)
    return content


def _altered(file: str, raw: bytes, resource: Mapping[str, Any]) -> list[Problem]:
    if len(raw) != resource["bytes"]:
        return [Problem(file, "", f"{len(raw):,} bytes", f"{resource['bytes']:,} bytes", RESTORE)]
    if hashed(raw) != resource["hash"]:
        return [Problem(file, "", f"{hashed(raw)[:19]}...", f"{resource['hash'][:19]}...", RESTORE)]
    return []
