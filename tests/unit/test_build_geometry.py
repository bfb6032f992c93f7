import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from stpdash.build.geometry import (
    CELL,
    METRES,
    dissolved,
    gridded,
    grouped,
    in_degrees,
    largest_displacement_m,
    simplified,
)


def squares(across: int, side: float, west: float, south: float) -> list[shapely.Polygon]:
    return [
        shapely.box(west + x * side, south + y * side, west + (x + 1) * side, south + (y + 1) * side)
        for y in range(across)
        for x in range(across)
    ]


def wavy(side_m: float, wave_m: float) -> gpd.GeoSeries:
    """Two neighbours whose shared line bulges to the east by so much in the middle."""
    x, y = 400_000.0, 300_000.0
    line = [(x, y), (x + wave_m, y + side_m / 2), (x, y + side_m)]
    west = shapely.Polygon([(x - side_m, y), *line, (x - side_m, y + side_m)])
    east = shapely.Polygon([*line, (x + side_m, y + side_m), (x + side_m, y)])
    return gpd.GeoSeries([west, east], crs=METRES)


def test_areas_of_one_group_become_one_and_neighbours_meet_without_a_hole():
    hair = 1e-8  # under a millimetre
    left, right = shapely.box(0, 52, 0.01, 52.01), shapely.box(0.01, 52, 0.02, 52.01)
    slit = [(0, 52.01), (0.01, 52.01), (0.015, 52.01 + hair), (0.02, 52.01)]
    top = shapely.Polygon([*slit, (0.02, 52.02), (0, 52.02)])
    shapes = gpd.GeoSeries([left, right, top], index=["a", "b", "c"], crs="EPSG:4326")
    assert shapely.union_all(shapes.to_numpy()).interiors
    whole = dissolved(shapes, pd.Series(["south", "south", "north"], index=shapes.index))
    assert list(whole.index) == ["north", "south"]
    assert shapely.coverage_is_valid(whole.to_numpy())
    together = shapely.coverage_union_all(whole.to_numpy())
    assert together.geom_type == "Polygon"
    assert not together.interiors


def test_an_area_whose_lake_crosses_its_shore_is_mended_before_it_is_joined():
    shore, lake = shapely.box(0, 52, 0.01, 52.01), shapely.box(0.005, 52.005, 0.015, 52.015)
    crossed = shapely.Polygon(shore.exterior, [lake.exterior])
    shapes = gpd.GeoSeries([crossed, shapely.box(0.02, 52, 0.03, 52.01)], crs="EPSG:4326")
    with pytest.raises(shapely.errors.GEOSException):
        shapely.union_all(shapes.to_numpy())
    assert dissolved(shapes, pd.Series(["one", "one"])).is_valid.all()


def test_on_the_grid_every_corner_is_a_whole_number_and_edges_still_meet():
    metres = gpd.GeoSeries(squares(3, 997.3, 400_000.7, 300_000.3), crs=METRES)
    grid = gridded(metres)
    corners = shapely.get_coordinates(grid.to_numpy())
    assert (corners == np.rint(corners)).all()
    assert shapely.coverage_is_valid(grid.to_numpy())
    assert grid.is_valid.all()


def test_the_grid_moves_nothing_by_more_than_a_cell():
    metres = gpd.GeoSeries(squares(3, 997.3, 400_000.7, 300_000.3), crs=METRES)
    back = in_degrees(gridded(metres))
    there = metres.to_crs("EPSG:4326")
    moved = np.abs(shapely.get_coordinates(back.to_numpy()) - shapely.get_coordinates(there.to_numpy()))
    assert (moved <= CELL * 0.502).all()


def test_float_noise_on_a_tie_makes_no_difference():
    tie = np.array([400.5, 700.5]) * CELL + np.array([-6.5, 49.8])
    sides = [shapely.box(*(tie + noise), *(tie + 1 + noise)) for noise in (-1e-12, 0, 1e-12)]
    cells = {gridded(gpd.GeoSeries([side], crs="EPSG:4326")).iloc[0].wkt for side in sides}
    assert len(cells) == 1


def test_simplifying_drops_the_same_corners_on_both_sides_of_a_line():
    full = gridded(wavy(10_000, 30))
    drawn = simplified(full, 1_000)
    assert shapely.get_num_coordinates(drawn.to_numpy()).sum() < shapely.get_num_coordinates(full.to_numpy()).sum()
    assert shapely.coverage_is_valid(drawn.to_numpy())
    kept = {tuple(corner) for corner in shapely.get_coordinates(drawn.to_numpy())}
    assert kept <= {tuple(corner) for corner in shapely.get_coordinates(full.to_numpy())}


def test_a_line_drawn_straight_strays_by_the_width_of_the_bulge_it_leaves_out():
    assert largest_displacement_m(wavy(10_000, 120), wavy(10_000, 0)) == pytest.approx(120)


def test_a_coast_drawn_straight_is_not_counted_as_a_line_between_areas():
    full, drawn = wavy(10_000, 0), wavy(10_000, 0)
    bay = shapely.Polygon([(390_000, 304_000), (396_000, 305_000), (390_000, 306_000)])
    assert largest_displacement_m(full.difference(bay), drawn) == pytest.approx(0)


def test_areas_without_a_group_are_left_out_of_the_grouping():
    shapes = gpd.GeoSeries(squares(2, 10, 0, 0))
    whole = grouped(shapes, pd.Series(["a", "a", "", "b"]))
    assert dict(whole.area) == {"a": 200, "b": 100}
