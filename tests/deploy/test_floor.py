"""The floor: which plain page stands for an address when no replica is left, and what it says of itself."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import expect

from stpdash import plain
from stpdash.ui import atlas as served
from stpdash.ui import server
from tests.browser.conftest import Visit
from tests.deploy.conftest import Nginx, Stub
from tests.deploy.made_up import NEAREST, OWN, file_of, files, lay

ANSWERED = (
    *("/", "/?date=2016-05-01", "/?date=2019-04-01", "/?date=2019-03-31", "/?date=2020-02-29", "/?date=main"),
    *(f"/area?area=12&date={day}" for day in ("2016-03-30", "2016-09-30", "2018-04-01", "2019-03-31", "2019-04-01")),
    *(f"/area?area=12&date={day}" for day in ("2020-03-31", "2020-04-01", "2021-03-31", "")),
    *("/area?area=12", "/area?area=E38000004", "/area?date=2016-05-01&area=E38000004", "/area?area=E38000217"),
    *("/money", "/money?measure=capital", "/money?measure=core_per_registered&year=2017/18"),
    *("/money?measure=core_per_registered&year=2017%2F18", "/governance?axis=chair_type", "/groupings", "/leadership"),
    *("/dates", "/dates?date=2016-05-01", "/dates?date=2017-05-01&then=2018-05-01&layer=ccg", "/dates?then=2019-05-05"),
    *("/compare", "/compare?areas=8.7.4", "/changes", "/changes?change=ccg-2018-e38000220", "/pool", "/sources"),
    *("/person?person=amanda-doyle", "/trust?trust=R1A", "/find", "/find?q=leeds"),
)
"""Addresses of which a file says all that is asked."""
LESS = (
    *(
        "/?date=any",
        "/?date=1999-01-01",
        "/?measure=density&area=12",
        "/money?date=2019-05-05",
        "/sources?date=2020-05-05",
    ),
    *(f"/?date={day}" for day in ("2018-05-32", "2018-06-31", "2017-02-29", "2019-02-30", "2019-04-00")),
    *(f"/area?area=12&date={day}" for day in ("2016-03-14", "2021-04-01", "2017-1-1", "any", "2018-05-99")),
    *(f"/area?area=12&date={day}" for day in ("2016-10-01", "2017-12-31", "2018-03-31")),  # undated, it is that of 2017
    *("/?date=2016-03-15", "/area?area=12&date=2016-03-29", "/dates?date=2016-03-15"),  # pages stand at 30 March
    *("/area?map=x&area=12", "/area?area=E38000217&date=2016-05-01", "/area?area=12&x=?area=1"),
    *("/money?measure=core_per_registered", "/money?measure=core_per_registered&year=2015/16", "/money?year=2017/18"),
    *("/money?measure=core_per_registered&year=2017/18&date=2019-05-05", "/money?measure=unknown&date=2020-05-05"),
    *("/money?measure=capital&year=2017/18", "/money?measure=capital&year=x", "/governance?axis=unknown"),
    *("/governance?axis=chair_type&date=2019-05-05", "/dates?date=2018-05-01&then=2020-05-01", "/dates?date=x"),
    *("/dates?layer=trust", "/compare?areas=12", "/leadership?date=2019-05-05", "/pool?p=1"),
)
"""Addresses of which something is left out."""
UNKNOWN = (
    *("/area", "/area?date=2019-04-01", "/area?area=99", "/area?area=99&date=2019-04-01", "/area?area=99&map=x"),
    *("/person", "/person?person=nobody", "/trust", "/trust?trust=nowhere", "/trust?trust=XXX&date=2018-05-05"),
)
"""Addresses of a subject that is none."""
OUTSIDE = ("../404", "../../etc/passwd", "..%2f..%2fconf", "12/../12", "%00", "12.html", "a b", "😀", "")


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx before a replica that is full, and the made-up edition behind it."""
    full = Stub("full")
    full.says["/"] = 503
    nginx = Nginx(tmp_path_factory.mktemp("floor"), [full.port])
    lay(nginx.plain)
    yield nginx.start()
    nginx.stop()
    full.stop()


@pytest.mark.parametrize("address", [*ANSWERED, *LESS, *UNKNOWN])
def test_the_floor_is_the_file_to_which_the_edition_itself_leads_and_says_whether_it_is_the_one_asked_for(
    floor: Nginx, address: str
) -> None:
    led = [file.removesuffix(".html") for file in plain.files_of(address)]
    there = next((file for file in led if file in files()), "find")
    answer = floor.get(address)
    assert file_of(answer) == there
    assert (address in ANSWERED) <= (there == led[0])
    assert (OWN in answer.text, NEAREST in answer.text) == (address in ANSWERED, address not in ANSWERED)
    assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "15", "no-store")
    assert f'<head><base href="/plain/{there}.html">' in answer.text


