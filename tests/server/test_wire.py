"""S6, S10: what is sent without a browser: by half, by dribs, with a body, or as nothing that could be read."""

from __future__ import annotations

import socket
import time
from contextlib import suppress

import pytest

from tests.server.conftest import Serving


def said(serving: Serving, raw: bytes, seconds: float = 20.0) -> tuple[bytes, float]:
    """All that the server says to these bytes until it hangs up, and after how many seconds it does.

    Raises TimeoutError when it has not after so many.
    """
    with socket.create_connection(("127.0.0.1", serving.port), timeout=seconds) as line:
        began = time.monotonic()
        with suppress(ConnectionError):  # it may hang up before all has been sent
            line.sendall(raw)
        heard = b""
        with suppress(ConnectionResetError):
            while more := line.recv(65_536):
                heard += more
        return heard, time.monotonic() - began


def head(serving: Serving, first: str, *more: str) -> bytes:
    """The head of a request to the server."""
    return "\r\n".join([f"{first} HTTP/1.1", f"Host: 127.0.0.1:{serving.port}", *more, "", ""]).encode()


UNREAD = {
    "announced and not sent": ("POST /", "Content-Length: 5", b""),
    "longer than any that is read": ("POST /", "Content-Length: 3000000", b"x" * 3_000_000),
    "in pieces": ("PUT /_stcore/upload_file/a/b", "Transfer-Encoding: chunked", b"5\r\n"),
    "of a request that needs none": ("GET /healthz", "Content-Length: 5", b""),
    "that is waited for": ("POST /", "Expect: 100-continue\r\nContent-Length: 5", b""),
}


@pytest.mark.parametrize(("first", "length", "body"), UNREAD.values(), ids=UNREAD)
def test_s03_a_body_is_not_waited_for(serving: Serving, first: str, length: str, body: bytes) -> None:
    heard, seconds = said(serving, head(serving, first, length) + body)
    assert heard.startswith(b"HTTP/1.1 200 " if first.startswith("GET") else b"HTTP/1.1 405 ")
    assert b"\r\nconnection: close\r\n" in heard.lower()
    assert seconds < 3


def test_a_request_without_a_body_leaves_the_connection_to_the_next(serving: Serving) -> None:
    heard, _ = said(serving, head(serving, "POST /") + head(serving, "GET /healthz", "Connection: close"))
    assert [part[:3] for part in heard.split(b"HTTP/1.1 ")[1:]] == [b"405", b"200"]
