"""Hostile sessions: reruns without end, bursts, nobody reading, frames and requests that no browser sends."""

from __future__ import annotations

import asyncio
import math
import socket
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus

from soak import servers
from soak.measure import TROUBLE, health_ms, health_until, middle, p95
from soak.servers import Server
from soak.verdict import Figure, below, every
from soak.visitor import Visitor, connected, how_it_ended

CLICKS, THINKS_SECONDS = 20, 0.4
DELAY_MS, HEALTH_MS, REFUSED_SECONDS, GROWTH_MB = 300.0, 300.0, 2.0, 30.0
BURSTS, AFTERWARDS = (300, 1000), 50
STRANGERS = 15
SLOW_SECONDS, SLOW_LIMIT = 3, 15.0
HEAVY = "/money"
FRAMES: dict[str, bytes | str] = {
    "text": "rerun",
    "long text": "x" * 100_000,
    "garbage": bytes(range(256)),
    "cut off": b"\x5a\xff\xff\xff\x0f",
    "oversize 300 kB": b"\0" * 300_000,
    "oversize 6 MB": b"\0" * 6_000_000,
}
JUNK = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "mail": b"HELO {host}\r\nMAIL FROM:<a@{host}>\r\n\r\n",
    "a head of 200 kB": b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "a body that lies about its length": b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -5\r\n\r\n",
    "an upgrade without a key": b"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "an upgrade of another version": b"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 7\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
}


@dataclass(frozen=True)
class Delays:
    """Milliseconds of another reader's clicks: alone, beside a flood, beside one who keeps just within the limits."""

    quiet_ms: list[float]
    flood_ms: list[float]
    steady_ms: list[float]

    def figures(self) -> list[Figure]:
        """What 95 of 100 clicks take longer than the median of the quiet ones."""
        quiet = middle(self.quiet_ms)
        return [
            below(f"p95 delay of a click ({quiet:.0f} ms alone) beside a {name}", p95(times) - quiet, DELAY_MS, "ms")
            for name, times in (("flood", self.flood_ms), ("steady stream", self.steady_ms))
        ]


@dataclass(frozen=True)
class Abuse:
    """What became of each kind: times of /healthz beside bursts, how many were cut off or refused, what was left."""

    burst_health_ms: list[float]
    slow_cut_seconds: float
    slow_growth_mb: float
    frames_closed: int
    origins_refused: int
    origins_seconds: float
    junk_refused: int
    after_health: int

    def figures(self) -> list[Figure]:
        """Every kind came to its end, and nobody else noticed."""
        return [
            below("worst health beside bursts", max(self.burst_health_ms, default=math.nan), HEALTH_MS, "ms"),
            below("who does not read is cut off after", self.slow_cut_seconds, SLOW_LIMIT, "s"),
            below("memory for that", self.slow_growth_mb, GROWTH_MB, "MB"),
            every("bad frames cut off", self.frames_closed, len(FRAMES)),
            every("wrong or no origin refused", self.origins_refused, STRANGERS),
            below("in", self.origins_seconds, REFUSED_SECONDS, "s"),
            every("junk refused", self.junk_refused, len(JUNK)),
            every("health afterwards", int(self.after_health == 200), 1),
        ]


async def delays() -> Delays:
    """Click alone, then beside one session that asks without end, then beside one that asks as fast as is allowed."""
    with servers.serving() as server:
        async with Visitor(server.address) as reader:
            codes = reader.areas()
            for code in codes[:CLICKS]:
                await reader.click(code)  # all has been drawn once, so that both sides of the comparison are alike
            quiet = await _clicks(reader)
            flood = await _beside(reader, server, pause=0.0)
            steady = await _beside(reader, server, pause=0.1)
            return Delays(quiet, flood, steady)


async def _clicks(reader: Visitor) -> list[float]:
    """Milliseconds of clicks on one area after the other, by a reader who looks at what comes."""
    taken: list[float] = []
    for code in reader.areas()[:CLICKS]:
        await asyncio.sleep(THINKS_SECONDS)
        taken.append((await reader.click(code)).seconds * 1000)
    return taken


