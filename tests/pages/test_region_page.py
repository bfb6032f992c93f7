"""A regional team's page and the landing as Streamlit runs them: every team draws, every estimate is marked."""

from __future__ import annotations

import html
import re

import pytest
from markupsafe import escape

from stpdash import search, tables, texts
from stpdash.measures import MEASURES
from tests.pages.test_money_page import cells
from tests.pages.test_pages import AREAS, ATLAS, NAMES, description, page, printed, sound, text, walk

TEAMS = {code: name for (layer, vintage, code), name in AREAS.items() if (layer, vintage) == ("region", "2019")}
HELD = {code: {row["name"] for row in printed("footprints") if row["region_2019"] == code} for code in TEAMS}
NORTH_EAST, NORTH_WEST, LONDON = "E40000009", "E40000010", "E40000003"
SECTIONS = ("footprints", "unknown", "before", "straddlers")


def team(code: str, **address: str) -> str:
    return text(sound(page("area", area=code, **address)))


def charts(code: str, **address: str) -> int:
    return sum(child.type == "plotly_chart" for child in walk(page("area", area=code, **address).main))


@pytest.mark.parametrize("code", TEAMS)
def test_every_team_draws_its_card_its_map_and_its_four_parts(code: str) -> None:
    test = sound(page("area", area=code))
    shown = text(test)
    assert [anchor for anchor in SECTIONS if f'id="{anchor}"' in shown] == list(SECTIONS)
    assert len(description(test)["shade"]["areas"]) == len(HELD[code])
    for about in (
        "Director",
        "Footprints",
        "CCGs",
        "NHS trusts",
        "Councils",
        "Combined authorities",
        "People and land",
    ):
        assert f"<dt>{about}</dt>" in shown
    assert "<dt>Core funding, 2017/18</dt>" in shown
    assert "<dt>Core funding, 2019/20</dt>" in shown


@pytest.mark.parametrize("code", TEAMS)
def test_a_teams_tables_hold_all_its_footprints_and_no_other(code: str) -> None:
    shown = team(code)
    ranked = cells(shown, "Core funding per resident, 2019/20")
    assert [row[0] for row in ranked[:2]] == ["England", TEAMS[code]]
    assert {row[0] for row in ranked[2:]} == HELD[code]
    assert [row[1] for row in ranked[2:]] == [str(n) for n in range(1, len(HELD[code]) + 1)]
    assert [row[0] for row in cells(shown, "Before and after")] == sorted(HELD[code])
    assert "Of the 44" not in shown


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("code", [LONDON, NORTH_EAST])
def test_the_table_of_footprints_follows_what_the_map_shows(code: str, measure: str) -> None:
    test = sound(page("area", area=code, measure=measure, year="2017/18"))
    drawn = description(test)["shade"]["areas"]
    rows = cells(text(test), str(escape(MEASURES[measure].heading("2017/18"))))
    codes = {ATLAS.footprint(int(number)).code: name for number, name in NAMES.items()}
    told = {row[0]: row[3].split(": ")[0].replace(" (", ", ").removesuffix(")") for row in rows}
    assert {codes[area]: entry[1] for area, entry in drawn.items()} == {
        name: figure for name, figure in told.items() if name not in {"England", TEAMS[code]} or name in HELD[code]
    }


def test_an_estimate_is_marked_on_the_card_in_the_table_and_in_the_words() -> None:
    shown = html.unescape(re.sub(r"<[^>]+>", "", team(NORTH_EAST, measure="core_allocation", year="2017/18")))
    # DATA.md, money: NHS Cumbria CCG is divided by estimate between footprints 2 and 4 in 2017/18
    assert re.search(
        r"Core funding, 2017/18£[\d,.]+ million, cash \(estimated\); per person on GP lists £\d,\d+ \(est", shown
    )
    assert "Of the 6, 1 estimated." in shown
    rows = {
        row[0]: row[3] for row in cells(team(NORTH_EAST, measure="core_allocation", year="2017/18"), "Core funding, t")
    }
    assert {name for name, told in rows.items() if "(estimated)" in told} == {
        "North East and Yorkshire",
        "West, North and East Cumbria",
    }


def test_a_measure_without_a_figure_for_any_footprint_of_a_team_says_so_and_draws_no_chart() -> None:
    # evidence/funding_capital.csv names footprints 2, 7, 11, 12, 32, 37, 38 and 41: none of London's, 27 to 31
    assert "no figure for any footprint." in team(LONDON, measure="capital")
    assert charts(LONDON, measure="capital") == charts(LONDON) - 1


def test_what_is_not_recorded_counts_each_teams_footprints() -> None:
    for code in TEAMS:
        rows = {row[0]: row[1:] for row in cells(team(code), "What is not recorded")}
        total = len(HELD[code])
        assert rows["Accountability model"] == [f"{total} of {total}", "All"]  # VOCABULARY.md: for all 44
        assert rows["Status of the system"] == [f"0 of {total}", "None: each has an answer"]


