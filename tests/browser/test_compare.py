"""Comparing as a visitor does it: map, bars and table are one; footprints come and go; pictures are saved."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, Visit
from tests.browser.test_map import SlowLine

DORSET, DEVON = "E54000041", "E54000037"
BAR_OF = """code => {
  const chart = [...document.querySelectorAll(".js-plotly-plot")].find(({ data }) => data?.[0].customdata);
  chart.scrollIntoView({ block: "center" });
  const row = chart.data[0].customdata.indexOf(code);
  const box = chart.getBoundingClientRect();
  const { xaxis, yaxis } = chart._fullLayout;
  return [box.left + xaxis._offset + 40, box.top + yaxis._offset + yaxis.d2p(row)];
}"""


def open_at(server: Server, visit: Visit, path: str) -> Page:
    page = visit.open(f"{server.address}/{path}")
    visit.map()
    page.locator(".bars .point").first.wait_for()
    return page


def click_bar(page: Page, code: str) -> None:
    page.mouse.click(*page.evaluate(BAR_OF, code))


def picked(page: Page) -> list[str]:
    """The codes of the bars that are marked."""
    return page.evaluate(
        """() => { const charts = [...document.querySelectorAll(".js-plotly-plot")];
             const chart = charts.find(each => each.data?.[0].customdata);
             return [...chart.querySelectorAll(".bars .point")].flatMap((bar, i) =>
               bar.classList.contains("picked") ? [chart.data[0].customdata[i]] : []); }"""
    )


def test_what_is_chosen_in_chart_table_or_map_is_marked_in_all_before_the_server_has_heard(
    server: Server, visit: Visit
) -> None:
    line = SlowLine(visit.page)
    page = open_at(server, visit, "compare?areas=28.29&measure=core_per_resident")
    line.holding = True
    click_bar(page, DORSET)
    expect(page.locator(f'tr[data-area="{DORSET}"][data-picked]').first).to_be_attached()
    assert set(picked(page)) == {"E54000028", "E54000029", DORSET}
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(3)
    page.locator(f'table tr[data-area="{DEVON}"] td').first.click()
    assert set(picked(page)) == {"E54000028", "E54000029", DORSET, DEVON}
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(4)
    assert page.locator(f'tr[data-area="{DEVON}"]').first.get_attribute("aria-current") == "true"
    assert page.url.endswith("areas=28.29&measure=core_per_resident")  # the server has heard of nothing yet
    line.release()
    expect(page).to_have_url(re.compile(r"areas=28\.29\.41\.37&"))
    expect(page.get_by_role("columnheader", name="Devon")).to_have_count(2)
    assert set(picked(page)) == {"E54000028", "E54000029", DORSET, DEVON}


def test_footprints_come_and_go_by_keyboard_without_a_reload_and_back_undoes_it(server: Server, visit: Visit) -> None:
    page = open_at(server, visit, "compare?areas=37.41")
    page.evaluate("window.mine = true")
    listing = page.get_by_role("listbox", name=re.compile("^Map of 44 footprints"))
    listing.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".stp-said")).to_contain_text("added: 3 marked")
    expect(page).to_have_url(re.compile(r"areas=37\.41\.\d+$"))
    page.keyboard.press("Enter")
    expect(page.locator(".stp-said")).to_contain_text("left out: 2 marked")
    expect(page).to_have_url(re.compile(r"areas=37\.41$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"areas=37\.41\.\d+$"))
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(3)
    page.go_forward()
    expect(page.locator(".stp-list [aria-selected=true]")).to_have_count(2)
    assert page.evaluate("window.mine")


def test_an_eleventh_footprint_is_refused_in_words(server: Server, visit: Visit) -> None:
    page = open_at(server, visit, "compare?areas=1.2.3.4.5.6.7.8.9.10")
    click_bar(page, DORSET)
    expect(page.get_by_text("10 are marked, no more fit. Leave one out first.")).to_be_visible()
    assert DORSET not in picked(page)
    assert page.url.endswith("areas=1.2.3.4.5.6.7.8.9.10")


def test_a_bar_on_the_money_page_chooses_its_footprint(server: Server, visit: Visit) -> None:
    page = open_at(server, visit, "money")
    click_bar(page, DORSET)
    expect(page.get_by_role("heading", name="Dorset, made up of its CCGs")).to_be_visible()
    expect(page).to_have_url(re.compile("area=41$"))
    assert picked(page) == [DORSET]


def test_a_chart_and_a_map_are_saved_as_they_are_shown(server: Server, visit: Visit) -> None:
    page = open_at(server, visit, "compare?areas=28.2")
    saved = []
    for place, kind in ((0, "svg"), (1, "svg"), (1, "png")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Save picture ({kind.upper()})").nth(place).click()
        assert waiting.value.suggested_filename == f"footprints_compare.{kind}"
        saved.append(waiting.value.path().read_bytes())
    drawn, chart = (ElementTree.fromstring(each) for each in saved[:2])  # noqa: S314 - our own pictures
    words = ["".join(each.itertext()) for each in chart.iter("{http://www.w3.org/2000/svg}text")]
    assert sum(text.startswith(tuple(f"{n}. " for n in range(1, 45))) for text in words) == 44
    for picture in (drawn, chart):
        print_ = " ".join("".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}text"))
        assert "Open Government Licence" in print_
        assert "fingerprint" in print_
        assert "compare?areas=28.2" in print_
    paths = [each for each in drawn.iter("{http://www.w3.org/2000/svg}path") if "fill" in each.get("style", "")]
    assert len(paths) > 44
    assert saved[2].startswith(b"\x89PNG")
    width, height = struct.unpack(">II", saved[2][16:24])
    assert width > 800
    assert height > 1500


def test_a_view_is_cited_with_its_address_and_the_version_of_the_data(server: Server, visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_at(server, visit, "compare?areas=28.29")
    page.get_by_text("Cite this view").click()
    cited = page.locator(".atlas-cite")
    expect(cited).to_contain_text(f"{server.address}/compare?areas=28.29, read 20")
    expect(cited.locator("pre")).to_contain_text("@misc{footprints-")
    expect(cited.locator("pre")).to_contain_text(f"url = {{{server.address}/compare?areas=28.29}}")
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Link copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server.address}/compare?areas=28.29"


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_the_page_does_not_scroll_sideways_and_names_stay_with_their_rows(
    server: Server, visit: Visit
) -> None:
    page = open_at(server, visit, "compare?areas=1.6.8.10.14.20.28.37.40.44")
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= PHONE["width"]
    table = page.get_by_role("region", name=re.compile("^Side by side"))
    table.evaluate("each => { each.scrollIntoView(); each.scrollLeft = 600; }")
    head = table.get_by_role("rowheader").first.bounding_box()
    assert head
    assert 0 <= head["x"] < 40
