"""A token bucket: so many at once, so many a second after that."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Bucket:
    """Allows `burst` at once and `rate` a second in the long run; time is monotonic, so a set clock changes nothing.

    One that begins `empty` allows its burst only once it has filled.
    """

    def __init__(self, burst: float, rate: float, now: Callable[[], float] = monotonic, empty: bool = False) -> None:
        self.burst, self.rate, self.now = burst, rate, now
        self.level, self.since = 0.0 if empty else burst, now()

    def wait(self) -> float:
        """Seconds until the next may pass; 0 when it may at once."""
        at = self.now()
        self.level = min(self.burst, self.level + (at - self.since) * self.rate)
        self.since = at
        return max(0.0, (1 - self.level) / self.rate)

    def take(self) -> bool:
        """Let one pass, if it may."""
        if self.wait() > 0:
            return False
        self.level -= 1
        return True
