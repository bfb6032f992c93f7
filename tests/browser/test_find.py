"""The search box on every page: by pointer, by keyboard alone, on a phone, with slips of the pen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, Visit

BOX = "Find a place, a trust or a person"


def typed(server: Server, visit: Visit, words: str, path: str = "/") -> Page:
    page = visit.open(server.address + path)
    box = page.get_by_role("combobox", name=BOX)
    box.press_sequentially(words)
    page.get_by_role("listbox", name="Found").get_by_role("option").first.wait_for()
    return page


def test_by_keyboard_alone_a_reader_finds_a_person_and_goes_on_to_the_footprint(server: Server, visit: Visit) -> None:
    page = typed(server, visit, "david slowman")
    box = page.get_by_role("combobox", name=BOX)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    found = page.get_by_role("listbox", name="Found")
    expect(found.get_by_role("option", selected=True)).to_contain_text("Sir David Sloman")
    expect(box).to_have_attribute("aria-activedescendant", "stp-found-0")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sir David Sloman", level=1).wait_for()
    expect(page).to_have_url(re.compile(r"/person\?person=david-sloman$"))
    page.get_by_role("link", name="North Central London").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="North Central London", level=1).wait_for()


def test_escape_closes_what_was_found_and_leaves_the_words(server: Server, visit: Visit) -> None:
    page = typed(server, visit, "camden")
    box = page.get_by_role("combobox", name=BOX)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Found")).to_be_hidden()
    expect(box).to_have_value("camden")
    expect(box).to_be_focused()


def test_a_click_on_what_was_found_opens_it(server: Server, visit: Visit) -> None:
    page = typed(server, visit, "royal free", "/sources")
    page.get_by_role("listbox", name="Found").get_by_role("option").filter(has_text="Royal Free London").click()
    page.get_by_role("heading", name="Royal Free London NHS Foundation Trust", level=1).wait_for()


ALONE = {
    "28": "North Central London",
    "e38000027": "NHS Camden CCG",
    "RAL": "Royal Free London NHS Foundation Trust",
    "simon stevens": "Simon Stevens",
    "coast, humber and vale": "Humber, Coast and Vale",
}


def test_what_only_one_thing_is_called_opens_at_once(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/find")
    for words, heading in ALONE.items():
        page.get_by_role("combobox", name=BOX).fill(words)
        page.get_by_role("button", name="Find").click()
        page.get_by_role("heading", name=heading, level=1).wait_for()


def test_what_several_things_are_called_is_offered_as_plain_links(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/find?q=devon")
    for name in ("Devon", "NHS Devon CCG", "Devon Partnership NHS Trust"):
        expect(page.get_by_role("main").get_by_role("link", name=name, exact=True).first).to_be_visible()


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_a_council_is_found_and_leads_to_who_leads_there(server: Server, visit: Visit) -> None:
    page = typed(server, visit, "north yorkshire")
    page.get_by_role("listbox", name="Found").get_by_role("option").filter(has_text="Council").first.click()
    page.get_by_role("heading", name="North Yorkshire", level=1).wait_for()
    page.get_by_role("region", name="Who answers in North Yorkshire").wait_for()
    page.get_by_role("link", name="West Yorkshire").first.click()
    page.get_by_role("heading", name="West Yorkshire", level=1).wait_for()


def test_back_after_an_exact_search_leads_to_where_the_reader_came_from(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/trust?trust=RAL")
    page.get_by_role("combobox", name=BOX).fill("QMJ")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("heading", name="North Central London", level=1).wait_for()
    page.go_back()
    page.get_by_role("heading", name="Royal Free London NHS Foundation Trust", level=1).wait_for()


def test_after_a_search_the_words_stand_in_the_box_to_be_mended(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/find?q=manchestr")
    expect(page.get_by_role("combobox", name=BOX)).to_have_value("manchestr")


def test_an_empty_search_asks_for_words_and_goes_nowhere(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    page.get_by_role("button", name="Find").click()
    expect(page).not_to_have_url(re.compile("find"))
