"""What several checks do: time health, wait for something to become so, sum up times."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from statistics import median
from time import monotonic

from websockets.exceptions import WebSocketException

from bench.report import p95 as of_values
from soak import servers
from soak.servers import Server
from soak.visitor import fetched

TROUBLE = (WebSocketException, OSError, TimeoutError, LookupError)
"""What a visitor meets when a server is not as it should be."""
_LOOK_AGAIN = 0.02


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 do not exceed; NaN of nothing."""
    return of_values(values) if values else math.nan


def middle(values: Sequence[float]) -> float:
    """The median; NaN of nothing."""
    return median(values) if values else math.nan


async def health_ms(server: Server, times: int) -> list[float]:
    """How long /healthz takes, so many times one after the other; one that is not answered with 200 took forever."""
    taken: list[float] = []
    for _ in range(times):
        begun = monotonic()
        try:
            status, _headers, _body = await fetched(server.address, servers.HEALTH)
        except TROUBLE:
            status = 0
        taken.append((monotonic() - begun) * 1000 if status == 200 else math.inf)
    return taken


async def health_until(server: Server, over: asyncio.Event) -> list[float]:
    """How long /healthz takes, again and again until something is over."""
    taken: list[float] = []
    while not over.is_set():
        taken += await health_ms(server, 1)
        await asyncio.sleep(_LOOK_AGAIN)
    return taken


async def until(so: Callable[[], bool], seconds: float) -> float:
    """Seconds until something is so; infinite when it is not in so many."""
    begun = monotonic()
    while not await asyncio.to_thread(so):
        if monotonic() - begun > seconds:
            return math.inf
        await asyncio.sleep(_LOOK_AGAIN)
    return monotonic() - begun
