"""Every page at a date: boundaries, counts, leads, regions and money are those of the day, or not recorded."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from stpdash import asat, pictures, views
from stpdash.ui import atlas, sheet_of
from tests.pages.test_pages import ATLAS, description, heading, notice, now, page, sound, text

COUNTS = {"2016": (44, 209, 4), "2017": (44, 207, 4), "2018": (42, 195, 5), "2019": (42, 191, 7), "2020": (42, 135, 7)}
"""Footprints, CCGs and regions of each vintage, as DATA.md and the package's readme have them."""


@pytest.mark.parametrize("day", asat.STOPS)
def test_england_is_drawn_and_counted_at_every_date(day: str) -> None:
    test = sound(page("england", date=day))
    footprints, ccgs, regions = COUNTS[asat.vintage(day)]
    shown, said = description(test), text(test)
    assert len(shown["shade"]["areas"]) == footprints
    assert shown["object"] == f"footprint_{asat.vintage(day)}"
    assert f"<caption>{footprints} footprints" in said
    assert f">{ccgs}</dd>" in said
    assert f"<caption>{regions} region" in said
    assert now(test)["date"] == day
    assert "on the boundaries of" in said


def test_a_day_between_the_stops_is_drawn_on_the_boundaries_in_force_and_says_which() -> None:
    said = text(sound(page("england", date="2018-11-05")))
    assert "As at 5 November 2018, on the boundaries of April 2018." in said


def test_the_seven_teams_move_the_map_to_april_2019_and_a_pinned_date_stays() -> None:
    moved = sound(page("england", overlay="teams"))
    assert description(moved)["object"] == "footprint_2019"
    assert asat.MOVED in html.unescape(text(moved))
    kept = sound(page("england", overlay="teams", date="2017-12-31"))
    assert description(kept)["object"] == "footprint_2017"
    assert asat.MOVED not in html.unescape(text(kept))


def test_leads_are_those_of_the_day_and_a_gap_is_said() -> None:
    """On 30 March 2016 the list named Sir Andrew Cash for footprint 9; nobody was found to be named for 21."""
    said = text(sound(page("england", date="2016-03-30")))
    rows = re.findall(r'<th scope="row"><a href="area\?area=(\d+)[^"]*">.*?</th><td class="txt">(.*?)</td>', said)
    leads = {number: html.unescape(cell) for number, cell in rows}
    assert "Andrew Cash" in leads["9"]
    assert leads["21"] == "Not recorded at this date"


def test_an_areas_page_at_a_date_has_what_was_so_then_above_all_else() -> None:
    said = html.unescape(text(sound(page("area", area="28", date="2016-03-30"))))
    then = said.split("On 30 March 2016")[1].split("</dl>")[0]
    assert "David Sloman" in then
    assert "one of 4" in then
    assert "Not recorded at this date" in then
    assert "In 2016/17" not in then


def test_a_ccg_is_shown_with_the_neighbours_and_the_footprint_of_the_day() -> None:
    """NHS Leeds CCG began in April 2018; NHS Leeds North CCG ended then."""
    closed = sound(page("area", area="E38000094", date="2019-04-01"))
    assert heading(closed) == "NHS Leeds North CCG"
    assert "was not there on 1 April 2019; it is shown as it was in April 2017" in notice(closed)
    assert description(closed)["object"] == "ccg_2017"
    there = sound(page("area", area="E38000225", date="2019-04-01"))
    assert description(there)["object"] == "ccg_2019"


def test_a_footprint_that_was_merged_is_not_marked_on_a_later_map_and_that_is_said() -> None:
    test = sound(page("england", area="1", date="2019-04-01"))
    assert description(test)["chosen"] == ""
    assert "was not there in April 2019" in notice(test)
    assert description(sound(page("england", area="E54000049", date="2019-04-01")))["chosen"] == "E54000049"


@pytest.mark.parametrize(
    ("day", "year"), [("2016-03-15", "2016/17"), ("2018-04-01", "2018/19"), ("2019-07-31", "2019/20")]
)
def test_money_is_that_of_the_year_that_begins_with_the_boundaries(day: str, year: str) -> None:
    test = sound(page("money", date=day))
    assert now(test)["year"] == year
    assert now(sound(page("money", date=day, year="2017/18")))["year"] == "2017/18"


@pytest.mark.parametrize("vintage", asat.BEGAN)
@pytest.mark.parametrize(
    "name", ["england", "money", "governance", "compare", "groupings", "28", "E40000009", "E10000023"]
)
def test_what_comes_ahead_of_a_date_is_what_the_server_draws(name: str, vintage: str) -> None:
    """A switch in the browser must show what the server will: same areas, same shade, same frame."""
    view = views.named(ATLAS, name, vintage)
    edition = atlas.ahead_address(view).split("/")[1]
    ahead = json.loads(atlas.ahead(edition, view.key).plain)
    day = asat.BEGAN[vintage]
    where = {"compare": {"areas": "28.4"}, "england": {}, "money": {}, "governance": {}, "groupings": {}}
    path = name if name in where else "area"
    shown = description(sound(page(path, **where.get(name, {"area": name}), date=day)))
    choices = {each["name"]: each["now"] for each in shown["choosers"]}
    first, second = (choices[key] for key in shown["keys"])
    timeless = first in pictures.menus(ATLAS)["timeless"]
    key = f"{first}|{'' if timeless else second}"
    if name == "governance" and day not in asat.STOPS:
        return  # a day between the stops is drawn by the server alone
    assert ahead["shades"][key] == shown["shade"]
    assert {key: ahead["frame"][key] for key in ("object", "fit", "size", "inset")} == {
        key: shown[key] for key in ("object", "fit", "size", "inset")
    }
    assert ahead["frame"]["year"] == choices.get("year", ahead["frame"]["year"])


