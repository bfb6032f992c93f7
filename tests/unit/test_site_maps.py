"""Maps of the plain edition: shapes on a grid, paths in whole units, patterns, labels and colours."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import shapely

from stpdash.layers import Description
from stpdash.site import map_svg
from stpdash.site.shapes import Window, path, rings, window_on

PLAIN = Window(west=0, north=100, scale=10, width=20, height=10)
"""Ten metres a unit, its upper left corner 100 m north of the grid's origin."""


def square(west: float, south: float, size: float) -> shapely.Polygon:
    return shapely.box(west, south, west + size, south + size)


# --- shapes -----------------------------------------------------------------------------------------------------------


def test_points_are_counted_in_units_to_the_right_and_down() -> None:
    # 30 m east is 3 units right; 80 m north is 20 m below the northern edge, 2 units down; 16 m are nearer to 2 units
    assert PLAIN.units(np.array([[30.0, 80.0], [16.0, 100.0]])).tolist() == [[3, 2], [2, 0]]
    assert PLAIN.box == (0, 0, 200, 100)


def test_a_picture_holds_its_shapes_with_a_margin_on_its_longer_side() -> None:
    # 400 m by 200 m in 120 units less 10 on either side: 4 m a unit, so 100 + 20 wide and 50 + 20 high
    on = window_on([square(1000, 5000, 200), square(1200, 5000, 200)], size=120)
    assert (on.scale, on.width, on.height) == (4, 120, 70)
    assert on.units(np.array([[1000.0, 5200.0], [1400.0, 5000.0]])).tolist() == [[10, 10], [110, 60]]


def test_a_ring_is_drawn_from_its_first_point_in_steps_and_closed() -> None:
    ring = np.array([[0, 100], [50, 100], [50, 60], [0, 60], [0, 100]], dtype=float)
    assert path([ring], PLAIN) == "M0 0l5 0 0 4-5 0z"


def test_a_line_is_not_closed_and_steps_of_nothing_are_left_out() -> None:
    line = np.array([[0, 100], [1, 100], [20, 100], [20, 90]], dtype=float)
    assert path([line], PLAIN, closed=False) == "M0 0l2 0 0 1"


def test_what_is_too_small_to_see_is_left_out_unless_nothing_else_would_be_left() -> None:
    large, speck = (shapely.get_coordinates(square(0, 60, size)) for size in (40, 1))
    sliver = shapely.get_coordinates(shapely.box(0, 60, 20, 61))  # two units long, none high
    assert path([speck, large, sliver], PLAIN).count("M") == 1
    assert path([speck], PLAIN) == "M0 4h1v1z"  # 60 m north is 4 units down
    assert path([], PLAIN) == ""


def test_rings_are_those_of_areas_outer_and_inner_and_no_lines() -> None:
    holed = square(0, 0, 90).difference(square(30, 30, 30))
    both = shapely.GeometryCollection([holed, shapely.LineString([(0, 0), (1, 1)])])
    assert len(rings(both)) == 2


# --- maps -------------------------------------------------------------------------------------------------------------


class Paper:
    """Two squares side by side as ground, without a boundary file."""

    land = square(0, 0, 400)
    shapes = {"N": square(0, 0, 200), "S": square(200, 0, 200)}

    def layer(self, _name: str) -> dict[str, shapely.Geometry]:
        return self.shapes

    def area(self, on: Window, _layer: str, code: str) -> str:
        return path(rings(self.shapes[code]), on)

    def edge(self, on: Window, _part: Any) -> str:
        return path(rings(self.land), on)


def description(label: str = "People", **changes: Any) -> Description:
    """N is hatched for it has no figure, S is in the third class."""
    shade = {
        "label": label,
        "areas": {"N": [None, "No figure"], "S": [2, "5 <people>"]},
        "circles": None,
        "palette": {"light": ["#fff"], "dark": ["#000"]},
        "legend": {"entries": []},
    }
    plain = {"object": "ccg_2017", "shade": shade, "lines": [], "fit": [], "chosen": "", "marked": []}
    return plain | changes  # type: ignore[return-value]


