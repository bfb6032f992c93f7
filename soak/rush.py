"""A meeting begins: a replica has just been started, and fifty board members open one link within ten seconds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic

from soak import servers
from soak.measure import TROUBLE, p95, until
from soak.verdict import Figure, below, every, none
from soak.visitor import Visitor

MEMBERS, WITHIN_SECONDS = 50, 10.0
LINK, ASKED = "/area", "area=29&date=2018-04-01"
START_SECONDS, MEMORY_MB, FIRST_MS = 30.0, 600.0, 3000.0
EACH_MS = 1000 * WITHIN_SECONDS / MEMBERS
"""What a first page may cost of one core, if it is to keep up with them."""


@dataclass(frozen=True)
class Rush:
    """Seconds until a replica is ready; its memory with nobody and with all; times to the whole page; what failed.

    `each_ms` is the server's processor time for one of them.
    """

    start_seconds: float
    idle_mb: float
    memory_mb: float
    first_ms: list[float]
    each_ms: float
    failed: list[str]

    def figures(self) -> list[Figure]:
        """Soon ready, and nobody waits long for the first page."""
        return [
            below("ready after", self.start_seconds, START_SECONDS, "s"),
            below("memory with nobody", self.idle_mb, MEMORY_MB, "MB"),
            every("drawn", len(self.first_ms), MEMBERS),
            below("p95 of a first page", p95(self.first_ms), FIRST_MS, "ms"),
            below("processor for each", self.each_ms, EACH_MS, "ms"),
            below("memory with all", self.memory_mb, MEMORY_MB, "MB"),
            none("failed", self.failed),
        ]


async def rush() -> Rush:
    """Start a replica, wait until it says that it is ready, and let them all come, evenly spread."""
    begun = monotonic()
    with servers.serving() as server:
        await until(lambda: server.answers(servers.READY) == 200, servers.START_SECONDS)
        ready, idle, busy = monotonic() - begun, server.memory_mb, server.busy_seconds
        readers = [Visitor(server.address, LINK, ASKED, source=f"127.0.3.{1 + n}") for n in range(MEMBERS)]
        told = await asyncio.gather(*(_opens(reader, n) for n, reader in enumerate(readers)))
        memory, busy = server.memory_mb, server.busy_seconds - busy
        await asyncio.gather(*(reader.leave() for reader in readers), return_exceptions=True)
    return Rush(
        ready,
        idle,
        memory,
        [found for found in told if isinstance(found, float)],
        1000 * busy / MEMBERS,
        [found for found in told if isinstance(found, str)],
    )


async def _opens(reader: Visitor, number: int) -> float | str:
    """Milliseconds from asking for the page until all of it is drawn; in words what failed."""
    await asyncio.sleep(number * WITHIN_SECONDS / MEMBERS)
    begun = monotonic()
    try:
        await reader.open()
    except TROUBLE as trouble:
        return f"{reader.target}: {trouble!r}"
    taken = (monotonic() - begun) * 1000
    return f"{reader.target} shows an error" if reader.failed() else taken
