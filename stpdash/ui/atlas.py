"""The one atlas of this process: the data package, read and checked once; our files; maps to take away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from stpdash import package
from stpdash.layers import Description
from stpdash.model import Atlas
from stpdash.ui import assets

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@cache
def read() -> Atlas:
    """The data package. Raises DataError when it is broken, missing or altered."""
    return package.read(package.home())


def files() -> assets.Shelf:
    """Our files for the browser, fingerprinted and compressed."""
    return assets.shelf(package.home())


def one_file(picture: Description) -> str:
    """A described map as one HTML file. folium and geopandas are loaded only for the reader who asks for it."""
    from stpdash import standalone

    shelf = files()
    dressing = {name: shelf.files[shelf.path("frontend", name)].plain.decode() for name in standalone.DRESSING}
    return standalone.page(read(), _shapes, dressing, picture)


def _shapes(layer: str) -> GeoDataFrame:
    return package.neighbours(package.home()) if layer == "neighbours" else package.boundaries(package.home(), layer)
