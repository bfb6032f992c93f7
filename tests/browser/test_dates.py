"""Two dates in a real browser: what is chosen or moved on one map is marked and moved on the other, by keyboard too."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit


def test_a_footprint_chosen_on_the_left_is_marked_on_the_right_and_both_maps_move_as_one(
    server: Server, visit: Visit
) -> None:
    page = visit.open(f"{server.address}/dates?then=2017-04-01&area=22")
    left, right = (page.locator(".stp-frame").nth(side) for side in (0, 1))
    for frame in (left, right):
        expect(frame).to_have_attribute("data-drawn", re.compile(".+"))
    # one line came with North Durham, in one piece: no other line is drawn as new
    expect(left.locator(".stp-main path.line.other")).to_have_attribute("d", re.compile(r"^M[^M]*L[^M]*$"))

    left.locator(".stp-list").focus()
    for _ in range(12):  # northwards from Norfolk, whichever areas lie between
        page.keyboard.press("ArrowUp")
    active = left.locator(".stp-list").get_attribute("aria-activedescendant")
    expect(left.locator(f"#{active}")).to_contain_text("Northumberland, Tyne and Wear: boundary moved")
    there = right.locator(".stp-readout")
    expect(there).to_contain_text("all its people in Northumberland, Tyne and Wear and North Durham")
    page.keyboard.press("Enter")
    said = left.get_by_role("status")
    expect(said).to_contain_text("chosen.")
    expect(said).to_contain_text("1 April 2017: all its people in Northumberland, Tyne and Wear and North Durham.")
    expect(right.locator(".stp-main path.edge.picked")).to_have_count(1)  # footprint 1 is there too
    expect(page).to_have_url(re.compile(r"area=1$"))
    expect(page.get_by_role("heading", name="Northumberland, Tyne and Wear on either day")).to_be_visible()
    page.keyboard.press("Escape")
    expect(left.locator(".stp-main path.edge.twin")).to_have_count(1)  # North Durham came from footprint 3

    left.get_by_role("button", name="Zoom in").click()
    left.get_by_role("button", name="Move left").click()
    page.wait_for_function(
        """() => { const [left, right] = [...document.querySelectorAll('.stp-main .leaflet-map-pane')]
             .map(pane => new DOMMatrix(getComputedStyle(pane).transform).m41);
             return left > 100 && right === left; }"""
    )
