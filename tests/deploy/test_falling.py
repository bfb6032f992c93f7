"""What readers get when replicas fail: another replica, then the plain edition of the same address, then a sentence."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from stpdash import plain
from stpdash.ui import server
from tests.deploy.conftest import HANDSHAKE, Answer, Nginx, Stub, cookie_of, until

NOTICE = (
    '<main id="main"><p class="atlas-notice" role="status">The live atlas is full or out of service just now. '
    "This is the page of its plain edition for this address, or the nearest that it has. To try the live atlas again, "
    "load this page again in a minute.</p>"
)
SORRY = "The live atlas is full or out of service just now. Please try again in 15 seconds.\n"
FILES = (
    *("index", "area/12", "area/e38000004", "money", "money/core_per_registered", "money/core_per_registered-2017-18"),
    *("governance", "governance/lead_kind", "groupings", "changes", "changes/2018-04-01.merge_1"),
    *("leadership", "sources"),
    *("dates", "dates/2016-2019-footprint", "dates/2017-2020-ccg", "compare", "compare/12.13", "pool", "find"),
    *("person/sir-x", "trust/RX1"),
    *("2016/index", "2016/area/12", "2017/area/12", "2018/area/12", "2019/index", "2019/area/12"),
    *("2018/dates", "2019/money", "2019/money/core_per_registered", "2019/governance", "2020/area/12"),
    *("2020/money", "2020/index"),
)  # fmt: skip
ADDRESSES = (
    *("/", "/?date=2016-05-01", "/?date=2019-04-01", "/?date=2019-03-31", "/?date=any", "/?date=1999-01-01"),
    *(f"/area?area=12&date={day}" for day in ("2016-03-14", "2016-03-15", "2016-09-30", "2016-10-01", "2017-12-31")),
    *(f"/area?area=12&date={day}" for day in ("2018-03-31", "2018-04-01", "2019-03-31", "2019-04-01", "2020-03-31")),
    *(f"/area?area=12&date={day}" for day in ("2020-04-01", "2021-03-31", "2021-04-01", "2017-1-1", "any", "")),
    *(
        "/area",
        "/area?date=2019-04-01",
        "/area?area=12",
        "/area?map=x&area=12",
        "/area?area=99",
        "/area?area=e38000004",
    ),
    *("/area?area=e38000004&date=2016-05-01", "/area?area=99&date=2019-04-01"),
    *("/money", "/money?measure=core_per_registered", "/money?measure=core_per_registered&year=2017/18"),
    *("/money?measure=core_per_registered&year=2017%2F18", "/money?measure=core_per_registered&year=2015/16"),
    *("/money?measure=core_per_registered&year=2017/18&date=2019-05-05", "/money?measure=unknown&date=2020-05-05"),
    *("/money?year=2017/18", "/governance?axis=lead_kind&date=2019-05-05", "/governance?date=2019-05-05"),
    *("/dates", "/dates?date=2016-05-01", "/dates?date=2017-05-01&then=2020-05-01&layer=ccg", "/dates?layer=trust"),
    *("/dates?date=2018-05-01&then=2020-05-01", "/dates?then=2019-05-05", "/dates?date=x"),
    *("/compare?areas=12.13", "/compare?areas=12", "/changes?change=2018-04-01.merge_1", "/changes?change=none"),
    *("/person?person=sir-x", "/person?person=nobody", "/trust?trust=RX1", "/trust", "/find?q=leeds", "/pool?p=1"),
    *("/groupings", "/leadership?date=2019-05-05", "/sources"),
)


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx before a replica that is full, and a small edition behind it that says of each page where it lies."""
    full = Stub("full")
    full.says["/"] = 503
    nginx = Nginx(tmp_path_factory.mktemp("floor"), [full.port])
    lay(nginx.plain)
    yield nginx.start()
    nginx.stop()
    full.stop()


