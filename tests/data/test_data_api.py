"""The data API against the package's own files, printed figures, its published schemas and a second reader."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from jsonschema import Draft202012Validator

from stpdash import find, package
from stpdash.errors import DataError
from stpdash.schema import BY_NAME, TABLES
from stpdash.site import data_api, data_areas, data_layers, data_tables

ROOT = "data/v1/"
ENGLAND = 55_619_430  # DATA.md, sources: ONS mid-2017 residents
COUNTS = {  # DATA.md: vintages that can be built whole
    "ccg": (209, 207, 195, 191, 135),
    "footprint": (44, 44, 42, 42, 42),
    "region": (4, 4, 5, 7, 7),
}
LAYERS = {  # the same; the authorities, councils and local offices of DATA.md are of these years alone
    **{name: dict(zip(map(str, range(2016, 2021)), counts, strict=True)) for name, counts in COUNTS.items()},
    "combined_authority": {"2017": 9, "2018": 10},
    "council": {"2018": 152},
    "local_office": {"2017": 14},
}
ENGLAND_KM2 = 130_279
LONDON = "E40000003"
WEST, SOUTH, EAST, NORTH = -6.451, 49.863, 1.764, 55.812
"""The Crim Rocks, Pednathise Head, Lowestoft Ness, Marshall Meadows Bay: where England ends, in degrees."""
MOST_BYTES = 20_000_000
NUMBERS = {"int64": int, "float64": float, "bool": {"true": True, "false": False}.__getitem__}


@pytest.fixture(scope="module")
def api(atlas):
    """Every file of the API by its path from the index."""
    found = list(data_api.files(atlas))
    assert len(dict(found)) == len(found)
    assert all(path.startswith(ROOT) for path, _ in found)
    return {path.removeprefix(ROOT): raw for path, raw in found}


@pytest.fixture(scope="module")
def read(api):
    """A JSON file of the API; a number that is none is refused."""
    return lambda path: json.loads(api[path], parse_constant=pytest.fail)


@pytest.fixture(scope="module")
def index(read):
    return {entry["path"]: entry for entry in read("index.json")["files"]}


def table(read, name):
    found = read(f"tables/{name}.json")
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def areas_of(read, index):
    return {path: read(path) for path in index if path.startswith("areas/")}


def layers_of(read, index):
    return {path: read(path) for path in index if path.endswith(".geojson")}


def of_vintage(frame):
    """The layer of each vintage, filtered out of a layer's file as a reader would do it."""
    for column in (each for each in frame.columns if each.startswith("in_")):
        yield column.removeprefix("in_"), frame.loc[frame[column]].set_index("code").sort_index()


# Files, sizes, hashes


def test_the_index_lists_every_file_but_itself_and_the_checksums(api, index):
    assert set(index) == set(api) - {"index.json", "checksums.txt"}
    assert (
        len(index) == len(TABLES) * 3 + 6 * 3 + 1 + 1 + 462 + 2
    )  # each with its schema; the rows' schema; all layers; areas; their schema, this one's


def test_size_hash_and_rows_are_those_of_the_file(api, index):
    for path, entry in index.items():
        assert entry["bytes"] == len(api[path]), path
        assert entry["sha256"] == hashlib.sha256(api[path]).hexdigest(), path
        if path.endswith(".csv"):
            assert entry["rows"] == sum(1 for _ in csv.DictReader(io.StringIO(api[path].decode(), newline=""))), path


def test_sha256sum_finds_every_file_whole_and_one_altered_byte(api, tmp_path):
    for path, raw in api.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    check = ["sha256sum", "--check", "--strict", "--quiet", "checksums.txt"]
    assert len(api["checksums.txt"].splitlines()) == len(api) - 1
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "areas/28.json").write_bytes(api["areas/28.json"].replace(b"Camden", b"Camber"))
    refused = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stdout == "areas/28.json: FAILED\n"


