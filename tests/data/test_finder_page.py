"""The page of all there is, which is the search where no script runs; and the map that is taken away."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from stpdash.search import KINDS
from stpdash.site import records
from stpdash.site.page import Maker
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served


@pytest.fixture(scope="module")
def finder() -> html.HtmlElement:
    page = records.finder(Maker(served.read(), Ground(served.shapes, served.lines())))
    return html.document_fromstring(f"<main>{page.body}</main>")


def test_without_a_script_the_page_says_that_the_search_needs_one_and_leads_to_each_list(
    finder: html.HtmlElement,
) -> None:
    (answers,) = finder.xpath("//div[@data-answers]")  # what a script empties before it answers
    assert "needs a script" in answers.text_content()
    (ways,) = finder.xpath("//nav[@aria-label='Lists on this page']")
    led = [each.removeprefix("#") for each in ways.xpath(".//a/@href")]
    assert led == [each.get("id") for each in finder.iter("h2")]
    assert len(led) == len(KINDS)


def test_no_two_links_of_a_list_read_alike_and_lead_apart(finder: html.HtmlElement) -> None:
    for listed in finder.xpath("//ul[@class='plain-list']"):
        alike = [label for label, often in Counter(listed.xpath(".//a/text()")).items() if often > 1]
        assert alike == []
    assert finder.xpath("//a[starts-with(., 'Cumbria and North East')]/text()") == [
        "Cumbria and North East, April 2018 to April 2019",
        "Cumbria and North East, April 2020",
    ]


def test_the_map_that_is_taken_away_can_be_made_larger_with_two_fingers() -> None:
    taken = served.one_file("england", {})
    assert taken is not None
    (viewport,) = html.document_fromstring(taken.plain).xpath("//meta[@name='viewport']/@content")
    assert "maximum-scale" not in viewport
    assert "user-scalable=no" not in viewport