def lay(folder: Path) -> None:
    for file in (*FILES, "404"):
        path = folder / f"{file}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<html><head><title>{file}</title></head><main id="main"><!-- floor --><h1>{file}</h1>', "utf-8"
        )


def file_of(answer: Answer) -> str:
    """Which file of the edition an answer is, by its heading."""
    return answer.text.partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_floor_is_the_file_to_which_the_edition_itself_leads(floor: Nginx, address: str) -> None:
    answer = floor.get(address)
    led = [file.removesuffix(".html") for file in plain.files_of(address)]
    dated = plain.folder(address.partition("date=")[2][:10]) if "date=" in address else ""
    nearest = next((file for file in (*led, f"{dated}/index", "index") if file in FILES), None)
    assert file_of(answer) == nearest
    assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "15", "no-store")
    assert f'<head><base href="/plain/{nearest}.html">' in answer.text
    assert NOTICE in answer.text


def test_the_floor_stands_when_replicas_are_dead_too_and_packed_files_lie_beside_the_pages(
    nginx: Nginx, stubs: list[Stub]
) -> None:
    lay(nginx.plain)
    (nginx.plain / "index.html.gz").write_bytes(gzip.compress(b"packed beforehand"))
    for stub in stubs:
        stub.stop()
    answer = nginx.get("/", Accept_Encoding="gzip")
    text = gzip.decompress(answer.body).decode() if "content-encoding" in answer.headers else answer.text
    assert answer.status == 503
    assert NOTICE in text


@pytest.mark.parametrize(
    "asked", ["../404", "../../etc/passwd", "..%2f..%2fconf", "12/../12", "%00", "12.html", "a b", "😀"]
)
def test_what_an_address_asks_for_reaches_no_file_outside(floor: Nginx, asked: str) -> None:
    answer = floor.get(f"/area?area={quote(asked, safe='/.%')}")
    assert (answer.status, file_of(answer)) == (503, "index")


def test_without_an_edition_a_sentence_remains(nginx: Nginx, stubs: list[Stub]) -> None:
    for stub in stubs:
        stub.says["/"] = 503
    answer = nginx.get("/area?area=12")
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (503, SORRY, "15")


def test_what_is_no_page_is_told_in_a_sentence_when_all_are_down(nginx: Nginx, stubs: list[Stub]) -> None:
    for stub in stubs:
        stub.stop()
    for path in ("/find.json?q=x", "/take/footprints.csv", "/static/x.js", "/_stcore/health"):
        answer = nginx.get(path)
        assert (answer.status, answer.text, answer.headers["retry-after"]) == (503, SORRY, "15")
    session = nginx.get("/_stcore/stream", Origin=f"http://{nginx.host}", **HANDSHAKE)
    assert (session.status, session.text) == (503, SORRY)


def test_a_page_of_a_full_replica_comes_from_another_and_so_does_its_session(nginx: Nginx, stubs: list[Stub]) -> None:
    cookie = cookie_of("reader")
    full = next(stub for stub in stubs if stub.name == nginx.get("/", Cookie=cookie).replica)
    full.says["/"] = 503
    page = nginx.get("/area?area=12", Cookie=cookie)
    session = nginx.get("/_stcore/stream", Origin=f"http://{nginx.host}", Cookie=cookie, **HANDSHAKE)
    assert page.status == session.status == 200
    assert page.replica == session.replica != full.name


def test_a_dead_replica_is_passed_over_and_taken_again_when_it_is_back(nginx: Nginx, stubs: list[Stub]) -> None:
    nginx.stop()
    nginx.change("max_fails=1 fail_timeout=5s", "max_fails=1 fail_timeout=1s")
    nginx.start()
    cookie = cookie_of("reader")
    dead = next(stub for stub in stubs if stub.name == nginx.get("/", Cookie=cookie).replica)
    dead.stop()
    for n in range(40):
        answer = nginx.get("/", Cookie=cookie if n == 0 else cookie_of(f"client {n}"))
        assert (answer.status, answer.replica != dead.name) == (200, True)
    stubs[stubs.index(dead)] = back = Stub(dead.name, dead.port)
    until(lambda: nginx.get("/", Cookie=cookie).replica == back.name, 10, "the reader is led to the old replica")