def test_no_footprint_moved_and_a_divided_region_says_where_its_others_went() -> None:
    # evidence/regions.csv, lines 2, 6, 11 and 12
    shown = html.unescape(re.sub(r"<[^>]+>", "", team(NORTH_WEST)))
    assert (
        "Region until March 2018 (of four) and 2018/19 (of five): North of England. Its footprints were divided. "
        "To North East and Yorkshire went "
    ) in shown
    for code in TEAMS:
        before = cells(team(code), "Before and after")
        assert {row[4] for row in before} == {"With the others"}
        assert {row[3] for row in before} == {TEAMS[code]}
        assert "No footprint moved to" in team(code)
    assert "All its footprints are here." in team(LONDON)


def test_what_straddles_is_listed_with_shares_links_and_the_other_region() -> None:
    shown = team(NORTH_WEST)
    rows = {row[0]: row[1:] for row in cells(shown, "7 organisations in several footprints")}
    # sources/utla18_stp17_population_overlap.csv, Cumbria: 0.3613 and 0.6387
    assert "Lancashire and South Cumbria (36% of its people)" in rows["Cumbria"][1]
    assert rows["Cumbria"][2] == "North East and Yorkshire"
    assert rows["North West Ambulance Service NHS Trust"][0] == "NHS trust"
    for link in ("area?area=E10000006", "trust?trust=RX7", "area?area=E40000009"):
        assert f'href="{link}"' in shown


@pytest.mark.parametrize("code", ["E40000001", "E40000002", "E40000004"])
def test_a_region_of_before_keeps_the_short_page(code: str) -> None:
    shown = team(code)
    assert [anchor for anchor in SECTIONS if f'id="{anchor}"' in shown] == []
    assert "<dt>Covers</dt>" in shown


def test_a_footprints_page_has_no_part_of_a_region() -> None:
    shown = text(sound(page("area", area="28")))
    assert [anchor for anchor in SECTIONS if f'id="{anchor}"' in shown] == []


def test_the_landing_has_the_regions_as_a_table_before_the_44_and_the_map() -> None:
    test = sound(page("england"))
    order = [
        "map" if "stpdash_map" in str(getattr(child, "proto", "")) else html.unescape(child.proto.body)
        for child in walk(test.main)
        if child.type == "html" or "stpdash_map" in str(getattr(child, "proto", ""))
    ]
    marks = ("Footprints, April 2017", "<caption>7 regions", "<caption>44 footprints")
    before = "".join(order[: order.index("map")])
    places = [before.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_landing_names_each_region_with_director_people_and_money_and_marks_estimates() -> None:
    shown = text(sound(page("england")))
    assert "Director, announced 11 December 2018</th>" in shown
    rows = {row[0]: row[1:] for row in cells(shown, "7 regions")}
    assert rows.keys() == set(TEAMS.values())
    directors = {  # evidence/regional_directors.csv: announced on 11 December 2018
        "London": "David Sloman", "South East": "Anne Eden", "South West": "Elizabeth O'Mahony",
        "East of England": "Ann Radmore", "Midlands": "Dale Bywater", "North East and Yorkshire": "Richard Barker",
        "North West": "Bill McCarthy",
    }  # fmt: skip
    for name, row in rows.items():
        assert row[0].endswith(directors[name])
    # DATA.md, lines 28 and 29
    assert {name: row[1] for name, row in rows.items()} == {
        "Midlands": "11", "South West": "7", "North East and Yorkshire": "6", "East of England": "6",
        "South East": "6", "London": "5", "North West": "3",
    }  # fmt: skip
    # DATA.md, money: the parts of NHS Cumbria CCG lie in these two
    for column in (3, 4):
        assert {name for name, row in rows.items() if row[column].endswith("(estimated)")} == {
            "North East and Yorkshire",
            "North West",
        }
    assert {row[2].split()[-1] for row in rows.values()} == {"million"}


def test_the_landing_says_in_three_sentences_what_this_is_and_is_not() -> None:
    (said,) = re.findall(r"</h1><p>(.*?)</p>", text(page("england")))
    assert said == texts.LEDE
    assert len(re.findall(r"\.(?: |$)", said)) == 3
    for no in ("not an NHS website", "not a budget", "not the NHS of today"):
        assert no in said


def test_every_example_of_the_search_box_finds_its_own_kind() -> None:
    shown = text(sound(page("england")))
    kinds = {"a place": "Council", "a CCG": "CCG", "a footprint's number": "Footprint", "a person": "Person"}
    assert tables.EXAMPLES.keys() == kinds.keys()
    for kind, asked in tables.EXAMPLES.items():
        assert f'href="find?q={asked.replace(" ", "%20")}">{asked}</a>' in shown
        assert search.search(ATLAS, asked, most=1)[0].kind == kinds[kind]
