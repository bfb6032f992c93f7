"""A disk that is full: what is being built does not fit, what was there before stays."""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from soak import servers
from soak.verdict import Figure, every, none

SOURCES = servers.ROOT.parent / "shared"
DATA = servers.ROOT / "geodata"
ROOM_BYTES, LONGEST_FILE = 1_000_000, 100_000
_ENDS_SECONDS = 240
_WORDS = ("space", "full", "too large")


@dataclass(frozen=True)
class FullDisk:
    """Of each command: whether it ended with an error, said plainly why, and what was otherwise than before."""

    ended_with_error: int
    said_plainly: int
    altered: list[str]
    commands: int

    def figures(self) -> list[Figure]:
        """An error in words, and every file as it was."""
        return [
            every("commands end with an error", self.ended_with_error, self.commands),
            every("and say that the disk is full", self.said_plainly, self.commands),
            none("files altered or left half written", self.altered),
        ]


async def full_disk() -> FullDisk:
    """Build the data package where there is no room for it. Raises FileNotFoundError where there are no sources."""
    if not SOURCES.is_dir():
        raise FileNotFoundError(f"{SOURCES}: found no sources to build from; this check needs them there")
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, _small(Path(folder)) as room:
        data = room / "geodata"
        shutil.copytree(DATA, data)
        before = _state(room)
        done = await asyncio.to_thread(_run, ["build", "--sources", str(SOURCES)], data)
        after = _state(room)
    told = done.stdout.decode("utf-8", "replace")
    return FullDisk(
        int(done.returncode not in {0, None}),
        int(said_plainly(told)),
        sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)),
        1,
    )


def said_plainly(told: str) -> bool:
    """Whether a command says that there was no room, without a trace of the program.

    >>> said_plainly("geodata/areas.csv: no space left on the disk. Make room, then run it again.")
    True
    """
    return any(word in told.lower() for word in _WORDS) and "Traceback" not in told and "╭" not in told


def _run(arguments: list[str], data: Path) -> subprocess.CompletedProcess[bytes]:
    limited = os.path.ismount(data.parent)
    return subprocess.run(
        [sys.executable, "-m", "stpdash", *arguments],
        cwd=servers.ROOT, env=os.environ | {"STPDASH_GEODATA": str(data)}, timeout=_ENDS_SECONDS, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        preexec_fn=None if limited else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_FILE,) * 2),
    )  # fmt: skip


@contextmanager
def _small(folder: Path) -> Iterator[Path]:
    """A disk with room for the data package and little more; where that may not be made, any folder.

    There no file may become longer than LONGEST_FILE instead.
    """
    size = sum(file.stat().st_size for file in DATA.rglob("*")) + ROOM_BYTES
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "soak", str(folder)], capture_output=True, check=False
    )
    try:
        yield folder
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def _state(folder: Path) -> dict[str, str]:
    """Every file under a folder by its path, with the digest of what it holds."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }
