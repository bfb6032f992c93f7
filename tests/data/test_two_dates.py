"""Two dates on the real package: every pair of vintages adds up, and what became of areas is what the ledger says."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from stpdash import sheets, two_dates, two_dates_export, two_dates_map, two_dates_tables, two_dates_words
from stpdash.asat import BEGAN
from stpdash.ledger import LAYERS
from stpdash.model import Atlas
from stpdash.two_dates import Asked
from stpdash.two_dates_ground import crossed

ENGLAND = 55_619_430
"""Residents of England, mid-2017: ONS, as printed."""
PAIRS = list(itertools.combinations(BEGAN, 2))
BOTH = [(layer, *pair) for layer in LAYERS for pair in PAIRS]
STORY = Asked("2016-03-15", "2019-04-01", "footprint")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("layer", "vintage", "later"), BOTH)
def test_every_area_appears_once_and_people_and_shares_add_up(
    atlas: Atlas, folder: Path, layer: str, vintage: str, later: str
) -> None:
    printed = {
        when: sorted(row["code"] for row in rows(folder, "areas") if (row["layer"], row["vintage"]) == (layer, when))
        for when in (vintage, later)
    }
    fates, origins = two_dates.fates(atlas, layer, vintage, later), two_dates.origins(atlas, layer, vintage, later)
    assert sorted(each.area.code for each in fates) == printed[vintage]
    assert sorted(each.area.code for each in origins) == printed[later]
    for told, share in ((fates, "share"), (origins, "share_after")):
        assert sum(piece.people for each in told for piece in each.pieces) == ENGLAND
        for each in told:
            assert sum(getattr(piece, share) for piece in each.pieces) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(("layer", "step"), [(layer, step) for layer in LAYERS for step in itertools.pairwise(BEGAN)])
def test_from_one_vintage_to_the_next_it_is_what_the_ledger_says(
    atlas: Atlas, folder: Path, layer: str, step: tuple[str, str]
) -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "changes"):
        if (row["layer"], row["vintage"], row["successor_vintage"]) == (layer, *step):
            said[row["code"]].add(row["kind"])
    for fate in two_dates.fates(atlas, layer, *step):
        kinds = said[fate.area.code]
        order = ("merger", "merged"), ("split", "split"), ("boundary_move", "moved"), ("rename", "renamed")
        expected = next((kind for name, kind in (*order, ("recode", "renamed")) if name in kinds), "same")
        assert fate.kind == expected, (fate.area.code, fate.name, kinds)


def test_the_footprints_of_march_2016_and_april_2019_are_what_the_ledger_says(atlas: Atlas, folder: Path) -> None:
    named = [row for row in rows(folder, "changes") if row["layer"] == "footprint" and row["vintage"] < "2019"]
    merged_2017 = {row["code"] for row in named if row["kind"] == "merger"}
    first = {row["code"] for row in named if row["vintage"] == "2016" and row["successor"] in merged_2017}
    merged = first | {row["code"] for row in named if row["kind"] == "recode" and row["successor"] in merged_2017}
    renamed = {row["code"] for row in named if row["kind"] in {"rename", "recode"}} - merged
    recoded = {row["code"]: row["successor"] for row in named if row["kind"] == "recode"}
    renamed = {code for code in renamed if code not in recoded.values()}
    assert merged == {"E54000001", "E54000002", "E54000003"}  # footprints 1, 2 and 3 of 44, one by April 2018
    found = {fate.area.code: fate.kind for fate in two_dates.fates(atlas, *("footprint", "2016", "2019"))}
    assert {code for code, kind in found.items() if kind == "merged"} == merged
    assert {code for code, kind in found.items() if kind == "renamed"} == renamed
    assert set(found.values()) == {"same", "renamed", "merged"}
    same = 44 - len(merged) - len(renamed)
    assert two_dates_words.summary(atlas, STORY) == (
        f"44 footprints on 15 March 2016, 42 on 1 April 2019: {same} the same, {len(renamed)} with another name or "
        "code, 3 merged into 1, none split, none whose boundary alone moved."
    )


def test_a_merger_on_the_way_of_a_piece_does_not_make_its_neighbour_merged(atlas: Atlas) -> None:
    # In April 2020 a part of Cumbria and North East, merged in 2018, passed to Humber, Coast and Vale.
    found = {f.area.code: f.kind for f in two_dates.origins(atlas, "footprint", "2017", "2020")}
    assert found["E54000051"] == "moved"
    assert found["E54000050"] == "merged"


def test_an_area_that_a_part_of_a_split_one_joined_is_not_said_to_be_split(atlas: Atlas) -> None:
    # April 2017: a part of NHS Cumbria CCG joined NHS Lancashire North CCG in NHS Morecambe Bay CCG.
    found = {f.area.code: two_dates_words.became(atlas, f) for f in two_dates.fates(atlas, "ccg", "2016", "2017")}
    assert found["E38000041"].startswith("split: ")
    assert found["E38000093"] == "joined by a part of a split area: all its people in NHS Morecambe Bay CCG"


def test_a_moved_boundary_is_told_with_the_people_and_the_ground_of_the_ledger(atlas: Atlas, folder: Path) -> None:
    (moved,) = (
        row for row in rows(folder, "changes")
        if (row["layer"], row["vintage"], row["kind"], row["moved"]) == ("footprint", "2016", "boundary_move", "true")
    )  # fmt: skip
    told = f"{int(moved['people']):,} people, {float(moved['area_km2']):,.0f} km²"
    table = str(two_dates_tables.differing(atlas, Asked("2016-03-15", "2017-04-01", "footprint")))
    assert told in table
    assert f"changes?change={moved['change']}" in table


@pytest.fixture(scope="module")
def lsoas(published: Path) -> list[dict[str, str]]:
    with gzip.open(published / "sources" / "master_lsoa11_lookup_2015_2020.csv.gz", "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("layer", "vintage", "later"), [each for each in BOTH if each[0] != "region"])
def test_beside_an_area_stands_only_what_a_moved_boundary_took_of_its_own_lsoas_or_gave_to_them(
    atlas: Atlas, folder: Path, lsoas: list[dict[str, str]], layer: str, vintage: str, later: str
) -> None:
    column = {year: f"{'CCG' if layer == 'ccg' else 'STP'}{year[2:]}CD" for year in BEGAN}
    left: dict[tuple[str, str], int] = Counter()
    came: dict[tuple[str, str], int] = Counter()
    for change, parts in itertools.groupby(rows(folder, "changes"), key=lambda row: row["change"]):
        told = [row for row in parts if row["kind"] == "boundary_move" and row["layer"] == layer]
        if not told or told[0]["vintage"] < vintage or told[0]["successor_vintage"] > later:
            continue
        ends = [column[told[0][name]] for name in ("vintage", "successor_vintage")]
        moved = {(row["code"], row["successor"]) for row in told if row["moved"] == "true"}
        for row in lsoas:
            if (row[ends[0]], row[ends[1]]) in moved:
                people = int(float(row["pop"]))
                left[row[column[vintage]], change] += people
                (stayed,) = [each["code"] for each in told if each["moved"] == "false"
                             and each["successor"] == row[ends[1]]] or [""]  # fmt: skip
                owners = {each[column[vintage]] for each in lsoas if each[ends[0]] == stayed} if stayed else set()
                if len(owners) == 1:  # else what it came to had merged, and whose ground it joined is not known
                    came[owners.pop(), change] += people
    for fate in two_dates.fates(atlas, layer, vintage, later):
        found = {each.id: crossed(atlas, fate.area, each) for each in fate.changes if each.kind == "boundary_move"}
        code = fate.area.code
        assert {key: each.left.people for key, each in found.items() if each.left} == {
            change: people for (area, change), people in left.items() if area == code
        }
        assert {key: each.came.people for key, each in found.items() if each.came} == {
            change: people for (area, change), people in came.items() if area == code
        }
        assert all(each.left or each.came for each in found.values()), code


@pytest.mark.parametrize(
    ("name", "told"),
    [
        # evidence/footprint_codes.csv and the LSOAs: Harrogate went to Humber, and Hambleton, Richmondshire and Whitby,
        # which had been of footprint 3 of the three that merged
        ("West Yorkshire", "left: 160,044 people, 1,309 km²"),
        ("Coast, Humber and Vale", "came: 313,208 people, 4,146 km²"),
        ("Durham, Darlington, Tees, Hambleton, Richmondshire and Whitby", "left: 153,164 people, 2,837 km²"),
        ("West, North and East Cumbria", ""),
        ("Northumberland, Tyne and Wear", ""),
    ],
)
def test_the_move_of_april_2020_stands_beside_those_whose_ground_it_touched_with_their_own_part(
    atlas: Atlas, name: str, told: str
) -> None:
    table = str(two_dates_tables.differing(atlas, Asked("2016-03-15", "2020-04-01", "footprint")))
    (row,) = [each for each in table.split("<tr") if f">{name}</a></th>" in each]
    assert ("changes?change=footprint-2020-move-e54000050" in row) == bool(told)
    assert told in row
    taken = [each for each in two_dates_export.rows(atlas, Asked("2016-03-15", "2020-04-01", "footprint")).rows
             if each["name_before"] == name]  # fmt: skip
    assert ("footprint-2020-move-e54000050" in str(taken[0]["events"])) == bool(told)


@pytest.mark.parametrize(("layer", "vintage", "later"), BOTH)
def test_a_line_of_the_other_day_is_said_to_be_drawn_only_where_the_boundary_file_has_one(
    atlas: Atlas, topology: dict[str, Any], layer: str, vintage: str, later: str
) -> None:
    asked = Asked(max(BEGAN[vintage], "2016-03-15"), BEGAN[later], layer)
    lines = {when: _shared(topology, f"{layer}_{when}") for when in (vintage, later)}
    for side, (mine, other) in enumerate(((vintage, later), (later, vintage))):
        said = two_dates_map.differing(atlas, asked, side)
        assert bool(said) == bool(lines[other] - lines[mine])


@pytest.fixture(scope="module")
def topology(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "boundaries" / "england_2016-2020.topojson").read_text("utf-8"))


def _classes(drawn: dict[str, Any]) -> list[str]:
    """The legend's classes, or its largest circle, without their counts."""
    entries = [each for each in drawn["legend"]["entries"] if re.match(r"c\d|circle", each["swatch"])]
    return [re.sub(r" \(\d+\)$", "", each["label"]) for each in entries]


