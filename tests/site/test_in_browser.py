"""The plain edition as a reader meets it: every kind of page, with a script and without, on a desk and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.site.reader import Reader

NOWHERE = "no/such/page.html"
PAGES = {
    "index.html": "Who answers for health care in England's 44 footprints",
    "2019/index.html": "Who answers for health care in England's 42 footprints",
    "area/28.html": "North Central London",
    "2016/area/E38000035.html": "NHS City and Hackney CCG",
    "area/E40000009.html": "North East and Yorkshire",
    "area/E47000001.html": "Greater Manchester",
    "money.html": "Indicative funding: what each footprint was told it might have",
    "money/core_allocation-2017-18.html": "Core funding, total, 2017/18",
    "governance.html": "Under which arrangement: governance of the 44 footprints",
    "governance/agreement.html": "Governance: Written agreement",
    "groupings.html": "Groupings across footprints",
    "changes.html": "What changed, 2016 to 2021",
    "changes/ccg-2017-e38000217.html": "NHS Manchester CCG, from 3 CCGs",
    "dates.html": "Two dates side by side",
    "dates/2016-2019-footprint.html": "Footprints, 30 March 2016 and 1 April 2019",
    "compare.html": "Footprints side by side",
    "compare/28.29.27.30.31.html": "Footprints of London side by side",
    "pool.html": "Pooling workbench",
    "leadership.html": "Three levels of leadership: footprint, region, nation",
    "sources.html": "Sources, licences and what is not known",
    "find.html": "Find a place, a trust or a person",
    "person/david-sloman.html": "Sir David Sloman",
    "trust/RAL.html": "Royal Free London NHS Foundation Trust",
    "data.html": "The data, to take away",
    "accessibility.html": "Accessibility statement",
    "cookies.html": "Cookies and what is noted of a visit",
    NOWHERE: "There is no such page",
}
"""A page of every kind, and its heading."""
SWAPPED = {"2019/index.html", "area/28.html", "governance/agreement.html", "compare/28.29.27.30.31.html", "find.html"}
"""Those that are looked at dark on a desk and light on a phone as well."""
DESK, PHONE = 1280, 320
VIEWS = [(DESK, "light"), (PHONE, "dark"), (DESK, "dark"), (PHONE, "light")]
MISSING = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
"""What the browser itself says of a page that is not there."""
FOOTPRINTS = 44
HATCHED = re.compile(r'^url\("?#')


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_clean_to_axe_fits_a_phone_and_keeps_to_its_host_and_policy(
    scripted: Reader, path: str
) -> None:
    page = scripted.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    grounds = {}
    for width, scheme in VIEWS[: 4 if path in SWAPPED else 2]:
        scripted.look(width, scheme)
        assert scripted.axe() == [], f"{scheme}, {width} px wide"
        assert scripted.beyond() <= 0, f"{scheme}, {width} px wide: the page is wider than its window"
        grounds[scheme] = scripted.ground()
    assert grounds["light"] != grounds["dark"], "light and dark were not both seen"
    assert scripted.faults == (MISSING if path == NOWHERE else [])


def test_a_reader_notices_what_it_is_there_to_notice(scripted: Reader) -> None:
    page = scripted.open("cookies.html")
    scripted.look(PHONE, "light")
    with page.expect_event("pageerror"):
        page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<p id=wide>Wide</p><button></button><b style='color:red'>x</b>");
      document.getElementById("wide").style.width = "400px";
      const elsewhere = new Image();
      elsewhere.src = "https://elsewhere.example/x.png";
      document.body.append(elsewhere);
      setTimeout(() => { throw new Error("amiss"); });
    }""")
    assert {fault.split(":")[0] for fault in scripted.axe()} >= {"button-name", "image-alt"}
    assert scripted.beyond() > 0
    said = "\n".join(scripted.faults)
    for noticed in ("policy: style-src-attr", "policy: img-src https://elsewhere.example/x.png", "amiss"):
        assert noticed in said


# --- without a script -------------------------------------------------------------------------------------------------


def fills(areas: Locator) -> list[str]:
    """How each area of a map is filled, as the browser worked it out."""
    return [str(each) for each in areas.evaluate_all("areas => areas.map(area => getComputedStyle(area).fill)")]


