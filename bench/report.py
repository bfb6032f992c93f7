"""From numbers to one table with a verdict a line, and to a file."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed (nearest rank): of 40 values the 38th smallest."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


@dataclass(frozen=True)
class Row:
    """One line of the table. `holds` is None where nothing is promised."""

    what: str
    ours: str
    p95: str
    beside: str
    limit: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        """In words; blank where nothing is promised."""
        return {True: "holds", False: "DOES NOT HOLD", None: ""}[self.holds]


HEADINGS = ("what", "ours", "p95", "beside it", "limit", "")


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, for a terminal."""
    lines = [HEADINGS, *((row.what, row.ours, row.p95, row.beside, row.limit, row.verdict) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    return "\n".join([written[0], "-" * len(written[0]), *written[1:]])


def timed(what: str, values: Sequence[float], limit_ms: float | None = None) -> Row:
    """A line for times in milliseconds; the limit is on their 95th percentile."""
    worst = p95(values)
    return Row(
        f"{what} ({len(values)})",
        f"{median(values):,.0f} ms",
        f"{worst:,.0f} ms",
        "",
        f"p95 < {limit_ms:.0f} ms" if limit_ms else "",
        worst < limit_ms if limit_ms else None,
    )


def compared(what: str, ours: Sequence[float], beside: dict[str, Sequence[float]], at_most: float | None = None) -> Row:
    """Times beside yardsticks of the same rounds; the limit is a multiple of the first yardstick."""
    ratios = {name: median(ours) / median(values) for name, values in beside.items()}
    words = ", ".join(f"{name} {median(beside[name]):,.0f} ms = {ratio:.2f} x" for name, ratio in ratios.items())
    name, ratio = next(iter(ratios.items()))
    return Row(
        f"{what} ({len(ours)})",
        f"{median(ours):,.0f} ms",
        f"{p95(ours):,.0f} ms",
        words,
        f"<= {at_most} x {name}" if at_most else "",
        ratio <= at_most if at_most else None,
    )


def sized(what: str, size: int, limit: int | None = None, beside: str = "") -> Row:
    """A line for bytes."""
    return Row(
        what, f"{size / 1000:,.1f} kB", "", beside,
        f"<= {limit / 1000:,.0f} kB" if limit else "", size <= limit if limit else None,
    )  # fmt: skip


def counted(what: str, number: int, at_least: int) -> Row:
    """A line for something that must never fall below a number."""
    return Row(what, str(number), "", "", f">= {at_least}", number >= at_least)


def write(path: Path, rows: Sequence[Row], numbers: dict[str, object]) -> None:
    """The table and every number behind it, as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"table": [asdict(row) for row in rows], "numbers": numbers}, indent=1) + "\n", "utf-8")
