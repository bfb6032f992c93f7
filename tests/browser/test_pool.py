"""The pooling workbench as a visitor uses it: areas come and go on the map, the address holds it, nothing reloads."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from stpdash import package
from tests.browser.conftest import PHONE, Server, Visit
from tests.browser.test_map import SlowLine

LEEDS = "pool?pool=1~ccg-2017~94-95~Two+of+Leeds"
THIRD = "E38000096"
CODES = sorted(package.read(package.home()).codes("ccg", "2017"))
EDGE = "() => [...document.querySelectorAll('.stp-main path.line.group1')].map(path => path.getAttribute('d'))"
"""Each outline of the first grouping, as it is drawn."""


def pool(page: Page) -> str:
    return parse_qs(urlparse(page.url).query).get("pool", [""])[0]


def open_at(server: Server, visit: Visit, path: str) -> Page:
    page = visit.open(f"{server.address}/{path}")
    visit.map()
    expect(page.get_by_role("heading", name="In numbers")).to_be_visible()
    return page


def click_on_map(page: Page, place: int) -> None:
    """Click the shape of an area of the map, by its place among the codes."""
    page.evaluate(
        """place => document.querySelectorAll(".stp-main path.a")[place]
             .dispatchEvent(new MouseEvent("click", { bubbles: true }))""",
        place,
    )


def test_an_area_taken_in_on_the_map_is_within_the_outline_before_the_server_has_heard(
    server: Server, visit: Visit
) -> None:
    line = SlowLine(visit.page)
    page = open_at(server, visit, LEEDS)
    page.evaluate("window.mine = true")
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(2)
    before = page.evaluate(EDGE)
    line.holding = True
    click_on_map(page, CODES.index(THIRD))
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(3)
    assert page.evaluate(EDGE) != before
    assert pool(page) == "1~ccg-2017~94-95~Two of Leeds"
    line.release()
    expect(page).to_have_url(re.compile(r"94-96"))
    expect(page.get_by_text("Merged on 1 April 2018 as NHS Leeds CCG")).to_be_visible()
    page.go_back()
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(2)
    expect(page.get_by_text("No merger of 2017 to 2021 joined exactly these")).to_be_visible()
    assert page.evaluate("window.mine")


def test_a_merger_is_chosen_from_the_list_and_another_grouping_set_beside_it(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/pool")
    visit.map()
    expect(page.get_by_text("Nothing is in the grouping yet")).to_be_visible()
    page.get_by_role("combobox", name="Try a merger that took place").click()
    page.get_by_role("option", name="April 2018: NHS Leeds CCG, from 3").click()
    expect(page.get_by_text("the outline is the same, line for line")).to_be_visible()
    expect(page.locator(".stp-legend").get_by_text("NHS Leeds CCG, its outer edge")).to_be_visible()
    page.get_by_role("button", name="Set another beside it").click()
    expect(page.get_by_role("radio", name="Grouping 2")).to_be_checked()
    page.get_by_role("combobox", name="Take in all of").click()
    page.get_by_role("option", name="London", exact=True).click()
    expect(page.get_by_role("columnheader", name="Grouping 2").first).to_be_visible()
    dashes = page.evaluate(
        """() => ["group1", "group2"].map(name => {
             const style = getComputedStyle(document.querySelector(`.stp-main path.line.${name}`));
             return `${style.strokeDasharray} ${style.strokeWidth}`; })"""
    )
    assert len(set(dashes)) == 2


def test_an_address_that_cannot_be_followed_is_refused_in_words(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/pool?pool=1~ccg-2017~32.217~Manchester")
    visit.map()
    told = page.get_by_text("is NHS Central Manchester CCG of Spring 2016, and the grouping is of April 2017")
    expect(told).to_be_visible()
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(0)


def test_the_workbench_fits_a_phone(server: Server, visit: Visit) -> None:
    visit.page.set_viewport_size(PHONE)
    page = open_at(server, visit, "pool?pool=1~footprint-2017~27-31~London~32-35~South+East")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_outlines_are_taken_away(server: Server, visit: Visit) -> None:
    page = open_at(server, visit, LEEDS)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the outlines of these groupings (GeoJSON)").click()
    assert waiting.value.suggested_filename.endswith(".geojson")
    assert '"Two of Leeds"' in waiting.value.path().read_text("utf-8")
