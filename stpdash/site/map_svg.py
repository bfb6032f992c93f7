"""The layer description as an inline SVG: the third renderer, for readers without a script and for paper.

It draws what the live map and folium draw, dressed by the same style sheet. The table beside it says the same and has
the links; the picture is for the eye and the pointer alone, and hidden from whoever reads with the ear.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup

from stpdash import dress, legend
from stpdash.layers import Description
from stpdash.markup import joined, tag
from stpdash.site.shapes import SIZE, SMALL, Ground, Window, path, rings, window_on

Linked = Callable[[str], str]
"""The address of an area's page by its code; blank where it has none."""
LARGEST_CIRCLE = 42
"""Units across the grid of the picture that the radius of the largest circle takes."""
_WIDE, _HIGH = 5.6, 12
"""Units that a letter of a label takes."""


def figure(
    ground: Ground,
    description: Description,
    names: Mapping[str, str],
    told: str,
    linked: Linked,
    labels: Mapping[str, str] | None = None,
) -> Markup:
    """A map with its legend, and `told` as what it shows in words.

    `names`, `labels`: code to what is shown under the pointer, and written into an area that has room for it.
    Raises ValueError for a description with points, which no map of the plain edition has.
    """
    shade = description["shade"]
    caption = tag("figcaption", told) if told else Markup("")
    drawn = picture(ground, description, names, linked, labels or {})
    size = "part" if description["fit"] else "whole"
    looks = f"stp-map plain-map {size} {palette_class(shade['palette'])}"
    return tag("figure", caption + drawn + legend.entries(_in_use(description)), class_=looks)


def _in_use(description: Description) -> Description:
    """A description whose legend leaves out the classes of which a part of England has no area."""
    shade = description["shade"]
    used = [entry for entry in shade["legend"]["entries"] if not entry["label"].endswith(" (0)")]
    return (
        description | {"shade": shade | {"legend": shade["legend"] | {"entries": used}}}
        if description["fit"]
        else description
    )


def palette_class(palette: Mapping[str, Any]) -> str:
    """The class under which the style sheet has the colours of a map."""
    return f"p-{hashlib.sha256(repr(sorted(palette.items())).encode()).hexdigest()[:8]}"


def palette_rules(palettes: Mapping[str, Mapping[str, Any]]) -> str:
    """The style sheet's rules for palettes, by their class."""
    made = []
    for name, palette in sorted(palettes.items()):
        colours = "".join(
            f"--{ground}{k}:{hue};" for ground in ("light", "dark") for k, hue in enumerate(palette[ground])
        )
        made.append(f".{name}{{{colours}}}")
    return "\n".join(made)


def picture(
    ground: Ground, description: Description, names: Mapping[str, str], linked: Linked, labels: Mapping[str, str]
) -> Markup:
    """The map alone. Ids in it begin with what is drawn, so that two maps on a page have none in common."""
    name = f"m{hashlib.sha256(description['shade']['label'].encode()).hexdigest()[:6]}"
    shapes = ground.layer(description["object"])
    entries = description["shade"]["areas"]
    codes = list(entries)
    fitted = description["fit"] or codes
    on = window_on((shapes[code] for code in fitted), SMALL if description["fit"] else SIZE)
    outlines = [ground.area(on, description["object"], code) for code in codes]
    picked = [code for code in description.get("marked") or [description["chosen"]] if code in entries]
    land = shapely.clip_by_rect(ground.land, *on.box)
    parts = [
        tag("path", "", class_="land", d=path(rings(land), on)),
        joined(
            _area(_shape(name, code, drawn, picked), _fill(name, entry), f"{names[code]}: {entry[1]}", linked(code))
            for code, entry, drawn in zip(entries, entries.values(), outlines, strict=True)
        ),
        *(_line(ground, part, on, _id(name, place)) for place, part in enumerate(description["lines"])),
        _circles(description, shapes, on),
        joined(_used(_id(name, code), "casing picked", "edge picked") for code in picked),
        joined(_label(shapes[code], on, text) for code, text in labels.items() if code in entries),
    ]
    used = {pattern for entry in entries.values() if (pattern := dress.pattern_name(*entry))}
    box = f"0 0 {on.width} {on.height}"
    return tag("svg", dress.patterns(used, name) + joined(parts), viewBox=box, aria_hidden="true")


def _fill(name: str, entry: list[Any]) -> dict[str, str]:
    """How an area is filled: with a class's colour by the style sheet, else with a pattern of the map of that name.

    A pattern is named here and not by the style sheet: a browser would look for it in that other file.
    """
    pattern = dress.pattern_name(*entry)
    return {"class_": "a", "fill": f"url(#{name}-{pattern})"} if pattern else {"class_": dress.class_names(*entry)}


def _area(outline: tuple[Markup, str, dict[str, str]], fill: dict[str, str], told: str, address: str) -> Markup:
    before, name, where = outline
    drawn = tag(name, tag("title", told), **fill, **where)
    return before + (tag("a", drawn, href=address, tabindex="-1") if address else drawn)


def _shape(on_map: str, code: str, drawn: str, picked: Collection[str]) -> tuple[Markup, str, dict[str, str]]:
    """What stands before an area, the element that draws it, and its outline; one that is picked is drawn again."""
    if code not in picked:
        return Markup(""), "path", {"d": drawn}
    return _kept(_id(on_map, code), drawn), "use", {"href": f"#{_id(on_map, code)}"}


def _id(on_map: str, part: object) -> str:
    return f"{on_map}-{part}"


def _line(ground: Ground, part: Mapping[str, Any], on: Window, name: str) -> Markup:
    if "object" not in part:
        raise ValueError(f"the plain edition draws no points; found {part.get('points')}")
    drawn = ground.edge(on, part)
    looks = (f"under {part['style']}", f"line {part['style']}")
    return _kept(name, drawn) + _used(name, *looks) if drawn else Markup("")


def _kept(name: str, drawn: str) -> Markup:
    """A path that is written once and drawn several times."""
    return tag("defs", tag("path", "", id=name, d=drawn))


def _used(name: str, *looks: str) -> Markup:
    """A path that was kept, drawn in one look over the other."""
    return joined(tag("use", "", href=f"#{name}", class_=look) for look in looks)


def _circles(description: Description, shapes: Mapping[str, shapely.Geometry], on: Window) -> Markup:
    """A circle for each amount, its area as the amount, in the middle of its area's ground."""
    made = []
    for code, (_, _, size, *below) in (description["shade"]["circles"] or {}).items():
        x, y = _middle(shapes[code], on)
        marks = description["shade"]["areas"][code][2:]
        looks = f"circle{' estimated' if 'e' in marks else ''}{' below' if below else ''}"
        radius = max(3.0, LARGEST_CIRCLE * size**0.5)
        made.append(tag("circle", "", class_=looks, cx=str(x), cy=str(y), r=f"{radius:.1f}"))
    return joined(made)


def _middle(shape: shapely.Geometry, on: Window) -> tuple[int, int]:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    point = shapely.point_on_surface(largest) if not largest.contains(largest.centroid) else largest.centroid
    x, y = on.units(np.array([[point.x, point.y]]))[0]
    return int(x), int(y)


def _label(shape: shapely.Geometry, on: Window, text: str) -> Markup:
    """A few letters on an area; nothing where it has no room for them."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    west, south, east, north = largest.bounds
    if (east - west) / on.scale < _WIDE * len(text) or (north - south) / on.scale < _HIGH:
        return Markup("")
    x, y = _middle(shape, on)
    return tag("text", text, x=str(x), y=str(y))
