"""Which requests come in at all: whose host is ours, that only read, of a path that the front end has a use for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from starlette.types import ASGIApp, Receive, Scope, Send

from stpdash.guard import record, refusals, visitor
from stpdash.guard.holds import Holds
from stpdash.guard.refusals import Refusal
from stpdash.guard.sessions import Register
from stpdash.guard.settings import Settings
from stpdash.guard.talk import Talk, Terms

STREAM = "/_stcore/stream"
LONGEST = 500
"""Characters of a path that are looked at; none of ours comes near."""


@dataclass(frozen=True)
class Plan:
    """The paths that are open: pages, other files by their whole path or its beginning, and what takes long to make."""

    pages: frozenset[str]
    files: frozenset[str]
    folders: tuple[str, ...]
    made: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Whether anything may be there. Nothing of ours has an address that climbs or stumbles."""
        if len(path) > LONGEST or not path.isprintable() or ".." in path or "//" in path or "\\" in path:
            return False
        return path in self.pages or path in self.files or path.startswith((*self.folders, *self.made))


class Doors:
    """Answers what is refused, and passes the rest on; sessions are passed on as long as there is room."""

    def __init__(self, app: ASGIApp, settings: Settings, plan: Plan, nowhere: ASGIApp, register: Register) -> None:
        self.app, self.settings, self.plan, self.nowhere = app, settings, plan, nowhere
        self.register = register
        self.holds = Holds(settings.hold_seconds)
        self.making = asyncio.Semaphore(settings.taken_at_once)
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or session."""
        if scope["type"] == "websocket":
            return await self._session(scope, receive, send)
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path = path_of(scope)
        refusal = self._refusal(scope, path)
        scope["guard.refused"] = refusal.why if refusal else ""
        if refusal is refusals.NOT_HERE:
            return await self.nowhere(scope, receive, send)
        if refusal:
            return await refusal.answer(page=path in self.plan.pages)(scope, receive, send)
        if path.startswith(self.plan.made):
            return await self._made(scope, receive, send)
        return await self.app(scope, receive, send)

    def _refusal(self, scope: Scope, path: str) -> Refusal | None:
        if not visitor.host_known(scope, self.settings):
            return refusals.WRONG_HOST
        if scope["method"] not in {"GET", "HEAD"}:
            return refusals.READ_ONLY
        if len(scope["query_string"]) > self.settings.query_bytes:
            return refusals.TOO_LONG
        if not self.plan.holds(path):
            return refusals.NOT_HERE
        if path in self.plan.pages and self.register.full:
            return refusals.full(self.settings.retry_after_seconds)
        return None

    async def _made(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What takes seconds and a thread to make: a few at a time, some more waiting, no thread taken by them."""
        if self.waiting >= self.settings.taken_at_once + self.settings.taken_waiting:
            return await refusals.busy(self.settings.retry_after_seconds).answer()(scope, receive, send)
        self.waiting += 1
        try:
            async with self.making:
                await self.app(scope, receive, send)
        finally:
            self.waiting -= 1

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = visitor.address(scope, self.settings.trusted_proxies)
        if refusal := self._no_session(scope, address):
            scope["guard.refused"] = refusal.why
            return await refusal.to_socket(scope, receive, send)
        terms = Terms(visitor.returned(scope), self.holds.on(address), partial(self.holds.begin, address))
        talk = scope["guard.talk"] = Talk(receive, send, self.settings, terms)
        with self.register.one_more(address, talk):
            record.said("session opened", open=self.register.count)
            try:
                await self.app(_as_from_here(scope), talk.receive, talk.send)
            finally:
                talk.over()
        return None

    def _no_session(self, scope: Scope, address: str) -> Refusal | None:
        if path_of(scope) != STREAM:
            return refusals.NOT_HERE
        if not visitor.host_known(scope, self.settings):
            return refusals.WRONG_HOST
        if not visitor.origin_allowed(scope, self.settings):
            return refusals.WRONG_ORIGIN
        return self.register.refusal(address, visitor.returned(scope))


def path_of(scope: Scope) -> str:
    """The path that is asked for, below the path under which the atlas is mounted."""
    return str(scope["path"]).removeprefix(scope.get("root_path", "")) or "/"


def _as_from_here(scope: Scope) -> Scope:
    """The request with its own host for an origin: it has been judged, and Streamlit's judging asks the network."""
    host = next(value for name, value in scope["headers"] if name == b"host")
    kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + host)]}
