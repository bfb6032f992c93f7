"""`make soak`: every check under load and faults, one line each; exit with 1 if a limit is not kept.

`python -m soak NAME ...` runs some of them.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Protocol

from soak import servers
from soak.crowd import active_sessions, open_sessions
from soak.disk import full_disk
from soak.faults import clock, killed, spoilt
from soak.flood import flood
from soak.hostile import abuse, delays
from soak.plain import plain
from soak.queries import queries
from soak.rush import rush
from soak.verdict import Figure, holds, line


class Measured(Protocol):
    """What a check found, which can be judged."""

    def figures(self) -> list[Figure]:
        """Every figure with its limit."""


Check = Callable[[], Awaitable[Measured]]
CHECKS: dict[str, Check] = {
    "rush": rush,
    "open": open_sessions,
    "active": active_sessions,
    "delays": delays,
    "abuse": abuse,
    "queries": queries,
    "flood": flood,
    "killed": killed,
    "spoilt": spoilt,
    "disk": full_disk,
    "clock": clock,
    "plain": plain,
}


def main(names: Sequence[str]) -> int:
    """Run the checks named, all where none is; 0 when all are passed, 2 where a name means nothing."""
    if unknown := sorted(set(names) - CHECKS.keys()):
        sys.stderr.write(f"No check is called {', '.join(unknown)}. There are: {', '.join(CHECKS)}.\n")
        return 2
    servers.visitors_aside()
    sys.stdout.write(f"servers on core {servers.CORES[0]}, visitors on core {servers.CORES[-1]}\n")
    passed = [run(name, CHECKS[name]) for name in names or CHECKS]
    return int(not all(passed))


def run(name: str, check: Check) -> bool:
    """Run a check and print its line; whether it is passed. One that breaks off is not."""
    begun = monotonic()
    try:
        figures = asyncio.run(_found(check))
    except Exception as trouble:  # whatever it is, the other checks are still of use
        figures = [Figure("broke off:", repr(trouble)[:500], "must run to its end", False)]
    sys.stdout.write(f"{line(name, figures)} [{monotonic() - begun:.0f} s]\n")
    sys.stdout.flush()
    return holds(figures)


async def _found(check: Check) -> list[Figure]:
    return (await check()).figures()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