def drawn(what: Description, labels: dict[str, str] | None = None) -> str:
    ground: Any = Paper()
    return str(map_svg.picture(ground, what, {"N": "North", "S": "South"}, lambda code: f"area/{code}", labels or {}))


def test_an_area_has_its_class_or_a_pattern_of_its_own_map_and_says_its_value() -> None:
    svg = drawn(description())
    (pattern,) = re.findall(r'<pattern id="([^"]+)"', svg)  # that in use, no other
    assert f'fill="url(#{pattern})"' in svg
    assert 'class="a c2"' in svg
    assert "<title>South: 5 &lt;people&gt;</title>" in svg
    assert '<a href="area/S" tabindex="-1">' in svg


def test_two_maps_on_a_page_have_no_id_in_common() -> None:
    lines = [{"object": "ccg_2017", "style": "teams", "edge": "around"}]
    one, other = (
        set(re.findall(r' id="([^"]+)"', drawn(description(label, lines=lines, chosen="S"))))
        for label in ("People", "Money")
    )
    assert len(one) == len(other) == 3  # a pattern, a line, the area that is picked
    assert one.isdisjoint(other)


def test_every_pattern_and_path_that_a_map_names_is_in_it() -> None:
    svg = drawn(description(chosen="N"))
    named = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg))
    assert len(named) == 2
    assert {one or other for one, other in named} <= set(re.findall(r' id="([^"]+)"', svg))


def test_a_map_with_points_is_refused() -> None:
    with pytest.raises(ValueError, match="draws no points; found trusts"):
        drawn(description(lines=[{"points": "trusts", "style": "spot"}]))


def test_a_label_stands_only_where_its_area_has_room_for_it() -> None:
    # 400 m in 700 units: an area is 350 units wide; at 5.6 units a letter 62 letters fit, 63 do not
    assert drawn(description(), {"S": "x" * 62}).count("<text") == 1
    assert drawn(description(), {"S": "x" * 63}).count("<text") == 0


def test_a_circle_has_its_area_as_the_amount_and_is_never_too_small_to_see() -> None:
    shade = description()["shade"] | {"circles": {"N": [0, 0, 1.0], "S": [0, 0, 0.25]}}
    radii = re.findall(r' r="([^"]+)"', drawn(description(shade=shade)))
    assert radii == ["42.0", "21.0"]  # a quarter of the amount, half the radius
    tiny = description()["shade"] | {"circles": {"S": [0, 0, 0.0001]}}
    assert re.findall(r' r="([^"]+)"', drawn(description(shade=tiny))) == ["3.0"]


def test_a_legend_of_a_part_of_england_leaves_out_classes_without_an_area() -> None:
    entries = [{"label": "under 5 (0)"}, {"label": "5 and more (10)"}]
    shade = description()["shade"] | {"legend": {"entries": entries}}
    part = map_svg._in_use(description(shade=shade, fit=["S"]))
    assert part["shade"]["legend"]["entries"] == entries[1:]
    assert map_svg._in_use(description(shade=shade))["shade"]["legend"]["entries"] == entries


def test_a_palette_has_its_class_by_its_colours_alone_and_a_rule_for_light_and_dark() -> None:
    one = {"light": ["#eee", "#111"], "dark": ["#222", "#ddd"]}
    same, other = dict(reversed(one.items())), one | {"dark": ["#222", "#ccc"]}
    assert map_svg.palette_class(one) == map_svg.palette_class(same) != map_svg.palette_class(other)
    assert map_svg.palette_rules({"p-b": one, "p-a": {"light": ["#fff"], "dark": ["#000"]}}) == (
        ".p-a{--light0:#fff;--dark0:#000;}\n.p-b{--light0:#eee;--light1:#111;--dark0:#222;--dark1:#ddd;}"
    )
