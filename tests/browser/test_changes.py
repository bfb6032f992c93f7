"""What changed, as a visitor meets it: chosen in fields, opened by key, seen on two maps that mark the same rows."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Server, SlowLine, Visit


def test_a_reader_chooses_a_type_opens_an_event_by_key_and_sees_two_maps(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/changes?area=4")
    kind = page.get_by_role("combobox", name="Type")
    kind.focus()  # it scrolls into view: a list that is opened before that would close at once
    expect(kind).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=re.compile("^Split")).click()
    expect(page).to_have_url(re.compile("kind=split"))
    expect(page.locator(".atlas-ledger caption")).to_have_text("2 events of footprint 4, Lancashire and South Cumbria")
    link = page.locator(".atlas-ledger").get_by_role("link", name="NHS Cumbria CCG divided")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="NHS Cumbria CCG divided", level=1).wait_for()
    expect(page.locator(".stp-frame[data-drawn]")).to_have_count(2)
    for frame in page.locator(".stp-map").all():
        expect(frame.locator(".stp-main path.a:not(.outside)")).to_have_count(2)
        expect(frame.locator(".stp-main path.line.moved")).to_have_count(1)
        expect(frame.locator(".stp-legend")).to_contain_text("the piece that moved")
    before, after = page.locator(".stp-list").all()
    before.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("part=E38000093"))
    row = page.locator("tr[data-area=E38000093]")
    expect(row).to_have_attribute("aria-current", "true")
    expect(page.locator(".stp-map").first.locator(".edge.picked")).to_have_count(1)
    after.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("part=E38000216"))
    expect(page.locator(".stp-map").first.locator(".edge.picked")).to_have_count(0)
    expect(row).not_to_have_attribute("aria-current", "true")
    saved = []
    for button in page.get_by_role("button", name="Save picture (SVG)").all():
        with page.expect_download() as begun:
            button.click()
        saved.append(begun.value.path().read_text("utf-8"))
    assert ["Before: 2 CCGs of Spring 2016" in svg for svg in saved] == [True, False]
    assert ["After: 2 CCGs of April 2017" in svg for svg in saved] == [False, True]


def test_a_late_answer_to_a_choice_on_one_map_does_not_outlive_the_next_on_the_other(
    server: Server, visit: Visit
) -> None:
    line = SlowLine(visit.page)
    page = visit.open(f"{server.address}/changes?change=ccg-2017-split-e38000215")
    expect(page.locator(".stp-frame[data-drawn]")).to_have_count(2)
    before, after = page.locator(".stp-list").all()
    first = page.locator(".stp-map").first
    line.holding = True
    for said, (pieces, key) in enumerate(((before, "End"), (after, "Home")), start=1):
        pieces.focus()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        line.until(said)
    drawn = first.locator(".stp-frame").get_attribute("data-drawn")
    line.release(1)
    expect(first.locator(".stp-frame")).not_to_have_attribute("data-drawn", drawn or "")  # the late answer
    expect(page).to_have_url(re.compile("part=E38000093"))
    line.release()
    expect(page).to_have_url(re.compile("part=E38000216"))
    expect(first.locator(".edge.picked")).to_have_count(0)
    expect(page.locator("tr[data-area=E38000093]")).not_to_have_attribute("aria-current", "true")


def test_on_a_phone_the_two_maps_stand_one_under_the_other(server: Server, visit: Visit) -> None:
    page = visit.open(f"{server.address}/changes?change=ccg-2018-e38000225")
    page.set_viewport_size(PHONE)
    expect(page.locator(".stp-frame[data-drawn]")).to_have_count(2)
    first, second = (frame.bounding_box() for frame in page.locator(".stp-frame").all())
    assert first
    assert second
    assert second["y"] > first["y"] + first["height"]
    assert abs(first["x"] - second["x"]) < 1
