"""A machine that fails: the server killed, its data spoilt while it serves, the clock set wrong."""

from __future__ import annotations

import asyncio
import math
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from soak import servers
from soak.measure import TROUBLE, until
from soak.servers import Server
from soak.verdict import Figure, below, every
from soak.visitor import Visitor

AGAIN_SECONDS, NOTICED_SECONDS, ENDS_SECONDS = 5.0, 5.0, 30.0
DATA = servers.ROOT / "geodata"
TABLE = "funding.csv"
YEAR_SECONDS = 365 * 24 * 3600
JUMPS = {"a year forward": signal.SIGUSR1, "two years back": signal.SIGUSR2}
BURST, PACED_SECONDS = 30, 2.0


@dataclass(frozen=True)
class Killed:
    """Seconds from when the server was back until the reader's view was; whether it was the same view."""

    back_seconds: float
    same_view: bool

    def figures(self) -> list[Figure]:
        """The view comes back, from the address alone."""
        return [
            below("view back after the server was", self.back_seconds, AGAIN_SECONDS, "s"),
            every("the same view", int(self.same_view), 1),
        ]


@dataclass(frozen=True)
class Spoilt:
    """Of three ways to spoil a file: how many were noticed, left answers as they were, and stopped a new start."""

    noticed: int
    unchanged: int
    not_started: int
    never_listened: int
    ready_again: bool

    def figures(self) -> list[Figure]:
        """Noticed by /readyz; answers stay; no server starts on spoilt data; mended is mended."""
        return [
            every("/readyz 503", self.noticed, len(SPOILS)),
            every("answers unchanged", self.unchanged, len(SPOILS)),
            every("a new server ends with an error", self.not_started, len(SPOILS)),
            every("and opens no port", self.never_listened, len(SPOILS)),
            every("/readyz 200 once mended", int(self.ready_again), 1),
        ]


@dataclass(frozen=True)
class Clock:
    """Of each jump of the clock: whether clicks were drawn, and seconds that a rerun waited behind a burst."""

    drawn: int
    waited_seconds: list[float]

    def figures(self) -> list[Figure]:
        """Readers go on, and who was slowed down is not slowed down for a year."""
        return [
            every("pages drawn after jumps of the clock", self.drawn, len(JUMPS)),
            below("a rerun behind a burst waits", max(self.waited_seconds, default=math.nan), PACED_SECONDS, "s"),
        ]


async def killed() -> Killed:
    """Kill the server under a reader, start another in its place, and have the browser find its way back."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        port = servers.free_port()
        with servers.serving(port) as first:
            reader = Visitor(first.address)
            await reader.open()
            await reader.click(reader.areas()[7])
            view = reader.words()
            first.kill()
            second = servers.started(Path(folder) / "second.log", port)
            try:
                servers.await_answer(second)
                return Killed(await _found_again(reader, monotonic()), reader.words() == view)
            finally:
                second.kill()


async def _found_again(reader: Visitor, begun: float) -> float:
    """Seconds until the reader's browser has its view again; infinite when it does not get it."""
    while monotonic() - begun < AGAIN_SECONDS * 2:
        try:
            await reader.reconnect()
        except TROUBLE:
            await asyncio.sleep(0.1)  # as a browser does between two tries
            continue
        await reader.leave()
        return monotonic() - begun
    return math.inf


def _replaced(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"derived", b"derivad"))


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-500])


def _one_byte(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(bytes(whole))


SPOILS: dict[str, Callable[[Path], None]] = {
    "replaced": _replaced,
    "truncated": _truncated,
    "one byte changed": _one_byte,
}


async def spoilt() -> Spoilt:
    """Spoil a file of the data package under a server in three ways, and put it right each time."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        data = Path(folder) / "geodata"
        shutil.copytree(DATA, data)
        settings = {"STPDASH_GEODATA": str(data), "STPDASH_READY_SECONDS": "0"}
        with servers.serving(settings=settings) as server:
            await until(lambda: server.answers(servers.READY) == 200, NOTICED_SECONDS)
            before = await _money(server)
            whole = (data / TABLE).read_bytes()
            noticed = unchanged = not_started = never_listened = 0
            for spoil in SPOILS.values():
                spoil(data / TABLE)
                noticed += await until(lambda: server.answers(servers.READY) == 503, NOTICED_SECONDS) < math.inf
                unchanged += await _money(server) == before
                code, listened = await _start_on(data, Path(folder) / "refused.log")
                not_started += code not in {0, None}
                never_listened += not listened
                (data / TABLE).write_bytes(whole)
            again = await until(lambda: server.answers(servers.READY) == 200, NOTICED_SECONDS) < math.inf
    return Spoilt(noticed, unchanged, not_started, never_listened, again)


async def _money(server: Server) -> str:
    """What a new reader is told on the page of money."""
    async with Visitor(server.address, "/money") as reader:
        return reader.words()


async def _start_on(data: Path, log: Path) -> tuple[int | None, bool]:
    """With which code a server ends that is started on a data package (None: it does not), and whether it listened."""
    server = servers.started(log, settings={"STPDASH_GEODATA": str(data)})
    listened = False
    begun = monotonic()
    while server.process.poll() is None and monotonic() - begun < ENDS_SECONDS:
        listened |= await asyncio.to_thread(server.answers, servers.HEALTH) > 0
        await asyncio.sleep(0.02)
    code = server.process.poll()
    if code is None:
        server.kill()
    return code, listened


async def clock() -> Clock:
    """Set the server's clock a year forward, then two back, with a reader and one who is slowed down."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        (Path(folder) / "sitecustomize.py").write_text(_SHIFTED_CLOCK, "utf-8")
        path = os.pathsep.join(part for part in (folder, os.environ.get("PYTHONPATH")) if part)
        with servers.serving(settings={"PYTHONPATH": path}) as server:
            async with Visitor(server.address) as reader:
                drawn, waited = 0, [await _behind_a_burst(server)]
                for turn, jump in enumerate(JUMPS.values()):
                    server.process.send_signal(jump)
                    await reader.click(reader.areas()[turn])
                    drawn += not reader.failed()
                    waited.append(await _behind_a_burst(server))
    return Clock(drawn, waited)


async def _behind_a_burst(server: Server) -> float:
    """Seconds until a page is drawn that is asked for behind a burst of requests for others."""
    async with Visitor(server.address) as hasty:
        for _ in range(BURST):
            await hasty.ask()
        hasty.turn_to("/sources")
        begun = monotonic()
        await hasty.run()
        while "Sources, licences" not in hasty.words():
            await hasty.take_in(begun)
    return monotonic() - begun


_SHIFTED_CLOCK = f"""
import signal, time
real, real_ns, shift = time.time, time.time_ns, [0]
time.time = lambda: real() + shift[0]
time.time_ns = lambda: real_ns() + shift[0] * 10**9
def move(by): shift[0] += by
signal.signal(signal.SIGUSR1, lambda *_: move({YEAR_SECONDS}))
signal.signal(signal.SIGUSR2, lambda *_: move(-2 * {YEAR_SECONDS}))
"""
"""Python's clock of the day with two signals to move it. What only measures how long something took is left alone."""
