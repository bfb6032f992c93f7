"""The layer description as one HTML file, drawn with folium: opens from a disk, asks nothing of any network.

Names are escaped here, once, against HTML, JavaScript's template literals and Jinja: folium writes tooltips by way of
all three.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import folium
from branca.element import Element
from geopandas import GeoDataFrame
from markupsafe import Markup

from stpdash import dress, landmarks, legend, words
from stpdash.layers import Description
from stpdash.markup import tag
from stpdash.model import Atlas

Shapes = Callable[[str], GeoDataFrame]
DRESSING = ("vendor/leaflet-1.9.4.css", "map.css", "page.css", "vendor/leaflet-1.9.4.js")
"""The files, by name, that `page` wants as text."""

_NUMBERED = {ord(character): f"&#{ord(character)};" for character in "`$\\{}%"}

_LOOK = """
html, body { height: auto; } body { margin: 0 auto; max-width: 1100px; padding: 12px; font-family: Arial, sans-serif; }
h1 { font-size: 1.4rem; }
.stp-map .folium-map { position: relative; width: 100%; height: 78vh !important; min-height: 420px;
  background: var(--sea); border: 1px solid var(--rule); }
.spot svg { display: block; width: 20px; height: 20px; overflow: visible; }
"""


_HIDDEN = Markup('<svg width="0" height="0" style="position:absolute" aria-hidden="true">{}</svg>')


_NAMED_AT_RANDOM = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")


FINE = 1e-4
"""Degrees, some ten metres, to which corners are rounded: the lines themselves stray further."""


folium.GeoJson._template.environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
"""Jinja's setting for data in a template: without the blanks, which are a sixth of the file."""


