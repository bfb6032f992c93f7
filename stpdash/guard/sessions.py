"""How many sessions are open, in all and of each address; which of them give way where there is no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from stpdash.guard import refusals
from stpdash.guard.refusals import Refusal
from stpdash.guard.settings import Settings


class Session(Protocol):
    """As much of a session as matters for its place."""

    @property
    def idle(self) -> bool:
        """Whether it has asked for nothing in the time in which a stranger has to."""

    def give_way(self) -> None:
        """End it, soon."""


class Register:
    """The open sessions of a replica. Used from the event loop only.

    A browser that names an earlier session may say nothing for hours: its reader reads. That it had one is believed,
    as the replica that knew is gone; so its session gives way to whoever names none. Else names that are made up
    would fill a replica for as long as whoever made them up likes.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address_of: dict[Session, str] = {}
        """Every session in the order in which they came; one that gives way is out of it at once."""
        self.of_address: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many sessions are open."""
        return len(self.address_of)

    @property
    def full(self) -> bool:
        """Whether no further reader fits in."""
        return self._crammed and not self._idle()

    @property
    def _crammed(self) -> bool:
        return self.count >= self.settings.sessions

    def _crowded(self, address: str) -> bool:
        return self.of_address[address] >= self.settings.sessions_per_address

    def refusal(self, address: str, returned: bool = False) -> Refusal | None:
        """Why an address gets no further session; None where it gets one. For one that returned, none gives way."""
        if self._crammed and (returned or not self._idle()):
            return refusals.full(self.settings.retry_after_seconds)
        if self._crowded(address) and (returned or not self._idle(address)):
            return refusals.crowded(self.settings.retry_after_seconds)
        return None

    @contextmanager
    def one_more(self, address: str, session: Session) -> Iterator[None]:
        """Count a session for as long as it is open; where there is no room, one that is idle gives way to it."""
        if self._crowded(address):
            self._make_room(self._idle(address))
        if self._crammed:
            self._make_room(self._idle())
        self.address_of[session] = address
        self.of_address[address] += 1
        try:
            yield
        finally:
            self._leave(session)

    def _idle(self, address: str | None = None) -> Session | None:
        """The session that came first of those that may go; of an address, where one is given."""
        for session, at in self.address_of.items():
            if address in {None, at} and session.idle:
                return session
        return None

    def _make_room(self, session: Session | None) -> None:
        if session:
            self._leave(session)
            session.give_way()

    def _leave(self, session: Session) -> None:
        if session not in self.address_of:
            return
        address = self.address_of.pop(session)
        self.of_address[address] -= 1
        if not self.of_address[address]:
            del self.of_address[address]
