"""Pages of the plain edition as they are drawn: sources beside what they show, and no offer that a file cannot keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from stpdash import comparing, find, texts, then
from stpdash.asat import MAIN_VIEW
from stpdash.facts import LISTED, leads
from stpdash.schema import BY_NAME
from stpdash.site import addresses, areas, beside, groups, nation, notes, records
from stpdash.site.page import DATED, Maker, Page
from stpdash.site.shapes import Ground
from stpdash.two_dates import read
from stpdash.ui import atlas as served

MAKE = Maker(served.read(), Ground(served.shapes, served.lines()))
DATES = dict(DATED)
CITED = ".//details[@class='cited']"
MONEY = {  # sources.csv: where a year's core allocations were printed
    "2016/17": "CCG core allocations for 2016/17 to 2020/21: 2016/17 and 2017/18",
    "2018/19": "CCG core allocations for 2018/19",
    "2019/20": "CCG core allocations for 2019/20",
}
COUNTED = "Lower layer super output area population estimates"


def drawn(page: Page) -> html.HtmlElement:
    return html.document_fromstring(f"<main>{page.body}</main>")


def area(id_: str, folder: str = "") -> Page:
    found = find.resolve(MAKE.atlas, id_)
    there = find.on(MAKE.atlas, found, DATES[folder].vintage) if folder else found
    return areas.one(MAKE, there, id_, folder, DATES[folder])


def part(page: Page, path: str) -> str:
    """What is cited in a part of a page, in words."""
    (found,) = drawn(page).xpath(path)
    return " ".join(each.text_content() for each in found.xpath(CITED))


# --- sources ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "year"), [("", "2016/17"), ("2016/", "2016/17"), ("2018/", "2018/19"), ("2020/", "2019/20")]
)
def test_the_front_page_has_sources_under_its_figures_its_table_and_its_map(folder: str, year: str) -> None:
    page = nation.england(MAKE, folder, DATES[folder])
    for path in (
        "//dl[@class='atlas-figures']/following-sibling::div[1]",
        "//section[h2[@id='footprints']]",
    ):
        assert COUNTED in part(page, path), path
        assert MONEY[year] in part(page, path), path
    assert "Lookups from 2011 LSOAs" in part(page, "//dl[@class='atlas-figures']/following-sibling::div[1]")
    assert MONEY[year] in part(page, "//section[h2[@id='map']]")


def test_the_names_in_the_table_of_footprints_have_their_sources() -> None:
    assert "STP partner mapping workbook" in part(
        nation.england(MAKE, "", MAIN_VIEW), "//section[h2[@id='footprints']]"
    )
    assert {fact.source for n in range(1, 45) for fact in leads(MAKE.atlas, str(n))[LISTED]} == {"ods-stp-workbook"}
    at = DATES["2016/"]
    told = part(nation.england(MAKE, "2016/", at), "//section[h2[@id='footprints']]")
    named = {
        fact.source
        for area in MAKE.atlas.areas_of("footprint", "2016")
        for fact in then.leads(MAKE.atlas, area, at.day)
    }
    assert named
    assert [key for key in sorted(named) if MAKE.atlas.source(key)["title"] not in told] == []


@pytest.mark.parametrize(
    ("id_", "folder", "known", "year"),
    [
        ("28", "", "People: derived; core funding: published. ", "2016/17"),
        ("28", "2019/", "People: derived; core funding: published. ", "2019/20"),
        ("E38000217", "2018/", "People: derived; core funding: published. ", "2018/19"),
        ("E40000003", "", "People: derived; core funding: derived. ", "2019/20"),
        ("E08000001", "", "People: derived; core funding: derived. ", "2018/19"),
    ],
)
def test_what_lies_in_an_area_is_told_with_how_it_is_known_and_where_from(
    id_: str, folder: str, known: str, year: str
) -> None:
    (found,) = drawn(area(id_, folder)).xpath("//div[starts-with(text(), 'People: ')]")
    assert found.text == known
    told = found.text_content()
    assert MONEY[year] in told
    assert COUNTED in told


def test_the_money_of_a_footprint_made_up_of_its_ccgs_has_its_source() -> None:
    assert MONEY["2016/17"] in part(area("28"), "//section[h2[@id='made-up']]")


def test_two_dates_say_where_people_money_and_names_are_read() -> None:
    page = beside.two(MAKE, read({})[0], "dates.html")
    told = part(page, "//section[h2[@id='differences']]")
    for source in (COUNTED, MONEY["2016/17"], MONEY["2019/20"], "Lookups from 2011 LSOAs", "Revealed: the leaders"):
        assert source in told


def patch() -> Page:
    found, region = next(iter(addresses.compared(MAKE.atlas).items()))
    return beside.patch(MAKE, comparing.read(MAKE.atlas, {"areas": found})[0], region, found)


def test_numbers_side_by_side_have_sources_and_say_what_they_are_as_they_promise() -> None:
    page = patch()
    told = part(page, "//section[h2[@id='numbers']]")
    assert COUNTED in told
    assert MONEY["2016/17"] in told or MONEY["2019/20"] in told
    assert "told below the table" in texts.BESIDE_NUMBERS
    assert drawn(page).xpath("//section[h2[@id='numbers']]//caption[.='What the measures are']")


def test_the_map_of_groupings_has_the_sources_of_its_shade() -> None:
    told = part(groups.groupings(MAKE), "//section[h2[@id='map']]")
    assert "Lookups from 2011 LSOAs" in told
    assert COUNTED in told


# --- what a file can do -----------------------------------------------------------------------------------------------

PAGES: dict[str, Callable[[], Page]] = {
    "governance": lambda: nation.governance(MAKE, "agreement", "governance.html"),
    "money": lambda: nation.money(MAKE),
    "pool": records.pool,
    "dates": lambda: beside.two(MAKE, read({})[0], "dates.html"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_plain_page_offers_what_only_the_live_one_can_do(name: str) -> None:
    told = drawn(PAGES[name]()).text_content()
    for offer in ("Choose ", "yours to set", "try a merger", "pointed at"):
        assert offer not in told, offer


def test_what_is_said_otherwise_is_still_said_on_the_live_pages() -> None:
    live = " ".join((texts.ABOUT_GOVERNANCE, texts.ABOUT_SHARES, texts.ABOUT_POOLING))
    assert [each for each in notes.PLAINLY if each not in live] == []


def test_regions_with_more_footprints_than_stand_side_by_side_are_named_and_led_to() -> None:
    (page,) = [each for each in beside.compare(MAKE) if each.path == "compare.html"]
    found = drawn(page).xpath("//section[h2[@id='patches']]")[0]
    listed = {each.text for each in found.xpath(".//nav//a")}
    (apart,) = found.xpath("./p")
    assert apart.text_content().startswith("Midlands has 11 footprints. At most 10 ")  # lookups: E40000008
    assert apart.xpath("./a/@href") == ["area?area=E40000008"]
    assert len(listed | {"Midlands"}) == 7


# --- data -------------------------------------------------------------------------------------------------------------


def test_the_page_of_data_leads_to_every_layer_every_table_and_the_lists_of_files() -> None:
    tree = drawn(records.data(MAKE))
    led = set(tree.xpath("//a/@href"))
    assert led >= {f"data/v1/tables/{name}.{kind}" for name in BY_NAME for kind in ("csv", "json")}
    layers = set(MAKE.atlas.areas["layer"]) - {"england"}
    assert led >= {f"data/v1/layers/{name}.{kind}" for name in layers for kind in ("geojson", "csv")}
    assert led >= {"files.json", "data/v1/index.json", "data/v1/checksums.txt", "data/v1/layers/all.topojson"}
    heads = tree.xpath("//table[caption='Tables']//tbody/tr/th")
    assert {each.text for each in heads} == {table.title for table in BY_NAME.values()}
