"""Which file of the plain edition stands for which live address."""

from __future__ import annotations

import pytest

from stpdash import plain
from stpdash.site.addresses import Links
from tests.unit import made_up

FILES = (
    "index.html", "2018/index.html", "area/1.html", "2018/area/1.html", "area/2.html", "find.html", "money.html",
    "money/density.html", "money/people-2017-18.html", "governance.html", "assets/ab/edition.css",
)  # fmt: skip


@pytest.fixture
def links() -> Links:
    return Links(made_up.atlas(), FILES)


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("./", ["index.html"]),
        ("./?date=2018-04-01", ["2018/index.html", "index.html"]),
        ("area?area=28", ["area/28.html"]),
        ("area?area=28&date=2019-07-31", ["2019/area/28.html", "area/28.html"]),
        ("area?area=28&date=undated", ["area/28.html"]),
        ("area?area=28&date=tomorrow", ["area/28.html"]),
        ("person?person=a-person", ["person/a-person.html"]),
        ("trust?trust=RAL", ["trust/RAL.html"]),
        ("money", ["money.html"]),
        ("money?measure=people&year=2017/18", ["money/people-2017-18.html", "money/people.html", "money.html"]),
        ("governance?axis=agreement", ["governance/agreement.html", "governance.html"]),
        ("changes?change=ccg-2018-e38000099", ["changes/ccg-2018-e38000099.html", "changes.html"]),
        ("compare?areas=1.2", ["compare/1.2.html", "compare.html"]),
        ("dates", ["dates.html"]),
        ("dates?date=2017-04-01&then=2020-04-01&layer=ccg", ["dates/2017-2020-ccg.html", "dates.html"]),
        ("dates?layer=region", ["dates/2016-2019-region.html", "dates.html"]),  # 30 March 2016 and 1 April 2019
        ("dates?layer=moon", ["dates/2016-2019-footprint.html", "dates.html"]),
        ("pool?pool=1~ccg-2017~1~A", ["pool.html"]),
        ("nowhere", []),
    ],
)  # fmt: skip
def test_the_files_that_may_stand_for_an_address_come_best_first(address: str, files: list[str]) -> None:
    assert list(dict.fromkeys(plain.files_of(address))) == files


@pytest.mark.parametrize(
    ("address", "page", "led"),
    [
        ("area?area=1", "index.html", "area/1.html"),
        ("area?area=1&date=2018-04-01", "2018/area/2.html", "1.html"),
        ("area?area=2&date=2018-04-01", "2018/area/1.html", "../../area/2.html"),  # not there at that date: undated
        ("area?area=E54000001", "money/density.html", "../area/1.html"),  # by a code, for the file goes by its number
        ("money?measure=people&year=1999/00", "index.html", "money.html"),  # not for that year: the page it is on
        ("money?measure=density&year=2017/18", "index.html", "money/density.html"),
        ("money#order", "area/1.html", "../money.html#order"),
        ("#order", "area/1.html", "#order"),
        ("assets/ab/edition.css", "2018/area/1.html", "../../assets/ab/edition.css"),
        ("https://example.org/a?b=1", "area/1.html", "https://example.org/a?b=1"),
        ("mailto:a@example.org", "area/1.html", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_from_where_the_page_stands_to_the_best_file_there_is(
    links: Links, address: str, page: str, led: str
) -> None:
    assert links.led(address, page) == led


def test_an_address_for_which_no_file_stands_stops_the_build_with_page_address_and_what_was_expected(
    links: Links,
) -> None:
    with pytest.raises(ValueError, match=r"^area/1\.html: no file .* trust\?trust=R0A; expected .*'trust/R0A\.html'"):
        links.led("trust?trust=R0A", "area/1.html")


def test_what_is_taken_away_is_named_by_what_was_asked_of_it_and_noted_to_be_made(links: Links) -> None:
    asked = "take/money.csv?measure=people&note=*&year=2017/18"
    assert links.led(asked, "area/1.html") == "../take/money_people-2017-18.csv"
    assert links.led("take/england.html", "index.html") == "take/england.html"
    assert links.taken == {"take/money_people-2017-18.csv": asked, "take/england.html": "take/england.html"}


def test_one_file_never_stands_for_two_things_to_take_away(links: Links) -> None:
    links.led("take/money.csv?year=2017/18", "index.html")
    with pytest.raises(ValueError, match=r"take/money_2017-18\.csv would stand for both .*2017/18 and .*2017-18"):
        links.led("take/money.csv?year=2017-18", "index.html")


TRIED = '<p>See <a class="x" href="pool?pool=1~ccg-2017~1~A&amp;b=1">Try <b>it</b></a>, <a href="pool">all</a>.</p>'


@pytest.mark.parametrize(
    ("live", "led"),
    [
        (
            "https://live.example/sub/",
            '<a class="x" href="https://live.example/sub/pool?pool=1~ccg-2017~1~A&amp;b=1">'
            "Try <b>it</b> (in the live atlas)</a>",
        ),
        ("", "Try <b>it</b> (in the live atlas only)"),
    ],
)
def test_a_grouping_to_be_tried_leads_to_the_live_atlas_whole_or_nowhere(live: str, led: str) -> None:
    links = Links(made_up.atlas(), {*FILES, "pool.html"}, live)
    assert links.rewritten(TRIED, "area/1.html") == f'<p>See {led}, <a href="../pool.html">all</a>.</p>'


def test_links_and_forms_of_a_page_are_rewritten_escaped_and_nothing_else_is(links: Links) -> None:
    page = (
        '<a class="x" href="area?area=1&amp;date=2018-04-01">a</a><form method="get" action="find">'
        '<a href="https://example.org/?a=1&amp;b=2">b</a><link href="area?area=1">'
        '<p title="href=&quot;money&quot;">area?area=1</p>'
    )
    assert links.rewritten(page, "money.html") == (
        '<a class="x" href="2018/area/1.html">a</a><form method="get" action="find.html">'
        '<a href="https://example.org/?a=1&amp;b=2">b</a><link href="area?area=1">'
        '<p title="href=&quot;money&quot;">area?area=1</p>'
    )
