"""From what was measured to one line a check: every figure with its limit, and whether all hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, in words: what, how much, what it must be, and whether it is."""

    what: str
    found: str
    limit: str
    holds: bool

    def __str__(self) -> str:
        """As in the line of its check; a limit that is broken stands out."""
        return f"{self.what} {self.found} ({self.limit}{'' if self.holds else '  <-- NOT KEPT'})"


def below(what: str, found: float, limit: float, unit: str) -> Figure:
    """A figure that must stay under its limit; nothing measured (NaN) is not under it."""
    return Figure(what, _written(found, unit), f"< {limit:,g} {unit}", found < limit)


def least(what: str, found: float, limit: float, unit: str) -> Figure:
    """A figure that must reach its limit; nothing measured (NaN) does not."""
    return Figure(what, _written(found, unit), f"at least {limit:,g} {unit}", found >= limit)


def every(what: str, found: int, of: int) -> Figure:
    """How many of so many did as they must: all of them, and there must be some."""
    return Figure(what, f"{found} of {of}", "all", 0 < of == found)


def none(what: str, found: Sequence[object]) -> Figure:
    """What must not happen at all; the first cases are named."""
    cases = f"{len(found)}: {', '.join(str(case) for case in found[:3])}" if found else "0"
    return Figure(what, cases, "none", not found)


def line(name: str, figures: Sequence[Figure]) -> str:
    """The line of a check for a terminal. A check without a figure fails."""
    return f"{'ok  ' if holds(figures) else 'FAIL'}  {name:<9} {'; '.join(str(figure) for figure in figures)}"


def holds(figures: Sequence[Figure]) -> bool:
    """Whether a check is passed: it has figures, and all of them hold."""
    return bool(figures) and all(figure.holds for figure in figures)


def _written(found: float, unit: str) -> str:
    digits = 1 if unit in {"s", "MB"} else 0
    return f"{found:,.{digits}f} {unit}"
