"""The plain edition on paper and on a phone, and its search with a script and without."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.site.reader import Reader

A4 = {"width": 718, "height": 1054}
"""What an A4 sheet has within its margins: 190 by 279 mm, at 96 pixels an inch."""
PHONE = {"width": 320, "height": 700}
BOXES = ".atlas-wide, .atlas-scroll"


def on_paper(reader: Reader, path: str) -> Page:
    page = reader.open(path)
    page.set_viewport_size(A4)  # type: ignore[arg-type] - a dict of the two keys it wants
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", ["area/28.html", "area/E38000006.html"])
def test_who_answers_stands_on_the_first_sheet_with_its_sources(scriptless: Reader, path: str) -> None:
    page = on_paper(scriptless, path)
    card = page.locator(".atlas-card").first
    assert card.evaluate("card => card.getBoundingClientRect().bottom + scrollY") < A4["height"]
    sources = card.locator(".cited li")
    assert sources.count() > 3
    for each in sources.all():
        expect(each).to_be_visible()
    expect(card.locator("summary").first).to_be_hidden()


def test_paper_has_whose_page_it_is_and_no_controls(scriptless: Reader) -> None:
    page = on_paper(scriptless, "area/28.html")
    expect(page.get_by_role("banner")).to_contain_text("Atlas of NHS footprints")
    expect(page.locator(".plain-own")).to_have_text("https://plain.example/atlas/area/28.html")
    expect(page.locator("main")).to_contain_text("As at 31 December 2017")
    for gone in (page.get_by_role("navigation", name="Pages"), page.get_by_role("searchbox")):
        expect(gone).to_be_hidden()
    expect(page.locator("a[download]").first).to_be_hidden()
    expect(page.locator(".plain-map svg .a").first).to_be_visible()
    assert scriptless.beyond() <= 0
    page.emulate_media(media="screen")
    expect(page.locator(".plain-own")).to_be_hidden()


@pytest.mark.parametrize("path", ["index.html", "governance.html", "money.html"])
def test_on_a_phone_no_box_scrolls_up_and_down_and_heads_of_rows_stay(scriptless: Reader, path: str) -> None:
    page = scriptless.open(path)
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tall = page.locator(BOXES).evaluate_all("boxes => boxes.map(box => box.scrollHeight - box.clientHeight)")
    assert tall
    assert max(tall) <= 1
    moved = page.locator(BOXES).evaluate_all("""boxes => boxes.map(box => {
      const head = box.querySelector("tbody th");
      const before = head.getBoundingClientRect().left;
      box.scrollLeft = 60;
      return [box.scrollLeft, Math.abs(head.getBoundingClientRect().left - before)];
    })""")
    assert [stays for scrolled, stays in moved if scrolled and stays > 1] == []
    if path != "governance.html":  # its first table has two columns
        assert any(scrolled for scrolled, _ in moved), "no table here is wider than a phone"


def test_with_a_script_the_heads_of_columns_stay_while_a_long_table_is_read(scripted: Reader) -> None:
    page = scripted.open("index.html")
    scripted.look(1280, "light")
    table = page.get_by_role("table", name=re.compile("^44 footprints"))
    table.locator("tbody tr").nth(30).scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 200)")
    assert table.locator("thead th").first.evaluate("head => head.getBoundingClientRect().top") >= 0


def test_without_a_script_the_search_says_that_it_needs_one_and_leads_to_the_lists(scriptless: Reader) -> None:
    page = scriptless.open("find.html?q=hackney")
    expect(page.locator("[data-answers]")).to_contain_text("The search needs a script")
    page.get_by_role("navigation", name="Lists on this page").get_by_role("link", name=re.compile("^CCG")).click()
    expect(page).to_have_url(re.compile("#ccg$"))


def test_with_a_script_a_footprint_is_found_by_its_number_and_a_postcode_is_told_what_to_do(scripted: Reader) -> None:
    page = scripted.open(f"find.html?q={quote('STP 28')}")
    answers = page.locator("[data-answers]")
    expect(answers.locator("li a").first).to_have_text("North Central London")
    expect(answers).not_to_contain_text("needs a script")
    page = scripted.open(f"find.html?q={quote('N7 8AA')}")
    expect(answers.get_by_role("heading")).to_contain_text("Postcodes are not covered here")
    assert scripted.faults == []
    page = scripted.open("find.html")
    expect(answers).to_be_empty()
