"""Hostile text in every field of the data package reads as text everywhere and runs nowhere."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from stpdash import package
from tests.browser.conftest import ROOT, Server, Visit
from tests.browser.hostile import PAYLOADS

FIELDS = {
    "areas.csv": ["name"],
    "changes.csv": ["name", "successor_name", "note"],
    "footprints.csv": ["name", "name_2016"],
    "facts.csv": ["value", "detail", "part", "note"],
    "conflicts.csv": ["about", "one", "other", "shown"],
    "organisations.csv": ["name"],
    "vocabulary.csv": ["label", "definition"],
    "sources.csv": ["title", "publisher", "covers"],
    "vintages.csv": ["label", "note"],
    "funding.csv": ["note"],
}
AXES = set(tomllib.loads((ROOT / "geodata" / "vocabulary.toml").read_text("utf-8")))
NAMES = {
    "27": "<img src=x onerror=window.pwned=20>",
    "28": 'Ann "Quote" O\'Tick `${window.pwned=21}`',
    "29": "".join(chr(0x5D0 + i % 27) for i in range(300)),
    "30": "{{ 7*7 }} </script><script>window.pwned=22</script>",
}
"""Leads with hostile names: markup, quotes, 300 Hebrew letters written from right to left, templates and scripts."""
VIEWS = (
    "/?area=28",
    "/area?area=28",
    "/area?area=E38000027",
    "/area?area=E40000003",
    "/area?area=E10000023",
    "/governance?axis=lead_organisation_type&area=28",
    "/leadership",
    "/compare?areas=27.28.29.30",
    "/money?area=28",
    "/changes",
    "/changes?change=ccg-2018-e38000225",
    "/trust?trust=RAL",
    "/find?q=script",
    "/sources",
)


def spoil(folder: Path) -> None:
    """Put payloads into every text field, and sign the package anew, as if its sources had said so."""
    for name, fields in FIELDS.items():
        path = folder / name
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for i, row in enumerate(rows):
            for field in fields:
                coded = name == "facts.csv" and field == "value" and row["attribute"] in AXES
                if row[field] and not coded and row.get("attribute") != "partner_in":
                    row[field] = f"{i} {PAYLOADS[i % len(PAYLOADS)]}"
            if name == "facts.csv" and row["attribute"] == "lead" and row["as_at"] == "2017-12":
                row["value"] = NAMES.get(row["subject"].removeprefix("footprint:"), row["value"])
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    shapes = folder / package.BOUNDARIES
    topology = json.loads(shapes.read_text("utf-8"))
    for layer in topology["objects"].values():
        for i, area in enumerate(layer["geometries"]):
            area["properties"]["name"] = f"{i} {PAYLOADS[i % len(PAYLOADS)]}"
    shapes.write_text(json.dumps(topology), "utf-8")
    sign(folder)


def sign(folder: Path) -> None:
    path = folder / package.DESCRIPTOR
    descriptor = json.loads(path.read_text("utf-8"))
    for resource in descriptor["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        resource["bytes"], resource["hash"] = len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}"
    descriptor["fingerprint"] = package.fingerprint(descriptor["resources"])
    path.write_text(json.dumps(descriptor), "utf-8")


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile") / "geodata"
    shutil.copytree(ROOT / "geodata", folder)
    spoil(folder)
    running = Server(folder.parent / "log.txt", STPDASH_GEODATA=str(folder))
    yield running
    running.stop()


@pytest.mark.parametrize("path", VIEWS)
def test_hostile_text_reads_as_text_on_every_page(hostile_server: Server, visit: Visit, path: str) -> None:
    page = visit.open(hostile_server.address + path)
    if page.locator(".stp-frame").count():
        visit.map()
        page.locator(".stp-list").first.focus()
        page.keyboard.press("End")
    assert page.evaluate("window.pwned") is None
    shown = page.locator("body").inner_text()
    assert sum(payload in shown for payload in PAYLOADS) >= 1
    if path == "/sources":
        assert [payload for payload in PAYLOADS if payload not in shown] == []


def test_hostile_text_reads_as_text_in_a_map_taken_away(
    hostile_server: Server, browser: Browser, visit: Visit, tmp_path: Path
) -> None:
    page = visit.open(f"{hostile_server.address}/?area=28&overlay=waves&also=trusts")
    visit.map()
    for point in page.locator(".stp-main path.mark").all()[::20]:
        point.dispatch_event("mouseover")
    assert page.evaluate("window.pwned") is None
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this map (one HTML file)").click()
    file = tmp_path / "map.html"
    download.value.save_as(file)
    reader = browser.new_context(offline=True).new_page()
    faults: list[str] = []
    reader.on("pageerror", lambda error: faults.append(str(error)))
    reader.goto(file.as_uri())
    assert reader.locator("path.a").count() == 44
    for path in [*reader.locator("path.a").all(), *reader.locator(".spot").all()[::5]]:
        path.dispatch_event("mouseover")
    assert reader.evaluate("window.pwned") is None
    assert faults == []
    shown = reader.locator("body").inner_text()
    assert [payload for payload in PAYLOADS if payload not in shown] == []
    reader.context.close()


def test_a_hostile_id_in_the_address_is_no_area_and_reads_as_text(server: Server, visit: Visit) -> None:
    for payload in PAYLOADS[:3]:  # the pages' own tests take the others
        page = visit.open(f"{server.address}/area?area={quote(payload, safe='')}")
        expect(page.locator(".atlas-notice")).to_have_text(f"There is no area called “{payload[:80]}”.")
        assert page.evaluate("window.pwned") is None
        assert page.get_by_role("heading", level=1).inner_text() == "Find an area"


def test_a_lead_with_a_hostile_name_is_text_on_map_card_table_download_and_title(
    hostile_server: Server, visit: Visit
) -> None:
    page = visit.open(f"{hostile_server.address}/")
    for name in NAMES.values():
        assert name in page.locator("table.atlas", has_text="who was listed as lead").inner_text()
    for number, name in NAMES.items():
        page = visit.open(f"{hostile_server.address}/area?area={number}")
        link = page.locator(".atlas-card").get_by_role("link", name=name, exact=True).first
        expect(link).to_be_visible()
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room
        reply = page.request.get(f"{hostile_server.address}/take/facts.csv?footprint={number}")
        assert name in {row["code_or_name"] for row in csv.DictReader(reply.text().lstrip("\ufeff").splitlines())}
        link.click()
        page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
        expect(page).to_have_title(f"{name} - Atlas of NHS footprints")
        assert page.evaluate("window.pwned") is None
