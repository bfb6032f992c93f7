"""Many readers at once: 500 who have the atlas open, 100 who choose something every five seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from time import monotonic

from websockets.exceptions import WebSocketException

from soak import servers
from soak.measure import TROUBLE, health_ms, p95
from soak.servers import Server
from soak.verdict import Figure, below, every, none
from soak.visitor import Run, Visitor

OPEN, ACTIVE = 500, 100
MEMORY_MB, HEALTH_MS, RERUN_MS = 600.0, 50.0, 500.0
EVERY_SECONDS, ROUNDS = 5.0, 12
PROBES = 100
ARRIVING_TOGETHER, FROM_ONE_ADDRESS = 6, 50
STEPS = (
    ("", "an area"), ("", "an area"), ("", "density"), ("/area", "area=8"), ("/area", "area=12"), ("/money", ""),
    ("", "an area"), ("/governance", ""), ("", "an area"), ("/changes", ""), ("/compare", "areas=8-12-19"), ("/", ""),
)  # fmt: skip
"""What a reader does: go to a page with a query, or, where no page is named, choose on the map an area or a measure."""


@dataclass(frozen=True)
class OpenSessions:
    """Of 500 sessions: how many still answered at the end; the server's memory; times of /healthz meanwhile."""

    kept: int
    memory_mb: float
    health_ms: list[float]

    def figures(self) -> list[Figure]:
        """Kept, thin and quick."""
        return [
            every("sessions kept", self.kept, OPEN),
            below("memory", self.memory_mb, MEMORY_MB, "MB"),
            below(f"health p95 of {len(self.health_ms)}", p95(self.health_ms), HEALTH_MS, "ms"),
        ]


@dataclass(frozen=True)
class ActiveSessions:
    """Of 100 who choose: times of all runs, and what failed."""

    rerun_ms: list[float]
    failed: list[str]

    def figures(self) -> list[Figure]:
        """Nothing failed, and what was asked came soon."""
        return [
            every("reruns drawn", len(self.rerun_ms), ACTIVE * ROUNDS),
            below("p95", p95(self.rerun_ms), RERUN_MS, "ms"),
            none("failed", self.failed),
        ]


async def open_sessions() -> OpenSessions:
    """Open 500 sessions, leave them open, then ask each for a sign of life."""
    with servers.serving() as server:
        async with arrived(server, OPEN) as readers:
            health = await health_ms(server, PROBES)
            kept = [await _alive(reader) for reader in readers]
            return OpenSessions(sum(kept), server.memory_mb, health)


async def active_sessions() -> ActiveSessions:
    """Have 100 readers go through the atlas, each with a choice every five seconds, evenly spread."""
    with servers.serving() as server:
        async with arrived(server, ACTIVE) as readers:
            begin = monotonic()
            ways = [_way(reader, n, begin + EVERY_SECONDS * n / ACTIVE) for n, reader in enumerate(readers)]
            done = await asyncio.gather(*ways)
    return ActiveSessions(
        [step.seconds * 1000 for way in done for step in way if isinstance(step, Run)],
        [step for way in done for step in way if isinstance(step, str)],
    )


async def _way(reader: Visitor, number: int, begin: float) -> list[Run | str]:
    """Go through STEPS from a place of one's own, at one's own times: the runs, and in words what failed."""
    done: list[Run | str] = []
    for turn, (page, what) in enumerate(islice(cycle(STEPS), number, number + ROUNDS)):
        await asyncio.sleep(begin + turn * EVERY_SECONDS - monotonic())
        try:
            run = await _step(reader, page, what, number + turn)
            done.append(f"{reader.target} shows an error" if reader.failed() else run)
        except TROUBLE as trouble:
            done.append(f"{reader.target}: {trouble!r}")
    return done


async def _step(reader: Visitor, page: str, what: str, turn: int) -> Run:
    if page:
        return await reader.go(page, what)
    if what == "an area":
        codes = reader.areas()
        return await reader.click(codes[turn % len(codes)])
    return await reader.choose(measure=what)


async def _alive(reader: Visitor) -> bool:
    """Whether a session is open and the server at its other end answers."""
    try:
        async with asyncio.timeout(5):
            await (await reader.socket.ping())
    except (WebSocketException, TimeoutError):
        return False
    return reader.here


@asynccontextmanager
async def arrived(server: Server, number: int) -> AsyncIterator[list[Visitor]]:
    """So many readers with England open, from several addresses; they leave at the end."""
    readers = [Visitor(server.address, source=f"127.0.1.{1 + n // FROM_ONE_ADDRESS}") for n in range(number)]
    few = asyncio.Semaphore(ARRIVING_TOGETHER)

    async def arrive(reader: Visitor) -> None:
        async with few:
            await reader.open()

    try:
        await asyncio.gather(*(arrive(reader) for reader in readers))
        yield readers
    finally:
        await asyncio.gather(*(reader.leave() for reader in readers), return_exceptions=True)
