"""What goes over the wire to a server: a request as it is given, a websocket as a browser opens it, or otherwise."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

PATIENCE_SECONDS = 30.0
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0"
_LONGEST_FRAME = 16_000_000


async def connected(
    address: str, session: str = "", *, origin: str | None = "", source: str | None = "127.0.0.1", **more: Any
) -> ClientConnection:
    """An open websocket, as a browser asks for it; `origin` is the page's own, another, or none at all.

    Raises websockets' InvalidStatus, which carries the answer, when the server refuses.
    """
    where = urlsplit(address)
    if source:
        more["local_addr"] = (source, 0)
    return await connect(
        f"ws://{where.netloc}/_stcore/stream",
        origin=Origin(address) if origin == "" else Origin(origin) if origin else None,
        subprotocols=[Subprotocol(part) for part in ("streamlit", "PLACEHOLDER_AUTH_TOKEN", session) if part],
        user_agent_header=BROWSER,
        max_size=_LONGEST_FRAME,
        open_timeout=PATIENCE_SECONDS,
        close_timeout=1,
        ping_interval=None,
        proxy=None,
        **more,
    )


async def fetched(
    address: str, target: str, method: str = "GET", source: str = "127.0.0.1"
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in small letters) and body of one request over a connection of its own.

    The target is sent as it is given, so that hostile ones arrive. Raises OSError, TimeoutError.
    """
    where = urlsplit(address)
    async with asyncio.timeout(PATIENCE_SECONDS):
        reader, writer = await asyncio.open_connection(where.hostname, where.port, local_addr=(source, 0))
        try:
            asked = f"{method} {target} HTTP/1.1\r\nHost: {where.netloc}\r\nUser-Agent: {BROWSER}\r\n"
            writer.write(f"{asked}Accept: text/html\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode())
            raw = await reader.read()
        finally:
            writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(status.split()[1]), headers, body


async def how_it_ended(socket: ClientConnection, seconds: float = PATIENCE_SECONDS) -> int | None:
    """The code with which the server closed a websocket; None when it is still open after so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            try:
                while True:
                    await socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006
    return None
