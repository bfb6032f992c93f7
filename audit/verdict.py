"""What a check says: what it looked at and every fault it found, so that one which looked at nothing shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check; no fault means that it holds."""

    check: str
    looked_at: str
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{'FAILED' if self.faults else 'ok':7}{self.check}: {self.looked_at}"
        return "\n".join([head, *(f"       - {fault}" for fault in self.faults)])
