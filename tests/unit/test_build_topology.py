import geopandas as gpd
import pandas as pd
import pytest
import shapely

from stpdash.build.geometry import grouped
from stpdash.build.topology import arcs, document, features
from stpdash.errors import DataError

ISLAND = shapely.box(50, 50, 60, 60)


def nine_squares_and_an_island() -> gpd.GeoSeries:
    boxes = {f"{x}{y}": shapely.box(x * 10, y * 10, x * 10 + 10, y * 10 + 10) for x in range(3) for y in range(3)}
    return gpd.GeoSeries({**boxes, "island": ISLAND})


def names(shapes: gpd.GeoSeries) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"Area {code}" for code in shapes.index]}, index=shapes.index)


def decoded(topology: dict, layer: str) -> dict[str, shapely.MultiPolygon]:
    """Shapes of a layer, read the slow and obvious way the specification describes."""
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + x0, y * scale_y + y0))
        lines.append(line)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        corners: list[tuple[float, float]] = []
        for number in numbers:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            assert not corners or corners[-1] == line[0]
            corners += line if not corners else line[1:]
        return corners

    return {
        geometry["id"]: shapely.MultiPolygon(
            [(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in geometry["arcs"]]
        )
        for geometry in topology["objects"][layer]["geometries"]
    }


def topology(shapes: gpd.GeoSeries, **groups: pd.Series) -> dict:
    lines = arcs(shapes)
    layers = {name: grouped(shapes, group) for name, group in groups.items()}
    return document(
        lines, {name: features(layer, names(layer), lines) for name, layer in layers.items()}, (1, 1), (0, 0)
    )


def each_alone(shapes: gpd.GeoSeries) -> pd.Series:
    return pd.Series(shapes.index, index=shapes.index)


def ring_and_centre(shapes: gpd.GeoSeries) -> pd.Series:
    return pd.Series({name: "centre" if name == "11" else "ring" for name in shapes.index})


def test_nine_squares_have_twenty_lines_and_an_island_one_of_its_own():
    # 24 sides; the two at each of the four outer corners are one line: 24 - 4. And the island's ring.
    assert len(arcs(nine_squares_and_an_island()).lines) == 24 - 4 + 1


def test_what_is_written_reads_back_as_it_was():
    shapes = nine_squares_and_an_island()
    back = decoded(topology(shapes, alone=each_alone(shapes)), "alone")
    assert set(back) == set(shapes.index)
    for name, shape in back.items():
        assert shape.equals(shapes[name])


def test_a_hole_stays_a_hole_and_an_island_a_part():
    shapes = nine_squares_and_an_island()
    back = decoded(topology(shapes, layer=ring_and_centre(shapes)), "layer")
    assert back["centre"].area == 100
    assert back["ring"].area == 9 * 100 - 100 + 100
    assert [len(part.interiors) for part in back["ring"].geoms] == [1, 0]


def test_outer_rings_run_anticlockwise_and_holes_clockwise():
    shapes = nine_squares_and_an_island()
    for shape in decoded(topology(shapes, layer=ring_and_centre(shapes)), "layer").values():
        for part in shape.geoms:
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_layers_share_their_lines():
    shapes = nine_squares_and_an_island()
    alone = topology(shapes, alone=each_alone(shapes))
    both = topology(shapes, alone=each_alone(shapes), ring=ring_and_centre(shapes))
    assert both["arcs"] == alone["arcs"]
    centre = next(geometry for geometry in both["objects"]["alone"]["geometries"] if geometry["id"] == "11")
    ring = next(geometry for geometry in both["objects"]["ring"]["geometries"] if geometry["id"] == "ring")
    assert {~number for number in ring["arcs"][0][1]} == set(centre["arcs"][0][0])


def test_the_order_of_the_areas_makes_no_difference_to_the_lines():
    shapes = nine_squares_and_an_island()
    forwards, backwards = arcs(shapes), arcs(shapes[::-1])
    assert [line.tolist() for line in forwards.lines] == [line.tolist() for line in backwards.lines]


def test_a_line_runs_from_its_lesser_end_and_lines_stand_in_order():
    lines = [line.tolist() for line in arcs(nine_squares_and_an_island()).lines]
    assert lines == sorted(min(line, line[::-1]) for line in lines)


def test_two_areas_that_touch_in_one_corner_keep_their_shapes():
    shapes = gpd.GeoSeries({"low": shapely.box(0, 0, 10, 10), "high": shapely.box(10, 10, 20, 20)})
    assert len(arcs(shapes).lines) == 2
    back = decoded(topology(shapes, alone=each_alone(shapes)), "alone")
    assert all(back[name].equals(shapes[name]) for name in shapes.index)


def test_an_area_that_is_not_made_of_the_pieces_is_refused():
    shapes = nine_squares_and_an_island()
    strange = gpd.GeoSeries({"strange": shapely.Polygon([(0, 0), (30, 0), (30, 30)])})
    with pytest.raises(DataError, match="no line of the coverage"):
        features(strange, names(strange), arcs(shapes))


def test_lines_are_written_as_whole_steps():
    written = topology(nine_squares_and_an_island(), alone=each_alone(nine_squares_and_an_island()))
    assert all(isinstance(step, int) for arc in written["arcs"] for corner in arc for step in corner)