@pytest.mark.parametrize("path", ["/take/footprints.csv", "/_stcore/stream"])
def test_a_refusal_of_one_reader_takes_no_replica_from_the_others(nginx: Nginx, stubs: list[Stub], path: str) -> None:
    for stub in stubs:
        stub.says[path] = 503
    asked = {"Origin": f"http://{nginx.host}", **HANDSHAKE} if "stream" in path else {}
    for n in range(20):
        assert nginx.get(path, Cookie=cookie_of(f"client {n}"), **asked).status == 503
    cookies = [cookie_of(f"client {n}") for n in range(40)]
    assert {nginx.get("/", Cookie=cookie).replica for cookie in cookies} == {"a", "b", "c"}
    for stub in stubs:
        stub.says.clear()
    assert nginx.get(path, Cookie=cookies[0], **asked).status == 200


def test_what_never_changes_is_asked_for_once_and_outlives_the_replicas(nginx: Nginx, stubs: list[Stub]) -> None:
    for path in ("/static/js/index.a1b2.js", "/assets/0123456789ab/map.js", "/ahead/0123/money.json"):
        for n in range(5):
            assert nginx.get(path, Cookie=cookie_of(f"client {n}")).status == 200
        assert sum(asked == ("GET", path) for stub in stubs for asked in stub.asked) == 1
    for stub in stubs:
        stub.stop()
    assert nginx.get("/static/js/index.a1b2.js").status == 200


def test_while_versions_change_a_file_is_found_at_the_one_replica_that_has_it(nginx: Nginx, stubs: list[Stub]) -> None:
    for stub in stubs[:2]:
        stub.says["/static/"] = 404
    for n in range(12):
        assert nginx.get(f"/static/js/new.{n}.js", Cookie=cookie_of(f"client {n}")).replica == "c"
    stubs[2].says["/static/"] = 404
    assert nginx.get("/static/js/none.js").status == 404
    stubs[2].says.clear()
    assert nginx.get("/static/js/none.js").status == 200  # that it was missing is not kept


def test_a_file_called_paused_leaves_the_plain_edition_alone_and_taking_it_away_opens_the_atlas(
    nginx: Nginx, stubs: list[Stub]
) -> None:
    lay(nginx.plain)
    pause = nginx.prefix / "switch" / "paused"
    pause.parent.mkdir()
    pause.touch()
    answer = nginx.get("/area?area=12&date=2019-04-01")
    assert (answer.status, file_of(answer), NOTICE in answer.text) == (503, "2019/area/12", True)
    session = nginx.get("/_stcore/stream", Origin=f"http://{nginx.host}", **HANDSHAKE)
    assert (session.status, session.text) == (503, SORRY)
    assert [stub.asked for stub in stubs] == [[], [], []]
    pause.unlink()
    assert nginx.get("/area?area=12").status == 200


def test_every_page_of_the_atlas_has_its_plain_one(floor: Nginx) -> None:
    for page in server.PAGES:
        assert floor.get(page).status == 503
        assert NOTICE in floor.get(page).text


def test_a_new_edition_is_swapped_in_by_one_rename(nginx: Nginx) -> None:
    for name in ("first", "second"):
        (nginx.prefix / name).mkdir()
        (nginx.prefix / name / "index.html").write_text(name, "utf-8")
    nginx.plain.rmdir()
    nginx.plain.symlink_to(nginx.prefix / "first")
    assert nginx.get("/plain/").text == "first"
    aside = nginx.plain.with_name("aside")
    aside.symlink_to(nginx.prefix / "second")
    aside.replace(nginx.plain)
    assert nginx.get("/plain/").text == "second"