def _shared(topology: dict[str, Any], name: str) -> set[int]:
    """The numbers of the lines that make up a layer of the boundary file."""
    todo = [geometry["arcs"] for geometry in topology["objects"][name]["geometries"]]
    found: set[int] = set()
    while todo:
        each = todo.pop()
        if isinstance(each, int):
            found.add(each if each >= 0 else ~each)
        else:
            todo += each
    return found


@pytest.mark.parametrize(("layer", "vintage", "later"), BOTH)
def test_both_maps_are_shaded_only_by_what_has_figures_on_both_and_by_one_legend(
    atlas: Atlas, layer: str, vintage: str, later: str
) -> None:
    asked = Asked(max(BEGAN[vintage], "2016-03-15"), BEGAN[later], layer)
    offered = two_dates_map.shades(atlas, asked)
    assert next(iter(offered)) == "changed"
    assert ("core_per_resident" in offered) == (later < "2020")  # no allocation of 2020/21 is in the package
    assert "people" in offered
    for key in ("density", "people"):
        left, right = (two_dates_map.shade(atlas, asked, key, side) for side in (0, 1))
        assert _classes(left) == _classes(right)


def test_what_is_taken_away_has_a_row_for_every_pair_with_its_sources(atlas: Atlas, folder: Path) -> None:
    sheet = two_dates_export.rows(atlas, STORY)
    assert len(sheet.rows) == 44  # no footprint of March 2016 is in two of April 2019
    assert sum(int(row["people_in_both"]) for row in sheet.rows) == ENGLAND
    assert all(row["source"] and row["published"] and row["status"] == "derived" for row in sheet.rows)
    known = {row["source"] for row in rows(folder, "sources")}
    assert set(sheet.sources) <= known
    assert sheet.summary.startswith("44 footprints on 15 March 2016, 42 on 1 April 2019")
    assert sheets.as_xlsx(atlas, sheet)[:2] == b"PK"