def test_another_process_on_another_day_makes_the_same_bytes(api):
    program = (
        "import hashlib; from stpdash import package; from stpdash.site import data_api\n"
        "atlas = package.read(package.home())\n"
        "print(*(f'{hashlib.sha256(raw).hexdigest()}  {path}' for path, raw in data_api.files(atlas)), sep='\\n')"
    )
    elsewhere = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "PYTHONPATH": str(Path.cwd())}
    made = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | elsewhere, capture_output=True, text=True, check=True
    )
    here = [f"{hashlib.sha256(raw).hexdigest()}  {ROOT}{path}" for path, raw in api.items()]
    assert made.stdout.splitlines() == here


def test_a_name_is_safe_in_any_address_and_leads_nowhere_else(api):
    for path in api:
        assert all(part and part.strip(".") and part.replace("-", "").isascii() for part in path.split("/")), path
        assert not set(path) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-"), path


def test_the_whole_api_stays_light_enough_to_publish(api):
    assert sum(map(len, api.values())) < MOST_BYTES


# Schemas


def test_every_json_file_keeps_to_its_schema(read, index):
    validators = {}
    for path, entry in index.items():
        if path.endswith((".json", ".geojson")) and not path.startswith("schema/"):
            wanted = entry["schema"]
            if wanted not in validators:
                Draft202012Validator.check_schema(read(wanted))
                validators[wanted] = Draft202012Validator(read(wanted))
            wrong = [
                f"{error.json_path}: {error.message}"[:200] for error in validators[wanted].iter_errors(read(path))
            ]
            assert wrong == [], path
    others = {"schema/index.json", "schema/layers/rows.json"}
    assert set(validators) == {path for path in index if path.startswith("schema/")} - others
    Draft202012Validator.check_schema(read("schema/index.json"))
    Draft202012Validator(read("schema/index.json")).validate(read("index.json"))


def test_every_file_but_schemas_and_the_boundary_file_names_its_schema(index):
    without = {path for path, entry in index.items() if entry["schema"] is None}
    assert without == {path for path in index if path.startswith("schema/")} | {"layers/all.topojson"}
    assert {entry["schema"] for entry in index.values()} - {None} <= set(index)


def test_the_rows_of_a_table_as_csv_keep_to_the_schema_that_the_index_names(api, read, index):
    for of in TABLES:
        entry = index[f"tables/{of.name}.csv"]
        schema = read(entry["schema"])["properties"]
        names, *rows = csv.reader(io.StringIO(api[entry["path"]].decode(), newline=""))
        assert names == schema["columns"]["const"]
        told = Draft202012Validator(schema["rows"]["items"])
        kinds = [NUMBERS.get(str(of.columns[name].dtype), lambda cell: cell.removeprefix("'")) for name in names]
        for row in rows:
            cells = [kind(cell) if cell else None for kind, cell in zip(kinds, row, strict=True)]
            assert told.is_valid(cells), (of.name, cells)


def test_the_csv_of_a_layer_says_of_an_area_what_the_table_says(api, read):
    rows = {(row["layer"], row["vintage"], row["code"]): row for row in table(read, "areas")}
    seen = set()
    for name in LAYERS:
        for row in csv.DictReader(io.StringIO(api[f"layers/{name}.csv"].decode())):
            own = rows[name, row["vintage"], row["code"]]
            told = {key: row[key] or None for key in ("name", "ods_code", "source")}
            assert told | {"area_km2": float(row["area_km2"])} == {key: own[key] for key in (*told, "area_km2")}
            seen.add((name, row["vintage"], row["code"]))
            if row["code"] == "E54000049":  # footprints 1, 2 and 3, merged in 2018
                assert (row["footprint"], row["id"]) == ("1 2 3", "E54000049")
    assert seen == {key for key in rows if key[0] != "england"}
    assert sum(len(api[f"layers/{name}.csv"]) for name in LAYERS) < 150_000


