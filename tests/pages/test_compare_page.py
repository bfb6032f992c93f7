"""The compare page as Streamlit runs it, and its numbers against the area page, the money page and the download."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import openpyxl
import pytest
from markupsafe import escape

from stpdash import words
from stpdash.measures import MEASURES
from stpdash.ui import atlas, sheet_of
from tests.pages.test_money_page import cells
from tests.pages.test_pages import ATLAS, description, heading, notice, page, sound, text

YEARS = ("2016/17", "2019/20")
NUMBERS = [str(n) for n in range(1, 45)]
TENS = [NUMBERS[at : at + 10] for at in range(0, 44, 10)]


def side_by_side(shown: str) -> dict[str, dict[str, str]]:
    """The table of all measures: heading of the measure to name of the column to what is written."""
    body = shown.split("<caption>Side by side")[1].split("</table>")[0]
    names = [html.unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r"<th scope=\"col\".*?</th>", body)]
    found = {}
    for row in body.split("<tbody>")[1].split("</tr>"):
        told = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        if told:
            about = html.unescape(told[0].split("<span")[0])
            found[about] = {
                n: html.unescape(re.sub(r"<[^>]+>", "", t)) for n, t in zip(names[1:], told[1:], strict=True)
            }
    return found


def plain(written: str) -> str:
    """What is written of a figure, without its place among the 44."""
    return re.sub(r" \(=?\d+ of 44\)$", "", written)


def test_each_number_in_compare_is_that_of_the_area_page_the_money_page_and_the_download() -> None:
    compared = {
        (year, number): column for year in YEARS for ten in TENS for number, column in _columns(ten, year).items()
    }
    money = {year: _money(year) for year in YEARS}
    for number in NUMBERS:
        area = ATLAS.footprint(int(number))
        by_year = {row[0]: row for row in cells(text(sound(page("area", area=number))), "Core funding by year")}
        for year in YEARS:
            mine = compared[year, number][f"Core funding, total, {year}"]
            estimated = " (estimated)" if by_year[year][2] == "estimated" else ""
            assert mine == by_year[year][1] + estimated
            for key in ("core_allocation", "core_per_registered", "growth_year"):
                heading = MEASURES[key].heading(year)
                assert compared[year, number][heading] == money[year][key][area.name], (number, heading)
            told = _download(tuple(next(ten for ten in TENS if number in ten)), year)[number]
            for key, (value, status) in told.items():
                mine = compared[year, number][MEASURES[key].heading(year)]
                if value is None:
                    assert mine.startswith(words.NO_FIGURE)
                else:
                    mark = f" ({status})" if status in {"estimated", "not compared"} else ""
                    assert mine == MEASURES[key].written(value) + mark, (number, key)


def _columns(ten: list[str], year: str) -> dict[str, dict[str, str]]:
    table = side_by_side(text(sound(page("compare", areas=".".join(ten), year=year))))
    names = {ATLAS.footprint(int(number)).name: number for number in ten}
    return {number: {about: plain(row[name]) for about, row in table.items()} for name, number in names.items()}


def _money(year: str) -> dict[str, dict[str, str]]:
    found = {}
    for key in ("core_allocation", "core_per_registered", "growth_year"):
        shown = text(sound(page("money", measure=key, year=year)))
        found[key] = {row[0]: row[2] for row in cells(shown, str(escape(MEASURES[key].heading(year))))}
    return found


_TAKEN: dict[tuple[tuple[str, ...], str], dict[str, dict[str, tuple[float | None, str]]]] = {}


def _download(ten: tuple[str, ...], year: str) -> dict[str, dict[str, tuple[float | None, str]]]:
    if (ten, year) not in _TAKEN:
        keys = {measure.title: key for key, measure in MEASURES.items()}
        taken: dict[str, dict[str, tuple[float | None, str]]] = {number: {} for number in ten}
        for row in csv.DictReader(io.StringIO(sheet_of.as_csv("compare", {"areas": ".".join(ten), "year": year}))):
            if row["footprint"]:
                value = float(row["value"]) if row["value"] else None
                taken[row["footprint"]][keys[row["measure"]]] = (value, row["status"])
        _TAKEN[ten, year] = taken
    return _TAKEN[ten, year]


def test_with_fewer_than_two_the_page_says_what_to_do_and_draws_the_map() -> None:
    for areas in ("", "28"):
        test = sound(page("compare", **({"areas": areas} if areas else {})))
        assert heading(test) == "Footprints side by side"
        assert "Two footprints at least" in text(test)
        assert description(test)["marked"] == ([ATLAS.footprint(28).code] if areas else [])
        assert description(test)["most"] == 10


def test_a_setting_that_cannot_be_is_named_and_breaks_nothing() -> None:
    test = sound(page("compare", areas="28.99.37", measure="luck", order="worst", region="E1", recipe="x"))
    for named in ("99", "luck", "worst", "E1", "“x”"):
        assert named in notice(test)
    assert "Devon" in side_by_side(text(test))["People"]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_can_be_compared_drawn_and_said(measure: str) -> None:
    shown = text(sound(page("compare", areas="2.28.37.38", measure=measure, against="do_nothing_gap", order="name")))
    told = MEASURES[measure]
    assert len(side_by_side(shown)) == len(MEASURES)
    assert ("is known for one date only" in html.unescape(shown)) == (not told.years)
    assert html.unescape(told.definition) in html.unescape(shown)
    assert (told.banner in html.unescape(shown)) is True


def test_the_answers_stand_side_by_side_with_their_sources_and_gaps_said() -> None:
    shown = text(sound(page("compare", areas="1.28", date="any")))
    rows = {row[0]: row[1:] for row in cells(shown, "Who answers, whenever recorded")}
    assert len(rows) == 3 + 12
    assert rows["Region of 2019"] == ["North East and Yorkshire", "London"]
    assert rows["Accountability model"] == [words.NOT_RECORDED, words.NOT_RECORDED]
    assert "Suggested" in rows["NHS “combined authority”"][1]
    assert rows["NHS “combined authority”"][0] == words.NOT_RECORDED


def test_doubt_stands_beside_a_name_and_a_doubtful_statement_is_told_as_one() -> None:
    shown = text(sound(page("compare", areas="6.40", date="2017-12-31")))
    rows = {row[0]: row[1:] for row in cells(shown, "Who answers, 31 December 2017")}
    assert ". Sources disagree" in rows["Lead, 31 December 2017"][0]
    assert rows["Where the lead comes from"][1].startswith("Not recorded (a doubtful statement only")


def test_those_most_alike_are_named_with_their_recipe_and_can_be_set_beside() -> None:
    shown = html.unescape(text(sound(page("compare", areas="28.37", recipe="people.density", peers="3"))))
    assert "Most like North Central London by people (residents, mid-2017) and people per square" in shown
    rows = cells(shown, "North Central London and the 3 most like it")
    assert len(rows) == 4
    assert rows[0][-1] == "0.00"
    assert re.search(r'href="compare\?areas=28\.\d+\.\d+\.\d+"', shown)


def test_what_is_compared_is_taken_away_with_summary_source_and_status() -> None:
    asked = {"areas": "2.28", "year": "2016/17"}
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("compare", asked))))
    assert {row["kind"] for row in rows} == {"footprint", "region", "england", "median"}
    assert all(row["summary"].startswith("Core funding per registered person, 2016/17") for row in rows)
    mine = next(row for row in rows if row["footprint"] == "2" and row["measure"] == MEASURES["core_allocation"].title)
    assert (mine["status"], mine["place_highest_first"], mine["places"]) == ("estimated", "44", "44")
    assert "60.85%" in mine["note"]
    for row in rows:
        assert (row["source"] != "") == (row["value"] != "")
    middle = next(row for row in rows if row["kind"] == "median")
    assert "The middle of " in middle["note"]
    answers = list(csv.DictReader(io.StringIO(sheet_of.as_csv("compare-answers", asked))))
    assert {row["footprint"] for row in answers} == {"2", "28"}
    assert {row["question"] for row in answers} >= {"Region of 2019", "Combined authorities of councils, 2018"}
    alike = list(csv.DictReader(io.StringIO(sheet_of.as_csv("alike", asked))))
    assert len(alike) == 5 * 4  # five footprints, four ingredients
    assert len({row["code"] for row in alike}) == 5
    assert all(row["source"] and row["status"] and row["unit"] for row in alike)
    remarks = {row["measure"]: row["read_this"] for row in rows}
    assert remarks["People"] == ""
    assert "they differ in scope" in remarks[MEASURES["do_nothing_gap"].title]
    assert "derived from CCG figures" in remarks[MEASURES["core_allocation"].title]
    book = openpyxl.load_workbook(io.BytesIO(sheet_of.as_xlsx("compare", asked)))
    about = [row[0].value for row in book["About"]["A1:A6"]]
    assert "summary" in about
    assert sheet_of.as_csv("compare", {}) is None


def test_a_map_taken_away_has_the_footprints_marked_that_were_chosen() -> None:
    marked, bare = (atlas.one_file("compare", asked).plain.decode() for asked in ({"areas": "2.28"}, {}))
    looks = [line for line in marked.splitlines() if "edge picked" in line]
    assert len(looks) > len([line for line in bare.splitlines() if "edge picked" in line])


def test_the_years_the_two_measures_and_the_regions_are_taken_away_row_by_row() -> None:
    asked = {"areas": "2.28", "measure": "core_allocation", "against": "capital"}
    by_year = list(csv.DictReader(io.StringIO(sheet_of.as_csv("compare-years", asked))))
    assert len(by_year) == 4 * 4  # two footprints, their region and England, in four years
    mine = {row["year"]: (float(row["value"]), row["status"]) for row in by_year if row["footprint"] == "2"}
    # evidence/funding_core_footprint_apr2017.csv, line 3: 437.7 in 2016/17
    assert mine["2016/17"] == (pytest.approx(437.7, abs=0.051), "estimated")
    two = list(csv.DictReader(io.StringIO(sheet_of.as_csv("compare-two", asked))))
    assert len(two) == 2 * 44
    assert sum(row["value"] != "" for row in two) == 44 + 8
    assert "Both axes are even" in two[0]["summary"]
    regions = list(csv.DictReader(io.StringIO(sheet_of.as_csv("regions", {}))))
    assert len(regions) == 3 * 7
    people = [float(row["value"]) for row in regions if row["measure"] == "People"]
    assert sum(people) == 55_619_430  # DATA.md: residents of England, mid-2017


def test_the_outlines_are_taken_away_with_figure_status_and_credit() -> None:
    drawn = json.loads(
        sheet_of.as_geojson("compare", {"areas": "2.28", "year": "2016/17", "measure": "core_allocation"})
    )
    first, second = drawn["features"]
    # evidence/funding_core_footprint_apr2017.csv, line 3: 437.7
    assert first["properties"]["value"] == pytest.approx(437.7, abs=0.051)
    assert (first["properties"]["status"], first["properties"]["footprint"]) == ("estimated", "2")
    assert second["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert "Open Government Licence" in drawn["attribution"]
    assert "fingerprint" in drawn["data"]
    assert "60.85%" in first["properties"]["note"]
    assert first["properties"]["sources"]
    assert sheet_of.as_geojson("compare", {"areas": "nowhere"}) is None
