"""One session: what a browser may say and how fast, how long it may leave an answer unread.

A page runs in a thread, and all threads share one interpreter: a session that asks for runs without end would slow
every other. So runs are paced: what comes faster than its pace is drawn into one, as the last word of a reader who
turns a dial is all that counts. A session that sends more messages than any keyboard could is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from stpdash.guard import messages
from stpdash.guard.messages import BrokenError
from stpdash.guard.pace import Bucket
from stpdash.guard.settings import Settings

_LOOK_AGAIN = 0.25


@dataclass(frozen=True)
class Terms:
    """What a session begins with, by who opens it.

    `returned`: by a browser whose connection was lost. It has all that it shows, and says nothing until a click.
    `held`: from an address that was abused lately; no burst of page runs. `abused` is called before the session is cut
    off for what it said, as another may be opened the moment that it is.
    """

    returned: bool = False
    held: bool = False
    abused: Callable[[], None] = lambda: None


class Talk:
    """Stands between a browser and Streamlit for one session; counts what passed, and keeps why it ended."""

    def __init__(
        self, receive: Receive, send: Send, settings: Settings, terms: Terms, now: Callable[[], float] = monotonic
    ) -> None:
        self._receive, self._send, self.settings, self.terms, self.now = receive, send, settings, terms, now
        self.silence = settings.returned_seconds if terms.returned else settings.first_message_seconds
        self.messages = Bucket(settings.messages_burst, settings.messages_per_second, now)
        self.runs = Bucket(settings.reruns_burst, settings.reruns_per_second, now, empty=terms.held)
        self.opened = now()
        self.heard = self.passed = self.left_out = self.sent_bytes = 0
        self.asked = False
        """Whether a page was asked for: what is left unheard ends no silence."""
        self.why, self.code = "", 0
        self._reading: asyncio.Future[Message] | None = None
        self._next: BackMsg | None = None
        self._unread = 0
        self._cut = asyncio.Event()
        self._yields = False

    @property
    def idle(self) -> bool:
        """Whether no page was asked for in the time in which a stranger has to."""
        return not self.asked and not self.why and self.now() - self.opened >= self.settings.first_message_seconds

    def give_way(self) -> None:
        """End the session, as another needs its place."""
        self._yields = True
        self._cut.set()

    async def receive(self) -> Message:
        """What Streamlit hears next: a message that may pass, at its pace, or that the session has ended."""
        while True:
            if self._next and not self._unread and self.runs.take():
                return self._pass(self._next)
            message = await self._heard()
            if self._yields and not self.why:
                return await self._close(BrokenError(1013, "gave way"))
            if self._cut.is_set():
                return {"type": "websocket.disconnect", "code": 1006}
            if message is None:
                if not self.asked and not self._next:
                    return await self._close(BrokenError(1008, "silent"))
                continue
            if message["type"] != "websocket.receive":
                self._ended(message)
                return message
            try:
                said = self._judged(message)
            except BrokenError as broken:
                self.terms.abused()
                return await self._close(broken)
            if said:
                return self._pass(said)

    def _judged(self, message: Message) -> BackMsg | None:
        """A message that passes at once; None for one that waits for its turn or is left unheard."""
        self.heard += 1
        if not self.messages.take():
            raise BrokenError(1008, "flood")
        said = messages.read(message.get("bytes"), self.settings)
        if said is None:
            self.left_out += 1
            return None
        if said.WhichOneof("type") != "rerun_script":
            return said
        self.asked = True
        if self._next:
            self.left_out += 1
            said = messages.drawn_together(self._next, said)
        self._next = said
        return None

    def _pass(self, said: BackMsg) -> Message:
        if said is self._next:
            self._next = None
        self.passed += 1
        return {"type": "websocket.receive", "bytes": said.SerializeToString()}

    async def _heard(self) -> Message | None:
        """What the browser says next; None when the time has come to look at what waits."""
        reading = self._reading or asyncio.ensure_future(self._receive())
        self._reading = reading
        cut = asyncio.ensure_future(self._cut.wait())
        either: set[asyncio.Future[Any]] = {reading, cut}
        await asyncio.wait(either, timeout=self._patience(), return_when=asyncio.FIRST_COMPLETED)
        cut.cancel()
        if not reading.done():
            return None
        self._reading = None
        return reading.result()

    def _patience(self) -> float | None:
        if self._next:
            return max(self.runs.wait(), _LOOK_AGAIN if self._unread else 0.0)
        if not self.asked:
            return max(0.0, self.opened + self.silence - self.now())
        return None

    async def _close(self, broken: BrokenError) -> Message:
        """End the session from our side; what Streamlit hears of it."""
        self.why, self.code = broken.reason, broken.code
        self._cut.set()
        with suppress(ConnectionAbortedError):
            await self._within_patience({"type": "websocket.close", "code": broken.code, "reason": ""})
        return {"type": "websocket.disconnect", "code": broken.code}

    def _ended(self, message: Message) -> None:
        if message["type"] == "websocket.disconnect" and not self.why:
            self.code = int(message.get("code") or 1005)
            self.why = "lost" if self.code in {1005, 1006} else "left"

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit says. Raises ConnectionAbortedError once the session is cut off."""
        if self._cut.is_set():
            raise ConnectionAbortedError
        if message.get("bytes"):
            message = {**message, "bytes": messages.discreet(message["bytes"])}
            self.sent_bytes += len(message["bytes"])
        await self._within_patience(message)

    async def _within_patience(self, message: Message) -> None:
        self._unread += 1
        try:
            async with asyncio.timeout(self.settings.slow_reader_seconds):
                await self._send(message)
        except TimeoutError:
            self.why, self.code = self.why or "slow", self.code or 1006
            self._cut.set()
            raise ConnectionAbortedError from None
        finally:
            self._unread -= 1

    def over(self) -> None:
        """Stop listening: the session has ended."""
        if self._reading:
            self._reading.cancel()
