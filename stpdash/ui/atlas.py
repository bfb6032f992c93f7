"""The one atlas of this process: the data package, read once; our files; what is made ahead or to take away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from stpdash import find, layers, package, views
from stpdash.model import Atlas
from stpdash.overlays import OVERLAYS
from stpdash.ui import assets
from stpdash.views import View

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SHAPES = "england_2016-2020.topojson"
LAND = "neighbours.geojson"
PLACES = "places"
_one_at_a_time = Lock()
LOADER = """
const code = {};
export default async function (component) {
  const { script } = component.data;
  code[script] ??= import(new URL(script, document.baseURI).href);
  (await code[script]).default(component);
}
"""
"""All that travels of a component with every rerun: its code comes by an address with its fingerprint in it.

Two components share this text, and with it one module: hence the code by its address.
"""


@cache
def read() -> Atlas:
    """The data package. Raises DataError when it is broken, missing or altered."""
    return package.read(package.home())


def files() -> assets.Shelf:
    """Our files for the browser, fingerprinted and compressed."""
    return assets.shelf(package.home())


def _edition() -> str:
    """Changes with the data and with our code: addresses that hold it never change what they answer."""
    return files().fingerprints["frontend"] + read().fingerprint[:12]


def ahead_address(view: View) -> str:
    """Where the browser finds every shade of a view's map, and the overlays that may be laid on it."""
    return f"ahead/{_edition()}/{view.name}.json"


def places_address() -> str:
    """Where the browser finds every area that has a page, by its label."""
    return f"ahead/{_edition()}/{PLACES}.json"


def ahead(edition: str, name: str) -> assets.Packed | None:
    """What is behind those two addresses; None for any other."""
    if edition != _edition():
        return None
    if name == PLACES:
        return _places()
    view = views.named(read(), name)
    return _shades(view) if view and view.name == name else None


@lru_cache(maxsize=600)
def _shades(view: View) -> assets.Packed:
    shades = layers.ahead(read(), view.layer, view.vintage, view.codes)
    return _json({"shades": shades, "overlays": {key: layers.line(OVERLAYS[key]) for key in view.offered}})


@cache
def _places() -> assets.Packed:
    return _json({label: area_id for area_id, label in find.choices(read()).items()})


def _json(value: object) -> assets.Packed:
    return assets.pack(json.dumps(value, separators=(",", ":")).encode(), "ahead.json", quality=5)


def one_file(name: str, asked: Mapping[str, str]) -> assets.Packed | None:
    """A view's map as one HTML file: measure, year and overlay as an address gives them; None for no such view.

    What is not offered is taken as not asked for. folium and geopandas are loaded only for the reader who wants this,
    and one map is made at a time: it takes seconds.
    """
    view = views.named(read(), name)
    if view is None:
        return None
    now = {key: asked.get(key, "") for key in views.offers(view)}
    now = {key: now[key] if now[key] in options else first for key, (options, first) in views.offers(view).items()}
    with _one_at_a_time:
        return _one_file(view, tuple(now.items()))


@lru_cache(maxsize=16)
def _one_file(view: View, now: tuple[tuple[str, str], ...]) -> assets.Packed:
    from stpdash import standalone

    shelf = files()
    dressing = {name: shelf.files[shelf.path("frontend", name)].plain.decode() for name in standalone.DRESSING}
    page = standalone.page(read(), _shapes, dressing, views.picture(read(), view, dict(now), None))
    return assets.pack(page.encode(), "map.html", quality=5)


def _shapes(layer: str) -> GeoDataFrame:
    return package.neighbours(package.home()) if layer == "neighbours" else package.boundaries(package.home(), layer)
