"""Every link of the plain edition leads somewhere, and no page of it needs anything from another host."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from stpdash import package, plain
from stpdash.ui import server
from tests.site import promised
from tests.site.conftest import ADDRESS, LIVE
from tests.site.reading import Page, read, split

LICENCES = {"www.nationalarchives.gov.uk"}
"""Where the licences of the data stand; all other hosts that a page may lead to are those of the sources."""


@pytest.fixture(scope="module")
def found(edition: Path, pages: tuple[str, ...]) -> dict[str, Page]:
    """Every page, read."""
    return {name: read((edition / name).read_bytes(), urljoin(ADDRESS, name)) for name in pages}


@pytest.fixture(scope="module")
def hosts() -> set[str]:
    """The hosts of the sources, as people wrote their addresses into the data package."""
    cards = package.read(package.home()).sources
    return LICENCES | {urlsplit(address).netloc for address in cards["address"] if address}


def fault(address: str, found: dict[str, Page], files: frozenset[str], hosts: set[str]) -> str:
    """What is wrong with where a link leads; nothing if all is well."""
    if address.startswith(LIVE):
        return promised.unknown(address.removeprefix(LIVE))
    if not address.startswith(ADDRESS):
        parts = urlsplit(address)
        return "" if parts.scheme == "https" and parts.netloc in hosts else "a host that is no source's"
    name, fragment = split(address, ADDRESS)
    if name not in files:
        return "no such file"
    if fragment and name in found and fragment not in found[name].ids:
        return "no such place on the page"
    return ""


def faults(wanted: str, found: dict[str, Page], files: frozenset[str], hosts: set[str]) -> list[str]:
    every = {address for page in found.values() for address in getattr(page, wanted)}
    bad = {address: why for address in every if (why := fault(address, found, files, hosts))}
    where = {address: name for name, page in found.items() for address in getattr(page, wanted)}
    return [f"{where[address]}: {address}: {why}" for address, why in sorted(bad.items())]


def test_every_area_of_every_vintage_and_every_page_of_the_live_atlas_is_there(pages: tuple[str, ...]) -> None:
    tops = {name.strip("/") or "index" for name in server.PAGES}
    assert [name for name in sorted(tops - {*plain.ONE}) if f"{name}.html" not in pages] == []
    assert [name for name in plain.ONE if not any(page.startswith(f"{name}/") for page in pages)] == []
    assert {name for name in pages if re.match(r"(\d{4}/)?area/", name)} == promised.pages_of_areas()


def test_every_link_leads_to_a_file_and_a_place_or_to_a_source(
    found: dict[str, Page], files: frozenset[str], hosts: set[str]
) -> None:
    assert sum(len(page.leads) for page in found.values()) > 10 * len(found)
    assert faults("leads", found, files, hosts)[:20] == []


def test_every_page_says_where_the_live_one_is_or_stands_for_itself(
    found: dict[str, Page], files: frozenset[str]
) -> None:
    assert all(page.said for name, page in found.items() if name != "404.html")
    assert faults("said", found, files, set())[:20] == []
    for name, page in found.items():
        for address in page.said:
            if address.startswith(LIVE):
                stands = [file for file in plain.files_of(address.removeprefix(LIVE)) if file in files]
                assert (address, stands[:1]) == (address, [name])


@pytest.mark.parametrize(
    "wrong",
    [
        *("nowhere", "area", "area?area=", "area?area=9999", "area?area=28&date=2016-02-30", "area?area=28&data=1"),
        *("person?person=nobody", "trust?trust=XXX", "changes?change=x", "compare?areas=1.99", "compare?areas=1"),
        *("governance?axis=colour", "money?measure=luck", "money?measure=people&year=1999/00", "sources?area=28"),
    ],
)
def test_a_wrong_link_to_the_live_atlas_is_found_out(wrong: str) -> None:
    assert fault(LIVE + wrong, {}, frozenset(), set())
    right = ("", "area?area=28&date=2019-04-01", "compare?areas=1.2", "money?measure=people", "trust?trust=RAL")
    assert [fault(LIVE + each, {}, frozenset(), set()) for each in right] == [""] * 5


def test_nothing_that_a_page_loads_is_on_another_host(found: dict[str, Page], files: frozenset[str]) -> None:
    loaded = {address for page in found.values() for address in page.loads}
    assert {address.rpartition(".")[2] for address in loaded} >= {"css", "js", "svg"}
    assert [address for address in sorted(loaded) if split(address, ADDRESS)[0] not in files][:20] == []


def test_no_style_sheet_or_script_names_another_host(edition: Path, files: frozenset[str]) -> None:
    ours = [name for name in files if name.endswith((".css", ".js"))]
    assert len(ours) >= 3
    outside = re.compile(r"(?:url\(|@import|fetch\(|import\(?|from)\s*[\"'(]*(?:https?:)?//")
    assert [name for name in ours if outside.search((edition / name).read_text("utf-8"))] == []


def test_no_page_carries_what_the_policy_would_leave_out(found: dict[str, Page]) -> None:
    assert [f"{name}: {page.forbidden[0]}" for name, page in found.items() if page.forbidden][:20] == []


def test_no_page_has_an_id_twice(found: dict[str, Page]) -> None:
    twice = {name: [each for each, count in Counter(page.ids).items() if count > 1] for name, page in found.items()}
    assert [f"{name}: {ids}" for name, ids in twice.items() if ids][:20] == []


def test_what_the_search_finds_is_there(edition: Path, found: dict[str, Page], files: frozenset[str]) -> None:
    (index,) = (name for name in files if name.endswith("/search.json"))
    led = {urljoin(f"{ADDRESS}find.html", entry[2]) for entry in json.loads((edition / index).read_bytes())}
    assert len(led) > 500
    assert [address for address in sorted(led) if fault(address, found, files, set())][:20] == []


def test_the_map_of_the_site_has_every_page_that_is_the_true_one_and_no_other(
    edition: Path, pages: tuple[str, ...]
) -> None:
    tree = ElementTree.fromstring((edition / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    listed = [
        split(each.text or "", ADDRESS)[0] for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    own = re.compile(rf'<link rel="canonical" href="{re.escape(ADDRESS)}')
    assert sorted(listed) == [name for name in pages if own.search((edition / name).read_text("utf-8"))]
    assert {"data.html", "accessibility.html"} <= set(listed)
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (edition / "robots.txt").read_text("utf-8")


def test_the_list_of_files_is_whole_and_true(edition: Path, files: frozenset[str]) -> None:
    listed = json.loads((edition / "files.json").read_bytes())["files"]
    assert sorted(listed) == sorted(files - {"files.json"})
    for name, entry in listed.items():
        content = (edition / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), name
