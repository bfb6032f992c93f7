"""The ledger of changes as Streamlit runs it: filters in the address, a page for every event, nonsense is told."""

from __future__ import annotations

import csv
import html
import io
import re

import openpyxl
import pytest

from stpdash.ui import sheet_of
from tests.pages.test_money_page import cells
from tests.pages.test_pages import ATLAS, heading, notice, page, printed, sound, text, walk

EVENTS: dict[str, dict[str, str]] = {row["change"]: row for row in printed("changes")}
KINDS = ("merger", "split", "boundary_move", "rename", "recode", "region_move")
ONE_OF_EACH = [next(key for key, row in EVENTS.items() if row["kind"] == kind) for kind in KINDS]
LATE = next(key for key, row in EVENTS.items() if row["effective_from"] == "2021-04-01")
NO_MERGER_OF_THE_FIRST = {"area": "1", "kind": "rename"}


def maps(**address: str) -> int:
    return sum(child.type == "bidi_component" for child in walk(sound(page("changes", **address)).main))


def listed(**address: str) -> set[str]:
    shown = html.unescape(text(sound(page("changes", **address))))
    table = re.search(r'class="atlas-ledger".*?</table>', shown)
    return set(re.findall(r"change=([^&\"]+)", table.group(0))) if table else set()


def test_the_page_lists_every_event_and_how_the_numbers_add_up() -> None:
    shown = text(sound(page("changes")))
    assert heading(page("changes")) == "What changed, 2016 to 2021"
    assert listed() == set(EVENTS)
    rows = {row[0]: row[1:] for row in cells(shown, "CCGs 209, 207, 195, 191, 135, 106")}
    # DATA.md: 209, 207, 195, 191, 135, and 106 on a list of codes
    assert rows["CCGs, April 2019 to April 2020"][:2] == ["191", "−56 by 18"]
    assert rows["CCGs, April 2020 to April 2021"][-2:] == ["106", "Not in the data"]
    assert "Drawn anew: Another line on the map for the same ground. There is none here" in html.unescape(shown)


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_chooses_a_type(kind: str) -> None:
    assert listed(kind=kind) == {key for key, row in EVENTS.items() if row["kind"] == kind}


@pytest.mark.parametrize("year", ["2016", "2017", "2018", "2019", "2020", "2021"])
def test_the_address_chooses_a_year(year: str) -> None:
    assert listed(when=year) == {key for key, row in EVENTS.items() if row["effective_from"].startswith(year)}


@pytest.mark.parametrize("area", ["22", "E54000022"])
def test_the_address_chooses_a_footprint_by_number_or_by_code(area: str) -> None:
    mergers = listed(area=area, kind="merger")
    assert mergers == {"ccg-2020-e38000239"}  # evidence/ccg_mergers.csv: NHS Norfolk and Waveney CCG


def test_what_the_address_chooses_is_what_the_fields_show_and_nothing_chosen_is_said() -> None:
    test = sound(page("changes", area="1", kind="rename", when="2019"))
    assert [box.value for box in test.selectbox] == ["1", "rename", "2019"]
    assert listed(area="1", kind="rename", when="2019") == set()
    assert "0 of 74 events, of footprint 1" in text(test)


def test_a_choice_in_a_field_is_written_into_the_address() -> None:
    test = sound(page("changes"))
    test.selectbox(key="choose-kind").select("split").run()
    test.selectbox(key="choose-area").select("2").run()
    assert dict(test.query_params) == {"kind": "split", "area": "2"}
    assert test.selectbox(key="choose-kind").value == "split"


@pytest.mark.parametrize("name", ["area", "kind", "when", "change"])
@pytest.mark.parametrize(
    "asked", ["nonsense", "<script>alert(1)</script>", "![x](https://example.org/x.png)", "x" * 900]
)
def test_nonsense_in_the_address_is_told_as_text_and_all_is_shown(name: str, asked: str) -> None:
    test = sound(page("changes", **{name: asked}))
    assert asked[:60] in notice(test)
    assert "<script>alert" not in text(test)
    assert heading(test) == "What changed, 2016 to 2021"
    assert "74 of 74 events" in text(test)


def test_a_council_is_no_part_of_the_ledger_and_that_is_said() -> None:
    assert "what happened to councils is not in it" in text(sound(page("changes", area="E10000023")))


@pytest.mark.parametrize("change", ONE_OF_EACH)
def test_an_event_of_every_kind_has_a_page_with_two_maps_its_pieces_and_its_source(change: str) -> None:
    test = sound(page("changes", change=change))
    shown = html.unescape(text(test))
    assert re.findall(r'<h2 id="([a-z]+)"', shown) == ["before", "after", "pieces"]
    assert maps(change=change) == 2
    assert shown.count("data-picture") == 4
    row = EVENTS[change]
    assert row["name"] in shown
    assert row["successor_name"] in shown
    assert row["code"] in shown
    assert "sources? for" not in shown
    assert 'class="cited"' in shown


def test_a_merger_leads_to_the_workbench_and_no_other_event_does() -> None:
    assert 'href="pool?pool=' in text(page("changes", change=ONE_OF_EACH[0]))
    assert 'href="pool?pool=' not in text(page("changes", change=ONE_OF_EACH[2]))


def test_the_areas_of_april_2021_are_not_drawn_and_that_is_said() -> None:
    assert maps(change=LATE) == 1
    assert "The areas of April 2021 are not drawn" in text(page("changes", change=LATE))


def test_old_and_new_name_stand_with_their_dates() -> None:
    shown = html.unescape(text(page("changes", change="footprint-2019-rename-e54000016")))
    assert (
        "Called The Black Country until 31 March 2019, The Black Country and West Birmingham from 1 April 2019."
        in shown
    )


def test_where_nhs_digital_has_another_day_both_stand_labelled() -> None:
    shown = text(page("changes", change="footprint-2018-e54000049"))
    assert "1 April 2018 (ONS) and 7 June 2018 (NHS Digital)" in shown


@pytest.mark.parametrize("asked", [{}, {"area": "1", "when": "2018"}, {"change": "ccg-2018-e38000225"}])
def test_what_is_shown_is_what_is_taken_away_with_source_date_and_version(asked: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("changes", asked) or "")))
    assert {row["change"] for row in rows} == (listed(**asked) if "change" not in asked else {asked["change"]})
    for row in rows:
        assert row["source"]
        assert row["source_licence"]
        assert row["effective_from"]
        assert ATLAS.version in row["data"]
    book = openpyxl.load_workbook(io.BytesIO(sheet_of.as_xlsx("changes", asked) or b""))
    assert book["Table"].max_row == len(rows) + 1


def test_nothing_chosen_can_be_taken_away_as_an_empty_table() -> None:
    assert sheet_of.as_csv("changes", NO_MERGER_OF_THE_FIRST) is not None
    assert sheet_of.as_xlsx("changes", NO_MERGER_OF_THE_FIRST)
