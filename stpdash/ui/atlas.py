"""The one atlas of this process: the data package, read and checked once; and our files for the browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geopandas import GeoDataFrame

from stpdash import package, standalone
from stpdash.model import Atlas
from stpdash.ui import assets

GEODATA = Path(__file__).parents[2] / "geodata"


@cache
def read() -> Atlas:
    """The data package beside the program. Raises DataError when it is broken, missing or altered."""
    return package.read(GEODATA)


def files() -> assets.Shelf:
    """Our files for the browser, fingerprinted and compressed."""
    return assets.shelf(GEODATA)


def shapes(layer: str) -> GeoDataFrame:
    """The areas of a layer in the boundary file, or "neighbours"."""
    return package.neighbours(GEODATA) if layer == "neighbours" else package.boundaries(GEODATA, layer)


def dressing() -> dict[str, str]:
    """The style sheets and scripts that a stand-alone map carries inside."""
    shelf = files()
    return {name: shelf.files[shelf.path("frontend", name)].plain.decode() for name in standalone.DRESSING}
