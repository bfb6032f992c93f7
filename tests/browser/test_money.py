"""Money as a visitor meets it: a measure on map, bars and table at once; a pot in the address; rows to take away."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Server, Visit


def money(server: Server, visit: Visit, query: str = "") -> Page:
    page = visit.open(f"{server.address}/money{query}")
    visit.map()
    return page


def test_another_measure_is_drawn_at_once_and_bars_table_and_address_follow(server: Server, visit: Visit) -> None:
    page = money(server, visit)
    page.get_by_role("combobox", name="Shade by").select_option(label="Distance from target, 2019/20")
    expect(page.locator(".legend-title")).to_have_text("Distance from target, 2019/20 (% above or below target)")
    expect(page).to_have_url(re.compile("measure=target_distance"))
    table = page.get_by_role("region", name=re.compile("^Distance from target.* the highest first"))
    expect(table.get_by_role("row").nth(2)).to_contain_text("South Yorkshire and Bassetlaw")
    expect(page.get_by_text("Distance from target, 2019/20 of 44 footprints").first).to_be_visible()


def test_a_footprint_chosen_on_the_map_is_made_up_of_its_ccgs(server: Server, visit: Visit) -> None:
    page = money(server, visit, "?area=37")
    expect(page.get_by_role("heading", name="Devon, made up of its CCGs")).to_be_visible()
    table = page.get_by_role("region", name=re.compile("Devon: 2 CCGs"))
    expect(table).to_contain_text("£1,557.9 million")  # 1156.173 + 401.704, evidence/funding_core_ccg.csv


def test_every_chart_has_a_name_and_no_tool_bar(server: Server, visit: Visit) -> None:
    page = money(server, visit, "?area=37")
    charts = page.locator("[data-testid=stPlotlyChart]")
    expect(charts).to_have_count(4)
    for told in (
        "All England, cash",
        "Core funding per registered person",
        "Core funding of Devon",
        "shared out by targets",
    ):
        expect(page.locator(f'[aria-label*="{told}"]').first).to_be_attached()
    assert page.locator(".modebar-btn").count() == 0


def test_names_on_bars_are_dark_on_light_and_light_on_dark(server: Server, visit: Visit) -> None:
    page = money(server, visit)
    for scheme, ink in (("light", "rgb(22, 39, 42)"), ("dark", "rgb(230, 238, 238)")):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".textpoint text").first).to_have_css("fill", ink)


def test_a_pot_that_the_reader_sets_stands_in_the_address_and_survives_a_reload(server: Server, visit: Visit) -> None:
    page = money(server, visit)
    field = page.get_by_label("Pot to share out, £ million")
    field.fill("1000")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"pot=1000$"))
    expect(page.get_by_text("£1,000.0 million shared out by targets").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("£1,000.0 million shared out by targets").first).to_be_visible()
    expect(page.get_by_label("Pot to share out, £ million")).to_have_value("1000")


def test_a_level_to_lift_to_is_chosen_by_keyboard_and_back_undoes_it(server: Server, visit: Visit) -> None:
    page = money(server, visit)
    expect(page.locator(".textpoint")).to_have_count(2 * 44)  # both charts with names are drawn: nothing moves any more
    field = page.get_by_role("combobox", name=re.compile("Lift core money"))
    field.focus()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    field.press("ArrowDown")
    page.get_by_role("option", name="To England's £ per head").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"lift=(region|england)"))
    expect(page.get_by_role("columnheader", name="To be lifted")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("columnheader", name="To be lifted")).to_have_count(0)


def test_rows_are_taken_away_with_source_status_licence_and_version(server: Server, visit: Visit) -> None:
    page = money(server, visit, "?measure=core_allocation&year=2016/17&region=E40000010&pot=500&lift=region")
    with page.expect_download() as waiting:
        page.locator("a[href^='take/money.csv']").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 44 + 2
    cumbria = next(row for row in rows if row["footprint"] == "2")
    # evidence/funding_core_footprint_apr2017.csv, line 3: 437.7
    assert (cumbria["status"], float(cumbria["value"])) == ("estimated", pytest.approx(437.7, abs=0.051))
    assert "divided by estimate" in cumbria["note"]
    for row in rows:
        assert row["source"]
        assert row["source_licence"]
        assert row["read_this"].startswith("Indicative, not a budget")
        assert "fingerprint" in row["data"]
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("workbook")).nth(2).click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    header, *shares = book["Table"].iter_rows(values_only=True)
    assert len(shares) == 44
    assert sum(row[header.index("target_gbp_m")] for row in shares) == pytest.approx(500)
    assert {row[header.index("official_2020_21_gbp_m")] for row in shares} == {"Not available"}
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["read_this"].startswith("Illustrative, not NHS England's figure.")


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True, ids=["phone"])
def test_on_a_phone_the_names_on_the_bars_stay_inside_the_window(server: Server, visit: Visit) -> None:
    page = money(server, visit, "?area=37")
    page.locator(".textpoint text").first.wait_for()
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.textpoint text')].map(node => node.getBoundingClientRect().right))"
    )
    assert widest <= PHONE["width"]
