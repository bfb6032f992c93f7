"""The frame of every plain page, its addresses, its style sheet; what only the live page needs is left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html
from markupsafe import Markup

from stpdash import dress
from stpdash.errors import DataError
from stpdash.site import dressing, edition
from stpdash.site.dressing import Assets
from stpdash.site.frame import MENU, Frame, Where, fitted, told_once
from stpdash.site.page import DATED, Page
from tests.unit import made_up

ADDRESS, LIVE = "https://plain.example/atlas/", "https://live.example/"
PALETTE = {"light": ["#fff", "#eee"], "dark": ["#000", "#111"]}


def page(path: str, live: str = "", title: str = "A <i>title</i>") -> Page:
    return Page(path, title, live, "What it is.", (Markup("<p>Said</p>"),))


def framed(wanted: Page, *others: Page, live: str = LIVE, contact: str = "") -> html.HtmlElement:
    """The page in its frame, in an edition of all live pages and `others`, read back."""
    there = [page(f"{'index' if address == './' else address}.html") for _, address in MENU if address != wanted.path]
    known = {"data.html", "accessibility.html", "cookies.html"}
    frame = Frame(
        made_up.atlas(), Where.of(ADDRESS, live, contact), [*there, wanted, *others], Assets({}, b"[]"), known
    )
    return html.document_fromstring(frame.framed(wanted).encode())


# --- where it stands --------------------------------------------------------------------------------------------------


def test_addresses_end_in_a_slash_and_the_base_is_the_path() -> None:
    assert Where.of("https://a.example/plain", "http://b.example")[:2] == (
        "https://a.example/plain/",
        "http://b.example/",
    )
    assert (Where.of("https://a.example/plain").base, Where.of("https://a.example").base) == ("/plain/", "/")


@pytest.mark.parametrize(
    "wrong", ["a.example", "ftp://a.example/", "https://", "https://a.example/?q=1", "javascript:x"]
)
@pytest.mark.parametrize("option", ["address", "live"])
def test_what_is_no_address_is_refused_by_the_name_of_its_option(option: str, wrong: str) -> None:
    with pytest.raises(DataError, match=f"{option}: found {re.escape(wrong)}, expected an address such as"):
        Where.of(**{"address": ADDRESS, option: wrong})


def test_a_contact_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(DataError, match="--contact: found the web team, expected an address such as atlas@"):
        Where.of(ADDRESS, contact="the web team")


# --- the frame --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("live", "canonical", "led"),
    [
        (LIVE, "https://live.example/area?area=1", ["https://live.example/area?area=1"]),
        ("", "https://plain.example/atlas/area/1.html", []),
    ],
)
def test_the_true_address_is_the_live_view_where_there_is_one_else_the_page(
    live: str, canonical: str, led: list[str]
) -> None:
    tree = framed(page("area/1.html", "area?area=1"), live=live)
    assert tree.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert tree.xpath("//a[@rel='alternate']/@href") == led


def test_a_page_without_a_live_view_stands_for_itself() -> None:
    tree = framed(page("cookies.html"))
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://plain.example/atlas/cookies.html"]
    assert tree.xpath("//a[@rel='alternate']") == []


def test_a_page_has_its_title_as_words_one_heading_and_its_place_in_the_menu() -> None:
    tree = framed(page("money.html", "money"))
    assert tree.findtext(".//title") == "A <i>title</i> - Atlas of NHS footprints"
    assert [each.text for each in tree.iter("h1")] == ["A <i>title</i>"]
    assert list(tree.iter("i")) == []
    assert tree.xpath("//nav[@aria-label='Pages']//a[@aria-current='page']/text()") == ["Money"]


def test_a_merger_to_be_tried_is_led_to_where_the_live_atlas_is() -> None:
    tried = Page("money.html", "Money", "money", "", (Markup('<a href="pool?pool=1">Try</a>'),))
    assert framed(tried).xpath("//a[starts-with(., 'Try')]/@href") == ["https://live.example/pool?pool=1"]


@pytest.mark.parametrize(("live", "listed"), [(LIVE, ["cookies.html"]), ("", ["area/1.html", "cookies.html"])])
def test_search_engines_are_told_of_the_pages_that_are_the_true_ones(live: str, listed: list[str]) -> None:
    pages = [page("area/1.html", "area?area=1"), page("cookies.html"), page("404.html")]
    assert edition.canonical(Where.of(ADDRESS, live), pages) == listed
    true = [
        each.path
        for each in pages
        if framed(each, live=live).xpath("//link[@rel='canonical']/@href") == [ADDRESS + each.path]
    ]
    assert [path for path in true if path != "404.html"] == listed


def test_a_page_of_several_dates_leads_to_each_and_marks_its_own() -> None:
    tree = framed(page("2018/area/1.html"), page("area/1.html"), page("2019/area/1.html"))
    (dates,) = tree.xpath("//nav[@aria-label='The same page at other dates']")
    assert dates.xpath(".//a/@href") == ["../../area/1.html", "../../2019/area/1.html"]
    assert dates.xpath(".//strong[@aria-current='page']/text()") == ["1 April 2018"]
    assert framed(page("area/1.html")).xpath("//nav[@class='plain-dates']") == []


def test_the_page_for_what_is_not_there_finds_its_files_from_any_address() -> None:
    tree = framed(page("404.html"))
    assert tree.xpath("/html/head/*[1]/@href") == ["/atlas/"]  # before anything that is loaded
    assert framed(page("cookies.html")).xpath("//base") == []


def test_every_vintage_has_a_folder_and_the_main_view_has_none() -> None:
    assert [folder for folder, _ in DATED] == ["", "2016/", "2017/", "2018/", "2019/", "2020/"]


# --- what is left out -------------------------------------------------------------------------------------------------


def test_a_source_is_told_in_full_once_and_named_after() -> None:
    one, other = '<li><a href="x">One</a>, by Nobody, 2017.</li>', "<li>Other, by Nobody.</li>"
    cited = '<details class="cited"><ul>{}</ul></details>'
    told = told_once(cited.format(one + other) + cited.format(one) + f"<ul>{other}</ul>" + cited.format(other))
    assert told == (
        cited.format(one + other)
        + cited.format('<li><a href="x">One</a>, as above.</li>')
        + f"<ul>{other}</ul>"  # a list that cites nothing is left alone
        + cited.format("<li>Other, as above.</li>")
    )


@pytest.mark.parametrize(
    ("grown", "kept"), [("0.3333", "0.335"), ("0", "0.000"), ("1.0", "1.000"), ("0.0049", "0.005")]
)
def test_bars_grow_by_a_rule_to_half_a_per_cent_and_carry_no_style(grown: str, kept: str) -> None:
    assert fitted(f'<b style="flex-grow:{grown}"></b>') == f'<b data-grow="{kept}"></b>'
    assert f'[data-grow="{kept}"]{{flex-grow:{kept}}}' in dressing._style({})


def test_marks_that_no_rule_asks_for_are_left_out() -> None:
    assert fitted('<td data-area="1" class="txt" data-sort="2" data-of="3">x</td>') == '<td data-sort="2">x</td>'


def test_the_heads_of_a_table_are_words_until_a_script_can_sort_it() -> None:
    assert (
        fitted('<th scope="col"><button type="button">Lead &amp; day</button></th>')
        == '<th scope="col">Lead &amp; day</th>'
    )
    assert fitted('<button type="submit">Find</button>') == '<button type="submit">Find</button>'


@pytest.mark.parametrize(("contact", "links"), [("", []), ("atlas@example.org", ["mailto:atlas@example.org"])])
def test_the_foot_of_every_page_says_where_to_ask_for_a_correction(contact: str, links: list[str]) -> None:
    foot = framed(page("area/1.html"), contact=contact).find(".//footer")
    assert "To ask for a correction, above all of anything that names a person" in foot.text_content()
    assert [a.get("href") for a in foot.iter("a") if a.get("href").startswith("mailto:")] == links


# --- the style sheet --------------------------------------------------------------------------------------------------


def test_the_style_sheet_loads_nothing_and_names_no_pattern_that_only_the_page_has() -> None:
    style = dressing._style({"p-1": PALETTE})
    assert set(re.findall(r"url\(([^)]*)\)", style)) <= set(re.findall(r"url\(([^)]*)\)", dress.where_patterns_are()))
    assert "@import" not in style


@pytest.mark.parametrize("look", ["a", "line", "under", "casing", "edge"])
def test_what_is_drawn_twice_by_its_name_is_dressed_as_its_path_is(look: str) -> None:
    assert re.search(rf":is\(path, use\)\.{look}\b", dressing._style({}))


def test_colours_of_every_map_are_in_the_sheet_and_dark_where_the_system_is() -> None:
    style = dressing._style({"p-1": PALETTE})
    assert ".p-1{--light0:#fff;--light1:#eee;--dark0:#000;--dark1:#111;}" in style
    assert re.search(r"@media \(prefers-color-scheme: dark\) \{ \.stp-map \{[^}]*--sea", style)


def test_the_folder_of_what_is_loaded_is_named_by_what_is_in_it() -> None:
    same, again = (Assets({"p-1": PALETTE}, b"[]") for _ in range(2))
    assert same.folder == again.folder
    assert len({same.folder, Assets({"p-1": PALETTE}, b"[1]").folder, Assets({}, b"[]").folder}) == 3
    assert all(name.startswith(f"{same.folder}/") for name in same.files)


def test_among_its_dates_an_area_that_began_later_is_undated_and_not_of_the_main_view() -> None:
    later = replace(page("area/E38000230.html"), undated="undated (boundaries of April 2019)")
    dated = page("2019/area/E38000230.html")
    said = [
        framed(one, other).xpath("string(//nav[@class='plain-dates'])")
        for one, other in ((later, dated), (dated, later))
    ]
    assert all("undated (boundaries of April 2019) · 1 April 2019" in " ".join(told.split()) for told in said)
    assert "31 December" not in "".join(said)
