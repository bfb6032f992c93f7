"""Governance and leadership as a visitor meets them: the question, the date, the map, the table, the sources."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, Visit


def governance(server: Server, visit: Visit, query: str = "") -> Page:
    page = visit.open(f"{server.address}/governance{query}")
    visit.map()
    return page


def test_another_question_is_drawn_at_once_and_the_table_and_address_follow(server: Server, visit: Visit) -> None:
    page = governance(server, visit)
    page.get_by_role("combobox", name="Show").select_option(label="Progress rating, July 2017")
    expect(page.locator(".legend-title")).to_have_text("Progress rating, July 2017, 31 December 2017")
    expect(page.locator(".stp-legend")).to_contain_text("1 Outstanding (5)")
    expect(page.locator(".stp-legend")).to_contain_text("not recorded (31)")
    expect(page).to_have_url(re.compile("axis=progress_rating_2017"))
    expect(page.get_by_role("region", name=re.compile("How did NHS England rate"))).to_contain_text("4 Needs most")
    expect(page.get_by_text("1 Outstanding, 5")).to_be_visible()


def test_before_the_ratings_nobody_was_rated(server: Server, visit: Visit) -> None:
    page = governance(server, visit, "?axis=progress_rating_2017&date=2016-11-30")
    expect(page.locator(".stp-main path.none")).to_have_count(44)
    page.get_by_role("combobox", name="As at").select_option(label="21 July 2017: ratings")
    expect(page.locator(".stp-main .leaflet-fill-pane path.none")).to_have_count(31)


def test_a_part_is_striped_and_what_is_announced_is_dotted_on_the_map(server: Server, visit: Visit) -> None:
    page = governance(server, visit, "?axis=system_status&date=2018-05-24")
    parts = page.locator(".stp-main .leaflet-fill-pane path.part")
    expect(parts).to_have_count(
        4
    )  # three, and Cumbria and North East, of which only the Cumbrian part was to be a system
    assert "part" in parts.first.evaluate("node => getComputedStyle(node).fill")
    page = governance(server, visit, "?axis=nhs_combined_authority&date=2016-11-30")
    announced = page.locator(".stp-main .leaflet-fill-pane path.announced")
    expect(announced).to_have_count(1)
    assert "announced" in announced.first.evaluate("node => getComputedStyle(node).fill")
    assert page.locator(".stp-main .leaflet-fill-pane path.none").count() == 43


def test_the_mixed_model_is_defined_and_painted_nowhere(server: Server, visit: Visit) -> None:
    page = governance(server, visit, "?axis=accountability_model")
    expect(page.locator(".stp-main .leaflet-fill-pane path.none")).to_have_count(44)
    expect(page.get_by_role("heading", name="The mixed model of accountability: named, never mapped")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("one layer below"))).to_contain_text("Towards councils")


def test_a_footprint_is_chosen_on_the_map_by_keyboard_and_its_card_follows(server: Server, visit: Visit) -> None:
    page = governance(server, visit)
    page.get_by_role("combobox", name="And also").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    name = page.locator(".stp-readout strong").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=f"Who answers in {name}")).to_be_visible()


def test_every_line_opens_its_source_in_place_by_keyboard(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/area?area=9")
    card = page.get_by_role("region", name="Who answers in South Yorkshire and Bassetlaw")
    summary = card.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    opened = card.locator("details[open]")
    expect(opened).to_have_count(1)
    expect(opened).to_contain_text("confidence")
    expect(opened.get_by_role("link").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/area\?area=9$"))


def test_no_line_of_a_card_that_says_something_of_the_footprint_lacks_its_source(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/area?area=35")
    lacking = page.evaluate(
        """() => [...document.querySelectorAll(".atlas-card dd")]
             .filter((dd) => !dd.querySelector("details"))
             .filter((dd) => !/^Not recorded( at this date)?$/.test(dd.textContent.trim()))
             .map((dd) => dd.previousElementSibling.textContent)"""
    )
    assert lacking == []


def test_leadership_links_lead_within_the_page_and_to_people(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/leadership")
    expect(page.get_by_role("heading", name="Footprints: who led, when, from which kind of body")).to_be_visible()
    page.get_by_role("link", name="Sir Andrew Cash").first.click()
    page.get_by_role("heading", name=re.compile("Sir Andrew Cash"), level=1).wait_for()
    expect(page.get_by_role("link", name="NHS Assembly").first).to_be_visible()


def test_the_table_of_governance_can_be_taken_away(server: Server, visit: Visit) -> None:
    page = governance(server, visit, "?axis=agreement&date=any")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this table with its sources (CSV)").click()
    assert download.value.suggested_filename == "footprints_governance_agreement_any.csv"
    text = download.value.path().read_text("utf-8")
    assert "Memorandum of understanding" in text
    assert text.count("Not recorded") >= 37


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_governance_reads_from_question_to_card(server: Server, visit: Visit) -> None:
    page = governance(server, visit, "?axis=lead_organisation_type")
    page.get_by_role("region", name=re.compile("44 footprints")).get_by_role("link", name="Devon").click()
    page.get_by_role("heading", name="Devon", level=1).wait_for()
    expect(page.get_by_text("Under which arrangement").first).to_be_visible()
