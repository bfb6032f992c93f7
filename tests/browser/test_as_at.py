"""The date switch in a real browser: drawn here first, by mouse and key, played with a pause, from a link."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from stpdash import asat
from tests.browser.conftest import DESK, Server, SlowLine, Visit

FETCHED = "() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => KEPT.test(name))"
AHEAD = FETCHED.replace("KEPT", r"/@20\d\d\.json$/")
KEPT = FETCHED.replace("KEPT", r"/@20\d\d\.json$|\.topojson$/")


def reach(page: Page) -> None:
    """Go for the date, and wait until what it may need has been fetched."""
    page.get_by_role("combobox", name="As at").focus()
    page.wait_for_function(f"() => ({AHEAD})().length >= 5")


def test_a_switch_of_the_date_draws_other_boundaries_before_the_server_has_heard(server: Server, visit: Visit) -> None:
    line = SlowLine(visit.page)
    page = visit.open(server.address)
    visit.map()
    reach(page)
    for address in page.evaluate(KEPT):
        assert "immutable" in page.request.get(address).headers["cache-control"]
        assert re.search(r"/[0-9a-f]{12,}/", address)
    line.holding = True
    date = page.get_by_role("combobox", name="As at")
    date.select_option(label=asat.STOPS["2019-04-01"])
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(42)
    line.until(1)
    assert "date" not in page.url  # no server has heard of it yet
    line.release()
    expect(page).to_have_url(re.compile(r"\?date=2019-04-01$"))
    expect(page.get_by_text("As at 1 April 2019, on the boundaries of April 2019.").first).to_be_visible()
    expect(page.get_by_role("heading", name="All 42 footprints")).to_be_visible()
    expect(page.locator(".stp-said")).to_contain_text("As at 1 April 2019")
    for link in page.locator('a[href^="area?area="]').all():
        expect(link).to_have_attribute("href", re.compile("date=2019-04-01"))
    date.select_option(label="Main view: December 2017")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(44)
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_seven_teams_take_the_map_to_april_2019_unless_a_date_is_chosen(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    visit.map()
    page.get_by_role("combobox", name="Lay over").select_option(label="Seven regional teams")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(42)
    expect(page.get_by_text("The seven regional teams began in April 2019")).to_be_visible()
    page.get_by_role("combobox", name="As at").select_option(label="31 December 2017")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(44)
    expect(page.get_by_text("The seven regional teams began in April 2019")).to_have_count(0)


def test_any_day_can_be_asked_for_and_a_link_restores_it(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    visit.map()
    page.get_by_label("Or on any day").fill("2018-11-05")
    expect(page.get_by_text("As at 5 November 2018, on the boundaries of April 2018.").first).to_be_visible()
    link = page.url
    again = visit.open(link)
    visit.map()
    assert again.get_by_role("combobox", name="As at").locator("option:checked").inner_text() == "5 November 2018"
    expect(again.get_by_role("listbox").get_by_role("option")).to_have_count(42)


def test_with_little_motion_the_button_goes_one_step_by_key(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?date=2018-04-01")
    visit.map()
    button = page.get_by_role("button", name="Next year of boundaries")
    button.focus()
    button.press("Enter")
    expect(page).to_have_url(re.compile("date=2019-04-01"))
    expect(page.get_by_role("button", name="Next year of boundaries")).to_be_visible()


def test_play_goes_through_the_years_and_can_be_paused(server: Server, browser: Browser) -> None:
    visitor = Visit(browser, DESK)
    try:
        visitor.page.emulate_media(reduced_motion="no-preference")
        page = visitor.open(f"{server.address}/?date=2016-03-15")
        visitor.map()
        page.get_by_role("button", name="Play through the boundaries of five years").click()
        expect(page).to_have_url(re.compile("date=2018-04-01"))
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Play through the boundaries of five years")).to_be_visible()
        assert "2016" not in page.get_by_role("combobox", name="As at").input_value()
    finally:
        visitor.close()
    assert not visitor.faults