def test_a_merged_footprint_stands_for_its_parts_in_a_comparison_and_that_is_said() -> None:
    test = sound(page("compare", areas="1.4", date="2019-04-01"))
    assert description(test)["marked"] == ["E54000049", "E54000048"]
    assert "was not there in April 2019. Shown for it: Cumbria and North East." in notice(test)
    parts = sound(page("compare", areas="E54000049.4", date="2016-03-15"))
    assert len(description(parts)["marked"]) == 4


def test_all_vintages_are_light() -> None:
    """The limits of the issue: 6 MB in the repository, 250 kB compressed for a first view."""
    geodata = Path(__file__).parents[2] / "geodata"
    assert sum(path.stat().st_size for path in geodata.rglob("*") if path.is_file()) < 6_000_000
    shelf = atlas.files()
    edition = atlas.ahead_address(views.ENGLAND).split("/")[1]
    first = [shelf.files[shelf.path("boundaries", name)] for name in (atlas.SHAPES, atlas.LAND)]
    first.append(atlas.ahead(edition, views.ENGLAND.key))
    assert sum(len(each.brotli) for each in first) < 250_000


def test_what_is_taken_away_is_of_the_date() -> None:
    rows = sheet_of.sheet("money", {"date": "2019-04-01"}).rows
    assert sum(each["kind"] == "footprint" for each in rows) == 42
    assert {each["year"] for each in rows} == {"2019/20"}
    governed = sheet_of.sheet("governance", {"axis": "agreement", "date": "2018-05-24"}).rows
    assert len({each["footprint"] for each in governed}) == 42


@pytest.mark.parametrize("day", asat.STOPS)
def test_the_footprints_of_the_regions_add_up_to_those_of_the_date(day: str) -> None:
    said = text(sound(page("england", date=day)))
    table = said.split('id="regions"')[1].split("</table>")[0]
    rows = [re.findall(r'<td class="\w+">(.*?)</td>', row) for row in table.split("<tr>")[2:]]
    counts = [int(cells[1]) for cells in rows if cells]
    assert sum(counts) == COUNTS[asat.vintage(day)][0]


@pytest.mark.parametrize(("region", "day"), [("Y56", "2017-04-01"), ("Y54", "2016-11-30"), ("Y63", "2020-04-01")])
def test_a_regions_card_names_no_director_that_no_source_knew_then(region: str, day: str) -> None:
    said = html.unescape(text(sound(page("area", area=region, date=day))))
    card = said.split("Director</dt>")[1].split("<details")[0]
    card = card.split("</dd>")[0]
    assert "2018" not in card or "by a source of" in card
    assert "Not recorded at this date" in card or "Lyn Simpson" in card


def test_a_council_is_in_the_footprint_of_the_day_and_has_its_lead() -> None:
    """Hartlepool: in footprint 3 until March 2018, in Cumbria and North East from April."""
    later = html.unescape(text(sound(page("area", area="E06000001", date="2020-04-01"))))
    card = later.split("Who answers here")[1].split("</section>")[0]
    assert "Cumbria and North East" in card.split("In footprint</dt>")[1].split("</dd>")[0]
    assert "Alan Foster" not in card
    assert "Not recorded at this date" in card


def test_what_is_said_of_a_part_of_a_merged_footprint_names_the_part() -> None:
    said = html.unescape(text(sound(page("area", area="E54000049", date="2019-04-01"))))
    then = said.split("On 1 April 2019")[1].split("</dl>")[0]
    assert "West, North and East Cumbria: " in then
    assert "West, North and East Cumbria: " in html.unescape(
        text(sound(page("governance", axis="system_status", date="2019-04-01")))
    )


def test_an_area_that_was_not_there_has_nothing_of_that_day_and_no_map_that_moved() -> None:
    gone = html.unescape(text(sound(page("area", area="1", date="2020-04-01"))))
    assert "<h3>On 1 April 2020</h3>" not in gone
    assert asat.MOVED not in html.unescape(text(sound(page("area", area="1", overlay="teams"))))
    assert asat.MOVED in html.unescape(text(sound(page("area", area="28", overlay="teams"))))


def test_councils_are_taken_away_with_the_footprints_of_the_date() -> None:
    codes = {each["footprint_code"] for each in sheet_of.sheet("fit-councils", {"date": "2019-04-01"}).rows}
    assert "E54000049" in codes
    assert "E54000045" not in codes
