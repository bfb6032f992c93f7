"""How many sessions are open, in all and of each address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from stpdash.guard import refusals
from stpdash.guard.refusals import Refusal
from stpdash.guard.settings import Settings


class Register:
    """The open sessions of a replica. Used from the event loop only."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.of_address: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many sessions are open."""
        return self.of_address.total()

    @property
    def full(self) -> bool:
        """Whether no further session fits in."""
        return self.count >= self.settings.sessions

    def refusal(self, address: str) -> Refusal | None:
        """Why an address gets no further session; None where it gets one."""
        if self.full:
            return refusals.full(self.settings.retry_after_seconds)
        if self.of_address[address] >= self.settings.sessions_per_address:
            return refusals.crowded(self.settings.retry_after_seconds)
        return None

    @contextmanager
    def one_more(self, address: str) -> Iterator[None]:
        """Count a session for as long as it is open."""
        self.of_address[address] += 1
        try:
            yield
        finally:
            self.of_address[address] -= 1
            if not self.of_address[address]:
                del self.of_address[address]