@pytest.mark.parametrize("address", [*UNKNOWN, "/changes?change=none", "/changes?change=none&date=2019-04-01"])
def test_of_an_unknown_subject_no_other_is_shown_but_the_page_to_which_the_live_one_leads(
    floor: Nginx, address: str
) -> None:
    name, asked = urlsplit(address).path[1:], dict(parse_qsl(urlsplit(address).query))
    led = plain.page_of(served.read(), name, asked)
    assert led in {"find.html", "changes.html"}
    assert (f"{file_of(floor.get(address))}.html", NEAREST in floor.get(address).text) == (led, True)


@pytest.mark.parametrize("asked", OUTSIDE)
@pytest.mark.parametrize("page", ["area?area", "person?person", "trust?trust"])
def test_what_an_address_asks_for_reaches_no_file_outside(floor: Nginx, page: str, asked: str) -> None:
    answer = floor.get(f"/{page}={quote(asked, safe='/.%')}")
    assert (answer.status, file_of(answer), NEAREST in answer.text) == (503, "find", True)


def test_every_page_of_the_atlas_has_its_plain_one(floor: Nginx) -> None:
    for page in server.PAGES:
        answer = floor.get(page)
        assert (answer.status, file_of(answer)) == (
            503,
            {"/": "index"}.get(page, page[1:] if page[1:] in files() else "find"),
        )


def test_the_floor_stands_when_replicas_are_dead_too_and_packed_files_lie_beside_the_pages(
    nginx: Nginx, stubs: list[Stub]
) -> None:
    lay(nginx.plain, "index")
    (nginx.plain / "index.html.gz").write_bytes(gzip.compress(b"packed beforehand"))
    for stub in stubs:
        stub.stop()
    answer = nginx.get("/", Accept_Encoding="gzip")
    text = gzip.decompress(answer.body).decode() if "content-encoding" in answer.headers else answer.text
    assert answer.status == 503
    assert OWN in text


@pytest.mark.parametrize("address", ["/area?area=12&date=2019-04-01", "/", "/money?measure=capital&year=2017%2F18"])
def test_a_link_within_the_page_stays_on_it_and_all_others_begin_where_its_file_lies(
    floor: Nginx, visit: Visit, address: str
) -> None:
    page, here = visit.page, f"http://{floor.host}{address}"
    page.goto(here)
    page.evaluate("() => { window.neverLoadedAgain = true; }")
    for name, anchor in (("Go to the content", "main"), ("Further down", "far")):
        page.get_by_role("link", name=name).press("Enter")
        expect(page).to_have_url(f"{here}#{anchor}")
    expect(page.get_by_role("heading", name="Far down")).to_be_in_viewport()
    assert page.evaluate("() => window.neverLoadedAgain")
    shown = page.evaluate("() => document.querySelector('use').getBoundingClientRect().width")
    assert shown > 0, "the map, whose shapes are named by an anchor, is not drawn"
    base = f"/plain/{page.get_by_role('heading', level=1).inner_text()}.html"
    led = page.get_by_role("link", name="Money").evaluate("link => link.href")
    assert urlsplit(led).path == f"{base.rpartition('/')[0]}/money.html"


@pytest.mark.parametrize("asked", ['"><script>', "'x", "1;x", "a&b", "&lt", "<b>", "x&amp;y=1"])
def test_nothing_that_an_address_holds_comes_into_the_page_but_plain_words(floor: Nginx, asked: str) -> None:
    text = floor.get(f"/area?area=12&x={quote(asked, safe='<>&;=' + chr(34) + chr(39))}").text
    assert re.findall(r'<a [^>]*href="([^"]*#[^"]*)"', text) == ["#main", "#far", "money.html#top"]


@pytest.mark.parametrize(
    ("path", "here"),
    [
        *((path, path) for path in ("/nowhere", "/plain/area/none.html", "/plain/none.html?date=2019-04-01", "/a%20b")),
        *((path, "") for path in ("//elsewhere.example/none", "///elsewhere.example/", '/"><script>', "/nowhere?a;b")),
    ],
)
def test_the_page_that_is_shown_for_no_page_is_not_left_by_its_skip_link_for_englands(
    floor: Nginx, path: str, here: str
) -> None:
    answer = floor.get(path)
    assert (answer.status, file_of(answer)) == (404, "404")
    assert f'<a class="plain-skip" href="{here}#main">' in answer.text
