"""Whose replica a reader is led to, what of the reader it learns, and who is not let in."""

from __future__ import annotations

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stpdash.ui import server
from tests.deploy.conftest import HANDSHAKE, Nginx, Stub, cookie_of, until


def test_a_new_reader_is_given_one_cookie_that_scripts_cannot_read_and_keeps_the_replica(nginx: Nginx) -> None:
    first = nginx.get("/area?area=12")
    given = first.headers["set-cookie"]
    assert re.fullmatch(r"atlas_replica=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax", given)
    again = [nginx.get("/money", Cookie=given.split(";")[0]) for _ in range(5)]
    assert {answer.replica for answer in again} == {first.replica}
    assert not any("set-cookie" in answer.headers for answer in again)


def test_readers_of_one_address_are_spread_over_all_replicas(nginx: Nginx) -> None:
    assert {nginx.get("/", Cookie=cookie_of(f"client {n}")).replica for n in range(40)} == {"a", "b", "c"}


def test_a_cookie_that_nginx_never_gave_is_replaced(nginx: Nginx) -> None:
    assert "set-cookie" in nginx.get("/", Cookie="atlas_replica=../../x").headers


def test_what_is_kept_by_shared_caches_carries_no_cookie(nginx: Nginx) -> None:
    for name in ("index.html", "data/v1/index.json"):
        (nginx.plain / name).parent.mkdir(parents=True, exist_ok=True)
        (nginx.plain / name).write_text("{}", "utf-8")
    for path in ("/static/x.js", "/assets/x.js", "/plain/", "/data/v1/index.json"):
        answer = nginx.get(path)
        assert (answer.status, answer.headers.get("set-cookie")) == (200, None)


def test_a_file_that_is_kept_is_asked_for_once_whatever_query_is_put_behind_it(nginx: Nginx, stubs: list[Stub]) -> None:
    for query in ("", "?1", "?2=a&b"):
        assert nginx.get(f"/static/js/kept-once.js{query}").status == 200
    asked = [path for stub in stubs for _, path in stub.asked if "kept-once" in path]
    assert asked == ["/static/js/kept-once.js"]


def test_a_session_goes_to_the_replica_of_the_pages(nginx: Nginx) -> None:
    for n in range(12):
        cookie = cookie_of(f"client {n}")
        session = nginx.get("/_stcore/stream", Origin=f"http://{nginx.host}", Cookie=cookie, **HANDSHAKE)
        assert session.replica == nginx.get("/", Cookie=cookie).replica


def test_a_replica_learns_the_host_and_the_address_that_came_and_nothing_the_visitor_says_of_it(nginx: Nginx) -> None:
    answer = nginx.get(
        "/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="https", Cookie="a=b", Authorization="Basic eA=="
    )
    heard = json.loads(answer.body)["headers"]
    assert heard["host"] == nginx.host
    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["x-forwarded-proto"] == "http"
    assert not {"cookie", "authorization"} & set(heard)


def test_a_session_from_another_origin_is_refused_before_a_replica_hears_of_it(nginx: Nginx, stubs: list[Stub]) -> None:
    foreign = ("https://elsewhere.example", "null", "http://127.0.0.1", "http://x.{}", "http://{}.x", "{}", "ftp://{}")
    for said in ({}, *({"Origin": origin.format(nginx.host)} for origin in foreign)):
        answer = nginx.get("/_stcore/stream", **HANDSHAKE, **said)
        assert (said, answer.status) == (said, 403)
        assert answer.text == "A session of the atlas can be opened only by its own pages.\n"
    assert [stub.asked for stub in stubs] == [[], [], []]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_session_from_our_own_pages_is_passed_on_as_one(nginx: Nginx, scheme: str) -> None:
    answer = nginx.get("/_stcore/stream", Origin=f"{scheme}://{nginx.host}", **HANDSHAKE)
    heard = json.loads(answer.body)["headers"]
    assert (heard["upgrade"], heard["connection"], heard["origin"]) == (
        "websocket",
        "upgrade",
        f"{scheme}://{nginx.host}",
    )


def test_every_page_and_file_that_the_server_has_is_reached(nginx: Nginx) -> None:
    plan = server._OPEN
    for path in (*server.PAGES, *plan.files, *(f"{folder}x" for folder in (*plan.folders, *plan.made))):
        assert json.loads(nginx.get(f"{path}?area=1").body)["path"] == f"{path}?area=1"


def test_what_is_no_address_of_the_atlas_reaches_no_replica(nginx: Nginx, stubs: list[Stub]) -> None:
    closed = (
        *("/healthz", "/readyz", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json"),
        *("/_stcore/script-health-check", "/_stcore/bidi-components/x", "/media/x", "/component/x", "/app/static/x"),
        *("/.git/config", "/wp-login.php", "/area/x", "/area/", "/paused", "/former/x", "/www", "/static/../healthz"),
        *("/static/%2e%2e/healthz", "//healthz", "/_stcore//metrics", "/static/..%2fhealthz"),
    )
    found = {path: nginx.get(path).status for path in closed}
    assert found == dict.fromkeys(closed, 404)
    assert nginx.get("/plain/../../conf/nginx.conf").status == 400  # leads above the root
    assert [stub.asked for stub in stubs] == [[], [], []]


def test_the_atlas_is_only_read(nginx: Nginx, stubs: list[Stub]) -> None:
    for path in ("/", "/_stcore/upload_file/a/b", "/plain/", "/data/v1/x.json"):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            answer = nginx.get(path, method)
            assert (path, method, answer.status, answer.headers["allow"]) == (path, method, 405, "GET, HEAD")
        assert nginx.get(path, "TRACE").status == 405  # by nginx itself
    assert [stub.asked for stub in stubs] == [[], [], []]
    assert nginx.get("/", "HEAD").body == b""
    assert [asked for stub in stubs for asked in stub.asked] == [("HEAD", "/")]


def test_a_request_that_brings_something_is_refused_above_a_kilobyte_and_passed_on_without_it(
    nginx: Nginx, stubs: list[Stub]
) -> None:
    assert nginx.get("/", body=b"x" * 1025).status == 413
    assert nginx.get("/", body=b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").status == 200  # a request inside a request
    assert nginx.get("/area").status == 200
    assert sorted(asked for stub in stubs for asked in stub.asked) == [("GET", "/"), ("GET", "/area")]


def test_who_asks_too_much_at_once_is_told_when_to_come_again(nginx: Nginx) -> None:
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: nginx.get("/", Cookie=cookie_of("one")), range(700)))
    statuses = [answer.status for answer in answers]
    assert set(statuses) == {200, 429}
    assert statuses[:400] == [200] * 400  # a whole NHS site opening the atlas at once
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["retry-after"] == "5"
    assert refused.text == "Too much has been asked for from your network at once. Please try again in 5 seconds.\n"
    assert nginx.get("/plain/robots.txt").status == 404  # no file, but not refused: the plain edition costs nothing