def test_every_row_of_a_layer_as_csv_keeps_to_its_schema(api, read, index):
    schema = read("schema/layers/rows.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for name, counts in LAYERS.items():
        assert index[f"layers/{name}.csv"]["schema"] == "schema/layers/rows.json"
        rows = list(csv.DictReader(io.StringIO(api[f"layers/{name}.csv"].decode())))
        assert Counter(row["vintage"] for row in rows) == dict(counts)
        for row in rows:
            said = {key: cell or None for key, cell in row.items()}
            validator.validate(said | {"area_km2": float(row["area_km2"])})
            assert row["id"] == "" or f"areas/{row['id']}.json" in index


@pytest.mark.parametrize(
    ("name", "column", "cell"),
    [
        ("funding", "amount_gbp_m", None),
        ("funding", "amount_gbp_m", "145.159"),
        ("funding", "amount_gbp_m", -1),
        ("funding", "status", "guessed"),
        ("funding", "source", None),
        ("funding", "year", "2016"),
        ("areas", "layer", "parish"),
        ("areas", "code", 38000001),
        ("areas", "ods_code", ""),
        ("areas", "lat", 66.5),
        ("parents", "share", 1.01),
        ("vintages", "main", "true"),
        ("facts", "confidence", "certain"),
    ],
)
def test_the_schema_of_a_table_refuses_a_cell_that_is_not_as_promised(read, name, column, cell):
    document, schema = read(f"tables/{name}.json"), Draft202012Validator(read(f"schema/tables/{name}.json"))
    document["rows"] = document["rows"][:1]
    assert schema.is_valid(document)
    document["rows"][0][document["columns"].index(column)] = cell
    assert not schema.is_valid(document)


def test_the_schema_of_a_table_refuses_a_row_with_a_cell_too_many_or_too_few(read):
    document, schema = read("tables/vintages.json"), Draft202012Validator(read("schema/tables/vintages.json"))
    row = document["rows"][0]
    for wrong in ([*row, None], row[:-1]):
        assert not schema.is_valid(document | {"rows": [wrong]})


@pytest.mark.parametrize("path", ["areas/28.json", "layers/region.geojson", "tables/vintages.json", "index.json"])
def test_a_schema_refuses_what_it_does_not_know_and_misses_what_is_gone(read, index, path):
    document = read(path)
    schema = Draft202012Validator(read("schema/index.json" if path == "index.json" else index[path]["schema"]))
    assert schema.is_valid(document)
    assert not schema.is_valid(document | {"extra": 1})
    for name in document:
        assert not schema.is_valid({key: value for key, value in document.items() if key != name}), name


def test_a_schema_says_what_a_column_means_and_what_each_code_stands_for(read):
    schema = read("schema/tables/funding.json")
    described = dict(zip(schema["properties"]["columns"]["const"], _cells(schema), strict=True))
    assert described["amount_gbp_m"]["description"].startswith("£ million, cash, in the year")
    assert {each["const"] for each in described["status"]["oneOf"]} == {"published", "derived", "estimated"}
    assert all(each["title"] and each["description"] for each in described["status"]["oneOf"])
    assert {"columns": ["source"], "table": "sources", "target": ["source"], "where": {}} in schema["x-links"]


def _cells(schema):
    return schema["properties"]["rows"]["items"]["prefixItems"]


# Tables


@pytest.mark.parametrize("of", TABLES, ids=lambda of: of.name)
def test_csv_and_json_hold_cell_for_cell_what_the_package_holds(folder, api, read, of):
    with (folder / of.file).open(encoding="utf-8", newline="") as lines:
        printed = list(csv.DictReader(lines))
    as_csv = list(csv.DictReader(io.StringIO(api[f"tables/{of.name}.csv"].decode(), newline="")))
    as_json = table(read, of.name)
    assert len(printed) == len(as_csv) == len(as_json) > 0
    kinds = {name: NUMBERS.get(str(column.dtype), str) for name, column in of.columns.items()}
    for theirs, ours, cells in zip(printed, as_csv, as_json, strict=True):
        wanted = {name: None if cell == "" else kinds[name](cell) for name, cell in theirs.items()}
        assert cells == wanted
        assert {name: type(cell) for name, cell in cells.items()} == {name: type(cell) for name, cell in wanted.items()}
        assert {name: None if cell == "" else kinds[name](cell) for name, cell in ours.items()} == wanted


def test_a_blank_and_a_missing_figure_are_null_and_never_nought(atlas):
    funding = atlas.funding.head(2).copy()
    funding.loc[funding.index[0], "amount_gbp_m"] = float("nan")
    funding.loc[funding.index[1], "amount_gbp_m"] = 0.0
    spoiled = replace(atlas, funding=funding)
    place = list(BY_NAME["funding"].columns).index("amount_gbp_m")
    cells = [row[place] for row in json.loads(data_tables.as_json(spoiled, BY_NAME["funding"]))["rows"]]
    assert cells == [None, 0.0]
    lines = csv.reader(io.StringIO(data_tables.as_csv(spoiled, BY_NAME["funding"]).decode(), newline=""))
    assert [row[place] for row in lines] == ["amount_gbp_m", "", "0.0"]


def test_text_that_a_spreadsheet_would_work_out_is_disarmed_in_csv_and_itself_in_json(atlas):
    areas = atlas.areas.head(4).copy()
    areas["name"] = hostile = ["=1+1", "+44", "-2", "@SUM(A1)"]
    spoiled, of = replace(atlas, areas=areas), BY_NAME["areas"]
    rows = list(csv.DictReader(io.StringIO(data_tables.as_csv(spoiled, of).decode(), newline="")))
    assert [row["name"] for row in rows] == [f"'{name}" for name in hostile]
    assert all(float(row["lon"]) == lon for row, lon in zip(rows, areas["lon"], strict=True))  # below nought, a number
    told = json.loads(data_tables.as_json(spoiled, of))
    assert [dict(zip(told["columns"], row, strict=True))["name"] for row in told["rows"]] == hostile


def test_the_printed_counts_and_sums_come_out_of_the_files(read):
    rows = table(read, "areas")
    counts = Counter((row["layer"], row["vintage"]) for row in rows)
    for layer, numbers in COUNTS.items():
        assert tuple(counts[layer, str(year)] for year in range(2016, 2021)) == numbers
    people = [row for row in table(read, "people") if (row["basis"], row["ages"]) == ("resident", "all")]
    for layer, vintage in (("ccg", "2017"), ("footprint", "2020"), ("region", "2019"), ("council", "2018")):
        assert sum(row["people"] for row in people if (row["layer"], row["vintage"]) == (layer, vintage)) == ENGLAND
    money = {(row["code"], row["year"], row["vintage"], row["series"]): row for row in table(read, "funding")}
    darlington = money["E38000042", "2016/17", "2016", "core_allocation"]
    assert (darlington["amount_gbp_m"], darlington["status"]) == (145.159, "published")  # evidence, line 2


def test_every_source_that_a_row_names_is_a_card(read, index):
    cards = {row["source"] for row in table(read, "sources")}
    sourced = [name for name in BY_NAME if "source" in BY_NAME[name].columns]
    assert set(BY_NAME) - set(sourced) == {"conflicts", "vocabulary"}
    for name in sourced:
        assert {row["source"] for row in table(read, name)} <= cards, name
    for path, layer in layers_of(read, index).items():
        assert {source for feature in layer["features"] for source in feature["properties"]["sources"]} <= cards, path


# Layers


def test_the_layer_of_each_vintage_can_be_filtered_out_and_the_index_says_how_many_areas_it_has(read, index):
    for name, counts in LAYERS.items():
        path = f"layers/{name}.geojson"
        told = [feature["properties"] for feature in read(path)["features"]]
        for each in told:
            assert each["layer"] == name
            years = {key.removeprefix("in_"): each[key] for key in each if key.startswith("in_")}
            assert list(years) == list(counts), path
            assert each["vintages"] == [year for year, there in years.items() if there] != [], path
        assert {year: sum(each[f"in_{year}"] for each in told) for year in counts} == counts
        assert index[path]["vintages"] == counts
        assert index[path]["rows"] == len(told)
    assert {path for path, entry in index.items() if entry["vintages"]} == set(layers_of(read, index))
    assert set(layers_of(read, index)) == {f"layers/{name}.geojson" for name in LAYERS}


def test_an_area_is_in_the_vintages_in_which_the_table_has_it_and_its_shape_is_there_once(read):
    rows = {(row["layer"], row["vintage"], row["code"]) for row in table(read, "areas") if row["layer"] != "england"}
    held, shapes = [], []
    for name in LAYERS:
        features = read(f"layers/{name}.geojson")["features"]
        assert len({feature["id"] for feature in features}) == len(features), name
        for feature in features:
            code = feature["properties"]["code"]
            held += [(name, vintage, code) for vintage in feature["properties"]["vintages"]]
            shapes.append((name, code, json.dumps(feature["geometry"])))
    assert len(held) == len(set(held))
    assert set(held) == rows
    assert len(shapes) == len(set(shapes))


def test_every_corner_of_every_vintage_is_the_boundary_files(api, folder):
    for name in LAYERS:
        for vintage, frame in of_vintage(gpd.read_file(io.BytesIO(api[f"layers/{name}.geojson"]))):
            given = package.boundaries(folder, f"{name}_{vintage}").geometry  # read by GDAL, not by the program
            assert list(frame.index) == list(given.index)
            rounded = shapely.transform(given.to_numpy(), lambda corners: np.round(corners, 5))
            ours, theirs = shapely.normalize(frame.geometry.to_numpy()), shapely.normalize(rounded)
            assert shapely.equals_exact(ours, theirs, tolerance=0).all(), (name, vintage)


def test_another_reader_finds_each_vintage_valid_with_no_gap_between_its_areas_and_of_the_right_size(api):
    for name in LAYERS:
        whole = gpd.read_file(io.BytesIO(api[f"layers/{name}.geojson"]))
        assert whole.crs == "EPSG:4326", name
        assert whole.is_valid.all(), name
        for vintage, frame in of_vintage(whole):
            assert shapely.coverage_is_valid(frame.geometry.to_numpy()), (name, vintage)
            drawn = frame.to_crs("EPSG:27700").area / 1e6
            assert (drawn / frame["area_km2"] - 1).abs().max() < 0.01, (name, vintage)
            if name != "combined_authority":
                assert drawn.sum() == pytest.approx(ENGLAND_KM2, rel=0.003), (name, vintage)


def test_the_file_of_all_layers_is_the_packages_own_byte_for_byte(api, folder):
    assert api["layers/all.topojson"] == (folder / "boundaries/england_2016-2020.topojson").read_bytes()


def test_every_outer_ring_runs_anticlockwise_and_every_hole_clockwise(read, index):
    holes = 0
    for path, layer in layers_of(read, index).items():
        for feature in layer["features"]:
            for outer, *inner in feature["geometry"]["coordinates"]:
                assert twice_area(outer) > 0, (path, feature["id"])
                assert all(twice_area(ring) < 0 for ring in inner), (path, feature["id"])
                holes += len(inner)
    assert holes > 0


def twice_area(ring):
    """Twice the area of a closed ring by the shoelace formula: above nought where it runs anticlockwise."""
    assert ring[0] == ring[-1]
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))


