"""What readers get when replicas fail: another replica, then the plain edition of the same address, then a sentence."""

from __future__ import annotations

import pytest

from tests.deploy.conftest import HANDSHAKE, Nginx, Stub, cookie_of, until
from tests.deploy.made_up import OWN, SORRY, file_of, lay


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
    lay(nginx.plain, "2019/area/12")
    pause = nginx.prefix / "switch" / "paused"
    pause.parent.mkdir()
    pause.touch()
    answer = nginx.get("/area?area=12&date=2019-04-01")
    assert (answer.status, file_of(answer), OWN in answer.text) == (503, "2019/area/12", True)
    session = nginx.get("/_stcore/stream", Origin=f"http://{nginx.host}", **HANDSHAKE)
    assert (session.status, session.text) == (503, SORRY)
    assert [stub.asked for stub in stubs] == [[], [], []]
    pause.unlink()
    assert nginx.get("/area?area=12").status == 200


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
