import itertools
import json
from itertools import pairwise

import brotli
import geopandas as gpd
import pytest
import shapely

from stpdash import outlines, package
from stpdash.errors import DataError

METRES = "EPSG:27700"
COUNTS = {
    "ccg": (209, 207, 195, 191, 135),
    "footprint": (44, 44, 42, 42, 42),
    "region": (4, 4, 5, 7, 7),
}
YEARS = range(2016, 2021)
EXPECTED = {f"{layer}_{year}": n for layer, counts in COUNTS.items() for year, n in zip(YEARS, counts, strict=True)} | {
    "combined_authority_2017": 9,
    "combined_authority_2018": 10,
    "council_2018": 152,
}
ENGLAND_KM2 = 130_279
HECTARE_M2 = 10_000


def edges(frame: gpd.GeoDataFrame) -> set[frozenset[tuple[float, float]]]:
    """Every edge of every ring as the pair of its corners, whichever way it runs."""
    found = set()
    for ring in shapely.get_rings(shapely.get_parts(frame.geometry.to_numpy())):
        line = list(map(tuple, shapely.get_coordinates(ring).tolist()))
        found |= {frozenset(pair) for pair in pairwise(line)}
    return found


def outline(frame: gpd.GeoDataFrame) -> shapely.Geometry:
    return shapely.coverage_union_all(frame.to_crs(METRES).geometry.to_numpy())


def test_every_layer_has_as_many_areas_as_there_were(shapes):
    assert {layer: len(frame) for layer, frame in shapes.items()} == EXPECTED


@pytest.mark.parametrize("layer", EXPECTED)
def test_every_area_is_valid_and_no_two_overlap(shapes, layer):
    frame = shapes[layer]
    assert frame.is_valid.all()
    assert not frame.is_empty.any()
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert frame.index.is_unique


@pytest.mark.parametrize("layer", [name for name in EXPECTED if not name.startswith("combined")])
def test_a_layer_that_covers_england_leaves_no_gap(shapes, layer):
    parts = shapely.get_parts(outline(shapes[layer]))
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    assert [hole.wkt for hole in holes if hole.area > HECTARE_M2] == []


@pytest.mark.parametrize("layer", [name for name in EXPECTED if not name.startswith("combined")])
def test_a_layer_that_covers_england_has_its_size(shapes, layer):
    assert shapes[layer].to_crs(METRES).area.sum() / 1e6 == pytest.approx(ENGLAND_KM2, rel=0.003)


@pytest.mark.parametrize("layer", EXPECTED)
def test_no_area_is_drawn_more_than_one_percent_too_large_or_small(shapes, atlas, layer):
    kind, _, vintage = layer.rpartition("_")
    areas = atlas.areas
    full = areas[(areas["layer"] == kind) & (areas["vintage"] == vintage)].set_index("code")["area_km2"]
    drawn = shapes[layer].to_crs(METRES).area / 1e6
    assert set(drawn.index) == set(full.index)
    assert (drawn / full - 1).abs().max() < 0.01


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("footprint_2017", "ccg_2017"),
        ("region_2019", "ccg_2019"),
        ("footprint_2018", "ccg_2018"),
        ("region_2018", "footprint_2018"),
    ],
)
def test_the_edge_of_a_wide_area_is_the_edge_of_the_areas_in_it_corner_for_corner(shapes, wide, narrow):
    assert edges(shapes[wide]) <= edges(shapes[narrow])


def test_a_line_that_did_not_change_is_the_same_line_in_every_year(shapes):
    # Isle of Wight and Dorset CCGs are the same bodies in all five vintages.
    for code in ("E38000087", "E38000045"):
        drawn = {shapes[f"ccg_{year}"].geometry[code].normalize().wkt for year in range(2016, 2021)}
        assert len(drawn) == 1


