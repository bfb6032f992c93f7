"""Addresses of which a session was cut off for abuse: for a while, what they open next begins without a burst.

Else whoever is cut off comes back at once, and with every session gets the burst anew. Others behind the same address
wait a moment for their first page in that time; nobody is refused.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

_MOST = 10_000
"""So many addresses are remembered at most: a host of IPv6 has more of them than there is memory."""


class Holds:
    """The addresses that are held, each for so many seconds after its last abuse. Used from the event loop only."""

    def __init__(self, seconds: float, now: Callable[[], float] = monotonic) -> None:
        self.seconds, self.now = seconds, now
        self.since: OrderedDict[str, float] = OrderedDict()

    def begin(self, address: str) -> None:
        """Hold an address, or hold it anew; the one held longest is let go where there are too many."""
        self.since[address] = self.now()
        self.since.move_to_end(address)
        if len(self.since) > _MOST:
            self.since.popitem(last=False)

    def on(self, address: str) -> bool:
        """Whether an address is held; lets go of all whose time is over."""
        while self.since and self.now() - next(iter(self.since.values())) >= self.seconds:
            self.since.popitem(last=False)
        return address in self.since