async def _beside(reader: Visitor, server: Server, pause: float) -> list[float]:
    """Milliseconds of clicks while another session asks for the heaviest page, with so many seconds between."""
    over = asyncio.Event()
    enemy = asyncio.create_task(_asks_without_end(server, over, pause))
    try:
        return await _clicks(reader)
    finally:
        over.set()
        await enemy


async def _asks_without_end(server: Server, over: asyncio.Event, pause: float) -> None:
    """Ask again and again; where the server hangs up, come back at once and go on."""
    enemy = Visitor(server.address, source="127.0.2.1")
    await enemy.open()
    while not over.is_set():
        enemy.turn_to(HEAVY)
        draining = asyncio.create_task(how_it_ended(enemy.socket))
        with suppress(*TROUBLE):
            while not over.is_set():
                await enemy.ask()
                await asyncio.sleep(pause)
        draining.cancel()
        await enemy.leave()
        with suppress(*TROUBLE):
            await enemy.reconnect()


async def abuse() -> Abuse:
    """Every kind of abuse, one after the other, on one server."""
    settings = {"STPDASH_SLOW_READER_SECONDS": str(SLOW_SECONDS)}
    with servers.serving(settings=settings) as server:
        bursts = [taken for size in BURSTS for taken in await _burst(server, size)]
        before = server.memory_mb
        cut = await _never_reads(server)
        growth = server.memory_mb - before
        frames = [await _cut_off(server, frame) for frame in FRAMES.values()]
        begun = monotonic()
        origins = [await _stranger(server, ("http://evil.example", "null", None)[n % 3]) for n in range(STRANGERS)]
        taken = monotonic() - begun
        junk = [await _refuses(server, raw) for raw in JUNK.values()]
        health = server.answers(servers.HEALTH)
    return Abuse(bursts, cut, growth, sum(frames), sum(origins), taken, sum(junk), health)


async def _burst(server: Server, size: int) -> list[float]:
    """Milliseconds of /healthz while one session sends so many requests for a page at once, and for a while after."""
    enemy = Visitor(server.address, source="127.0.2.2")
    await enemy.open()
    over = asyncio.Event()
    health = asyncio.create_task(health_until(server, over))
    with suppress(*TROUBLE):
        for _ in range(size):
            await enemy.ask()
    await how_it_ended(enemy.socket, 3)
    over.set()
    await enemy.leave()
    return await health + await health_ms(server, AFTERWARDS)


async def _never_reads(server: Server) -> float:
    """Seconds until a session that asks for pages and reads nothing is cut off; infinite when it is not."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    where = urlsplit(server.address)
    await asyncio.get_running_loop().sock_connect(narrow, (where.hostname, where.port))
    enemy = Visitor(server.address)
    deaf = await connected(server.address, sock=narrow, max_queue=1, source=None)
    begun = monotonic()
    with suppress(*TROUBLE):
        while monotonic() - begun < SLOW_LIMIT * 2:
            enemy.path = ("/groupings", "/money")[int(monotonic()) % 2]
            async with asyncio.timeout(SLOW_LIMIT):
                await deaf.send(enemy.request().SerializeToString())
            await asyncio.sleep(0.3)
        return math.inf
    return monotonic() - begun


async def _cut_off(server: Server, frame: bytes | str) -> bool:
    """Whether the server hangs up on a frame, and soon."""
    enemy = await connected(server.address, source="127.0.2.3")
    with suppress(*TROUBLE):
        await enemy.send(frame)
    ended = await how_it_ended(enemy, REFUSED_SECONDS)
    await enemy.close()
    return ended is not None


async def _stranger(server: Server, origin: str | None) -> bool:
    """Whether a page from elsewhere is refused a session before it is opened."""
    try:
        stranger = await connected(server.address, origin=origin, source="127.0.2.4")
    except InvalidStatus as refused:
        return refused.response.status_code == 403
    await stranger.close()
    return False


async def _refuses(server: Server, raw: bytes) -> bool:
    """Whether bytes that are no request of a browser are answered with a refusal or with nothing, and soon."""
    where = urlsplit(server.address)
    try:
        async with asyncio.timeout(REFUSED_SECONDS):
            reader, writer = await asyncio.open_connection(where.hostname, where.port)
            writer.write(raw.replace(b"{host}", where.netloc.encode()))
            answer = await reader.readline()
            writer.close()
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return not answer or answer.split()[1].startswith(b"4")
