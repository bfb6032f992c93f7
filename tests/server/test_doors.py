"""S2, S3, S10: what is asked for that no reader needs."""

from __future__ import annotations

import time

import pytest
from websockets.exceptions import InvalidStatus

from soak.visitor import connected
from tests.apart import run
from tests.server.conftest import Serving

CLOSED = (
    *("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/bidi-components/x"),
    *("/_stcore/upload_file/a/b", "/media/x.csv", "/component/x/index.html", "/app/static/x", "/oauth2callback"),
    *(
        "/.git/config",
        "/robots.txt",
        "/static/js/missing.js",
        "/static/%00",
        f"/static/{'a' * 5000}",
        "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
    ),
    *(
        "/take/x",
        "/take/a/b.csv",
        "/ahead/x",
        "/openapi.json",
        "/docs",
        "/_stcore/stream",
        "//etc/passwd",
        "/assets/..%2f..%2fapp.py",
    ),
)


@pytest.mark.parametrize("target", CLOSED)
def test_s10_a_path_that_no_page_asks_for_is_not_there(serving: Serving, target: str) -> None:
    status, headers, body = serving.get(target)
    assert status == 404
    assert b"There is no such" in body
    assert "content-security-policy" in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("target", ["/", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/nowhere"])
def test_s10_the_atlas_is_only_read(serving: Serving, method: str, target: str) -> None:
    status, headers, _ = serving.get(target, method)
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_s03_nothing_can_be_uploaded(serving: Serving) -> None:
    before = serving.memory()
    for n in range(3):
        assert serving.get(f"/_stcore/upload_file/session/{n}", "PUT")[0] == 405
    assert serving.memory() - before < 10_000_000


def test_s10_an_address_longer_than_any_page_makes_is_refused(serving: Serving) -> None:
    assert serving.get("/?area=" + "x" * 16_000)[0] == 200
    assert serving.get("/?area=" + "x" * 16_384)[0] == 414


def refused(serving: Serving, **how: str | None) -> tuple[int, float]:
    """The status with which a session is refused, and after how many seconds."""
    began = time.monotonic()
    with pytest.raises(InvalidStatus) as told:
        run(connected(serving.address, **how))
    return told.value.response.status_code, time.monotonic() - began


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://[", "x", None]
)
def test_s02_a_page_of_anybody_else_opens_no_session_and_holds_up_nobody(serving: Serving, origin: str | None) -> None:
    # Streamlit would ask an outside host for its own address first, for a second and more, in its one event loop.
    status, seconds = refused(serving, origin=origin)
    assert status == 403
    assert seconds < 0.8


def test_a_session_that_is_refused_is_no_fault_in_the_log(serving: Serving) -> None:
    known = len(serving.lines)
    refused(serving, origin="https://evil.example")
    serving.asked_last("/dates")
    assert not [line for line in serving.lines[known:] if line["level"] == "error"]


def test_s02_a_published_origin_opens_a_session_without_streamlit_asking_around(serving: Serving) -> None:
    async def opened() -> None:
        socket = await connected(serving.address, origin="https://atlas.example.org")
        await socket.close()

    began = time.monotonic()
    run(opened())
    assert time.monotonic() - began < 0.8
