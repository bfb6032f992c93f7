"""The outermost layer: health, security headers, the access log, and an apology for whatever fails behind it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stpdash.guard import policy, record, visitor
from stpdash.guard.doors import path_of
from stpdash.guard.health import Health
from stpdash.guard.settings import Settings

_LONGEST = 200
"""A path is written no longer into the log, as whoever asks chooses it."""


class Front:
    """Dresses every answer in its headers and writes one line for each request and session."""

    def __init__(self, app: ASGIApp, settings: Settings, health: Health, page_policy: Callable[[], str]) -> None:
        self.app, self.settings, self.health, self.page_policy = app, settings, health, page_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or session; the start and end of the server are passed on."""
        if scope["type"] not in {"http", "websocket"}:
            return await self.app(scope, receive, send)
        visit = _Visit(self, scope, send)
        try:
            await (self.health.answer(path_of(scope)) or self.app)(scope, receive, visit.send)
        except Exception as error:
            number = record.fault(error)
            if not visit.status:
                sentence = f"Sorry, this could not be made. Nothing is wrong at your end. Reference: {number}\n"
                await Response(sentence, 500, media_type="text/plain")(scope, receive, visit.send)
        finally:
            visit.told()
        return None


class _Visit:
    def __init__(self, front: Front, scope: Scope, send: Send) -> None:
        self.front, self.scope, self._send = front, scope, send
        self.began, self.status, self.bytes = monotonic(), 0, 0

    async def send(self, message: Message) -> None:
        """Pass an answer on, its headers set."""
        kind = message["type"].removeprefix("websocket.")
        if kind == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": self._dressed(message)}
        elif kind == "http.response.body":
            self.bytes += 0 if self.scope.get("method") == "HEAD" else len(message.get("body", b""))
        elif kind == "accept":
            self.status = 101
        elif kind == "close" and not self.status:
            self.status = 403
        await self._send(message)

    def _dressed(self, message: Message) -> list[tuple[bytes, bytes]]:
        settings = self.front.settings
        hsts = settings.hsts_seconds if visitor.secure(self.scope, settings.trusted_proxies) else 0
        ours = policy.dressed(message["status"], message.get("headers", []), self.front.page_policy, hsts)
        return [*ours, (b"connection", b"close")] if _body_follows(self.scope) else ours

    def told(self) -> None:
        """Write the line."""
        settings = self.front.settings
        line: dict[str, Any] = {
            "path": path_of(self.scope)[:_LONGEST],
            "status": self.status,
            "ms": round(1000 * (monotonic() - self.began)),
        }
        if settings.log_addresses:
            line["address"] = visitor.address(self.scope, settings.trusted_proxies)
        if talk := self.scope.get("guard.talk"):
            counts = {"heard": talk.heard, "passed": talk.passed, "left_out": talk.left_out, "bytes": talk.sent_bytes}
            record.said("session closed", why=talk.why, code=talk.code, **counts, **line)
        elif self.status >= 400:
            why = self.scope.get("guard.refused", "")
            method = self.scope.get("method", "GET")
            record.refused(why=why, method=method, bytes=self.bytes, **line)
        else:
            record.said("request", method=self.scope["method"], bytes=self.bytes, **line)


def _body_follows(scope: Scope) -> bool:
    """Whether a request has a body. Nothing here reads one, so it is not waited for, and no request can follow it."""
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
