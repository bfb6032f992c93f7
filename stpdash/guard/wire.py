"""What comes over the wire before it is a request: a head that comes by dribs or never, or that nobody could read.

Uvicorn waits for the rest of a head for ever, and speaks for itself where there is nothing to pass on. This leans on
the inside of its protocols; tests/server/test_wire.py and tests/unit/test_guard_listening.py say when an upgrade has
moved it.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from stpdash.guard import policy, record, refusals
from stpdash.guard.refusals import Refusal
from stpdash.guard.settings import Settings


def protocol(settings: Settings) -> type[H11Protocol]:
    """Uvicorn's protocol for HTTP, with the limits of the settings."""
    return type("Wire", (Wire,), {"settings": settings})


class Wire(H11Protocol):
    """One connection, until a session takes it over."""

    settings = Settings()
    _too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take in what comes; what begins another head is timed as the first was."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._rest()
        elif not self._too_late:
            self._too_late = self.loop.call_later(self.settings.head_seconds, self._late)

    def _rest(self) -> None:
        if self._too_late:
            self._too_late.cancel()
            self._too_late = None

    def _late(self) -> None:
        """Hang up; with a word where there is somebody who has begun to speak."""
        begun, _ = self.conn.trailing_data
        if begun and not self.transport.is_closing():
            self._refuse(refusals.SLOW)
        else:
            self.timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:
        """Say in our own words that a request could not be read, and hang up.

        Where its head was read and its body could not be, an answer is under way: it is sent no more.
        """
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self._refuse(refusals.UNREADABLE)
        else:
            self.transport.close()

    def _refuse(self, refusal: Refusal) -> None:
        headers, body = _last_words(refusal, self.server_state.default_headers)
        phrase = STATUS_PHRASES[refusal.status]
        for part in (
            h11.Response(status_code=refusal.status, headers=headers, reason=phrase),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(part) or b"")
        self.transport.close()
        where = {"address": self.client[0]} if self.client and self.settings.log_addresses else {}
        record.refused(why=refusal.why, status=refusal.status, bytes=len(body), **where)

    def _should_upgrade(self) -> bool:
        """Whether this asks for a session as the library for sessions will have it; all else is an ordinary request.

        The library would answer it in its own words, and one with a line too long for it not at all, ever.
        """
        return super()._should_upgrade() and self._is_handshake()

    def _is_handshake(self) -> bool:
        target = self.scope["raw_path"] + b"?" + self.scope["query_string"]
        lines = [b"%s %s HTTP/1.1" % (self.scope["method"].encode(), target)]
        lines += [b"%s: %s" % header for header in self.headers]
        library = ServerProtocol()
        library.receive_data(b"\r\n".join([*lines, b"", b""]))
        return any(
            isinstance(asked, Request) and library.accept(asked).status_code == 101
            for asked in library.events_received()
        )


class SessionWire(WebSocketsSansIOProtocol):
    """One connection from where a session is asked for."""

    async def send(self, message: Any) -> None:
        """Pass an answer on. One that refuses the session is whole: uvicorn would write it into the log as a fault."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True

    def send_500_response(self) -> None:
        """Say in our own words that a session cannot begin as the server stops."""
        if self.initial_response or self.handshake_complete:
            return
        headers, body = _last_words(refusals.STOPPING, self.default_headers)
        told = Headers([(name.decode(), value.decode("latin-1")) for name, value in headers])
        self.conn.send_response(
            Response(refusals.STOPPING.status, STATUS_PHRASES[refusals.STOPPING.status].decode(), told, body)
        )
        self.transport.write(b"".join(self.conn.data_to_send()))


def _last_words(refusal: Refusal, always: list[tuple[bytes, bytes]]) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body of the last answer on a connection."""
    answer = refusal.answer()
    headers = policy.dressed(refusal.status, answer.raw_headers, lambda: policy.PLAIN, 0)
    return [*always, *headers, (b"connection", b"close")], bytes(answer.body)