class _OneFile(folium.Map):
    """folium's map without the links to other hosts that it writes by default."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own shape
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


def escaped(text: str) -> str:
    """Text safe inside HTML, a JavaScript template literal and a Jinja template; it reads the same.

    Jinja as well: branca compiles what it is given as a template, so that braces in a name would be run in Python.
    """
    return html.escape(text, quote=True).translate(_NUMBERED)


def page(atlas: Atlas, shapes: Shapes, dressing: Mapping[str, str], description: Description) -> str:
    """A whole HTML page: heading, map, legend, the same figures as a table, credits, data version.

    `shapes` gives the areas of a layer in the boundary file; `dressing` the texts of the files named in DRESSING.
    "told" in the description says as at which date, on which boundaries.
    """
    drawn = _OneFile(tiles=None, zoom_control=True, attributionControl=False, zoom_snap=0.25, prefer_canvas=False)
    areas = _fill(shapes(description["object"]), description)
    _layer(drawn, shapes("neighbours"), lambda _: "land")
    _layer(drawn, areas, lambda feature: feature["properties"]["class"], named=True)
    for part in description["lines"]:
        if "object" in part:
            _layer(drawn, _edge(shapes(part["object"]), part), partial(_line, part["style"]), outline=True)
    _circles(drawn, description)
    for part in description["lines"]:
        if "points" in part:
            _points(drawn, atlas, part)
    chosen = description.get("marked") or [description["chosen"]]
    if len(picked := areas[areas.index.isin(chosen)]):
        for look in ("casing picked", "edge picked"):
            _layer(drawn, picked, partial(_look_of, look), outline=True)
    inside = areas[areas.index.isin(description["fit"])] if description["fit"] else areas
    west, south, east, north = inside.total_bounds
    drawn.fit_bounds([[south, west], [north, east]])
    return _bound(atlas, drawn.get_root(), areas, dressing, description)


def _numbered(page: str) -> str:
    """A page with its parts numbered, as they come, where folium names each at random: the same map, the same bytes.

    >>> _numbered(f"map_{'0f' * 16} layer_{'ab' * 16} map_{'0f' * 16}")
    'map_1 layer_2 map_1'
    """
    seen: dict[str, int] = {}
    return _NAMED_AT_RANDOM.sub(lambda found: str(seen.setdefault(found[0], len(seen) + 1)), page)


def _fill(shapes: GeoDataFrame, description: Description) -> GeoDataFrame:
    values = description["shade"]["areas"]
    kept = shapes[shapes.index.isin(values.keys())]
    entries = [values[code] for code in kept.index]
    return kept.assign(
        shown=[escaped(name) for name in kept["name"]],
        value=[escaped(text) for _, text, *_ in entries],
        **{"class": [dress.class_names(*entry) for entry in entries]},
    )


def _look_of(look: str, _feature: Any) -> str:
    return look


def _line(style: str, _feature: Any) -> str:
    return f"line {style}"


def _edge(shapes: GeoDataFrame, line: Mapping[str, Any]) -> GeoDataFrame:
    """The lines of a layer that are to be drawn: of all its areas or of some, without their coast or that alone."""
    chosen = shapes[shapes.index.isin(line["codes"])] if "codes" in line else shapes
    match line["edge"]:
        case "around":
            return chosen
        case "between":
            wanted = chosen.boundary.union_all().difference(chosen.union_all().boundary)
        case "outer":
            wanted = chosen.union_all().boundary
        case other:
            raise ValueError(f"{other} is no edge of areas")
    return GeoDataFrame(geometry=[wanted], crs=shapes.crs)


def _layer(
    drawn: folium.Map,
    shapes: GeoDataFrame,
    look: Callable[[Any], str],
    *,
    named: bool = False,
    outline: bool = False,
) -> None:
    columns = ["shown", "value", "class", "geometry"] if named else ["geometry"]
    tooltip = folium.GeoJsonTooltip(["shown", "value"], labels=False, sticky=True) if named else None
    folium.GeoJson(
        shapes[columns].set_geometry(shapes.geometry.set_precision(FINE)).to_json(drop_id=True),
        style_function=lambda feature: {
            "className": look(feature),
            "fill": not outline,
            "interactive": named,
        },
        tooltip=tooltip,
        smooth_factor=0.6,
        zoom_on_click=False,
    ).add_to(drawn)


def _circles(drawn: folium.Map, description: Description) -> None:
    shade = description["shade"]
    for code, (lon, lat, size, *below) in (shade["circles"] or {}).items():
        folium.CircleMarker(
            [lat, lon],
            radius=max(2.0, 30 * size**0.5),
            class_name=f"circle{' estimated' if 'e' in shade['areas'][code][2:] else ''}{' below' if below else ''}",
            interactive=False,
        ).add_to(drawn)


def _points(drawn: folium.Map, atlas: Atlas, part: Mapping[str, Any]) -> None:
    """Put the points of an overlay on the map, each with its mark and, under the pointer, its name and what is told."""
    shapes = {key: path for key, path, _ in part["marks"]}
    for spot in landmarks.spots(atlas, part["points"]):
        x, y = spot.aside
        folium.Marker(
            [spot.lat, spot.lon],
            icon=folium.DivIcon(
                html=str(legend.sample(f"mark {spot.mark}", shapes[spot.mark], "translate(10 10)")),
                icon_size=(20, 20),
                icon_anchor=(10 - x, 10 - y),
                class_name="spot",
            ),
            tooltip=folium.Tooltip(f"<strong>{escaped(spot.name)}</strong> {escaped(spot.told)}"),
        ).add_to(drawn)


def _bound(
    atlas: Atlas, drawn: Element, areas: GeoDataFrame, dressing: Mapping[str, str], description: Description
) -> str:
    """Put head, heading, legend, table and credits around the map that folium has rendered."""
    colours = " ".join(f"--light{k}: {colour};" for k, colour in enumerate(description["shade"]["palette"]["light"]))
    css = "\n".join(dressing[name] for name in DRESSING if name.endswith(".css"))
    script = "\n".join(dressing[name] for name in DRESSING if name.endswith(".js"))
    title = tag("title", f"{description['shade']['legend']['title']} - {words.NAME}")
    heading = tag("h1", description["shade"]["legend"]["title"])
    top = _HIDDEN.format(dress.patterns()) + heading + tag("p", description.get("told", ""))
    whole = _numbered(str(drawn.render()))
    for mark, put in (
        ("<html>", '<html lang="en">'),
        ("<head>", f"<head>{title}<script>{script}</script>"),
        (", maximum-scale=1.0, user-scalable=no", ""),
        ("</head>", f"<style>{css}{_LOOK}{dress.where_patterns_are()}.stp-map {{ {colours} }}</style></head>"),
        ("<body>", f'<body class="stp-map" data-theme="light"><main>{top}'),
        ("</body>", f"{legend.below(atlas, dict(areas['name']), description)}</main></body>"),
    ):
        whole = whole.replace(mark, put, 1)
    return whole
