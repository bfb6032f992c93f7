"""The one atlas of this process: the data package, read once; our files; what is made ahead or to take away."""

from __future__ import annotations

import gc
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from stpdash import asat, brief, comparing, find, landmarks, outlines, package, pictures, search, views, who
from stpdash.asat import AsAt
from stpdash.model import MAIN, Area, Atlas
from stpdash.ui import assets
from stpdash.views import View

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SHAPES = "england_2016-2020.topojson"
LAND = "neighbours.geojson"
_POINTS = "points-"
one_at_a_time = Lock()
"""What takes seconds and much memory is made one by one."""
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


@cache
def lines() -> outlines.Lines:
    """The lines that all areas share, decoded once."""
    return package.lines(package.home())


def warm() -> None:
    """Have the card and the table of every footprint of the main view ready, so that a crowd that comes at once need
    not wait until the first of it have had them made: some two seconds of processor, before the port opens."""
    data = read()
    for area in data.areas_of("footprint", MAIN):
        brief.card(data, area)
        who.card(data, area, asat.MAIN_VIEW)
        views.inside(data, views.of(data, area, ""), asat.MAIN_VIEW)


def settle() -> None:
    """What has been read and made by now stays as long as the server: the garbage collector need not go through it.

    Else it does so every now and then while a reader waits, for some 100 ms.
    """
    gc.collect()
    gc.freeze()


def files() -> assets.Shelf:
    """Our files for the browser, fingerprinted and compressed."""
    return assets.shelf(package.home())


def _edition() -> str:
    """Changes with the data and with our code: addresses that hold it never change what they answer."""
    return files().fingerprints["frontend"] + read().fingerprint[:12]


def ahead_address(view: View) -> str:
    """Where the browser finds every shade of a view's map; beside it lie points, as points-NAME.json."""
    return f"ahead/{_edition()}/{view.key}.json"


def ahead(edition: str, name: str) -> assets.Packed | None:
    """What is behind those addresses; None for any other."""
    if edition != _edition():
        return None
    if name.startswith(_POINTS):
        return _points(name.removeprefix(_POINTS))
    view = views.keyed(read(), name)
    return _shades(view) if view else None


@cache
def _points(name: str) -> assets.Packed | None:
    return _json(landmarks.told(read(), name)) if name in landmarks.SPOTS else None


@lru_cache(maxsize=600)
def _shades(view: View) -> assets.Packed:
    return _json(pictures.ahead(read(), view))


def found(asked: str) -> list[dict[str, str]]:
    """What the search box offers for what was typed: label, kind with note, and address of each."""
    return [hit.offer() for hit in search.search(read(), asked)]


def alone(asked: str) -> str:
    """The address of what alone is meant by a search; blank where there is doubt."""
    hit = search.the_one(read(), asked)
    return hit.address if hit else ""


def offered(view: View, asked: Mapping[str, str]) -> dict[str, str]:
    """What is asked of a view, as far as it is offered, else what stands when nothing is asked; "day": its day."""
    when = at(view, asked)
    now = {
        name: asked[name] if asked.get(name) in options else first
        for name, (options, first) in pictures.offers(read(), view).items()
    }
    return now | {"date": when.asked, "day": when.day}


def at(view: View, asked: Mapping[str, str]) -> AsAt:
    """The date that is asked of a view, as far as it can be followed."""
    laid = {"overlay": view.lay} | dict(asked)
    return asat.read(laid, [], whenever=view.by == "axis") if view.dated else asat.unpinned()


def on(view: View, asked: Mapping[str, str]) -> View:
    """A map of England on the boundaries of the date that is asked for."""
    return views.on(view, at(view, asked).vintage)


def _json(value: object) -> assets.Packed:
    return assets.pack(json.dumps(value, separators=(",", ":")).encode(), "ahead.json", quality=5)


def one_file(name: str, asked: Mapping[str, str]) -> assets.Packed | None:
    """A view's map as one HTML file: measure, year, overlays and what is marked as an address gives them.

    None for no such view.

    What is not offered is taken as not asked for. folium and geopandas are loaded only for the reader who wants this,
    and one map is made at a time: it takes seconds.
    """
    view = views.named(read(), name)
    if view is None:
        return None
    if (when := at(view, asked)).dated:
        view = views.named(read(), name, when.vintage) or view
    with one_at_a_time:
        area = None if view.most else _on(view, find.resolve(read(), asked.get(view.part, "")))
        marked = comparing.read(read(), asked)[0].footprints(read()) if view.most else []
        return _one_file(view, tuple(offered(view, asked).items()), area, tuple(marked))


def _on(view: View, area: Area | None) -> Area | None:
    """An area as it is on the boundaries of a view."""
    return find.on(read(), area, view.vintage) if area and view.dated and area.layer == view.layer else area


@lru_cache(maxsize=16)
def _one_file(
    view: View, now: tuple[tuple[str, str], ...], area: Area | None, marked: tuple[Area, ...]
) -> assets.Packed:
    from stpdash import standalone

    shelf = files()
    dressing = {name: shelf.files[shelf.path("frontend", name)].plain.decode() for name in standalone.DRESSING}
    told = {"told": at(view, dict(now))._replace(pinned=True).told(view.vintage, view.since) if view.dated else ""}
    picture = pictures.picture(read(), view, dict(now), area, marked)
    page = standalone.page(read(), shapes, dressing, picture | told)
    return assets.pack(page.encode(), "map.html", quality=5)


def shapes(layer: str) -> GeoDataFrame:
    """The areas of a layer in the boundary file, or the land around England."""
    return package.neighbours(package.home()) if layer == "neighbours" else package.boundaries(package.home(), layer)
