"""The page on groupings as Streamlit runs it: what straddles at a glance, two layers apart, tables to sort and take."""

from __future__ import annotations

import csv
import html
import io
import re

import openpyxl
import pytest

from stpdash import sheets
from stpdash.ui import sheet_of
from tests.pages.test_money_page import cells
from tests.pages.test_pages import ATLAS, NAMES, description, page, printed, sound, text

SECTIONS = ("authorities", "councils", "fit", "nhs", "mergers")
TAKEN = ("authorities", "fit-authorities", "fit-councils", "nhs-combined-authority", "ccg-mergers")
AUTHORITIES = {
    row["code"]: row["name"]
    for row in printed("areas")
    if (row["layer"], row["vintage"]) == ("combined_authority", "2018")
}


@pytest.fixture(scope="module")
def shown() -> str:
    return text(sound(page("groupings")))


def plain(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def test_the_page_has_its_sections_in_order_and_a_link_to_each(shown: str) -> None:
    assert re.findall(r'<h2 id="([a-z]+)"', shown) == list(SECTIONS)
    assert re.findall(r'href="#([a-z]+)"', shown) == list(SECTIONS)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", shown) == ["Groupings across footprints"]


def test_the_map_shows_people_with_the_combined_authorities_laid_over() -> None:
    drawn = description(sound(page("groupings")))
    assert drawn["shade"]["legend"]["title"].startswith("People")
    assert len(drawn["shade"]["areas"]) == len(NAMES)
    assert [line.split(".")[0] for line in drawn["lines"]] == ["authorities"]
    assert description(sound(page("groupings", overlay="none")))["lines"] == []


def test_the_west_midlands_across_three_footprints_is_the_first_bar(shown: str) -> None:
    rows = cells(shown, "10 combined authorities, those across most footprints first")
    assert rows[0][0] == "West Midlands 3 footprints"
    # sources/cauth18_stp17_population_overlap.csv: 0.4701, 0.4056, 0.1243
    for told in ("The Black Country, 47.0%", "Birmingham and Solihull, 40.6%", "Coventry and Warwickshire, 12.4%"):
        assert told in rows[0][1]
    assert {row[0].rsplit(" ", 2)[0] for row in rows} == set(AUTHORITIES.values())


def test_14_councils_have_a_bar_and_152_a_row(shown: str) -> None:
    # sources/utla18_stp17_population_overlap.csv: 14 councils with several lines, 170 lines in all
    assert "14 of 152 councils have residents in several footprints" in shown
    assert len(cells(shown, "14 councils, those across most footprints first")) == 14
    assert len(cells(shown, "152 councils and the footprints they lie in")) == 170


@pytest.mark.parametrize("words", ["99% or more", "75% to under 99%", "1% to under 75%", "under 1%"])
def test_the_rule_of_the_classes_stands_on_the_page(shown: str, words: str) -> None:
    assert words in plain(shown)


def test_the_two_layers_are_said_to_be_two(shown: str) -> None:
    told = plain(shown)
    assert "This is not the councils' combined authorities, which are statutory bodies." in told
    rows = cells(shown, "44 footprints: suggested for 1")
    assert [row[0] for row in rows if row[1] == "Suggested"] == ["North Central London"]
    assert {row[1] for row in rows} == {"Suggested", "Not recorded"}
    assert {row[0] for row in rows} == set(NAMES.values())


def test_where_no_ccg_merged_that_is_a_finding_and_where_none_is_known_of_else_a_gap(shown: str) -> None:
    rows = {row[0]: row[1:] for row in cells(shown, "44 footprints: suggested for 1")}
    # evidence/ccg_mergers.csv: no line for footprint 21, one CCG throughout; the merger of the six of 10 was dropped
    for name in ("Cambridgeshire and Peterborough", "Staffordshire"):
        assert rows[name][4] == "None, April 2016 to April 2021"
    assert all(row[4] != "Not recorded" for row in rows.values())
    assert rows["Cambridgeshire and Peterborough"][3] == "Not recorded"


def test_every_merger_leads_to_the_workbench(shown: str) -> None:
    links = re.findall(r'href="pool\?pool=([^"]+)"', shown)
    assert len(links) == len(set(links)) == 36  # DATA.md: the mergers reconcile


def test_every_table_of_many_rows_can_be_sorted(shown: str) -> None:
    sortable = re.findall(r'<table class="[^"]*sorts"><caption>(.*?)</caption>', shown)
    assert len(sortable) == 5
    for table in re.findall(r'<table class="[^"]*sorts">.*?</table>', shown):
        assert table.count("<button") == table.count('scope="col"')


def test_every_line_that_is_cited_opens_its_source(shown: str) -> None:
    for table in ("combined authorities of councils, November 2018", "44 footprints: suggested", "36 mergers of CCGs"):
        for row in re.findall(rf"<caption>[^<]*{table}.*?</table>", shown):
            assert row.count("<details") >= 10


@pytest.mark.parametrize("name", TAKEN)
def test_every_table_can_be_taken_away_with_source_date_status_licence_and_version(name: str, shown: str) -> None:
    assert f'href="take/{name}.csv"' in shown
    assert f'href="take/{name}.xlsx"' in shown
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv(name, {}) or "")))
    for row in rows:
        assert ATLAS.version in row["data"]
        if row.get("in_words") != "Not recorded":
            assert row["source"]
            assert row["source_licence"]
            assert row["status"]
            assert row.get("as_at", row.get("effective_from", "")) or row["how_known"]
    book = openpyxl.load_workbook(io.BytesIO(sheet_of.as_xlsx(name, {}) or b""))
    assert book.sheetnames == ["Table", "Sources", "About"]
    assert book["Table"].max_row == len(rows) + 1


def test_what_is_taken_away_holds_every_footprint_and_every_pair() -> None:
    def sheet(name: str) -> sheets.Sheet:
        found = sheet_of.sheet(name, {})
        assert found
        return found

    idea = sheet("nhs-combined-authority").rows
    assert {row["footprint"] for row in idea} == set(NAMES)
    assert {row["footprint"] for row in idea if row["nhs_combined_authority"] == "Suggested"} == {"28"}
    assert len(sheet("fit-councils").rows) == 170  # lines of sources/utla18_stp17_population_overlap.csv
    assert len(sheet("fit-authorities").rows) == 14  # and of cauth18_stp17_population_overlap.csv
    of_ground = [row for row in printed("changes") if row["kind"] in ("merger", "split", "boundary_move")]
    assert len(sheet("ccg-mergers").rows) == len([row for row in of_ground if row["layer"] != "region"])
