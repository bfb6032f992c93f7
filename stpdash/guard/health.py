"""Two questions that only machines ask: is the process up, and may readers be sent here?

Whoever asks hears yes or no and one plain sentence; why is in the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from stpdash.guard import record

Check = Callable[[], Awaitable[bool]]
"""Whether one thing that readers rely on is as it should be; what it raises counts as no."""
UP, READY = "/healthz", "/readyz"


class Health:
    """Answers both; the checks behind readiness are made once for all who ask within so many seconds."""

    def __init__(self, checks: Mapping[str, Check], stands: float, now: Callable[[], float] = monotonic) -> None:
        self.checks, self.stands, self.now = checks, stands, now
        self.asked, self.wrong = -float("inf"), ""
        self.looking = asyncio.Lock()

    def answer(self, path: str) -> ASGIApp | None:
        """What answers a path; None where it is none of the two."""
        if path == UP:
            return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})
        return self._ready if path == READY else None

    async def _ready(self, scope: Scope, receive: Receive, send: Send) -> None:
        wrong = await self.first_wrong()
        text, status = (f"not ready: {wrong}\n", 503) if wrong else ("ok\n", 200)
        await PlainTextResponse(text, status, {"Cache-Control": "no-store"})(scope, receive, send)

    async def first_wrong(self) -> str:
        """The name of the first check that fails; blank when all is well."""
        async with self.looking:
            if self.now() - self.asked >= self.stands:
                self.wrong = await self._looked()
                self.asked = self.now()
        return self.wrong

    async def _looked(self) -> str:
        for wrong, check in self.checks.items():
            try:
                if not await check():
                    return wrong
            except Exception as error:
                record.fault(error)
                return wrong
        return ""
