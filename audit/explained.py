"""Findings that we live with for a while: each with the reason, the day it was decided and the day it ends."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

LONGEST_DAYS = 184
"""An explanation is looked at anew twice a year."""


@dataclass(frozen=True)
class Explained:
    """Why a finding against a package does not hold here, or cannot be mended yet."""

    id: str
    package: str
    why: str
    decided: date
    expires: date


def read(text: str) -> list[Explained]:
    """The explanations of a file in TOML. Raises TypeError for an entry with other names in it."""
    return [Explained(**entry) for entry in tomllib.loads(text).get("finding", [])]


def faults(entries: Iterable[Explained], today: date) -> Iterator[str]:
    """Explanations that have run out, run for too long, or explain nothing."""
    for entry in entries:
        name = f"audit/explained.toml, {entry.id} of {entry.package}"
        if entry.expires < today:
            yield f"{name}: expired on {entry.expires}. Look at it anew, then renew or remove it"
        if (entry.expires - entry.decided).days > LONGEST_DAYS:
            yield f"{name}: found {(entry.expires - entry.decided).days} days, expected at most {LONGEST_DAYS}"
        if not entry.why.strip():
            yield f"{name}: found no reason, expected why it does no harm here"
