"""The pooling workbench as Streamlit runs it: what the address says is shown, what is chosen is written there."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import parse_qs

import pytest

from stpdash import grouping, mergers
from stpdash.ui import sheet_of
from tests.pages.test_money_page import cells
from tests.pages.test_pages import ATLAS, page, sound, text

LEEDS = "1~ccg-2017~94-96~NHS Leeds CCG"
"""sources/ccg_changes_17_18.csv: Leeds North, Leeds South and East, Leeds West."""


def numbers(shown: str) -> dict[str, list[str]]:
    """The table of numbers: what to what stands in each column."""
    return {row[0]: row[1:] for row in cells(shown, "In numbers")}


def test_an_empty_workbench_says_what_to_do() -> None:
    shown = text(sound(page("pool")))
    assert "Nothing is in the grouping yet" in shown
    assert "<table" not in shown


def test_44_footprints_are_england() -> None:
    shown = numbers(text(sound(page("pool", pool="1~footprint-2017~1-44~All"))))
    assert shown["Members"] == ["44", "44"]
    assert shown["Residents, mid-2017"] == ["55,619,430 people"] * 2


def test_a_real_merger_comes_out_as_it_did() -> None:
    shown = text(sound(page("pool", pool=LEEDS)))
    # 200,275 + 256,180 + 328,391 residents
    assert (
        "784,846 residents here, 784,846 in NHS Leeds CCG as published; the outline is the same, line for line."
        in shown
    )
    assert "Merged on 1 April 2018 as NHS Leeds CCG" in shown
    assert numbers(shown)["Residents, mid-2017"][0] == "784,846 people"


def test_a_boundary_that_moved_with_a_merger_is_told() -> None:
    found = next(each for each in mergers.mergers(ATLAS).values() if each.name == "NHS Surrey Heartlands CCG")
    asked = parse_qs(mergers.link(ATLAS, found.id).partition("?")[2])["pool"][0]
    assert "A boundary moved with the merger: 6,916 people came." in text(sound(page("pool", pool=asked)))


def test_a_merger_of_2021_is_not_compared_with_what_is_not_known() -> None:
    found = next(each for each in mergers.mergers(ATLAS).values() if each.name == "NHS Kirklees CCG")
    asked = parse_qs(mergers.link(ATLAS, found.id).partition("?")[2])["pool"][0]
    shown = text(sound(page("pool", pool=asked)))
    assert "its boundaries of 2021 are not in the atlas" in shown


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("1~ccg-2017~32.217~M", "NHS Central Manchester CCG of Spring 2016"),
        ("1~ccg-2017~94.94~", "named twice"),
        ("1~ccg-2017~9999~", "none of the 207 CCGs"),
        ("9" * 10_000, "10,000 characters"),
        ("1~ccg-2017~94~<img src=x>", "cannot be a name"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words_and_nothing_is_kept(asked: str, why: str) -> None:
    shown = text(sound(page("pool", pool=asked)))
    assert why in shown
    assert "Nothing of it was taken" in shown
    assert "Nothing is in the grouping yet" in shown
    assert "<img" not in shown


def test_up_to_three_groupings_stand_side_by_side() -> None:
    shown = numbers(text(sound(page("pool", pool="1~footprint-2017~28~One~29.30~Two~31~Three", group="2"))))
    assert shown["Members"] == ["1", "2", "1", "44"]


def test_choices_are_written_into_the_address_and_read_back() -> None:
    at = sound(page("pool"))
    at.selectbox(key="pool-preset").select(next(iter(mergers.presets(ATLAS)))).run()
    assert at.query_params["pool"] == "1~ccg-2016~32.123.158~NHS Manchester CCG"
    at.multiselect(key="pool-members").unselect("E38000158").run()
    at.text_input(key="pool-name").input("Two of ~ them").run()
    assert at.query_params["pool"] == "1~ccg-2016~32.123~Two of them"
    at.button(key="pool-more").click().run()
    assert at.query_params["group"] == "2"
    at.selectbox(key="pool-whole").select("E40000003").run()
    found, notices = grouping.read(ATLAS, at.query_params["pool"])
    assert not notices
    assert [len(each.codes) for each in found.groupings] == [2, 32]  # PEERS.md and ONS: London had 32 CCGs
    at.selectbox(key="pool-whole").select("E40000003").run()
    at.selectbox(key="pool-whole").select("E40000005").run()
    both = grouping.read(ATLAS, at.query_params["pool"])[0].groupings[1].codes
    assert set(found.groupings[1].codes) < set(both)  # what was in stays in
    at.button(key="pool-less").click().run()
    assert at.query_params["pool"] == "1~ccg-2016~32.123~Two of them"
    at.selectbox(key="pool-scale").select("ccg-2017").run()
    assert at.query_params["pool"] == "1~ccg-2017~~Two of them"  # both ended with March 2017
    assert "382,822 of its 382,822 people are not in it any more" in text(at)
    assert not at.exception


def test_what_is_taken_away_is_what_is_shown() -> None:
    asked = {"pool": "1~ccg-2017~94-96~Leeds~217~Manchester", "pot": "500"}
    shown = numbers(text(sound(page("pool", **asked))))
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("pool", asked) or "")))
    told = {(row["name"], row["measure"], row["year"]): row for row in rows}
    assert float(told["Leeds", "Residents", "mid-2017"]["value"]) == 784_846
    assert (
        shown["Core funding, 2016/17"][0] == f"£{float(told['Leeds', 'Core funding', '2016/17']['value']):,.1f} million"
    )
    assert told["Leeds", "Core funding", "2016/17"]["status"] == "derived"
    assert told["Leeds", "Core funding", "2019/20"]["status"] == "no figure found"
    none = told["Manchester", "Core funding", "2019/20"]
    assert shown["Core funding, 2019/20"][1] == f"£{float(none['value']):,.1f} million"  # the same code in April 2019
    assert all(row["source"] and row["source_licence"] for row in rows)
    trusts = told["Leeds", "Trusts that would share a decision", ""]
    assert "STP partner mapping workbook" in trusts["source"]
    assert trusts["value"].isdecimal()
    pot = float(told["Leeds", "Fair share of a pot", ""]["value"])
    assert shown["Fair share of £500.0 million (illustrative)"][0] == f"£{pot:,.1f} million"
    assert all("Open Government Licence" in row["data"] and "illustrative" in row["read_this"] for row in rows)
    members = list(csv.DictReader(io.StringIO(sheet_of.as_csv("pool-members", asked) or "")))
    assert [row["member"] for row in members if row["name"] == "Leeds"] == [
        "NHS Leeds North CCG", "NHS Leeds South and East CCG", "NHS Leeds West CCG",
    ]  # fmt: skip
    assert sheet_of.as_xlsx("pool", asked)
    drawn = json.loads(sheet_of.as_geojson("pool", asked) or "")
    assert drawn["features"][0]["properties"]["residents_mid_2017"] == 784_846
    assert drawn["features"][0]["properties"]["residents_status"] == "derived"
    assert "OS data" in drawn["attribution"]


def test_nothing_is_taken_away_of_what_cannot_be_read() -> None:
    for asked in ({}, {"pool": "1~ccg-2017~94.94~"}, {"pool": "x" * 10_000}):
        assert sheet_of.as_csv("pool", asked) is None
        assert sheet_of.as_geojson("pool", asked) is None
    assert sheet_of.as_geojson("another", {"areas": "28.29"}) is None