def test_no_corner_lies_outside_england_or_finer_than_a_metre(read, index):
    for path, layer in layers_of(read, index).items():
        corners = [c for f in layer["features"] for part in f["geometry"]["coordinates"] for ring in part for c in ring]
        assert all(WEST <= lon <= EAST and SOUTH <= lat <= NORTH for lon, lat in corners), path
        assert all(round(figure, 5) == figure for corner in corners for figure in corner), path
        assert layer["bbox"] == [*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True))], path


def test_a_shape_says_what_the_table_says_of_all_its_vintages_and_is_named_as_in_the_last(read):
    rows = {(row["layer"], row["vintage"], row["code"]): row for row in table(read, "areas")}
    for name in LAYERS:
        for feature in read(f"layers/{name}.geojson")["features"]:
            told = feature["properties"]
            of_it = [rows[name, vintage, told["code"]] for vintage in told["vintages"]]
            assert {row["area_km2"] for row in of_it} == {told["area_km2"]}
            assert (told["name"], told["ods_code"]) == (of_it[-1]["name"], of_it[-1]["ods_code"])
            assert told["sources"] == sorted({row["source"] for row in of_it})
    footprints = {f["id"]: f["properties"] for f in read("layers/footprint.geojson")["features"]}
    assert footprints["E54000028"]["name"] == "North London Partners in Health and Care"  # from 2019
    assert [footprints[code]["footprint"] for code in ("E54000049", "E54000028")] == ["1 2 3", "28"]
    assert {f["properties"]["footprint"] for f in read("layers/ccg.geojson")["features"]} == {None}


