"""Overlays in a real browser: two at once, each with its own line, from a link, on a phone, in the file taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Server, Visit

OFFICES = "14 NHS local offices, April 2017"
FIVE = "Five regions of NHS England, April 2018"
SEVERAL = "Trust, partner in several footprints (37)"


def both(overlay: str, also: str) -> re.Pattern[str]:
    """An address with both overlays, in whichever order the server heard of them."""
    return re.compile(rf"\?(overlay={overlay}&also={also}|also={also}&overlay={overlay})$")


def lines(page: Page, style: str) -> int:
    return page.locator(f".stp-main .leaflet-lines-pane path.line.{style}").count()


def point_to(page: Page, name: str) -> None:
    """Point to every mark in turn until the map names the one that is looked for."""
    found = page.evaluate(
        """name => [...document.querySelectorAll('.stp-main path.mark')].some((path) => {
             path.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
             return document.querySelector('.stp-readout strong')?.textContent === name; })""",
        name,
    )
    assert found, f"no point is called {name}"


def test_two_overlays_lie_on_the_map_at_once_each_with_its_line_in_the_legend(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    visit.map()
    page.get_by_role("combobox", name="Lay over").select_option(label="NHS local offices")
    page.get_by_role("combobox", name="And also").select_option(label="Five regions before them")
    legend = page.locator(".stp-legend")
    for told in (OFFICES, FIVE):
        expect(legend.get_by_text(told)).to_be_visible()
    assert (lines(page, "office"), lines(page, "region5")) == (1, 1)
    expect(page).to_have_url(both("offices", "regions5"))
    page.get_by_role("combobox", name="Lay over").select_option(label="Nothing")
    expect(legend.get_by_text(OFFICES)).to_have_count(0)
    assert (lines(page, "office"), lines(page, "region5")) == (0, 1)
    page.get_by_role("combobox", name="Lay over").select_option(label="Five regions before them")
    expect(page).to_have_url(both("regions5", "regions5"))
    expect(legend.get_by_text(FIVE)).to_have_count(1)
    assert lines(page, "region5") == 1


def test_a_link_restores_both_overlays(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?overlay=waves&also=trusts")
    visit.map()
    assert page.get_by_role("combobox", name="Lay over").input_value() == "waves"
    assert page.get_by_role("combobox", name="And also").input_value() == "trusts"
    expect(page.locator(".stp-main path.mark")).to_have_count(225)
    expect(page.locator(".stp-main path.mark.several")).to_have_count(37)
    assert [lines(page, style) for style in ("wave1", "wave1part", "wave2")] == [1, 1, 1]
    for told in ("Berkshire West", SEVERAL, "A trust stands at its head office"):
        expect(page.locator(".stp-legend").get_by_text(told)).to_be_visible()


def test_a_trust_under_the_pointer_says_its_name_and_its_footprints(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?overlay=trusts")
    visit.map()
    expect(page.locator(".stp-main path.mark")).to_have_count(225)
    point_to(page, "University Hospitals Plymouth NHS Trust")
    expect(page.locator(".stp-readout")).to_contain_text(
        "partner in 2 footprints: Cornwall and the Isles of Scilly; Devon"
    )
    page.locator(".stp-main path.mark").first.dispatch_event("mouseout")
    expect(page.locator(".stp-readout")).to_be_hidden()


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_a_tap_on_a_vanguard_says_what_it_is_and_chooses_nothing(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?overlay=vanguards")
    visit.map()
    marks = page.locator(".stp-main path.mark")
    expect(marks).to_have_count(50)
    dorset = page.locator(".stp-main path.mark.A").nth(2)  # from west to east the third of its type
    dorset.click()
    expect(page.locator(".stp-readout")).to_contain_text("Developing One NHS in Dorset")
    expect(page.locator(".stp-readout")).to_contain_text("Acute care collaboration, named September 2015")
    expect(page.locator(".stp-main path.edge.picked")).to_have_count(0)


def test_when_the_points_cannot_be_fetched_the_map_stands_and_says_so(server: Server, visit: Visit) -> None:
    visit.context.route(re.compile("points-trusts"), lambda route: route.fulfill(status=503))
    page = visit.open(f"{server.address}/?overlay=trusts")
    visit.map()
    expect(page.get_by_text("The points could not be loaded")).to_be_visible()
    assert page.locator(".stp-main .leaflet-fill-pane path.a").count() == 44


def test_a_map_taken_away_has_both_overlays(server: Server, browser: Browser, visit: Visit, tmp_path: Path) -> None:
    page = visit.open(f"{server.address}/?overlay=authorities&also=trusts")
    visit.map()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this map (one HTML file)").click()
    file = tmp_path / "map.html"
    download.value.save_as(file)
    reader = browser.new_context(offline=True).new_page()
    reader.goto(file.as_uri())
    for told in ("Ten combined authorities of councils, November 2018", SEVERAL):
        expect(reader.locator(".stp-legend").get_by_text(told)).to_be_visible()
    expect(reader.locator(".folium-map path.line.authority")).to_have_count(10)
    expect(reader.locator(".spot path.mark.several")).to_have_count(37)
    spots = reader.locator(".spot")
    expect(spots).to_have_count(225)
    spots.first.dispatch_event("mouseover")
    expect(reader.locator(".leaflet-tooltip")).to_contain_text("partner in")
    reader.context.close()