def test_every_point_meant_to_lie_inside_an_area_does(shapes, atlas):
    for layer, frame in shapes.items():
        kind, _, vintage = layer.rpartition("_")
        areas = atlas.areas[(atlas.areas["layer"] == kind) & (atlas.areas["vintage"] == vintage)]
        points = areas.set_index("code").loc[frame.index]
        inside = shapely.contains_xy(frame.geometry.to_numpy(), points["lon"], points["lat"])
        assert inside.all()


def test_areas_carry_their_name_and_footprints_their_number(shapes):
    assert shapes["ccg_2017"]["name"]["E38000217"] == "NHS Manchester CCG"
    assert shapes["footprint_2017"]["footprint"]["E54000028"] == "28"
    assert shapes["footprint_2019"]["footprint"]["E54000049"] == "1 2 3"
    assert set(shapes["footprint_2017"]["footprint"]) == {str(number) for number in range(1, 45)}


def test_known_places_lie_where_they_should(shapes):
    places = {
        "Carlisle": ((-2.94, 54.89), "2"),
        "Penzance": ((-5.54, 50.12), "36"),
        "Camden": ((-0.14, 51.54), "28"),
        "Durham": ((-1.58, 54.78), "1"),
        "Whitby": ((-0.62, 54.48), "3"),
        "Barrow": ((-3.22, 54.12), "4"),
    }
    frame = shapes["footprint_2017"]
    for place, (point, number) in places.items():
        found = frame[shapely.contains_xy(frame.geometry.to_numpy(), *point)]
        assert found["footprint"].tolist() == [number], place
    spring = shapes["footprint_2016"]
    assert spring[shapely.contains_xy(spring.geometry.to_numpy(), -1.58, 54.78)]["footprint"].tolist() == ["3"]


def test_the_drawn_lines_stray_by_less_than_a_quarter_of_a_mile(atlas):
    assert 0 < atlas.accuracy_m < 400


def test_a_layer_that_is_not_there_is_refused_by_name(folder):
    with pytest.raises(DataError, match="ccg_2021"):
        package.boundaries(folder, "ccg_2021")


def test_neighbouring_land_is_valid_coarse_and_reaches_under_england(folder, shapes):
    land = gpd.read_file(folder / package.NEIGHBOURS)
    assert land.is_valid.all()
    assert {"Wales", "Scotland", "Northern Ireland"} <= set(land["name"])
    west, south, east, north = land.total_bounds
    assert (west >= -11, south >= 48.5, east <= 4.5, north <= 60) == (True, True, True, True)
    england = outline(shapes["region_2019"])
    for name, at_least_km2 in (("Wales", 50), ("Scotland", 30)):
        under = land[land["name"] == name].to_crs(METRES).geometry.iloc[0].intersection(england)
        assert at_least_km2 < under.area / 1e6 < 500


def test_no_sea_shows_along_the_borders_with_wales_and_scotland(folder, shapes):
    land = gpd.read_file(folder / package.NEIGHBOURS)
    frames = land[land["name"].isin(["Wales", "Scotland"])].to_crs(METRES).geometry
    england = outline(shapes["region_2019"])
    both = shapely.union_all([england, *frames])
    slivers = [shapely.Polygon(ring) for part in shapely.get_parts(both) for ring in part.interiors]
    between = [hole for hole in slivers if hole.distance(england) < 1]
    inland = [hole for hole in between if any(hole.distance(frame) < 1 for frame in frames)]
    assert sum(hole.area for hole in inland) < 50 * HECTARE_M2


def test_the_boundary_files_are_light_enough_to_send(folder):
    files = (package.BOUNDARIES, package.NEIGHBOURS)
    sizes = {path: len(brotli.compress((folder / path).read_bytes())) for path in files}
    assert sizes[package.BOUNDARIES] < 190_000
    assert sizes[package.NEIGHBOURS] < 30_000