def test_a_code_whose_size_or_ground_changed_has_a_shape_for_each_named_by_its_first_vintage(
    atlas, folder, monkeypatch
):
    areas = atlas.areas.copy()
    areas.loc[(areas["vintage"] > "2017") & (areas["code"] == LONDON), "area_km2"] += 1
    lines = package.lines(folder)
    of = {drawn: dict(codes) for drawn, codes in lines.of.items()}
    of["region_2017"][LONDON] = of["region_2017"]["E40000001"]  # as if London had lain in the North that year
    monkeypatch.setattr(package, "lines", lambda _: replace(lines, of=of))
    [region] = [layer for layer in data_layers.every(replace(atlas, areas=areas), folder) if layer.name == "region"]
    told = json.loads(region.raw)["features"]
    assert {each["id"]: each["properties"]["vintages"] for each in told if each["properties"]["code"] == LONDON} == {
        f"{LONDON}-2016": ["2016"],
        f"{LONDON}-2017": ["2017"],
        f"{LONDON}-2018": ["2018", "2019", "2020"],
    }


def test_shapes_of_other_areas_than_the_atlas_has_are_refused_by_name(atlas, folder):
    gone = atlas.areas[~((atlas.areas["layer"] == "region") & (atlas.areas["code"] == LONDON))]
    other = replace(atlas, areas=gone.reset_index(drop=True))
    with pytest.raises(DataError, match=r"region_2016: found other areas: E40000003"):
        list(data_layers.every(other, folder))


