"""The one atlas of this process: the data package, read and checked once; our files; maps to take away."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from stpdash import find, layers, package, views
from stpdash.layers import Description
from stpdash.model import Atlas
from stpdash.ui import assets
from stpdash.views import View

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


SHAPES = "england_2016-2020.topojson"
LAND = "neighbours.geojson"


@cache
def read() -> Atlas:
    """The data package. Raises DataError when it is broken, missing or altered."""
    return package.read(package.home())


def files() -> assets.Shelf:
    """Our files for the browser, fingerprinted and compressed."""
    return assets.shelf(package.home())


@lru_cache(maxsize=600)
def _ahead(view: View) -> assets.Packed:
    shades = layers.ahead(read(), view.layer, view.vintage, view.codes)
    return assets.pack(json.dumps(shades, separators=(",", ":")).encode(), "ahead.json", quality=5)


def ahead_address(view: View) -> str:
    """Where the browser finds every shade of a view's map; the address changes with the data and with our code."""
    return f"ahead/{files().fingerprints['frontend']}{read().fingerprint[:12]}/{view.name}.json"


def ahead(fingerprint: str, name: str) -> assets.Packed | None:
    """Every shade of the map of England or of an area's page, by the name in its address; None when there is none."""
    area = None if name == views.ENGLAND.name else find.resolve(read(), name)
    view = views.of(read(), area) if area else views.ENGLAND
    return _ahead(view) if ahead_address(view) == f"ahead/{fingerprint}/{name}.json" else None


def one_file(picture: Description) -> str:
    """A described map as one HTML file. folium and geopandas are loaded only for the reader who asks for it."""
    from stpdash import standalone

    shelf = files()
    dressing = {name: shelf.files[shelf.path("frontend", name)].plain.decode() for name in standalone.DRESSING}
    return standalone.page(read(), _shapes, dressing, picture)


def _shapes(layer: str) -> GeoDataFrame:
    return package.neighbours(package.home()) if layer == "neighbours" else package.boundaries(package.home(), layer)