@pytest.mark.parametrize(("layer", "vintage"), [("footprint", "2017"), ("region", "2019")])
def test_neighbours_are_those_whose_drawn_outlines_share_a_line(atlas, layer, vintage):
    shapes = package.boundaries(package.home(), f"{layer}_{vintage}").geometry
    found = {(a.code, b.code) for a in atlas.areas_of(layer, vintage) for b in atlas.neighbours(a)}
    for one, other in itertools.combinations(shapes.index, 2):
        shared = shapes[one].intersection(shapes[other]).length > 0
        assert shared == ((one, other) in found) == ((other, one) in found), (one, other)


def test_cornwall_has_devon_for_its_one_neighbour_and_every_ccg_of_england_has_some(atlas):
    assert [area.name for area in atlas.neighbours(atlas.footprint(36))] == ["Devon"]
    assert all(atlas.neighbours(area) for area in atlas.areas_of("ccg", "2017") if area.name != "NHS Isle of Wight CCG")
    assert atlas.neighbours(atlas.area("ccg", "2017", "E38000087")) == []  # NHS Isle of Wight CCG


@pytest.fixture(scope="module")
def moved(folder):
    """The ground that passed from one area to another: an area for each piece."""
    return package.boundaries(folder, "moved")


def test_every_piece_that_moved_has_a_shape_of_its_own_and_no_other_has(atlas, moved):
    rows = atlas.changes.query("moved and (kind == 'boundary_move' or (kind == 'split' and layer == 'ccg'))")
    assert moved.index.is_unique
    assert set(moved.index) == {f"{row.change}|{row.code}|{row.successor}" for row in rows.itertuples()}
    assert len(moved) == 9
    assert dict(moved["name"]) == {
        f"{row.change}|{row.code}|{row.successor}": row.successor_name for row in rows.itertuples()
    }


def test_a_piece_that_moved_lies_in_the_area_before_and_in_the_area_after_and_is_all_that_does(atlas, shapes, moved):
    for row in atlas.changes.itertuples():
        piece = moved.geometry.get(f"{row.change}|{row.code}|{row.successor}")
        if piece is not None:
            before = shapes[f"{row.layer}_{row.vintage}"].geometry[row.code]
            after = shapes[f"{row.layer}_{row.successor_vintage}"].geometry[row.successor]
            both = gpd.GeoSeries([before.intersection(after), piece], crs="EPSG:4326").to_crs(METRES)
            assert both.iloc[0].symmetric_difference(both.iloc[1]).area < 1, row.change  # square metre
            assert piece.is_valid
            # lines are drawn simpler than they are: a small piece may differ by a good part of a hundredth
            assert both.iloc[1].area / 1e6 == pytest.approx(row.area_km2, rel=0.03), row.change


def test_what_moved_takes_no_line_that_other_layers_have_not(folder):
    document = json.loads((folder / package.BOUNDARIES).read_text("utf-8"))
    of = package.lines(folder).of
    others = {number for name, areas in of.items() if name != "moved" for used in areas.values() for number in used}
    assert {number for used in of["moved"].values() for number in used} <= others == set(range(len(document["arcs"])))


def test_where_only_a_boundary_moved_each_area_after_is_the_one_before_with_what_came_and_without_what_went(
    atlas, folder
):
    of = package.lines(folder)
    rows = atlas.changes.query("kind == 'boundary_move' and note == ''")
    for _, parts in rows.groupby("change"):
        first = parts.iloc[0]
        before, after = (f"{first['layer']}_{first[year]}" for year in ("vintage", "successor_vintage"))
        crossed = parts[parts["moved"]]
        for row in parts[~parts["moved"]].itertuples():
            mine = crossed[(crossed["code"] == row.code) | (crossed["successor"] == row.successor)]
            found = outlines.edge(of, before, [row.code])
            for piece in mine.itertuples():
                found ^= outlines.edge(of, "moved", [f"{piece.change}|{piece.code}|{piece.successor}"])
            assert found == outlines.edge(of, after, [row.successor]), row.change
