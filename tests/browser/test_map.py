"""The live map in a real browser: drawn in place, answered at once, usable by keyboard, never blank."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, SlowLine, Visit


def england(server: Server, visit: Visit, query: str = "") -> Page:
    page = visit.open(f"{server.address}/{query}")
    visit.map()
    return page


def spot(page: Page, name: str) -> tuple[float, float]:
    """A point on the screen inside an area's shape, by its name as the list box speaks it."""
    order = [text.split(":")[0] for text in page.locator(".stp-list [role=option]").all_inner_texts()]
    assert name in order
    return page.evaluate(
        """async name => {
          const frame = document.querySelector('.stp-frame');
          frame.scrollIntoView({block: 'center'});
          const list = frame.querySelector('.stp-list');
          const paths = [...frame.querySelectorAll('.stp-main .leaflet-fill-pane path.a')];
          for (const path of paths) {
            const box = path.getBoundingClientRect();
            for (let i = 1; i < 12; i += 1) for (let j = 1; j < 12; j += 1) {
              const [x, y] = [box.left + box.width * i / 12, box.top + box.height * j / 12];
              if (document.elementFromPoint(x, y) !== path) continue;
              path.dispatchEvent(new MouseEvent('mouseover', {bubbles: true, clientX: x, clientY: y}));
              if (frame.querySelector('.stp-readout strong')?.textContent === name) return [x, y];
              break;
            }
          }
          return null;
        }""",
        name,
    )


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).select_option(label=option)