def test_without_a_script_the_map_is_drawn_in_colours_and_each_area_leads_to_its_page(scriptless: Reader) -> None:
    page = scriptless.open("index.html")
    areas = page.locator("figure.plain-map").first.locator("svg a > .a")
    assert areas.count() == FOOTPRINTS
    found = fills(areas)
    black = "rgb(0, 0, 0)"
    assert [fill for fill in found if fill in {black, "none", "rgba(0, 0, 0, 0)"}] == []
    assert len(set(found)) > 2, "a map of one colour shows nothing"
    page.get_by_role("link", name="North Central London", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("North Central London")


def test_without_a_script_nothing_can_be_pressed_but_the_search(scriptless: Reader) -> None:
    page = scriptless.open("changes.html")
    assert page.locator("table.sorts thead th").count() > 3
    assert page.get_by_role("button").all_inner_texts() == ["Find"]


def test_without_a_script_what_is_not_known_is_hatched_by_a_pattern_on_the_same_page(scriptless: Reader) -> None:
    page = scriptless.open("governance/agreement.html")
    hatched = [fill for fill in fills(page.locator("figure.plain-map svg .a")) if HATCHED.match(fill)]
    assert hatched
    for name in {re.sub(r'^url\("?#|"?\)$', "", fill) for fill in hatched}:
        expect(page.locator(f"pattern[id='{name}']")).to_have_count(1)


def test_without_a_script_tables_and_charts_are_there_and_sources_open(scriptless: Reader) -> None:
    page = scriptless.open("index.html")
    rows = page.get_by_role("table", name="44 footprints, April 2017").locator("tbody tr")
    expect(rows).to_have_count(FOOTPRINTS)
    page = scriptless.open("money/core_per_registered-2017-18.html")
    chart = page.locator(".plain-chart svg").first
    expect(chart).to_be_visible()
    assert chart.locator("path, rect, circle").count() >= FOOTPRINTS
    page = scriptless.open("area/28.html")
    source = page.locator("details.cited").first
    expect(source.locator("li").first).to_be_hidden()
    source.locator("summary").click()
    expect(source.locator("li").first).to_be_visible()


def test_without_a_script_a_search_leads_to_the_lists_of_all_there_is(scriptless: Reader) -> None:
    page = scriptless.open("area/28.html")
    page.get_by_role("searchbox").fill("hackney")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"/find\.html\?q=hackney$"))
    page.get_by_role("main").get_by_role("link", name="NHS City and Hackney CCG", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("NHS City and Hackney CCG")


# --- with a script ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "label", "path"),
    [
        ("hackney", "Hackney", "area/E09000012.html"),  # the whole name before a part of one
        ("QVP", "Northumberland", "area/1.html"),
        ("07t", "NHS City and Hackney CCG", "area/E38000035.html"),
        ("Hàckney", "Hackney", "area/E09000012.html"),
        ("sloman", "Sir David Sloman", "person/david-sloman.html"),
        ("royal free", "Royal Free London NHS Foundation Trust", "trust/RAL.html"),
    ],
)
def test_the_closest_record_is_found_first_and_leads_to_its_page(
    scripted: Reader, asked: str, label: str, path: str
) -> None:
    page = scripted.open(f"find.html?q={quote(asked)}")
    first = page.locator("[data-answers] li a").first
    expect(first).to_contain_text(label)
    expect(page.get_by_role("searchbox")).to_have_value(asked)
    first.click()
    page.wait_for_url(f"{scripted.address}{path}")


def test_the_words_of_a_search_are_told_as_words_and_nothing_found_is_said(scripted: Reader) -> None:
    asked = '<img src=x onerror=alert(1)> & "zzz"'
    page = scripted.open(f"find.html?q={quote(asked)}")
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"Nothing is called “{asked}” here")
    expect(page.locator("main img")).to_have_count(0)
    assert scripted.faults == []
    assert scripted.axe() == []


def test_a_table_is_sorted_by_the_heading_that_is_clicked(scripted: Reader) -> None:
    page = scripted.open("groupings.html")
    table = page.get_by_role("table", name="152 councils and the footprints they lie in")
    people = table.get_by_role("columnheader", name="People in both, mid-2017")

    def column() -> list[int]:
        return [int(text.replace(",", "")) for text in table.locator("tbody td:nth-of-type(4)").all_inner_texts()]

    before = column()
    for order, falling in (("ascending", False), ("descending", True)):
        people.get_by_role("button").click()
        expect(people).to_have_attribute("aria-sort", order)
        assert column() == sorted(before, reverse=falling) != before


def test_the_map_that_is_taken_away_draws_every_footprint_with_no_other_host(scripted: Reader, edition: Path) -> None:
    scripted.faults.clear()
    scripted.page.goto((edition / "take" / "england.html").as_uri())  # from the disk, as it is saved
    expect(scripted.page.locator("path.leaflet-interactive, svg path.a")).to_have_count(FOOTPRINTS)
    assert scripted.faults == []