def test_the_examples_of_the_docs_run_and_find_the_ccgs_of_one_vintage(api, tmp_path, monkeypatch):
    for path in ("tables/funding.json", "layers/ccg.geojson"):
        (tmp_path / ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ROOT / path).write_bytes(api[path])
    text = Path("docs/data_api.md").read_text("utf-8")
    (tmp_path / "example.py").write_text("\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)), "utf-8")
    monkeypatch.chdir(tmp_path)
    found = runpy.run_path("example.py")
    assert len(found["ccgs"]) == COUNTS["ccg"][1]
    assert found["ccgs"].index.name == "code"
    darlington = (
        found["funding"]
        .set_index(["code", "year", "vintage", "series"])
        .loc[("E38000042", "2016/17", "2016", "core_allocation")]
    )  # evidence, line 2
    assert darlington["amount_gbp_m"] == 145.159


# Areas


def test_every_area_that_has_a_page_has_a_file_of_its_name(read, index, atlas):
    found = areas_of(read, index)
    assert {area["area"]["id"]: area["area"]["label"] for area in found.values()} == find.choices(atlas)
    assert all(path == f"areas/{area['area']['id']}.json" for path, area in found.items())


def test_the_sources_of_an_areas_rows_stand_beside_them_and_no_others(read, index):
    cards = {row["source"]: row for row in table(read, "sources")}
    for path, area in areas_of(read, index).items():
        rows = [row for group in area.values() if isinstance(group, list) for row in group]
        used = {row["source"] for row in rows}
        used |= {"ods-stp-workbook" for row in area["changes"] if row["nhs_date"]}  # NHS Digital's own log
        brief = ("title", "publisher", "published", "address", "licence")
        assert area["sources"] == {source: {name: cards[source][name] for name in brief} for source in used}, path
        assert used, path


def test_north_central_london_is_as_printed(read):
    # sources/pop_mid2017_ccg17.csv, lines 6, 28, 55, 68 and 84; registered_list_stp17.csv, line 25
    area = read("areas/28.json")
    ccgs = {
        "E38000005": 387_803,
        "E38000027": 253_361,
        "E38000057": 332_705,
        "E38000072": 271_224,
        "E38000088": 235_000,
    }
    inside = [row for row in area["children"] if (row["layer"], row["vintage"]) == ("ccg", "2017")]
    assert {row["code"]: row["people"] for row in inside} == ccgs
    assert {row["share"] for row in inside} == {1}
    counts = {(row["vintage"], row["basis"], row["counted_on"], row["ages"]): row["people"] for row in area["people"]}
    assert counts["2017", "resident", "2017-06-30", "all"] == sum(ccgs.values())
    assert counts["2017", "registered", "2016-04-01", "all"] == 1_547_346
    assert area["area"]["ods_code"] == "QMJ"
    assert [row["name"] for row in area["vintages"]] == [
        *["North Central London"] * 3,
        *["North London Partners in Health and Care"] * 2,
    ]
    assert {(row["layer"], row["vintage"], row["name"]) for row in area["parents"] if row["vintage"] == "2019"} == {
        ("region", "2019", "London")
    }


def test_manchester_says_of_what_it_was_made_and_what_became_of_it(read):
    # sources/ccg_changes_16_17.csv: North, Central and South Manchester became E38000217 on 1 April 2017
    area = read("areas/E38000217.json")
    merged = [row for row in area["changes"] if row["kind"] == "merger"]
    assert {row["name"] for row in merged} == {f"NHS {part} Manchester CCG" for part in ("North", "Central", "South")}
    assert {row["effective_from"] for row in merged} == {"2017-04-01"}
    assert [row["vintage"] for row in area["vintages"]] == ["2017", "2018", "2019", "2020"]
    later = [(row["layer"], row["vintage"], row["code"], row["share"], row["id"]) for row in area["later"]]
    assert later == [("ccg", year, "E38000217", 1, "E38000217") for year in ("2018", "2019", "2020")]


def test_a_merged_footprint_has_the_facts_of_its_parts_and_a_region_no_director_of_another_scheme(read):
    merged = read("areas/E54000049.json")
    assert {row["subject"] for row in merged["facts"]} == {"footprint:1", "footprint:2", "footprint:3"}
    assert merged["area"]["footprints"] == ["1", "2", "3"]
    london = read("areas/E40000003.json")["facts"]
    assert [row["value"] for row in london if row["attribute"] == "regional_director"] == ["Sir David Sloman"]


def test_the_facts_of_all_footprints_are_those_of_the_table_each_once(read):
    of_table = Counter(
        json.dumps(row, sort_keys=True) for row in table(read, "facts") if row["subject"][:10] == "footprint:"
    )
    of_files: Counter[str] = Counter()
    for number in range(1, 45):
        for row in read(f"areas/{number}.json")["facts"]:
            assert row.pop("about")
            assert (row.pop("in_words") is None) == (row["value"] is None)
            of_files[json.dumps(row, sort_keys=True)] += 1
    assert of_files == of_table


def test_an_area_has_every_row_of_people_and_money_of_every_vintage_it_was_there_in(read, index):
    rows = {name: table(read, name) for name in ("people", "funding")}
    of_key = {name: {} for name in rows}
    for name, found in rows.items():
        for row in found:
            of_key[name].setdefault((row["layer"], row["vintage"], row["code"]), []).append(row)
    seen = set()
    for path, area in areas_of(read, index).items():
        keys = [(row["layer"], row["vintage"], row["code"]) for row in area["vintages"]]
        assert len(set(keys)) == len(keys) > 0, path
        for name, found in of_key.items():
            assert area[name] == [row for key in keys for row in found.get(key, [])], (path, name)
        seen |= set(keys)
    unseen = {*of_key["people"], *of_key["funding"]} - seen
    left = {key for key in unseen if key[0] not in {"england", "local_office"}}  # the layers that have no pages
    assert left == set()


def test_an_area_of_a_layer_without_pages_is_refused(atlas):
    england = atlas.area("england", "2017", "E92000001")
    with pytest.raises(ValueError, match="england"):
        data_areas.Areas(atlas).told(england)


# What the index says


def test_the_index_names_version_accuracy_and_whom_to_credit(read, folder):
    index, descriptor = read("index.json"), json.loads((folder / "datapackage.json").read_bytes())
    assert index["about"]["version"] == descriptor["version"]
    assert index["about"]["fingerprint"] == descriptor["fingerprint"]
    assert index["accuracy_m"] == descriptor["accuracy_m"]
    assert index["about"]["attribution"] == descriptor["attribution"]
    (licence,) = descriptor["licenses"]
    assert index["licences"] == {licence["name"]: licence["path"]}
    assert index["about"]["licence"] == licence["name"]
    assert f"data version {descriptor['version']}" in index["cite"]
    assert descriptor["fingerprint"][:12] in index["cite"]
    assert all(line.rstrip(".") in index["cite"] for line in descriptor["attribution"])
