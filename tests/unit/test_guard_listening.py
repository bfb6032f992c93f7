"""What is said when the system allows fewer open files than the sessions need, and when the server stops."""

from __future__ import annotations

import asyncio
import resource
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from stpdash.guard import wire
from stpdash.guard.settings import Settings
from stpdash.ui import listening
from tests.apart import run

HANDSHAKE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
)


@pytest.mark.parametrize(("most", "enough"), [(2599, False), (2600, True), (resource.RLIM_INFINITY, True)])
def test_too_few_open_files_for_the_sessions_are_named(
    most: int, enough: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Four for each of 600 sessions and 200 beside."""
    raised: list[tuple[int, int]] = []
    monkeypatch.setattr(listening.resource, "getrlimit", lambda _: (256, most))
    monkeypatch.setattr(listening.resource, "setrlimit", lambda _, limits: raised.append(limits))
    listening.raise_open_files(Settings(sessions=600))
    assert raised == [(most, most)]
    assert ("expected at least 2600 for 600 sessions" in caplog.text) is not enough


class Line(asyncio.Transport):
    """A made-up connection: keeps what the server says on it."""

    def __init__(self) -> None:
        super().__init__()
        self.told, self.closed = b"", False

    def write(self, data: Any) -> None:
        self.told += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def test_a_session_that_is_asked_for_as_the_server_stops_is_refused_plainly() -> None:
    async def considers(_scope: Any, _receive: Any, _send: Any) -> None:
        await asyncio.sleep(3600)

    async def stopped() -> Line:
        line, state = Line(), ServerState()
        config = uvicorn.Config(considers, ws=wire.SessionWire, log_config=None)
        protocol = wire.SessionWire(config, state, {})
        protocol.connection_made(line)
        protocol.data_received(HANDSHAKE)
        await asyncio.sleep(0)
        protocol.shutdown()
        for task in state.tasks:
            task.cancel()
        return line

    line = run(stopped())
    assert line.closed
    assert line.told.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert line.told.endswith(b"The atlas is about to stop here. Please try again in a few seconds.\n")
    assert b"x-content-type-options: nosniff" in line.told
