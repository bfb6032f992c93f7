"""Every page, as a visitor meets it: accessible, alone with its own host, also on a cold server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Server, Visit

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.js"
ALLOWED = json.loads((Path(__file__).parent / "streamlit_faults.json").read_text("utf-8"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "/?area=28&overlay=teams&measure=core_allocation": "England",
    "/area?area=28": "North Central London",
    "/area?area=E38000217": "NHS Manchester CCG",
    "/area?area=E40000009": "North East and Yorkshire",
    "/area?area=nowhere": "Area",
    "/area?area=E10000023": "North Yorkshire",
    "/money?area=37&measure=target_distance_gbp_m&region=E40000006&lift=england": "Money",
    "/compare?areas=28.2.30.31.27.44.43.42.1.5&measure=core_per_resident": "Compare",
    "/pool?pool=1~ccg-2017~94-96~NHS+Leeds+CCG~1~Other&group=2": "Pool",
    "/governance?axis=system_status&date=2018-05-24&overlay=councils&area=44": "Governance",
    "/groupings": "Groupings",
    "/changes?area=1&when=2018": "Changes",
    "/changes?change=footprint-2020-move-e54000050": "A boundary moved: from West Yorkshire and Harrogate "
    "(Health and Care Partnership) and Cumbria and North East to Humber, Coast and Vale",
    "/dates?layer=ccg&date=2017-04-01&then=2020-04-01&area=E38000216": "Two dates",
    "/leadership": "Leadership",
    "/person?person=david-sloman": "Sir David Sloman",
    "/trust?trust=RAL": "Royal Free London NHS Foundation Trust",
    "/find?q=devon": "Find",
    "/sources": "Sources",
}
VIEWS = [(DESK, "light"), (PHONE, "dark")]
"""Each width and each scheme once: what one does does not depend on the other."""
COLD = {
    "/": "44 footprints",
    "/area?area=28": "Who answers here",
    "/money?pot=500&area=28": "£500.0 million shared out by targets",
    "/compare?areas=37.41": "Most like Devon",
    "/pool?pool=1~ccg-2017~94-96~Leeds": "Against what happened",
    "/governance?axis=agreement": "The mixed model of accountability",
    "/groupings": "14 of 152 councils",
    "/changes": "How the numbers add up",
    "/dates?then=2017-04-01": "2 whose boundary alone moved",
    "/leadership": "Three levels of leadership",
    "/person?person=david-sloman": "Sir David Sloman",
    "/trust?trust=RAL": "Where it belongs",
    "/find?q=devon": "NHS Devon CCG",
    "/sources": "Source cards",
}


def has_map(path: str) -> bool:
    return (
        path.startswith(("/?", "/governance", "/money", "/compare", "/groupings", "/pool", "/dates"))
        or path == "/"
        or ("area=" in path and "nowhere" not in path and not path.startswith("/changes"))
        or "change=" in path
    )


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))  # by the browser itself: the policy of the page lets no other script in
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG)["violations"]
    return [f"{v['id']}: {node['html'][:200]}" for v in found if v["id"] not in ALLOWED for node in v["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_any_width_in_light_or_dark_and_the_page_is_named(
    server: Server, visit: Visit, path: str
) -> None:
    page = visit.open(server.address + path)
    if has_map(path):
        visit.map()
    expect(page).to_have_title(f"{PAGES[path]} - Atlas of NHS footprints")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Find a place, a trust or a person")).to_have_count(1)
    grounds = set()
    for size, scheme in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme", arg=scheme
        )
        grounds.add((scheme, page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor")))
        assert faults(page) == [], f"{scheme}, {size['width']} px wide"
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, "the page is wider than its window"
    assert len(grounds) == 2, "light and dark were not both seen"


def test_a_name_in_the_address_that_means_nothing_is_told_and_breaks_nothing(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?stp=28&measure=density")
    expect(page.get_by_role("status").get_by_text("The address says “stp”, which means nothing here.")).to_be_visible()
    visit.map()
    expect(page.locator(".legend-title")).to_contain_text("People per square kilometre")


def test_axe_itself_bites(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/sources")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')")
    assert {fault.split(":")[0] for fault in faults(page)} >= {"image-alt", "button-name"}


@pytest.mark.parametrize("path", COLD)
def test_a_deep_link_to_a_cold_server_opens_its_page_in_its_frame(cold_server: Server, visit: Visit, path: str) -> None:
    page = visit.open(cold_server.address + path)
    page.get_by_text(COLD[path]).first.wait_for()
    for name in ("England", "Area", "Money", "Governance", "Groupings", "Leadership", "Sources"):
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    told = cold_server.log_path.read_text("utf-8").splitlines()
    assert len(told) == 1, "the terminal of who runs it says more than where it is"


def test_a_second_visitor_of_a_cold_deep_link_gets_the_same_frame(cold_server: Server, visit: Visit) -> None:
    visit.open(f"{cold_server.address}/sources")
    page = visit.open(f"{cold_server.address}/")
    expect(page.get_by_role("link", name="Sources", exact=True).first).to_be_visible()
    visit.map()


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_a_reader_goes_from_the_table_to_an_area_and_back(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    page.get_by_role("link", name="Cornwall and the Isles of Scilly").click()
    page.get_by_role("heading", name="Cornwall and the Isles of Scilly", level=1).wait_for()
    visit.map()
    page.go_back()
    page.get_by_role("heading", name="Who answers for health care in England's 44 footprints").wait_for()


def test_the_page_says_whose_data_it_shows_and_that_it_is_not_the_nhs(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    visit.map()
    foot = page.get_by_role("region", name="About this atlas").inner_text()
    credit = page.locator(".stp-credit").first.inner_text()
    for line in (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        "Contains OS data © Crown copyright and database right 2016-2020",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ):
        assert line in foot
        assert line in credit
    assert "This is not an NHS website." in foot
    assert "arrangements of 2016 to 2020" in foot


def test_no_single_key_does_anything(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/?area=12")
    visit.map()
    version = page.locator(".stp-frame").get_attribute("data-drawn")
    for key in "crRCs1?":
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.locator(".stp-frame").get_attribute("data-drawn") == version


def test_a_printed_page_holds_who_answers_the_map_and_the_tables_and_no_controls(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/area?area=28")
    visit.map()
    page.emulate_media(media="print")
    for name in ("Who answers here", "Who led, and how we know", "Money by year"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator(".stp-main path.a:not(.outside)").first).to_be_visible()
    expect(page.get_by_text("Core funding by year").last).to_be_visible()
    for gone in (".stp-buttons", ".stp-choosers", '[data-testid="stPlotlyChart"]'):
        expect(page.locator(gone).first).to_be_hidden()


def test_the_tables_stand_before_the_map_in_the_page(server: Server, visit: Visit) -> None:
    page = visit.open(server.address)
    visit.map()
    assert page.evaluate(
        """() => { const table = document.querySelector('table.atlas'), map = document.querySelector('.stp-map');
             return Boolean(table.compareDocumentPosition(map) & Node.DOCUMENT_POSITION_FOLLOWING); }"""
    )
    assert page.locator("table.atlas a[href^='area?area=']").count() == 7 + 44
