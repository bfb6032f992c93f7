"""`where`: real points against what any map of England says, and honest about lines, dates and bad files."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from stpdash import points
from stpdash.errors import DataError

ROOT = Path(__file__).parents[2]

KNOWN = [
    # Trafalgar Square, Truro cathedral, Carlisle castle, Norwich castle, Durham cathedral: places, not program output
    ((-0.1281, 51.5080), "27", "North West London"),
    ((-5.0510, 50.2641), "36", "Cornwall and the Isles of Scilly"),
    ((-2.9418, 54.8971), "2", "West, North and East Cumbria"),
    ((1.2962, 52.6287), "22", "Norfolk and Waveney"),
    ((-1.5762, 54.7732), "1", "Northumberland, Tyne and Wear and North Durham"),
]


@pytest.mark.parametrize(("point", "number", "name"), KNOWN)
def test_known_places_lie_in_their_footprints(atlas, folder, point, number, name):
    found = points.where(atlas, folder, [point], "2017-04-01")[0]
    assert (found["footprint"], found["footprint_name"]) == (number, name)


def test_durham_was_in_another_footprint_in_spring_2016(atlas, folder):
    found = points.where(atlas, folder, [(-1.5762, 54.7732)], "2016-04-01")[0]
    assert found["footprint"] == "3"
    assert found["footprint_name"] == "Durham, Darlington, Tees, Hambleton, Richmondshire and Whitby"


def test_just_outside_the_drawn_edge_is_not_said_with_certainty(atlas, folder):
    from stpdash import package

    edge = package.boundaries(folder, "ccg_2017").to_crs("EPSG:27700").union_all().boundary
    shape = package.boundaries(folder, "ccg_2017").to_crs("EPSG:27700").union_all()
    on_line = edge.interpolate(0.37, normalized=True)
    outside = next(
        p
        for dx in (-60, 60)
        for dy in (-60, 60)
        if not shape.contains(p := type(on_line)(on_line.x + dx, on_line.y + dy))
    )
    import geopandas

    place = geopandas.GeoSeries([outside], crs="EPSG:27700").to_crs("EPSG:4326").iloc[0]
    found = points.where(atlas, folder, [(place.x, place.y)], "2017-04-01")[0]
    assert "of its drawn edge" in found["note"]


@pytest.mark.parametrize("point", [(-3.19, 55.95), (-3.18, 51.48), (2.35, 48.86), (0.0, 53.9), (179.0, -80.0)])
def test_outside_england_says_so_and_names_nothing(atlas, folder, point):
    found = points.where(atlas, folder, [point], "2017-04-01")[0]
    assert found["note"] == "outside England"
    assert found["ccg_code"] == found["footprint"] == found["region_name"] == ""


def test_a_point_on_a_line_is_told_that_the_neighbour_is_possible(atlas, folder):
    from stpdash import package

    shapes = package.boundaries(folder, "ccg_2017")
    line = shapes.geometry.loc["E38000027"].boundary.interpolate(0.1, normalized=True)
    found = points.where(atlas, folder, [(line.x, line.y)], "2017-04-01")[0]
    assert "the neighbouring area is possible" in found["note"]


@pytest.mark.parametrize("date", ["2016-12-01", "2015-01-01", "2017", "yesterday", "2017-02-30"])
def test_a_date_that_cannot_be_drawn_whole_is_refused_with_those_that_can(atlas, date):
    with pytest.raises(DataError, match="2017-04-01 to 2018-03-31"):
        points.vintage_at(atlas, date)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("lon,lat\n-0.1,abc\n", "line 2, lat"),
        ("lon,lat\n-0.1,51.5\n-200,51\n", "line 3, lon"),
        ("x,y\n1,2\n", "line 1"),
        ("lon,lat\n-0.1\n", "line 2, lat"),
        ("lon,lat\nnan,51\n", "line 2, lon"),
    ],
)
def test_a_bad_file_of_points_is_refused_with_its_place(tmp_path, text, place):
    file = tmp_path / "points.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        points.read(file)
    assert str(file) in str(caught.value)
    assert place in str(caught.value)
    assert "expected" in str(caught.value)


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "stpdash", *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_command_answers_in_json_for_one_point_and_in_csv_for_a_file(tmp_path):
    one = json.loads(run("where", "-5.0510", "50.2641").stdout)
    file = tmp_path / "points.csv"
    file.write_text("lon,lat\n-5.0510,50.2641\n-3.19,55.95\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("where", "--file", str(file)).stdout)))
    assert one["footprint"] == rows[0]["footprint"] == "36"
    assert rows[1]["note"] == "outside England"


def test_the_command_fails_in_plain_words(tmp_path):
    done = run("where", "--file", str(tmp_path / "nothing.csv"))
    assert done.returncode == 1
    assert "nothing.csv" in done.stderr
    assert "Traceback" not in done.stderr
