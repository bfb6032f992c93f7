"""Overlays on the real package: every line is in the boundary file, every count is that of a printed list."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from stpdash import facts, landmarks, package, waves
from stpdash.model import Atlas
from stpdash.overlay import Lines
from stpdash.overlays import OVERLAYS

AREAS = {
    **{"ccg": 207, "footprint": 44, "councils": 152, "authorities": 10},
    **{"teams": 7, "regions5": 5, "regions4": 4, "offices": 14},
}
"""How many areas each grouping has, as its legend says."""
IN_WORDS = {4: "Four", 5: "Five", 7: "Seven", 10: "Ten"}


@pytest.fixture(scope="module")
def objects(folder: Path) -> dict[str, set[str]]:
    """Every object of the boundary file, with the codes of its areas."""
    drawn = json.loads((folder / package.BOUNDARIES).read_text("utf-8"))["objects"]
    return {name: {area["id"] for area in layer["geometries"]} for name, layer in drawn.items()}


def test_every_line_of_every_overlay_is_in_the_boundary_file(atlas: Atlas, objects: dict[str, set[str]]) -> None:
    for overlay in OVERLAYS.values():
        for part in overlay.parts(atlas):
            if isinstance(part, Lines):
                assert set(part.codes or ()) <= objects[part.object]


@pytest.mark.parametrize(("key", "count"), AREAS.items())
def test_a_legend_says_how_many_areas_are_drawn(
    atlas: Atlas, objects: dict[str, set[str]], key: str, count: int
) -> None:
    (part,) = OVERLAYS[key].parts(atlas)
    assert isinstance(part, Lines)
    assert len(objects[part.object]) == count
    assert part.legend.startswith((f"{count} ", f"{IN_WORDS.get(count, '-')} "))


def test_the_waves_are_those_that_were_announced(atlas: Atlas) -> None:
    """Ten systems in June 2017, of which four were parts of three footprints; four more in May 2018."""
    number = {code: atlas.area("footprint", "2017", code).footprint for code in atlas.codes("footprint", "2017")}
    drawn = {part.style: {number[code] for code in part.codes or ()} for part in waves.parts(atlas)}
    assert drawn == {
        "wave1": {"7", "9", "24", "34", "35", "41"},
        "wave1part": {"4", "14", "44"},
        "wave2": {"2", "5", "23", "43"},
    }
    legends = {part.style: part.legend for part in waves.parts(atlas)}
    assert "(6)" in legends["wave1"]
    assert "(4 in 3 footprints)" in legends["wave1part"]
    assert "(4)" in legends["wave2"]
    for name in ("Blackpool and Fylde Coast", "Greater Nottingham", "Berkshire West", "Buckinghamshire"):
        assert name in legends["wave1part"]


def test_225_trusts_stand_on_the_map_37_of_them_partners_in_several_footprints(atlas: Atlas, folder: Path) -> None:
    partner: dict[str, set[str]] = {}
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as lines:  # past the program that reads it
        for row in csv.DictReader(lines):
            if row["attribute"] == "partner_in":
                partner.setdefault(row["subject"], set()).add(row["value"])
    several = {trust for trust, footprints in partner.items() if len(footprints) > 1}
    marks = [spot.mark for spot in landmarks.spots(atlas, "trusts")]
    assert (len(marks), marks.count("several"), marks.count("one")) == (225, 37, 188)
    assert (len(partner), len(several)) == (225, 37)
    (points,) = OVERLAYS["trusts"].parts(atlas)
    assert [mark.legend.rpartition(" ")[2] for mark in points.marks] == ["(188)", "(37)"]


def test_a_trust_names_both_its_footprints(atlas: Atlas) -> None:
    plymouth = next(spot for spot in landmarks.spots(atlas, "trusts") if "Plymouth" in spot.name)
    assert plymouth.told == "partner in 2 footprints: Cornwall and the Isles of Scilly; Devon (April 2019)"


def test_50_vanguards_by_type_of_which_five_name_no_place(atlas: Atlas, folder: Path) -> None:
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["attribute"] == "vanguard"]
    by_type = {kind: len({row["detail"] for row in rows if row["value"] == kind}) for kind in landmarks.LETTERS}
    assert by_type == {"PACS": 9, "MCP": 14, "EHCH": 6, "UEC": 8, "ACC": 13}
    (points,) = OVERLAYS["vanguards"].parts(atlas)
    assert [mark.legend.rpartition(" ")[2] for mark in points.marks] == ["(9)", "(14)", "(6)", "(8)", "(13)"]
    assert points.note.endswith("5 of 50 name no place.")
    placed = {spot.name for spot in landmarks.spots(atlas, "vanguards")}
    assert len(placed) == 45
    assert "Moorfields" not in placed


def test_every_type_of_vanguard_has_a_letter(atlas: Atlas) -> None:
    assert set(landmarks.LETTERS) == set(atlas.codes_of("vanguard"))


def test_a_vanguard_stands_in_the_middle_of_its_ccg_else_of_its_footprint(atlas: Atlas) -> None:
    ccgs = atlas.layer("ccg", "2017").set_index("name")
    spots = {spot.name: spot for spot in landmarks.spots(atlas, "vanguards")}
    wirral, dorset = spots["Wirral Partners"], spots["Developing One NHS in Dorset"]
    assert (wirral.lon, wirral.lat) == tuple(ccgs.loc["NHS Wirral CCG", ["lon", "lat"]])
    footprint = atlas.layer("footprint", "2017").loc[atlas.footprint(41).code]
    assert (dorset.lon, dorset.lat) == (footprint["lon"], footprint["lat"])
    assert "NHS Wirral CCG; footprint Cheshire and Merseyside" in wirral.told


def test_every_ccg_that_a_vanguard_names_is_one_of_april_2017(atlas: Atlas) -> None:
    known = set(atlas.layer("ccg", "2017")["name"])
    named = {name for fact in facts.every(atlas, "vanguard") if fact.part for name in fact.part.split("; ")}
    assert named <= known