def test_all_44_footprints_are_drawn_and_listed_for_the_keyboard(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    assert page.locator(".stp-main .leaflet-fill-pane path.a").count() == 44
    assert page.locator(".stp-list [role=option]").count() == 44


def test_a_click_marks_the_area_and_the_address_and_the_card_follow(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.mouse.click(*spot(page, "Norfolk and Waveney"))
    expect(page.locator(".stp-main path.edge.picked")).to_have_count(1)
    expect(page.get_by_role("region", name="Who answers in Norfolk and Waveney")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?area=22$"))
    page.get_by_role("region", name="Who answers in Norfolk and Waveney").get_by_role(
        "link", name="Norfolk and Waveney"
    ).click()
    page.get_by_role("heading", name="Norfolk and Waveney", level=1).wait_for()


def test_switching_measure_year_and_overlay_keeps_the_map_its_zoom_and_its_place(server: Server, visit: Visit) -> None:
    page = england(server, visit, "?area=37")
    frame = page.locator(".stp-frame")
    frame.evaluate("node => { node.mine = true; }")
    page.get_by_role("button", name="Zoom to the chosen area").click()
    pane = page.locator(".stp-main .leaflet-fill-pane svg")
    before = pane.get_attribute("viewBox")
    for label, option, legend in (
        ("Shade by", "People aged 65 and over", "People aged 65 and over (% of residents, mid-2017)"),
        ("Lay over", "Seven regional teams", "Seven integrated regional teams, April 2019"),
        ("Shade by", "Core funding, total", "Core funding, total, 2019/20 (£ million)"),  # the teams began in 2019
        ("Year", "2018/19", "Core funding, total, 2018/19 (£ million)"),
    ):
        choose(page, label, option)
        page.locator(".stp-legend").get_by_text(legend).wait_for()
    assert frame.evaluate("node => node.mine === true && node.isConnected")
    assert pane.get_attribute("viewBox") == before
    expect(page.locator(".stp-main path.circle")).to_have_count(42)
    expect(page.locator(".stp-main path.line.region")).to_have_count(1)


def test_a_late_answer_to_one_choice_does_not_undo_the_next(server: Server, visit: Visit) -> None:
    line = SlowLine(visit.page)
    page = england(server, visit)
    choose(page, "Lay over", "CCGs")
    expect(page).to_have_url(re.compile("overlay=ccg"))
    line.holding = True
    choose(page, "Shade by", "People aged 65 and over")
    line.until(1)
    choose(page, "Lay over", "Seven regional teams")
    page.mouse.click(*spot(page, "Devon"))
    line.until(3)
    expect(page.locator(".stp-main path.line.region")).to_have_count(1)
    drawn = page.evaluate("performance.getEntriesByName('stp-drawn').length")
    line.release(1)
    page.wait_for_function("drawn => performance.getEntriesByName('stp-drawn').length > drawn", arg=drawn)
    expect(page).to_have_url(re.compile(r"\?overlay=ccg&measure=share_65_plus$"))  # what the server has heard
    assert page.locator(".stp-main path.line.region").count() == 1
    assert page.locator(".stp-main path.edge.picked").count() == 1
    assert page.get_by_role("combobox", name="Lay over").input_value() == "teams"
    line.release()
    expect(page).to_have_url(re.compile(r"\?overlay=teams&measure=share_65_plus&area=37$"))
    expect(page.get_by_role("region", name="Who answers in Devon")).to_be_visible()


def test_no_frame_is_blank_while_measures_switch(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.evaluate(
        """() => { window.fewest = Infinity; const look = () => {
             const shown = document.querySelectorAll('.stp-main .leaflet-fill-pane path.a:not(.outside)').length;
             window.fewest = Math.min(window.fewest, shown); requestAnimationFrame(look); }; look(); }"""
    )
    for option in ("People under 18", "People per square kilometre", "Core funding per resident"):
        choose(page, "Shade by", option)
        page.locator(".legend-title").get_by_text(option).wait_for()
    assert page.evaluate("window.fewest") == 44


def test_back_forward_and_reload_restore_the_view(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    choose(page, "Shade by", "People under 18")
    expect(page).to_have_url(re.compile("measure=share_under_18"))
    choose(page, "Lay over", "CCGs")
    expect(page).to_have_url(re.compile("overlay=ccg"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("overlay"))
    expect(page.locator(".stp-main path.line.ccg")).to_have_count(0)
    page.go_back()
    expect(page.locator(".legend-title")).to_contain_text("Core funding per registered person")
    page.go_forward()
    expect(page.locator(".legend-title")).to_contain_text("People under 18")
    page.go_forward()
    expect(page.locator(".stp-main path.line.ccg")).to_have_count(1)
    page.reload()
    expect(page.locator(".legend-title")).to_contain_text("People under 18")
    expect(page.locator(".stp-main path.line.ccg")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Shade by")).to_have_value("share_under_18")


def test_the_map_is_one_tab_stop_with_arrows_enter_and_escape(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.get_by_role("combobox", name="And also").focus()
    page.keyboard.press("Tab")
    box = page.get_by_role("listbox", name=re.compile("Map of 44 footprints"))
    expect(box).to_be_focused()
    page.keyboard.press("End")
    last = box.get_by_role("option").last.inner_text()
    expect(page.locator(".stp-readout")).to_contain_text(last.split(":")[0])
    assert box.get_attribute("aria-activedescendant") == box.get_by_role("option").last.get_attribute("id")
    page.keyboard.press("ArrowUp")
    shown = page.locator(".stp-readout strong").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=f"Who answers in {shown}")).to_be_visible()
    expect(box.get_by_role("option", selected=True)).to_contain_text(shown)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()


def test_name_and_value_are_shown_under_the_pointer_and_in_the_list(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.mouse.move(*spot(page, "Devon"))
    readout = page.locator(".stp-readout")
    expect(readout).to_contain_text("Devon")
    value = readout.inner_text().split("\n")[-1].strip()
    assert re.fullmatch(r"£[\d,]+", value)
    assert f"Devon: {value}" in page.locator(".stp-list [role=option]").all_inner_texts()


def test_an_estimate_is_striped_and_said(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    spoken = page.locator(".stp-list [role=option]").all_inner_texts()
    assert sorted(text.split(":")[0] for text in spoken if text.endswith(", estimated")) == [
        "Lancashire and South Cumbria",
        "West, North and East Cumbria",
    ]
    striped = page.locator(".stp-main .leaflet-fill-pane path.estimated")
    assert striped.count() == 2
    assert "url(" in striped.first.evaluate("node => getComputedStyle(node).fill")


def test_london_is_drawn_large_enough_to_touch_in_its_inset(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.locator(".stp-inset path.a").first.wait_for()
    sizes = page.evaluate(
        """() => { const out = {}; const frame = document.querySelector('.stp-frame');
          for (const path of frame.querySelectorAll('.stp-inset path.a')) {
            path.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
            const box = path.getBoundingClientRect();
            out[frame.querySelector('.stp-readout strong')?.textContent] = Math.min(box.width, box.height); }
          return out; }"""
    )
    for name in (
        "North West London",
        "North Central London",
        "North East London",
        "South East London",
        "South West London",
    ):
        assert sizes[name] >= 24


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_a_tap_in_the_inset_chooses_a_london_footprint(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    page.locator(".stp-inset path.a").first.wait_for()
    page.locator(".stp-inset").scroll_into_view_if_needed()
    box = page.locator(".stp-inset").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.33)
    expect(page.get_by_role("region", name=re.compile("Who answers in North Central London"))).to_be_visible()


def test_neighbouring_land_is_drawn_from_our_own_file(server: Server, visit: Visit) -> None:
    page = england(server, visit)
    expect(page.locator(".stp-main path.land").first).to_be_attached()


def test_an_area_page_marks_the_ccg_that_is_chosen_on_its_map(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/area?area=28")
    visit.map()
    page.mouse.click(*spot(page, "NHS Camden CCG"))
    expect(page.get_by_role("region", name="Who answers in NHS Camden CCG")).to_be_visible()
    expect(page).to_have_url(re.compile("part=E38000027"))
    page.reload()
    expect(page.get_by_role("region", name="Who answers in NHS Camden CCG")).to_be_visible()


def test_when_the_boundaries_cannot_be_fetched_the_page_says_so_and_the_table_stands(
    server: Server, visit: Visit
) -> None:
    visit.context.route(re.compile("topojson$"), lambda route: route.fulfill(status=503))
    with visit.page.expect_response(re.compile("/ahead/.*england")):
        page = visit.open(server.address)
    expect(page.get_by_text("The map could not be loaded")).to_be_visible()
    page.evaluate("() => new Promise(requestAnimationFrame)")  # a rejection that nobody handles is a fault by now
    assert page.get_by_role("link", name="Devon").is_visible()


def test_losing_the_server_loses_no_view_and_no_next_click(cold_server: Server, visit: Visit) -> None:
    page = england(cold_server, visit, "?measure=density&area=12")
    cold_server.kill()
    page.get_by_text("Connecting").or_(page.get_by_text("connection", exact=False)).first.wait_for()
    cold_server.start()
    page.get_by_role("combobox", name="Lay over").wait_for()
    choose(page, "Lay over", "Seven regional teams")
    expect(page.locator(".stp-main path.line.region")).to_have_count(1)
    expect(page.locator(".legend-title")).to_contain_text("People per square kilometre")
    expect(page).to_have_url(re.compile("measure=density&area=12&overlay=teams"))
