"""The style sheet of the plain edition on paper and on a phone, and what its pages carry for both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html
from markupsafe import Markup

from stpdash.site.dressing import Assets
from stpdash.site.frame import MENU, Frame, Where
from stpdash.site.page import Page
from stpdash.ui import server
from stpdash.ui.assets import FRONTEND
from tests.unit import made_up

Rule = tuple[str, str, str]
"""The condition it stands under (blank for none), its selector, what it sets."""


def rules(sheet: str, under: str = "") -> Iterator[Rule]:
    """The rules of a sheet in order."""
    while found := re.match(r"\s*([^{}]+?)\s*\{", sheet):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        inner = sheet[found.end() : end - 1]
        if found[1].startswith(("@media", "@supports")):
            yield from rules(inner, f"{under} {found[1]}".strip())
        else:
            yield under, found[1], inner.strip()
        sheet = sheet[end:]
    assert not sheet.strip(), f"not read: {sheet[:60]}"


def sheet(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (FRONTEND / name).read_text("utf-8"), flags=re.DOTALL)


def plain() -> list[Rule]:
    files = Assets({}, b"[]").files
    return list(rules(next(body.decode() for name, body in files.items() if name.endswith("edition.css"))))


PLAIN = plain()
PAPER = [(under, selector, sets) for under, selector, sets in PLAIN if "@media print" in under]


def on_paper(selector: str) -> str:
    """All that is set for exactly this selector, or for a list that names it, on paper."""
    return " ".join(sets for _, found, sets in PAPER if selector in re.split(r"\s*,\s*", found))


def test_the_reader_of_sheets_sees_conditions_and_rules_in_order() -> None:
    read = list(rules("a { b: c } @media print { @supports (d: e) { f, g { h: i } } } @page { margin: 0 }"))
    assert read == [("", "a", "b: c"), ("@media print @supports (d: e)", "f, g", "h: i"), ("", "@page", "margin: 0")]


# --- what is whose ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [".stMain", ".stApp", "data-testid", "js-plotly", ".block-container", ".stp-find"])
def test_what_only_the_live_page_has_is_dressed_in_a_sheet_of_its_own(mark: str) -> None:
    assert [selector for _, selector, _ in PLAIN if mark in selector] == []
    assert mark in sheet("streamlit.css")


def test_the_live_page_loads_both_sheets_the_shared_one_first() -> None:
    first = server.first_html()[0].plain.decode()
    assert 0 < first.index("page.css") < first.index("streamlit.css")


# --- on a phone -------------------------------------------------------------------------------------------------------


def test_no_box_of_the_plain_edition_scrolls_up_and_down_and_that_of_the_live_page_may() -> None:
    def lidded(read: list[Rule]) -> list[str]:
        return [sets for _, at, sets in read if "atlas-scroll" in at and re.search(r"max-height: (?!none)", sets)]

    assert lidded(PLAIN) == []
    assert len(lidded(list(rules(sheet("streamlit.css"))))) == 2  # on a desk and on a phone


def test_heads_of_rows_stay_while_a_table_scrolls_sideways_and_an_edge_says_that_there_is_more() -> None:
    kept = [sets for _, at, sets in PLAIN if "atlas-scroll" in at and at.endswith("tr > :first-child")]
    assert any("position: sticky" in sets and "left: 0" in sets for sets in kept)
    shadows = [under for under, at, sets in PLAIN if "atlas-scroll" in at and "local" in sets and "scroll" in sets]
    assert len(shadows) == 1
    assert "max-width: 760px" in shadows[0]


# --- on paper ---------------------------------------------------------------------------------------------------------


def test_paper_has_the_name_of_the_atlas_and_the_address_of_the_page() -> None:
    for _, selector, sets in PAPER:
        each = re.split(r"\s*,\s*", selector)
        assert not ({"header", ".plain-head", ".plain-name"} & set(each) and "none" in sets), selector
    assert "display: block" in on_paper(".plain-own")
    assert ("", ".plain-own", "display: none;") in PLAIN


@pytest.mark.parametrize(
    "gone",
    [
        ".plain-head nav",
        ".plain-find",
        ".plain-skip",
        "main nav:not(:has(.atlas-trail))",
        ".atlas-links:has([download]",
    ],
)
def test_paper_has_no_controls(gone: str) -> None:
    hidden = [at for _, at, sets in PAPER if re.search(r"display: none", sets)]
    assert any(gone in at for at in hidden)


def test_sources_are_open_on_paper_and_what_opens_them_is_gone_only_where_they_are() -> None:
    opened = [(under, sets) for under, at, sets in PAPER if at == ".cited::details-content"]
    assert opened
    assert "content-visibility: visible" in opened[0][1]
    summary = [under for under, at, sets in PAPER if at == ".cited summary" and "none" in sets]
    assert summary == [under for under, _ in opened]
    assert all("@supports selector(::details-content)" in under for under in summary)


def test_the_card_is_set_in_two_columns_on_paper_and_maps_keep_their_colours() -> None:
    assert "columns: 2" in on_paper(".atlas-card")
    assert "print-color-adjust: exact" in on_paper(".plain-map")
    assert "color-scheme: light" in on_paper(":root")


# --- what a page carries ----------------------------------------------------------------------------------------------


def framed(path: str, live: str = "") -> html.HtmlElement:
    page = Page(path, "Title", live, "What it is.", (Markup("<p>Said</p>"),))
    menu = ["index.html" if address == "./" else f"{address}.html" for _, address in MENU]
    there = {*menu, "data.html", "accessibility.html", "cookies.html"} - {path}
    frame = Frame(
        made_up.atlas(), Where.of("https://plain.example/", "https://live.example/"), [page], Assets({}, b""), there
    )
    return html.document_fromstring(frame.framed(page).encode())


def test_a_page_has_its_own_address_above_all_that_it_says() -> None:
    own = framed("area/1.html", "area?area=1").xpath("//header/p[@class='plain-own']")
    assert [each.text for each in own] == ["https://plain.example/area/1.html"]


@pytest.mark.parametrize(("path", "count"), [("404.html", 0), ("cookies.html", 1)])
def test_the_page_for_no_page_is_nobodys_true_address(path: str, count: int) -> None:
    assert len(framed(path).xpath("//link[@rel='canonical']")) == count
