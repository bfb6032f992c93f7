"""Sessions through nginx as a socket speaks them: both ways, and no longer than the reader takes what is sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import Server, ServerConnection, serve

from tests.deploy.conftest import HANDSHAKE, Nginx, until


class Talker:
    """A replica that answers each message with itself; one that asks for it is sent more and more without end."""

    def __init__(self) -> None:
        self.lost = threading.Event()
        self.server: Server = serve(self._talk, "127.0.0.1", 0, compression=None, close_timeout=0.2)
        self.port = int(self.server.socket.getsockname()[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _talk(self, line: ServerConnection) -> None:
        try:
            for said in line:
                line.send(said)
                while said == b"more":
                    line.send(b"x" * 1_000_000)
        except ConnectionClosed:
            self.lost.set()


@pytest.fixture
def talker() -> Iterator[Talker]:
    started = Talker()
    yield started
    started.server.shutdown()


def test_a_session_goes_through_both_ways(tmp_path: Path, talker: Talker) -> None:
    nginx = Nginx(tmp_path, [talker.port]).start()
    try:
        with connect(f"ws://{nginx.host}/_stcore/stream", origin=f"http://{nginx.host}") as line:
            for said in (b"a page please", b"x" * 200_000):
                line.send(said)
                assert line.recv(timeout=5) == said
    finally:
        nginx.stop()


def test_a_reader_who_takes_nothing_is_cut_off(tmp_path: Path, talker: Talker) -> None:
    nginx = Nginx(tmp_path, [talker.port])
    nginx.change("    send_timeout 20s;", "    send_timeout 1s;")
    nginx.start()
    try:
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", nginx.port))
            asked = {"Host": nginx.host, "Origin": f"http://{nginx.host}", **HANDSHAKE}
            head = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
            more = bytes([0x82, 0x84, 0, 0, 0, 0]) + b"more"  # a message of four bytes, masked with zeros
            line.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{head}\r\n".encode() + more)
            until(talker.lost.is_set, 10, "the session of a reader who reads nothing ends")
    finally:
        with suppress(ProcessLookupError):
            nginx.stop()
