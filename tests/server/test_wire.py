"""S3, S6, S10, S13: what no browser sends: half a request, one by dribs, one with a body, or what nobody could read."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from soak.visitor import Visitor
from tests.apart import run
from tests.server.conftest import SMALL, Serving

HEAD_SECONDS = int(SMALL["STPDASH_HEAD_SECONDS"])
SLACK_SECONDS = 2.0


@contextmanager
def line(serving: Serving, seconds: float = 20.0) -> Iterator[socket.socket]:
    """A connection to the server that waits for it no longer than so."""
    with socket.create_connection(("127.0.0.1", serving.port), timeout=seconds) as connected:
        yield connected


def heard(connected: socket.socket) -> bytes:
    """All that the server says until it hangs up. Raises TimeoutError when it does not."""
    told = b""
    with suppress(ConnectionResetError):  # what it left unread, the kernel answers so
        while more := connected.recv(65_536):
            told += more
    return told


def healthy(connected: socket.socket) -> bool:
    """Whether the server says next that it is well; takes in the whole answer."""
    told = b""
    while not told.endswith(b"\r\n\r\nok\n") and (more := connected.recv(65_536)):
        told += more
    return told.startswith(b"HTTP/1.1 200 OK\r\n")


def said(serving: Serving, raw: bytes) -> tuple[bytes, float]:
    """All that the server says to these bytes until it hangs up, and after how many seconds it does."""
    with line(serving) as connected:
        began = time.monotonic()
        with suppress(ConnectionError):  # it may hang up before all has been sent
            connected.sendall(raw)
        return heard(connected), time.monotonic() - began


def head(serving: Serving, first: str, *more: str) -> bytes:
    """The head of a request to the server."""
    return "\r\n".join([f"{first} HTTP/1.1", f"Host: 127.0.0.1:{serving.port}", *more, "", ""]).encode()


def in_pieces(connected: socket.socket, raw: bytes, seconds: float) -> float:
    """Send bytes one by one for so long, or until the server has hung up; how long that was."""
    began, pause = time.monotonic(), threading.Event()
    with suppress(ConnectionError):
        for n in range(len(raw)):
            connected.sendall(raw[n : n + 1])
            pause.wait(seconds / len(raw))
    return time.monotonic() - began


# ---- half a request


def test_s06_half_a_request_is_let_go_with_a_plain_word(serving: Serving) -> None:
    told, seconds = said(serving, b"GET / HT")
    assert told.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert told.endswith(b"The request took too long to come. Please try again.\n")
    assert HEAD_SECONDS - 0.5 < seconds < HEAD_SECONDS + SLACK_SECONDS
    assert serving.logged(lambda row: row.get("why") == "slow")["status"] == 408


def test_s06_a_connection_on_which_nothing_is_said_is_let_go_without_a_word(serving: Serving) -> None:
    told, seconds = said(serving, b"")
    assert told == b""
    assert seconds < HEAD_SECONDS + SLACK_SECONDS


def test_s06_a_request_that_comes_by_dribs_gets_no_longer(serving: Serving) -> None:
    with line(serving) as connected:
        assert in_pieces(connected, b"GET /" + b"x" * 95, 12.0) < HEAD_SECONDS + SLACK_SECONDS


def test_s06_nor_does_one_that_follows_another(serving: Serving) -> None:
    with line(serving) as connected:
        connected.sendall(head(serving, "GET /healthz"))
        assert healthy(connected)
        assert in_pieces(connected, b"GET /" + b"x" * 95, 12.0) < HEAD_SECONDS + SLACK_SECONDS


def test_a_slow_request_that_is_whole_in_time_is_answered_and_the_next_has_its_own_time(serving: Serving) -> None:
    asked = head(serving, "GET /healthz")
    with line(serving) as connected:
        for _ in range(2):
            assert in_pieces(connected, asked, 0.7 * HEAD_SECONDS) > 0.6 * HEAD_SECONDS
            assert healthy(connected)


def test_s06_halves_by_the_hundred_hold_up_nobody_and_are_all_let_go(serving: Serving) -> None:
    with ExitStack() as held:
        lines = [held.enter_context(line(serving)) for _ in range(300)]
        for connected in lines:
            connected.sendall(b"GET / HTTP/1.1\r\nX: ")
        began = time.monotonic()
        assert serving.get("/healthz")[0] == 200
        assert time.monotonic() - began < 1
        assert all(heard(connected).startswith(b"HTTP/1.1 408 ") for connected in lines)
        assert time.monotonic() - began < HEAD_SECONDS + SLACK_SECONDS


def test_a_session_is_no_request_and_stays_beyond_that_time(serving: Serving) -> None:
    async def stays() -> bool:
        async with Visitor(serving.address, "/sources") as reader:
            await asyncio.sleep(HEAD_SECONDS + 1)
            await reader.go("/area", "area=12")
            return reader.here

    known = len(serving.lines)
    assert run(stays())
    serving.emptied()
    assert not [row for row in serving.lines[known:] if row["level"] == "error"]


# ---- a body

UNREAD = {
    "announced and not sent": ("POST /", "Content-Length: 5", b""),
    "longer than any that is read": ("POST /", "Content-Length: 3000000", b"x" * 3_000_000),
    "in pieces": ("PUT /_stcore/upload_file/a/b", "Transfer-Encoding: chunked", b"5\r\n"),
    "of a request that needs none": ("GET /healthz", "Content-Length: 5", b""),
    "that is waited for": ("POST /", "Expect: 100-continue\r\nContent-Length: 5", b""),
}


@pytest.mark.parametrize(("first", "length", "body"), UNREAD.values(), ids=UNREAD)
def test_s03_a_body_is_not_waited_for(serving: Serving, first: str, length: str, body: bytes) -> None:
    told, seconds = said(serving, head(serving, first, length) + body)
    assert told.startswith(b"HTTP/1.1 200 " if first.startswith("GET") else b"HTTP/1.1 405 ")
    assert b"\r\nconnection: close\r\n" in told.lower()
    assert seconds < 2.5


def test_a_request_without_a_body_leaves_the_connection_to_the_next(serving: Serving) -> None:
    told, _ = said(serving, head(serving, "POST /") + head(serving, "GET /healthz", "Connection: close"))
    assert [part[:3] for part in told.split(b"HTTP/1.1 ")[1:]] == [b"405", b"200"]


# ---- what nobody could read

UNREADABLE = {
    "no request": b"rubbish\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a body that is none": b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_s13_what_nobody_could_read_is_answered_plainly_and_guarded_as_all_else(serving: Serving, raw: bytes) -> None:
    told, seconds = said(serving, raw)
    assert told.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert told.endswith(b"This is no request that the atlas can read. Please use its published address.\n")
    for guarded in (b"x-content-type-options: nosniff", b"default-src 'none'", b"no-store", b"connection: close"):
        assert guarded in told
    assert told.count(b"HTTP/1.1 ") == 1
    assert seconds < 2


def test_s11_a_body_that_nobody_could_read_is_no_fault_of_ours(serving: Serving) -> None:
    known = len(serving.lines)
    said(serving, UNREADABLE["a body that is none"])
    serving.asked_last("/changes")
    assert not [row for row in serving.lines[known:] if row["level"] == "error"]


KEY = "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="
VERSION = "Sec-WebSocket-Version: 13"
NO_SESSION = {
    "no key": ("GET /_stcore/stream", VERSION),
    "a key that is none": ("GET /_stcore/stream", VERSION, "Sec-WebSocket-Key: x"),
    "an old version": ("GET /_stcore/stream", KEY, "Sec-WebSocket-Version: 8"),
    "an address too long for the library": (f"GET /_stcore/stream?{'x' * 9000}", KEY, VERSION),
    "a header too long for it": ("GET /_stcore/stream", KEY, VERSION, f"Cookie: {'x' * 9000}"),
    "more headers than it reads": ("GET /_stcore/stream", KEY, VERSION, *(f"X-{n}: 1" for n in range(130))),
    "another method": ("POST /_stcore/stream", KEY, VERSION),
}


@pytest.mark.parametrize("asked", NO_SESSION.values(), ids=NO_SESSION)
def test_s13_a_session_that_is_asked_for_wrongly_is_a_request_like_any_other(
    serving: Serving, asked: tuple[str, ...]
) -> None:
    """The library's own words name a header that is missing; to a line that is too long it never answered."""
    first, *more = asked
    told, seconds = said(serving, head(serving, first, "Upgrade: websocket", "Connection: Upgrade, close", *more))
    assert told.startswith(b"HTTP/1.1 405 " if first.startswith("POST") else b"HTTP/1.1 404 ")
    assert b"x-content-type-options: nosniff" in told
    assert b"WebSocket" not in told
    assert seconds < 2.5
