"""Groupings as a visitor meets them: tables sorted by click and key, kept over reruns; bars; files to take away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Server, Visit

COUNCILS = "152 councils and the footprints they lie in"


def groupings(server: Server, visit: Visit, query: str = "") -> Page:
    page = visit.open(f"{server.address}/groupings{query}")
    visit.map()
    return page


def box(page: Page, caption: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^{re.escape(caption)}"))


def column(table: Locator, place: int) -> list[str]:
    told = table.locator("tbody tr").evaluate_all(
        "(rows, place) => rows.map((row) => row.cells[place].textContent.trim())", place
    )
    return [str(each) for each in told]


def numbers(table: Locator, place: int) -> list[int]:
    return [int(told.replace(",", "")) for told in column(table, place)]


def test_a_table_is_sorted_by_click_by_value_and_says_so(server: Server, visit: Visit) -> None:
    table = box(groupings(server, visit), COUNCILS)
    people = table.get_by_role("columnheader", name="People in both, mid-2017")
    before = numbers(table, 4)
    people.get_by_role("button").click()
    expect(people).to_have_attribute("aria-sort", "ascending")
    assert numbers(table, 4) == sorted(before)
    people.get_by_role("button").click()
    expect(people).to_have_attribute("aria-sort", "descending")
    assert numbers(table, 4) == sorted(before, reverse=True)
    expect(table.locator("[aria-sort]")).to_have_count(1)


def test_a_table_is_sorted_by_keyboard_and_ties_stay_as_they_stand(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    table = box(page, COUNCILS)
    before = list(zip(column(table, 1), column(table, 0), strict=True))
    footprint = table.get_by_role("columnheader", name="Footprint, April 2017")
    footprint.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(footprint).to_have_attribute("aria-sort", "ascending")
    after = list(zip(column(table, 1), column(table, 0), strict=True))
    for name in {footprint for footprint, _ in before}:
        assert [pair for pair in after if pair[0] == name] == [pair for pair in before if pair[0] == name]
    assert column(table, 1) == sorted(column(table, 1), key=str.lower)
    page.keyboard.press("Space")
    expect(footprint).to_have_attribute("aria-sort", "descending")
    expect(footprint.get_by_role("button")).to_be_focused()


def test_the_order_is_kept_when_the_page_is_drawn_again(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    table = box(page, COUNCILS)
    people = table.get_by_role("columnheader", name="People in both, mid-2017")
    people.get_by_role("button").click()
    in_order = numbers(table, 4)
    page.get_by_role("combobox", name="Shade by").select_option(label="Core funding per resident")
    expect(page).to_have_url(re.compile("measure=core_per_resident"))
    expect(people).to_have_attribute("aria-sort", "ascending")
    assert numbers(table, 4) == in_order
    page.get_by_role("link", name="England", exact=True).first.click()
    page.get_by_role("heading", name="Who answers for health care").wait_for()
    page.get_by_role("link", name="Groupings", exact=True).first.click()
    expect(people).to_have_attribute("aria-sort", "ascending")
    assert numbers(table, 4) == in_order


def test_what_is_not_recorded_comes_last_whichever_way_a_table_is_sorted(server: Server, visit: Visit) -> None:
    table = box(groupings(server, visit), "44 footprints: suggested for 1")
    idea = table.get_by_role("columnheader", name="NHS “combined authority”")
    for order in ("ascending", "descending"):
        idea.get_by_role("button").click()
        expect(idea).to_have_attribute("aria-sort", order)
        assert column(table, 0)[0] == "North Central London"
        assert set(column(table, 1)[1:]) == {"Not recorded"}


def test_a_days_column_is_sorted_by_date_and_not_by_its_words(server: Server, visit: Visit) -> None:
    table = box(groupings(server, visit), "8 other changes of boundaries")
    day = table.get_by_role("columnheader", name="Day")
    day.get_by_role("button").click()
    day.get_by_role("button").click()
    expect(day).to_have_attribute("aria-sort", "descending")
    years = [told[-4:] for told in column(table, 1)]
    assert years == sorted(years, reverse=True)
    assert column(table, 1)[-1] == "October 2016"


def test_the_bar_of_the_west_midlands_has_three_parts_as_wide_as_its_shares(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    bar = page.get_by_role("img", name="Divided among 3 footprints: 47.0%, 40.6%, 12.4%")
    expect(bar).to_be_visible()
    widths = bar.evaluate("node => [...node.children].map((part) => part.getBoundingClientRect().width)")
    # sources/cauth18_stp17_population_overlap.csv
    assert [width / sum(widths) for width in widths] == pytest.approx([0.4701, 0.4056, 0.1243], abs=0.01)


def test_the_map_begins_with_the_combined_authorities_and_can_go_without(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    expect(page.locator(".stp-legend")).to_contain_text("combined authorities of councils, November 2018")
    page.get_by_role("combobox", name="Lay over").select_option(value="none")
    expect(page).to_have_url(re.compile("overlay=none"))
    expect(page.locator(".stp-legend")).not_to_contain_text("combined authorities of councils")


@pytest.mark.parametrize("name", ["fit-authorities", "fit-councils", "nhs-combined-authority", "ccg-mergers"])
def test_a_table_is_taken_away_with_source_licence_and_version(server: Server, visit: Visit, name: str) -> None:
    page = groupings(server, visit)
    with page.expect_download() as begun:
        page.locator(f'a[href="take/{name}.csv"]').click()
    assert begun.value.suggested_filename == f"footprints_{name}.csv"
    rows = list(csv.DictReader(io.StringIO(begun.value.path().read_text("utf-8-sig"))))
    told = [row for row in rows if row.get("in_words") != "Not recorded"]
    assert told
    for row in told:
        assert row["source"]
        assert row["source_licence"]
        assert "data version" in row["data"]
    assert page.request.get(f"{server.address}/take/{name}.xlsx").ok


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_the_bars_fit_and_wide_tables_scroll_in_their_box(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    assert box(page, "10 combined authorities, those").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert box(page, COUNCILS).evaluate("node => node.scrollWidth > node.clientWidth")
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room


def test_a_printed_page_holds_every_row(server: Server, visit: Visit) -> None:
    page = groupings(server, visit)
    page.emulate_media(media="print")
    table = box(page, COUNCILS)
    assert table.evaluate("node => node.scrollHeight <= node.clientHeight + 1")
    expect(page.get_by_role("heading", name="Mergers of CCGs")).to_be_visible()
