"""More readers than a replica takes: they are refused in words, and what they took is given back."""

from __future__ import annotations

from dataclasses import dataclass

from websockets.exceptions import InvalidStatus

from soak import servers
from soak.crowd import arrived
from soak.measure import TROUBLE, health_ms, p95, until
from soak.servers import Server
from soak.verdict import Figure, below, every
from soak.visitor import Visitor, connected, fetched

PLACES, REFUSALS, ROUNDS = 60, 200, 3
HEALTH_MS, BACK_SECONDS, GROWTH_MB = 50.0, 5.0, 30.0


@dataclass(frozen=True)
class Flood:
    """Sessions and pages refused as they must be; times of /healthz then; what was left when all had gone."""

    sessions_refused: int
    pages_refused: int
    health_ms: list[float]
    back_seconds: float
    growth_mb: float

    def figures(self) -> list[Figure]:
        """Refused with a word on when to come again; quick; and nothing kept."""
        return [
            every("sessions beyond the limit refused with 503 and Retry-After", self.sessions_refused, REFUSALS),
            every("pages too", self.pages_refused, 1),
            below("health p95", p95(self.health_ms), HEALTH_MS, "ms"),
            below("a place is free again after", self.back_seconds, BACK_SECONDS, "s"),
            below(f"memory more after {ROUNDS} floods than after one", self.growth_mb, GROWTH_MB, "MB"),
        ]


async def flood() -> Flood:
    """Fill a replica of few places, try to get in, leave; and again."""
    with servers.serving(settings={"STPDASH_SESSIONS": str(PLACES)}) as server:
        memory: list[float] = []
        for turn in range(ROUNDS):
            async with arrived(server, PLACES):
                if turn == 0:
                    refused = [await _refused(server) for _ in range(REFUSALS)]
                    status, headers, _body = await fetched(server.address, "/")
                    health = await health_ms(server, 100)
            back = await until(lambda: server.answers("/") == 200, BACK_SECONDS)
            memory.append(server.memory_mb)
        async with Visitor(server.address) as reader:
            back = back if reader.words() else float("inf")
    pages = int(status == 503 and "retry-after" in headers)
    return Flood(sum(refused), pages, health, back, memory[-1] - memory[0])


async def _refused(server: Server) -> bool:
    """Whether a session is refused for now, with a word on when to come again."""
    try:
        session = await connected(server.address, source="127.0.2.9")
    except InvalidStatus as refused:
        return refused.response.status_code == 503 and "retry-after" in refused.response.headers
    except TROUBLE:
        return False
    await session.close()
    return False