def test_the_log_tells_what_was_asked_and_of_whom_nothing(nginx: Nginx) -> None:
    nginx.get("/area?area=12&q=secret", User_Agent="secret", Referer="http://secret/", Cookie=cookie_of("secret"))
    until(nginx.lines, 5, "a line in the log")
    [line] = nginx.lines()
    assert set(line) == {
        "time", "from", "method", "path", "status", "bytes", "seconds",
        "replica", "replica_status", "replica_seconds", "kept",
    }  # fmt: skip
    assert (line["method"], line["path"], line["status"]) == ("GET", "/area", 200)
    assert not re.search("secret|127.0.0.1\\b(?!:)", nginx.log.read_text("utf-8"))


def test_no_answer_tells_the_version_of_the_software(nginx: Nginx) -> None:
    assert {nginx.get(path).headers["server"] for path in ("/", "/nowhere", "/plain/")} == {"nginx"}


def test_the_shipped_places_pass_nginx_itself(tmp_path: Path, stubs: list[Stub], certificate: Path) -> None:
    for name in ("place.conf", "place-tls.conf"):
        nginx = Nginx(tmp_path / name, [stub.port for stub in stubs], place=name, certificate=certificate)
        said = subprocess.run(nginx.command("-t", "-q"), capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr.strip()) == (0, "")


def test_over_tls_the_cookie_is_sent_over_tls_alone_and_plain_readers_are_led_there(
    tmp_path: Path, stubs: list[Stub], certificate: Path
) -> None:
    nginx = Nginx(tmp_path, [stub.port for stub in stubs], place="place-tls.conf", certificate=certificate).start()
    try:
        over_tls = nginx.get("/", tls=True)
        assert over_tls.headers["set-cookie"].endswith("; HttpOnly; SameSite=Lax; Secure")
        assert json.loads(over_tls.body)["headers"]["x-forwarded-proto"] == "https"
        assert nginx.get("/nowhere", tls=True).headers["strict-transport-security"] == "max-age=63072000"
        (nginx.plain / "robots.txt").write_text("User-agent: *\n", "utf-8")
        for path in ("/", "/area?area=12", "/plain/robots.txt", "/robots.txt/", "/robots.txt.gz", "/sitemap.xml"):
            led = nginx.get(path, Host="elsewhere.example")
            assert (led.status, led.headers["location"]) == (308, f"https://atlas.example.org{path}")
        assert nginx.get("/robots.txt").text == nginx.get("/robots.txt", tls=True).text == "User-agent: *\n"
    finally:
        nginx.stop()


def test_a_load_balancer_of_ours_is_believed_that_the_reader_came_over_tls(tmp_path: Path, stubs: list[Stub]) -> None:
    nginx = Nginx(tmp_path, [stub.port for stub in stubs])
    nginx.change("# 10.1.2.0/24  1;", "127.0.0.1  1;")
    nginx.start()
    try:
        answer = nginx.get("/", X_Forwarded_Proto="https")
        assert answer.headers["set-cookie"].endswith("; Secure")
        assert json.loads(answer.body)["headers"]["x-forwarded-proto"] == "https"
        assert "strict-transport-security" not in nginx.get("/nowhere", X_Forwarded_Proto="http").headers
    finally:
        nginx.stop()


@pytest.mark.parametrize("path", ["/static/js/index.a1b2.js", "/assets/0123456789ab/map.js", "/ahead/0123/money.json"])
@pytest.mark.parametrize("first", ["https", "http"])
def test_what_is_kept_says_over_tls_alone_to_come_so_always_whoever_asked_first(
    tmp_path: Path, stubs: list[Stub], path: str, first: str
) -> None:
    nginx = Nginx(tmp_path, [stub.port for stub in stubs])
    nginx.change("# 10.1.2.0/24  1;", "127.0.0.1  1;")
    nginx.start()
    try:
        for scheme in (first, "http", "https", first):
            answer = nginx.get(path, X_Forwarded_Proto=scheme)
            said = answer.headers.get("strict-transport-security")
            assert (answer.status, said) == (200, {"https": "max-age=63072000"}.get(scheme))
        assert len([asked for stub in stubs for asked in stub.asked]) == 1
        assert "strict-transport-security" in nginx.get("/", X_Forwarded_Proto="https").headers  # the replica's own
        for stub in stubs:
            stub.says[path] = 404
        gone = nginx.get(f"{path}.map", X_Forwarded_Proto="https")
        assert (gone.status, gone.headers["strict-transport-security"]) == (404, "max-age=63072000")
    finally:
        nginx.stop()
